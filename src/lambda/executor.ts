// executor λ: the only one that may act on AWS. It does what leads approved, once it has proven every vote itself. A note
// that nobody owes stays in the queue until it lies in the dead-letter queue, whose alarm rings: nobody but the worker and
// the clock may put anything there.
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { dynamoAudit } from "../adapters/audit.ts";
import { backupCatalog } from "../adapters/catalog.ts";
import { awsFromEnvironment, configFromEnvironment, required } from "../adapters/environment.ts";
import { lambdaLog } from "../adapters/log.ts";
import { backupOperator } from "../adapters/operator.ts";
import { slackPeople } from "../adapters/people.ts";
import { sqsHold, sqsPosts } from "../adapters/queues.ts";
import { ssmSecret } from "../adapters/secrets.ts";
import { slackCaller } from "../adapters/slack-client.ts";
import { dynamoStore } from "../adapters/store.ts";
import { errorFacts, holdSecondsAfter } from "../app/answer.ts";
import { operations } from "../app/operations.ts";
import { takeRun } from "../app/running.ts";
import { variables } from "../config/names.ts";
import { instant } from "../core/time.ts";
import type { ExecutorWorld } from "../ports/feature.ts";
import { secretsOf } from "../slack/signature.ts";

type Hold = (receiptHandle: string, seconds: number) => Promise<void>;

/** Its queue hands over one note at a time: what fails holds back only its own request. */
export const make =
  (world: ExecutorWorld, hold: Hold) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failures = await Promise.all(event.Records.map((record) => runOne(record, world, hold)));
    return { batchItemFailures: failures.flat() };
  };

const runOne = async (record: SQSRecord, world: ExecutorWorld, hold: Hold) => {
  const { messageId, receiptHandle, attributes } = record;
  try {
    const outcome = await takeRun(record.body, messageId, world);
    world.log.info("run.done", { messageId, outcome });
    return [];
  } catch (error) {
    const seconds = holdSecondsAfter(error, Number(attributes.ApproximateReceiveCount) || 1);
    world.log.warn("run.held", { messageId, seconds, ...errorFacts(error) });
    await hold(receiptHandle, seconds);
    return [{ itemIdentifier: messageId }];
  }
};

const worldOfFunction = (): ExecutorWorld => {
  const aws = awsFromEnvironment();
  const config = configFromEnvironment();
  const now = () => instant(Date.now());
  const slackApiUrl = process.env[variables.slackApiUrl];
  const call = slackCaller(
    ssmSecret(required(variables.botTokenParameter), aws),
    slackApiUrl === undefined ? {} : { slackApiUrl },
  );
  const secret = ssmSecret(required(variables.signingSecretParameter), aws);
  return {
    config,
    log: lambdaLog("executor"),
    store: dynamoStore(required(variables.stateTable), aws),
    audit: dynamoAudit(required(variables.auditTable), aws),
    posts: sqsPosts(required(variables.postsQueue), aws),
    people: slackPeople(call, config, now),
    catalog: backupCatalog("executor", config.installId, aws),
    operator: backupOperator(config.installId, aws),
    operations,
    secrets: async () => secretsOf(await secret()),
    now,
  };
};

let running: ReturnType<typeof make> | undefined;

/** What Lambda calls. The world is made once for each container. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> => {
  running ??= make(worldOfFunction(), sqsHold(required(variables.runQueue), awsFromEnvironment()));
  return running(event);
};
