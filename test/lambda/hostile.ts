// A small real world for what nobody should send: the table's own limits, the two functions one after the other, and a
// Slack that refuses what Slack refuses.
import type { SNSEvent, SQSEvent } from "aws-lambda";
import { memoryStore } from "../../sandbox/memory-store.ts";
import { Fault } from "../../src/core/errors.ts";
import { instant } from "../../src/core/time.ts";
import { make as makeEvents } from "../../src/lambda/events.ts";
import { make as makePoster } from "../../src/lambda/poster.ts";
import type { Messenger, Store } from "../../src/ports/world.ts";
import { checkMessage } from "../../src/slack/block-check.ts";
import type { Card } from "../../src/slack/card.ts";
import type { Stored } from "../../src/store/record.ts";
import { configIn } from "../features/alerts/cards.ts";
import { idle } from "../idle.ts";

const at = Date.parse("2026-11-20T13:13:00Z");

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const partitionMax = 2_048;
const sortMax = 1_024;
const itemMax = 400 * 1_024;

const bytesOf = (text: string): number => Buffer.byteLength(text);

/** What DynamoDB would refuse. */
const demandFit = ({ key, body }: Stored<unknown>): void => {
  const isFit =
    bytesOf(key.partition) <= partitionMax &&
    bytesOf(key.sort) <= sortMax &&
    bytesOf(JSON.stringify(body)) < itemMax - 3_000;
  if (!isFit) throw new Fault("aws-unavailable", "ValidationException", { retryable: false });
};

const tableStore = (): Store => {
  const store = memoryStore();
  return {
    ...store,
    put: async (item) => {
      demandFit(item);
      return store.put(item);
    },
    putIfAbsent: async (item) => {
      demandFit(item);
      return store.putIfAbsent(item);
    },
  };
};

export interface Fate {
  /** Ids of messages that the queue gets back: after five of that they lie in the dead-letter queue. */
  readonly returned: readonly string[];
  readonly cards: readonly Card[];
}

/** Both functions, until every note is worked off. */
export const deliver = async (event: SQSEvent | SNSEvent): Promise<Fate> => {
  const bodies: string[] = [];
  const cards: Card[] = [];
  const store = tableStore();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const config = configIn("en");
  const now = () => instant(at + 60_000);
  const posts = {
    send: async (note: object) => {
      bodies.push(JSON.stringify(note));
    },
  };
  const slack: Messenger = {
    post: async (_, card) => {
      const attachments = [{ color: card.color, fallback: card.text, blocks: card.body }];
      const { text, metadata } = card;
      const layout = card.blocks.length === 0 ? {} : { blocks: card.blocks, attachments };
      const problems = checkMessage({ text, metadata, ...layout });
      if (problems.length > 0) throw new Error(`Slack refuses the card: ${JSON.stringify(problems[0])}`);
      cards.push(card);
      return `${cards.length}.0`;
    },
    upload: async () => {},
    update: async () => {},
    say: async () => {},
    hand: async () => {},
  };
  const events = makeEvents({
    config,
    log,
    store,
    posts,
    now,
    later: { send: async () => {} },
    tags: { carrying: async () => ({ items: [], isCut: false }), of: async () => ({}) },
    backup: {
      describe: async () => {
        throw new Fault("aws-not-found", "no such job", { retryable: false });
      },
    },
  });
  const poster = makePoster({ ...idle, config, log, store, posts, slack, now }, async () => {});
  const { batchItemFailures } = await events(event);
  for (let body = bodies.shift(); body !== undefined; body = bodies.shift()) {
    const { batchItemFailures: held } = await poster(queued([["note", body]]));
    if (held.length > 0) throw new Error(`the poster stumbles over ${body.slice(0, 200)}`);
  }
  return { returned: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), cards };
};

type Attributes = Readonly<Record<string, string>>;

export const queued = (
  records: readonly (readonly [messageId: string, body: string, attributes?: Attributes])[],
): SQSEvent =>
  ({
    Records: records.map(([messageId, body, attributes = {}]) => ({
      messageId,
      receiptHandle: "r",
      body,
      attributes: { SentTimestamp: String(at), ApproximateReceiveCount: "1" },
      messageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, stringValue]) => [name, { stringValue, dataType: "String" }]),
      ),
    })),
  }) as unknown as SQSEvent;

/** A text, or something else where a text is expected. */
export type Odd = unknown;

const words = (odd: Odd): string => (typeof odd === "string" ? odd : (JSON.stringify(odd) ?? "undefined"));

const topic = "arn:aws:sns:ap-northeast-1:111111111111:vault-events";

