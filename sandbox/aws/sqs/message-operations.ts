// The operations of SQS on messages: sending, receiving with or without a wait, deleting, hiding and showing again.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
import type * as sqs from "@aws-sdk/client-sqs";
import { AwsError, type Call, type Handlers } from "../service.ts";
import { answerEach, demandEntries } from "./batch.ts";
import { md5Of, md5OfAttributes } from "./digests.ts";
import { bytesOf, sequenceNumber, shown } from "./message.ts";
import { changeVisibility, type Message, type MessageAttribute, remove } from "./queue.ts";
import { demandReceipt } from "./receipt.ts";
import { messageMaxBytes, visibilityMaxSeconds, waitMaxSeconds } from "./rules.ts";
import type { Held, QueueStore } from "./store.ts";

const receiveMax = 10;

type Entry = sqs.SendMessageRequest | sqs.SendMessageBatchRequestEntry;

const refusal = (value: unknown, name: string, reason: string) =>
  new AwsError("InvalidParameterValue", `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`);

const demandBetween = (value: number | undefined, name: string, least: number, most: number): void => {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  const bounds = least === 0 ? `>= 0 and <= ${most}` : `between ${least} and ${most}`;
  throw refusal(value, name, `Must be ${bounds}, if provided.`);
};

/**
 * Lambda's own polls, which the sandbox plays: they are given every attribute, as Lambda asks for all of them, and
 * never wait, because they are told when there is something.
 */
const isEventSource = (call: Call): boolean => call.principal.startsWith("lambda/");

