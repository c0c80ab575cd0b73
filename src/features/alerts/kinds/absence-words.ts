// What is said of one backup that never came, on its card and in its details: there was none for too long, or never any.
import type { Config } from "../../../config/config.ts";
import type { Instant } from "../../../core/time.ts";
import { durationText } from "../../../i18n/measures.ts";
import { textsFor } from "../../../i18n/texts.ts";
import { watchTextsFor } from "../../../i18n/watch.ts";
import type { Absence, AbsenceEnd } from "../model.ts";
import { clip } from "./card-parts.ts";

const nameMax = 80;

/** The last good backup that is known, its end's own or the one before. */
export const lastGoodOf = (absence: Absence, end: AbsenceEnd | undefined): Instant | undefined =>
  end?.goodAt ?? ("lastGoodAt" in absence ? absence.lastGoodAt : undefined);

export const absenceWords = (absence: Absence, config: Config) => {
  const { absent: words } = watchTextsFor(config.language);
  const { allowedMs, requirement } = absence;
  const allowed = durationText(allowedMs, textsFor(config.language));
  const name = clip(requirement ?? "", nameMax);
  return "bareSince" in absence
    ? {
        headline: words.headlineNever,
        headlineGood: words.headlineFirst,
        because: words.neverByTag(name, allowed),
        next: words.nextNever,
      }
    : {
        headline: words.headline,
        headlineGood: words.headlineGood,
        because: requirement === undefined ? words.byCadence(allowed) : words.byRequirement(name, allowed),
        next: words.next,
      };
};
