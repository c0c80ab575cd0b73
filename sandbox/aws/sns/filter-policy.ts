// SNS filter policies, pure: what AWS accepts as one, and whether a message passes it.
// https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html and …/string-value-matching.html
import { BlockList, isIPv4 } from "node:net";

export type FilterScope = "MessageAttributes" | "MessageBody";

export type Parsed =
  | { readonly type: "policy"; readonly policy: FilterPolicy }
  | { readonly type: "refused"; readonly message: string };

/** A policy as written; `$or` holds a list of policies. */
export interface FilterPolicy {
  readonly [key: string]: unknown;
}

const bytesMax = 262_144;
const keysMax = 5;
const combinationsMax = 150;

const operators = [
  "anything-but",
  "prefix",
  "suffix",
  "equals-ignore-case",
  "wildcard",
  "numeric",
  "exists",
  "cidr",
];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads a policy as Subscribe would, or says why AWS would not take it. */
export const parseFilterPolicy = (json: string, scope: FilterScope): Parsed => {
  const refused = (why: string): Parsed => ({
    type: "refused",
    message: `Invalid parameter: FilterPolicy: ${why}`,
  });
  if (Buffer.byteLength(json) > bytesMax) return refused("Filter policy is too long");
  let policy: unknown;
  try {
    policy = JSON.parse(json);
  } catch {
    return refused("failed to parse JSON");
  }
  if (!isObject(policy)) return refused("Filter policy must be a JSON object");
  const leaves = leavesOf(policy);
  if (new Set(leaves.map(({ key }) => key)).size > keysMax) {
    return refused(`Filter policy can not have more than ${keysMax} keys`);
  }
  const combinations = leaves.reduce((product, { values }) => product * Math.max(1, values.length), 1);
  if (combinations > combinationsMax) return refused("Filter policy is too complex");
  for (const { key, values, depth } of leaves) {
    if (values.length === 0) return refused(`"${key}" must not be an empty array`);
    if (scope === "MessageAttributes" && depth > 0) {
      return refused("Filter policy scope MessageAttributes does not support nested filter policy");
    }
    const odd = values.find((value) => isObject(value) && !operators.includes(Object.keys(value)[0] ?? ""));
    if (odd !== undefined) return refused(`Unrecognized match type ${Object.keys(odd as object)[0]}`);
  }
  return { type: "policy", policy };
};

interface Leaf {
  readonly key: string;
  readonly values: readonly unknown[];
  readonly depth: number;
}

const leavesOf = (policy: FilterPolicy, depth = 0, path = ""): readonly Leaf[] =>
  Object.entries(policy).flatMap(([key, value]): readonly Leaf[] => {
    if (key === "$or" && Array.isArray(value)) {
      return value.flatMap((each) => (isObject(each) ? leavesOf(each, depth, path) : []));
    }
    const name = path === "" ? key : `${path}.${key}`;
    if (isObject(value)) return leavesOf(value, depth + 1, name);
    return [{ key: name, values: Array.isArray(value) ? value : [], depth }];
  });

/** Whether content passes: every key must, by any of its values. A key that is missing passes only `exists: false`. */
export const matches = (policy: FilterPolicy, content: unknown): boolean =>
  Object.entries(policy).every(([key, wanted]) => {
    if (key === "$or" && Array.isArray(wanted)) {
      return wanted.some((each) => isObject(each) && matches(each, content));
    }
    if (Array.isArray(content)) return content.some((item) => matches({ [key]: wanted }, item));
    const value = isObject(content) && Object.hasOwn(content, key) ? content[key] : undefined;
    if (isObject(wanted)) return matches(wanted, value);
    if (!Array.isArray(wanted)) return false;
    const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return wanted.some((rule) => passes(rule, values));
  });

const passes = (rule: unknown, values: readonly unknown[]): boolean => {
  if (!isObject(rule)) return values.some((value) => value === rule);
  if ("exists" in rule) return rule.exists === values.length > 0;
  // Of a list of values, anything-but passes when one is different; a missing key never passes (unverified).
  return values.some((value) => passesOperator(rule, value));
};

const passesOperator = (rule: Readonly<Record<string, unknown>>, value: unknown): boolean => {
  if ("anything-but" in rule) return passesAnythingBut(rule["anything-but"], value);
  if ("numeric" in rule) return typeof value === "number" && passesNumeric(rule.numeric, value);
  if (typeof value !== "string") return false;
  if ("prefix" in rule) return value.startsWith(String(rule.prefix));
  if ("suffix" in rule) return value.endsWith(String(rule.suffix));
  if ("equals-ignore-case" in rule) {
    return value.toLowerCase() === String(rule["equals-ignore-case"]).toLowerCase();
  }
  if ("wildcard" in rule) return passesWildcard(String(rule.wildcard), value);
  return "cidr" in rule && passesCidr(String(rule.cidr), value);
};

const passesAnythingBut = (rule: unknown, value: unknown): boolean => {
  if (Array.isArray(rule)) return !rule.includes(value);
  return isObject(rule) ? !passesOperator(rule, value) : value !== rule;
};

const passesNumeric = (rule: unknown, value: number): boolean => {
  if (!Array.isArray(rule) || rule.length === 0) return false;
  const pairs = Array.from({ length: rule.length / 2 }, (_, index) => [
    rule[index * 2],
    Number(rule[index * 2 + 1]),
  ]);
  return pairs.every(([sign, bound]) => {
    switch (sign) {
      case "=":
        return value === bound;
      case "<":
        return value < Number(bound);
      case "<=":
        return value <= Number(bound);
      case ">":
        return value > Number(bound);
      case ">=":
        return value >= Number(bound);
      default:
        return false;
    }
  });
};

const passesWildcard = (pattern: string, value: string): boolean => {
  const source = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${source.join(".*")}$`, "s").test(value);
};

const passesCidr = (cidr: string, value: string): boolean => {
  const [network = "", bits = ""] = cidr.split("/");
  if (!isIPv4(network) || !isIPv4(value)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), "ipv4");
  return list.check(value);
};
