// The roads by which events come to the hub, from each account and Region, as they would be deployed.
import { describe, expect, it } from "vitest";
import { type EventPattern, fitsPattern } from "../../sandbox/aws/eventbridge/event-pattern.ts";
import {
  readerRoleName,
  undeliveredQueueName,
  vaultEvents,
  vaultTopicFilter,
  vaultTopicName,
} from "../../src/config/names.ts";
import { installations, installed } from "./installed.ts";
import { ruleRoadsOf, topicRoadsOf } from "./roads.ts";
import * as rules from "./rules-roads.ts";
import { rolesOf } from "./statement.ts";
import { allOf, at, type Installation, placeOf } from "./template.ts";
import { holdWalls, type Wall } from "./walls.ts";

const made = installations();
const example = made["the example"] ?? [];
const atHome = made["a hub that is backed up itself, and topics that were there before"] ?? [];

const [rule, feed, queue] = ["AWS::Events::Rule", "AWS::SNS::Subscription", "AWS::SQS::Queue"];
const [queuePolicy, busPolicy, role] = [
  "AWS::SQS::QueuePolicy",
  "AWS::Events::EventBusPolicy",
  "AWS::IAM::Role",
];

const events = "arn:aws:sqs:ap-northeast-1:333333333333:stillpoint-events";
const bus = "arn:aws:events:ap-northeast-1:333333333333:event-bus/stillpoint";
const sender = "arn:aws:iam::111111111111:role/stillpoint-events-sender";

