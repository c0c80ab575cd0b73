// What SNS demands of a message before it takes it, from a caller alone, in a batch or from an AWS service.
// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
import { randomUUID } from "node:crypto";
import type * as sns from "@aws-sdk/client-sns";
import type { WorldClock } from "../../clock.ts";
import { AwsError, type Handlers } from "../service.ts";
import { answerEach, demandEntries } from "../sqs/batch.ts";
import { bytesOf } from "../sqs/message.ts";
import type { MessageAttribute } from "../sqs/queue.ts";
import type { Sqs } from "../sqs/service.ts";
import { deliver } from "./delivery.ts";
import { invalid, type Topic, type TopicStore } from "./store.ts";

/** https://docs.aws.amazon.com/general/latest/gr/sns.html: message and attributes, also of a whole batch. */
const messageMaxBytes = 262_144;
const subjectMax = 100;

type Attributes = Readonly<Record<string, MessageAttribute>>;

interface Asked {
  readonly Message?: string | undefined;
  readonly Subject?: string | undefined;
  readonly MessageStructure?: string | undefined;
  readonly MessageAttributes?: sns.PublishInput["MessageAttributes"];
}

export const publishing = (store: TopicStore, clock: WorldClock, sqs: Sqs) => {
  const publish = (topic: Topic, asked: Asked): string => {
    const { Subject: subject } = asked;
    const attributes = attributesOf(asked);
    if ((asked.Message ?? "") === "") throw invalid("Empty message");
    if (bytesOf(asked.Message ?? "", attributes) > messageMaxBytes) throw invalid("Message too long");
    if (subject !== undefined && !isSubject(subject)) throw invalid("Subject");
    demandAttributes(attributes);
    const message = messageOf(asked);
    const publication = { id: randomUUID(), topic, subject, message, attributes, at: clock.now() };
    for (const subscription of store.subscriptionsOf(topic.arn)) deliver(publication, subscription, sqs);
    return publication.id;
  };

  const handlers: Handlers<typeof sns> = {
    Publish(input) {
      const topic = store.topic(input.TopicArn ?? input.TargetArn);
      return { MessageId: publish(topic, input) };
    },

    PublishBatch(input) {
      const topic = store.topic(input.TopicArn);
      const entries = input.PublishBatchRequestEntries ?? [];
      demandEntries(entries, "PublishBatchRequestEntry");
      const bytes = entries.reduce(
        (sum, entry) => sum + bytesOf(entry.Message ?? "", attributesOf(entry)),
        0,
      );
      if (bytes > messageMaxBytes) {
        throw new AwsError(
          "BatchRequestTooLong",
          "The length of all the messages put together is more than the limit.",
        );
      }
      return answerEach(entries, (entry) => ({ MessageId: publish(topic, entry) }));
    },
  };
  return { publish, handlers };
};

/** One line of text that begins with something to be seen. */
const isSubject = (text: string): boolean => text.length <= subjectMax && /^[^\s\p{Cc}]\P{Cc}*$/u.test(text);

const attributesOf = ({ MessageAttributes }: Asked): Attributes => (MessageAttributes ?? {}) as Attributes;

const demandAttributes = (attributes: Attributes): void => {
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!/^(String|Number|Binary)(\..+)?$/.test(DataType)) {
      throw new AwsError(
        "ParameterValueInvalid",
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    }
    if (DataType.startsWith("Binary") ? !BinaryValue?.byteLength : !StringValue) {
      throw new AwsError(
        "ParameterValueInvalid",
        `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
      );
    }
  }
};

/** With the structure "json" a message is a table by protocol, with a default. */
const messageOf = ({ Message: message = "", MessageStructure: structure }: Asked): string => {
  if (structure === undefined) return message;
  if (structure !== "json") throw invalid("MessageStructure");
  let table: Readonly<Record<string, unknown>>;
  try {
    table = JSON.parse(message) as Readonly<Record<string, unknown>>;
  } catch {
    throw invalid("Message Structure - JSON message body failed to parse");
  }
  if (typeof table.default !== "string") {
    throw invalid("Message Structure - No default entry in JSON message body");
  }
  return typeof table.sqs === "string" ? table.sqs : table.default;
};
