// Names of objects that failed within one job: a set that doubles cannot grow and no order can change.
import { cut, oneLine } from "../core/text.ts";

/** As many are kept; a card then says that there are at least so many. */
export const objectsMax = 100;

const nameMax = 200;

export const objectNamed = (name: string, reason?: string): string =>
  cut(oneLine(reason === undefined ? name : `${name}: ${reason}`), nameMax);

/** The first hundred of both by their names, whichever came first. */
export const joinedObjects = (one: readonly string[], other: readonly string[]): readonly string[] =>
  [...new Set([...one, ...other])].sort().slice(0, objectsMax);
