// The functions of the hub: their size, what they are told, what calls them.
import { Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { type IManagedPolicy, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  type Code,
  EventSourceMapping,
  Function as LambdaFunction,
  Runtime,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { Hub } from "../src/config/deployment.ts";
import {
  auditTableName,
  botTokenParameterName,
  type FunctionName,
  functionNames,
  signingSecretParameterName,
  stateTableName,
  variables,
} from "../src/config/names.ts";
import { functionArn, logGroupName, roleArn } from "./arns.ts";
import type { HubFacts } from "./permission.ts";
import { functionPermissions } from "./permissions.ts";
import type { QueueName, Queues } from "./queues.ts";
import { makeRole } from "./roles.ts";

/** Where a function's code comes from: an asset of this build, or a bucket that somebody was given. */
export type CodeOf = (name: FunctionName) => Code;

interface Size {
  readonly what: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
}

/** The front door answers within three seconds, from cold too: it has the processor of a larger one. */
const sizes: Readonly<Record<FunctionName, Size>> = {
  slack: { what: "Verifies what Slack sends and answers at once", memoryMb: 1_024, timeoutSeconds: 10 },
  worker: { what: "Answers what was asked", memoryMb: 512, timeoutSeconds: 30 },
  executor: { what: "Acts on AWS, once it has proven every vote", memoryMb: 512, timeoutSeconds: 30 },
  events: { what: "Hears what AWS tells", memoryMb: 512, timeoutSeconds: 30 },
  poster: { what: "Speaks in channels", memoryMb: 512, timeoutSeconds: 30 },
  clock: { what: "Does each minute what falls due", memoryMb: 512, timeoutSeconds: 120 },
};

interface Source {
  readonly queue: QueueName;
  readonly batchSize: number;
  /** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html: 2 is the least. */
  readonly concurrency: number;
}

/** A FIFO queue hands over one message, so that what fails holds back its own group only. */
const sources: Readonly<Partial<Record<FunctionName, Source>>> = {
  events: { queue: "events", batchSize: 10, concurrency: 5 },
  worker: { queue: "work", batchSize: 1, concurrency: 10 },
  poster: { queue: "posts", batchSize: 1, concurrency: 5 },
  executor: { queue: "run", batchSize: 1, concurrency: 2 },
};

export interface FunctionsFacts {
  readonly hub: Hub;
  readonly facts: HubFacts;
  readonly queues: Queues;
  /** The name of the bucket with the heads of the audit log. */
  readonly auditBucket: string;
  readonly codeOf: CodeOf;
  readonly boundary: IManagedPolicy;
  readonly version: string;
  readonly commit: string;
}

export const makeFunctions = (
  scope: Stack,
  facts: FunctionsFacts,
): Readonly<Record<FunctionName, LambdaFunction>> => {
  const permissions = functionPermissions(facts.facts);
  const make = (name: FunctionName): LambdaFunction => {
    const { what, memoryMb, timeoutSeconds } = sizes[name];
    const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}Function`;
    const role = makeRole(scope, `${id}Role`, {
      name: functionNames[name],
      description: what,
      trusts: new ServicePrincipal("lambda.amazonaws.com"),
      boundary: facts.boundary,
      permissions: permissions[name],
      denies: name === "executor",
    });
    const made = new LambdaFunction(scope, id, {
      functionName: functionNames[name],
      description: what,
      code: facts.codeOf(name),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      // Nothing may add to what permissions.ts says.
      role: role.withoutPolicyUpdates(),
      logGroup: new LogGroup(scope, `${id}Log`, {
        logGroupName: logGroupName(name),
        retention: facts.hub.logDays as RetentionDays,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      environment: environmentOf(name, facts),
      // A Function URL has no throttle of its own: ten requests a second for each that may run at once.
      ...(name === "slack" && facts.hub.door === "function-url" ? { reservedConcurrentExecutions: 10 } : {}),
    });
    made.node.addDependency(role);
    const source = sources[name];
    if (source !== undefined) {
      new EventSourceMapping(scope, `${id}Source`, {
        target: made,
        eventSourceArn: facts.queues.queue[source.queue].queueArn,
        batchSize: source.batchSize,
        maxConcurrency: source.concurrency,
        reportBatchItemFailures: true,
      });
    }
    return made;
  };
  return {
    slack: make("slack"),
    worker: make("worker"),
    executor: make("executor"),
    events: make("events"),
    poster: make("poster"),
    clock: make("clock"),
  };
};

/** What each reads of its environment, and no more. */
const environmentOf = (
  name: FunctionName,
  { queues, auditBucket, version, commit }: FunctionsFacts,
): Record<string, string> => {
  const every = {
    stateTable: stateTableName,
    auditTable: auditTableName,
    auditBucket,
    workQueue: queues.queue.work.queueUrl,
    runQueue: queues.queue.run.queueUrl,
    postsQueue: queues.queue.posts.queueUrl,
    eventsQueue: queues.queue.events.queueUrl,
    config: "config.json",
    botTokenParameter: botTokenParameterName,
    signingSecretParameter: signingSecretParameterName,
    version,
    commit,
  } as const;
  return Object.fromEntries(reads[name].map((key) => [variables[key], every[key]]));
};

type Told =
  | "stateTable"
  | "auditTable"
  | "auditBucket"
  | "workQueue"
  | "runQueue"
  | "postsQueue"
  | "eventsQueue"
  | "config"
  | "botTokenParameter"
  | "signingSecretParameter"
  | "version"
  | "commit";

const reads: Readonly<Record<FunctionName, readonly Told[]>> = {
  slack: [
    "config",
    "stateTable",
    "workQueue",
    "botTokenParameter",
    "signingSecretParameter",
    "version",
    "commit",
  ],
  worker: [
    "config",
    "stateTable",
    "auditTable",
    "auditBucket",
    "workQueue",
    "runQueue",
    "postsQueue",
    "botTokenParameter",
  ],
  executor: [
    "config",
    "stateTable",
    "auditTable",
    "runQueue",
    "postsQueue",
    "botTokenParameter",
    "signingSecretParameter",
  ],
  events: ["config", "stateTable", "eventsQueue", "postsQueue"],
  poster: ["config", "stateTable", "auditTable", "postsQueue", "botTokenParameter"],
  clock: ["config", "stateTable", "auditTable", "auditBucket", "eventsQueue", "runQueue", "postsQueue"],
};

/** EventBridge Scheduler calls the clock. A tick that is lost is not made up for: the next is a minute away. */
export const makeSchedule = (scope: Stack, { hub, boundary }: FunctionsFacts): CfnSchedule => {
  const name = "stillpoint-scheduler";
  const role = makeRole(scope, "SchedulerRole", {
    name,
    description: "Starts the clock",
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    trusts: new ServicePrincipal("scheduler.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": hub.account } },
    }),
    boundary,
    permissions: [{ to: "start the clock", may: ["lambda:InvokeFunction"], on: [functionArn(hub, "clock")] }],
    denies: false,
  });
  const schedule = new CfnSchedule(scope, "EveryMinute", {
    name: "stillpoint-every-minute",
    description: "Starts the clock",
    scheduleExpression: "rate(1 minute)",
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: functionArn(hub, "clock"),
      roleArn: roleArn(hub, name),
      retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
    },
  });
  schedule.node.addDependency(role);
  return schedule;
};
