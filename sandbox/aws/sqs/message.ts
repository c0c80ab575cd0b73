// A message on its way in and out of a simulated queue.
import { createHash } from "node:crypto";
import type * as sqs from "@aws-sdk/client-sqs";
import { AwsError } from "../service.ts";
import { md5Of, md5OfAttributes } from "./digests.ts";
import type { Message } from "./queue.ts";

/** What tells a double of this message in a FIFO queue; undefined in any other. */
export const deduplicationOf = (
  attributes: Readonly<Record<string, string>>,
  given: string | undefined,
  body: string,
  group: string | undefined,
): string | undefined => {
  if (attributes.FifoQueue !== "true") return undefined;
  if (group === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter MessageGroupId.");
  }
  if (given !== undefined) return given;
  if (attributes.ContentBasedDeduplication === "true") return createHash("sha256").update(body).digest("hex");
  throw new AwsError(
    "InvalidParameterValue",
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );
};

/** A message as ReceiveMessage shows it, with all of its system attributes. */
export const shown = (message: Message): sqs.Message => {
  const md5 = md5OfAttributes(message.attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: md5Of(message.body),
    ...(md5 === undefined
      ? {}
      : { MD5OfMessageAttributes: md5, MessageAttributes: message.attributes as never }),
    Attributes: {
      SentTimestamp: String(message.sentAt),
      ApproximateReceiveCount: String(message.receives),
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
      ...(message.group === undefined
        ? {}
        : {
            MessageGroupId: message.group,
            MessageDeduplicationId: message.deduplication ?? "",
            SequenceNumber: String(message.sequence).padStart(20, "0"),
          }),
    },
  };
};
