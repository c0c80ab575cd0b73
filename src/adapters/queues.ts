// The queues between the functions.
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { digestOf } from "../core/ids.ts";
import type { Later, Posts, Run, Work } from "../ports/world.ts";
import { type AwsOptions, awsFault, clientOptions } from "./aws.ts";

/**
 * The group that a note waits in: its channel's, and for approvals one of their own, so that no storm of alerts holds them
 * back. Each lane rests a second behind its message; where one channel has both, Slack may see two in a second, which it
 * takes in short bursts, or says when it does not: then the note waits in its lane for as long as Slack asks.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
export const laneOf = ({ note, channel }: { readonly note: string; readonly channel: string }): string =>
  note.startsWith("approvals.") ? `approvals/${channel}` : channel;

/** The queue of the poster: one message in flight in a lane, and in order. */
export const sqsPosts = (queueUrl: string, aws: AwsOptions): Posts => {
  const client = new SQSClient(clientOptions(aws));
  return {
    async send(note, once) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(note),
        MessageGroupId: laneOf(note),
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

/** The queue of the executor: a request at a time. */
export const sqsRun = (queueUrl: string, aws: AwsOptions): Run => {
  const client = new SQSClient(clientOptions(aws));
  return {
    async send(note, once) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(note),
        MessageGroupId: note.request,
        MessageDeduplicationId: digestOf(once),
      });
      await client.send(command).catch((error: unknown) => {
        throw awsFault("SendMessage", error);
      });
    },
  };
};

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
