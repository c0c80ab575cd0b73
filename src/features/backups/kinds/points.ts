// Recovery points that could be copied, and the resource of one that was named by its ARN.
import { parseArn } from "../../../backup/arn.ts";
import type { RecoveryPoint } from "../../../backup/recovery-point.ts";
import type { Environment } from "../../../config/config.ts";
import { hasPlace } from "../../../config/environments.ts";
import type { Asker } from "../../../ports/door.ts";
import type { AnswerWorld } from "../../../ports/feature.ts";
import { allPlacesOf, gather } from "../../../ports/places.ts";
import type { Place } from "../../../ports/world.ts";
import { limits } from "../../../slack/limits.ts";
import type { Held } from "../../inventory/model.ts";
import { environmentsAt, placeOf } from "./choosing.ts";
import { look } from "./looking.ts";
import { isIn } from "./now.ts";

const pointsMax = 1_000;

/** The newest that a menu holds: whole ones in vaults of these environments. */
export const pointsOf = async (
  held: Held,
  environments: readonly Environment[],
  world: AnswerWorld,
): Promise<readonly RecoveryPoint[]> => {
  const { items } = await world.catalog.points(placeOf(held), held.arn, pointsMax);
  return items
    .filter(
      ({ vaultName, status }) => isIn(environments, vaultName) && ["COMPLETED", "PARTIAL"].includes(status),
    )
    .sort((left, right) => (right.createdAt ?? 0) - (left.createdAt ?? 0))
    .slice(0, limits.options);
};

/** Vaults that are asked for a recovery point whose ARN does not say where it lies. */
const vaultsMax = 60;

/** AWS describes a recovery point only to whoever knows its vault, so each is asked. */
export const resourceOfPoint = async (
  arn: string,
  asker: Asker,
  world: AnswerWorld,
): Promise<Held | undefined> => {
  const { account = "", region = "" } = parseArn(arn) ?? {};
  const isMeant = (place: Place) =>
    ["", place.account].includes(account) && ["", place.region].includes(region);
  const places = allPlacesOf(asker.environments, world.region).filter(isMeant);
  const { found } = await gather(places, async (place) => {
    const { items } = await world.catalog.vaults(place, vaultsMax);
    const theirs = items.filter(({ name }) => isIn(environmentsAt(asker, place), name));
    const points = await Promise.all(theirs.map(({ name }) => look(world.catalog.point(place, name, arn))));
    return points.flatMap((point) => (point === "gone" || point === "silent" ? [] : [point]))[0];
  });
  const [held] = found.flatMap(({ place, thing }) =>
    thing?.resource === undefined ? [] : [{ ...thing.resource, ...place }],
  );
  return held !== undefined && asker.environments.some((each) => hasPlace(each, held)) ? held : undefined;
};
