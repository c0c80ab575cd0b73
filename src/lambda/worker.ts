// worker λ: answers what was asked at the front door. It reads AWS Backup and writes records; it cannot touch a
// backup, speak in a channel, or read the signing secret.
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { dynamoAudit } from "../adapters/audit.ts";
import { s3Heads } from "../adapters/audit-heads.ts";
import { backupCatalog } from "../adapters/catalog.ts";
import { awsFromEnvironment, configFromEnvironment, required } from "../adapters/environment.ts";
import { kmsKeys } from "../adapters/keys.ts";
import { lambdaLog } from "../adapters/log.ts";
import { slackPeople } from "../adapters/people.ts";
import { sqsHold, sqsPosts, sqsRun } from "../adapters/queues.ts";
import { ssmSecret } from "../adapters/secrets.ts";
import { slackCaller } from "../adapters/slack-client.ts";
import { dynamoStore } from "../adapters/store.ts";
import { slackResponder, slackViews } from "../adapters/views.ts";
import { errorFacts, holdSecondsAfter } from "../app/answer.ts";
import { operations } from "../app/operations.ts";
import { takeWork } from "../app/worker.ts";
import { variables } from "../config/names.ts";
import { instant } from "../core/time.ts";
import type { WorkerWorld } from "../ports/feature.ts";
import { readWork } from "../ports/note.ts";

type Hold = (receiptHandle: string, seconds: number) => Promise<void>;

/** Its queue hands over one message at a time: what fails holds back only its own group. */
export const make =
  (world: WorkerWorld, hold: Hold) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failures = await Promise.all(event.Records.map((record) => workOn(record, world, hold)));
    return { batchItemFailures: failures.flat() };
  };

const workOn = async (record: SQSRecord, world: WorkerWorld, hold: Hold) => {
  const { messageId, receiptHandle, attributes } = record;
  const receiveCount = Number(attributes.ApproximateReceiveCount) || 1;
  try {
    const note = readWork(record.body);
    if (note === undefined) throw new Error("the work queue holds a message that is not a note");
    const outcome = await takeWork(note, receiveCount, world);
    world.log.info("work.done", { messageId, outcome });
    return [];
  } catch (error) {
    const seconds = holdSecondsAfter(error, receiveCount);
    world.log.warn("work.held", { messageId, seconds, ...errorFacts(error) });
    await hold(receiptHandle, seconds);
    return [{ itemIdentifier: messageId }];
  }
};

const worldOfFunction = (): WorkerWorld => {
  const aws = awsFromEnvironment();
  const config = configFromEnvironment();
  const slackApiUrl = process.env[variables.slackApiUrl];
  const slack = slackApiUrl === undefined ? {} : { slackApiUrl };
  const now = () => instant(Date.now());
  const call = slackCaller(ssmSecret(required(variables.botTokenParameter), aws), slack);
  return {
    config,
    log: lambdaLog("worker"),
    store: dynamoStore(required(variables.stateTable), aws),
    audit: dynamoAudit(required(variables.auditTable), aws),
    heads: s3Heads(required(variables.auditBucket), aws),
    catalog: backupCatalog("worker", config.installId, aws),
    keys: kmsKeys("worker", config.installId, aws),
    people: slackPeople(call, config, now),
    views: slackViews(call),
    responder: slackResponder(slack),
    posts: sqsPosts(required(variables.postsQueue), aws),
    run: sqsRun(required(variables.runQueue), aws),
    operations,
    region: aws.region,
    now,
  };
};

let running: ReturnType<typeof make> | undefined;

/** What Lambda calls. The world is made once for each container. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> => {
  running ??= make(worldOfFunction(), sqsHold(required(variables.workQueue), awsFromEnvironment()));
  return running(event);
};
