// events λ: takes what AWS says from the events queue. It may ask AWS Backup and leave notes for the poster; it
// cannot speak to Slack. One bad record never harms its neighbours: only it comes back. A topic may also call it with no
// queue between: then there is nothing to come back to but the whole call.
import type { SNSEvent, SNSEventRecord, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { backupReader } from "../adapters/backup.ts";
import { awsFromEnvironment, configFromEnvironment, required } from "../adapters/environment.ts";
import { lambdaLog } from "../adapters/log.ts";
import { sqsLater, sqsPosts } from "../adapters/queues.ts";
import { dynamoStore } from "../adapters/store.ts";
import { resourceTags } from "../adapters/tags.ts";
import { errorFacts } from "../app/answer.ts";
import { hearDelivery } from "../app/hearing.ts";
import type { Delivery } from "../backup/notification.ts";
import { variables } from "../config/names.ts";
import { instant, parseInstant } from "../core/time.ts";
import type { EventsWorld } from "../ports/feature.ts";

export const make =
  (world: EventsWorld) =>
  async (event: SQSEvent | SNSEvent): Promise<SQSBatchResponse> => {
    const deliveries = event.Records.map((record) =>
      "Sns" in record ? deliveryOfTopic(record, world) : deliveryOf(record),
    );
    const errors: unknown[] = [];
    const failures = await Promise.all(
      deliveries.map(async (delivery) => {
        const { messageId } = delivery;
        try {
          await hearDelivery(delivery, world);
          return [];
        } catch (error) {
          world.log.error("event.returned", { messageId, ...errorFacts(error) });
          errors.push(error);
          return [{ itemIdentifier: messageId }];
        }
      }),
    );
    // Lambda tries an asynchronous call again only when it throws; what was heard already changes nothing.
    if (event.Records.some((record) => "Sns" in record) && errors.length > 0) throw errors[0];
    return { batchItemFailures: failures.flat() };
  };

/** The envelope as a queue would hold it: Lambda's form differs in nothing that is read. */
const deliveryOfTopic = ({ Sns }: SNSEventRecord, world: EventsWorld): Delivery => ({
  body: JSON.stringify({ ...Sns, Type: "Notification" }),
  messageId: Sns.MessageId,
  sentAt: parseInstant(Sns.Timestamp) ?? world.now(),
  attributes: {},
});

const deliveryOf = (record: SQSRecord): Delivery => ({
  body: record.body,
  messageId: record.messageId,
  sentAt: instant(Number(record.attributes.SentTimestamp)),
  attributes: Object.fromEntries(
    Object.entries(record.messageAttributes).flatMap(([name, { stringValue }]) =>
      stringValue === undefined ? [] : [[name, stringValue]],
    ),
  ),
});

const worldOfFunction = (): EventsWorld => {
  const aws = awsFromEnvironment();
  const config = configFromEnvironment();
  return {
    config,
    log: lambdaLog("events"),
    store: dynamoStore(required(variables.stateTable), aws),
    backup: backupReader("events", config.installId, aws),
    tags: resourceTags("events", config.installId, aws),
    posts: sqsPosts(required(variables.postsQueue), aws),
    later: sqsLater(required(variables.eventsQueue), aws),
    now: () => instant(Date.now()),
  };
};

let running: ReturnType<typeof make> | undefined;

/** What Lambda calls. The world is made once for each container. */
export const handler = (event: SQSEvent | SNSEvent): Promise<SQSBatchResponse> => {
  running ??= make(worldOfFunction());
  return running(event);
};
