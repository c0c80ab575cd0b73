// Receipt handles. One names its queue and its message, so that a handle that was good once is told from nonsense.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html
import { randomUUID } from "node:crypto";
import { AwsError } from "../service.ts";
import type { Message } from "./queue.ts";

export const receiptFor = (queueArn: string, { id }: Message): string =>
  Buffer.from(`${randomUUID()} ${queueArn} ${id}`).toString("base64");

/** Throws for what was never a handle of this queue. */
export const demandReceipt = (queueArn: string, receipt: string | undefined): string => {
  if (receipt === undefined || receipt === "") {
    throw new AwsError("MissingParameter", "The request must contain the parameter ReceiptHandle.");
  }
  const [, arn] = Buffer.from(receipt, "base64").toString("utf8").split(" ");
  if (arn === queueArn) return receipt;
  throw new AwsError(
    "ReceiptHandleIsInvalid",
    `The input receipt handle "${receipt}" is not a valid receipt handle.`,
  );
};
