// What was typed after a slash command, in words and flags. Phones turn -- into a dash, quotes into curly ones, and
// Slack turns names and addresses into <…>; all of them mean what was typed.
// https://docs.slack.dev/interactivity/implementing-slash-commands#creating_commands (should_escape)

export interface CommandLine {
  readonly words: readonly string[];
  /** By the flag's name without its dashes; a flag with no value is "". */
  readonly flags: Readonly<Record<string, string>>;
}

export type FlagProblem = "unknown" | "no-value" | "twice";

export type Reading =
  | { readonly type: "line"; readonly line: CommandLine }
  | { readonly type: "refused"; readonly problem: FlagProblem; readonly flag: string };

/** The words of a command, quotes and Slack's own marks undone. `flags` are those that it knows; each takes a value. */
export const readCommandLine = (text: string, flags: readonly string[]): Reading => {
  const words: string[] = [];
  const given = new Map<string, string>();
  const rest = [...tokensOf(text)];
  for (let token = rest.shift(); token !== undefined; token = rest.shift()) {
    const [, name, , inline] = token.isQuoted ? [] : (/^--([^=＝]+)([=＝](.*))?$/s.exec(token.text) ?? []);
    if (name === undefined) {
      words.push(token.text);
      continue;
    }
    const flag = folded(name);
    if (!flags.includes(flag)) return { type: "refused", problem: "unknown", flag: name };
    if (given.has(flag)) return { type: "refused", problem: "twice", flag };
    const value = inline ?? (rest[0] === undefined || isFlag(rest[0]) ? undefined : rest.shift()?.text);
    if (value === undefined || value === "") return { type: "refused", problem: "no-value", flag };
    given.set(flag, value);
  }
  return { type: "line", line: { words, flags: Object.fromEntries(given) } };
};

/** The first word, in lower case and half width: the command. "" when nothing was typed. */
export const commandOf = (text: string): string => folded([...tokensOf(text)][0]?.text ?? "");

/** The known word that is nearest to what was typed, when it is near enough to be a slip. */
export const nearestOf = (typed: string, known: readonly string[]): string | undefined => {
  const ranked = known
    .map((word) => ({ word, distance: distanceOf(typed.slice(0, wordMax), word) }))
    .sort((left, right) => left.distance - right.distance);
  const [best] = ranked;
  if (best === undefined || typed === "") return undefined;
  const isBeginning = typed.length >= 2 && best.word.startsWith(typed);
  return isBeginning || best.distance <= Math.max(1, Math.floor(best.word.length / 3))
    ? best.word
    : known.find((word) => typed.length >= 2 && word.startsWith(typed));
};

/** A slip is short; a book must cost nothing. */
const wordMax = 40;

interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
}

const isFlag = (token: Token): boolean => !token.isQuoted && /^--\S/.test(token.text);

/** Full-width letters of a Japanese keyboard and capitals of a phone are the same word. */
export const folded = (word: string): string => word.normalize("NFKC").toLowerCase();

const closing: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  "“": "”",
  "”": "”",
  "„": "“",
  "‘": "’",
  "’": "’",
  "「": "」",
};

function* tokensOf(text: string): Generator<Token> {
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? "")) {
      at += 1;
      continue;
    }
    const close = closing[text[at] ?? ""];
    const end = close === undefined ? -1 : text.indexOf(close, at + 1);
    if (end >= 0) {
      yield { text: plain(text.slice(at + 1, end)), isQuoted: true };
      at = end + 1;
      continue;
    }
    const { token, next } = bareToken(text, at);
    yield { text: plain(dashes(token)), isQuoted: false };
    at = next;
  }
}

/** Up to the next white space, but for what stands in <…> and for a quoted value after `=`. */
const bareToken = (text: string, from: number): { readonly token: string; readonly next: number } => {
  const rest = text.slice(from);
  const [head = "", flag = "", open = ""] = /^([^\s=＝<"'“‘「]+)[=＝](["'“”„‘’「])/.exec(rest) ?? [];
  const end = open === "" ? -1 : closedAt(rest, head.length, closing[open] ?? open);
  if (end >= 0) return { token: `${flag}=${rest.slice(head.length, end)}`, next: from + end + 1 };
  const [token = rest] = /^(?:<[^<>]*>|\S)+?(?=\s|$)/s.exec(rest) ?? [];
  return { token, next: from + Math.max(1, token.length) };
};

/** Where the closing quote stands: the first one that a word ends with. A quote inside a word is part of it. */
const closedAt = (text: string, from: number, close: string): number => {
  for (let at = text.indexOf(close, from); at >= 0; at = text.indexOf(close, at + 1))
    if (at + 1 === text.length || /\s/.test(text[at + 1] ?? "")) return at;
  return -1;
};

/** One long dash, or two of any kind, begin a flag. */
const dashes = (token: string): string =>
  token.replace(/^(?:[—―–][-‐‑−－ー—―–]*|[-‐‑−－ー–]{2})(?=[^\s—―–-])/u, "--");

/** `<@U1|bob>` is @U1, `<#C1|general>` is #C1, `<http://db.example|db.example>` is what was typed: db.example. */
const plain = (text: string): string =>
  text
    .replace(/<([@#])([A-Z0-9]+)(?:\|[^<>]*)?>/g, "$1$2")
    .replace(/<(?!!)([^<>|]*)\|([^<>]*)>/g, "$2")
    .replace(/<(?!!)([^<>|]*)>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** Letters to put in, take out, change or swap to make one of the other. */
const distanceOf = (left: string, right: string): number => {
  let older: number[] = [];
  let before = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1;
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      now[column] = Math.min(
        (before[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (before[column - 1] ?? 0) + cost,
        isSwap ? (older[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    older = before;
    before = now;
  }
  return before[right.length] ?? 0;
};
