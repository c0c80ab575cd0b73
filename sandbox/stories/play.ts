// Playing a story in a world, with or without looking whether it held.

import { explain } from "../aws/iam/explain.ts";
import type { SandboxWorld } from "../world.ts";
import { createStage, type Stage } from "./stage.ts";
import type { Story } from "./story.ts";

/** Plays it for somebody to watch. */
export const playStory = async (story: Story, world: SandboxWorld): Promise<void> => {
  await tell(story, createStage(world));
};

/**
 * Plays it in a fresh world and checks what came of it; throws when it did not hold, or when a function wanted what its
 * role does not let it.
 */
export const checkStory = async (story: Story, world: SandboxWorld): Promise<void> => {
  const stage = createStage(world);
  await tell(story, stage);
  await story.check(stage);
  const refused = refusedToUs(world);
  if (refused.length > 0) throw new Error(refused.join("\n"));
};

/** What was refused to Stillpoint's own roles, and to the services that act for it: each once, in words. */
const refusedToUs = ({ iam }: SandboxWorld): readonly string[] => {
  const refused = iam.decisions().filter(({ access }) => access.type === "refused");
  const ours = refused.filter(({ role }) => role === undefined || role.includes(":role/stillpoint-"));
  return [...new Set(ours.map(explain))];
};

/** What a story made go wrong goes wrong no longer when it is over. */
const tell = async (story: Story, stage: Stage): Promise<void> => {
  const before = stage.world.faults.list();
  try {
    await story.play(stage);
    await stage.settle();
  } finally {
    stage.world.faults.set(before);
  }
};
