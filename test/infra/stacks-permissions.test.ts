// Who may do what, as it would be deployed.
import { describe, expect, it } from "vitest";
import { neverAllowed } from "../../infra/never-allowed.ts";
import { functionNames } from "../../src/config/names.ts";
import { installations } from "./installed.ts";
import * as rules from "./rules-permissions.ts";
import { grants, rolesOf } from "./statement.ts";
import { holdWalls, type Wall } from "./walls.ts";

const made = installations();
const example = made["the example"] ?? [];

const [role, boundary, key] = ["AWS::IAM::Role", "AWS::IAM::ManagedPolicy", "AWS::KMS::Key"];
const own = "Policies.0.PolicyDocument.Statement";

/** A statement in place of the first of a role's own. */
const allowing = (Action: string, Resource: string, Condition?: object) => ({
  set: `${own}.0`,
  to: { Effect: "Allow", Action, Resource, ...(Condition === undefined ? {} : { Condition }) },
});

const hub = "333333333333";
const member = "111111111111";
const records = `arn:aws:dynamodb:ap-northeast-1:${hub}:table/stillpoint-state`;
const audit = `arn:aws:dynamodb:ap-northeast-1:${hub}:table/stillpoint-audit`;
const parameters = `arn:aws:ssm:ap-northeast-1:${hub}:parameter/stillpoint/slack`;

const walls: readonly Wall[] = [
  {
    says: "every action that is allowed is named",
    rule: rules.actionsAreNamed,
    faults: [
      { in: role, named: "stillpoint-reader", ...allowing("backup:Describe*", "*") },
      { in: role, named: "stillpoint-worker", ...allowing("*", "*") },
      {
        in: boundary,
        named: "stillpoint-boundary",
        set: "PolicyDocument.Statement.sqs:SendMessage.Action",
        to: "sqs:*",
      },
      {
        in: "AWS::SQS::QueuePolicy",
        named: "EventsQueuePolicy",
        set: "PolicyDocument.Statement.FromEvents.Action",
        to: "sqs:*",
      },
      { in: role, named: "stillpoint-clock", set: `${own}.0`, to: { Effect: "Allow", NotAction: "iam:*" } },
    ],
  },
  {
    says: "nothing is open to everybody",
    rule: rules.nothingIsOpen,
    faults: [
      {
        in: "AWS::SQS::QueuePolicy",
        named: "EventsQueuePolicy",
        set: "PolicyDocument.Statement.FromSenders.Principal",
        to: { AWS: "*" },
      },
      { in: "AWS::Events::EventBusPolicy", named: "BusPolicy", set: "Statement.Principal", to: "*" },
      {
        in: "AWS::SNS::TopicPolicy",
        named: "VaultTopicPolicy",
        set: "PolicyDocument.Statement.ToTheHub.Principal.AWS",
        to: "*",
      },
      {
        in: "AWS::Lambda::Permission",
        named: "stillpoint-slack",
        set: "Principal",
        to: "*",
      },
    ],
  },
  {
    says: "a role is passed by name, to one service",
    rule: rules.rolesArePassedByName,
    faults: [
      {
        in: role,
        named: "stillpoint-operator",
        set: `${own}.iam:PassRole.Resource`,
        to: `arn:aws:iam::${member}:role/*`,
      },
      { in: role, named: "stillpoint-operator", set: `${own}.iam:PassRole.Condition` },
      {
        in: role,
        named: "stillpoint-operator",
        set: `${own}.iam:PassRole.Condition`,
        to: { StringLike: { "iam:PassedToService": "*.amazonaws.com" } },
      },
      {
        in: boundary,
        named: "stillpoint-member-boundary",
        set: "PolicyDocument.Statement.iam:PassRole.Resource",
        to: "*",
      },
    ],
  },
  {
    says: "the operator alone starts, stops and passes",
    rule: rules.onlyTheOperatorActs,
    faults: [
      { in: role, named: "stillpoint-events", ...allowing("backup:StartBackupJob", "*") },
      { in: role, named: "stillpoint-worker", ...allowing("s3:CreateJob", "*") },
      { in: role, named: "stillpoint-reader", ...allowing("backup:StopBackupJob", "*") },
      { in: role, named: "stillpoint-executor", ...allowing("backup:Start*", "*") },
    ],
  },
  {
    says: "the executor alone assumes the operator, and the slack function and the poster nobody",
    rule: rules.rolesAreAssumedByTheNamed,
    faults: [
      {
        in: role,
        named: "stillpoint-clock",
        ...allowing("sts:AssumeRole", `arn:aws:iam::${member}:role/stillpoint-operator`),
      },
      {
        in: role,
        named: "stillpoint-poster",
        ...allowing("sts:AssumeRole", `arn:aws:iam::${member}:role/stillpoint-reader`),
      },
      { in: role, named: "stillpoint-executor", ...allowing("sts:AssumeRole", "*") },
      {
        in: role,
        named: "stillpoint-executor",
        ...allowing("sts:AssumeRole", "arn:aws:iam::*:role/stillpoint-operator"),
      },
    ],
  },
  {
    says: "only the slack function and the executor know the signing secret",
    rule: rules.theSigningSecretIsForTwo,
    faults: [
      {
        in: role,
        named: "stillpoint-worker",
        ...allowing("ssm:GetParameter", `${parameters}/signing-secret`),
      },
      { in: role, named: "stillpoint-poster", ...allowing("ssm:GetParameter", `${parameters}/*`) },
      { in: role, named: "stillpoint-poster", ...allowing("kms:Decrypt", "arn:of:the:key") },
      {
        in: key,
        named: "SecretsKey",
        set: "KeyPolicy.Statement.SigningSecretOnlyForTwo.Effect",
        to: "Allow",
      },
      {
        in: key,
        named: "SecretsKey",
        set: "KeyPolicy.Statement.SigningSecretOnlyForTwo.Condition.ArnNotEquals",
        to: { "aws:PrincipalArn": `arn:aws:iam::${hub}:role/*` },
      },
    ],
  },
  {
    says: "every function reaches the records that it names, and no others",
    rule: rules.recordsAreNamed,
    faults: [
      { in: role, named: "stillpoint-clock", set: `${own}.dynamodb:GetItem.Condition` },
      { in: role, named: "stillpoint-clock", set: `${own}.dynamodb:GetItem.Condition.Null` },
      {
        in: role,
        named: "stillpoint-clock",
        set: `${own}.dynamodb:GetItem.Condition.ForAllValues:StringLike`,
        to: { "dynamodb:LeadingKeys": ["*"] },
      },
    ],
  },
  {
    says: "the executor alone writes claims",
    rule: rules.onlyTheExecutorClaims,
    faults: [
      {
        in: role,
        named: "stillpoint-worker",
        ...allowing("dynamodb:PutItem", records, {
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["done#*", "claim#*"] },
        }),
      },
      { in: role, named: "stillpoint-events", ...allowing("dynamodb:BatchWriteItem", records) },
    ],
  },
  {
    says: "the audit table is added to, by whoever decides something",
    rule: rules.theAuditTableIsOnlyAddedTo,
    faults: [
      { in: role, named: "stillpoint-events", ...allowing("dynamodb:PartiQLInsert", audit) },
      { in: role, named: "stillpoint-slack", ...allowing("dynamodb:Query", audit) },
      { in: role, named: "stillpoint-poster", ...allowing("dynamodb:PartiQLInsert", audit) },
      { in: role, named: "stillpoint-executor", ...allowing("dynamodb:PutItem", audit) },
      { in: role, named: "stillpoint-poster", ...allowing("dynamodb:GetItem", "*") },
      {
        in: boundary,
        named: "stillpoint-boundary",
        set: "PolicyDocument.Statement.dynamodb:PutItem.Resource",
        to: "*",
      },
    ],
  },
  {
    says: "the clock alone writes the heads of the audit log",
    rule: rules.onlyTheClockWritesHeads,
    faults: [
      { in: role, named: "stillpoint-worker", ...allowing("s3:PutObject", "arn:aws:s3:::heads/*") },
      { in: role, named: "stillpoint-executor", ...allowing("s3:PutObject", "*") },
    ],
  },
  {
    says: "every role has a boundary, and what nobody may is denied",
    rule: rules.everyRoleIsBounded,
    faults: [
      { in: role, named: "stillpoint-scheduler", set: "PermissionsBoundary" },
      {
        in: role,
        named: "stillpoint-vault-notifications-us-west-2",
        set: "PermissionsBoundary",
        to: `arn:aws:iam::${hub}:policy/stillpoint-member-boundary`,
      },
      { in: boundary, named: "stillpoint-member-boundary", set: "PolicyDocument.Statement", to: [] },
      {
        in: boundary,
        named: "stillpoint-boundary",
        set: "PolicyDocument.Statement.Never.Action.0",
        to: "s3:Get",
      },
      { in: role, named: "stillpoint-executor", set: own, to: [] },
      { in: role, named: "stillpoint-operator", set: own, to: [] },
    ],
  },
  {
    says: "nothing is added to what a role's own policy says",
    rule: rules.rolesHaveOnePolicy,
    faults: [
      {
        in: role,
        named: "stillpoint-events",
        set: "ManagedPolicyArns",
        to: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
      },
    ],
  },
];