const event = (source: string, detailType: string, detail: object, more: object = {}): string =>
  JSON.stringify({
    id: "e-hostile",
    source,
    "detail-type": detailType,
    account: "111111111111",
    region: "ap-northeast-1",
    time: "2026-11-20T13:13:00Z",
    resources: [],
    detail,
    ...more,
  });

export const envelope = (subject: string, message: string, attributes: Attributes = {}) => ({
  Type: "Notification",
  MessageId: "m-hostile",
  TopicArn: topic,
  Subject: subject,
  Message: message,
  Timestamp: "2026-11-20T13:13:00.000Z",
  MessageAttributes: Object.fromEntries(
    Object.entries(attributes).map(([name, Value]) => [name, { Type: "String", Value }]),
  ),
});

/** A topic that calls the function itself. */
export const called = (sent: ReturnType<typeof envelope>): SNSEvent =>
  ({ Records: [{ EventSource: "aws:sns", EventVersion: "1.0", Sns: sent }] }) as unknown as SNSEvent;

const aws = (odd: Odd) => ({
  EventType: "BACKUP_JOB",
  State: "FAILED",
  AccountId: "111111111111",
  Id: words(odd),
});

/** By which way it comes, with something odd wherever people or AWS write. */
export const feeds: Readonly<Record<string, (odd: Odd) => string>> = {
  "a job's event": (odd) =>
    event("aws.backup", "Backup Job State Change", {
      backupJobId: "J-HOSTILE",
      state: "FAILED",
      statusMessage: odd,
      resourceArn: odd,
      resourceType: odd,
      backupVaultName: odd,
      backupSizeInBytes: odd,
      percentDone: odd,
      creationDate: odd,
      createdBy: { backupPlanId: odd },
      iamRoleArn: odd,
    }),
  "a job's event in an odd state": (odd) =>
    event("aws.backup", "Copy Job State Change", { copyJobId: "J-HOSTILE", state: odd, status: odd }),
  "a job's event with an odd id": (odd) =>
    event("aws.backup", "Restore Job State Change", { restoreJobId: odd, state: "FAILED" }),
  "a job's event from an odd place": (odd) =>
    event(
      "aws.backup",
      "Backup Job State Change",
      { backupJobId: "J-HOSTILE", state: "FAILED" },
      { account: odd, region: odd, time: odd, resources: odd },
    ),
  "a vault's message": (odd) =>
    JSON.stringify(
      envelope(
        words(odd),
        `An AWS Backup job failed. Resource ARN : ${words(odd)}. BackupJob ID : ${words(odd)}`,
        aws("J-HOSTILE"),
      ),
    ),
  "a vault's message with an odd id": (odd) =>
    JSON.stringify(envelope("s", "An AWS Backup job failed.", aws(odd))),
  "a vault's message in an odd state": (odd) =>
    JSON.stringify(envelope("s", "odd", { ...aws("J-HOSTILE"), State: words(odd), StartTime: words(odd) })),
  "a recovery point's event": (odd) =>
    event("aws.backup", "Recovery Point State Change", {
      recoveryPointArn: "arn:aws:ec2:ap-northeast-1::snapshot/snap-1",
      status: "EXPIRED",
      statusMessage: odd,
      resourceArn: odd,
      resourceType: odd,
      backupVaultName: odd,
      calculatedLifecycle: { deleteAt: odd },
      createdBy: { backupPlanId: odd },
      userIdentity: { arn: odd },
    }),
  "a recovery point's event with an odd name": (odd) =>
    event("aws.backup", "Recovery Point State Change", { recoveryPointArn: odd, status: odd }),
  "an alarm's event": (odd) =>
    event("aws.cloudwatch", "CloudWatch Alarm State Change", {
      alarmName: "hostile",
      state: { value: "ALARM", reason: odd, timestamp: odd },
      configuration: { metrics: [{ metricStat: { metric: { namespace: odd, name: odd } } }, odd] },
    }),
  "an alarm's message": (odd) =>
    JSON.stringify(
      envelope(
        "ALARM",
        JSON.stringify({
          AlarmName: odd,
          NewStateValue: "ALARM",
          NewStateReason: odd,
          AWSAccountId: odd,
          Trigger: { Namespace: odd, MetricName: odd },
        }),
      ),
    ),
  "a pipeline's text": (odd) =>
    JSON.stringify(
      envelope(
        `[Alart] ${words(odd)} failed`,
        `pipelineId: ${words(odd)}\nscheduledStartTime: ${words(odd)}\nerrorMessage: ${words(odd)}`,
      ),
    ),
  "an event that nobody knows": (odd) => event("aws.backup", "Odd", { odd, [words(odd)]: odd }),
  "an event with odd members": (odd) =>
    JSON.stringify({ id: odd, source: odd, "detail-type": odd, detail: odd }),
  "bare text": (odd) => words(odd),
};
