// The whole sandbox in one place: two accounts of AWS, a Slack workspace, and Stillpoint's own functions between
// them. What the functions are given here is what they make for themselves when they are deployed; only the
// addresses differ.
import * as backupModule from "@aws-sdk/client-backup";
import * as dynamodbModule from "@aws-sdk/client-dynamodb";
import * as eventbridgeModule from "@aws-sdk/client-eventbridge";
import * as kmsModule from "@aws-sdk/client-kms";
import * as taggingModule from "@aws-sdk/client-resource-groups-tagging-api";
import * as s3Module from "@aws-sdk/client-s3";
import * as snsModule from "@aws-sdk/client-sns";
import * as sqsModule from "@aws-sdk/client-sqs";
import * as ssmModule from "@aws-sdk/client-ssm";
import * as stsModule from "@aws-sdk/client-sts";
import type { AwsOptions } from "../src/adapters/aws.ts";
import type { FunctionName } from "../src/config/names.ts";
import { administrators, credentialsOf } from "./administrators.ts";
import { createBackup } from "./aws/backup/service.ts";
import { createDynamoDb } from "./aws/dynamodb.ts";
import { createEventBridge } from "./aws/eventbridge/service.ts";
import { createGateway } from "./aws/gateway.ts";
import { createGate, mayCall } from "./aws/iam/gate.ts";
import { createIam } from "./aws/iam/service.ts";
import { createKms } from "./aws/kms.ts";
import { createS3 } from "./aws/s3.ts";
import { createSns } from "./aws/sns/service.ts";
import { createSqs } from "./aws/sqs/service.ts";
import { createParameters, createSsm } from "./aws/ssm.ts";
import { createSts } from "./aws/sts.ts";
import { createTagging } from "./aws/tagging.ts";
import { handlersFromBundles } from "./bundles.ts";
import type { WorldClock } from "./clock.ts";
import { createClock } from "./clock.ts";
import type { DeployOptions } from "./deploy/deploy.ts";
import { backUpAll, buildEstate, resources } from "./estate.ts";
import { createFaults } from "./faults.ts";
import { logGate, startFunctions } from "./functions.ts";
import { handlersFromSource } from "./handlers.ts";
import { install } from "./install.ts";
import { createJournal } from "./journal.ts";
import { hub, type Settings, sandboxInstallation } from "./settings.ts";
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
  /** The folder of the built bundles: the functions then run as they are deployed, each in a process of its own. */
  readonly bundles?: string;
  /** A change to the templates before they are deployed. */
  readonly change?: DeployOptions["change"];
}

export interface Address {
  /** Where AWS and Slack are reached over loopback; without it everything stays in process. */
  readonly origin?: string;
}

export type SandboxWorld = Awaited<ReturnType<typeof createWorld>>;

// The product runs on Node 24; the sandbox runs wherever a developer is, and need not say so at every start.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const botToken = "xoxb-sandbox-token";
const signingSecret = "sandbox-signing-secret-0123456789";

const nightMs = 24 * 60 * 60_000;

/**
 * Calls a second for an account in a Region. https://docs.aws.amazon.com/general/latest/gr/bk.html
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/reference.html
 */
const awsRates = {
  "backup.DescribeBackupJob": 15,
  "backup.DescribeRestoreJob": 15,
  "backup.DescribeRecoveryPoint": 15,
  "backup.StartBackupJob": 5,
  "backup.StartRestoreJob": 5,
  "backup.StopBackupJob": 5,
  "backup.*": 20,
  "tagging.GetResources": 15,
} as const;

