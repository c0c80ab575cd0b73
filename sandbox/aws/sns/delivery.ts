// From a publication to the queues that want it: the filter, the envelope or the bare message, and the subscription's
// dead-letter queue when a queue is gone or closed to the topic. AWS tries for 23 days before it gives up; here it gives up at once.
// https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
import type { Sqs } from "../sqs/service.ts";
import { notificationOf, type Publication } from "./envelope.ts";
import { matches } from "./filter-policy.ts";
import { deadLetterQueueOf } from "./redrive.ts";
import { type Subscription, sourceOf } from "./store.ts";

/**
 * A raw message with more attributes than a queue takes is not delivered but counts as undeliverable (not verified;
 * nor is what of it AWS puts into the dead-letter queue: here it is the bare message).
 * https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html
 */
const rawAttributesMax = 10;

export const deliver = (publication: Publication, subscription: Subscription, sqs: Sqs): void => {
  if (subscription.isPending || !isWanted(publication, subscription)) return;
  const isRaw = subscription.attributes.RawMessageDelivery === "true";
  const isTooRich = isRaw && Object.keys(publication.attributes).length > rawAttributesMax;
  const body = isRaw ? publication.message : notificationOf(publication, subscription);
  const attributes = isRaw && !isTooRich ? publication.attributes : {};
  const send = (queueArn: string) =>
    sqs.sendFrom({ service: "sns", queueArn, body, attributes, ...sourceOf(publication.topic) });
  if (!isTooRich && send(subscription.endpoint) === "taken") return;
  const grave = deadLetterQueueOf(subscription.attributes.RedrivePolicy);
  if (grave !== undefined) send(grave);
};

const isWanted = (publication: Publication, { policy, attributes }: Subscription): boolean => {
  if (policy === undefined) return true;
  if (attributes.FilterPolicyScope === "MessageBody") return isBodyWanted(publication.message, policy);
  const values = valuesOf(publication.attributes);
  // AWS: "An empty set of attributes results in the filter not matching", not even by `exists: false`.
  return Object.keys(publication.attributes).length > 0 && matches(policy, values);
};

const isBodyWanted = (message: string, policy: NonNullable<Subscription["policy"]>): boolean => {
  try {
    const body: unknown = JSON.parse(message);
    return typeof body === "object" && body !== null && !Array.isArray(body) && matches(policy, body);
  } catch {
    return false;
  }
};

/** Attributes as a filter sees them: numbers are numbers, a String.Array is its items, Binary is not seen. */
const valuesOf = (attributes: Publication["attributes"]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { DataType, StringValue = "" }]) => {
      if (DataType.startsWith("Binary")) return [];
      if (DataType.startsWith("Number")) return [[name, Number(StringValue)]];
      return [[name, DataType === "String.Array" ? itemsOf(StringValue) : StringValue]];
    }),
  );

const itemsOf = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
};
