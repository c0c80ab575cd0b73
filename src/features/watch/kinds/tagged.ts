// Who carries the tags that requirements name. They are looked for by their tags, so that ten thousand resources without
// any cost nothing; when AWS does not say, all the rest of the look holds.
import type { Requirement } from "../../../config/config.ts";
import { Fault } from "../../../core/errors.ts";
import { canonicalJson } from "../../../core/ids.ts";
import type { Instant } from "../../../core/time.ts";
import type { ClockWorld } from "../../../ports/feature.ts";
import type { Listed, Place } from "../../../ports/world.ts";
import { everyMs, isBlind, isByTag, taggedAt } from "../decide.ts";
import type { Look, Tagged } from "../model.ts";

/** Resources of one requirement in one place: a hundred pages, at fifteen a second. */
const taggedMax = 10_000;

export const readTagged = async (
  place: Place,
  look: Look | undefined,
  at: Instant,
  world: Pick<ClockWorld, "config" | "tags" | "log">,
): Promise<Tagged> => {
  const asked = new Map<string, Listed<string>>();
  const arns = new Map<Requirement, ReadonlySet<string>>();
  try {
    for (const requirement of world.config.requirements.filter(isByTag)) {
      const { name, tags } = requirement;
      const known = asked.get(canonicalJson(tags));
      const found = known ?? (await world.tags.carrying(place, tags, taggedMax));
      asked.set(canonicalJson(tags), found);
      if (found.isCut && known === undefined)
        world.log.error("watch.cut", { ...place, requirement: name, at: taggedMax });
      arns.set(requirement, new Set(found.items));
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const facts = { ...place, what: "tags", fault: error.code, nextInMs: everyMs };
    if (isBlind({ lookedAt: taggedAt(look, at) }, at)) world.log.error("watch.blind", facts);
    else world.log.warn("watch.silent", facts);
    return { isRead: false, isCut: false, arns: new Map() };
  }
  return { isRead: true, isCut: [...asked.values()].some(({ isCut }) => isCut), arns };
};