holdWalls(walls, made);

describe("what nobody may", () => {
  it.each([
    "backup:DeleteRecoveryPoint",
    "backup:DeleteBackupVault",
    "backup:PutBackupVaultAccessPolicy",
    "backup:PutBackupVaultLockConfiguration",
    "backup:UpdateRecoveryPointLifecycle",
    "dynamodb:DeleteItem",
    "dynamodb:UpdateItem",
    "kms:ScheduleKeyDeletion",
    "s3:BypassGovernanceRetention",
  ])("is %s, among others", (action) => {
    expect(neverAllowed).toContain(action);
  });

  it.each(Object.keys(made))("is allowed by no role's own policy either, in %s", (name) => {
    const allowed = rolesOf(made[name] ?? []).flatMap((each) =>
      neverAllowed.filter((action) => grants(each.own, action).length > 0),
    );
    expect(allowed).toEqual([]);
  });
});

describe("the functions that cannot act", () => {
  const { slack, worker, events, poster, clock } = functionNames;
  it.each([slack, worker, events, poster, clock])("%s has no leave to start anything", (name) => {
    const [found] = rolesOf(example).filter((each) => each.name === name);
    const actions = found?.own.flatMap((statement) => statement.actions) ?? [];
    expect(actions.length).toBeGreaterThan(0);
    // Of S3 they have the heads of the audit log, in one bucket of the hub's own.
    const heads = ["s3:GetObject", "s3:PutObject", "s3:ListBucket"];
    const others = actions.filter((action) => !heads.includes(action));
    expect(others.filter((action) => /^backup:|^s3:|^iam:|^ssm:Send/.test(action))).toEqual([]);
  });
});
