// The rule of a storm: what a failure that would open a card is to others of its cause.
import type { JobKey } from "../../../backup/job.ts";
import { hourMs, minuteMs } from "../../../core/time.ts";
import type { First, Gust, Storming } from "../model.ts";

/** From so many resources on, within so long, and until so long after the last one. */
const stormResources = 3;
const stormWithinMs = 10 * minuteMs;
const calmAfterMs = hourMs;

/**
 * The same cause from the third resource within ten minutes is a storm: one card for all that come, until an hour has
 * passed without another. Told a second time, each stays what it was.
 */
export const decideStorm = (gust: Gust | undefined, own: First): Storming => {
  const known = gust?.firsts ?? [];
  const post = (firsts: readonly First[]): Storming => ({ act: "post", reason: "first-sign", firsts });
  if (known.some(({ job }) => isSameJob(job, own.job))) return post(known);
  if (gust?.incident !== undefined && own.at - gust.latest < calmAfterMs)
    return { act: "collapse", reason: "storm", opens: false };
  // Those of a storm that is over have had their card.
  const recent = gust?.incident === undefined ? known : [];
  const firsts = [...recent.filter(({ at }) => own.at - at < stormWithinMs), own];
  return new Set(firsts.map(({ resource }) => resource)).size < stormResources
    ? post(firsts)
    : { act: "collapse", reason: "storm", opens: true };
};

const isSameJob = (left: JobKey, right: JobKey): boolean =>
  left.id === right.id &&
  left.kind === right.kind &&
  left.region === right.region &&
  left.account === right.account;
