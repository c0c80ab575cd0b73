// SNS filter policies, pure: what AWS accepts as one, and whether a message passes it.
// https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html and …/string-value-matching.html
//
// Not verified against AWS itself: that keys within $or count towards the five; how wildcards are pointed; that of a
// list of values anything-but passes when one is different (AWS's page has said both "a value that isn't" and "none of
// the elements", its example and its open matcher say the first); that anything-but passes null; that what is asked of
// objects in a list must hold of one of them; that numbers beyond ±10⁹ are taken, though the page sets that range.
import { isFields, wildcardsIn } from "./operators.ts";
import { alternativesOf, fits, type Pattern } from "./pattern.ts";
import { complaintOf, type Dialect } from "./pattern-check.ts";

export type FilterScope = "MessageAttributes" | "MessageBody";

/** A policy as written; `$or` holds a list of policies. */
export type FilterPolicy = Pattern;

export type Parsed =
  | { readonly type: "policy"; readonly policy: FilterPolicy }
  | { readonly type: "refused"; readonly message: string };

const bytesMax = 262_144;
const keysMax = 5;
const combinationsMax = 150;
const wildcardsMax = 3;
const wildcardPointsMax = 100;
const manyWildcardsPoints = 3;

const dialect: Dialect = { exceptions: ["prefix", "suffix", "wildcard"], hasLooseEnds: false };

/** Reads a policy as Subscribe would, or says why AWS would not take it. */
export const parseFilterPolicy = (json: string, scope: FilterScope): Parsed => {
  const refused = (why: string): Parsed => ({ type: "refused", message: `FilterPolicy: ${why}` });
  if (Buffer.byteLength(json) > bytesMax) return refused("Filter policy is too long");
  let policy: unknown;
  try {
    policy = JSON.parse(json);
  } catch {
    return refused("failed to parse JSON.");
  }
  if (!isFields(policy)) return refused("Filter policy must be a JSON object");
  const complaint = complaintOf(policy, dialect);
  if (complaint !== undefined) return refused(complaint);
  const leaves = leavesOf(policy);
  if (scope === "MessageAttributes" && leaves.some(({ depth }) => depth > 1)) {
    return refused("Filter policy scope MessageAttributes does not support nested filter policy");
  }
  if (new Set(leaves.map(({ path }) => path)).size > keysMax) {
    return refused(`Filter policy can not have more than ${keysMax} keys`);
  }
  if (combinationsOf(policy) > combinationsMax) return refused("Filter policy is too complex");
  const wildcards = wildcardsOf(leaves.map(({ values }) => values));
  if (wildcards.some((count) => count > wildcardsMax)) {
    return refused(`Wildcard pattern can not have more than ${wildcardsMax} wildcards`);
  }
  const points = wildcards.reduce((sum, count) => sum + (count > 1 ? manyWildcardsPoints : count), 0);
  return points > wildcardPointsMax ? refused("Filter policy is too complex") : { type: "policy", policy };
};

interface PolicyLeaf {
  readonly path: string;
  readonly values: readonly unknown[];
  /** 1 at the top. */
  readonly depth: number;
}

const leavesOf = (policy: FilterPolicy, depth = 1, above = ""): readonly PolicyLeaf[] =>
  Object.entries(policy).flatMap(([key, value]): readonly PolicyLeaf[] => {
    const alternatives = alternativesOf(key, value);
    if (alternatives !== undefined) return alternatives.flatMap((each) => leavesOf(each, depth, above));
    const path = above === "" ? key : `${above}.${key}`;
    if (isFields(value)) return leavesOf(value, depth + 1, path);
    return [{ path, values: Array.isArray(value) ? value : [], depth }];
  });

/** Values times depth, multiplied over the keys and added up over the alternatives of an `$or`. */
const combinationsOf = (policy: FilterPolicy, depth = 1): number =>
  Object.entries(policy).reduce((product, [key, value]) => {
    const alternatives = alternativesOf(key, value);
    if (alternatives !== undefined) {
      return product * alternatives.reduce((sum, each) => sum + combinationsOf(each, depth), 0);
    }
    if (isFields(value)) return product * combinationsOf(value, depth + 1);
    return product * (Array.isArray(value) ? value.length : 1) * depth;
  }, 1);

/** The number of wildcards in every pattern, also within anything-but. */
const wildcardsOf = (value: unknown): readonly number[] => {
  if (Array.isArray(value)) return value.flatMap(wildcardsOf);
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "wildcard"
      ? (Array.isArray(inner) ? inner : [inner]).map((pattern) => wildcardsIn(String(pattern)))
      : wildcardsOf(inner),
  );
};

/**
 * Whether content passes: attributes by name, or a body. A key that is missing passes only `exists: false`; one that
 * is null or empty does not pass `exists: true` either.
 * https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html
 */
export const matches = (policy: FilterPolicy, content: unknown): boolean =>
  fits(policy, content, (value) => value !== null && value !== "");
