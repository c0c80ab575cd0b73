// mrkdwn that data cannot break out of: the tag md`…` escapes whatever is put into it.
// https://docs.slack.dev/messaging/formatting-message-text
import { cut, visible } from "../core/text.ts";
import { type Instant, isoOf } from "../core/time.ts";

declare const safeBrand: unique symbol;

/** mrkdwn whose every part was either written by us or escaped. */
export interface Safe {
  readonly [safeBrand]: true;
  readonly mrkdwn: string;
}

const safe = (mrkdwn: string): Safe => ({ mrkdwn }) as Safe;

/**
 * Marks that would format data. Slack has no escape for them and reads them only at the edge of a word, so
 * there a word joiner parts them from their effect; inside a name (`orders_db`) they stay as they are.
 */
const formatting = /(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (character) => entities[character] ?? character);

/** Data that nothing of the below would change; most is: all of ASCII but `&<>*_~` and the backtick, and Japanese. */
const harmless = /^[ -%'-)+-;=?-^a-}·、-ヿ一-鿿]*$/;

/** Data inside a sentence: escaped, on one line, with nothing that formats. */
const inline = (text: string): string => (harmless.test(text) ? text : neutralized(text));

const neutralized = (text: string): string =>
  escaped(visible(text).replace(/\s+/g, " "))
    .replaceAll("`", "'")
    .replace(formatting, (mark) => `\u2060${mark}\u2060`);

/** Our own words with data in them; a `Safe` is put in as it is, everything else is escaped. */
export const md = (words: TemplateStringsArray, ...values: readonly (Safe | string | number)[]): Safe => {
  let text = words[0] ?? "";
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    text += typeof value === "object" ? value.mrkdwn : inline(String(value ?? ""));
    text += words[index + 1] ?? "";
  }
  return safe(text);
};

export const join = (parts: readonly Safe[], separator: string): Safe =>
  safe(parts.map((part) => part.mrkdwn).join(separator));

export const bold = (text: Safe): Safe => safe(`*${text.mrkdwn}*`);

/** Data as code on one line: copied exactly, found by search. A backtick in it becomes an apostrophe. */
export const code = (text: string): Safe =>
  safe(
    `\`${(harmless.test(text) ? text : escaped(visible(text).replace(/\s+/g, " ").replaceAll("`", "'"))) || " "}\``,
  );

/** Data as a block of code, cut to `max` characters before escaping so that no entity is halved. */
export const codeBlock = (text: string, max: number): Safe =>
  safe(`\`\`\`\n${escaped(cut(visible(text), max).replaceAll("```", "'''"))}\n\`\`\``);

/** Our own link with our own label; the address is percent-encoded where it could end the link. */
export const link = (url: string, label: string): Safe =>
  safe(`<${url.replace(/[<>|\s]/g, encodeURIComponent)}|${inline(label)}>`);

/** A channel by its name as the viewer knows it; what has not the form of an id is only written. */
export const channelName = (id: string): Safe =>
  /^[CG][A-Z0-9]{8,20}$/.test(id) ? safe(`<#${id}>`) : md`${id}`;

/** A member as the viewer knows them; what has not the form of an id is only written. An edit pings nobody. */
export const member = (id: string): Safe => (/^[UW][A-Z0-9]{5,20}$/.test(id) ? safe(`<@${id}>`) : md`${id}`);

/** A user group, all of whom it calls where it is posted; what has not the form of an id is only written. */
export const userGroup = (id: string): Safe =>
  /^S[A-Z0-9]{5,20}$/.test(id) ? safe(`<!subteam^${id}>`) : md`${id}`;

/** A moment in the viewer's own zone and language; `fallback` is what old clients and notifications show. */
export const moment = (at: Instant, fallback: string): Safe =>
  safe(
    `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${/[&<>|]/.test(fallback) ? escaped(fallback).replaceAll("|", "/") : fallback}>`,
  );

/** What notifications and old clients show instead: the moment in UTC, to the minute. */
export const utcText = (at: Instant): string => `${isoOf(at).slice(0, 16).replace("T", " ")} UTC`;
