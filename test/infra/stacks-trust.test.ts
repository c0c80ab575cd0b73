// Who is trusted by whom, as it would be deployed: roles by functions, topics by AWS Backup and the hub.
import { describe, expect, it } from "vitest";
import { installations } from "./installed.ts";
import { grants, guardedOf, rolesOf, type Statement } from "./statement.ts";
import { allOf, at, type Installation } from "./template.ts";
import { holdWalls, type Rule, type Wall } from "./walls.ts";

const made = installations();
const example = made["the example"] ?? [];
const alone = made["a Function URL, and no organization"] ?? [];
const atHome = made["a hub that is backed up itself, and topics that were there before"] ?? [];

const hubRoot = "AWS:arn:aws:iam::333333333333:root";
const functionRole = (name: string) => `arn:aws:iam::333333333333:role/stillpoint-${name}`;

const trustOf = (installation: Installation, name: string, account?: string): readonly Statement[] =>
  rolesOf(installation).find(
    (role) => role.name === name && (account === undefined || role.stack.account === account),
  )?.trust ?? [];

const trusting = (actions: string, who: readonly string[], organization?: string) => ({
  sid: "",
  isAllow: true,
  actions: [actions],
  resources: [],
  principals: [hubRoot],
  conditions: {
    ArnEquals: { "aws:PrincipalArn": who.map(functionRole) },
    StringEquals: {
      "sts:ExternalId": ["stillpoint-example-01"],
      ...(organization === undefined ? {} : { "aws:PrincipalOrgID": [organization] }),
    },
  },
});

/** Whoever sets a source identity is asked for it alone: the call knows no external id. */
const namingTheAsker = (organization?: string) => ({
  ...trusting("sts:SetSourceIdentity", ["executor"]),
  conditions: {
    ArnEquals: { "aws:PrincipalArn": [functionRole("executor")] },
    ...(organization === undefined ? {} : { StringEquals: { "aws:PrincipalOrgID": [organization] } }),
  },
});

const readers = ["worker", "events", "clock", "executor"];

describe("the reader of an account", () => {
  it.each(["111111111111", "222222222222"])("trusts four functions of the hub: %s", (account) => {
    const expected = [trusting("sts:AssumeRole", readers, "o-a1b2c3d4e5")];
    expect(trustOf(example, "stillpoint-reader", account)).toEqual(expected);
  });

  it("asks for no organization where the configuration names none", () => {
    expect(trustOf(alone, "stillpoint-reader")).toEqual([trusting("sts:AssumeRole", readers)]);
  });

  it("trusts no more in the hub's own account", () => {
    const expected = [trusting("sts:AssumeRole", readers, "o-a1b2c3d4e5")];
    expect(trustOf(atHome, "stillpoint-reader", "333333333333")).toEqual(expected);
  });
});

describe("the operator of an account", () => {
  it("trusts the executor alone, and lets it say for whom it acts", () => {
    expect(trustOf(example, "stillpoint-operator")).toEqual([
      trusting("sts:AssumeRole", ["executor"], "o-a1b2c3d4e5"),
      namingTheAsker("o-a1b2c3d4e5"),
    ]);
  });

  it("asks for no organization where the configuration names none", () => {
    expect(trustOf(alone, "stillpoint-operator")).toEqual([
      trusting("sts:AssumeRole", ["executor"]),
      namingTheAsker(),
    ]);
  });
});

/** A service that acts for others is held to this account. */
const confusable = ["events.amazonaws.com", "scheduler.amazonaws.com"];

const rolesTrustTheNamed: Rule = (installation) =>
  rolesOf(installation).flatMap((role) =>
    role.trust
      .filter(({ principals, conditions, actions, isAllow }) => {
        const account = conditions.StringEquals?.["aws:SourceAccount"]?.join();
        const isService = principals.join() === "Service:lambda.amazonaws.com";
        const isHeld = confusable.some((service) => principals.join() === `Service:${service}`);
        const isFunction =
          principals.join() === hubRoot &&
          (actions.join() === "sts:SetSourceIdentity" ||
            conditions.StringEquals?.["sts:ExternalId"] !== undefined) &&
          (conditions.ArnEquals?.["aws:PrincipalArn"] ?? ["*"]).every((arn) => /:role\/[\w-]+$/.test(arn));
        return !isAllow || !(isService || isFunction || (isHeld && account === role.stack.account));
      })
      .map(() => `${role.stack.id}: ${role.name} trusts more than it names`),
  );

