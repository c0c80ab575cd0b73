// The door: what a queue hands over becomes one type here. Nothing that arrives makes it throw: what is not
// understood becomes a raw notification, so that nothing vanishes.
import { parseInstant } from "../core/time.ts";
import { readAlarmMessage } from "./cloudwatch-alarm.ts";
import { parseEvent } from "./event.ts";
import { isMembers } from "./members.ts";
import type { Delivery, Notification, RawNotification } from "./notification.ts";
import { parsePipelineMessage } from "./pipeline-message.ts";
import { parseVaultMessage } from "./vault-message.ts";
import { parseVaultThing } from "./vault-thing.ts";

/** Reads an SNS envelope, a raw SNS message or an EventBridge event from the queue. */
export const parseNotification = (delivery: Delivery): Notification => {
  const content = parseJson(delivery.body);
  if (content === undefined) return fromBareText(delivery);
  if (isEnvelope(content)) return fromEnvelope(content, delivery);
  return (
    parseEvent(content, delivery) ??
    readAlarmMessage(content, undefined, delivery) ??
    raw(delivery, { source: "unknown", detailType: "JSON" })
  );
};

interface Envelope {
  readonly Message: string;
  readonly [name: string]: unknown;
}

const isEnvelope = (content: Readonly<Record<string, unknown>>): content is Envelope =>
  content.Type === "Notification" && typeof content.Message === "string";

const fromEnvelope = (envelope: Envelope, delivery: Delivery): Notification => {
  const messageId = textOf(envelope.MessageId) ?? delivery.messageId;
  const message: Delivery = {
    body: envelope.Message,
    messageId,
    sentAt: parseInstant(textOf(envelope.Timestamp)) ?? delivery.sentAt,
    attributes: attributesOf(envelope.MessageAttributes),
  };
  const topicArn = textOf(envelope.TopicArn);
  const subject = textOf(envelope.Subject) ?? "";
  return (
    parseVaultMessage(message, topicArn) ??
    parseVaultThing(message, topicArn) ??
    inMessage(message, topicArn, subject) ??
    raw(message, { source: "sns", detailType: eventTypeOf(message) ?? subject })
  );
};

/** EventBridge rules may publish to a topic: then the message is the event. Alarms publish JSON, pipelines prose. */
const inMessage = (
  message: Delivery,
  topicArn: string | undefined,
  subject: string,
): Notification | undefined => {
  const content = parseJson(message.body);
  return content === undefined
    ? parsePipelineMessage(message, topicArn, subject)
    : (parseEvent(content, message) ?? readAlarmMessage(content, topicArn, message));
};

const fromBareText = (delivery: Delivery): Notification =>
  parseVaultMessage(delivery, undefined) ??
  parseVaultThing(delivery, undefined) ??
  raw(delivery, { source: "sns", detailType: eventTypeOf(delivery) ?? "" });

const eventTypeOf = (message: Delivery): string | undefined =>
  message.attributes.EventType ?? message.attributes.eventType;

const raw = (
  delivery: Delivery,
  what: { readonly source: string; readonly detailType: string },
): RawNotification => ({
  type: "raw",
  id: delivery.messageId,
  at: delivery.sentAt,
  body: withAttributes(delivery),
  ...what,
});

/** The attributes are half of what AWS says in such a message, so they are shown with it. */
const withAttributes = (delivery: Delivery): string => {
  const lines = Object.entries(delivery.attributes).map(([name, value]) => `${name}: ${value}`);
  return [delivery.body, ...lines].join("\n");
};

const attributesOf = (attributes: unknown): Readonly<Record<string, string>> => {
  if (!isMembers(attributes)) return {};
  const pairs = Object.entries(attributes).flatMap(([name, attribute]): [string, string][] => {
    const value = isMembers(attribute) ? textOf(attribute.Value) : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  return Object.assign(Object.create(null), Object.fromEntries(pairs));
};

const parseJson = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const content: unknown = JSON.parse(text);
    return isMembers(content) ? content : undefined;
  } catch {
    return undefined;
  }
};

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
