// The tags that a route asks for, of the resource that an alert is about.
import { Fault } from "../core/errors.ts";
import type { Place, Tags, World } from "./world.ts";

/**
 * Of a resource's tags, those that are named; none when AWS did not say. The alert then takes the next route that fits:
 * late in the right channel is worse than at once in a wider one.
 */
export const namedTags = async (
  place: Place,
  arn: string,
  names: readonly string[],
  world: Pick<World, "tags" | "log">,
): Promise<Tags> => {
  const { account, region } = place;
  try {
    const tags = await world.tags.of({ account, region }, arn);
    return Object.fromEntries(Object.entries(tags).filter(([name]) => names.includes(name)));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    world.log.warn("alert.tags-not-read", { account, region, arn, fault: error.code });
    return {};
  }
};
