// Whether one statement speaks of a request, and by what it misses.
import type { Choice, Principal, Statement } from "./policy.ts";
import { type Condition, type Context, judge } from "./policy-conditions.ts";
import { fits, type Lookup, tokensOf } from "./policy-pattern.ts";

/** A request as statements see it. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
  readonly reachOf: (principal: Principal) => Reach | undefined;
  readonly hasBoundary: boolean;
}

/** As whom a principal element means the caller; a grant goes the further the closer it names them. */
export type Reach = "anyone" | "session" | "user" | "role" | "account";

export type Failure =
  | { readonly kind: "resource" }
  | { readonly kind: "principal" }
  | {
      readonly kind: "condition";
      readonly operator: string;
      readonly key: string;
      readonly expected: readonly string[];
      readonly actual: readonly string[] | undefined;
    };

/** Without failures the statement applies. */
export interface Match {
  readonly failed: readonly Failure[];
  readonly reach: Reach | undefined;
}

/**
 * What an attached statement says of a request; undefined when it is about other actions. A policy of the caller names
 * no principals but resources, one of a resource names principals and may leave out the resource. Where that is
 * otherwise AWS would not have taken the policy, and the statement is read against the one who asks.
 */
export const matchStatement = (
  statement: Statement,
  side: "caller" | "resource",
  asked: Asked,
): Match | undefined => {
  if (!isAction(statement.actions, asked.action)) return undefined;
  const { hasVariables, effect } = statement;
  const lookup = hasVariables ? lookupIn(asked.context) : undefined;
  const isOdd = side === "caller" ? statement.principals !== undefined : statement.principals === undefined;
  const reach = reachFor(statement, asked);
  const isMeant = isOdd ? effect === "Deny" : side === "caller" || reach !== undefined;
  const isAbout =
    statement.resources === undefined
      ? side === "resource" || effect === "Deny"
      : isResource(statement.resources, asked.resource, lookup);
  const failed: readonly Failure[] = [
    ...(isMeant ? [] : [{ kind: "principal" } as const]),
    ...(isAbout ? [] : [{ kind: "resource" } as const]),
    ...statement.conditions
      .filter((condition) => !isMet(judge(condition, asked.context, lookup), effect))
      .map((condition) => failureOf(condition, asked.context)),
  ];
  return { failed, reach };
};

const isMet = (verdict: ReturnType<typeof judge>, effect: Statement["effect"]): boolean =>
  verdict === "met" || (verdict === "unclear" && effect === "Deny");

const isAction = ({ isExcept, of }: Choice<string>, action: string): boolean => {
  const asked = action.toLowerCase();
  return of.some((each) => fits(tokensOf(each.toLowerCase(), "free", undefined) ?? [], asked)) !== isExcept;
};

/**
 * A variable without a value fits nothing, and makes a `NotResource` invalid rather than wide.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const isResource = (choice: Choice<string>, resource: string, lookup: Lookup | undefined): boolean => {
  const patterns = choice.of.map((each) => tokensOf(each, "resource", lookup));
  if (choice.isExcept && patterns.includes(undefined)) return false;
  return patterns.some((tokens) => tokens !== undefined && fits(tokens, resource)) !== choice.isExcept;
};

/** Weakest last. */
const reaches: readonly Reach[] = ["anyone", "session", "user", "role", "account"];

/**
 * To be left out of a denial by NotPrincipal takes the account's name beside one's own, for AWS may look at both; and
 * whoever has a permissions boundary is never left out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
const reachFor = ({ principals, effect }: Statement, { reachOf, hasBoundary }: Asked): Reach | undefined => {
  const found = principals?.of.map(reachOf) ?? [];
  if (principals?.isExcept !== true) return reaches.find((reach) => found.includes(reach));
  const isNamed = found.some((reach) => reach !== undefined);
  const isWhollyNamed =
    !hasBoundary &&
    (found.includes("anyone") ||
      (found.includes("account") && (found.includes("user") || found.includes("role"))));
  return (effect === "Deny" ? isWhollyNamed : isNamed) ? undefined : "anyone";
};

const lookupIn =
  (context: Context): Lookup =>
  (key) => {
    const value = context.get(key.toLowerCase());
    return typeof value === "string" ? value : undefined;
  };

const failureOf = ({ operator, key, values }: Condition, context: Context): Failure => {
  const actual = context.get(key.toLowerCase());
  return {
    kind: "condition",
    operator,
    key,
    expected: values,
    actual: actual === undefined ? undefined : [actual].flat(),
  };
};
