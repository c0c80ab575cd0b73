// What SQS demands of a queue's name and attributes, in its own words, and what it takes when they are left out.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
import { AwsError } from "../service.ts";
import type { QueueRules } from "./queue.ts";

/** 1 MiB since August 2025. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
export const messageMaxBytes = 1_048_576;

export const visibilityMaxSeconds = 43_200;
export const delayMaxSeconds = 900;
export const waitMaxSeconds = 20;

const receivesMax = 1_000;
const nameMax = 80;

export type Attributes = Readonly<Record<string, string>>;

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly fallback: number;
}

const numbers: Readonly<Record<string, Bounds>> = {
  VisibilityTimeout: { least: 0, most: visibilityMaxSeconds, fallback: 30 },
  DelaySeconds: { least: 0, most: delayMaxSeconds, fallback: 0 },
  MessageRetentionPeriod: { least: 60, most: 1_209_600, fallback: 345_600 },
  MaximumMessageSize: { least: 1_024, most: messageMaxBytes, fallback: messageMaxBytes },
  ReceiveMessageWaitTimeSeconds: { least: 0, most: waitMaxSeconds, fallback: 0 },
  KmsDataKeyReusePeriodSeconds: { least: 60, most: 86_400, fallback: 300 },
};

const flags = ["FifoQueue", "ContentBasedDeduplication", "SqsManagedSseEnabled"];
const fifoOnly = ["FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"];
/** Kept and shown, without effect here. */
const inert = ["Policy", "RedriveAllowPolicy", "KmsMasterKeyId", "DeduplicationScope", "FifoThroughputLimit"];
const settable = new Set([...Object.keys(numbers), ...flags, ...inert, "RedrivePolicy"]);

const badValue = (name: string, value: string, reason?: string) =>
  new AwsError(
    reason === undefined ? "InvalidAttributeValue" : "InvalidParameterValue",
    reason === undefined
      ? `Invalid value for the parameter ${name}.`
      : `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`,
  );

/** The attributes with SQS's own in place of those that were left out, which is how it compares and shows them. */
export const effective = (attributes: Attributes): Attributes => ({
  ...Object.fromEntries(
    Object.entries(numbers)
      .filter(([name]) => name !== "KmsDataKeyReusePeriodSeconds")
      .map(([name, { fallback }]) => [name, String(fallback)]),
  ),
  SqsManagedSseEnabled: "true",
  ...(attributes.FifoQueue === "true"
    ? { ContentBasedDeduplication: "false", DeduplicationScope: "queue", FifoThroughputLimit: "perQueue" }
    : {}),
  // An empty policy takes the policy away.
  ...Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== "")),
});

export const demandName = (name: string, attributes: Attributes): void => {
  const isFifo = attributes.FifoQueue === "true";
  if (!isFifo && /^[\w-]+$/.test(name) && name.length <= nameMax) return;
  if (isFifo && /^[\w-]+\.fifo$/.test(name) && name.length <= nameMax) return;
  const message =
    isFifo || name.endsWith(".fifo")
      ? "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length"
      : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
  throw new AwsError("InvalidParameterValue", message);
};

/** Throws what SQS would say of attributes that it does not take; `isQueue` knows the dead-letter queues. */
export const demandAttributes = (attributes: Attributes, isQueue: (arn: string) => boolean): void => {
  for (const [name, value] of Object.entries(attributes)) {
    const isForFifo = fifoOnly.includes(name);
    if (!settable.has(name) || (isForFifo && attributes.FifoQueue !== "true")) {
      throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
    }
    const bounds = numbers[name];
    if (bounds !== undefined && !isWithin(Number(value), bounds)) throw badValue(name, value);
    if (flags.includes(name) && !["true", "false"].includes(value)) throw badValue(name, value);
  }
  const redrive = redriveOf(attributes.RedrivePolicy);
  if (redrive === undefined) return;
  const policy = attributes.RedrivePolicy ?? "";
  if (!isWithin(redrive.maxReceives, { least: 1, most: receivesMax })) {
    throw badValue(
      "RedrivePolicy",
      policy,
      `Invalid value for maxReceiveCount: ${redrive.maxReceives}, valid values are from 1 to ${receivesMax} both inclusive.`,
    );
  }
  if (!isQueue(redrive.target)) throw badValue("RedrivePolicy", policy, "Dead letter target does not exist.");
  if (redrive.target.endsWith(".fifo") !== (attributes.FifoQueue === "true")) {
    throw badValue(
      "RedrivePolicy",
      policy,
      "Dead-letter queue must be same type of queue as the source queue.",
    );
  }
};

const isWithin = (value: number, { least, most }: Pick<Bounds, "least" | "most">): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

export const rulesOf = (attributes: Attributes): QueueRules => {
  const seconds = (name: string) => Number(attributes[name] ?? numbers[name]?.fallback) * 1000;
  const redrive = redriveOf(attributes.RedrivePolicy);
  return {
    isFifo: attributes.FifoQueue === "true",
    visibilityMs: seconds("VisibilityTimeout"),
    delayMs: seconds("DelaySeconds"),
    retentionMs: seconds("MessageRetentionPeriod"),
    ...(redrive === undefined ? {} : { maxReceives: redrive.maxReceives }),
  };
};

export const redriveOf = (
  policy: string | undefined,
): { readonly target: string; readonly maxReceives: number } | undefined => {
  if (policy === undefined || policy === "") return undefined;
  try {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as Readonly<Record<string, unknown>>;
    if (typeof deadLetterTargetArn === "string" && maxReceiveCount !== undefined) {
      return { target: deadLetterTargetArn, maxReceives: Number(maxReceiveCount) };
    }
  } catch {
    // Said below, in the same words as a policy with members missing.
  }
  throw badValue("RedrivePolicy", policy, "Redrive policy is not a valid JSON map.");
};

/** The name of an attribute that differs; a policy may be written in another order or spacing. */
export const difference = (known: Attributes, asked: Attributes): string | undefined => {
  const isSame = (name: string) =>
    name === "RedrivePolicy"
      ? JSON.stringify(redriveOf(known[name])) === JSON.stringify(redriveOf(asked[name]))
      : known[name] === asked[name];
  return Object.keys(asked).find((name) => !isSame(name));
};
