// The operations of SNS on subscriptions. Queues only; a changed filter holds at once, where AWS takes up to fifteen
// minutes. Whoever subscribes a queue of another account has to wait until the queue's owner confirms it.
// https://docs.aws.amazon.com/sns/latest/dg/sns-send-message-to-sqs-cross-account.html
import { randomUUID } from "node:crypto";
import type * as sns from "@aws-sdk/client-sns";
import type { WorldClock } from "../../clock.ts";
import { AwsError, type Call, type Handlers } from "../service.ts";
import type { Sqs } from "../sqs/service.ts";
import { confirmationOf } from "./envelope.ts";
import { type FilterPolicy, parseFilterPolicy } from "./filter-policy.ts";
import { demandRedrive } from "./redrive.ts";
import {
  type Attributes,
  accountOf,
  invalid,
  pageOf,
  queuePattern,
  regionOf,
  type Subscription,
  sourceOf,
  type Topic,
  type TopicStore,
} from "./store.ts";

/** Who wants to subscribe what to another account's topic. */
export interface Subscribing {
  readonly topic: string;
  /** The topic's policy as it was set; undefined when none was. */
  readonly policy: string | undefined;
  readonly account: string;
  readonly principal: string;
  readonly protocol: string;
  readonly endpoint: string;
}

/** Whether the topic's policy lets another account subscribe. */
export type MaySubscribe = (subscribing: Subscribing) => boolean;

interface Parts {
  readonly store: TopicStore;
  readonly clock: WorldClock;
  readonly sqs: Sqs;
  readonly maySubscribe: MaySubscribe;
}

const settable = ["FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy"];
/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html: "Confirmation tokens are valid for two days." */
const tokenMs = 2 * 24 * 60 * 60_000;
/** Taken for what it is; it changes nothing for a queue. */
const inert = ["DeliveryPolicy"];

export const subscriptionOperations = ({ store, clock, sqs, maySubscribe }: Parts): Handlers<typeof sns> => ({
  Subscribe(input, call) {
    const { Protocol: protocol, Endpoint: endpoint = "" } = input;
    demandHere(input.TopicArn, call);
    const topic = store.topic(input.TopicArn);
    if (protocol !== "sqs") throw invalid(`Protocol ${protocol} is not simulated`);
    if (!queuePattern.test(endpoint)) throw invalid("SQS endpoint ARN");
    demandAllowed(topic, endpoint, call, maySubscribe);
    const { account: owner, principal } = call;
    const attributes = { ...input.Attributes };
    const policy = policyOf(attributes, { owner, topicArn: topic.arn }, "Attributes Reason: ");
    const known = store.subscriptionsOf(topic.arn).find((other) => other.endpoint === endpoint);
    if (known?.isPending === false) {
      if (Object.entries(attributes).every(([name, value]) => known.attributes[name] === value)) {
        return { SubscriptionArn: known.arn };
      }
      throw invalid("Attributes Reason: Subscription already exists with different attributes");
    }
    // One that was never confirmed is asked for anew.
    if (known !== undefined) store.subscriptions.delete(known.arn);
    const isPending = accountOf(endpoint) !== owner;
    const subscription: Subscription = {
      arn: `${topic.arn}:${randomUUID()}`,
      topicArn: topic.arn,
      endpoint,
      owner,
      principal,
      token: isPending ? tokenOf() : undefined,
      subscribedAt: clock.now(),
      isPending,
      wasAuthenticated: !isPending,
      attributes,
      policy,
    };
    store.subscriptions.set(subscription.arn, subscription);
    if (subscription.token !== undefined) {
      const body = confirmationOf(topic, subscription.token, clock.now());
      sqs.sendFrom({ service: "sns", queueArn: endpoint, body, ...sourceOf(topic) });
    }
    const isArnTold = !isPending || input.ReturnSubscriptionArn === true;
    return { SubscriptionArn: isArnTold ? subscription.arn : "pending confirmation" };
  },

  /** Whoever has the token has read the queue, and that is enough. */
  ConfirmSubscription(input, call) {
    demandHere(input.TopicArn, call);
    const subscription = store
      .subscriptionsOf(store.topic(input.TopicArn).arn)
      .find(({ token }) => token !== undefined && token === input.Token);
    const isLate = subscription?.isPending && clock.now() - subscription.subscribedAt > tokenMs;
    if (subscription === undefined || isLate) throw invalid("Token");
    if (subscription.isPending) {
      subscription.isPending = false;
      subscription.wasAuthenticated = input.AuthenticateOnUnsubscribe === "true";
    }
    return { SubscriptionArn: subscription.arn };
  },

  Unsubscribe(input) {
    store.subscriptions.delete(input.SubscriptionArn ?? "");
    return {};
  },

  ListSubscriptions(input, call) {
    const own = [...store.subscriptions.values()].filter(
      ({ arn, owner }) => owner === call.account && regionOf(arn) === call.region,
    );
    const { page, rest } = pageOf(own, input.NextToken);
    return { Subscriptions: page.map(listed), ...rest };
  },

  ListSubscriptionsByTopic(input) {
    const { arn } = store.topic(input.TopicArn);
    const { page, rest } = pageOf(store.subscriptionsOf(arn), input.NextToken);
    return { Subscriptions: page.map(listed), ...rest };
  },

  GetSubscriptionAttributes(input) {
    const subscription = store.subscription(input.SubscriptionArn);
    const { attributes, policy } = subscription;
    return {
      Attributes: {
        RawMessageDelivery: "false",
        ...(policy === undefined ? {} : { FilterPolicyScope: "MessageAttributes" }),
        ...attributes,
        ...listed(subscription),
        SubscriptionArn: subscription.arn,
        SubscriptionPrincipal: subscription.principal,
        ConfirmationWasAuthenticated: String(subscription.wasAuthenticated),
        PendingConfirmation: String(subscription.isPending),
      },
    };
  },

  SetSubscriptionAttributes(input) {
    const subscription = store.subscription(input.SubscriptionArn);
    const { AttributeName: name = "", AttributeValue: value = "" } = input;
    const { [name]: _, ...others } = subscription.attributes;
    // An empty filter, or an empty redrive policy, takes it away.
    const attributes = value === "" || value === "{}" ? others : { ...others, [name]: value };
    if (![...settable, ...inert].includes(name)) throw invalid("AttributeName");
    subscription.policy = policyOf(attributes, subscription, "");
    subscription.attributes = attributes;
    return {};
  },
});

