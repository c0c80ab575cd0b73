// What Lambda does between a queue and a function: receives batches, calls the handler, deletes what it did not
// return. A crash, on demand, leaves the batch in the queue as a real one would.

import type * as sqs from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Call } from "./aws/service.ts";
import type { Sqs } from "./aws/sqs/service.ts";
import type { Faults } from "./faults.ts";

export interface EventSource {
  /** Batches handed over so far. */
  deliveries(): number;
  /** Whether a handler is at work. */
  isBusy(): boolean;
  /** When the handlers that are at work now have answered. */
  rest(): Promise<void>;
  /** Takes no more batches and waits for those that are out. */
  stop(): Promise<void>;
}

export interface EventSourceOptions {
  /** "events", "poster" …: the name that faults of the service "lambda" strike by. */
  readonly name: string;
  readonly queue: { readonly arn: string; readonly url: string };
  readonly batchSize: number;
  readonly concurrency: number;
  readonly handler: (event: SQSEvent) => Promise<SQSBatchResponse>;
  /** Whether the function's role lets Lambda do this with the queue in its name. */
  readonly may: (action: string) => boolean;
}

export const createEventSource = (
  { name, queue, batchSize, concurrency, handler, may }: EventSourceOptions,
  sqs: Sqs,
  faults: Faults,
): EventSource => {
  const [, , , region = "", account = ""] = queue.arn.split(":");
  const call: Call = {
    service: "sqs",
    operation: "ReceiveMessage",
    principal: `lambda/${name}`,
    account,
    region,
    requestId: "poll",
  };
  // Lambda refuses a mapping whose role lacks one of these.
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  const needed = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
  const isMapped = needed.every((action) => may(action));
  const running = new Set<Promise<void>>();
  let deliveries = 0;
  let isStopped = false;

  const invoke = async (messages: readonly sqs.Message[]): Promise<void> => {
    const hits = faults.take("lambda", name);
    if (hits.some(({ drop }) => drop === "before")) return;
    const answer = await handler({
      Records: messages.map((message) => recordOf(message, queue.arn, region)),
    });
    if (hits.some(({ drop }) => drop === "after")) return;
    const returned = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { MessageId, ReceiptHandle } of messages) {
      if (returned.has(MessageId ?? "") || !may("sqs:DeleteMessage")) continue;
      await sqs.handlers.DeleteMessage?.({ QueueUrl: queue.url, ReceiptHandle }, call);
    }
  };

  const pump = async (): Promise<void> => {
    while (!isStopped && running.size < concurrency) {
      if (!isMapped || !may("sqs:ReceiveMessage")) return;
      const input = { QueueUrl: queue.url, MaxNumberOfMessages: batchSize };
      const answer = await sqs.handlers.ReceiveMessage?.(input, call);
      const messages = answer?.Messages ?? [];
      if (messages.length === 0) return;
      deliveries += 1;
      // A handler that throws is a crash: the batch stays out until its visibility ends.
      const run: Promise<void> = invoke(messages)
        .catch(() => undefined)
        .finally(() => {
          running.delete(run);
          void pump();
        });
      running.add(run);
    }
  };

  const rest = async (): Promise<void> => {
    await Promise.all(running);
  };

  const unhear = sqs.onAvailable(queue.arn, () => {
    void pump();
  });
  void pump();

  return {
    deliveries: () => deliveries,
    isBusy: () => running.size > 0,
    rest,
    async stop() {
      isStopped = true;
      unhear();
      await rest();
    },
  };
};

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const recordOf = (message: sqs.Message, arn: string, region: string): SQSRecord => ({
  messageId: message.MessageId ?? "",
  receiptHandle: message.ReceiptHandle ?? "",
  body: message.Body ?? "",
  attributes: { ...message.Attributes } as unknown as SQSRecord["attributes"],
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, DataType }]) => [
      name,
      { stringValue: StringValue ?? "", dataType: DataType ?? "String" },
    ]),
  ),
  md5OfBody: message.MD5OfBody ?? "",
  eventSource: "aws:sqs",
  eventSourceARN: arn,
  awsRegion: region,
});
