// A message on its way into a simulated queue and out of it: what SQS refuses, and what it shows of one.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
import { createHash } from "node:crypto";
import type * as sqs from "@aws-sdk/client-sqs";
import { AwsError } from "../service.ts";
import { md5Of, md5OfAttributes } from "./digests.ts";
import type { Message, MessageAttribute, Sending } from "./queue.ts";
import { type Attributes, delayMaxSeconds, messageMaxBytes } from "./rules.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
const attributesMax = 10;

export interface Incoming {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  readonly delaySeconds?: number | undefined;
  readonly group?: string | undefined;
  readonly deduplication?: string | undefined;
}

const badValue = (value: unknown, name: string, reason: string) =>
  new AwsError("InvalidParameterValue", `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`);

/** What the machine keeps of a message, once SQS has nothing against it. */
export const sendingOf = (incoming: Incoming, queue: Attributes, id: string, senderId: string): Sending => {
  const { body, attributes = {}, delaySeconds, group } = incoming;
  demandContents(body);
  demandMessageAttributes(attributes);
  demandSize(body, attributes, Number(queue.MaximumMessageSize ?? messageMaxBytes));
  if (delaySeconds !== undefined && !(delaySeconds >= 0 && delaySeconds <= delayMaxSeconds)) {
    throw badValue(delaySeconds, "DelaySeconds", `DelaySeconds must be >= 0 and <= ${delayMaxSeconds}.`);
  }
  const isFifo = queue.FifoQueue === "true";
  if (isFifo && delaySeconds !== undefined && delaySeconds > 0) {
    throw badValue(
      delaySeconds,
      "DelaySeconds",
      "The request include parameter that is not valid for this queue type.",
    );
  }
  const deduplication = deduplicationOf(incoming, queue);
  return {
    id,
    body,
    attributes,
    senderId,
    ...(delaySeconds === undefined || isFifo ? {} : { delayMs: delaySeconds * 1000 }),
    ...(group === undefined ? {} : { group }),
    ...(deduplication === undefined ? {} : { deduplication }),
  };
};

/** What tells a double of this message in a FIFO queue; undefined in any other. */
const deduplicationOf = (incoming: Incoming, queue: Attributes): string | undefined => {
  const { body, group, deduplication } = incoming;
  if (queue.FifoQueue !== "true") {
    if (deduplication === undefined) return undefined;
    throw badValue(
      deduplication,
      "MessageDeduplicationId",
      "The request include parameter that is not valid for this queue type.",
    );
  }
  if (group === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter MessageGroupId.");
  }
  if (deduplication !== undefined) return deduplication;
  if (queue.ContentBasedDeduplication === "true") return createHash("sha256").update(body).digest("hex");
  throw new AwsError(
    "InvalidParameterValue",
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );
};

const demandContents = (body: string): void => {
  if (body === "") {
    throw new AwsError("MissingParameter", "The request must contain the parameter MessageBody.");
  }
  if (/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(body)) {
    throw new AwsError(
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    );
  }
};

const demandMessageAttributes = (attributes: Readonly<Record<string, MessageAttribute>>): void => {
  const refuse = (message: string) => new AwsError("InvalidParameterValue", message);
  const all = Object.entries(attributes);
  if (all.length > attributesMax) {
    throw refuse(
      `Number of message attributes [${all.length}] exceeds the allowed maximum [${attributesMax}].`,
    );
  }
  for (const [name, { DataType, StringValue, BinaryValue }] of all) {
    const [prefix = ""] = DataType.split(".");
    if (!["String", "Number", "Binary"].includes(prefix)) {
      throw refuse(
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    }
    if (prefix === "Binary" ? !BinaryValue?.byteLength : !StringValue) {
      throw refuse(
        `Message (user) attribute '${name}' must contain a non-empty value of type '${DataType}'.`,
      );
    }
    if (prefix === "Number" && !Number.isFinite(Number(StringValue))) {
      throw refuse(`Can't cast the value of message (user) attribute '${name}' to a number.`);
    }
  }
};

/** Names, types and values of the attributes count like the body. */
export const bytesOf = (body: string, attributes: Readonly<Record<string, MessageAttribute>> = {}): number =>
  Object.entries(attributes)
    .map(
      ([name, { DataType, StringValue, BinaryValue }]) =>
        Buffer.byteLength(name) +
        Buffer.byteLength(DataType) +
        (BinaryValue?.byteLength ?? Buffer.byteLength(StringValue ?? "")),
    )
    .reduce((sum, size) => sum + size, Buffer.byteLength(body));

const demandSize = (
  body: string,
  attributes: Readonly<Record<string, MessageAttribute>>,
  maxBytes: number,
): void => {
  if (bytesOf(body, attributes) <= maxBytes) return;
  const message = `One or more parameters are invalid. Reason: Message must be shorter than ${maxBytes} bytes.`;
  throw new AwsError("InvalidParameterValue", message);
};

export interface Wanted {
  /** Names, a prefix with ".*", or All. */
  readonly attributes: readonly string[];
  readonly systemAttributes: readonly string[];
}

/** A message as ReceiveMessage shows it: of its attributes, only those that were asked for. */
export const shown = (message: Message, wanted: Wanted): sqs.Message => {
  const attributes = Object.fromEntries(
    Object.entries(message.attributes).filter(([name]) => wanted.attributes.some(isNaming(name))),
  );
  const isAsked = ([name]: readonly [string, string]) =>
    wanted.systemAttributes.some((asked) => asked === "All" || asked === name);
  const system = Object.entries(systemAttributesOf(message)).filter(isAsked);
  const md5 = md5OfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: md5Of(message.body),
    // The model's attributes are the SDK's without its unused list members.
    ...(md5 === undefined
      ? {}
      : {
          MD5OfMessageAttributes: md5,
          MessageAttributes: attributes as Record<string, sqs.MessageAttributeValue>,
        }),
    ...(system.length === 0 ? {} : { Attributes: Object.fromEntries(system) }),
  };
};

const isNaming = (name: string) => (asked: string) =>
  asked === "All" || asked === name || (asked.endsWith(".*") && name.startsWith(asked.slice(0, -1)));

const systemAttributesOf = (message: Message): Readonly<Record<string, string>> => ({
  SenderId: message.senderId ?? "",
  SentTimestamp: String(message.sentAt),
  ApproximateReceiveCount: String(message.receives),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
  ...(message.group === undefined ? {} : { MessageGroupId: message.group }),
  ...(message.deduplication === undefined
    ? {}
    : {
        MessageDeduplicationId: message.deduplication,
        SequenceNumber: sequenceNumber(message.sequence),
      }),
  ...(message.sourceArn === undefined ? {} : { DeadLetterQueueSourceArn: message.sourceArn }),
});

/** Twenty digits, as AWS writes it. */
export const sequenceNumber = (sequence: number): string => String(sequence).padStart(20, "0");
