// events λ: takes what AWS says from the events queue. It may ask AWS Backup and leave notes for the poster; it
// cannot speak to Slack. One bad record never harms its neighbours: only it comes back.
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { backupReader } from "../adapters/backup.ts";
import { awsFromEnvironment, configFromEnvironment, required } from "../adapters/environment.ts";
import { lambdaLog } from "../adapters/log.ts";
import { sqsLater, sqsPosts } from "../adapters/queues.ts";
import { dynamoStore } from "../adapters/store.ts";
import { errorFacts } from "../app/answer.ts";
import { hearDelivery } from "../app/dispatch.ts";
import type { Delivery } from "../backup/notification.ts";
import { variables } from "../config/names.ts";
import { instant } from "../core/time.ts";
import type { EventsWorld } from "../ports/feature.ts";

export const make =
  (world: EventsWorld) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failures = await Promise.all(
      event.Records.map(async (record) => {
        try {
          await hearDelivery(deliveryOf(record), world);
          return [];
        } catch (error) {
          world.log.error("event.returned", { messageId: record.messageId, ...errorFacts(error) });
          return [{ itemIdentifier: record.messageId }];
        }
      }),
    );
    return { batchItemFailures: failures.flat() };
  };

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
    posts: sqsPosts(required(variables.postsQueue), aws),
    later: sqsLater(required(variables.eventsQueue), aws),
    now: () => instant(Date.now()),
  };
};

let running: ReturnType<typeof make> | undefined;

/** What Lambda calls. The world is made once for each container. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> => {
  running ??= make(worldOfFunction());
  return running(event);
};
