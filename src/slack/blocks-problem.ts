// One thing that Slack would refuse and where it stands, and the small measures that find such things.
// The sentences are Slack's own where they are known.
import { limits } from "./limits.ts";

export type ProblemCode =
  | "too-long"
  | "too-short"
  | "too-many"
  | "too-few"
  | "out-of-range"
  | "missing"
  | "not-unique"
  | "contradiction"
  | "unsupported-type"
  | "unsupported-value";

export interface BlockProblem {
  /** JSON pointer, as `/blocks/0/text/text`. */
  readonly pointer: string;
  readonly code: ProblemCode;
  /** What Slack allows and what is there, where both are numbers. */
  readonly limit?: number;
  readonly actual?: number;
  readonly message: string;
}

export type Problems = readonly BlockProblem[];
export type Thing = Readonly<Record<string, unknown>>;

export const isThing = (value: unknown): value is Thing =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const wordsOf = (value: unknown): string => (typeof value === "string" ? value : "");

export const problem = (
  pointer: string,
  code: ProblemCode,
  message: string,
  numbers: { readonly limit?: number; readonly actual?: number } = {},
): BlockProblem => ({ pointer, code, ...numbers, message });

export const longer = (value: unknown, max: number, pointer: string): Problems => {
  const actual = wordsOf(value).length;
  const message = `must be less than ${max + 1} characters`;
  return actual > max ? [problem(pointer, "too-long", message, { limit: max, actual })] : [];
};

export const counted = (value: unknown, pointer: string, max: number, min = 0): Problems => {
  const actual = listIn(value).length;
  if (actual > max)
    return [problem(pointer, "too-many", `no more than ${max} items allowed`, { limit: max, actual })];
  if (actual < min)
    return [problem(pointer, "too-few", `no fewer than ${min} items allowed`, { limit: min, actual })];
  return [];
};

/** Nothing is said of what is not given. */
export const between = (value: unknown, min: number, max: number, pointer: string): Problems => {
  if (typeof value !== "number" || (value >= min && value <= max)) return [];
  const numbers = { limit: value < min ? min : max, actual: value };
  return [problem(pointer, "out-of-range", `must be from ${min} to ${max}`, numbers)];
};

export const oneOf = (value: unknown, allowed: readonly string[], pointer: string): Problems =>
  value === undefined || allowed.includes(wordsOf(value))
    ? []
    : [problem(pointer, "unsupported-value", `must be one of ${allowed.join(", ")}`)];

export const required = (thing: Thing, name: string, at: string): Problems =>
  thing[name] === undefined || thing[name] === ""
    ? [problem(at, "missing", `missing required field: ${name}`)]
    : [];

export const unsupported = (type: unknown, at: string): Problems => [
  problem(`${at}/type`, "unsupported-type", `unsupported type: ${wordsOf(type)}`),
];

export const unique = (values: readonly unknown[], name: string, at: string): Problems => {
  const given = values.filter((value) => value !== undefined && value !== "");
  return new Set(given).size < given.length ? [problem(at, "not-unique", `${name} must be unique`)] : [];
};

interface TextPlace {
  readonly max?: number;
  readonly types?: readonly string[];
}

/** A text object: one character at least, and of a type that the place allows. */
const textObject = (
  value: unknown,
  at: string,
  { max = limits.text, types = ["plain_text", "mrkdwn"] }: TextPlace,
) => {
  if (!isThing(value) || !types.includes(wordsOf(value.type)))
    return unsupported(isThing(value) ? value.type : "", at);
  if (wordsOf(value.text) === "")
    return [problem(`${at}/text`, "too-short", "must be more than 0 characters", { limit: 1, actual: 0 })];
  return longer(value.text, max, `${at}/text`);
};

/** The text object `name` of a thing, which may be left out. */
export const textIn = (thing: Thing, name: string, at: string, place: TextPlace = {}): Problems =>
  thing[name] === undefined ? [] : textObject(thing[name], `${at}/${name}`, place);

/** The text object `name` of a thing, which may not. */
export const textOf = (thing: Thing, name: string, at: string, place: TextPlace = {}): Problems => [
  ...required(thing, name, at),
  ...textIn(thing, name, at, place),
];

export const plainText = (max: number): TextPlace => ({ max, types: ["plain_text"] });

/** Each thing of a list with its own pointer; what is no thing at all is of no supported type. */
export const each = (
  value: unknown,
  at: string,
  check: (thing: Thing, pointer: string) => Problems,
): Problems =>
  listIn(value).flatMap((item, index) =>
    isThing(item) ? check(item, `${at}/${index}`) : unsupported("", `${at}/${index}`),
  );
