// The operators that SNS filter policies and EventBridge patterns share, each against one value.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
import { BlockList, isIP } from "node:net";

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a value that is there passes; `exists` asks about the place and is not decided here. */
export const passes = (rule: unknown, value: unknown): boolean => {
  if (!isFields(rule)) return value === rule;
  if ("anything-but" in rule) return !isAmong(rule["anything-but"], value);
  if ("numeric" in rule) return typeof value === "number" && isInRange(rule.numeric, value);
  if (typeof value !== "string") return false;
  if ("prefix" in rule) return hasEnd(rule.prefix, value, (text, end) => text.startsWith(end));
  if ("suffix" in rule) return hasEnd(rule.suffix, value, (text, end) => text.endsWith(end));
  if ("equals-ignore-case" in rule) return isSameLetters(rule["equals-ignore-case"], value);
  if ("wildcard" in rule) return expressionOf(String(rule.wildcard)).test(value);
  return "cidr" in rule && isInNetwork(String(rule.cidr), value);
};

/** What anything-but excludes: a value, any of a list, or whatever one operator catches, by any of its texts. */
const isAmong = (excluded: unknown, value: unknown): boolean => {
  if (Array.isArray(excluded)) return excluded.includes(value);
  if (!isFields(excluded)) return excluded === value;
  return Object.entries(excluded).some(([operator, given]) =>
    (Array.isArray(given) ? given : [given]).some((text: unknown) => passes({ [operator]: text }, value)),
  );
};

const hasEnd = (end: unknown, text: string, has: (text: string, end: string) => boolean): boolean =>
  isFields(end)
    ? has(text.toLowerCase(), String(end["equals-ignore-case"]).toLowerCase())
    : has(text, String(end));

const isSameLetters = (wanted: unknown, text: string): boolean =>
  text.toLowerCase() === String(wanted).toLowerCase();

const isInRange = (range: unknown, value: number): boolean => {
  if (!Array.isArray(range) || range.length < 2) return false;
  return Array.from({ length: range.length / 2 }, (_, index) => index * 2).every((at) => {
    const bound = Number(range[at + 1]);
    switch (range[at]) {
      case "=":
        return value === bound;
      case "<":
        return value < bound;
      case "<=":
        return value <= bound;
      case ">":
        return value > bound;
      case ">=":
        return value >= bound;
      default:
        return false;
    }
  });
};

/** A star stands for any text, also none; a backslash takes the meaning from a star or a backslash. */
const expressionOf = (pattern: string): RegExp => {
  const source = pattern.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (found: string, escaped?: string) => {
    if (found === "*") return ".*";
    return `\\${escaped ?? found}`;
  });
  return new RegExp(`^${source}$`, "s");
};

/** How many stars of a pattern are wildcards. */
export const wildcardsIn = (pattern: string): number => pattern.replace(/\\[*\\]/g, "").split("*").length - 1;

const isInNetwork = (cidr: string, value: string): boolean => {
  const [network = "", bits = ""] = cidr.split("/");
  const version = isIP(network);
  if (version === 0 || isIP(value) !== version) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(value, family);
};
