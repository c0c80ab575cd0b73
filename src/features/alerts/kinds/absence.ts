// The card of backups that never came: one resource, or many of one environment. How many they are, and how many have
// ended, are counts of records.
import type { Config } from "../../../config/config.ts";
import { detailTextsFor } from "../../../i18n/details.ts";
import { durationText } from "../../../i18n/measures.ts";
import { textsFor } from "../../../i18n/texts.ts";
import { watchTextsFor } from "../../../i18n/watch.ts";
import type { PosterWorld } from "../../../ports/feature.ts";
import { context, fact, fields, section } from "../../../slack/blocks.ts";
import { barColors, type Card, marks } from "../../../slack/card.ts";
import { actions, button } from "../../../slack/elements.ts";
import { bold, join, md, type Safe } from "../../../slack/mrkdwn.ts";
import { type Absence, type AbsenceEnd, alertIds, type Incident } from "../model.ts";
import { absenceEndKey, absenceEndPrefix, absencePrefix, incidentKey } from "../record.ts";
import { absenceWords, lastGoodOf } from "./absence-words.ts";
import { asideOf, buttonsOf, detailsButton, taken } from "./buttons.ts";
import { accountText, at, clip, headline, metadataOf, placeOf, wrongChannel } from "./card-parts.ts";

/** Lines of a list; a section holds 3,000 characters. */
const shownMax = 10;
const nameMax = 80;

export interface Absent {
  readonly absence: Absence;
  readonly end?: AbsenceEnd;
}

export const absenceCardOf = async (
  incident: Incident,
  world: Pick<PosterWorld, "store" | "config">,
): Promise<Card> => {
  const { partition } = incidentKey(incident.id);
  const { store } = world;
  const [stored, count, ended] = await Promise.all([
    store.list<Absence>(partition, absencePrefix, shownMax),
    store.count(partition, absencePrefix),
    store.count(partition, absenceEndPrefix),
  ]);
  const shown = await Promise.all(
    stored.map(async ({ key, body }): Promise<Absent> => {
      const short = key.sort.slice(absencePrefix.length);
      const end = await store.get<AbsenceEnd>(absenceEndKey(incident.id, short));
      return end === undefined ? { absence: body } : { absence: body, end: end.body };
    }),
  );
  return absenceCard(incident, { shown, count, ended }, world.config);
};

export const absenceCard = (
  incident: Incident,
  absent: { readonly shown: readonly Absent[]; readonly count: number; readonly ended: number },
  config: Config,
): Card => {
  const { shown, count, ended } = absent;
  const [first] = shown;
  if (first === undefined) throw new Error(`an absence of nothing: ${incident.id}`);
  const { absent: words } = watchTextsFor(config.language);
  const texts = textsFor(config.language);
  const isOver = ended >= count;
  const isGood = isOver && shown.some(({ end }) => end?.goodAt !== undefined);
  const severity = isOver ? "good" : "failed";
  const said = absenceWords(first.absence, config);
  const title = isGood
    ? [said.headlineGood, words.headlineGoodOf]
    : isOver
      ? [words.headlineGone, words.headlineGoneOf]
      : [said.headline, words.headlineOf];
  const [one, many] = title as [string, (count: number) => string];
  const place = placeOf(incident, first.absence, config);
  const head =
    count === 1
      ? headline(severity, [one, clip(first.absence.name, nameMax), place])
      : headline(severity, [many(count), place]);
  const because = count === 1 ? said.because : words.many;
  const next = count === 1 ? said.next : words.nextMany;
  const list = count === 1 ? fields(factsOf(first.absence, config)) : section(linesOf(shown, count, config));
  const print = context(join([md`${words.explained}`], texts.separator));
  const again = ended === 0 || isOver ? [] : [context(md`${words.againOf(ended)}`)];
  const state = isOver ? (isGood ? "BACKED_UP" : "NOT_WATCHED") : "ABSENT";
  const looks =
    count === 1
      ? detailsButton(incident.id, texts)
      : [button(alertIds.list, detailTextsFor(config.language).absences.button, incident.id)];
  const body = isOver
    ? count === 1
      ? [context(goodText(first, config))]
      : [list, actions(looks)]
    : (asideOf(incident, looks, texts) ?? [
        section(md`${because}\n${bold(md`${texts.card.next}:`)} ${next}`),
        list,
        ...again,
        ...taken(incident, texts),
        ...buttonsOf(incident, looks, texts),
        print,
      ]);
  return {
    text: (isOver ? head : md`${head}\n${because}\n${texts.card.next}: ${next}`).mrkdwn,
    blocks: [section(bold(head))],
    body: [...body, ...wrongChannel(incident, texts)],
    color: barColors[severity],
    metadata: metadataOf(incident, severity, state),
  };
};

const factsOf = (absence: Absence, config: Config): readonly Safe[] => {
  const { card } = textsFor(config.language);
  const { absent: words } = watchTextsFor(config.language);
  return [
    fact(card.resource, named(absence)),
    fact(card.account, accountText(absence.account, absence.region, config)),
    fact(words.lastGood, lastGoodText(absence, undefined, config)),
    ...("bareSince" in absence ? [fact(words.bareSince, at(absence.bareSince))] : []),
    fact(words.allowed, md`${durationText(absence.allowedMs, textsFor(config.language))}`),
  ];
};

const goodText = ({ absence, end }: Absent, config: Config): Safe => {
  const { absent: words } = watchTextsFor(config.language);
  const place = accountText(absence.account, absence.region, config);
  return md`${words.lastGood}: ${lastGoodText(absence, end, config)} · ${place}`;
};

const lastGoodText = (absence: Absence, end: AbsenceEnd | undefined, config: Config): Safe => {
  const last = lastGoodOf(absence, end);
  return last === undefined ? md`${watchTextsFor(config.language).absent.never}` : at(last);
};

const linesOf = (shown: readonly Absent[], count: number, config: Config): Safe => {
  const { absent: words } = watchTextsFor(config.language);
  const lines = shown.map(({ absence, end }) => {
    const mark = end === undefined ? marks.failed : end.goodAt === undefined ? marks.unknown : marks.good;
    return md`${mark} ${named(absence)} · ${words.lastGood}: ${lastGoodText(absence, end, config)}`;
  });
  const more = count > shown.length ? [md`${words.more(count - shown.length)}`] : [];
  return join([...lines, ...more], "\n");
};

const named = ({ name, type }: Absence): Safe => md`${clip(name, nameMax)} (${clip(type, nameMax)})`;
