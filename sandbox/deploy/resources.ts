// Resources of a template made in the simulated AWS, by the calls that anybody would make.
import {
  CreateTableCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateTopicCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { AwsOptions } from "../../src/adapters/aws.ts";
import { partitionOf } from "../../src/backup/arn.ts";
import type { Iam } from "../aws/iam/service.ts";
import type { Place } from "../settings.ts";
import type { Made } from "./template.ts";

type Properties = Readonly<Record<string, unknown>>;

export interface Site {
  readonly place: Place;
  readonly clients: Clients;
  readonly iam: Iam;
  /** Keys by their ARN and their aliases, and the policies of keys. */
  readonly keys: Keys;
}

/** Of the place's administrator, each made when it is first needed: a client costs more than its calls here. */
export interface Clients {
  sqs(): SQSClient;
  sns(): SNSClient;
  events(): EventBridgeClient;
  dynamodb(): DynamoDBClient;
  s3(): S3Client;
}

export const clientsFor = (aws: AwsOptions): Clients => ({
  sqs: once(() => new SQSClient(aws)),
  sns: once(() => new SNSClient(aws)),
  events: once(() => new EventBridgeClient(aws)),
  dynamodb: once(() => new DynamoDBClient(aws)),
  s3: once(() => new S3Client(aws)),
});

const once = <Made>(make: () => Made): (() => Made) => {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

export interface Keys {
  readonly aliases: Map<string, string>;
  readonly policies: Map<string, unknown>;
}

export type Maker = (properties: Properties, site: Site, id: string) => Promise<Made> | Made;

const text = (value: unknown): string => String(value ?? "");
const json = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const arnOf = ({ account, region }: Place, service: string, rest: string): string =>
  `arn:${partitionOf(region)}:${service}:${region}:${account}:${rest}`;

const named = (ref: string, arn: string): Made => ({ ref, attributes: { Arn: arn } });

/** Queue attributes that a template writes as members of their own. */
const queueAttributes = [
  "FifoQueue",
  "MessageRetentionPeriod",
  "VisibilityTimeout",
  "RedrivePolicy",
  "ContentBasedDeduplication",
] as const;

const makeQueue: Maker = async (properties, { place, clients }) => {
  const QueueName = text(properties.QueueName);
  const given = queueAttributes.filter((name) => properties[name] !== undefined);
  const Attributes = Object.fromEntries(given.map((name) => [name, json(properties[name])]));
  const { QueueUrl = "" } = await clients.sqs().send(new CreateQueueCommand({ QueueName, Attributes }));
  return { ref: QueueUrl, attributes: { Arn: arnOf(place, "sqs", QueueName), QueueName } };
};

const makeQueuePolicy: Maker = async ({ Queues, PolicyDocument }, { clients }) => {
  for (const QueueUrl of Queues as readonly string[])
    await clients
      .sqs()
      .send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: json(PolicyDocument) } }));
  return { ref: "" };
};

const makeTopic: Maker = async ({ TopicName }, { clients }) => {
  const { TopicArn = "" } = await clients.sns().send(new CreateTopicCommand({ Name: text(TopicName) }));
  return { ref: TopicArn, attributes: { TopicArn } };
};

const makeTopicPolicy: Maker = async ({ Topics, PolicyDocument }, { clients }) => {
  const AttributeValue = json(PolicyDocument);
  for (const TopicArn of Topics as readonly string[])
    await clients
      .sns()
      .send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
  return { ref: "" };
};

/** Nobody reads e-mail in the sandbox. */
const makeSubscription: Maker = async (properties, { clients }) => {
  if (properties.Protocol === "email") return { ref: "" };
  const given = ["FilterPolicy", "RedrivePolicy"].filter((name) => properties[name] !== undefined);
  const { SubscriptionArn = "" } = await clients.sns().send(
    new SubscribeCommand({
      TopicArn: text(properties.TopicArn),
      Protocol: text(properties.Protocol),
      Endpoint: text(properties.Endpoint),
      Attributes: Object.fromEntries(given.map((name) => [name, json(properties[name])])),
    }),
  );
  return { ref: SubscriptionArn };
};

interface Table {
  readonly TableName: string;
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: "HASH" | "RANGE" }[];
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: "S" }[];
  readonly TimeToLiveSpecification?: { readonly AttributeName: string; readonly Enabled: boolean };
}

const makeTable: Maker = async (properties, { place, clients }) => {
  const { TableName, KeySchema, AttributeDefinitions, TimeToLiveSpecification } =
    properties as unknown as Table;
  const client = clients.dynamodb();
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [...KeySchema],
      AttributeDefinitions: [...AttributeDefinitions],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 }, { TableName });
  if (TimeToLiveSpecification !== undefined)
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  return named(TableName, arnOf(place, "dynamodb", `table/${TableName}`));
};

interface LockRule {
  readonly Rule: {
    readonly DefaultRetention: { readonly Mode: "GOVERNANCE" | "COMPLIANCE"; readonly Days: number };
  };
}

/** Without a name in the template CloudFormation makes one up, for the whole world's buckets share their names. */
const makeBucket: Maker = async (properties, { place, clients }, id) => {
  const Bucket = text(properties.BucketName ?? `${id.toLowerCase()}-${place.account}`);
  const hasLock = properties.ObjectLockEnabled === true;
  await clients.s3().send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: hasLock }));
  if (hasLock) {
    const { Rule } = properties.ObjectLockConfiguration as LockRule;
    await clients.s3().send(
      new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule },
      }),
    );
  }
  return named(Bucket, `arn:${partitionOf(place.region)}:s3:::${Bucket}`);
};

