// The queues between the functions.
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { digestOf } from "../core/ids.ts";
import type { Later, Posts, Work } from "../ports/world.ts";
import { type AwsOptions, awsFault, clientOptions } from "./aws.ts";

/** The queue of the poster: one group a channel, so one message in flight a channel and in order. */
export const sqsPosts = (queueUrl: string, aws: AwsOptions): Posts => {
  const client = new SQSClient(clientOptions(aws));
  return {
    async send(note, once) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(note),
        MessageGroupId: note.channel,
        MessageDeduplicationId: digestOf(once),
      });
      await client.send(command).catch((error: unknown) => {
        throw awsFault("SendMessage", error);
      });
    },
  };
};

/** The queue of the worker: a group at a time. Waits a second at most, for the front door has three. */
export const sqsWork = (queueUrl: string, aws: AwsOptions): Work => {
  const client = new SQSClient(clientOptions(aws));
  return {
    async send(note, group, once) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(note),
        MessageGroupId: digestOf(group),
        MessageDeduplicationId: digestOf(once),
      });
      await client.send(command, { requestTimeout: workTimeoutMs }).catch((error: unknown) => {
        throw awsFault("SendMessage", error);
      });
    },
  };
};

const workTimeoutMs = 1_000;

/** The events queue, for what must come back to the events function itself. */
export const sqsLater = (queueUrl: string, aws: AwsOptions): Later => {
  const client = new SQSClient(clientOptions(aws));
  return {
    async send(note, delaySeconds) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(note),
        DelaySeconds: delaySeconds,
      });
      await client.send(command).catch((error: unknown) => {
        throw awsFault("SendMessage", error);
      });
    },
  };
};

/** Keeps a message hidden for `seconds` more. Best effort: when it fails the queue's own timeout holds. */
export const sqsHold = (queueUrl: string, aws: AwsOptions) => {
  const client = new SQSClient(clientOptions(aws));
  return async (receiptHandle: string, seconds: number): Promise<void> => {
    const command = new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    });
    await client.send(command).catch(() => undefined);
  };
};
