// The queues between the functions, each with the one behind it for what cannot be worked on.
import { Duration, Validations } from "aws-cdk-lib";
import { AnyPrincipal, ArnPrincipal, Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { queueNames, undeliveredQueueName } from "../src/config/names.ts";
import { accountArn, type Place, senderArn } from "./arns.ts";
import { snsServicesOf } from "./regions.ts";

export type QueueName = "events" | "work" | "run" | "posts";

/** How often a message is tried before it is laid aside. */
const receivesMax: Readonly<Record<QueueName, number>> = {
  events: 5,
  // Waits of 2, 4, 8 … seconds: the last is long after whoever asked was told that it took too long.
  work: 12,
  run: 5,
  // The poster gives up by age, so its queue counts as high as SQS allows.
  posts: 1_000,
};

/** The longest that SQS keeps a message. */
const retention = Duration.days(14);

/** Six times the longest timeout. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const visibility = Duration.seconds(180);

const common = {
  retentionPeriod: retention,
  visibilityTimeout: visibility,
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
} as const;

export interface Queues {
  readonly queue: Readonly<Record<QueueName, Queue>>;
  readonly dead: Readonly<Record<QueueName, Queue>>;
}

export const makeQueues = (scope: Construct): Queues => {
  const make = (name: QueueName) => {
    const fifo = name === "events" ? {} : { fifo: true };
    const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}Queue`;
    const dead = new Queue(scope, `${id}Dead`, { ...common, ...fifo, queueName: queueNames[`${name}Dead`] });
    const queue = new Queue(scope, id, {
      ...common,
      ...fifo,
      queueName: queueNames[name],
      deadLetterQueue: { queue: dead, maxReceiveCount: receivesMax[name] },
    });
    return { queue, dead };
  };
  const made = { events: make("events"), work: make("work"), run: make("run"), posts: make("posts") };
  const each = (part: "queue" | "dead") => ({
    events: made.events[part],
    work: made.work[part],
    run: made.run[part],
    posts: made.posts[part],
  });
  return { queue: each("queue"), dead: each("dead") };
};

/** Where a rule or a subscription lays down what it could not hand on. `rules` and `topics` are their ARNs. */
export const makeUndelivered = (
  scope: Construct,
  rules: readonly string[],
  topics: readonly string[],
): Queue => {
  const queue = new Queue(scope, "Undelivered", { ...common, queueName: undeliveredQueueName });
  Validations.of(queue).acknowledge({
    id: "AwsSolutions-SQS3",
    reason: "It is the dead-letter queue of rules and subscriptions, which the check does not look at",
  });
  if (rules.length > 0) queue.addToResourcePolicy(fromService("events.amazonaws.com", rules, queue));
  for (const [service, arns] of topicsByService(topics))
    queue.addToResourcePolicy(fromService(service, arns, queue));
  return queue;
};

/** Who may put events into the events queue: named rules, named topics, and the accounts' sender roles. */
export const letEventsIn = (
  queue: Queue,
  from: {
    readonly rules: readonly string[];
    readonly topics: readonly string[];
    readonly senders: readonly Place[];
  },
  organization: string | undefined,
): void => {
  queue.addToResourcePolicy(fromService("events.amazonaws.com", from.rules, queue));
  for (const [service, arns] of topicsByService(from.topics))
    queue.addToResourcePolicy(fromService(service, arns, queue));
  if (from.senders.length === 0) return;
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: "FromSenders",
      effect: Effect.ALLOW,
      principals: [...new Set(from.senders.map(accountArn))].map((arn) => new ArnPrincipal(arn)),
      actions: ["sqs:SendMessage"],
      resources: [queue.queueArn],
      conditions: sendersOnly(from.senders, organization),
    }),
  );
};

/**
 * The whole account is named and the role is a condition: a role that is made anew, or not yet made, would make a
 * policy that names it invalid. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const sendersOnly = (senders: readonly Place[], organization: string | undefined) => ({
  ArnEquals: { "aws:PrincipalArn": [...new Set(senders.map(senderArn))] },
  ...(organization === undefined ? {} : { StringEquals: { "aws:PrincipalOrgID": organization } }),
});

const topicsByService = (topics: readonly string[]): readonly (readonly [string, readonly string[]])[] => {
  const services = [...new Set(topics.flatMap(snsServicesOf))];
  return services.map((service) => [service, topics.filter((arn) => snsServicesOf(arn).includes(service))]);
};

const fromService = (service: string, sources: readonly string[], queue: Queue): PolicyStatement =>
  new PolicyStatement({
    sid: `From${service.replace(/\.amazonaws\..*$/, "").replace(/[^a-z]+(.)?/g, (_, next = "") => next.toUpperCase())}`,
    effect: Effect.ALLOW,
    principals: [new ServicePrincipal(service)],
    actions: ["sqs:SendMessage"],
    resources: [queue.queueArn],
    conditions: { ArnEquals: { "aws:SourceArn": [...sources] } },
  });

/** Nobody speaks to a topic or a bus in the clear. */
export const tlsOnly = (actions: readonly string[], resource: string): PolicyStatement =>
  new PolicyStatement({
    sid: "TlsOnly",
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: [...actions],
    resources: [resource],
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  });