const makeBucketPolicy: Maker = async ({ Bucket, PolicyDocument }, { clients }) => {
  await clients.s3().send(new PutBucketPolicyCommand({ Bucket: text(Bucket), Policy: json(PolicyDocument) }));
  return { ref: "" };
};

const makeBus: Maker = async ({ Name }, { place, clients }) => {
  await clients.events().send(new CreateEventBusCommand({ Name: text(Name) }));
  return named(text(Name), arnOf(place, "events", `event-bus/${Name}`));
};

const makeBusPolicy: Maker = async ({ EventBusName, Statement }, { clients }) => {
  const Policy = json({ Version: "2012-10-17", Statement: [Statement] });
  await clients.events().send(new PutPermissionCommand({ EventBusName: text(EventBusName), Policy }));
  return { ref: "" };
};

interface RuleTarget {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly DeadLetterConfig?: { readonly Arn: string };
}

const makeRule: Maker = async ({ Name, EventPattern, EventBusName, Targets }, { clients }) => {
  const client = clients.events();
  const bus = EventBusName === undefined ? {} : { EventBusName: text(EventBusName) };
  const { RuleArn = "" } = await client.send(
    new PutRuleCommand({ Name: text(Name), EventPattern: json(EventPattern), ...bus }),
  );
  await client.send(
    new PutTargetsCommand({ Rule: text(Name), Targets: [...(Targets as readonly RuleTarget[])], ...bus }),
  );
  return named(text(Name), RuleArn);
};

interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: unknown;
}

const makeRole: Maker = (properties, { place, iam }) => {
  const name = text(properties.RoleName);
  const arn = `arn:${partitionOf(place.region)}:iam::${place.account}:role/${name}`;
  const policies = (properties.Policies ?? []) as readonly InlinePolicy[];
  iam.putRole({
    arn,
    trust: properties.AssumeRolePolicyDocument,
    policies: Object.fromEntries(
      policies.map(({ PolicyName, PolicyDocument }) => [PolicyName, PolicyDocument]),
    ),
    ...(properties.PermissionsBoundary === undefined
      ? {}
      : { boundary: text(properties.PermissionsBoundary) }),
  });
  return named(name, arn);
};

const makeManagedPolicy: Maker = ({ ManagedPolicyName, PolicyDocument }, { place, iam }) => {
  const arn = `arn:${partitionOf(place.region)}:iam::${place.account}:policy/${ManagedPolicyName}`;
  iam.putPolicy(arn, PolicyDocument);
  return { ref: arn };
};

const makeKey: Maker = ({ KeyPolicy }, { place, keys }, id) => {
  const arn = arnOf(place, "kms", `key/${id}`);
  keys.policies.set(arn, KeyPolicy);
  return { ref: id, attributes: { Arn: arn } };
};

const makeAlias: Maker = ({ AliasName, TargetKeyId }, { keys }) => {
  keys.aliases.set(text(AliasName), text(TargetKeyId));
  return { ref: text(AliasName) };
};

const byName =
  (service: string, kind: string, member: string): Maker =>
  (properties, { place }, id) => {
    const name = text(properties[member] ?? id.toLowerCase());
    return named(name, arnOf(place, service, `${kind}${name}`));
  };

/** What has nothing behind it here: it is watched, stored or reached by nobody in the sandbox. */
const inert: Maker = (_, __, id) => ({ ref: id, attributes: { Arn: id, ApiEndpoint: "http://127.0.0.1" } });

/** In the order in which they have to be made; a type that is not here is a bug, so that none is forgotten. */
export const makers: readonly (readonly [type: string, maker: Maker])[] = [
  ["AWS::KMS::Key", makeKey],
  ["AWS::KMS::Alias", makeAlias],
  ["AWS::S3::Bucket", makeBucket],
  ["AWS::S3::BucketPolicy", makeBucketPolicy],
  ["AWS::IAM::ManagedPolicy", makeManagedPolicy],
  ["AWS::IAM::Role", makeRole],
  ["AWS::SQS::Queue", makeQueue],
  ["AWS::SQS::QueuePolicy", makeQueuePolicy],
  ["AWS::SNS::Topic", makeTopic],
  ["AWS::SNS::TopicPolicy", makeTopicPolicy],
  ["AWS::SNS::Subscription", makeSubscription],
  ["AWS::DynamoDB::Table", makeTable],
  ["AWS::Events::EventBus", makeBus],
  ["AWS::Events::EventBusPolicy", makeBusPolicy],
  ["AWS::Events::Rule", makeRule],
  ["AWS::Logs::LogGroup", byName("logs", "log-group:", "LogGroupName")],
  ["AWS::Lambda::Function", byName("lambda", "function:", "FunctionName")],
  ["AWS::Lambda::EventSourceMapping", inert],
  ["AWS::Scheduler::Schedule", inert],
  ["Custom::VaultNotifications", inert],
  ["AWS::Logs::MetricFilter", inert],
  ["AWS::ApiGatewayV2::Api", inert],
  ["AWS::Lambda::Permission", inert],
  ["AWS::ApiGatewayV2::Integration", inert],
  ["AWS::ApiGatewayV2::Route", inert],
  ["AWS::ApiGatewayV2::Stage", inert],
  ["AWS::CloudWatch::Alarm", inert],
];
