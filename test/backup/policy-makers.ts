// Random requests with every policy that has a say in them: what the fuzz compares two evaluators by. Only what both
// understand is made; what AWS documents otherwise than the other evaluator does is left to the tables.
import fc from "fast-check";
import type { Caller } from "../../src/backup/access.ts";
import { conditions, contextOf, type Json, some, type Values } from "./condition-makers.ts";

export interface PolicyCase {
  readonly action: string;
  readonly resource: string;
  readonly owner: string;
  readonly caller: Caller;
  readonly context: Readonly<Record<string, Values>>;
  readonly identity: readonly Json[];
  readonly boundary: Json | undefined;
  readonly session: Json | undefined;
  readonly scps: readonly Json[];
  readonly rcps: readonly Json[];
  readonly attached: Json | undefined;
}

const home = "111111111111";
const abroad = "222222222222";

const role = `arn:aws:iam::${home}:role/app`;
const session = `arn:aws:sts::${home}:assumed-role/app/night`;
const user = `arn:aws:iam::${home}:user/bob`;

const callers: readonly Caller[] = [
  { type: "session", role, arn: session, account: home },
  { type: "user", arn: user, account: home },
  { type: "service", name: "events.amazonaws.com" },
];

interface Target {
  readonly action: string;
  readonly resource: (account: string) => string;
  /** Trust policies have no resource, and are always there. Some resources have no policy at all. */
  readonly policy: "own" | "trust" | "none";
}

const arn = (service: string, rest: string) => (account: string) =>
  `arn:aws:${service}:eu-west-1:${account}:${rest}`;

const targets: readonly Target[] = [
  { action: "sqs:SendMessage", resource: arn("sqs", "jobs"), policy: "own" },
  { action: "sqs:ReceiveMessage", resource: arn("sqs", "jobs"), policy: "own" },
  { action: "dynamodb:GetItem", resource: arn("dynamodb", "table/state"), policy: "own" },
  { action: "dynamodb:PutItem", resource: arn("dynamodb", "table/state"), policy: "own" },
  { action: "s3:GetObject", resource: () => "arn:aws:s3:::reports/bob/may.csv", policy: "own" },
  { action: "s3:ListBucket", resource: () => "arn:aws:s3:::reports", policy: "own" },
  { action: "kms:Decrypt", resource: arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab"), policy: "own" },
  {
    action: "sts:AssumeRole",
    resource: (account) => `arn:aws:iam::${account}:role/restorer`,
    policy: "trust",
  },
  { action: "iam:PassRole", resource: (account) => `arn:aws:iam::${account}:role/restorer`, policy: "none" },
  { action: "ssm:GetParameter", resource: arn("ssm", "parameter/bot/token"), policy: "none" },
  { action: "backup:StartBackupJob", resource: arn("backup", "backup-vault:prod"), policy: "own" },
  { action: "backup:CopyIntoBackupVault", resource: arn("backup", "backup-vault:prod"), policy: "own" },
  { action: "backup:ListBackupJobs", resource: () => "*", policy: "none" },
];

const actionPatterns = (action: string): readonly string[] => {
  const [service = "", name = ""] = action.split(":");
  return [
    action,
    `${service}:*`,
    "*",
    "*",
    `${service}:${name.slice(0, 3)}*`,
    `${service.toUpperCase()}:${name.toLowerCase()}`,
    `${service}:?${name.slice(1)}`,
    `${service}:Delete*`,
    "ec2:Run*",
  ];
};

const resourcePatterns = (resource: string): readonly string[] => {
  const [, , service = "s3"] = resource.split(":");
  return [
    resource,
    "*",
    "*",
    `arn:aws:${service}:*`,
    resource.replace("eu-west-1", "*"),
    resource.replace("eu-west-1", "eu-*-?"),
    `${resource.slice(0, -2)}*`,
    `${resource.slice(0, -1)}?`,
    resource.replace(/\d{12}/, "333333333333"),
    resource.replace(/^[^*]*$/, "$&-other"),
    `arn:aws:s3:::reports/\${aws:username}/*`,
    `arn:aws:s3:::reports/*/\${aws:PrincipalTag/team, 'may'}.csv`,
  ].map((pattern) => (pattern.startsWith("arn:") ? pattern : "*"));
};

/** The evaluators differ on a variable without a value in NotResource, and on a NotResource where there is none. */
const resourceExceptions = (resource: string): readonly string[] =>
  resource === "*" ? ["*"] : resourcePatterns(resource).filter((pattern) => !pattern.includes("{"));

/** Mostly these, and now and then all except these. */
const chosen = (name: string, values: readonly unknown[], exceptions = values): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 9, arbitrary: some(values).map((value) => ({ [name]: value })) },
    { weight: 1, arbitrary: some(exceptions).map((value) => ({ [`Not${name}`]: value })) },
  );

