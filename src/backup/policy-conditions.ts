// The conditions of policy statements: which operators there are, which values they understand, and whether a request
// meets one. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import { isWithin, parseIpRange } from "./ip-range.ts";
import { fits, type Lookup, tokensOf, type Wildcards } from "./policy-pattern.ts";

/** A condition's operator, taken apart. */
interface Operator {
  /** As written, for people: `ForAllValues:StringNotLikeIfExists`. */
  readonly operator: string;
  /** What compares one value with one, never a negated one: `StringLike`. */
  readonly comparison: string;
  readonly isNegated: boolean;
  readonly ifExists: boolean;
  readonly set: "all" | "any" | "none";
}

export interface Condition extends Operator {
  readonly key: string;
  readonly values: readonly string[];
}

/** The context of a request: keys in small letters, and none without a value. */
export type Context = ReadonlyMap<string, string | readonly string[]>;

/** Unclear is where AWS does not say what happens; the statement is then read against the one who asks. */
export type Verdict = "met" | "unmet" | "unclear";

/** Unresolved: a variable has no value. Unreadable: the request's value is nothing that the operator compares. */
type Answer = boolean | "unresolved" | "unreadable";

interface Comparison {
  readonly expects: string;
  readonly accepts: (value: string) => boolean;
  readonly compare: (actual: string, expected: string, lookup: Lookup | undefined) => Answer;
}

/** Whether a request meets the condition. The lookup is left out where the policy's version has no variables. */
export const judge = (condition: Condition, context: Context, lookup: Lookup | undefined): Verdict => {
  const { comparison, values, isNegated, ifExists, set } = condition;
  const actual = context.get(condition.key.toLowerCase());
  if (comparison === "Null") return verdict(values.some((value) => isTrue(value) === (actual === undefined)));
  const actuals = actual === undefined ? [] : [actual].flat();
  if (set !== "none" && actuals.every((each) => each === "")) return judgeNothing(condition, actuals);
  if (actual === undefined) return verdict(ifExists || isNegated);
  // AWS asks for a set operator with a key of many values, and does not say what happens without.
  if (set === "none" && typeof actual !== "string") return "unclear";
  const verdicts = actuals.map((each) => judgeOne(each, condition, lookup));
  const decisive = set === "any" ? "met" : "unmet";
  if (verdicts.includes(decisive)) return decisive;
  if (verdicts.includes("unclear")) return "unclear";
  return verdict(set !== "any");
};

/**
 * Of no values at all, or only empty ones, every one fits and none does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 * What `IfExists` adds to `ForAnyValue` is told in two ways, so that it stays unclear.
 */
const judgeNothing = ({ set, ifExists }: Condition, actuals: readonly string[]): Verdict => {
  if (set === "all") return "met";
  return ifExists && actuals.length === 0 ? "unclear" : "unmet";
};

/** A variable without a value fits nothing, and a negated condition cannot hold because of it. */
const judgeOne = (actual: string, condition: Condition, lookup: Lookup | undefined): Verdict => {
  const { comparison, values, isNegated } = condition;
  const compare = comparisons.get(comparison)?.compare;
  const answers = values.map((expected) => compare?.(actual, expected, lookup) ?? "unreadable");
  if (answers.includes("unreadable")) return "unclear";
  if (isNegated && answers.includes("unresolved")) return "unmet";
  return verdict(answers.includes(true) !== isNegated);
};

const verdict = (isMet: boolean): Verdict => (isMet ? "met" : "unmet");

const isTrue = (text: string): boolean => text.toLowerCase() === "true";

const compareText =
  (wildcards: Wildcards, ignoresCase = false): Comparison["compare"] =>
  (actual, expected, lookup) => {
    const tokens = tokensOf(expected, wildcards, lookup);
    if (tokens === undefined) return "unresolved";
    if (wildcards !== "none") return fits(tokens, actual);
    const [one, other] = [tokens.join(""), actual];
    return ignoresCase ? one.toLowerCase() === other.toLowerCase() : one === other;
  };

const isArn = (text: string): boolean => text.startsWith("arn:") && text.split(":").length >= 6;

const compareArns: Comparison["compare"] = (actual, expected, lookup) =>
  isArn(actual) ? compareText("arn")(actual, expected, lookup) : "unreadable";

