// poster λ: the only one that speaks in channels. Its queue has one group a channel, so a failed message holds
// back only its own channel; it waits in the queue, never by sleeping here.
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { dynamoAudit } from "../adapters/audit.ts";
import { awsFromEnvironment, configFromEnvironment, required } from "../adapters/environment.ts";
import { lambdaLog } from "../adapters/log.ts";
import { sqsHold, sqsPosts } from "../adapters/queues.ts";
import { ssmSecret } from "../adapters/secrets.ts";
import { slackMessenger } from "../adapters/slack.ts";
import { dynamoStore } from "../adapters/store.ts";
import { errorFacts, holdSecondsAfter } from "../app/answer.ts";
import { takePost } from "../app/dispatch.ts";
import { operations } from "../app/operations.ts";
import { variables } from "../config/names.ts";
import { instant } from "../core/time.ts";
import type { PosterWorld } from "../ports/feature.ts";

type Hold = (receiptHandle: string, seconds: number) => Promise<void>;

export const make =
  (world: PosterWorld, hold: Hold, rest: () => Promise<void> = async () => {}) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    for (const [index, record] of event.Records.entries()) {
      try {
        const outcome = await takePost(record.body, world);
        world.log.info("post.done", { messageId: record.messageId, outcome });
        await rest();
      } catch (error) {
        const seconds = holdSecondsAfter(error, receiveCountOf(record));
        world.log.warn("post.held", { messageId: record.messageId, seconds, ...errorFacts(error) });
        // What comes after it in a FIFO batch must not overtake it.
        const rest = event.Records.slice(index);
        await Promise.all(rest.map(({ receiptHandle }) => hold(receiptHandle, seconds)));
        return { batchItemFailures: rest.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      }
    }
    return { batchItemFailures: [] };
  };

const receiveCountOf = (record: SQSRecord): number => Number(record.attributes.ApproximateReceiveCount) || 1;

const makeOfFunction = (): ReturnType<typeof make> => {
  const aws = awsFromEnvironment();
  const slackApiUrl = process.env[variables.slackApiUrl];
  const token = ssmSecret(required(variables.botTokenParameter), aws);
  const slack = slackMessenger(token, slackApiUrl === undefined ? {} : { slackApiUrl });
  const world: PosterWorld = {
    config: configFromEnvironment(),
    log: lambdaLog("poster"),
    store: dynamoStore(required(variables.stateTable), aws),
    audit: dynamoAudit(required(variables.auditTable), aws),
    posts: sqsPosts(required(variables.postsQueue), aws),
    slack,
    operations,
    now: () => instant(Date.now()),
  };
  return make(world, sqsHold(required(variables.postsQueue), aws), slack.rest);
};

let running: ReturnType<typeof make> | undefined;

/** What Lambda calls. The world is made once for each container. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> => {
  running ??= makeOfFunction();
  return running(event);
};
