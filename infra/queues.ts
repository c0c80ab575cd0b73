// The queues between the functions, each with the one behind it for what cannot be worked on.
import { Duration, Validations } from "aws-cdk-lib";
import { AnyPrincipal, ArnPrincipal, Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { queueNames, undeliveredQueueName, vaultTopicName } from "../src/config/names.ts";
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

/** Where a rule or a subscription lays down what it could not hand on. */
export const makeUndelivered = (
  scope: Construct,
  { rules, topics }: Omit<Feeds, "senders">,
  organization: string | undefined,
): Queue => {
  const queue = new Queue(scope, "Undelivered", { ...common, queueName: undeliveredQueueName });
  Validations.of(queue).acknowledge({
    id: "AwsSolutions-SQS3",
    reason: "It is the dead-letter queue of rules and subscriptions, which the check does not look at",
  });
  if (rules.length > 0) queue.addToResourcePolicy(fromService("events.amazonaws.com", rules, queue));
  const feeds = { rules, topics, senders: [] };
  for (const statement of fromTopics(feeds, organization, queue)) queue.addToResourcePolicy(statement);
  return queue;
};

export interface Feeds {
  /** ARNs of rules. */
  readonly rules: readonly string[];
  /** ARNs of topics. */
  readonly topics: readonly string[];
  readonly senders: readonly Place[];
}

/** Who may put events into the events queue: named rules, named topics, and the accounts' sender roles. */
export const letEventsIn = (queue: Queue, feeds: Feeds, organization: string | undefined): void => {
  for (const statement of [
    fromService("events.amazonaws.com", feeds.rules, queue),
    ...fromTopics(feeds, organization, queue),
    ...fromSenders(feeds, organization, queue),
  ])
    queue.addToResourcePolicy(statement);
};

/** Of the 8 192 bytes that a policy may have. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
const namesMaxBytes = 7_500;

/** And fifty principals. */
const accountsMax = 45;

const hasRoomFor = ({ topics, senders }: Feeds, queue: Queue): boolean => {
  const names = [
    ...topicsByService(topics, queue).flatMap(([, arns]) => arns),
    ...senders.flatMap((place) => [senderArn(place), accountArn(place)]),
  ];
  const accounts = new Set(senders.map(({ account }) => account)).size;
  return JSON.stringify(names).length <= namesMaxBytes && accounts <= accountsMax;
};

/** Where there are too many to name, the organization has to say whose they are. */
const demandOrganization = (organization: string | undefined): string => {
  if (organization !== undefined) return organization;
  throw new Error(
    "A queue's policy has no room for so many accounts and Regions by name. Set hub.organization: then what bears Stillpoint's names is let in from all of its accounts.",
  );
};

const sending = (queue: Queue) => ({
  effect: Effect.ALLOW,
  actions: ["sqs:SendMessage"],
  resources: [queue.queueArn],
});

/**
 * Topics by name or, where those are too many, by what all of ours are called.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
 */
const fromTopics = (
  feeds: Feeds,
  organization: string | undefined,
  queue: Queue,
): readonly PolicyStatement[] => {
  const byName = (topics: readonly string[]) =>
    topicsByService(topics, queue).map(([service, arns]) => fromService(service, arns, queue));
  if (hasRoomFor(feeds, queue)) return byName(feeds.topics);
  const ours = feeds.topics.filter((arn) => arn.endsWith(`:${vaultTopicName}`));
  const anywhere = (arn: string) => arn.replace(/^(arn:[^:]+:[^:]+):[^:]*:\d{12}:/, "$1:*:*:");
  return [
    new PolicyStatement({
      ...sending(queue),
      sid: "FromTopicsOfTheOrganization",
      principals: [...new Set(ours.flatMap((arn) => snsServicesOf(arn, queue.stack.region)))].map(
        (service) => new ServicePrincipal(service),
      ),
      conditions: {
        ArnLike: { "aws:SourceArn": [...new Set(ours.map(anywhere))] },
        StringEquals: { "aws:SourceOrgID": demandOrganization(organization) },
      },
    }),
    ...byName(feeds.topics.filter((arn) => !ours.includes(arn))),
  ];
};

const fromSenders = (
  feeds: Feeds,
  organization: string | undefined,
  queue: Queue,
): readonly PolicyStatement[] => {
  const { senders } = feeds;
  if (senders.length === 0) return [];
  if (hasRoomFor(feeds, queue)) {
    const principals = [...new Set(senders.map(accountArn))].map((arn) => new ArnPrincipal(arn));
    const conditions = sendersOnly(senders, organization);
    return [new PolicyStatement({ ...sending(queue), sid: "FromSenders", principals, conditions })];
  }
  const anywhere = [...new Set(senders.map((place) => senderArn({ ...place, account: "*" })))];
  return [
    new PolicyStatement({
      ...sending(queue),
      sid: "FromSendersOfTheOrganization",
      principals: [new AnyPrincipal()],
      conditions: {
        ArnLike: { "aws:PrincipalArn": anywhere },
        StringEquals: { "aws:PrincipalOrgID": demandOrganization(organization) },
      },
    }),
  ];
};

/**
 * The whole account is named and the role is a condition: a role that is made anew, or not yet made, would make a
 * policy that names it invalid. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const sendersOnly = (senders: readonly Place[], organization: string | undefined) => ({
  ArnEquals: { "aws:PrincipalArn": [...new Set(senders.map(senderArn))] },
  ...(organization === undefined ? {} : { StringEquals: { "aws:PrincipalOrgID": organization } }),
});

type ByService = readonly (readonly [service: string, topics: readonly string[]])[];

const topicsByService = (topics: readonly string[], queue: Queue): ByService => {
  const servicesOf = (arn: string) => snsServicesOf(arn, queue.stack.region);
  const services = [...new Set(topics.flatMap(servicesOf))];
  return services.map((service) => [service, topics.filter((arn) => servicesOf(arn).includes(service))]);
};

const fromService = (service: string, sources: readonly string[], queue: Queue): PolicyStatement =>
  new PolicyStatement({
    ...sending(queue),
    sid: `From${service
      .replace(/\.amazonaws\..*$/, "")
      .replace(/(?:^|[^a-z]+)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`,
    principals: [new ServicePrincipal(service)],
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
