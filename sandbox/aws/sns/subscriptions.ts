// The operations of SNS on subscriptions. Queues only; a queue of another account is confirmed at once, where AWS asks
// its owner first, and a changed filter holds at once, where AWS takes up to fifteen minutes.
// https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
import { randomUUID } from "node:crypto";
import type * as sns from "@aws-sdk/client-sns";
import type { Handlers } from "../service.ts";
import { type FilterPolicy, parseFilterPolicy } from "./filter-policy.ts";
import { type Attributes, invalid, isFrom, pageOf, type Subscription, type TopicStore } from "./store.ts";

const queuePattern = /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w-]{1,80}$/;
const settable = ["FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy"];
/** Taken for what it is; it changes nothing for a queue. */
const inert = ["DeliveryPolicy"];

export const subscriptionOperations = (store: TopicStore): Handlers<typeof sns> => ({
  Subscribe(input, call) {
    const topic = store.topic(input.TopicArn);
    const { Protocol: protocol, Endpoint: endpoint = "" } = input;
    if (protocol !== "sqs") throw invalid(`Protocol ${protocol} is not simulated`);
    if (!queuePattern.test(endpoint)) throw invalid("SQS endpoint ARN");
    const attributes = { ...input.Attributes };
    const policy = policyOf(attributes, "Attributes Reason: ");
    const known = store.subscriptionsOf(topic.arn).find((other) => other.endpoint === endpoint);
    if (known !== undefined) {
      if (Object.entries(attributes).every(([name, value]) => known.attributes[name] === value)) {
        return { SubscriptionArn: known.arn };
      }
      throw invalid("Attributes Reason: Subscription already exists with different attributes");
    }
    const arn = `${topic.arn}:${randomUUID()}`;
    const { account: owner, principal } = call;
    store.subscriptions.set(arn, {
      arn,
      topicArn: topic.arn,
      endpoint,
      owner,
      principal,
      attributes,
      policy,
    });
    return { SubscriptionArn: arn };
  },

  Unsubscribe(input) {
    store.subscriptions.delete(input.SubscriptionArn ?? "");
    return {};
  },

  ListSubscriptions(input, call) {
    const own = [...store.subscriptions.values()].filter(({ arn }) => isFrom(arn, call));
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
        SubscriptionPrincipal: subscription.principal,
        ConfirmationWasAuthenticated: "true",
        PendingConfirmation: "false",
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
    subscription.policy = policyOf(attributes, "");
    subscription.attributes = attributes;
    return {};
  },
});

/** The filter that attributes ask for; throws what SNS says of attributes that it does not take. */
const policyOf = (attributes: Attributes, prefix: string): FilterPolicy | undefined => {
  const unknown = Object.keys(attributes).find((name) => ![...settable, ...inert].includes(name));
  if (unknown !== undefined) throw invalid(`${prefix}Unknown attribute ${unknown}`);
  const { FilterPolicy: json = "", FilterPolicyScope: scope = "MessageAttributes" } = attributes;
  const raw = attributes.RawMessageDelivery ?? "false";
  if (!["true", "false"].includes(raw)) {
    throw invalid(`${prefix}RawMessageDelivery: Invalid value [${raw}]. Must be true or false.`);
  }
  demandRedrive(attributes.RedrivePolicy, prefix);
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

const demandRedrive = (policy: string | undefined, prefix: string): void => {
  if (policy === undefined) return;
  const target = deadLetterQueueOf(policy);
  if (target === undefined) throw invalid(`${prefix}RedrivePolicy: failed to parse JSON.`);
  if (!queuePattern.test(target)) {
    throw invalid(`${prefix}RedrivePolicy: deadLetterTargetArn is an invalid arn`);
  }
};

/** Where undeliverable messages of a subscription go. */
export const deadLetterQueueOf = (policy: string | undefined): string | undefined => {
  if (policy === undefined) return undefined;
  try {
    const { deadLetterTargetArn: arn } = JSON.parse(policy) as Readonly<Record<string, unknown>>;
    return typeof arn === "string" ? arn : undefined;
  } catch {
    return undefined;
  }
};

const listed = ({ arn, topicArn, endpoint, owner }: Subscription) => ({
  SubscriptionArn: arn,
  TopicArn: topicArn,
  Protocol: "sqs",
  Endpoint: endpoint,
  Owner: owner,
});
