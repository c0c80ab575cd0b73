// What was said once: beside the card's own record, so that whoever says something waits for nobody.
import type { World } from "../../../ports/world.ts";
import { keepRequestUntil, saidKey } from "../record.ts";

type SayingWorld = Pick<World, "store" | "now">;

/** Whether it was said; what is cut off between saying and remembering is said twice. */
export const isSaid = async (request: string, id: string, world: SayingWorld): Promise<boolean> =>
  (await world.store.get(saidKey(request, id))) !== undefined;

export const keepSaid = async (request: string, id: string, world: SayingWorld): Promise<void> => {
  const at = world.now();
  await world.store.putIfAbsent({
    key: saidKey(request, id),
    version: 1,
    body: { at },
    keepUntil: keepRequestUntil(at),
  });
};
