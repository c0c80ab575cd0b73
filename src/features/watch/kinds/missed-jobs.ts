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
const readMax = 10 * atOnceMax;

/**
 * Leaves a note for each missed job, the oldest end first. After `max` of them nothing more is read: all the rest is put
 * off, so that each job is read about once, however many there are.
 */
export const reportMissed = async (
  { sifted: { due } }: Pick<Seen, "sifted">,
  max: number,
  world: Pick<ClockWorld, "store" | "later" | "log">,
): Promise<{ readonly sent: number; readonly putOff: Sifted["due"] }> => {
  const told: Sifted["due"][number][] = [];
  let done = 0;
  while (done < due.length && told.length < max) {
    const some = due.slice(done, done + readMax);
    const isMissing = await inTurns(some, atOnceMax, async ({ job }) =>
      isMissed((await readJob(job.job, world))?.body),
    );
    for (const [index, each] of some.entries()) {
      if (told.length >= max) break;
      if (isMissing[index] === true) told.push(each);
      done += 1;
    }
  }
  await inTurns(told, atOnceMax, async ({ job: { job, state, facts }, endedAt }) => {
    const writtenId = facts.writtenId ?? job.id;
    await world.later.send({ note: "watch.missed", job, writtenId, state, at: endedAt }, 0);
    world.log.warn("watch.missed", { job, state });
  });
  return { sent: told.length, putOff: due.slice(done) };
};
