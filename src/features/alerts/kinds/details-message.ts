// What is no job, whole: each fact uncut, AWS's own words, what was told and when, and the line that shows the same in a
// terminal. Only Slack's own limits cut anything here, and a cut is told.
import type { KnownBlock } from "@slack/types";
import { consoleUrlOf } from "../../../backup/arn.ts";
import type { RawNotification } from "../../../backup/notification.ts";
import type { Config } from "../../../config/config.ts";
import { cut, oneLine } from "../../../core/text.ts";
import type { Instant } from "../../../core/time.ts";
import { detailTextsFor } from "../../../i18n/details.ts";
import { durationText } from "../../../i18n/measures.ts";
import { textsFor } from "../../../i18n/texts.ts";
import { thingTextsFor } from "../../../i18n/things.ts";
import { watchTextsFor } from "../../../i18n/watch.ts";
import { allFields, context, fact, section } from "../../../slack/blocks.ts";
import { marks } from "../../../slack/card.ts";
import { actions, linkButton } from "../../../slack/elements.ts";
import { limits } from "../../../slack/limits.ts";
import type { Message } from "../../../slack/message.ts";
import { bold, code, codeBlock, join, md, type Safe } from "../../../slack/mrkdwn.ts";
import { type Absence, type AbsenceEnd, alertIds, type Incident } from "../model.ts";
import { absenceWords } from "./absence-words.ts";
import { accountText, at, clip, headline, placeOf } from "./card-parts.ts";
import { commandForAbsence, commandForThing } from "./command.ts";
import { type HeardThing, type ThingRecord, thingOfIncident } from "./thing.ts";
import { saidOf, whoOf } from "./thing-card.ts";

const nameMax = 80;

/** Sections that AWS's message and the raw JSON may fill; a view holds 100 blocks and 250 KB. */
const messageParts = 4;
const rawParts = 10;

/** Lines of what was told; more are never kept. */
const toldMax = 32;

/** What a feed calls itself. */
const feeds: Readonly<Record<HeardThing["feed"], string>> = { sns: "SNS", eventbridge: "EventBridge" };

export const thingMessage = (record: ThingRecord, incident: Incident, config: Config): Message => {
  const thing = thingOfIncident(record, incident);
  const texts = textsFor(config.language);
  const words = thingTextsFor(config.language);
  const { thing: own } = detailTextsFor(config.language);
  const { key, severity, state, facts, message, objects } = thing;
  const { head: happened, why, next } = saidOf(thing, words);
  const head = headline(severity, [
    happened,
    clip(key.name ?? words.unnamed, nameMax),
    placeOf(incident, key, config),
  ]);
  const because = why ?? (severity === "unknown" ? texts.card.awsState(clip(state, nameMax)) : undefined);
  const remedy = next ?? (severity === "unknown" ? words.unknownNext : undefined);
  const url = key.kind === "eks-object" ? jobPage(thing.sense, key) : undefined;
  return {
    title: own.title,
    text: because === undefined ? head : md`${head}. ${because}`,
    blocks: [
      section(bold(head)),
      ...(because === undefined ? [] : [section(md`${because}`)]),
      ...whoOf(thing, words).map((who) => section(who)),
      ...(remedy === undefined ? [] : [section(md`${bold(md`${texts.card.next}:`)} ${remedy}`)]),
      ...allFields([
        whole(own.state, state),
        fact(own.at, at(thing.at)),
        fact(texts.card.account, accountText(key.account, key.region, config)),
        whole(own.name, key.name ?? words.unnamed),
        whole(own.id, key.id),
        ...facts
          .filter(({ value }) => value !== key.name)
          .map(({ label, value }) => whole(words.facts[label], value)),
      ]),
      ...(objects.length === 0 ? [] : titled(words.objects.label, objects.join("\n"), messageParts, config)),
      ...(message === undefined ? [] : titled(texts.card.awsSays, message, messageParts, config)),
      ...toldBlocks(record.heard, config),
      ...titled(own.json, JSON.stringify(record.heard, null, 1), rawParts, config),
      ...terminal(commandForThing(thing)),
      ...(url === undefined ? [] : [actions([linkButton(alertIds.console, texts.card.openInConsole, url)])]),
    ],
  };
};

/** The page of the job that they belong to: of all of these, AWS has a lasting address for jobs alone. */
const jobPage = (sense: string, { region, id }: { readonly region: string; readonly id: string }) =>
  consoleUrlOf({ kind: sense.startsWith("backup") ? "backup" : "restore", region, id });

/** The newest first: AWS's word, what told it, and when. */
const toldBlocks = (heard: readonly HeardThing[], config: Config): readonly KnownBlock[] => {
  const { thing: own } = detailTextsFor(config.language);
  const lines = heard
    .toSorted((left, right) => right.at - left.at)
    .slice(0, toldMax)
    .map(
      ({ severity, state, feed, at: when }) =>
        md`${marks[severity]} ${code(clip(state, 40))} · ${at(when)} · ${feeds[feed]}`,
    );
  return [section(join([bold(md`${own.told}`), ...lines.slice(0, toldMax / 2)], "\n")), ...rest(lines)];
};

