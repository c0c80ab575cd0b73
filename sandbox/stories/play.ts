// Playing a story in a world, with or without looking whether it held.

import type { SandboxWorld } from "../world.ts";
import { createStage } from "./stage.ts";
import type { Story } from "./story.ts";

/** Plays it for somebody to watch. */
export const playStory = async (story: Story, world: SandboxWorld): Promise<void> => {
  await story.play(createStage(world));
};

/** Plays it in a fresh world and checks what came of it; throws when it did not hold. */
export const checkStory = async (story: Story, world: SandboxWorld): Promise<void> => {
  const stage = createStage(world);
  await story.play(stage);
  await stage.settle();
  await story.check(stage);
};
