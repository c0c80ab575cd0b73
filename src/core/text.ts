// Text from outside, made fit to show: whole characters, nothing invisible, cut where it can be seen.

/** Controls, zero-width and bidirectional marks: each could make a name read as something it is not. */
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be shown as escapes
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

const escapeOf = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}}`;

/** What most names and messages are made of, ours in both languages too: nothing here needs a second look. */
const plainLine = /^[!-~·、-ヿ一-鿿]+(?: [!-~·、-ヿ一-鿿]+)*$/;

/** Lone surrogates become U+FFFD and invisible characters become visible escapes; tabs and line ends stay. */
export const visible = (text: string): string =>
  plainLine.test(text) ? text : text.replaceAll("\r\n", "\n").toWellFormed().replace(invisible, escapeOf);

/** At most `max` UTF-16 units, never inside a character, and the cut is told: "… +120 chars". */
export const cut = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const tail = (kept: number) => `… +${text.length - kept} chars`;
  let kept = Math.max(0, max - tail(0).length - 1);
  if (isHighSurrogate(text.charCodeAt(kept - 1))) kept -= 1;
  return `${text.slice(0, kept)}${tail(kept)}`.slice(0, max);
};

/** One line, for titles and fields: every run of white space is one space. */
export const oneLine = (text: string): string =>
  plainLine.test(text) ? text : visible(text).replace(/\s+/g, " ").trim();

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