export const messageOperations = (store: QueueStore): Handlers<typeof sqs> => {
  const { clock } = store;

  const send = (held: Held, entry: Entry, call: Call) => {
    const attributes = attributesOf(entry);
    const body = entry.MessageBody ?? "";
    // AWS shows the id of the user or role; the sandbox knows callers by their ARN.
    const sent = store.send(
      held,
      {
        body,
        attributes,
        delaySeconds: entry.DelaySeconds,
        group: entry.MessageGroupId,
        deduplication: entry.MessageDeduplicationId,
      },
      call.principal,
    );
    const md5 = md5OfAttributes(attributes);
    return {
      MessageId: sent.id,
      MD5OfMessageBody: md5Of(body),
      ...(md5 === undefined ? {} : { MD5OfMessageAttributes: md5 }),
      ...(held.queue.rules.isFifo ? { SequenceNumber: sequenceNumber(sent.sequence) } : {}),
    };
  };

  /** At once when there is something or nothing is to be waited for; else when something comes or time is up. */
  const within = (
    held: Held,
    waitMs: number,
    take: () => readonly Message[],
  ): readonly Message[] | Promise<readonly Message[]> => {
    const first = take();
    if (first.length > 0 || waitMs === 0) return first;
    return new Promise((resolve) => {
      const end = (messages: readonly Message[]) => {
        unhear();
        cancel();
        resolve(messages);
      };
      const unhear = store.onAvailable(held.arn, () => {
        const messages = take();
        if (messages.length > 0) end(messages);
      });
      const cancel = clock.after(waitMs, () => end([]));
    });
  };

  const remember = (held: Held, receipt: string): Message | undefined =>
    held.queue.messages.find((message) => message.receipt === receipt);

  const drop = (held: Held, handle: string | undefined) => {
    const receipt = demandReceipt(held.arn, handle);
    const { isFifo } = held.queue.rules;
    const hiddenUntil = remember(held, receipt)?.hiddenUntil ?? Number.POSITIVE_INFINITY;
    if (isFifo && hiddenUntil <= clock.now()) {
      throw refusal(receipt, "ReceiptHandle", "The receipt handle has expired.");
    }
    store.keep(held, remove(held.queue, receipt), isFifo);
    return {};
  };

  const hide = (held: Held, handle: string | undefined, seconds: number | undefined) => {
    const receipt = demandReceipt(held.arn, handle);
    demandBetween(seconds, "VisibilityTimeout", 0, visibilityMaxSeconds);
    const visibilityMs = (seconds ?? 0) * 1000;
    const now = clock.now();
    const known = remember(held, receipt);
    if (known === undefined) {
      const reason = "Message does not exist or is not available for visibility timeout change.";
      throw refusal(receipt, "ReceiptHandle", reason);
    }
    if (now + visibilityMs - (known.receivedAt ?? now) > visibilityMaxSeconds * 1000) {
      const reason = `Total VisibilityTimeout for the message is beyond the limit [${visibilityMaxSeconds} seconds]`;
      throw refusal(seconds, "VisibilityTimeout", reason);
    }
    const changed = changeVisibility(held.queue, receipt, visibilityMs, now);
    if (changed === undefined) {
      throw new AwsError("MessageNotInflight", "The specified message isn't in flight.");
    }
    store.keep(held, changed, visibilityMs === 0);
    return {};
  };

  return {
    SendMessage: (input, call) => send(store.at(input.QueueUrl, call), input, call),

    SendMessageBatch(input, call) {
      const held = store.at(input.QueueUrl, call);
      const entries = input.Entries ?? [];
      demandEntries(entries, "SendMessageBatchRequestEntry");
      const bytes = entries.reduce(
        (sum, entry) => sum + bytesOf(entry.MessageBody ?? "", attributesOf(entry)),
        0,
      );
      if (bytes > messageMaxBytes) {
        const message = `Batch requests cannot be longer than ${messageMaxBytes} bytes. You have sent ${bytes} bytes.`;
        throw new AwsError("BatchRequestTooLong", message);
      }
      return answerEach(entries, (entry) => send(held, entry, call));
    },

    async ReceiveMessage(input, call) {
      const held = store.at(input.QueueUrl, call);
      demandBetween(input.MaxNumberOfMessages, "MaxNumberOfMessages", 1, receiveMax);
      demandBetween(input.VisibilityTimeout, "VisibilityTimeout", 0, visibilityMaxSeconds);
      demandBetween(input.WaitTimeSeconds, "WaitTimeSeconds", 0, waitMaxSeconds);
      const isForLambda = isEventSource(call);
      const ownWait = Number(held.attributes.ReceiveMessageWaitTimeSeconds ?? 0);
      const waitMs = isForLambda ? 0 : (input.WaitTimeSeconds ?? ownWait) * 1000;
      const { VisibilityTimeout: seconds, MaxNumberOfMessages: max = 1 } = input;
      const messages = await within(held, waitMs, () =>
        store.take(held, max, seconds === undefined ? held.queue.rules.visibilityMs : seconds * 1000),
      );
      const wanted = {
        attributes: isForLambda ? ["All"] : (input.MessageAttributeNames ?? []),
        systemAttributes: isForLambda
          ? ["All"]
          : [...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])],
      };
      return messages.length === 0 ? {} : { Messages: messages.map((message) => shown(message, wanted)) };
    },

    DeleteMessage: (input, call) => drop(store.at(input.QueueUrl, call), input.ReceiptHandle),

    DeleteMessageBatch(input, call) {
      const held = store.at(input.QueueUrl, call);
      demandEntries(input.Entries ?? [], "DeleteMessageBatchRequestEntry");
      return answerEach(input.Entries ?? [], (entry) => drop(held, entry.ReceiptHandle));
    },

    ChangeMessageVisibility: (input, call) =>
      hide(store.at(input.QueueUrl, call), input.ReceiptHandle, input.VisibilityTimeout),

    ChangeMessageVisibilityBatch(input, call) {
      const held = store.at(input.QueueUrl, call);
      demandEntries(input.Entries ?? [], "ChangeMessageVisibilityBatchRequestEntry");
      return answerEach(input.Entries ?? [], (entry) =>
        hide(held, entry.ReceiptHandle, entry.VisibilityTimeout),
      );
    },
  };
};

/** The SDK's attributes are the model's with list members that SQS does not use. */
const attributesOf = (entry: Entry): Readonly<Record<string, MessageAttribute>> =>
  (entry.MessageAttributes ?? {}) as Record<string, MessageAttribute>;
