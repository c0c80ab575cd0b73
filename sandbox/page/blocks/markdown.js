// The markdown block: the common Markdown that Slack accepts there, which is not its own mrkdwn.
import { h } from "../dom.js";
import { anchor, emojiWords, words } from "./text.js";

const inlinePattern =
  /(?<tick>`+)(?<code>[^\n]+?)\k<tick>|\[(?<label>[^\]\n]+)\]\((?<url>[^)\s]+)\)|(?<bare>https?:\/\/[^\s<>)]+)|\*\*(?<bold>[^\n*]+)\*\*|__(?<bold2>[^\n_]+)__|~~(?<strike>[^\n~]+)~~|(?<![\p{L}\p{N}])\*(?<italic>[^\n*]+)\*|(?<![\p{L}\p{N}])_(?<italic2>[^\n_]+)_(?![\p{L}\p{N}])/gu;

export const markdown = (text) => {
  const lines = text.split("\n");
  const nodes = [];
  while (lines.length > 0) nodes.push(takeBlock(lines));
  return h("div", { class: "rich-text" }, nodes);
};

/** Takes one block's lines off the front. */
const takeBlock = (lines) => {
  const first = lines[0];
  if (first.trim() === "") {
    lines.shift();
    return null;
  }
  if (/^\s*```/.test(first)) return fence(lines);
  const heading = /^(#{1,6})\s+(.*)$/.exec(first);
  if (heading !== null) {
    lines.shift();
    return h("p", { class: `heading heading-${heading[1].length}` }, inline(heading[2]));
  }
  if (/^\s*(?:[-*_]\s*){3,}$/.test(first)) {
    lines.shift();
    return h("hr");
  }
  if (/^\s*>/.test(first)) return quote(take(lines, /^\s*>\s?/));
  if (/^\s*[-*+]\s+/.test(first)) return list("ul", take(lines, /^\s*[-*+]\s+/));
  if (/^\s*\d+[.)]\s+/.test(first)) return list("ol", take(lines, /^\s*\d+[.)]\s+/));
  if (/^\s*\|.*\|\s*$/.test(first)) return table(take(lines, /^\s*(?=\|)/));
  return paragraph(lines);
};

const take = (lines, start) => {
  const taken = [];
  while (lines.length > 0 && start.test(lines[0])) taken.push(lines.shift().replace(start, ""));
  return taken;
};

const fence = (lines) => {
  lines.shift();
  const body = [];
  while (lines.length > 0 && !/^\s*```/.test(lines[0])) body.push(lines.shift());
  lines.shift();
  return h("pre", { tabindex: 0 }, words(body.join("\n")));
};

const quote = (lines) => h("blockquote", null, joined(lines));

const list = (tag, items) =>
  h(
    tag,
    null,
    items.map((item) => h("li", null, task(item))),
  );

const task = (item) => {
  const box = /^\[([ xX])\]\s+(.*)$/.exec(item);
  return box === null ? inline(item) : [box[1] === " " ? "☐ " : "☑ ", ...inline(box[2])];
};

const table = (lines) => {
  const rows = lines
    .filter((line) => !/^[\s|:-]+$/.test(line))
    .map((line) =>
      line
        .trim()
        .replace(/^\||\|$/g, "")
        .split("|"),
    );
  const cells = (row, tag) => row.map((cell) => h(tag, null, inline(cell.trim())));
  return h(
    "div",
    { class: "table-frame", tabindex: 0, role: "group" },
    h(
      "table",
      null,
      rows.map((row, index) => h("tr", null, cells(row, index === 0 ? "th" : "td"))),
    ),
  );
};

const paragraph = (lines) => {
  const body = [lines.shift()];
  while (
    lines.length > 0 &&
    lines[0].trim() !== "" &&
    !/^\s*(?:```|#{1,6}\s|>|[-*+]\s|\d+[.)]\s|\|)/.test(lines[0])
  )
    body.push(lines.shift());
  return h("p", null, joined(body));
};

const joined = (lines) =>
  lines.flatMap((line, index) => (index > 0 ? [h("br"), ...inline(line)] : inline(line)));

const inline = (text) => {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(inlinePattern)) {
    nodes.push(...emojiWords(text.slice(from, match.index)), ...[signed(match)].flat());
    from = match.index + match[0].length;
  }
  return [...nodes, ...emojiWords(text.slice(from))];
};

const signed = ({ 0: whole, groups }) => {
  const { code, label, url, bare, strike } = groups;
  const bold = groups.bold ?? groups.bold2;
  const italic = groups.italic ?? groups.italic2;
  if (code !== undefined) return h("code", null, words(code));
  if (label !== undefined) return anchor(url, inline(label)) ?? words(whole);
  if (bare !== undefined) return anchor(bare, words(bare)) ?? words(bare);
  if (bold !== undefined) return h("strong", null, inline(bold));
  if (strike !== undefined) return h("s", null, inline(strike));
  return h("em", null, inline(italic));
};
