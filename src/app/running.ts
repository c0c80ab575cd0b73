// From a note in the run queue to the feature that carries it out: what the executor loads, and no more.
import { approvals } from "../features/approvals/feature.ts";
import type { ExecutorWorld } from "../ports/feature.ts";
import { readRun } from "../ports/note.ts";

/** A note that nobody understands was not put there by one of ours. */
export const takeRun = async (body: string, messageId: string, world: ExecutorWorld): Promise<string> => {
  const note = readRun(body);
  if (note === undefined) {
    world.log.error("run.refused", { messageId, reason: "not-a-note" });
    throw new Error("the run queue holds a message that is not a note");
  }
  if (approvals.runs === undefined) throw new Error("nobody carries out what was approved");
  return approvals.runs(note, world);
};