/** A section holds thirty such lines at the most. */
const rest = (lines: readonly Safe[]): readonly KnownBlock[] =>
  lines.length <= toldMax / 2 ? [] : [section(join(lines.slice(toldMax / 2), "\n"))];

export const rawMessage = (raw: RawNotification, config: Config): Message => {
  const texts = textsFor(config.language);
  const { raw: own, thing: words } = detailTextsFor(config.language);
  const head = headline("unknown", [texts.raw.headline]);
  const told: readonly (readonly [string, string | undefined])[] = [
    [own.source, raw.source],
    [own.detailType, raw.detailType],
    [texts.card.account, raw.account],
    [own.region, raw.region],
    [words.id, raw.id],
  ];
  return {
    title: words.title,
    text: md`${head}. ${texts.raw.explained}`,
    blocks: [
      section(bold(head)),
      ...allFields([
        ...told.flatMap(([label, value]) =>
          value === undefined || value === "" ? [] : [whole(label, value)],
        ),
        ...(raw.at === undefined ? [] : [fact(words.at, at(raw.at))]),
      ]),
      ...titled(own.content, raw.body, rawParts, config),
    ],
  };
};

export const absenceMessage = (absence: Absence, end: AbsenceEnd | undefined, config: Config): Message => {
  const texts = textsFor(config.language);
  const { absent } = watchTextsFor(config.language);
  const { absences: own, thing: words } = detailTextsFor(config.language);
  const { name, type, arn, account, region, allowedMs, requirement } = absence;
  const said = absenceWords(absence, config);
  const severity = end === undefined ? "failed" : end.goodAt === undefined ? "unknown" : "good";
  const title =
    end === undefined ? said.headline : end.goodAt === undefined ? absent.headlineGone : said.headlineGood;
  const head = headline(severity, [title, clip(name, nameMax)]);
  const allowed = durationText(allowedMs, texts);
  const moment = (label: string, when: Instant | undefined) =>
    when === undefined ? [] : [fact(label, at(when))];
  return {
    title: words.title,
    text: end === undefined ? md`${head}. ${said.because}` : head,
    blocks: [
      section(bold(head)),
      ...(end === undefined
        ? [section(md`${said.because}`), section(md`${bold(md`${texts.card.next}:`)} ${said.next}`)]
        : []),
      ...allFields([
        whole(texts.card.resource, `${name} (${type})`),
        fact(texts.card.account, accountText(account, region, config)),
        whole(words.id, arn),
        ...("bareSince" in absence
          ? [fact(absent.lastGood, md`${absent.never}`), ...moment(absent.bareSince, absence.bareSince)]
          : moment(absent.lastGood, absence.lastGoodAt)),
        fact(absent.allowed, md`${allowed}`),
        ...(requirement === undefined ? [] : [whole(own.requirement, requirement)]),
        ...moment(own.goodAgain, end?.goodAt),
        ...(end !== undefined && end.goodAt === undefined ? moment(own.gone, end.at) : []),
      ]),
      ...terminal(commandForAbsence(absence)),
      context(md`${absent.explained}`),
    ],
  };
};

const terminal = (line: string | undefined): readonly KnownBlock[] =>
  line === undefined ? [] : [context(code(line))];

/** A fact as long as a field can be. */
const whole = (label: string, value: string): Safe =>
  fitting(limits.field, (max) => fact(label, md`${cut(oneLine(value), max)}`));

const titled = (title: string, text: string, parts: number, config: Config): readonly KnownBlock[] => {
  const { cut: left } = detailTextsFor(config.language);
  const shown: KnownBlock[] = [section(bold(md`${title}`))];
  let from = 0;
  while (from < text.length && shown.length <= parts) {
    const [block, taken] = nextPart(text.slice(from, from + limits.text));
    shown.push(section(block));
    from += taken;
  }
  return from >= text.length ? shown : [...shown, context(md`${left(text.length - from)}`)];
};

/** As much of the text as a section holds once it is escaped: up to a space or a line's end, where there is one. */
const nextPart = (text: string): readonly [Safe, number] => {
  for (let end = text.length; ; end = Math.floor(end * 0.9)) {
    const taken = end === text.length && end < limits.text ? end : breakBefore(text, end);
    const block = codeBlock(text.slice(0, taken), taken);
    if (block.mrkdwn.length <= limits.text || taken <= 2) return [block, taken];
  }
};

/** Never half a character. */
const breakBefore = (text: string, end: number): number => {
  const last = Math.max(text.lastIndexOf("\n", end - 1), text.lastIndexOf(" ", end - 1)) + 1;
  if (last > end / 2) return last;
  return /[\uD800-\uDBFF]/.test(text[end - 1] ?? "") && end > 1 ? end - 1 : Math.max(1, end);
};

/** Drawn with as much data as the limit leaves room for: escaping makes data longer. */
const fitting = (limit: number, draw: (max: number) => Safe): Safe => {
  for (let max = limit; ; max = Math.floor(max * 0.8)) {
    const drawn = draw(max);
    if (drawn.mrkdwn.length <= limit || max < 40) return drawn;
  }
};
