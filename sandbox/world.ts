// The whole sandbox in one place: two accounts of AWS, a Slack workspace, and Stillpoint's own functions between
// them. What the functions are given here is what they make for themselves when they are deployed; only the
// addresses differ.
import * as backupModule from "@aws-sdk/client-backup";
import * as dynamodbModule from "@aws-sdk/client-dynamodb";
import * as eventbridgeModule from "@aws-sdk/client-eventbridge";
import * as snsModule from "@aws-sdk/client-sns";
import * as sqsModule from "@aws-sdk/client-sqs";
import * as ssmModule from "@aws-sdk/client-ssm";
import * as stsModule from "@aws-sdk/client-sts";
import type { AwsCredentials, AwsOptions } from "../src/adapters/aws.ts";
import { createBackup } from "./aws/backup/service.ts";
import { createDynamoDb } from "./aws/dynamodb.ts";
import { createEventBridge } from "./aws/eventbridge/service.ts";
import { createGateway, type Principal } from "./aws/gateway.ts";
import { createSns } from "./aws/sns/service.ts";
import { createSqs } from "./aws/sqs/service.ts";
import { createSsm } from "./aws/ssm.ts";
import { createSts } from "./aws/sts.ts";
import type { WorldClock } from "./clock.ts";
import { createClock } from "./clock.ts";
import { backUpAll, buildEstate, resources } from "./estate.ts";
import { createFaults } from "./faults.ts";
import { startFunctions } from "./functions.ts";
import { type Installed, install } from "./install.ts";
import { createJournal } from "./journal.ts";
import { accounts, hub, regions, sandboxInstallation } from "./settings.ts";
import { type AppDoor, createDeeds } from "./slack/deeds.ts";
import { createSlack } from "./slack/service.ts";
import { defaultWorkspace } from "./slack/workspace.ts";

export interface WorldOptions {
  readonly language: "en" | "ja";
  /** World milliseconds since the epoch at the start. */
  readonly startAt: number;
  /** World seconds per real second; 0 moves only by hand. */
  readonly speed: number;
  /** Slack's real rate limits and the poster's real pace, or none of either, for tests. */
  readonly limits: "real" | "none";
  /** Nights of good backups before Stillpoint came; none by default. */
  readonly pastNights?: number;
  /** Function logs; nothing hears them by default. */
  readonly log?: (line: string) => void;
}

export interface Address {
  /** Where AWS and Slack are reached over loopback; without it everything stays in process. */
  readonly origin?: string;
}

export type SandboxWorld = Awaited<ReturnType<typeof createWorld>>;

// The product runs on Node 24; the sandbox runs wherever a developer is, and need not say so at every start.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const secretAccessKey = "sandbox-secret-key";
const botToken = "xoxb-sandbox-token";
const signingSecret = "sandbox-signing-secret-0123456789";

const nightMs = 24 * 60 * 60_000;

/** AWS Backup's calls a second for an account in a Region. https://docs.aws.amazon.com/general/latest/gr/bk.html */
const backupRates = {
  "backup.DescribeBackupJob": 15,
  "backup.DescribeRestoreJob": 15,
  "backup.DescribeRecoveryPoint": 15,
  "backup.StartBackupJob": 5,
  "backup.StartRestoreJob": 5,
  "backup.StopBackupJob": 5,
  "backup.*": 20,
} as const;

const allAccounts = [hub.account, ...accounts.map(({ id }) => id)];
const members = accounts.flatMap(({ id }) => regions.map((region) => ({ account: id, region })));

/** A named administrator of each account, and the functions' own roles in the hub. */
const administratorKey = (account: string): string => `AKIASANDBOX${account}`;
const functionKey = (name: string): string => `ASIAFUNCTION${name.toUpperCase()}`;

const principals = (): Readonly<Record<string, Principal>> => {
  const administrators = allAccounts.map((account) => [
    administratorKey(account),
    { account, arn: `arn:aws:iam::${account}:user/sandbox-administrator` },
  ]);
  const functions = ["slack", "worker", "events", "poster", "clock"].map((name) => [
    functionKey(name),
    { account: hub.account, arn: `arn:aws:sts::${hub.account}:assumed-role/stillpoint-${name}/sandbox` },
  ]);
  return Object.fromEntries([...administrators, ...functions]);
};

const functionCredentials = (name: string): AwsCredentials => ({
  accessKeyId: functionKey(name),
  secretAccessKey,
});

export const credentialsOf = (account: string): AwsCredentials => ({
  accessKeyId: administratorKey(account),
  secretAccessKey,
});