/** AWS Backup tells it, and the hub alone may have it told on, to its own queue. */
const vaultTopicsAreForTheHub: Rule = (installation) =>
  guardedOf(installation)
    .filter(({ name }) => name === "stillpoint-vault-events")
    .flatMap(({ found, statements }) => {
      const allowed = statements.filter(({ isAllow }) => isAllow);
      const expected = [
        {
          actions: ["sns:Publish"],
          principals: ["Service:backup.amazonaws.com"],
          conditions: {},
        },
        { actions: ["sns:GetTopicAttributes"], principals: [hubRoot], conditions: {} },
        {
          actions: ["sns:Subscribe"],
          principals: [hubRoot],
          conditions: {
            StringEquals: {
              "sns:Protocol": ["sqs"],
              "sns:Endpoint": ["arn:aws:sqs:ap-northeast-1:333333333333:stillpoint-events"],
            },
          },
        },
      ];
      const read = allowed.map(({ actions, principals, conditions }) => ({
        actions,
        principals,
        conditions,
      }));
      return JSON.stringify(read) === JSON.stringify(expected)
        ? []
        : [`${found.stack.id}: the vault topic is for more than AWS Backup and the hub`];
    });

/** Where there is an organization, what comes from another account says that it is in it. */
const accountsAreOfTheOrganization = (organization: string): Rule => {
  return (installation) => {
    const policies = [
      ...rolesOf(installation).map(({ stack, name, trust }) => ({ stack, name, statements: trust })),
      ...guardedOf(installation).map(({ found, name, statements }) => ({
        stack: found.stack,
        name,
        statements,
      })),
    ];
    return policies.flatMap(({ stack, name, statements }) =>
      statements
        .filter(({ conditions }) =>
          Object.values(conditions).some((keys) => keys["aws:PrincipalArn"] !== undefined),
        )
        .filter(({ isAllow, conditions }) => {
          return isAllow && conditions.StringEquals?.["aws:PrincipalOrgID"]?.join() !== organization;
        })
        .map(() => `${stack.id}: ${name} lets in whoever is of no organization`),
    );
  };
};

const role = "AWS::IAM::Role";
const trust = "AssumeRolePolicyDocument.Statement.0";
const topicPolicy = { in: "AWS::SNS::TopicPolicy", named: "VaultTopicPolicy" } as const;

const everywhere: readonly Wall[] = [
  {
    says: "every role trusts whom it names",
    rule: rolesTrustTheNamed,
    faults: [
      { in: role, named: "stillpoint-reader", set: `${trust}.Condition` },
      { in: role, named: "stillpoint-reader", set: `${trust}.Condition.ArnEquals` },
      { in: role, named: "stillpoint-operator", set: `${trust}.Condition.StringEquals.sts:ExternalId` },
      { in: role, named: "stillpoint-operator", set: `${trust}.Principal`, to: { AWS: "*" } },
      { in: role, named: "stillpoint-events-sender", set: `${trust}.Condition` },
      { in: role, named: "stillpoint-slack", set: `${trust}.Principal.Service`, to: "ec2.amazonaws.com" },
    ],
  },
  {
    says: "AWS Backup alone tells the vault topic, and the hub alone hears it",
    rule: vaultTopicsAreForTheHub,
    faults: [
      { ...topicPolicy, set: "PolicyDocument.Statement.SeenByTheHub.Action", to: "sns:*" },
      {
        ...topicPolicy,
        set: "PolicyDocument.Statement.FromBackup.Principal",
        to: { Service: "events.amazonaws.com" },
      },
      { ...topicPolicy, set: "PolicyDocument.Statement.ToTheHub.Condition.StringEquals.sns:Endpoint" },
      {
        ...topicPolicy,
        set: "PolicyDocument.Statement.ToTheHub.Condition.StringEquals.sns:Protocol",
        to: "https",
      },
    ],
  },
];

holdWalls(everywhere, made);

