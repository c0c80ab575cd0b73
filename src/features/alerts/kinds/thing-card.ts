// A thing that is no job → its card, in the order of every card: what happened, why and what to do, facts, AWS's own
// words, small print.
import { shortName } from "../../../backup/arn.ts";
import { saysWho } from "../../../backup/thing.ts";
import type { Config } from "../../../config/config.ts";
import { cut, oneLine } from "../../../core/text.ts";
import { textsFor } from "../../../i18n/texts.ts";
import { type ThingTexts, thingTextsFor } from "../../../i18n/things.ts";
import { allFields, context, fact, section } from "../../../slack/blocks.ts";
import { barColors, type Card } from "../../../slack/card.ts";
import { bold, code, join, md, type Safe } from "../../../slack/mrkdwn.ts";
import type { Incident } from "../model.ts";
import { asideOf, buttonsOf, detailsButton, taken } from "./buttons.ts";
import { accountText, at, clip, headline, metadataOf, placeOf, spoken, wrongChannel } from "./card-parts.ts";
import { countText, objectLines } from "./objects.ts";
import type { Thing } from "./thing.ts";

/** Characters of a name, a fact and AWS's words. */
const nameMax = 80;
const factMax = 200;
const messageMax = 450;

export const thingCard = (thing: Thing, incident: Incident, config: Config): Card => {
  const texts = textsFor(config.language);
  const words = thingTextsFor(config.language);
  const { severity, state, key } = thing;
  const { head: happened, ...about } = saidOf(thing, words);
  const parts = [happened, clip(key.name ?? words.unnamed, nameMax), placeOf(incident, key, config)];
  const head = headline(severity, parts);
  const why = about.why ?? (severity === "unknown" ? texts.card.awsState(clip(state, nameMax)) : undefined);
  const next = about.next ?? (severity === "unknown" ? words.unknownNext : undefined);
  const print = [
    accountText(key.account, key.region, config),
    at(thing.at),
    ...(isTold(thing) ? [] : [code(clip(shortName(key.id), nameMax))]),
  ];
  const facts = thing.facts.map(({ label, value }) => fact(words.facts[label], md`${clip(value, factMax)}`));
  const isQuiet = why === undefined;
  const who = whoOf(thing, words);
  const looks = detailsButton(incident.id, texts);
  const body = isQuiet
    ? [
        ...who.map((each) => context(each)),
        ...(severity === "info" ? saidByAws(thing, config) : []),
        context(join([...quietFacts(thing, words), ...print], texts.separator)),
      ]
    : (asideOf(incident, looks, texts) ?? [
        section(next === undefined ? md`${why}` : md`${why}\n${bold(md`${texts.card.next}:`)} ${next}`),
        ...allFields(facts),
        ...objectLines(thing.objects, config),
        ...saidByAws(thing, config),
        ...taken(incident, texts),
        ...buttonsOf(incident, looks, texts),
        context(join(print, texts.separator)),
      ]);
  const gist = [why, next === undefined ? undefined : `${texts.card.next}: ${next}`].filter(
    (line) => line !== undefined,
  );
  return {
    text: join([spoken(severity, parts, texts), ...who, ...gist.map((line) => md`${line}`)], "\n").mrkdwn,
    blocks: [section(bold(head))],
    body: [...body, ...wrongChannel(incident, texts)],
    color: barColors[severity],
    metadata: metadataOf(incident, severity, clip(state, nameMax)),
  };
};

export interface Said {
  readonly head: string;
  readonly why?: string;
  readonly next?: string;
}

/** A sense that an older version wrote and nobody has words for any more is as good as unknown. */
export const saidOf = ({ key, sense }: Thing, words: ThingTexts): Said => {
  const known: Readonly<Record<string, Said>> & { readonly unknown: Said } = words.kinds[key.kind];
  return (Object.hasOwn(known, sense) ? known[sense] : undefined) ?? known.unknown;
};

/** AWS's own words: people search Slack for them. What is good needs none. */
const saidByAws = ({ message }: Thing, config: Config) =>
  message === undefined
    ? []
    : [context(md`${textsFor(config.language).card.awsSays}: ${code(cut(oneLine(message), messageMax))}`)];

const quietFacts = ({ key, facts, objects }: Thing, words: ThingTexts): readonly Safe[] => [
  ...facts
    .filter(({ label, value }) => value !== key.name && !(saysWho(key.kind) && label === "by"))
    .map(({ label, value }) => md`${words.facts[label]}: ${clip(value, nameMax)}`),
  ...(objects.length === 0 ? [] : [md`${words.objects.label}: ${countText(objects, words)}`]),
];

/** Who did it, where that is what the card is for: said also when nobody knows. */
export const whoOf = ({ key, facts }: Thing, words: ThingTexts): readonly Safe[] => {
  if (!saysWho(key.kind)) return [];
  const by = facts.find(({ label }) => label === "by")?.value ?? words.nobodyNamed;
  return [md`${words.facts.by}: ${clip(by, factMax)}`];
};

/** An id that the card says already is not said again. */
const isTold = ({ key, facts }: Thing): boolean => {
  const id = shortName(key.id).toLowerCase();
  return [key.name, ...facts.map(({ value }) => value)].some((value) => value?.toLowerCase() === id);
};