/** `address` is asked when a call is made, so a server may listen after the world was made. */
export const createWorld = async (options: WorldOptions, address: Address) => {
  const pastNights = options.pastNights ?? 0;
  const clock: WorldClock = createClock(options.startAt - pastNights * nightMs, 0);
  const journal = createJournal(clock.now);
  const faults = createFaults();
  const sts = createSts(clock, principals());
  const gateway = createGateway({
    journal,
    faults,
    authenticate: sts.authenticate,
    ...(options.limits === "real" ? { limits: backupRates, clock } : {}),
  });
  const origin = address.origin ?? "http://127.0.0.1";
  const sqs = createSqs(clock, () => origin);
  const sns = createSns(clock, sqs);
  const bus = createEventBridge(clock, sqs);
  const backup = createBackup({
    clock,
    notify: ({ topicArn, subject, message, attributes }) =>
      sns.publish({ topicArn, subject, message, attributes }),
    emit: (event) => bus.emit(event),
  });
  gateway.serve(stsModule, sts.handlers);
  gateway.serve(sqsModule, sqs.handlers);
  gateway.serve(snsModule, sns.handlers);
  gateway.serve(eventbridgeModule, bus.handlers);
  gateway.serve(ssmModule, createSsm());
  gateway.serve(backupModule, backup.handlers);
  gateway.serveRaw(dynamodbModule, createDynamoDb());

  const workspace = defaultWorkspace();
  const slack = createSlack({
    clock,
    journal,
    faults,
    workspace,
    botToken,
    limits: options.limits,
    ...(address.origin === undefined ? {} : { origin: () => origin }),
  });

  const inProcess = { endpoint: origin, requestHandler: gateway.requestHandler };
  const overLoopback = { endpoint: origin };
  const reach = address.origin === undefined ? inProcess : overLoopback;
  const awsIn = (account: string, region: string): AwsOptions => ({
    ...inProcess,
    region,
    credentials: credentialsOf(account),
  });
  for (const resource of Object.values(resources)) backup.addResource(resource);
  // The accounts had their vaults before Stillpoint came, so it does not hear of their making.
  const estate = await buildEstate(awsIn);
  for (let night = 0; night < pastNights; night += 1) {
    await backUpAll(awsIn);
    clock.advance(nightMs);
  }
  clock.run(options.speed);
  const installed: Installed = await install(inProcess, credentialsOf, hub, members, {
    botToken,
    signingSecret,
  });
  const awsFor = (name: string): AwsOptions => ({
    ...reach,
    region: hub.region,
    credentials: functionCredentials(name),
  });

  const configIn = (language: "en" | "ja") => sandboxInstallation(language, workspace).sealed;

  const startIn = (language: "en" | "ja") =>
    startFunctions({
      sealed: configIn(language),
      installed,
      awsFor,
      slack:
        address.origin === undefined ? { fetch: slack.fetch } : { slackApiUrl: `${address.origin}/api/` },
      paceMs: options.limits === "real" ? 1_000 : 0,
      clock,
      sqs,
      faults,
      ...(options.log === undefined ? {} : { log: options.log }),
    });

  let language = options.language;
  let functions = startIn(language);
  const deeds = createDeeds({
    slack,
    clock,
    journal,
    signingSecret,
    door: address.origin === undefined ? (request) => functions.visit(request) : overSocket(() => origin),
  });

  return {
    clock,
    journal,
    faults,
    gateway,
    slack,
    workspace,
    backup,
    sqs,
    sns,
    bus,
    installed,
    signingSecret,
    act: deeds.act,
    get language() {
      return language;
    },
    get functions() {
      return functions;
    },
    /** As a deployment with another language would: what is posted or edited from now on speaks it. */
    async speak(next: "en" | "ja") {
      if (next === language) return;
      await functions.stop();
      language = next;
      functions = startIn(next);
    },
    awsIn,
    estate,
    /** The configuration that the functions run with now. */
    get config() {
      return configIn(language).config;
    },
    functionCredentials,
    async close() {
      await functions.stop();
      clock.close();
    },
  };
};

/** Slack's requests come over the network, as they do: the app's address is the sandbox's own. */
export const requestPath = "/slack/events";

const overSocket =
  (origin: () => string): AppDoor =>
  async ({ headers, body }) => {
    const answer = await fetch(`${origin()}${requestPath}`, { method: "POST", headers, body });
    return { status: answer.status, body: await answer.text() };
  };
