// Asking AWS in several places at once. What one place does not say is not hidden: it comes back by name.
import type { Environment } from "../config/config.ts";
import { Fault, type FaultCode } from "../core/errors.ts";
import type { Place } from "./world.ts";

export interface SilentPlace {
  readonly place: Place;
  readonly fault: FaultCode;
}

export interface Gathered<Thing> {
  readonly found: readonly { readonly place: Place; readonly thing: Thing }[];
  readonly silent: readonly SilentPlace[];
}

/** Every account in every Region of an environment; one that names no Region is looked for in Stillpoint's own. */
export const placesOf = ({ accounts, regions }: Environment, ownRegion: string): readonly Place[] =>
  accounts.flatMap(({ id }) =>
    (regions.length === 0 ? [ownRegion] : regions).map((region) => ({ account: id, region })),
  );

/** The places of several environments, each once. */
export const allPlacesOf = (environments: readonly Environment[], ownRegion: string): readonly Place[] => [
  ...new Map(
    environments
      .flatMap((environment) => placesOf(environment, ownRegion))
      .map((place) => [`${place.account}/${place.region}`, place]),
  ).values(),
];

/** How many places are asked at a time, so that a large estate does not ask them all at once. */
const atOnceMax = 8;

/** Throws only what is not the world's: a bug. When no place at all answers, the first fault is thrown. */
export const gather = async <Thing>(
  places: readonly Place[],
  ask: (place: Place) => Promise<Thing>,
): Promise<Gathered<Thing>> => {
  const found: { readonly place: Place; readonly thing: Thing }[] = [];
  const silent: (SilentPlace & { readonly error: Fault })[] = [];
  const waiting = [...places];
  const worker = async (): Promise<void> => {
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
      try {
        found.push({ place, thing: await ask(place) });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        silent.push({ place, fault: error.code, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnceMax, places.length) }, worker));
  const [first] = silent;
  if (found.length === 0 && first !== undefined) throw first.error;
  return { found, silent: silent.map(({ place, fault }) => ({ place, fault })) };
};
