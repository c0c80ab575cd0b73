// Whether IAM lets a caller do something, given every policy that has a say, and why.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import type { Policy, Principal, Statement } from "./policy.ts";
import type { Context } from "./policy-conditions.ts";
import { type Asked, type Failure, type Match, matchStatement, type Reach } from "./policy-match.ts";

export type Caller =
  | { readonly type: "session"; readonly role: string; readonly arn: string; readonly account: string }
  | { readonly type: "user"; readonly arn: string; readonly account: string }
  | { readonly type: "service"; readonly name: string };

export interface AccessRequest {
  readonly action: string;
  /** An ARN, or `*` where the action knows no resources. */
  readonly resource: string;
  readonly caller: Caller;
  /** Keys with many values are lists. The caller's ARN and account are added unless they are here. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** An empty list of a layer is the same as none. */
export interface Policies {
  readonly identity: readonly Policy[];
  readonly boundary?: readonly Policy[];
  readonly session?: readonly Policy[];
  /** One for each level, from the root to the account: each of them must allow. */
  readonly scps?: readonly Policy[];
  /** They can only deny: what AWS attaches beside them allows everything and cannot be taken off. */
  readonly rcps?: readonly Policy[];
  /** Left out, the resource has no policy and belongs to the caller's account. */
  readonly resource?: { readonly account: string; readonly policy: Policy | undefined };
}

export type Layer = "scp" | "rcp" | "resource" | "identity" | "boundary" | "session";

export interface Deciding {
  readonly layer: Layer;
  readonly policy: string;
  readonly sid?: string;
  readonly index: number;
}

/** A statement that would have allowed it but for one thing, or but for conditions. */
export interface NearMiss extends Deciding {
  readonly failed: readonly Failure[];
}

export type Access =
  | { readonly type: "allowed"; readonly by: readonly Deciding[] }
  | { readonly type: "refused"; readonly reason: "explicit-deny"; readonly by: Deciding }
  | {
      readonly type: "refused";
      readonly reason: "not-allowed";
      readonly missing: readonly Layer[];
      readonly nearest: readonly NearMiss[];
    };

const nearestMax = 3;

/** Pure: the same request and the same policies have the same answer. */
export const decideAccess = (request: AccessRequest, policies: Policies): Access => {
  const findings = examine(request, policies);
  const denied = findings.find(({ effect, failed }) => effect === "Deny" && failed.length === 0);
  if (denied !== undefined) return { type: "refused", reason: "explicit-deny", by: denied.deciding };
  const ways = waysOf(request, policies, findings);
  const open = ways.find((way) => way.every(({ by }) => by !== undefined));
  if (open !== undefined) return { type: "allowed", by: open.flatMap(({ by }) => by ?? []) };
  const [missing = []] = ways.map(missingOf).toSorted((one, other) => one.length - other.length);
  return { type: "refused", reason: "not-allowed", missing, nearest: nearestOf(findings, missing) };
};

interface Finding extends Match {
  readonly policy: Policy;
  readonly effect: Statement["effect"];
  readonly deciding: Deciding;
}

/** What has to allow it, and the statement that does. */
interface Need {
  readonly layer: Layer;
  readonly by: Deciding | undefined;
}

/**
 * The ways in which it could be allowed; one that lacks nothing is enough. Within an account the caller's own policies
 * or the resource's do, and how far the latter reach alone depends on whom they name; across accounts both are needed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
const waysOf = (
  { action, resource, caller }: AccessRequest,
  policies: Policies,
  findings: readonly Finding[],
): readonly (readonly Need[])[] => {
  const allows = findings.filter(({ effect, failed }) => effect === "Allow" && failed.length === 0);
  const need = (layer: Layer, policy?: Policy): Need => ({
    layer,
    by: allows.find((each) => each.deciding.layer === layer && (policy ?? each.policy) === each.policy)
      ?.deciding,
  });
  if (caller.type === "service") return [[need("resource")]];
  const gates = scpsFor(caller, policies).map((scp) => need("scp", scp));
  const session = policies.session?.length ? [need("session")] : [];
  const limits = [...(policies.boundary?.length ? [need("boundary")] : []), ...session];
  const own = [need("identity"), ...limits];
  const isElsewhere = policies.resource !== undefined && policies.resource.account !== caller.account;
  if (isElsewhere) return [[...gates, need("resource"), ...own]];
  const isGuarded = guardedActions.test(action) && guardedResources.test(resource);
  const grants = allows.filter(({ deciding }) => deciding.layer === "resource");
  const granted = grants.flatMap(({ deciding, reach }): readonly (readonly Need[])[] => {
    const grant: Need = { layer: "resource", by: deciding };
    if (reach === "anyone" || reach === "session") return [[grant]];
    if (reach === "user") return [[grant, ...session]];
    if (reach === "role") return [[grant, ...limits]];
    return isGuarded ? [[grant, ...own]] : [];
  });
  const ungranted = isGuarded ? [[need("resource")]] : [own];
  const ways = isGuarded && grants.length > 0 ? granted : [...ungranted, ...granted];
  return ways.map((way) => [...gates, ...way]);
};

/**
 * Roles and keys are closed even to their own account until their policy names a principal or the account.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
const guardedActions = /^(?:sts|kms):/i;
const guardedResources = /^arn:[^:]+:(?:iam::\d+:role\/|kms:[^:]*:\d+:key\/)/;

const missingOf = (way: readonly Need[]): readonly Layer[] => [
  ...new Set(way.filter(({ by }) => by === undefined).map(({ layer }) => layer)),
];

const nearestOf = (findings: readonly Finding[], missing: readonly Layer[]): readonly NearMiss[] =>
  findings
    .filter(
      ({ effect, deciding, failed }) =>
        effect === "Allow" && failed.length > 0 && missing.includes(deciding.layer),
    )
    .filter(({ failed }) => failed.length === 1 || failed.every(({ kind }) => kind === "condition"))
    .map(({ deciding, failed }) => ({ ...deciding, failed }))
    .toSorted((one, other) => distanceOf(one) - distanceOf(other))
    .slice(0, nearestMax);

const kinds: readonly Failure["kind"][] = ["condition", "principal", "resource"];

const distanceOf = ({ failed }: NearMiss): number =>
  failed.length * kinds.length + kinds.indexOf(failed[0]?.kind ?? "condition");

/** Services are no principals of the organisation, and service-linked roles are let alone. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html */
const scpsFor = (caller: Caller, { scps = [] }: Policies): readonly Policy[] =>
  caller.type === "service" || isServiceLinked(caller) ? [] : scps;

const isServiceLinked = (caller: Caller): boolean =>
  caller.type === "session" && caller.role.includes(":role/aws-service-role/");

/** Every statement for the action, in the order in which a denial is told. */
const examine = (request: AccessRequest, policies: Policies): readonly Finding[] => {
  const { caller, action, resource } = request;
  const isService = caller.type === "service";
  const policy = policies.resource?.policy;
  const layers: readonly (readonly [Layer, readonly Policy[] | undefined])[] = [
    ["scp", scpsFor(caller, policies)],
    ["rcp", isServiceLinked(caller) ? [] : policies.rcps],
    ["resource", policy === undefined ? [] : [policy]],
    ["identity", isService ? [] : policies.identity],
    ["boundary", isService ? [] : policies.boundary],
    ["session", isService ? [] : policies.session],
  ];
  const reachOf = (principal: Principal) => reachTo(caller, principal);
  const hasBoundary = !isService && (policies.boundary ?? []).length > 0;
  const asked: Asked = { action, resource, context: contextOf(request), reachOf, hasBoundary };
  return layers.flatMap(([layer, attached = []]) =>
    attached.flatMap((each) => findingsIn(each, layer, asked)),
  );
};

const findingsIn = (policy: Policy, layer: Layer, asked: Asked): readonly Finding[] => {
  const side = layer === "resource" || layer === "rcp" ? "resource" : "caller";
  return policy.statements.flatMap((statement): readonly Finding[] => {
    const { sid, index, effect } = statement;
    const match = matchStatement(statement, side, asked);
    if (match === undefined) return [];
    const deciding = { layer, policy: policy.name, ...(sid === undefined ? {} : { sid }), index };
    return [{ ...match, policy, effect, deciding }];
  });
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
const reachTo = (caller: Caller, principal: Principal): Reach | undefined => {
  if (principal.type === "anyone") return "anyone";
  if (caller.type === "service") {
    return principal.type === "service" && principal.name === caller.name ? "anyone" : undefined;
  }
  switch (principal.type) {
    case "account":
      return principal.account === caller.account ? "account" : undefined;
    case "identity":
      if (principal.arn === caller.arn) return caller.type;
      return caller.type === "session" && principal.arn === caller.role ? "role" : undefined;
    case "service":
    case "other":
      return undefined;
    default:
      return principal satisfies never;
  }
};

const contextOf = ({ caller, context }: AccessRequest): Context => {
  const own: AccessRequest["context"] =
    caller.type === "service"
      ? {}
      : {
          "aws:PrincipalArn": caller.type === "session" ? caller.role : caller.arn,
          "aws:PrincipalAccount": caller.account,
        };
  const entries = [...Object.entries(own), ...Object.entries(context)];
  const known = entries.filter(([, value]) => typeof value === "string" || value.length > 0);
  return new Map(known.map(([key, value]) => [key.toLowerCase(), value]));
};