const text = (compare: Comparison["compare"]): Comparison => ({
  expects: "a text",
  accepts: () => true,
  compare,
});

/** Variables may bring any of the six parts, so that only a text without them can be held to their number. */
const arns: Comparison = {
  expects: "an ARN of six parts",
  accepts: (value) => isArn(value) || value.includes("${"),
  compare: compareArns,
};

const plain = <T>(
  expects: string,
  read: (text: string) => T | undefined,
  isMatch: (actual: T, expected: T) => boolean,
): Comparison => ({
  expects,
  accepts: (value) => read(value) !== undefined,
  compare: (actual, expected) => {
    const [one, other] = [read(actual), read(expected)];
    return one === undefined || other === undefined ? "unreadable" : isMatch(one, other);
  },
});

const readNumber = (value: string): number | undefined =>
  /^[+-]?\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined;

const w3cDate = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?$/;

/** Seconds since the epoch, or a date as in https://www.w3.org/TR/NOTE-datetime. */
const readDate = (value: string): number | undefined => {
  const ms = w3cDate.test(value)
    ? Date.parse(value)
    : /^\d+$/.test(value)
      ? Number(value) * 1000
      : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
};

const readBoolean = (value: string): boolean | undefined =>
  /^(?:true|false)$/i.test(value) ? isTrue(value) : undefined;

const readBinary = (value: string): string | undefined =>
  /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(value) ? value : undefined;

const orders: readonly (readonly [string, (one: number, other: number) => boolean])[] = [
  ["Equals", (one, other) => one === other],
  ["LessThan", (one, other) => one < other],
  ["LessThanEquals", (one, other) => one <= other],
  ["GreaterThan", (one, other) => one > other],
  ["GreaterThanEquals", (one, other) => one >= other],
];

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ["StringEquals", text(compareText("none"))],
  ["StringEqualsIgnoreCase", text(compareText("none", true))],
  ["StringLike", text(compareText("free"))],
  ["ArnEquals", arns],
  ["ArnLike", arns],
  ["Bool", plain("true or false", readBoolean, (one, other) => one === other)],
  ["Null", plain("true or false", readBoolean, () => false)],
  ["BinaryEquals", plain("base64", readBinary, (one, other) => one === other)],
  ["IpAddress", plain("an IP address or a range such as 10.0.0.0/8", parseIpRange, isWithin)],
  ...orders.map(([name, test]) => [`Numeric${name}`, plain("a number", readNumber, test)] as const),
  ...orders.map(
    ([name, test]) => [`Date${name}`, plain("a date such as 2026-01-31T12:00:00Z", readDate, test)] as const,
  ),
]);

const negations: ReadonlyMap<string, string> = new Map([
  ["StringNotEquals", "StringEquals"],
  ["StringNotEqualsIgnoreCase", "StringEqualsIgnoreCase"],
  ["StringNotLike", "StringLike"],
  ["ArnNotEquals", "ArnEquals"],
  ["ArnNotLike", "ArnLike"],
  ["NumericNotEquals", "NumericEquals"],
  ["DateNotEquals", "DateEquals"],
  ["NotIpAddress", "IpAddress"],
]);

const sets = { ForAllValues: "all", ForAnyValue: "any" } as const;

/** The operator taken apart, or undefined when there is none of this name. */
export const parseOperator = (written: string): Operator | undefined => {
  const [, set, name = "", suffix] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(written) ?? [];
  const comparison = negations.get(name) ?? name;
  if (!comparisons.has(comparison)) return undefined;
  // A missing key is what Null asks about: neither a set nor IfExists can be added to it.
  if (name === "Null" && written !== "Null") return undefined;
  return {
    operator: written,
    comparison,
    isNegated: negations.has(name),
    ifExists: suffix !== undefined,
    set: set === "ForAllValues" || set === "ForAnyValue" ? sets[set] : "none",
  };
};

/** What the operator's values have to be, in words, when this one is something else. */
export const problemOfValue = ({ comparison }: Operator, value: string): string | undefined => {
  const { accepts, expects } = comparisons.get(comparison) ?? {};
  return accepts?.(value) ? undefined : (expects ?? "a known operator");
};
