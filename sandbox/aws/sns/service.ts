// The simulated SNS: topics, filtered subscriptions of queues, and what a message looks like when it arrives there.
import { randomUUID } from "node:crypto";
import type * as sns from "@aws-sdk/client-sns";
import type { WorldClock } from "../../clock.ts";
import { AwsError, type Call, type Handlers } from "../service.ts";
import type { MessageAttribute } from "../sqs/queue.ts";
import type { Sqs } from "../sqs/service.ts";
import { type FilterPolicy, type FilterScope, matches, parseFilterPolicy } from "./filter-policy.ts";

/** https://docs.aws.amazon.com/general/latest/gr/sns.html */
const messageMaxBytes = 262_144;

interface Topic {
  readonly arn: string;
  attributes: Record<string, string>;
}

interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly endpoint: string;
  readonly owner: string;
  attributes: Record<string, string>;
  policy: FilterPolicy | undefined;
}

interface Publication {
  readonly topicArn: string;
  readonly subject?: string | undefined;
  readonly message: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
}

export interface Sns {
  readonly handlers: Handlers<typeof sns>;
  /** A message from an AWS service; nothing happens when there is no such topic. */
  publish(publication: {
    readonly topicArn: string;
    readonly subject: string;
    readonly message: string;
    readonly attributes: Readonly<Record<string, string>>;
  }): void;
}

export const createSns = (clock: WorldClock, sqs: Sqs): Sns => {
  const topics = new Map<string, Topic>();
  const subscriptions = new Map<string, Subscription>();

  const topicBy = (arn: string | undefined): Topic => {
    const topic = topics.get(arn ?? "");
    if (topic === undefined) throw new AwsError("NotFound", "Topic does not exist", 404);
    return topic;
  };

  const subscriptionBy = (arn: string | undefined): Subscription => {
    const subscription = subscriptions.get(arn ?? "");
    if (subscription === undefined) throw new AwsError("NotFound", "Subscription does not exist", 404);
    return subscription;
  };

  const publish = (publication: Publication): string => {
    const { message, subject } = publication;
    if (message === "") throw new AwsError("InvalidParameter", "Invalid parameter: Empty message");
    if (Buffer.byteLength(message) > messageMaxBytes) {
      throw new AwsError("InvalidParameter", "Invalid parameter: Message too long");
    }
    if (subject !== undefined && (subject.length > 100 || subject === "")) {
      throw new AwsError("InvalidParameter", "Invalid parameter: Subject");
    }
    const messageId = randomUUID();
    for (const subscription of subscriptions.values()) {
      if (subscription.topicArn === publication.topicArn && isWanted(subscription, publication)) {
        deliver(subscription, publication, messageId);
      }
    }
    return messageId;
  };

  const deliver = (subscription: Subscription, publication: Publication, messageId: string): void => {
    const isRaw = subscription.attributes.RawMessageDelivery === "true";
    const body = isRaw ? publication.message : envelopeOf(publication, subscription, messageId, clock.now());
    const attributes = isRaw ? publication.attributes : {};
    if (sqs.deliver(subscription.endpoint, body, attributes)) return;
    const { RedrivePolicy: redrive } = subscription.attributes;
    if (redrive === undefined) return;
    const { deadLetterTargetArn } = JSON.parse(redrive) as { readonly deadLetterTargetArn: string };
    sqs.deliver(deadLetterTargetArn, body, attributes);
  };

  const setPolicy = (attributes: Readonly<Record<string, string>>): FilterPolicy | undefined => {
    const json = attributes.FilterPolicy;
    if (json === undefined || json === "") return undefined;
    const parsed = parseFilterPolicy(
      json,
      (attributes.FilterPolicyScope ?? "MessageAttributes") as FilterScope,
    );
    if (parsed.type === "refused") throw new AwsError("InvalidParameter", parsed.message);
    return parsed.policy;
  };

  const listed = (subscription: Subscription) => ({
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topicArn,
    Protocol: "sqs",
    Endpoint: subscription.endpoint,
    Owner: subscription.owner,
  });

  return {
    publish({ topicArn, subject, message, attributes }) {
      if (!topics.has(topicArn)) return;
      const typed = Object.entries(attributes).map(([name, value]) => [
        name,
        { DataType: "String", StringValue: value },
      ]);
      publish({ topicArn, subject, message, attributes: Object.fromEntries(typed) });
    },
    handlers: {
      CreateTopic(input, call) {
        const arn = `arn:aws:sns:${call.region}:${call.account}:${input.Name}`;
        if (!topics.has(arn)) topics.set(arn, { arn, attributes: { ...input.Attributes } });
        return { TopicArn: arn };
      },
      ListTopics: (_, call) => ({
        Topics: [...topics.keys()].filter((arn) => isFrom(arn, call)).map((TopicArn) => ({ TopicArn })),
      }),
      GetTopicAttributes(input) {
        const topic = topicBy(input.TopicArn);
        return { Attributes: { ...topic.attributes, TopicArn: topic.arn } };
      },
      SetTopicAttributes(input) {
        const topic = topicBy(input.TopicArn);
        topic.attributes = { ...topic.attributes, [input.AttributeName ?? ""]: input.AttributeValue ?? "" };
        return {};
      },
      Subscribe(input, call) {
        const topic = topicBy(input.TopicArn);
        if (input.Protocol !== "sqs") {
          throw new AwsError(
            "InvalidParameter",
            `Invalid parameter: Protocol ${input.Protocol} is not simulated`,
          );
        }
        const attributes = { ...input.Attributes };
        const policy = setPolicy(attributes);
        const arn = `${topic.arn}:${randomUUID()}`;
        const endpoint = input.Endpoint ?? "";
        subscriptions.set(arn, {
          arn,
          topicArn: topic.arn,
          endpoint,
          owner: call.account,
          attributes,
          policy,
        });
        return { SubscriptionArn: arn };
      },
      Unsubscribe(input) {
        subscriptions.delete(input.SubscriptionArn ?? "");
        return {};
      },
      ListSubscriptions: (_, call) => ({
        Subscriptions: [...subscriptions.values()].filter(({ arn }) => isFrom(arn, call)).map(listed),
      }),
      ListSubscriptionsByTopic: (input) => ({
        Subscriptions: [...subscriptions.values()]
          .filter(({ topicArn }) => topicArn === input.TopicArn)
          .map(listed),
      }),
      GetSubscriptionAttributes(input) {
        const { attributes, arn, topicArn } = subscriptionBy(input.SubscriptionArn);
        return { Attributes: { ...attributes, SubscriptionArn: arn, TopicArn: topicArn } };
      },
      SetSubscriptionAttributes(input) {
        const subscription = subscriptionBy(input.SubscriptionArn);
        const attributes = {
          ...subscription.attributes,
          [input.AttributeName ?? ""]: input.AttributeValue ?? "",
        };
        subscription.policy = setPolicy(attributes);
        subscription.attributes = attributes;
        return {};
      },
      Publish(input) {
        const topic = topicBy(input.TopicArn ?? input.TargetArn);
        const attributes = (input.MessageAttributes ?? {}) as Record<string, MessageAttribute>;
        const message = input.Message ?? "";
        return { MessageId: publish({ topicArn: topic.arn, subject: input.Subject, message, attributes }) };
      },
    },
  };
};

