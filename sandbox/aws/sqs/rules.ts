// What SQS demands of a queue's attributes and of a message, in its own words.
import { AwsError } from "../service.ts";
import type { MessageAttribute, QueueRules } from "./queue.ts";

/** 1 MiB since August 2025. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
export const messageMaxBytes = 1_048_576;

const defaults: Readonly<Record<string, number>> = {
  VisibilityTimeout: 30,
  DelaySeconds: 0,
  MessageRetentionPeriod: 345_600,
};

export const rulesOf = (attributes: Readonly<Record<string, string | undefined>>): QueueRules => {
  const seconds = (name: string, max: number, min = 0): number => {
    const value = Number(attributes[name] ?? defaults[name]);
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new AwsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);
    }
    return value * 1000;
  };
  const redrive = redriveOf(attributes.RedrivePolicy);
  return {
    isFifo: attributes.FifoQueue === "true",
    visibilityMs: seconds("VisibilityTimeout", 43_200),
    delayMs: seconds("DelaySeconds", 900),
    retentionMs: seconds("MessageRetentionPeriod", 1_209_600, 60),
    ...(redrive === undefined ? {} : { maxReceives: redrive.maxReceives }),
  };
};

export const redriveOf = (policy: string | undefined) => {
  if (policy === undefined || policy === "") return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as {
    readonly deadLetterTargetArn: string;
    readonly maxReceiveCount: number | string;
  };
  return { target: deadLetterTargetArn, maxReceives: Number(maxReceiveCount) };
};

export const demandSize = (body: string, attributes: Readonly<Record<string, MessageAttribute>>): void => {
  const sizes = Object.entries(attributes).map(
    ([name, { DataType, StringValue, BinaryValue }]) =>
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      (BinaryValue?.byteLength ?? Buffer.byteLength(StringValue ?? "")),
  );
  const bytes = sizes.reduce((sum, size) => sum + size, Buffer.byteLength(body));
  if (bytes > messageMaxBytes) {
    const message = `One or more parameters are invalid. Reason: Message must be shorter than ${messageMaxBytes} bytes.`;
    throw new AwsError("InvalidParameterValue", message);
  }
};
