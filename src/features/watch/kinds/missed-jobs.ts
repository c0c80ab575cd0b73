// Jobs that ended and that AWS never told of: each becomes a note to the events function, where it takes the road of
// any news.
import { inTurns } from "../../../core/turns.ts";
import type { ClockWorld } from "../../../ports/feature.ts";
import { readJob } from "../../jobs/flow.ts";
import { isMissed } from "../decide.ts";
import type { Seen, Sifted } from "../model.ts";

/** Of one round: the events function describes each, and AWS takes fifteen of that a second. */
export const notesMax = 200;

const atOnceMax = 16;

/** Leaves a note for each missed job, the oldest first; what is more than `max` is put off. */
export const reportMissed = async (
  { sifted: { due } }: Pick<Seen, "sifted">,
  max: number,
  world: Pick<ClockWorld, "store" | "later" | "log">,
): Promise<{ readonly sent: number; readonly putOff: Sifted["due"] }> => {
  const isMissing = await inTurns(due, atOnceMax, async ({ job }) =>
    isMissed((await readJob(job.job, world))?.body),
  );
  const missed = due.filter((_, index) => isMissing[index] === true);
  const told = missed.slice(0, max);
  await inTurns(told, atOnceMax, async ({ job: { job, state, facts }, endedAt }) => {
    const writtenId = facts.writtenId ?? job.id;
    await world.later.send({ note: "watch.missed", job, writtenId, state, at: endedAt }, 0);
    world.log.warn("watch.missed", { job, state });
  });
  return { sent: told.length, putOff: missed.slice(max) };
};
