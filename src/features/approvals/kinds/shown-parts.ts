// Whether a lead was shown what runs: the blocks of the plan that Slack says were on the screen, compared with those that
// the plan makes. Slack writes some things otherwise than it got them, and only these are let pass: emoji by their names,
// entities, the names inside mentions, and white space at the ends.
import type { Operations, Plan } from "../../../ports/operation.ts";
import { planBlocks, planPrefix } from "./plan-parts.ts";

/**
 * `body` is what Slack signed: a button's message with its attachments, or the form that was sent. What cannot be read
 * differs.
 */
export const shownDiffers = (
  plan: Plan,
  operations: Operations,
  language: "en" | "ja",
  body: object,
): boolean => {
  const shown = partsIn(blocksIn(body));
  const expected = partsIn(planBlocks(plan, operations, language));
  if (shown.length !== expected.length) return true;
  const byId = new Map(shown.map(({ id, text }) => [id, text]));
  return expected.some(({ id, text }) => {
    const given = byId.get(id);
    return given === undefined || !isSame(text, given);
  });
};

interface Part {
  readonly id: string;
  readonly text: string;
}

/** Each block of the plan with all its text; one that comes twice is two. */
const partsIn = (blocks: readonly unknown[]): readonly Part[] =>
  blocks.flatMap((block) => {
    const { block_id: id } = thing(block);
    return typeof id === "string" && id.startsWith(planPrefix)
      ? [{ id, text: textsIn(block).join("\n") }]
      : [];
  });

const blocksIn = (body: object): readonly unknown[] => {
  const { message, view } = thing(body);
  const { blocks, attachments } = thing(message);
  return [
    ...list(blocks),
    ...list(attachments).flatMap((each) => list(thing(each).blocks)),
    ...list(thing(view).blocks),
  ];
};

/** All that a block says, in the order in which Block Kit shows it. */
const textsIn = (block: unknown): readonly string[] => {
  const { text, fields, elements } = thing(block);
  return [text, ...list(fields), ...list(elements)].flatMap((each) => {
    const said = thing(each).text;
    return typeof said === "string" ? [said] : [];
  });
};

const isSame = (expected: string, given: string): boolean =>
  expected === given || isWrittenSo(plainOf(expected), plainOf(given));

const emoji =
  /[0-9#*]\u{fe0f}?\u{20e3}|(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier})(?:\p{Emoji_Modifier}|\u{fe0f}|\u{200d}|\p{Extended_Pictographic}|\p{Regional_Indicator})*/gu;

/** One of Slack's names of emoji: `:lock:`, `:skin-tone-2:`. An emoji may have several in a row. */
const emojiName = /:[a-z0-9_+'-]{1,64}:/y;

/**
 * Whether the given text is the expected one, in which each emoji may be called by its name. All places that a part may end
 * at are followed together: a pattern that tried them one after another would never end where somebody wrote many emoji.
 */
const isWrittenSo = (expected: string, given: string): boolean => {
  const marks = expected.match(emoji) ?? [];
  let ends: ReadonlySet<number> = new Set([0]);
  for (const [index, literal] of expected.split(emoji).entries()) {
    const mark = marks[index - 1];
    const starts = mark === undefined ? ends : afterMark(mark, given, ends);
    ends = new Set(
      [...starts].filter((at) => given.startsWith(literal, at)).map((at) => at + literal.length),
    );
  }
  return ends.has(given.length);
};

/** Where the emoji may end that begins at one of these. */
const afterMark = (mark: string, given: string, starts: ReadonlySet<number>): ReadonlySet<number> => {
  const written = [...starts].filter((at) => given.startsWith(mark, at)).map((at) => at + mark.length);
  const named = new Set<number>();
  const waiting = [...starts];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    emojiName.lastIndex = at;
    const [name] = emojiName.exec(given) ?? [];
    if (name === undefined || named.has(at + name.length)) continue;
    named.add(at + name.length);
    waiting.push(at + name.length);
  }
  return new Set([...written, ...named]);
};

/** Mentions lose the name that Slack puts into them and stay apart from data that only looks like one. */
const plainOf = (text: string): string =>
  decoded(text.replace(/<([@#!][^|<>]{1,80})(?:\|[^<>]*)?>/g, "\ue000$1\ue001"))
    .normalize("NFC")
    .trim();

const decoded = (text: string): string => {
  const next = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  return next === text ? next : decoded(next);
};

const thing = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
