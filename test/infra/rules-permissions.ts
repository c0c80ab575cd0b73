// Who may do what, held against what nobody may: each rule from templates to sentences.

import { neverAllowed } from "../../infra/never-allowed.ts";
import { partitionOf } from "../../src/backup/arn.ts";
import {
  auditTableName,
  functionNames,
  operatorRoleName,
  readerRoleName,
  signingSecretParameterName,
  stateTableName,
} from "../../src/config/names.ts";
import {
  boundariesOf,
  fits,
  type Guarded,
  grants,
  guardedOf,
  type Role,
  rolesOf,
  type Statement,
  valuesOf,
} from "./statement.ts";
import { allOf, at, type Found, type Installation, placeOf, textsOf } from "./template.ts";
import type { Rule } from "./walls.ts";

interface Policy {
  readonly name: string;
  readonly found: Found;
  readonly statements: readonly Statement[];
}

const { executor, slack, worker, events, clock, poster } = functionNames;

const own = (role: Role): Policy => ({ name: role.name, found: role, statements: role.own });

/** What gives leave: roles' own policies, boundaries, and what guards queues, topics, buses, buckets and keys. */
const policiesOf = (installation: Installation): readonly Policy[] => [
  ...rolesOf(installation).map(own),
  ...boundariesOf(installation),
  ...guardedOf(installation),
];

const said = ({ name, found }: { readonly name: string; readonly found: Found }, what: string): string =>
  `${found.stack.id}: ${name} ${what}`;

const saidOf = (role: Role, what: string): string => said(own(role), what);

/** Without it a key can be managed by nobody. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const isKeyOwner = ({ found }: Policy, { principals }: Statement): boolean =>
  found.type === "AWS::KMS::Key" && principals.join() === `AWS:${rootOf(found.stack)}`;

const rootOf = ({ account, region }: { readonly account: string; readonly region: string }): string =>
  `arn:${partitionOf(region)}:iam::${account}:root`;

export const actionsAreNamed: Rule = (installation) =>
  policiesOf(installation).flatMap((policy) =>
    policy.statements
      .filter((statement) => statement.isAllow && !isKeyOwner(policy, statement))
      .flatMap(({ actions }) => (actions.length === 0 ? ["whatever is not named"] : actions))
      .filter((action) => !/^[a-z0-9-]+:\w+$/.test(action))
      .map((action) => said(policy, `may ${action}`)),
  );

export const nothingIsOpen: Rule = (installation) => [
  ...guardedOf(installation).flatMap((policy) =>
    policy.statements
      .filter(({ isAllow, principals }) => isAllow && (principals.length === 0 || principals.includes("*")))
      .map(() => said(policy, "is open to everybody")),
  ),
  ...allOf(installation, "AWS::Lambda::Permission")
    .filter(({ properties }) => {
      const isDoor = String(at(properties, "FunctionName")).endsWith(slack);
      const isByUrl =
        at(properties, "FunctionUrlAuthType") === "NONE" || at(properties, "InvokedViaFunctionUrl") === true;
      const isByApi =
        at(properties, "Principal") === "apigateway.amazonaws.com" &&
        at(properties, "SourceArn") !== undefined;
      return !isDoor || !(isByUrl || isByApi);
    })
    .map(({ stack, id }) => `${stack.id}: ${id} lets somebody call a function`),
];

export const rolesArePassedByName: Rule = (installation) =>
  [...rolesOf(installation).map(own), ...boundariesOf(installation)].flatMap((policy) =>
    grants(policy.statements, "iam:PassRole").flatMap(({ resources, conditions }) => [
      ...resources
        .filter((resource) => !/^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(resource))
        .map((resource) => said(policy, `may pass ${resource}`)),
      ...(conditions.StringEquals?.["iam:PassedToService"]?.every((service) => /^[a-z0-9.]+$/.test(service))
        ? []
        : [said(policy, "may pass a role to any service")]),
    ]),
  );

/** What starts, stops or changes something in an account that is backed up. */
const deeds = [
  "backup:StartBackupJob",
  "backup:StartCopyJob",
  "backup:StartRestoreJob",
  "backup:StopBackupJob",
  "s3:CreateJob",
  "s3:UpdateJobStatus",
  "s3:PutJobTagging",
  "ssm:SendCommand",
  "iam:PassRole",
];

