// The audit log as auditors see it: a line for each row, and what checking it came to.
import { shortName } from "../../backup/arn.ts";
import type { Config } from "../../config/config.ts";
import { cut, oneLine } from "../../core/text.ts";
import { auditTextsFor } from "../../i18n/audit.ts";
import type { AuditRow } from "../../ports/audit.ts";
import { context, section } from "../../slack/blocks.ts";
import { actions, button } from "../../slack/elements.ts";
import { limits } from "../../slack/limits.ts";
import type { Message } from "../../slack/message.ts";
import { bold, code, join, md, member, moment, type Safe, utcText } from "../../slack/mrkdwn.ts";
import { auditIds, type Found, type Page, type Query, type Trouble, type Verdict } from "./model.ts";

const nameMax = 80;
const factsMax = 200;

/** Its heading in the runbook. */
const runbookHeading = "Clock errors";

export const pageMessage = (page: Page, found: Found, config: Config): Message => {
  const words = auditTextsFor(config.language);
  const filters = filtersText(page.query, config);
  const { next, stoppedAt } = found;
  const stopped = stoppedAt === undefined ? [] : [context(md`${words.stopped(stoppedAt)}`)];
  const { query } = page;
  const buttons = [
    ...(found.rows.length === 0 ? [] : turning(auditIds.export, words.export, { query })),
    ...(page.before === undefined ? [] : turning(`${auditIds.page}#newest`, words.newest, { query })),
    ...(next === undefined ? [] : turning(`${auditIds.page}#older`, words.older, { query, before: next })),
  ];
  const turns = buttons.length === 0 ? [] : [actions(buttons)];
  if (found.rows.length === 0) {
    const says = stoppedAt === undefined ? md`${words.none} ${words.noneNext}` : md`${words.none}`;
    return {
      title: words.title,
      text: says,
      blocks: [section(says), context(filters), ...stopped, ...turns],
    };
  }
  const lines = found.rows.map((row) => rowText(row, config));
  return {
    title: words.title,
    text: md`${words.title}: ${filters}`,
    blocks: [
      section(bold(md`${words.title}`)),
      context(filters),
      ...paragraphs(lines).map(section),
      ...stopped,
      ...turns,
    ],
  };
};

/** What is too long for a button is not offered: nobody types so much. */
const turning = (id: string, label: string, page: Page) => {
  const value = JSON.stringify(page);
  return value.length > limits.buttonValue ? [] : [button(id, label, value)];
};

const filtersText = ({ sought, since }: Query, { language }: Config): Safe => {
  const words = auditTextsFor(language);
  const from = md`${words.since} ${moment(since, utcText(since))}`;
  switch (sought.by) {
    case "all":
      return md`${words.sought.all} · ${from}`;
    case "person":
      return md`${words.sought.person}: ${member(sought.user)} · ${from}`;
    case "name":
      return md`${cut(oneLine(words.sought.name(sought.name)), nameMax)} · ${from}`;
  }
};

/** When, who, what, to which resource, in which request; what else the row has stands last. */
const rowText = ({ at, by, verb, resource, chain, facts }: AuditRow, { language }: Config): Safe => {
  const words = auditTextsFor(language);
  const who = by === "stillpoint" ? md`${words.stillpoint}:` : member(cut(oneLine(by), nameMax));
  const more = factsText(facts);
  const parts = [
    md`${moment(at, utcText(at))}  ${who} ${words.verb[verb]}`,
    ...(resource === undefined ? [] : [code(cut(oneLine(shortName(resource)), nameMax))]),
    code(cut(oneLine(chain.split("/")[0] ?? chain), nameMax)),
    ...(more === "" ? [] : [md`${more}`]),
    ...(facts.cap === undefined ? [] : [md`${words.capped}`]),
  ];
  return join(parts, " · ");
};

/** Names of evidence and of presses are for the file: nobody reads sixty-four digits. */
const isDigest = (value: string | number): boolean => /^[0-9a-f]{16,}$/.test(String(value));

const factsText = (facts: AuditRow["facts"]): string => {
  const shown = Object.entries(facts).filter(([name, value]) => name !== "cap" && !isDigest(value));
  return cut(oneLine(shown.map(([name, value]) => `${name} ${value}`).join(", ")), factsMax);
};

/** Lines in as few sections as hold them. */
const paragraphs = (lines: readonly Safe[]): readonly Safe[] => {
  const texts: Safe[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    const longer = last === undefined ? line : join([last, line], "\n");
    if (last === undefined || longer.mrkdwn.length > limits.text) texts.push(line);
    else texts[texts.length - 1] = longer;
  }
  return texts;
};

/** What is wrong, as much as anybody reads at once. */
const troublesMax = 20;

/** `environments` are those that the viewer audits: rows of others are told of without their names. */
export const verdictMessage = (
  verdict: Verdict,
  environments: readonly string[],
  { language }: Config,
): Message => {
  const { verify: words, title } = auditTextsFor(language);
  const { from, to, troubles } = verdict;
  const counted = context(md`${words.counted(String(verdict.rows), String(verdict.heads))}`);
  if (troubles.length === 0) {
    const says = md`${words.whole(from, to)}`;
    return { title, text: says, blocks: [section(md`✅ ${says}`), counted] };
  }
  const says = md`${words.broken(from, to, String(troubles.length))}`;
  const lines = troubles
    .slice(0, troublesMax)
    .map((trouble) => md`• ${trouble.day}: ${troubleText(trouble, environments, language)}`);
  const rest = troubles.length - lines.length;
  const more = rest === 0 ? [] : [md`${words.more(String(rest))}`];
  return {
    title,
    text: says,
    blocks: [
      section(bold(md`🛑 ${says}`)),
      ...paragraphs([...lines, ...more]).map(section),
      counted,
      context(md`${words.next(runbookHeading)}`),
    ],
  };
};

const troubleText = (trouble: Trouble, environments: readonly string[], language: "en" | "ja"): string => {
  const { verify: words } = auditTextsFor(language);
  const row = (named: AuditRow): string =>
    named.environment === "" || environments.includes(named.environment)
      ? words.row(cut(oneLine(named.chain), nameMax), String(named.number))
      : words.hidden;
  switch (trouble.trouble) {
    case "unreadable":
    case "head-missing":
    case "head-altered":
    case "head-unlinked":
      return words.trouble[trouble.trouble]();
    case "rows-gone":
    case "rows-late":
      return words.trouble[trouble.trouble]("", String(trouble.count));
    case "gap":
      return words.trouble.gap(row(trouble.row), String(trouble.missing));
    case "altered":
    case "misplaced":
    case "forked":
    case "unlinked":
      return words.trouble[trouble.trouble](row(trouble.row));
  }
};
