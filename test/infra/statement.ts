// Every policy of an installation, wherever it is written, as statements.
import {
  allOf,
  at,
  entriesOf,
  type Found,
  type Installation,
  type Json,
  listOf,
  textsOf,
} from "./template.ts";

export interface Statement {
  readonly sid: string;
  readonly isAllow: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** As `AWS:arn:…`, `Service:…` or `*`; none in a role's own policy. */
  readonly principals: readonly string[];
  /** Operator → key → values. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Who may do something, by a policy of their own. */
export interface Role extends Found {
  readonly own: readonly Statement[];
  readonly trust: readonly Statement[];
  readonly boundary: string | undefined;
}

/** A policy of something that others come to. */
export interface Guarded {
  readonly name: string;
  readonly found: Found;
  readonly statements: readonly Statement[];
}

export const statementsIn = (document: Json | undefined): readonly Statement[] =>
  listOf(at(document, "Statement")).map((statement) => ({
    sid: String(at(statement, "Sid") ?? ""),
    isAllow: at(statement, "Effect") === "Allow",
    actions: textsOf(at(statement, "Action")),
    resources: textsOf(at(statement, "Resource")),
    principals: principalsIn(at(statement, "Principal")),
    conditions: Object.fromEntries(
      entriesOf(at(statement, "Condition")).map(([operator, keys]) => [
        operator,
        Object.fromEntries(entriesOf(keys).map(([key, values]) => [key, textsOf(values)])),
      ]),
    ),
  }));

const principalsIn = (principal: Json | undefined): readonly string[] => {
  if (principal === "*") return ["*"];
  return entriesOf(principal).flatMap(([kind, who]) =>
    textsOf(who).map((each) => (each === "*" ? "*" : `${kind}:${each}`)),
  );
};

export const rolesOf = (installation: Installation): readonly Role[] =>
  allOf(installation, "AWS::IAM::Role").map((found) => {
    const boundary = at(found.properties, "PermissionsBoundary");
    return {
      ...found,
      own: listOf(at(found.properties, "Policies")).flatMap((policy) =>
        statementsIn(at(policy, "PolicyDocument")),
      ),
      trust: statementsIn(at(found.properties, "AssumeRolePolicyDocument")),
      boundary: boundary === undefined ? undefined : String(boundary),
    };
  });

export const boundariesOf = (installation: Installation): readonly Guarded[] =>
  allOf(installation, "AWS::IAM::ManagedPolicy").map((found) => ({
    name: found.name,
    found,
    statements: statementsIn(at(found.properties, "PolicyDocument")),
  }));

/** Policies of queues, topics, buses, buckets and keys. */
export const guardedOf = (installation: Installation): readonly Guarded[] => [
  ...allOf(installation, "AWS::SQS::QueuePolicy").map(guardedBy("Queues", "PolicyDocument")),
  ...allOf(installation, "AWS::SNS::TopicPolicy").map(guardedBy("Topics", "PolicyDocument")),
  ...allOf(installation, "AWS::S3::BucketPolicy").map(guardedBy("Bucket", "PolicyDocument")),
  ...allOf(installation, "AWS::KMS::Key").map((found) => ({
    name: found.name,
    found,
    statements: statementsIn(at(found.properties, "KeyPolicy")),
  })),
  ...allOf(installation, "AWS::Events::EventBusPolicy").map((found) => ({
    name: String(at(found.properties, "EventBusName")),
    found,
    statements: statementsIn({ Statement: at(found.properties, "Statement") ?? [] }),
  })),
];

const guardedBy =
  (whose: string, document: string) =>
  (found: Found): Guarded => ({
    name: textsOf(at(found.properties, whose))[0]?.split(/[:/]/).at(-1) ?? "",
    found,
    statements: statementsIn(at(found.properties, document)),
  });

/** What a role or a boundary is allowed, denials left aside. */
export const grants = (
  statements: readonly Statement[],
  action: string,
  resource?: string,
): readonly Statement[] =>
  statements.filter(
    ({ isAllow, actions, resources }) =>
      isAllow &&
      actions.some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase())) &&
      (resource === undefined || resources.some((pattern) => fits(pattern, resource))),
  );

/** As IAM compares: `*` for anything, `?` for one character. */
export const fits = (pattern: string, text: string): boolean => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
};

/** The values of a condition, by key, whatever the operator. */
export const valuesOf = ({ conditions }: Statement, key: string): readonly string[] =>
  Object.values(conditions).flatMap((keys) => keys[key] ?? []);
