// What deploying Stillpoint makes in the hub and in each account, made here by the same calls: queues with their
// dead-letter queues, a bus, the state table, the token, and in each account and Region a filtered topic and a rule.
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { AwsCredentials, AwsOptions } from "../src/adapters/aws.ts";
import {
  botTokenParameterName,
  queueNames,
  signingSecretParameterName,
  stateTableName,
  vaultTopicFilter,
  vaultTopicName,
} from "../src/config/names.ts";

export interface Queue {
  readonly arn: string;
  readonly url: string;
}

export interface Installed {
  readonly queues: { readonly [Name in Exclude<keyof typeof queueNames, "run" | "runDead">]: Queue };
  /** By account and Region. */
  readonly topics: readonly string[];
}

export interface Place {
  readonly account: string;
  readonly region: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html: six times the function's timeout. */
const visibilitySeconds = "180";
const eventsReceives = 5;
/** The poster gives up by age, so its queue counts as high as SQS allows. */
const postsReceives = 1_000;
const fourteenDays = "1209600";
/** Waits of 2, 4, 8 … seconds: the last is long after whoever asked was told that it took too long. */
const workReceives = 12;
const fourDays = "345600";

/** Where the events of other Regions than the hub's arrive. */
const busName = "stillpoint";

export const install = async (
  options: Omit<AwsOptions, "region">,
  credentialsOf: (account: string) => AwsCredentials,
  hub: Place,
  members: readonly Place[],
  secrets: { readonly botToken: string; readonly signingSecret: string },
): Promise<Installed> => {
  const at = ({ account, region }: Place) => ({ ...options, region, credentials: credentialsOf(account) });
  const sqs = new SQSClient(at(hub));

  const makeQueue = async (name: string, attributes: Record<string, string>): Promise<Queue> => {
    const isFifo = name.endsWith(".fifo");
    const command = new CreateQueueCommand({
      QueueName: name,
      Attributes: {
        MessageRetentionPeriod: fourteenDays,
        VisibilityTimeout: visibilitySeconds,
        ...(isFifo ? { FifoQueue: "true" } : {}),
        ...attributes,
      },
    });
    const { QueueUrl: url = "" } = await sqs.send(command);
    return { url, arn: `arn:aws:sqs:${hub.region}:${hub.account}:${name}` };
  };
  const redriveTo = (dead: Queue, maxReceiveCount: number) => ({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount }),
  });

  const eventsDead = await makeQueue(queueNames.eventsDead, {});
  const postsDead = await makeQueue(queueNames.postsDead, {});
  const workDead = await makeQueue(queueNames.workDead, {});
  const work = await makeQueue(queueNames.work, {
    ...redriveTo(workDead, workReceives),
    MessageRetentionPeriod: fourDays,
  });
  const events = await makeQueue(queueNames.events, redriveTo(eventsDead, eventsReceives));
  const posts = await makeQueue(queueNames.posts, redriveTo(postsDead, postsReceives));
  await makeTable(new DynamoDBClient(at(hub)));
  const ssm = new SSMClient(at(hub));
  for (const [Name, Value] of [
    [botTokenParameterName, secrets.botToken],
    [signingSecretParameterName, secrets.signingSecret],
  ])
    await ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString" }));

  const hubBus = new EventBridgeClient(at(hub));
  const { EventBusArn = "" } = await hubBus.send(new CreateEventBusCommand({ Name: busName }));
  await putRule(hubBus, { Id: "events", Arn: events.arn }, busName);
  const topics: string[] = [];
  for (const member of members) {
    const sns = new SNSClient(at(member));
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: vaultTopicName }));
    topics.push(TopicArn);
    const FilterPolicy = JSON.stringify(vaultTopicFilter);
    // The queue's owner subscribes, so that nobody has to confirm it, and does so where the topic is.
    const subscriber = new SNSClient(at({ account: hub.account, region: member.region }));
    await subscriber.send(
      new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: events.arn, Attributes: { FilterPolicy } }),
    );
    // A rule reaches no queue of another Region.
    const Arn = member.region === hub.region ? events.arn : EventBusArn;
    const RoleArn = `arn:aws:iam::${member.account}:role/stillpoint-events-sender`;
    await putRule(new EventBridgeClient(at(member)), { Id: "events", Arn, RoleArn });
  }
  return { queues: { events, eventsDead, work, workDead, posts, postsDead }, topics };
};

const putRule = async (
  client: EventBridgeClient,
  target: Target,
  EventBusName = "default",
): Promise<void> => {
  const Rule = "stillpoint-backup";
  const EventPattern = JSON.stringify({ source: ["aws.backup"] });
  await client.send(new PutRuleCommand({ Name: Rule, EventPattern, EventBusName }));
  await client.send(new PutTargetsCommand({ Rule, Targets: [target], EventBusName }));
};

const makeTable = async (client: DynamoDBClient): Promise<void> => {
  const keys = ["pk", "sk"] as const;
  await client.send(
    new CreateTableCommand({
      TableName: stateTableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: keys.map((AttributeName, index) => ({
        AttributeName,
        KeyType: index === 0 ? "HASH" : "RANGE",
      })),
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    }),
  );
  await waitUntilTableExists(
    { client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 },
    { TableName: stateTableName },
  );
};