const inOrganization: readonly Wall[] = [
  {
    says: "nobody outside of the organization is let in",
    rule: accountsAreOfTheOrganization("o-a1b2c3d4e5"),
    faults: [
      { in: role, named: "stillpoint-reader", set: `${trust}.Condition.StringEquals.aws:PrincipalOrgID` },
      {
        in: "AWS::SQS::QueuePolicy",
        named: "EventsQueuePolicy",
        set: "PolicyDocument.Statement.FromSenders.Condition.StringEquals",
      },
      { in: "AWS::Events::EventBusPolicy", named: "BusPolicy", set: "Statement.Condition.StringEquals" },
    ],
  },
];

holdWalls(inOrganization, { "the example": example });

describe("the events queue", () => {
  const senders = (installation: Installation) =>
    guardedOf(installation)
      .filter(({ name }) => name === "stillpoint-events")
      .flatMap(({ statements }) => statements.filter(({ isAllow }) => isAllow));

  it("takes from one rule, the topics, and the senders of the same Region", () => {
    const [rules, topics, roles, ...others] = senders(example);
    expect(others).toEqual([]);
    expect(rules?.conditions.ArnEquals?.["aws:SourceArn"]).toEqual([
      "arn:aws:events:ap-northeast-1:333333333333:rule/stillpoint/stillpoint-from-elsewhere",
    ]);
    expect(topics?.conditions.ArnEquals?.["aws:SourceArn"]).toEqual([
      "arn:aws:sns:ap-northeast-1:111111111111:stillpoint-vault-events",
      "arn:aws:sns:us-west-2:111111111111:stillpoint-vault-events",
      "arn:aws:sns:ap-northeast-1:222222222222:stillpoint-vault-events",
    ]);
    expect(roles?.conditions.ArnEquals?.["aws:PrincipalArn"]).toEqual([
      "arn:aws:iam::111111111111:role/stillpoint-events-sender",
      "arn:aws:iam::222222222222:role/stillpoint-events-sender",
    ]);
  });

  it("takes from the hub's own rules where the hub is backed up itself", () => {
    const [rules] = senders(atHome);
    expect(rules?.conditions.ArnEquals?.["aws:SourceArn"]).toEqual(
      expect.arrayContaining(["arn:aws:events:ap-northeast-1:333333333333:rule/stillpoint-backup"]),
    );
  });
});

describe("the roles that may be passed", () => {
  it("are those that the configuration names, each to its own service", () => {
    const [operator] = rolesOf(example).filter(({ name }) => name === "stillpoint-operator");
    const passed = operator?.own.filter(({ actions }) => actions.includes("iam:PassRole"));
    expect(passed?.map(({ resources, conditions }) => ({ resources, conditions }))).toEqual([
      {
        resources: ["arn:aws:iam::111111111111:role/service-role/AWSBackupDefaultServiceRole"],
        conditions: { StringEquals: { "iam:PassedToService": ["backup.amazonaws.com"] } },
      },
      {
        resources: ["arn:aws:iam::111111111111:role/stillpoint-batch"],
        conditions: { StringEquals: { "iam:PassedToService": ["batchoperations.s3.amazonaws.com"] } },
      },
    ]);
  });

  it("are none for S3 Batch Operations where the configuration names none, and then no job is created", () => {
    const [operator] = rolesOf(example).filter(
      ({ name, stack }) => name === "stillpoint-operator" && stack.account === "222222222222",
    );
    expect(grants(operator?.own ?? [], "backup:StartBackupJob")).toHaveLength(1);
    expect(grants(operator?.own ?? [], "s3:CreateJob")).toEqual([]);
  });
});

describe("the schedule", () => {
  it("is lent a role that may only start the clock", () => {
    const [schedule] = allOf(example, "AWS::Scheduler::Schedule");
    const [lent] = rolesOf(example).filter(
      ({ arn }) => arn === at(schedule?.properties, "Target", "RoleArn"),
    );
    expect(lent?.own.map(({ actions, resources }) => ({ actions, resources }))).toEqual([
      {
        actions: ["lambda:InvokeFunction"],
        resources: ["arn:aws:lambda:ap-northeast-1:333333333333:function:stillpoint-clock"],
      },
    ]);
  });
});