/** `address` is asked when a call is made, so a server may listen after the world was made. */
export const createWorld = async (options: WorldOptions, address: Address) => {
  const pastNights = options.pastNights ?? 0;
  const clock: WorldClock = createClock(options.startAt - pastNights * nightMs, 0);
  const journal = createJournal(clock.now);
  const faults = createFaults();
  const sts = createSts(clock, administrators());
  const iam = createIam();
  const parameters = createParameters();
  const keys = { aliases: new Map<string, string>(), policies: new Map<string, unknown>() };
  const gateway = createGateway({
    journal,
    faults,
    authenticate: sts.authenticate,
    authorize: createGate(iam, {
      keyOf: parameters.keyOf,
      keyArnOf: (key) => keys.aliases.get(key),
      ownerOf: (resource) => ownerOf(resource),
    }),
    ...(options.limits === "real" ? { limits: awsRates, clock } : {}),
  });
  const origin = address.origin ?? "http://127.0.0.1";
  const sqs = createSqs(clock, () => origin, iam.mayDeliver);
  const sns = createSns(clock, sqs, iam.maySubscribe);
  const bus = createEventBridge(clock, sqs, iam.mayDeliver);
  const s3 = createS3(clock, mayCall(iam));
  /** Whose a resource is, and its policy, where it may have one. */
  const ownerOf = (resource: string) => {
    const [, , service, , account = ""] = resource.split(":");
    if (service === "sqs") return { account, policy: sqs.policyOf(resource) };
    if (service === "kms") return { account, policy: keys.policies.get(resource) ?? kms.policyOf(resource) };
    if (service === "s3") return s3.ownerOf(resource);
    return service === "iam" ? { account, policy: iam.roleOf(resource)?.trust } : undefined;
  };
  const kms = createKms(clock);
  const backup = createBackup({
    clock,
    keys: kms.keys,
    notify: ({ topicArn, subject, message, attributes }) =>
      sns.publish({ topicArn, subject, message, attributes }),
    emit: (event) => bus.emit(event),
  });
  gateway.serve(stsModule, sts.handlers);
  gateway.serve(sqsModule, sqs.handlers);
  gateway.serve(s3Module, s3.handlers);
  gateway.serve(snsModule, sns.handlers);
  gateway.serve(eventbridgeModule, bus.handlers);
  gateway.serve(ssmModule, createSsm(parameters));
  gateway.serve(backupModule, backup.handlers);
  gateway.serve(kmsModule, kms.handlers);
  const tagged = (account: string, region: string) => backup.tagged({ account, region });
  gateway.serve(taggingModule, createTagging(clock, tagged));
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
  const { installed, credentialsFor } = await install({
    aws: inProcess,
    iam,
    sts,
    keys,
    credentialsOf,
    secrets: { botToken, signingSecret },
    ...(options.change === undefined ? {} : { change: options.change }),
  });
  const awsFor = (name: FunctionName): AwsOptions => ({
    ...reach,
    region: hub.region,
    credentials: credentialsFor[name],
  });

  // What it accepts is a warning again after the midnight that comes, in an hour at the earliest: the zone is Tokyo's.
  const lastDay = new Date(options.startAt + 10 * 60 * 60_000).toISOString().slice(0, 10);
  let settings: Settings = {};
  const configIn = (language: "en" | "ja") =>
    sandboxInstallation(language, workspace, lastDay, settings).sealed;

  const mayLog = logGate(iam, installed.functions);
  const startIn = (language: "en" | "ja") => {
    const handlerOptions = {
      sealed: configIn(language),
      installed,
      awsFor,
      slack:
        address.origin === undefined ? { fetch: slack.fetch } : { slackApiUrl: `${address.origin}/api/` },
      paceMs: options.limits === "real" ? 1_000 : 0,
      clock,
      onLine: (name: FunctionName, line: string) => {
        if (mayLog(name)) options.log?.(line);
      },
    };
    const handlers =
      options.bundles === undefined
        ? handlersFromSource(handlerOptions)
        : handlersFromBundles(options.bundles, handlerOptions);
    return startFunctions({ handlers, installed, clock, sqs, faults, iam });
  };

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
    /** As a deployment with another configuration would. Nothing more than the sandbox's own when it is empty. */
    async configure(next: Settings) {
      await functions.stop();
      settings = next;
      functions = startIn(language);
    },
    get hasSettings() {
      return Object.keys(settings).length > 0;
    },
    awsIn,
    estate,
    /** The configuration that the functions run with now. */
    get config() {
      return configIn(language).config;
    },
    awsFor,
    iam,
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
