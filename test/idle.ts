// The parts of a world that a test does not look at: they answer as if there were nothing.
import { operations } from "../src/app/operations.ts";
import type { World } from "../src/ports/world.ts";

export const idle: Pick<World, "audit" | "run" | "keys" | "operations"> = {
  audit: { insert: async () => {}, list: async () => [] },
  run: { send: async () => {} },
  keys: { health: async () => ({ state: "not-told" as const }) },
  operations,
};
