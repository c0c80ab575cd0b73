// Stillpoint's real handlers between the simulated queues, as their event source mappings would run them.
import type { AwsOptions } from "../src/adapters/aws.ts";
import { backupReader } from "../src/adapters/backup.ts";
import { sqsHold, sqsLater, sqsPosts } from "../src/adapters/queues.ts";
import { ssmSecret } from "../src/adapters/secrets.ts";
import { type SlackOptions, slackMessenger } from "../src/adapters/slack.ts";
import { dynamoStore } from "../src/adapters/store.ts";
import { openSealed, type SealedConfig } from "../src/config/config.ts";
import { botTokenParameterName, stateTableName } from "../src/config/names.ts";
import { instant } from "../src/core/time.ts";
import { make as makeEvents } from "../src/lambda/events.ts";
import { make as makePoster } from "../src/lambda/poster.ts";
import type { Log } from "../src/ports/world.ts";
import type { Sqs } from "./aws/sqs/service.ts";
import type { Faults } from "./faults.ts";
import type { Installed } from "./install.ts";
import { createEventSource } from "./lambda.ts";

export interface FunctionsOptions {
  readonly sealed: SealedConfig;
  readonly installed: Installed;
  readonly awsFor: (name: string) => AwsOptions;
  readonly slack: SlackOptions;
  readonly paceMs: number;
  readonly now: () => number;
  readonly sqs: Sqs;
  readonly faults: Faults;
  readonly log?: (line: string) => void;
}

export interface Functions {
  deliveries(): number;
  isBusy(): boolean;
  stop(): Promise<void>;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html: as deployed. */
const eventsBatch = 10;
const concurrency = 5;

export const startFunctions = (options: FunctionsOptions): Functions => {
  const { installed, awsFor, sqs, faults } = options;
  const { queues } = installed;
  const config = openSealed(options.sealed);
  const now = () => instant(options.now());
  const eventsAws = awsFor("events");
  const posterAws = awsFor("poster");

  const events = makeEvents({
    config,
    log: logTo(options.log, "events"),
    store: dynamoStore(stateTableName, eventsAws),
    backup: backupReader(config.installId, eventsAws),
    posts: sqsPosts(queues.posts.url, eventsAws),
    later: sqsLater(queues.events.url, eventsAws),
    now,
  });
  const token = ssmSecret(botTokenParameterName, posterAws);
  const poster = makePoster(
    {
      config,
      log: logTo(options.log, "poster"),
      store: dynamoStore(stateTableName, posterAws),
      posts: sqsPosts(queues.posts.url, posterAws),
      slack: slackMessenger(token, { ...options.slack, paceMs: options.paceMs }),
      now,
    },
    sqsHold(queues.posts.url, posterAws),
  );

  const sources = [
    createEventSource(
      { name: "events", queue: queues.events, batchSize: eventsBatch, concurrency, handler: events },
      sqs,
      faults,
    ),
    createEventSource(
      { name: "poster", queue: queues.posts, batchSize: 1, concurrency, handler: poster },
      sqs,
      faults,
    ),
  ];
  return {
    deliveries: () => sources.reduce((sum, source) => sum + source.deliveries(), 0),
    isBusy: () => sources.some((source) => source.isBusy()),
    async stop() {
      await Promise.all(sources.map((source) => source.stop()));
    },
  };
};

const logTo = (write: ((line: string) => void) | undefined, name: string): Log => {
  const line = (level: string) => (verb: string, facts: Readonly<Record<string, unknown>>) =>
    write?.(JSON.stringify({ level, function: name, message: verb, ...facts }));
  return { info: line("info"), warn: line("warn"), error: line("error") };
};
