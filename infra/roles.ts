// Rows of permissions made into roles of IAM.

import { Stack, Validations } from "aws-cdk-lib";
import {
  Effect,
  type IManagedPolicy,
  type IPrincipal,
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
  Role,
} from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { neverAllowed } from "./never-allowed.ts";
import type { Permission } from "./permission.ts";

const statementOf = ({ to, may, on, when }: Permission): PolicyStatement =>
  new PolicyStatement({
    sid: sidOf(to),
    effect: Effect.ALLOW,
    actions: [...may],
    resources: [...on],
    ...(when === undefined ? {} : { conditions: when }),
  });

/** A statement's id takes letters and digits: "fill fields and menus" becomes FillFieldsAndMenus. */
const sidOf = (to: string): string =>
  to
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

const denial = (): PolicyStatement =>
  new PolicyStatement({
    sid: "Never",
    effect: Effect.DENY,
    actions: [...neverAllowed],
    resources: ["*"],
  });

/** `minimize` would merge rows whose names a reviewer looks for. */
const documentOf = (permissions: readonly Permission[], more: readonly PolicyStatement[] = []) =>
  new PolicyDocument({ statements: [...distinct(permissions).map(statementOf), ...more], minimize: false });

/** cdk-nag asks why, wherever a `*` stands. */
const acknowledgeWide = (scope: Construct, permissions: readonly Permission[]): void => {
  for (const { on, wide } of permissions) {
    for (const resource of on.filter((arn) => arn.includes("*"))) {
      if (wide === undefined) throw new Error(`permissions: ${resource} is wide, and nobody says why`);
      const id = `AwsSolutions-IAM5[Resource::${asFound(scope, resource)}]`;
      Validations.of(scope).acknowledge({ id, reason: wide });
    }
  }
};

/** What CloudFormation works out, cdk-nag writes as `<Bucket.Arn>/heads/*`. */
const asFound = (scope: Construct, resource: string): string => {
  const resolved: unknown = Stack.of(scope).resolve(resource);
  if (typeof resolved === "string") return resolved;
  const [, parts] = (resolved as { readonly "Fn::Join": readonly [string, readonly unknown[]] })["Fn::Join"];
  return parts
    .map((part) =>
      typeof part === "string"
        ? part
        : `<${(part as { readonly "Fn::GetAtt": readonly string[] })["Fn::GetAtt"].join(".")}>`,
    )
    .join("");
};

/** Two rows for one purpose need two ids. */
const distinct = (permissions: readonly Permission[]): readonly Permission[] =>
  permissions.map((permission, index) => {
    const earlier = permissions.slice(0, index).filter(({ to }) => sidOf(to) === sidOf(permission.to)).length;
    return earlier === 0 ? permission : { ...permission, to: `${permission.to} ${earlier + 1}` };
  });

export const boundaryOf = (
  scope: Construct,
  name: string,
  permissions: readonly Permission[],
): IManagedPolicy => {
  const policy = new ManagedPolicy(scope, "Boundary", {
    managedPolicyName: name,
    description: "The most that a role of Stillpoint can be given",
    document: documentOf(permissions, [denial()]),
  });
  acknowledgeWide(policy, permissions);
  return policy;
};

export interface RoleFacts {
  readonly name: string;
  readonly description: string;
  readonly trusts: IPrincipal;
  readonly boundary: IManagedPolicy;
  readonly permissions: readonly Permission[];
  /** Whether the denials stand in its own policy too. */
  readonly denies: boolean;
}

/**
 * What only a later feature will use stands in the table, so that it can be talked about, and in no role. Tests of what
 * must hold then look ahead.
 */
const looksAhead = (scope: Construct): boolean => scope.node.tryGetContext("ahead") === true;

export const makeRole = (scope: Construct, id: string, facts: RoleFacts): Role => {
  const permissions = facts.permissions.filter(({ awaits }) => awaits === undefined || looksAhead(scope));
  const role = new Role(scope, id, {
    roleName: facts.name,
    description: facts.description,
    assumedBy: facts.trusts,
    permissionsBoundary: facts.boundary,
    inlinePolicies: { permissions: documentOf(permissions, facts.denies ? [denial()] : []) },
  });
  acknowledgeWide(role, permissions);
  return role;
};
