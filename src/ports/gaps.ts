// How every answer names places, and says which of them did not answer: a gap must never look like a fact.
import type { Config } from "../config/config.ts";
import { cut, oneLine } from "../core/text.ts";
import { answersFor } from "../i18n/answers.ts";
import { context } from "../slack/blocks.ts";
import { md } from "../slack/mrkdwn.ts";
import type { SilentPlace } from "./places.ts";
import type { Place } from "./world.ts";

const nameMax = 80;

/** The account by its name, and the Region. */
export const placeText = ({ account, region }: Place, config: Config): string => {
  const named = config.environments.flatMap(({ accounts }) => accounts).find(({ id }) => id === account);
  return cut(oneLine(`${named?.name ?? account} · ${region}`), nameMax);
};

const placesMax = 5;

export const silentBlocks = (silent: readonly SilentPlace[], config: Config) => {
  if (silent.length === 0) return [];
  const { fault } = answersFor(config.language);
  const names = [...new Set(silent.map(({ place }) => placeText(place, config)))];
  const more = names.length > placesMax ? ", …" : "";
  return [context(md`⚠️ ${fault.silent(`${names.slice(0, placesMax).join(", ")}${more}`)}`)];
};
