// Stillpoint's handlers, made from their sources in this process: quick, and what most tests run.
import type { WebClientOptions } from "@slack/web-api";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { dynamoAudit } from "../src/adapters/audit.ts";
import { s3Heads } from "../src/adapters/audit-heads.ts";
import type { AwsOptions } from "../src/adapters/aws.ts";
import { backupReader } from "../src/adapters/backup.ts";
import { backupCatalog } from "../src/adapters/catalog.ts";
import { kmsKeys } from "../src/adapters/keys.ts";
import { backupOperator } from "../src/adapters/operator.ts";
import { slackPeople } from "../src/adapters/people.ts";
import { sqsHold, sqsLater, sqsPosts, sqsRun, sqsWork } from "../src/adapters/queues.ts";
import { ssmSecret } from "../src/adapters/secrets.ts";
import { slackMessenger } from "../src/adapters/slack.ts";
import { slackCaller } from "../src/adapters/slack-client.ts";
import { dynamoStore } from "../src/adapters/store.ts";
import { resourceTags } from "../src/adapters/tags.ts";
import { slackResponder, slackViews } from "../src/adapters/views.ts";
import { operations } from "../src/app/operations.ts";
import type { HttpAnswer, HttpEvent } from "../src/app/receiver.ts";
import { openSealed, type SealedConfig } from "../src/config/config.ts";
import {
  auditTableName,
  botTokenParameterName,
  type FunctionName,
  signingSecretParameterName,
  stateTableName,
  variables,
} from "../src/config/names.ts";
import { instant } from "../src/core/time.ts";
import { frontTextsFor } from "../src/i18n/front.ts";
import { make as makeClock } from "../src/lambda/clock.ts";
import { make as makeEvents } from "../src/lambda/events.ts";
import { make as makeExecutor } from "../src/lambda/executor.ts";
import { make as makePoster } from "../src/lambda/poster.ts";
import { make as makeSlack } from "../src/lambda/slack.ts";
import { make as makeWorker } from "../src/lambda/worker.ts";
import type { Log } from "../src/ports/world.ts";
import { secretsOf } from "../src/slack/signature.ts";
import type { WorldClock } from "./clock.ts";
import type { Installed } from "./deploy/deploy.ts";
import { hub } from "./settings.ts";
import { version } from "./version.ts";

type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** What each function does with an event, wherever it runs. */
export interface Handlers {
  slack(event: HttpEvent): Promise<HttpAnswer>;
  readonly worker: QueueHandler;
  readonly executor: QueueHandler;
  readonly events: QueueHandler;
  readonly poster: QueueHandler;
  clock(): Promise<void>;
  stop(): Promise<void>;
}

export interface HandlerOptions {
  readonly sealed: SealedConfig;
  readonly installed: Installed;
  readonly awsFor: (name: FunctionName) => AwsOptions;
  readonly slack: { readonly slackApiUrl?: string; readonly fetch?: NonNullable<WebClientOptions["fetch"]> };
  readonly paceMs: number;
  readonly clock: WorldClock;
  /** Hears each line that a function writes. */
  readonly onLine: (name: FunctionName, line: string) => void;
}

/** What a function makes of its environment when it is deployed, it is given here; only the addresses differ. */
export const handlersFromSource = (options: HandlerOptions): Handlers => {
  const { installed, awsFor, clock } = options;
  const { queues } = installed;
  const config = openSealed(options.sealed);
  const now = () => instant(clock.now());
  const commonFor = (name: FunctionName) => ({
    config,
    log: logTo(options.onLine, name),
    store: dynamoStore(stateTableName, awsFor(name)),
    audit: dynamoAudit(auditTableName, awsFor(name)),
    run: sqsRun(queues.run.url, awsFor(name)),
    operations,
    region: hub.region,
    now,
  });
  const logFor = (name: FunctionName) => ({
    audit: dynamoAudit(auditTableName, awsFor(name)),
    heads: s3Heads(installed.functions[name].variables[variables.auditBucket] ?? "", awsFor(name)),
  });
  const slackFor = (name: FunctionName) =>
    slackCaller(ssmSecret(botTokenParameterName, awsFor(name)), options.slack);
  const messenger = slackMessenger(ssmSecret(botTokenParameterName, awsFor("poster")), {
    ...options.slack,
    paceMs: options.paceMs,
  });
  const front = frontTextsFor(config.language).then((texts) =>
    makeSlack({
      ...commonFor("slack"),
      texts,
      build: { version, commit: "sandbox", configHash: options.sealed.sha256 },
      work: sqsWork(queues.work.url, awsFor("slack")),
      views: slackViews(slackFor("slack")),
      responder: slackResponder(options.slack),
      signingSecret: ssmSecret(signingSecretParameterName, awsFor("slack")),
    }),
  );
  return {
    slack: async (event) => (await front)(event),
    worker: makeWorker(
      {
        ...commonFor("worker"),
        ...logFor("worker"),
        catalog: backupCatalog("worker", config.installId, awsFor("worker")),
        keys: kmsKeys("worker", config.installId, awsFor("worker")),
        people: slackPeople(slackFor("worker"), config, now),
        views: slackViews(slackFor("worker")),
        responder: slackResponder(options.slack),
        posts: sqsPosts(queues.posts.url, awsFor("worker")),
      },
      sqsHold(queues.work.url, awsFor("worker")),
    ),
    executor: makeExecutor(
      {
        ...commonFor("executor"),
        posts: sqsPosts(queues.posts.url, awsFor("executor")),
        people: slackPeople(slackFor("executor"), config, now),
        catalog: backupCatalog("executor", config.installId, awsFor("executor")),
        operator: backupOperator(config.installId, awsFor("executor")),
        secrets: async () => secretsOf(await ssmSecret(signingSecretParameterName, awsFor("executor"))()),
      },
      sqsHold(queues.run.url, awsFor("executor")),
    ),
    events: makeEvents({
      ...commonFor("events"),
      backup: backupReader("events", config.installId, awsFor("events")),
      tags: resourceTags("events", config.installId, awsFor("events")),
      posts: sqsPosts(queues.posts.url, awsFor("events")),
      later: sqsLater(queues.events.url, awsFor("events")),
    }),
    poster: makePoster(
      {
        ...commonFor("poster"),
        ...logFor("poster"),
        posts: sqsPosts(queues.posts.url, awsFor("poster")),
        slack: messenger,
      },
      sqsHold(queues.posts.url, awsFor("poster")),
      messenger.rest,
    ),
    clock: makeClock({
      ...commonFor("clock"),
      ...logFor("clock"),
      catalog: backupCatalog("clock", config.installId, awsFor("clock")),
      tags: resourceTags("clock", config.installId, awsFor("clock")),
      posts: sqsPosts(queues.posts.url, awsFor("clock")),
      later: sqsLater(queues.events.url, awsFor("clock")),
    }),
    stop: async () => {},
  };
};

const logTo = (write: HandlerOptions["onLine"], name: FunctionName): Log => {
  const line = (level: string) => (verb: string, facts: Readonly<Record<string, unknown>>) =>
    write(name, JSON.stringify({ level, function: name, message: verb, ...facts }));
  return { info: line("info"), warn: line("warn"), error: line("error") };
};