export const onlyTheOperatorActs: Rule = (installation) =>
  rolesOf(installation)
    .filter(({ name }) => name !== operatorRoleName)
    .flatMap((role) =>
      deeds.filter((deed) => grants(role.own, deed).length > 0).map((deed) => saidOf(role, `may ${deed}`)),
    );

/** Who may assume which role of an account, by the names of both. */
const assumers: Readonly<Record<string, readonly string[]>> = {
  [operatorRoleName]: [executor],
  [readerRoleName]: [worker, events, clock, executor],
};

export const rolesAreAssumedByTheNamed: Rule = (installation) =>
  rolesOf(installation).flatMap((role) =>
    grants(role.own, "sts:AssumeRole").flatMap(({ resources }) =>
      resources
        .filter((resource) => {
          const target = resource.split("role/")[1] ?? resource;
          return !assumers[target]?.includes(role.name) || !/^arn:[a-z-]+:iam::\d{12}:/.test(resource);
        })
        .map((resource) => saidOf(role, `may assume ${resource}`)),
    ),
  );

/** Whoever can read it can sign as Slack does, and so forge votes. */
export const theSigningSecretIsForTwo: Rule = (installation) => {
  const inHub = ({ stack }: Found) => stack.id === "stillpoint-hub";
  const readers = rolesOf(installation)
    .filter((role) => inHub(role) && role.name !== slack && role.name !== executor)
    .flatMap((role) => [
      ...grants(role.own, "ssm:GetParameter")
        .filter(({ resources }) =>
          resources.some((resource) =>
            fits(resource.split(":parameter")[1] ?? "*", signingSecretParameterName),
          ),
        )
        .map(() => saidOf(role, "may read the signing secret")),
      ...grants(role.own, "kms:Decrypt")
        .filter((statement) => {
          const contexts = valuesOf(statement, "kms:EncryptionContext:PARAMETER_ARN");
          return contexts.length === 0 || contexts.some((arn) => arn.endsWith(signingSecretParameterName));
        })
        .map(() => saidOf(role, "may decrypt the signing secret")),
    ]);
  const keys = guardedOf(installation).filter(({ found }) => found.type === "AWS::KMS::Key");
  return [...readers, ...(keys.length === 1 ? [] : ["there is not one key"]), ...keys.flatMap(refusesOthers)];
};

const refusesOthers = (key: Guarded): readonly string[] => {
  const { account, region } = key.found.stack;
  const partition = partitionOf(region);
  const parameter = `arn:${partition}:ssm:${region}:${account}:parameter${signingSecretParameterName}`;
  const two = [slack, executor].map((name) => `arn:${partition}:iam::${account}:role/${name}`);
  const isRefused = key.statements.some(
    ({ isAllow, actions, principals, conditions: { StringEquals, ArnNotEquals, ...others } }) =>
      !isAllow &&
      actions.includes("kms:Decrypt") &&
      principals.includes("*") &&
      StringEquals?.["kms:EncryptionContext:PARAMETER_ARN"]?.join() === parameter &&
      ArnNotEquals?.["aws:PrincipalArn"]?.join() === two.join() &&
      Object.keys(others).length === 0,
  );
  return isRefused ? [] : [said(key, "decrypts the signing secret for more than two")];
};

const touches = (role: Role, table: string): readonly Statement[] =>
  role.own.filter(
    ({ isAllow, actions, resources }) =>
      isAllow &&
      actions.some((action) => action.startsWith("dynamodb:")) &&
      resources.some((resource) => fits(resource.split(":table/")[1] ?? "*", table)),
  );

