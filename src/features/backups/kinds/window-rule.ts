// A database's own maintenance and backup windows: AWS starts no backup inside them, nor too close before. When they are
// is the database's own secret; that one stood in the way, AWS has said of the jobs before.
import { isEnd } from "../../../backup/job.ts";
import { reasonOf } from "../../../backup/reason.ts";
import { dayMs, hourMs, type Instant, instant, isoOf } from "../../../core/time.ts";
import type { Finding } from "../../../ports/operation.ts";
import type { Listed, ListedJob } from "../../../ports/world.ts";
import { finding } from "../decide.ts";
import type { Looked } from "./looking.ts";

/** Windows last half an hour and more, and AWS keeps an hour before them free. */
const standsMs = 2 * hourMs;
/** Windows come back at the same time of the day, or of the week. */
const nearMs = hourMs;

/** Maintenance comes once a week, so a week tells. */
export const windowsBackMs = 7 * dayMs + standsMs;

/** None where AWS has not spoken of a window lately. */
export const findingsOfWindow = (jobs: Looked<Listed<ListedJob>>, now: Instant): readonly Finding[] => {
  if (jobs === "gone" || jobs === "silent") return [];
  const refusals = jobs.items
    .filter(({ state, facts }) => isEnd(state) && reasonOf(state, facts.message) === "maintenance-window")
    .flatMap(({ facts }) => facts.completedAt ?? facts.createdAt ?? [])
    .sort((left, right) => right - left);
  const [last] = refusals;
  if (last === undefined) return [];
  const until = instant(last + standsMs);
  if (now < until) return [finding("stop", "window-open", isoOf(last), isoOf(until))];
  const returning = refusals.find((at) => isNear(now, at));
  return returning === undefined ? [] : [finding("know", "window-near", isoOf(returning))];
};

/** Whether it is about the same time of the day. */
const isNear = (now: Instant, at: Instant): boolean => {
  const apart = (now - at) % dayMs;
  return apart <= nearMs || apart >= dayMs - nearMs;
};
