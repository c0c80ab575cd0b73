// Playing a story in a world, with or without looking whether it held.

import { explain } from "../aws/iam/explain.ts";
import type { Decision } from "../aws/iam/service.ts";
import type { SandboxWorld } from "../world.ts";
import { createStage, type Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const playing = new WeakMap<SandboxWorld, Promise<void>>();

/** Plays it for somebody to watch, after those that were begun before: two at once would move one clock. */
export const playStory = (story: Story, world: SandboxWorld): Promise<void> => {
  const before = playing.get(world) ?? Promise.resolve();
  const played = before.catch(() => {}).then(() => tell(story, createStage(world)));
  playing.set(world, played);
  return played;
};

/**
 * Plays it in a fresh world and checks what came of it; throws when it did not hold, or as soon as a function wanted
 * what its role does not let it: what the story would come to without that is waited for by nobody, and the world is
 * closed under it.
 */
export const checkStory = async (story: Story, world: SandboxWorld): Promise<void> => {
  const atOnce = world.iam.decisions().find(isRefusedToUs);
  if (atOnce !== undefined) throw new Error(explain(atOnce));
  const stage = createStage(world);
  const told = tell(story, stage).then(() => story.check(stage));
  let unhear = () => {};
  const refused = new Promise<never>((_, reject) => {
    unhear = world.iam.hear((decision) => {
      if (isRefusedToUs(decision)) reject(new Error(explain(decision)));
    });
  });
  await Promise.race([told, refused]).finally(unhear);
};

/** Whether something was refused to Stillpoint's own roles, or to the services that act for it. */
const isRefusedToUs = ({ role, access }: Decision): boolean =>
  access.type === "refused" && (role === undefined || role.includes(":role/stillpoint-"));

/** What a story made go wrong goes wrong no longer when it is over, and what it configured is gone. */
const tell = async (story: Story, stage: Stage): Promise<void> => {
  const before = stage.world.faults.list();
  try {
    await stage.world.slack.uncounted(async () => {
      await story.play(stage);
      await stage.settle();
    });
  } finally {
    stage.world.faults.set(before);
    if (stage.world.hasSettings) await stage.world.configure({});
  }
};
