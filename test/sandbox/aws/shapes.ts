// Random values of a shape, for the wire fuzz: whatever the schema allows and both sides must agree on.
import type { NormalizedSchema } from "@smithy/core/schema";

/** A small seeded source of numbers, so that a failure can be played again. */
export const createDice = (seed: number) => {
  let state = seed >>> 0;
  return (sides: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
};

export type Dice = ReturnType<typeof createDice>;

const words = [
  "orders",
  "復旧",
  "a/b",
  "x y",
  "<&>",
  "100%",
  "q?=1",
  "é",
  "0",
  "true",
  "null",
  "it's",
  "two\nlines",
  "a+b😀",
] as const;
const plainWords = ["orders", "prod-daily", "x1"] as const;
const depthMax = 4;

interface Traits {
  readonly httpLabel?: unknown;
  readonly httpHeader?: string;
  readonly httpPrefixHeaders?: string;
  readonly httpResponseCode?: unknown;
  readonly hostLabel?: unknown;
  readonly idempotencyToken?: unknown;
}

export const randomStruct = (schema: NormalizedSchema, dice: Dice, depth = 0): Record<string, unknown> => {
  const raw = schema.getSchema();
  const members = [...schema.structIterator()];
  const isUnion = Array.isArray(raw) && raw[0] === 4;
  const required = Array.isArray(raw) && !isUnion ? Number(raw[6] ?? 0) : 0;
  const chosen = isUnion ? [members[dice(members.length)]] : members;
  const pairs = chosen.flatMap((member, index): [string, unknown][] => {
    if (member === undefined) return [];
    const [name, shape] = member;
    const traits = shape.getMergedTraits() as Traits;
    if (traits.httpResponseCode !== undefined) return [];
    const isNeeded =
      isUnion || index < required || traits.httpLabel !== undefined || traits.idempotencyToken !== undefined;
    // A form cannot carry an empty structure, so one inside another always has its first member.
    const isFirst = depth > 0 && index === 0;
    if (!isNeeded && !isFirst && (depth > 2 ? dice(4) > 0 : dice(3) === 0)) return [];
    const value = randomValue(shape, dice, depth + 1, isPlain(traits));
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(pairs);
};

/** Headers and host labels carry only plain words. */
const isPlain = (traits: Traits): boolean =>
  traits.httpHeader !== undefined || traits.httpPrefixHeaders !== undefined || traits.hostLabel !== undefined;

const randomValue = (shape: NormalizedSchema, dice: Dice, depth: number, plain: boolean): unknown => {
  if (shape.isStructSchema()) return depth > depthMax ? undefined : randomStruct(shape, dice, depth);
  if (shape.isListSchema()) {
    if (depth > depthMax) return undefined;
    return Array.from({ length: 1 + dice(2) }, () =>
      randomValue(shape.getValueSchema(), dice, depth + 1, plain),
    ).filter((item) => item !== undefined);
  }
  if (shape.isMapSchema()) {
    if (depth > depthMax) return undefined;
    const value = randomValue(shape.getValueSchema(), dice, depth + 1, plain);
    return value === undefined ? undefined : { [`key${dice(9)}`]: value };
  }
  if (shape.isBooleanSchema()) return dice(2) === 1;
  if (shape.isTimestampSchema()) return new Date(1_700_000_000_000 + dice(1_000_000) * 1000);
  if (shape.isBlobSchema()) return new Uint8Array([dice(256), dice(256), dice(256)]);
  if (shape.isNumericSchema()) return dice(5) === 0 ? -dice(1_000) / 8 : dice(100_000);
  if (shape.isDocumentSchema()) return { any: dice(10) };
  const list = plain ? plainWords : words;
  return list[dice(list.length)] ?? "";
};

/** Values as both sides must agree on them: what is empty counts as absent, bytes are numbers. */
export const normal = (value: unknown): unknown => {
  if (value instanceof Date) return value.getTime();
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) {
    const items = value.map(normal).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value)
      .filter(([name]) => name !== "$metadata" && name !== "$unknown")
      .map(([name, member]) => [name, normal(member)] as const)
      .filter(([, member]) => member !== undefined);
    return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
  }
  return value;
};
