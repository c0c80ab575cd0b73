// Stillpoint's real handlers between the simulated queues, as their event source mappings would run them.
import type { WebClientOptions } from "@slack/web-api";
import type { AwsOptions } from "../src/adapters/aws.ts";
import { backupReader } from "../src/adapters/backup.ts";
import { backupCatalog } from "../src/adapters/catalog.ts";
import { slackPeople } from "../src/adapters/people.ts";
import { sqsHold, sqsLater, sqsPosts, sqsWork } from "../src/adapters/queues.ts";
import { ssmSecret } from "../src/adapters/secrets.ts";
import { slackMessenger } from "../src/adapters/slack.ts";
import { slackCaller } from "../src/adapters/slack-client.ts";
import { dynamoStore } from "../src/adapters/store.ts";
import { slackResponder, slackViews } from "../src/adapters/views.ts";
import { openSealed, type SealedConfig } from "../src/config/config.ts";
import { botTokenParameterName, signingSecretParameterName, stateTableName } from "../src/config/names.ts";
import { instant, minuteMs } from "../src/core/time.ts";
import { frontTextsFor } from "../src/i18n/front.ts";
import { make as makeClock } from "../src/lambda/clock.ts";
import { make as makeEvents } from "../src/lambda/events.ts";
import { make as makePoster } from "../src/lambda/poster.ts";
import { make as makeSlack } from "../src/lambda/slack.ts";
import { make as makeWorker } from "../src/lambda/worker.ts";
import type { Log } from "../src/ports/world.ts";
import type { Sqs } from "./aws/sqs/service.ts";
import type { WorldClock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { Installed } from "./install.ts";
import { createEventSource } from "./lambda.ts";
import { hub } from "./settings.ts";
import type { AppDoor } from "./slack/deeds.ts";
import { version } from "./version.ts";

export interface FunctionsOptions {
  readonly sealed: SealedConfig;
  readonly installed: Installed;
  readonly awsFor: (name: string) => AwsOptions;
  readonly slack: { readonly slackApiUrl?: string; readonly fetch?: NonNullable<WebClientOptions["fetch"]> };
  readonly paceMs: number;
  readonly clock: WorldClock;
  readonly sqs: Sqs;
  readonly faults: Faults;
  readonly log?: (line: string) => void;
}

export interface Functions {
  deliveries(): number;
  isBusy(): boolean;
  /** Slack's requests, as API Gateway hands them to the front door. */
  readonly visit: AppDoor;
  stop(): Promise<void>;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html: as deployed. */
const eventsBatch = 10;
const concurrency = 5;

export const startFunctions = (options: FunctionsOptions): Functions => {
  const { installed, awsFor, sqs, faults, clock } = options;
  const { queues } = installed;
  const config = openSealed(options.sealed);
  const now = () => instant(clock.now());
  const commonFor = (name: string) => ({
    config,
    log: logTo(options.log, name),
    store: dynamoStore(stateTableName, awsFor(name)),
    region: hub.region,
    now,
  });
  const slackFor = (name: string) =>
    slackCaller(ssmSecret(botTokenParameterName, awsFor(name)), options.slack);

  const events = makeEvents({
    ...commonFor("events"),
    backup: backupReader("events", config.installId, awsFor("events")),
    posts: sqsPosts(queues.posts.url, awsFor("events")),
    later: sqsLater(queues.events.url, awsFor("events")),
  });
  const poster = makePoster(
    {
      ...commonFor("poster"),
      posts: sqsPosts(queues.posts.url, awsFor("poster")),
      slack: slackMessenger(ssmSecret(botTokenParameterName, awsFor("poster")), {
        ...options.slack,
        paceMs: options.paceMs,
      }),
    },
    sqsHold(queues.posts.url, awsFor("poster")),
  );
  const worker = makeWorker(
    {
      ...commonFor("worker"),
      catalog: backupCatalog("worker", config.installId, awsFor("worker")),
      people: slackPeople(slackFor("worker"), config),
      views: slackViews(slackFor("worker")),
      responder: slackResponder(options.slack),
      posts: sqsPosts(queues.posts.url, awsFor("worker")),
    },
    sqsHold(queues.work.url, awsFor("worker")),
  );
  const tick = makeClock({
    ...commonFor("clock"),
    catalog: backupCatalog("clock", config.installId, awsFor("clock")),
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
    createEventSource(
      { name: "worker", queue: queues.work, batchSize: 1, concurrency, handler: worker },
      sqs,
      faults,
    ),
  ];
  const schedule = everyMinute(clock, faults, tick);
  return {
    deliveries: () => sources.reduce((sum, source) => sum + source.deliveries(), schedule.ticks()),
    isBusy: () => schedule.isBusy() || sources.some((source) => source.isBusy()),
    async visit({ headers, body }) {
      const answer = await (await front)({ headers, body, isBase64Encoded: false });
      return { status: answer.statusCode, body: answer.body };
    },
    async stop() {
      await Promise.all([schedule.stop(), ...sources.map((source) => source.stop())]);
    },
  };
};

/** EventBridge Scheduler: every minute of world time; a tick that breaks is not made up for. */
const everyMinute = (clock: WorldClock, faults: Faults, tick: () => Promise<void>) => {
  let running: Promise<void> | undefined;
  let ticks = 0;
  let cancel = () => {};
  const due = () => {
    cancel = clock.after(minuteMs, due);
    const isLost = faults.take("lambda", "clock").some(({ drop }) => drop === "before");
    if (running !== undefined || isLost) return;
    ticks += 1;
    running = tick()
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
      });
  };
  cancel = clock.after(minuteMs, due);
  return {
    ticks: () => ticks,
    isBusy: () => running !== undefined,
    async stop() {
      cancel();
      await running;
    },
  };
};

const logTo = (write: ((line: string) => void) | undefined, name: string): Log => {
  const line = (level: string) => (verb: string, facts: Readonly<Record<string, unknown>>) =>
    write?.(JSON.stringify({ level, function: name, message: verb, ...facts }));
  return { info: line("info"), warn: line("warn"), error: line("error") };
};
