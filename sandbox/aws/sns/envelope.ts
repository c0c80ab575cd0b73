// What SNS writes around a message, and what it writes to ask a queue's owner whether a subscription is wanted. The
// signature is not simulated, because a queue does not check it.
// https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html
import { randomUUID } from "node:crypto";
import type { MessageAttribute } from "../sqs/queue.ts";
import type { Subscription, Topic } from "./store.ts";

export interface Publication {
  readonly id: string;
  readonly topic: Topic;
  readonly subject?: string | undefined;
  readonly message: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** World milliseconds. */
  readonly at: number;
}

/** As it arrives without raw delivery. */
export const notificationOf = (publication: Publication, { arn }: Subscription): string => {
  const { id, topic, subject, message, attributes, at } = publication;
  const shown = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: StringValue ?? Buffer.from(BinaryValue ?? []).toString("base64") },
  ]);
  return JSON.stringify({
    Type: "Notification",
    MessageId: id,
    TopicArn: topic.arn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: message,
    Timestamp: new Date(at).toISOString(),
    ...signatureOf(topic),
    UnsubscribeURL: `${addressOf(topic)}/?Action=Unsubscribe&SubscriptionArn=${arn}`,
    ...(shown.length === 0 ? {} : { MessageAttributes: Object.fromEntries(shown) }),
  });
};

/** https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html: never raw. */
export const confirmationOf = (topic: Topic, token: string, at: number): string =>
  JSON.stringify({
    Type: "SubscriptionConfirmation",
    MessageId: randomUUID(),
    Token: token,
    TopicArn: topic.arn,
    Message: `You have chosen to subscribe to the topic ${topic.arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    SubscribeURL: `${addressOf(topic)}/?Action=ConfirmSubscription&TopicArn=${topic.arn}&Token=${token}`,
    Timestamp: new Date(at).toISOString(),
    ...signatureOf(topic),
  });

const addressOf = ({ arn }: Topic): string => `https://sns.${arn.split(":")[3]}.amazonaws.com`;

const signatureOf = (topic: Topic) => ({
  SignatureVersion: topic.attributes.SignatureVersion ?? "1",
  Signature: "c2ltdWxhdGVk",
  SigningCertURL: `${addressOf(topic)}/SimpleNotificationService-simulated.pem`,
});