const isFrom = (arn: string, call: Call): boolean => {
  const [, , , region, account] = arn.split(":");
  return region === call.region && account === call.account;
};

const isWanted = ({ policy, attributes }: Subscription, publication: Publication): boolean => {
  if (policy === undefined) return true;
  if (attributes.FilterPolicyScope !== "MessageBody")
    return matches(policy, valuesOf(publication.attributes));
  try {
    return matches(policy, JSON.parse(publication.message));
  } catch {
    return false;
  }
};

/** Attributes as a filter sees them: numbers are numbers, and a String.Array is its items. */
const valuesOf = (attributes: Publication["attributes"]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue = "" }]) => {
      if (DataType.startsWith("Number")) return [name, Number(StringValue)];
      return [name, DataType === "String.Array" ? itemsOf(StringValue) : StringValue];
    }),
  );

const itemsOf = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
};

/** As it arrives in a queue without raw delivery; the signature is not simulated, because a queue does not check it. */
const envelopeOf = (
  { message, subject, topicArn, attributes }: Publication,
  subscription: Subscription,
  messageId: string,
  now: number,
): string => {
  const [, , , region] = topicArn.split(":");
  const host = `https://sns.${region}.amazonaws.com`;
  const shown = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: StringValue ?? Buffer.from(BinaryValue ?? []).toString("base64") },
  ]);
  return JSON.stringify({
    Type: "Notification",
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: message,
    Timestamp: new Date(now).toISOString(),
    SignatureVersion: "1",
    Signature: "c2ltdWxhdGVk",
    SigningCertURL: `${host}/SimpleNotificationService-simulated.pem`,
    UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
    ...(shown.length === 0 ? {} : { MessageAttributes: Object.fromEntries(shown) }),
  });
};
