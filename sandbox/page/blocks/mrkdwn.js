// Slack's mrkdwn → nodes. Entities are read back only at the leaves, after every sign has had its say, so
// `&lt;!channel&gt;` can never become a mention. https://docs.slack.dev/messaging/formatting-message-text
import { h } from "../dom.js";
import { anchor, broadcast, channelName, emojiWords, group, moment, person, words } from "./text.js";

/** A formatting sign works at the edge of a word only; a word joiner beside it takes its effect away. */
const edged = (sign) =>
  `(?<![\\p{L}\\p{N}\\u2060${sign}])${sign}(?![\\s\\u2060])([^\\n${sign}]+?)(?<![\\s\\u2060])${sign}(?![\\p{L}\\p{N}\\u2060${sign}])`;

const inlinePattern = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<token>[^<>\\n]+)>",
    edged("\\*").replace("([", "(?<bold>["),
    edged("_").replace("([", "(?<italic>["),
    edged("~").replace("([", "(?<strike>["),
    "(?<bare>https?:\\/\\/[^\\s<>|]+)",
  ].join("|"),
  "gu",
);

const unescaped = (text) =>
  text.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);

/** Blocks of code first, then line by line: nothing formats across a line end. */
export const mrkdwn = (text, { verbatim = false } = {}, scene) =>
  text.split(/```\n?([\s\S]*?)\n?```/).flatMap((part, index) => {
    if (index % 2 === 1) return h("pre", { tabindex: 0 }, code(part, scene));
    return linesOf(trimmed(part, index), verbatim, scene);
  });

/** The line end beside a block of code is the block's own. */
const trimmed = (part, index) => (index > 0 ? part.replace(/^\n/, "") : part);

const code = (text, scene) =>
  text
    .split(/<([^<>\n]+)>/)
    .flatMap((part, index) => (index % 2 === 0 ? words(unescaped(part)) : token(part, scene)));

const linesOf = (text, verbatim, scene) => {
  if (text === "") return [];
  const nodes = [];
  let quote;
  for (const [index, line] of text.split("\n").entries()) {
    const quoted = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (quoted !== null) {
      if (quote === undefined) {
        quote = h("blockquote");
        nodes.push(quote);
      } else quote.append(h("br"));
      quote.append(...inline(quoted[1], verbatim, scene));
      continue;
    }
    const listed = /^\s*•\s+(.*)$/.exec(line);
    const afterBlock = quote !== undefined || nodes.at(-1)?.className === "bullet";
    quote = undefined;
    if (listed !== null) {
      nodes.push(h("span", { class: "bullet" }, "• ", inline(listed[1], verbatim, scene)));
      continue;
    }
    if (index > 0 && !afterBlock) nodes.push(h("br"));
    nodes.push(...inline(line, verbatim, scene));
  }
  return nodes;
};

const inline = (text, verbatim, scene) => {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(inlinePattern)) {
    if (match.groups.bare !== undefined && verbatim) continue;
    nodes.push(...leaf(text.slice(from, match.index)));
    nodes.push(...[signed(match, verbatim, scene)].flat());
    from = match.index + match[0].length;
  }
  return [...nodes, ...leaf(text.slice(from))];
};

const leaf = (text) => (text === "" ? [] : emojiWords(unescaped(text)));

const signed = ({ 0: whole, groups }, verbatim, scene) => {
  if (groups.code !== undefined) return h("code", null, code(groups.code, scene));
  if (groups.token !== undefined) return token(groups.token, scene);
  if (groups.bold !== undefined) return h("strong", null, inline(groups.bold, verbatim, scene));
  if (groups.italic !== undefined) return h("em", null, inline(groups.italic, verbatim, scene));
  if (groups.strike !== undefined) return h("s", null, inline(groups.strike, verbatim, scene));
  const url = unescaped(whole.replace(/[.,;:!?)]+$/, ""));
  return [anchor(url, words(url)) ?? words(url), ...words(unescaped(whole).slice(url.length))];
};

/** What stands between < and >: a mention, a moment, a link, or text that only looks like one. */
const token = (text, scene) => {
  const bar = text.indexOf("|");
  const target = bar < 0 ? text : text.slice(0, bar);
  const label = bar < 0 ? undefined : unescaped(text.slice(bar + 1));
  const user = /^@([UWB][A-Z0-9]+)$/.exec(target);
  if (user !== null) return person(user[1], scene);
  const channel = /^#([CGD][A-Z0-9]+)$/.exec(target);
  if (channel !== null) return channelName(channel[1], scene);
  const team = /^!subteam\^([A-Z0-9]+)$/.exec(target);
  if (team !== null) return group(team[1], label, scene);
  const all = /^!(here|channel|everyone)$/.exec(target);
  if (all !== null) return broadcast(all[1]);
  const date = /^!date\^(-?\d+)\^([^^]*)(?:\^(.*))?$/.exec(target);
  if (date !== null) {
    const [, seconds, format, url] = date;
    return moment({ seconds: Number(seconds), format: unescaped(format), url, fallback: label }, scene);
  }
  const url = unescaped(target);
  return anchor(url, emojiWords(label ?? url)) ?? words(unescaped(`<${text}>`));
};
