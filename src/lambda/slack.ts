// slack λ: the only function that the internet reaches. It verifies, answers what needs nothing, opens what must be
// open at once, and hands the rest to the worker. It cannot touch a backup.

import { consoleLog } from "../adapters/console-log.ts";
import { awsFromEnvironment, required, sealedFromEnvironment } from "../adapters/environment.ts";
import { httpsFetch } from "../adapters/https-fetch.ts";
import { lazily } from "../adapters/lazily.ts";
import { slackCaller } from "../adapters/slack-client.ts";
import { slackResponder, slackViews } from "../adapters/views.ts";
import { createBolt } from "../app/bolt.ts";
import { doors } from "../app/doors.ts";
import { createFront, type FrontWorld } from "../app/front.ts";
import { createReceiver, type HttpAnswer, type HttpEvent } from "../app/receiver.ts";
import { openSealed } from "../config/config.ts";
import { variables } from "../config/names.ts";
import { instant } from "../core/time.ts";
import { frontTextsFor } from "../i18n/front.ts";

export interface SlackWorld extends FrontWorld {
  readonly signingSecret: (fresh?: boolean) => Promise<string>;
}

export const make = (world: SlackWorld): ((event: HttpEvent) => Promise<HttpAnswer>) => {
  const receiver = createReceiver(world);
  createBolt(receiver, createFront(world, doors), world.log);
  return receiver.handle;
};

/** Slack waits three seconds for everything together. */
const slackTimeoutMs = 1_800;

/** Nothing of AWS is loaded before it is needed: a cold start answers `help` without any of it. */
const worldOfFunction = async (): Promise<SlackWorld> => {
  const aws = awsFromEnvironment();
  const sealed = sealedFromEnvironment();
  const config = openSealed(sealed);
  const log = consoleLog("slack");
  const secrets = lazily(() => import("../adapters/secrets.ts"));
  const secret = (parameter: string, variable: string) => {
    const given = process.env[variable];
    if (given !== undefined && given !== "") return async () => given;
    const name = required(parameter);
    const reader = lazily(async () => (await secrets()).ssmSecret(name, aws));
    return async (fresh?: boolean) => (await reader())(fresh);
  };
  const work = lazily(async () =>
    (await import("../adapters/queues.ts")).sqsWork(required(variables.workQueue), aws),
  );
  const store = lazily(async () =>
    (await import("../adapters/store.ts")).dynamoStore(required(variables.stateTable), aws),
  );
  const slackApiUrl = process.env[variables.slackApiUrl];
  const slack = {
    fetch: httpsFetch,
    timeoutMs: slackTimeoutMs,
    ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
  };
  const token = secret(variables.botTokenParameter, variables.botToken);
  return {
    config,
    log,
    texts: await frontTextsFor(config.language),
    build: {
      version: process.env[variables.version] ?? "unknown",
      commit: process.env[variables.commit] ?? "unknown",
      configHash: sealed.sha256,
    },
    work: { send: async (...note) => (await work()).send(...note) },
    store: {
      get: async (key) => (await store()).get(key),
      list: async (...query) => (await store()).list(...query),
    },
    views: slackViews(slackCaller(token, slack)),
    responder: slackResponder(slack),
    signingSecret: secret(variables.signingSecretParameter, variables.signingSecret),
    now: () => instant(Date.now()),
  };
};

let running: Promise<ReturnType<typeof make>> | undefined;

/** What Lambda calls. The world is made once for each container. */
export const handler = async (event: HttpEvent): Promise<HttpAnswer> => {
  running ??= worldOfFunction().then(make);
  return (await running)(event);
};