const names: readonly Json[] = [
  { AWS: role },
  { AWS: session },
  { AWS: user },
  { AWS: home },
  { AWS: `arn:aws:iam::${home}:root` },
  { AWS: "*" },
  { AWS: [role, user] },
  { AWS: [`arn:aws:iam::${abroad}:role/app`, abroad] },
  { Service: "events.amazonaws.com" },
  { Service: ["sns.amazonaws.com", "backup.amazonaws.com"], AWS: `arn:aws:iam::${home}:user/eve` },
];

/** The caller is named wholly, with their account, or not at all: AWS leaves in the dark what lies between. */
const exceptions = (caller: Caller): readonly Json[] => [
  { AWS: [`arn:aws:iam::${abroad}:role/app`, abroad] },
  { Service: "backup.amazonaws.com" },
  caller.type === "service"
    ? { Service: [caller.name] }
    : {
        AWS:
          caller.type === "user"
            ? [caller.arn, home]
            : [caller.role, caller.arn, `arn:aws:iam::${home}:root`],
      },
];

const principal = (caller: Caller): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...names).map((name) => ({ Principal: name })) },
    { weight: 1, arbitrary: fc.constant({ Principal: "*" }) },
    { weight: 1, arbitrary: fc.constantFrom(...exceptions(caller)).map((name) => ({ NotPrincipal: name })) },
  );

const effect = fc
  .constantFrom("Allow", "Allow", "Allow", "Allow", "Allow", "Allow", "Deny")
  .map((each): Json => ({ Effect: each }));

const nothing: fc.Arbitrary<Json> = fc.constant({});

const documentOf = (
  { action }: Target,
  resource: string,
  kind: "caller" | "resource" | "trust",
  caller: Caller,
): fc.Arbitrary<Json> => {
  const patterns = resourcePatterns(resource);
  const statement = fc
    .tuple(
      effect,
      chosen("Action", kind === "trust" ? actionPatterns(action).slice(0, 2) : actionPatterns(action)),
      kind === "trust" ? nothing : chosen("Resource", patterns, resourceExceptions(resource)),
      kind === "caller" ? nothing : principal(caller),
      conditions,
    )
    .map((parts) => Object.assign({}, ...parts));
  return fc.array(statement, { minLength: 1, maxLength: 3 }).map((statements) => ({
    Version: "2012-10-17",
    Statement: statements,
  }));
};

/** Only of some services does the other evaluator ask the resource's organisation, and it completes no ARN there. */
const controlled = /^(?:sqs|dynamodb|s3|kms|sts):/;
const isComplete = (pattern: string): boolean => pattern === "*" || pattern.split(":").length > 5;

const controlOf = ({ action }: Target, resource: string): fc.Arbitrary<Json> =>
  fc
    .tuple(
      some(actionPatterns(action).slice(0, 2)),
      chosen(
        "Resource",
        resourcePatterns(resource).filter(isComplete),
        resourceExceptions(resource).filter(isComplete),
      ),
      conditions,
    )
    .map(([named, ...parts]) => ({
      Version: "2012-10-17",
      Statement: Object.assign({ Effect: "Deny", Principal: "*", Action: named }, ...parts),
    }));

const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof(fc.constant(undefined), fc.constant(undefined), arbitrary);

/** AWS lets what a resource grants to a session pass its session policy, and the other evaluator does not. */
export const policyCase: fc.Arbitrary<PolicyCase> = fc
  .tuple(fc.constantFrom(...targets), fc.constantFrom(home, home, abroad), fc.constantFrom(...callers))
  .chain(([target, account, caller]) => {
    const owner = target.policy === "none" ? home : account;
    const resource = target.resource(owner);
    const document = documentOf(target, resource, "caller", caller);
    const trust = documentOf(target, resource, "trust", caller);
    const own = documentOf(target, resource, "resource", caller);
    return fc
      .record({
        action: fc.constant(target.action),
        resource: fc.constant(resource),
        owner: fc.constant(owner),
        caller: fc.constant(caller),
        context: contextOf(target.action),
        identity: fc.array(document, { minLength: 1, maxLength: 2 }),
        boundary: rarely(document),
        session: caller.type === "session" ? rarely(document) : fc.constant(undefined),
        scps: fc.oneof(fc.constant([]), fc.constant([]), fc.array(document, { minLength: 1, maxLength: 2 })),
        rcps: controlled.test(target.action)
          ? rarely(controlOf(target, resource)).map((each) => (each === undefined ? [] : [each]))
          : fc.constant([]),
        attached:
          target.policy === "trust"
            ? trust
            : target.policy === "own"
              ? fc.option(own, { freq: 4, nil: undefined })
              : fc.constant(undefined),
      })
      .map((made): PolicyCase => (made.attached === undefined ? made : { ...made, session: undefined }));
  });
