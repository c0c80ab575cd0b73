// Queues, tables, logs, functions and the door, as they would be deployed. Each rule is held over the templates of
// every kind of installation, and each is shown to fall when its fault is planted in one.
import { describe, expect, it } from "vitest";
import { functionNames, queueNames } from "../../src/config/names.ts";
import { installations } from "./installed.ts";
import * as rules from "./rules-parts.ts";
import { allOf, at } from "./template.ts";
import { holdWalls, type Wall } from "./walls.ts";

const made = installations();
const example = made["the example"] ?? [];

const [queue, policy, table] = ["AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "AWS::DynamoDB::Table"];
const [lambda, source, alarm] = [
  "AWS::Lambda::Function",
  "AWS::Lambda::EventSourceMapping",
  "AWS::CloudWatch::Alarm",
];

const queues: readonly Wall[] = [
  {
    says: "every queue has a dead-letter queue, or is one",
    rule: rules.queuesLayAside,
    faults: [
      { in: queue, named: "stillpoint-work.fifo", set: "RedrivePolicy" },
      {
        in: queue,
        named: "stillpoint-run.fifo",
        set: "RedrivePolicy.deadLetterTargetArn",
        to: "arn:of:another",
      },
    ],
  },
  {
    says: "every queue has an alarm on it",
    rule: rules.queuesAreWatched,
    faults: [
      { in: alarm, named: "stillpoint-posts-dlq", set: "Dimensions.0.Value", to: "stillpoint-posts" },
      { in: alarm, named: "stillpoint-work-age", set: "MetricName", to: "NumberOfMessagesSent" },
      { in: alarm, named: "stillpoint-undelivered", set: "Dimensions.0.Value", to: "undelivered" },
    ],
  },
  {
    says: "every queue keeps its messages for fourteen days",
    rule: rules.queuesKeepFourteenDays,
    faults: [{ in: queue, named: "stillpoint-events-dlq", set: "MessageRetentionPeriod", to: 345_600 }],
  },
  {
    says: "every queue is encrypted",
    rule: rules.queuesAreEncrypted,
    faults: [{ in: queue, named: "stillpoint-undelivered", set: "SqsManagedSseEnabled", to: false }],
  },
  {
    says: "nobody speaks to a queue, a topic or the bucket without TLS",
    rule: rules.nobodySpeaksInTheClear,
    faults: [
      { in: policy, named: "EventsQueuePolicy", set: "PolicyDocument.Statement.sqs:*.Effect", to: "Allow" },
      { in: policy, named: "RunQueueDeadPolicy", set: "PolicyDocument.Statement.sqs:*.Condition" },
      { in: "AWS::SNS::TopicPolicy", named: "AlarmsPolicy", set: "PolicyDocument.Statement", to: [] },
      {
        in: "AWS::S3::BucketPolicy",
        named: "AuditHeadsPolicy",
        set: "PolicyDocument.Statement.s3:*",
        to: {},
      },
    ],
  },
];

const things: readonly Wall[] = [
  {
    says: "both tables can be brought back, and not be deleted",
    rule: rules.tablesStay,
    faults: [
      { in: table, named: "stillpoint-audit", set: "DeletionProtectionEnabled", to: false },
      { in: table, named: "stillpoint-state", set: "PointInTimeRecoverySpecification" },
      { in: table, named: "stillpoint-state", set: "DeletionPolicy", to: "Delete" },
    ],
  },
  {
    says: "no log is kept for ever",
    rule: rules.logsEnd,
    faults: [{ in: "AWS::Logs::LogGroup", named: "/aws/apigateway/stillpoint", set: "RetentionInDays" }],
  },
  {
    says: "the audit bucket locks what is in it, and nobody gets around that",
    rule: rules.theAuditBucketHolds,
    faults: [
      { in: "AWS::S3::Bucket", named: "AuditHeads", set: "ObjectLockEnabled", to: false },
      { in: "AWS::S3::Bucket", named: "AuditHeads", set: "VersioningConfiguration.Status", to: "Suspended" },
      { in: "AWS::S3::Bucket", named: "AuditHeads", set: "PublicAccessBlockConfiguration.BlockPublicAcls" },
      { in: "AWS::S3::Bucket", named: "AuditHeads", set: "DeletionPolicy", to: "Delete" },
      {
        in: "AWS::S3::BucketPolicy",
        named: "AuditHeadsPolicy",
        set: "PolicyDocument.Statement.NobodyBypassesTheLock",
        to: {},
      },
    ],
  },
];

const functions: readonly Wall[] = [
  {
    says: "every function runs on nodejs24.x and arm64",
    rule: rules.functionsRunOnWhatWeChose,
    faults: [
      { in: lambda, named: "stillpoint-slack", set: "Runtime", to: "nodejs20.x" },
      { in: lambda, named: "stillpoint-worker", set: "Architectures.0", to: "x86_64" },
      { in: lambda, named: "stillpoint-vault-notifications", set: "Runtime", to: "nodejs18.x" },
    ],
  },
  {
    says: "every function has a log group of its own",
    rule: rules.functionsHaveTheirOwnLog,
    faults: [
      { in: lambda, named: "stillpoint-clock", set: "LoggingConfig" },
      {
        in: lambda,
        named: "stillpoint-clock",
        set: "LoggingConfig.LogGroup",
        to: "/aws/lambda/stillpoint-slack",
      },
    ],
  },
  {
    says: "every function has a role of its own",
    rule: rules.functionsHaveTheirOwnRole,
    faults: [
      {
        in: lambda,
        named: "stillpoint-poster",
        set: "Role",
        to: "arn:aws:iam::333333333333:role/stillpoint-executor",
      },
    ],
  },
  {
    says: "what takes a queue reports each failure and knows a limit",
    rule: rules.sourcesAreGentle,
    faults: [
      { in: source, named: "stillpoint-events", set: "FunctionResponseTypes" },
      { in: source, named: "stillpoint-worker", set: "ScalingConfig" },
    ],
  },
  {
    says: "a message is tried often enough, is hidden long enough, and one at a time where order counts",
    rule: rules.sourcesHaveTime,
    faults: [
      { in: queue, named: "stillpoint-events", set: "VisibilityTimeout", to: 170 },
      { in: lambda, named: "stillpoint-worker", set: "Timeout", to: 60 },
      { in: queue, named: "stillpoint-run.fifo", set: "RedrivePolicy.maxReceiveCount", to: 3 },
      { in: source, named: "stillpoint-poster", set: "BatchSize", to: 10 },
      { in: source, named: "stillpoint-executor", set: "EventSourceArn", to: "arn:of:another" },
    ],
  },
  {
    says: "Slack's door has a throttle, and its log tells nothing of what was said",
    rule: rules.theDoorIsGuarded,
    faults: [
      { in: "AWS::ApiGatewayV2::Stage", named: "Stage", set: "DefaultRouteSettings" },
      { in: "AWS::ApiGatewayV2::Stage", named: "Stage", set: "AccessLogSettings" },
      {
        in: "AWS::ApiGatewayV2::Stage",
        named: "Stage",
        set: "AccessLogSettings.Format",
        to: '{"id":"$context.requestId","signature":"$context.request.header.x-slack-signature"}',
      },
      { in: "AWS::ApiGatewayV2::Route", named: "ApiPOSTslackevents", set: "RouteKey", to: "$default" },
    ],
  },
];

holdWalls([...queues, ...things, ...functions], made);

describe("the door by a Function URL", () => {
  const byUrl = made["a Function URL, and no organization"] ?? [];
  const [{ id: hubId, ...hub }] = [...byUrl] as [(typeof byUrl)[number]];
  const without = (id: string) => {
    const { [id]: _, ...resources } = hub.resources;
    return [{ id: hubId, ...hub, resources }, ...byUrl.slice(1)];
  };

  it("needs both permissions", () => {
    const permissions = allOf(byUrl, "AWS::Lambda::Permission");
    expect(permissions.map(({ properties }) => at(properties, "Action")).sort()).toEqual([
      "lambda:InvokeFunction",
      "lambda:InvokeFunctionUrl",
    ]);
    for (const { id } of permissions) expect(rules.theDoorIsGuarded(without(id))).not.toEqual([]);
  });

  it("is throttled by how many may run at once", () => {
    const [front] = allOf(byUrl, lambda).filter(({ name }) => name === functionNames.slack);
    expect(at(front?.properties, "ReservedConcurrentExecutions")).toBe(10);
  });
});

describe("the hub", () => {
  it("has the queues and the functions that the code names, and no others", () => {
    const hub = example.filter(({ id }) => id === "stillpoint-hub");
    const names = (type: string) =>
      allOf(hub, type)
        .map(({ name }) => name)
        .sort();
    expect(names(queue)).toEqual([...Object.values(queueNames), "stillpoint-undelivered"].sort());
    expect(names(lambda)).toEqual(Object.values(functionNames).sort());
  });

  it.each([
    ["the example", 400, "GOVERNANCE"],
    ["a Function URL, and no organization", 30, "COMPLIANCE"],
  ] as const)("locks the audit log as the configuration of %s says", (name, Days, Mode) => {
    const [bucket] = allOf(made[name] ?? [], "AWS::S3::Bucket");
    const retention = at(bucket?.properties, "ObjectLockConfiguration", "Rule", "DefaultRetention");
    expect(retention).toEqual({ Days, Mode });
  });
});