/** A topic is known in its own Region alone. */
const demandHere = (topicArn: string | undefined, call: Call): void => {
  if (regionOf(topicArn ?? "") !== call.region) throw invalid("TopicArn");
};

/** An account needs no leave of a topic of its own. */
const demandAllowed = (
  { arn: topic, attributes }: Topic,
  endpoint: string,
  { account, principal }: Call,
  maySubscribe: MaySubscribe,
): void => {
  if (accountOf(topic) === account) return;
  const policy = attributes.Policy || undefined;
  if (maySubscribe({ topic, policy, account, principal, protocol: "sqs", endpoint })) return;
  const message = `User: ${principal} is not authorized to perform: SNS:Subscribe on resource: ${topic} because no resource-based policy allows the SNS:Subscribe action`;
  throw new AwsError("AuthorizationError", message, 403);
};

const tokenOf = (): string => `${randomUUID()}${randomUUID()}`.replaceAll("-", "");

/** The filter that attributes ask for; throws what SNS says of attributes that it does not take. */
const policyOf = (
  attributes: Attributes,
  subscription: Pick<Subscription, "owner" | "topicArn">,
  prefix: string,
): FilterPolicy | undefined => {
  const unknown = Object.keys(attributes).find((name) => ![...settable, ...inert].includes(name));
  if (unknown !== undefined) throw invalid(`${prefix}Unknown attribute ${unknown}`);
  const { FilterPolicy: json = "", FilterPolicyScope: scope = "MessageAttributes" } = attributes;
  const raw = attributes.RawMessageDelivery ?? "false";
  if (!["true", "false"].includes(raw)) {
    throw invalid(`${prefix}RawMessageDelivery: Invalid value [${raw}]. Must be true or false.`);
  }
  demandRedrive(attributes.RedrivePolicy, subscription, prefix);
  if (scope !== "MessageAttributes" && scope !== "MessageBody") {
    throw invalid(
      `${prefix}FilterPolicyScope: Invalid value [${scope}]. Please use either MessageBody or MessageAttributes`,
    );
  }
  if (json === "") return undefined;
  const parsed = parseFilterPolicy(json, scope);
  if (parsed.type === "refused") throw invalid(`${prefix}${parsed.message}`);
  return Object.keys(parsed.policy).length === 0 ? undefined : parsed.policy;
};

const listed = ({ arn, topicArn, endpoint, owner, isPending }: Subscription) => ({
  SubscriptionArn: isPending ? "PendingConfirmation" : arn,
  TopicArn: topicArn,
  Protocol: "sqs",
  Endpoint: endpoint,
  Owner: owner,
});
