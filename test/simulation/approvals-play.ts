// One history, played to its end under the law.
import type { History } from "./approvals-deeds.ts";
import { createLaw } from "./approvals-law.ts";
import { type Change, createApprovals } from "./approvals-world.ts";

export const playApprovals = async ({ deeds, sky }: History, change: Change = {}) => {
  const world = createApprovals({ sky }, change);
  const law = createLaw(world);
  world.watch(law);
  await world.play(deeds);
  await world.settle();
  law.demandRest();
  return { world, wrongs: law.wrongs };
};

/** Throws at the first thing that was wrong. */
export const demandApprovals = async (history: History, change: Change = {}) => {
  const { world, wrongs } = await playApprovals(history, change);
  if (wrongs.length > 0) throw new Error(wrongs.join("\n"));
  return world;
};
