// The weekly line: what came and what became of it, first in one line, then by the names of the rules in plain words.
import type { Config } from "../../config/config.ts";
import { cut, oneLine } from "../../core/text.ts";
import { ledgerTextsFor } from "../../i18n/ledger.ts";
import { countText, daysText } from "../../i18n/measures.ts";
import { textsFor } from "../../i18n/texts.ts";
import type { Fate, Outcome } from "../../ports/outcome.ts";
import { context, section } from "../../slack/blocks.ts";
import { barColors, type Card, marks } from "../../slack/card.ts";
import { bold, channelName, join, md, type Safe } from "../../slack/mrkdwn.ts";
import { countsOf, fateOf } from "./decide.ts";
import type { Tally, Week } from "./model.ts";

/** What the runbook says of events that never came to an end. */
export const lostHeading = "Events dead-letter queue is not empty";

const nameMax = 80;

/** Small and without alarm, unless something is lost. */
export const weekCard = ({ first, last, tally, refusedBy }: Week, { language }: Config): Card => {
  const words = ledgerTextsFor(language);
  const texts = textsFor(language);
  const counts = countsOf(tally);
  const severity = tally.lost === 0 ? "info" : "warning";
  const numbers = [
    words.received(countText(counts.received)),
    words.posted(countText(counts.posted)),
    words.grouped(countText(counts.grouped)),
    words.silent(countText(counts.silent)),
    words.lost(countText(tally.lost)),
  ];
  const line = `${words.week(daysText(first, last, language))}: ${numbers.join(texts.separator)}`;
  const head = md`${marks[severity]} ${line}`;
  // Where the mark is not seen, a word says it.
  const spoken = md`${marks[severity]} ${texts.card.severity.warning.word}: ${line}`;
  const missing = words.missing(countText(tally.lost));
  const next = words.next(lostHeading);
  const found = tally.found === 0 ? [] : [context(md`${words.found(countText(tally.found))}`)];
  return {
    text: (tally.lost === 0 ? head : md`${spoken}\n${missing}\n${texts.card.next}: ${next}`).mrkdwn,
    blocks: [section(bold(head))],
    body: [
      ...(tally.lost === 0 ? [] : [section(md`${missing}\n${bold(md`${texts.card.next}:`)} ${next}`)]),
      ...(["posted", "grouped", "silent"] as const).flatMap((fate) => rulesOf(fate, tally, language)),
      ...found,
      ...meantFor(refusedBy, language),
    ],
    color: barColors[severity],
    metadata: {
      event_type: "stillpoint_week",
      event_payload: {
        week: first,
        severity,
        ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])),
        lost: String(tally.lost),
      },
    },
  };
};

/** The rules that came to this, the busiest first. */
const rulesOf = (fate: Fate, { outcomes }: Tally, language: Config["language"]) => {
  const { group, counted } = ledgerTextsFor(language);
  const rules = Object.entries(outcomes)
    .filter(([outcome]) => fateOf(outcome) === fate)
    .sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .map(([outcome, count]) => md`${counted(countText(count), ruleText(outcome, language))}`);
  if (rules.length === 0) return [];
  return [context(md`${bold(md`${group[fate]}:`)} ${join(rules, textsFor(language).separator)}`)];
};

/** Demands words for every name: one that has none does not compile. An older version's name is shown as it is. */
const ruleText = (outcome: string, language: Config["language"]): string => {
  const rules: Readonly<Record<Outcome, string>> = ledgerTextsFor(language).rule;
  return Object.entries(rules).find(([name]) => name === outcome)?.[1] ?? clip(outcome);
};

const meantFor = (refusedBy: Week["refusedBy"], language: Config["language"]) => {
  if (refusedBy === undefined) return [];
  const { before, after } = textsFor(language).card.wrongChannel(clip(refusedBy.refusal));
  const where: Safe = channelName(clip(refusedBy.channel));
  return [context(md`${before}${where}${after}`)];
};

const clip = (text: string): string => cut(oneLine(text), nameMax);
