// Whether content fits a pattern, as SNS filters and EventBridge rules both see it: content is laid flat into paths and
// values, keys are ANDed, values ORed, and what is asked of one object in a list must hold of the same object.
// A path is its keys with dots between, so a key with a dot in it meets the nested key of the same path, as at AWS.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
import { type Fields, isFields, passes } from "./operators.ts";

/** A policy or pattern as written; `$or` holds a list of them. */
export interface Pattern {
  readonly [key: string]: unknown;
}

export interface Leaf {
  readonly path: string;
  readonly rules: readonly unknown[];
}

/** A value and, for every list it is in, its place there. */
interface Placed {
  readonly value: unknown;
  readonly places: ReadonlyMap<object, number>;
}

const reserved = [
  "exact",
  "anything-but",
  "prefix",
  "suffix",
  "equals-ignore-case",
  "wildcard",
  "numeric",
  "exists",
  "cidr",
];

/**
 * `$or` means "or" only before a list of at least two objects with no operator among their keys; else it is a key
 * like any other. https://docs.aws.amazon.com/sns/latest/dg/and-or-logic.html
 */
export const alternativesOf = (key: string, value: unknown): readonly Fields[] | undefined => {
  if (key !== "$or" || !Array.isArray(value) || value.length < 2 || !value.every(isFields)) return undefined;
  const isPlain = value.every((each) => !Object.keys(each).some((name) => reserved.includes(name)));
  return isPlain ? value : undefined;
};

/** A pattern without its `$or`: a list of ways to fit it, each a list of leaves that must all hold. */
const waysOf = (pattern: Pattern, above = ""): readonly (readonly Leaf[])[] =>
  Object.entries(pattern).reduce<readonly (readonly Leaf[])[]>(
    (ways, [key, value]) => {
      const more = waysOfKey(key, value, above);
      return ways.flatMap((way) => more.map((leaves) => [...way, ...leaves]));
    },
    [[]],
  );

const waysOfKey = (key: string, value: unknown, above: string): readonly (readonly Leaf[])[] => {
  const alternatives = alternativesOf(key, value);
  if (alternatives !== undefined) return alternatives.flatMap((each) => waysOf(each, above));
  const path = above === "" ? key : `${above}.${key}`;
  if (isFields(value)) return waysOf(value, path);
  return [[{ path, rules: Array.isArray(value) ? value : [] }]];
};

const lay = (
  value: unknown,
  path: string,
  places: Placed["places"],
  laid: Map<string, readonly Placed[]>,
): void => {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) lay(item, path, new Map([...places, [value, index]]), laid);
  } else if (isFields(value)) {
    for (const [key, inner] of Object.entries(value)) {
      lay(inner, path === "" ? key : `${path}.${key}`, places, laid);
    }
  } else {
    laid.set(path, [...(laid.get(path) ?? []), { value, places }]);
  }
};

/** `isPresent` says what counts as a value for `exists: true`; anything that is there, if it is left out. */
export const fits = (
  pattern: Pattern,
  content: unknown,
  isPresent: (value: unknown) => boolean = () => true,
): boolean => {
  const laid = new Map<string, readonly Placed[]>();
  lay(content, "", new Map(), laid);

  const fitFrom = (way: readonly Leaf[], places: Placed["places"]): boolean => {
    const [leaf, ...rest] = way;
    if (leaf === undefined) return true;
    const found = laid.get(leaf.path) ?? [];
    const isMissingAllowed = leaf.rules.some((rule) => isFields(rule) && rule.exists === false);
    if (found.length === 0) return isMissingAllowed && fitFrom(rest, places);
    return found.some(
      (placed) =>
        isTogether(places, placed.places) &&
        leaf.rules.some((rule) => holds(rule, placed.value, isPresent)) &&
        fitFrom(rest, new Map([...places, ...placed.places])),
    );
  };
  return waysOf(pattern).some((way) => fitFrom(way, new Map()));
};

const holds = (rule: unknown, value: unknown, isPresent: (value: unknown) => boolean): boolean =>
  isFields(rule) && "exists" in rule ? rule.exists === true && isPresent(value) : passes(rule, value);

const isTogether = (left: Placed["places"], right: Placed["places"]): boolean =>
  [...right].every(([list, index]) => (left.get(list) ?? index) === index);