const walls: readonly Wall[] = [
  {
    says: "what a rule hands on is let in",
    rule: rules.rulesArrive,
    faults: [
      { in: rule, named: "stillpoint-backup", set: "Targets.0.RoleArn" },
      { in: rule, named: "stillpoint-backup", set: "Targets.0.RoleArn", to: sender.replace("1111", "9999") },
      { in: rule, named: "stillpoint-batch", set: "Targets.0.Arn", to: events.replace("northeast", "south") },
      { in: role, named: "stillpoint-events-sender", set: "Policies.0.PolicyDocument.Statement", to: [] },
      {
        in: queuePolicy,
        named: "EventsQueuePolicy",
        set: "PolicyDocument.Statement.FromSenders.Condition.ArnEquals.aws:PrincipalArn",
        to: [sender],
      },
      {
        in: queuePolicy,
        named: "EventsQueuePolicy",
        set: "PolicyDocument.Statement.FromEvents.Condition.ArnEquals.aws:SourceArn",
        to: "arn:aws:events:ap-northeast-1:333333333333:rule/another",
      },
      { in: busPolicy, named: "BusPolicy", set: "Statement.Principal", to: { AWS: "222222222222" } },
    ],
  },
  {
    says: "what a topic hands on is let in",
    rule: rules.topicsArrive,
    faults: [
      {
        in: queuePolicy,
        named: "EventsQueuePolicy",
        set: "PolicyDocument.Statement.FromSns.Condition.ArnEquals.aws:SourceArn.0",
        to: "arn:aws:sns:ap-northeast-1:111111111111:another",
      },
      {
        in: queuePolicy,
        named: "EventsQueuePolicy",
        set: "PolicyDocument.Statement.FromSns.Principal.Service",
        to: "sqs.amazonaws.com",
      },
      {
        in: feed,
        named: "Feedarnawssnsapnortheast1111111111111stillpointvaultevents",
        set: "TopicArn",
        to: "arn:aws:sns:eu-west-1:111111111111:elsewhere",
      },
    ],
  },
  {
    says: "what does not arrive is kept in its own account and Region",
    rule: rules.whatDoesNotArriveIsKept,
    faults: [
      { in: rule, named: "stillpoint-from-elsewhere", set: "Targets.0.DeadLetterConfig" },
      {
        in: rule,
        named: "stillpoint-datasync",
        set: "Targets.0.DeadLetterConfig.Arn",
        to: "arn:aws:sqs:ap-northeast-1:333333333333:stillpoint-undelivered",
      },
      { in: feed, named: "Feedarnawssnsapnortheast1111111111111stillpointvaultevents", set: "RedrivePolicy" },
      { in: queue, named: "stillpoint-undelivered", set: "QueueName", to: "stillpoint-lost" },
      { in: queuePolicy, named: "UndeliveredPolicy", set: "PolicyDocument.Statement.FromEvents", to: {} },
    ],
  },
  {
    says: "only rules, topics and roles that are there, and are named, may send",
    rule: rules.onlyTheNamedSend,
    faults: [
      {
        in: queuePolicy,
        named: "EventsQueuePolicy",
        set: "PolicyDocument.Statement.FromSns.Condition.ArnEquals.aws:SourceArn.0",
        to: "arn:aws:sns:ap-northeast-1:111111111111:*",
      },
      { in: queuePolicy, named: "EventsQueuePolicy", set: "PolicyDocument.Statement.FromEvents.Condition" },
      {
        in: queuePolicy,
        named: "EventsQueuePolicy",
        set: "PolicyDocument.Statement.FromSenders.Condition.ArnEquals",
        to: { "aws:PrincipalArn": ["arn:aws:iam::111111111111:role/somebody"] },
      },
      { in: busPolicy, named: "BusPolicy", set: "Statement.Condition.ArnEquals" },
    ],
  },
  {
    says: "every topic that vaults tell is heard, and once",
    rule: rules.everyTopicIsHeardOnce,
    faults: [
      {
        in: "Custom::VaultNotifications",
        named: "VaultNotifications",
        set: "TopicArn",
        to: "arn:of:another",
      },
      {
        in: feed,
        named: "Feedarnawssnsapnortheast1111111111111stillpointvaultevents",
        set: "TopicArn",
        to: "arn:aws:sns:us-west-2:111111111111:stillpoint-vault-events",
      },
    ],
  },
  {
    says: "every road ends in the hub's events queue, or on its bus",
    rule: rules.everythingEndsInTheEventsQueue,
    faults: [
      {
        in: feed,
        named: "Feedarnawssnsapnortheast1111111111111stillpointvaultevents",
        set: "Endpoint",
        to: events.replace("3333", "4444"),
      },
    ],
  },
  {
    says: "no name stands twice in one place",
    rule: rules.nothingStandsTwice,
    faults: [
      { in: role, named: "stillpoint-vault-notifications-us-west-2", set: "RoleName", to: readerRoleName },
      { in: queue, named: "stillpoint-events-dlq", set: "QueueName", to: undeliveredQueueName },
    ],
  },
  {
    says: "there is one queue for what does not arrive wherever something may not",
    rule: rules.undeliveredQueuesStandWhereNeeded,
    faults: [{ in: queue, named: undeliveredQueueName, set: "QueueName", to: "stillpoint-lost" }],
  },
];

holdWalls(walls, made);

/** Where the rules of one place go, and by which role. */
const waysOf = (installation: Installation, place: string) => [
  ...new Set(
    ruleRoadsOf(installation)
      .filter(({ by }) => placeOf(by.stack) === place && !by.name.endsWith("from-elsewhere"))
      .map(({ to, roleArn }) => `${to} by ${roleArn ?? "itself"}`),
  ),
];