/** Each function knows its families of records by name; and a request that names no key at all is none of them. */
export const recordsAreNamed: Rule = (installation) =>
  rolesOf(installation).flatMap((role) =>
    touches(role, stateTableName)
      .filter(({ conditions }) => {
        const keys = conditions["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"] ?? [];
        const isNamed = keys.length > 0 && keys.every((key) => /^[a-z]+#\*$/.test(key));
        return !isNamed || conditions.Null?.["dynamodb:LeadingKeys"]?.join() !== "false";
      })
      .map(({ actions }) => saidOf(role, `may ${actions} of every record`)),
  );

/** A claim says that a step is being done; whoever could write one could have it done twice, or never. */
export const onlyTheExecutorClaims: Rule = (installation) =>
  rolesOf(installation)
    .filter(({ name }) => name !== executor)
    .flatMap((role) =>
      touches(role, stateTableName)
        .filter(({ actions }) => actions.some((action) => !/:(?:GetItem|Query)$/.test(action)))
        .filter((statement) => {
          const keys = valuesOf(statement, "dynamodb:LeadingKeys");
          return keys.length === 0 || keys.some((key) => fits(key, "claim#r-1#1#1"));
        })
        .map(() => saidOf(role, "may write claims")),
    );

/** Who adds to the audit table, and who reads it. */
const auditors: Readonly<Record<string, readonly string[]>> = {
  [executor]: ["dynamodb:PartiQLInsert", "dynamodb:Query"],
  [worker]: ["dynamodb:PartiQLInsert", "dynamodb:Query"],
  [clock]: ["dynamodb:PartiQLInsert", "dynamodb:Query"],
  [poster]: ["dynamodb:Query"],
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.insert.html */
export const theAuditTableIsOnlyAddedTo: Rule = (installation) => [
  ...rolesOf(installation).flatMap((role) =>
    touches(role, auditTableName)
      .filter(({ actions }) => actions.some((action) => auditors[role.name]?.includes(action) !== true))
      .map(({ actions }) => saidOf(role, `may ${actions} of the audit table`)),
  ),
  ...boundariesOf(installation).flatMap((boundary) =>
    boundary.statements
      .filter(
        ({ isAllow, actions, resources }) =>
          isAllow &&
          actions.some((action) => /^dynamodb:(?!PartiQLInsert$|Query$)/.test(action)) &&
          resources.some((resource) => fits(resource.split(":table/")[1] ?? "*", auditTableName)),
      )
      .map(() => said(boundary, "leaves room to change the audit table")),
  ),
];

/** A head that somebody else could write would say what they like. */
export const onlyTheClockWritesHeads: Rule = (installation) =>
  rolesOf(installation)
    .filter(({ name }) => name !== clock)
    .filter((role) => grants(role.own, "s3:PutObject").length > 0)
    .map((role) => saidOf(role, "may write heads of the audit log"));

const denies = (statements: readonly Statement[]): boolean =>
  statements.some(
    ({ isAllow, actions, resources, conditions }) =>
      !isAllow &&
      resources.join() === "*" &&
      Object.keys(conditions).length === 0 &&
      neverAllowed.every((action) => actions.includes(action)),
  );

/** A role of the account's other Regions names the boundary that its first made. */
export const everyRoleIsBounded: Rule = (installation) => {
  const boundaries = boundariesOf(installation);
  const isOf = (role: Role) => (boundary: Guarded) =>
    boundary.found.arn === role.boundary && boundary.found.stack.account === role.stack.account;
  return [
    ...boundaries
      .filter(({ statements }) => !denies(statements))
      .map((boundary) => said(boundary, "does not deny what nobody may")),
    ...rolesOf(installation)
      .filter((role) => boundaries.filter(isOf(role)).length !== 1)
      .map((role) =>
        saidOf(role, `is bounded by ${role.boundary}, which is nowhere in ${placeOf(role.stack)}`),
      ),
    ...rolesOf(installation)
      .filter(({ name }) => name === executor || name === operatorRoleName)
      .filter((role) => !denies(role.own))
      .map((role) => saidOf(role, "does not deny what nobody may")),
  ];
};

/** Beside them stand no others: a managed policy or a policy of its own could add to a role unseen. */
export const rolesHaveOnePolicy: Rule = (installation) => [
  ...["AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::IAM::User", "AWS::IAM::Group"].flatMap((type) =>
    allOf(installation, type).map((found) => `${found.stack.id}: ${found.name} is a ${type}`),
  ),
  ...rolesOf(installation)
    .filter(({ properties }) => textsOf(at(properties, "ManagedPolicyArns")).length > 0)
    .map((role) => saidOf(role, "has a managed policy")),
];
