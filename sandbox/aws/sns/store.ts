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
  attributes: Attributes;
  policy: FilterPolicy | undefined;
}

export type TopicStore = ReturnType<typeof createStore>;

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

/** Whose a queue or a topic is. */
export const accountOf = (arn: string): string => arn.split(":")[4] ?? "";

/** Whether an ARN is of the caller's account and Region. */
export const isFrom = (arn: string, call: Call): boolean => {
  const [, , , region, account] = arn.split(":");
  return region === call.region && account === call.account;
};

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