describe("rules", () => {
  it.each([
    [
      "of another account in the hub's Region reach its queue by a role",
      "111111111111/ap-northeast-1",
      events,
      sender,
    ],
    ["of another Region reach its bus by a role", "111111111111/us-west-2", bus, sender],
    [
      "of the hub's own account and Region reach its queue by themselves",
      "333333333333/ap-northeast-1",
      events,
      "itself",
    ],
    [
      "of the hub's own account in another Region reach its bus by a role",
      "333333333333/us-west-2",
      bus,
      sender.replace("111111111111", "333333333333"),
    ],
  ])("%s", (_, place, to, by) => {
    expect(waysOf(atHome, place)).toEqual([`${to} by ${by}`]);
  });

  it("let through what AWS Backup, S3 Batch Operations and DataSync tell, and nothing more", () => {
    const sources = allOf(example, rule).map(({ name, properties }) => [
      name,
      at(properties, "EventPattern", "source"),
    ]);
    expect(Object.fromEntries(sources)).toEqual({
      "stillpoint-backup": ["aws.backup"],
      "stillpoint-batch": ["aws.s3"],
      "stillpoint-datasync": ["aws.datasync"],
      "stillpoint-from-elsewhere": [{ prefix: "aws." }],
    });
  });

  it("let through who started a job, from the same Region and from another, each once", () => {
    const call = {
      source: "aws.backup",
      "detail-type": "AWS API Call via CloudTrail",
      detail: { eventSource: "backup.amazonaws.com", eventName: "StartRestoreJob" },
    };
    const passing = ["stillpoint-backup", "stillpoint-from-elsewhere"];
    for (const { name, properties } of allOf(example, rule)) {
      const isPassed = fitsPattern(at(properties, "EventPattern") as EventPattern, call);
      expect([name, isPassed]).toEqual([name, passing.includes(name)]);
    }
  });

  it("try for a whole day", () => {
    const policies = allOf(example, rule)
      .filter(({ name }) => name !== "stillpoint-from-elsewhere")
      .map(({ properties }) => at(properties, "Targets", 0, "RetryPolicy"));
    for (const policy of policies)
      expect(policy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
  });
});

describe("an account in two Regions", () => {
  it("has its roles once, in the first", () => {
    const readers = rolesOf(example).filter(
      ({ name, stack }) => name === readerRoleName && stack.account === "111111111111",
    );
    expect(readers.map(({ stack }) => stack.region)).toEqual(["ap-northeast-1"]);
  });
});

describe("topics", () => {
  const theirs = "arn:aws:sns:ap-northeast-1:111111111111:backup-events";
  const elsewhere = "arn:aws:sns:us-west-2:444444444444:backup-events";
  const topicsIn = (place: string) =>
    allOf(atHome, "AWS::SNS::Topic").filter(
      ({ stack, name }) => placeOf(stack) === place && name === vaultTopicName,
    );

  it("that were there before are heard and not made", () => {
    const heard = topicRoadsOf(atHome).map(({ source }) => source);
    expect(heard).toEqual(expect.arrayContaining([theirs, elsewhere]));
    expect(topicsIn("111111111111/ap-northeast-1")).toEqual([]);
    expect(topicsIn("111111111111/us-west-2")).toHaveLength(1);
  });

  it("that were there before keep their vaults: nothing is set there", () => {
    const told = allOf(atHome, "Custom::VaultNotifications").map(({ stack }) => placeOf(stack));
    expect(told.sort()).toEqual([
      "111111111111/us-west-2",
      "333333333333/ap-northeast-1",
      "333333333333/us-west-2",
    ]);
  });

  it("of others are heard without a filter, which would take no alarm", () => {
    const alarms = "arn:aws:sns:us-west-2:111111111111:backup-alarms";
    const heard = topicRoadsOf(installed({ topics: [alarms] }));
    const filtered = heard.map(({ source, by }) => [source, at(by.properties, "FilterPolicy") !== undefined]);
    expect(Object.fromEntries(filtered)).toMatchObject({ [alarms]: false });
    expect(filtered.filter(([, hasFilter]) => !hasFilter)).toHaveLength(1);
  });

  it("are heard through the filter that the house names", () => {
    for (const { by } of topicRoadsOf(example)) {
      expect(at(by.properties, "FilterPolicy")).toEqual(vaultTopicFilter);
      expect(at(by.properties, "FilterPolicyScope") ?? "MessageAttributes").toBe("MessageAttributes");
      expect(at(by.properties, "RawMessageDelivery") ?? false).toBe(false);
    }
  });

  it("are told by the vaults of the configuration, what the house names", () => {
    const [told] = allOf(example, "Custom::VaultNotifications");
    expect(at(told?.properties, "Vaults")).toEqual(["prod-*", "aws/efs/automatic-backup-vault"]);
    expect(at(told?.properties, "Events")).toEqual([...vaultEvents]);
  });
});
