// The topics and subscriptions there are, and how one is found or said not to be.
import { AwsError, type Call } from "../service.ts";
import type { FilterPolicy } from "./filter-policy.ts";

export type Attributes = Readonly<Record<string, string>>;

export interface Topic {
  readonly arn: string;
  attributes: Attributes;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  /** The queue's ARN. */
  readonly endpoint: string;
  readonly owner: string;
  /** Who subscribed. */
  readonly principal: string;
  /** What the queue's owner confirms it with, when someone else subscribed the queue. */
  readonly token?: string | undefined;
  /** World milliseconds. */
  readonly subscribedAt: number;
  /** Waits for the queue's owner, and is delivered nothing. */
  isPending: boolean;
  /** By the queue's owner as such, and not by whoever has read the token. */
  wasAuthenticated: boolean;
  attributes: Attributes;
  policy: FilterPolicy | undefined;
}

export type TopicStore = ReturnType<typeof createStore>;

export const queuePattern = /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w-]{1,80}$/;

export const invalid = (why: string): AwsError =>
  new AwsError("InvalidParameter", `Invalid parameter: ${why}`);

export const createStore = () => {
  const topics = new Map<string, Topic>();
  const subscriptions = new Map<string, Subscription>();
  return {
    topics,
    subscriptions,
    topic(arn: string | undefined): Topic {
      const topic = topics.get(arn ?? "");
      if (topic === undefined) throw new AwsError("NotFound", "Topic does not exist", 404);
      return topic;
    },
    subscription(arn: string | undefined): Subscription {
      const subscription = subscriptions.get(arn ?? "");
      if (subscription === undefined) throw new AwsError("NotFound", "Subscription does not exist", 404);
      return subscription;
    },
    subscriptionsOf: (topicArn: string): readonly Subscription[] =>
      [...subscriptions.values()].filter((subscription) => subscription.topicArn === topicArn),
  };
};

export const regionOf = (arn: string): string => arn.split(":")[3] ?? "";

/** Whose a queue or a topic is. */
export const accountOf = (arn: string): string => arn.split(":")[4] ?? "";

/** What a queue's policy is asked about. https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
export const sourceOf = ({ arn }: Topic) => ({ source: arn, sourceAccount: accountOf(arn) });

/** Whether an ARN is of the caller's account and Region. */
export const isFrom = (arn: string, call: Call): boolean =>
  regionOf(arn) === call.region && accountOf(arn) === call.account;

/** A page of a list, and the token of the next. https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export const pageOf = <Item>(items: readonly Item[], token: string | undefined) => {
  const start = Number(token ?? 0);
  const end = start + pageMax;
  return {
    page: items.slice(start, end),
    rest: end < items.length ? { NextToken: String(end) } : {},
  };
};

const pageMax = 100;
