// The parts of a world that a test does not look at: they answer as if there were nothing.
import { operations } from "../src/app/operations.ts";
import type { World } from "../src/ports/world.ts";

export const idle: Pick<World, "audit" | "heads" | "run" | "keys" | "operations"> = {
  audit: { insert: async () => {}, list: async () => [] },
  heads: { put: async () => true, get: async () => undefined },
  run: { send: async () => {} },
  keys: { health: async () => ({ state: "not-told" as const }) },
  operations,
};
