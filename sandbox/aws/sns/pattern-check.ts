// Whether a pattern is one at all: the grammar that SNS and EventBridge share, with the words in which they refuse.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html
import { isIP } from "node:net";
import { type Fields, isFields } from "./operators.ts";
import { alternativesOf, type Pattern } from "./pattern.ts";

/** What one of the two services takes and the other does not. */
export interface Dialect {
  /** The operators that may stand within anything-but. */
  readonly exceptions: readonly string[];
  /** Whether prefix and suffix may ignore case. */
  readonly hasLooseEnds: boolean;
}

/** Says what is wrong with a pattern, or nothing. */
export const complaintOf = (pattern: Pattern, dialect: Dialect): string | undefined =>
  firstOf(Object.entries(pattern), ([key, value]) => {
    const alternatives = alternativesOf(key, value);
    if (alternatives !== undefined) return firstOf(alternatives, (each) => complaintOf(each, dialect));
    if (isFields(value)) {
      return Object.keys(value).length === 0 ? "Empty objects are not allowed" : complaintOf(value, dialect);
    }
    if (!Array.isArray(value)) return `"${key}" must be an object or an array`;
    if (value.length === 0) return "Empty arrays are not allowed";
    return firstOf(value, (rule) => ruleComplaint(rule, dialect));
  });

const firstOf = <Item>(
  items: readonly Item[],
  complain: (item: Item) => string | undefined,
): string | undefined => {
  for (const item of items) {
    const complaint = complain(item);
    if (complaint !== undefined) return complaint;
  }
  return undefined;
};

const ruleComplaint = (rule: unknown, dialect: Dialect): string | undefined => {
  if (Array.isArray(rule)) return "Match value must be String, number, true, false, or null";
  if (!isFields(rule)) return undefined;
  const [operator, ...others] = Object.keys(rule);
  if (operator === undefined || others.length > 0) return "Only one key allowed in match expression";
  return operatorComplaint(operator, rule[operator], dialect);
};

const operatorComplaint = (operator: string, given: unknown, dialect: Dialect): string | undefined => {
  switch (operator) {
    case "prefix":
    case "suffix":
      return isLooseEnd(given) && dialect.hasLooseEnds ? undefined : textComplaint(operator, given);
    case "equals-ignore-case":
      return textComplaint(operator, given);
    case "wildcard":
      return (
        textComplaint(operator, given) ??
        (String(given).includes("**") ? "Consecutive wildcard characters are not allowed" : undefined)
      );
    case "exists":
      return typeof given === "boolean" ? undefined : "exists match pattern must be either true or false.";
    case "anything-but":
      return exceptionComplaint(given, dialect);
    case "numeric":
      return numericComplaint(given);
    case "cidr":
      return cidrComplaint(given);
    default:
      return `Unrecognized match type ${operator}`;
  }
};

const isLooseEnd = (given: unknown): boolean =>
  isFields(given) && typeof given["equals-ignore-case"] === "string" && Object.keys(given).length === 1;

const textComplaint = (operator: string, given: unknown): string | undefined =>
  typeof given === "string" ? undefined : `${operator} match pattern must be a string`;

const exceptionComplaint = (given: unknown, dialect: Dialect): string | undefined => {
  if (isFields(given)) return nestedExceptionComplaint(given, dialect);
  const values = Array.isArray(given) ? given : [given];
  if (values.length === 0) return "Empty arrays are not allowed";
  const isSimple = values.every((value) => ["string", "number"].includes(typeof value));
  return isSimple ? undefined : "Inside anything but list, start|null|boolean is not supported.";
};

const nestedExceptionComplaint = (given: Fields, { exceptions }: Dialect): string | undefined => {
  const [operator = "", ...others] = Object.keys(given);
  if (others.length > 0) return "Only one key allowed in match expression";
  if (!exceptions.includes(operator)) return `Unsupported anything-but pattern: ${operator}`;
  const texts: unknown = given[operator];
  return firstOf(Array.isArray(texts) ? texts : [texts], (text) => textComplaint(operator, text));
};

const numericComplaint = (range: unknown): string | undefined => {
  if (!Array.isArray(range)) return "Value of numeric must be an array.";
  const [sign, bound, upperSign, upperBound, ...others] = range as readonly unknown[];
  if (typeof sign !== "string") return `Invalid member in numeric match: ${sign ?? "]"}`;
  if (!["=", "<", "<=", ">", ">="].includes(sign)) return `Unrecognized numeric range operator: ${sign}`;
  if (typeof bound !== "number") return `Value of ${sign === "=" ? "equals" : sign} must be numeric`;
  if (range.length === 2) return undefined;
  if (!sign.startsWith(">")) return "Too many elements in numeric expression";
  if (typeof upperSign !== "string") return `Bad value in numeric range: ${upperSign}`;
  if (!["<", "<="].includes(upperSign)) return `Bad numeric range operator: ${upperSign}`;
  if (typeof upperBound !== "number") return `Value of ${upperSign} must be numeric`;
  if (upperBound <= bound) return "Bottom must be less than top";
  return others.length === 0 ? undefined : "Too many terms in numeric range expression";
};

const cidrComplaint = (given: unknown): string | undefined => {
  if (typeof given !== "string") return "prefix match pattern must be a string";
  const [address = "", bits = "", ...others] = given.split("/");
  if (!given.includes("/") || others.length > 0) return "Malformed CIDR, one '/' required";
  if (!/^\d+$/.test(bits)) return "Malformed CIDR, mask bits must be an integer";
  const version = isIP(address);
  if (version === 0) return `Nonstandard IP address: ${address}`;
  const isShort = Number(bits) <= (version === 4 ? 32 : 128);
  return isShort ? undefined : `Malformed CIDR, mask bits must be < ${version === 4 ? 32 : 128}`;
};
