// The simulated SQS: queues by account and Region, with AWS's operations, errors and dead-letter queues.
// Queue policies are kept but not enforced: whoever delivers from within the sandbox may.
import type * as sqs from "@aws-sdk/client-sqs";
import type { WorldClock } from "../../clock.ts";
import { AwsError, type Handlers } from "../service.ts";
import { messageOperations } from "./message-operations.ts";
import { moveTasks } from "./move-tasks.ts";
import { type Depth, depthOf, type MessageAttribute } from "./queue.ts";
import { queueOperations } from "./queue-operations.ts";
import { createStore } from "./store.ts";

type Attributes = Readonly<Record<string, MessageAttribute>>;

export interface Sqs {
  readonly handlers: Handlers<typeof sqs>;
  /** A delivery by an AWS service; false when there is no such queue or it does not take the message. */
  sendFrom(
    service: "sns" | "events",
    queueArn: string,
    body: string,
    attributes?: Attributes,
    group?: string,
  ): boolean;
  /** A delivery by EventBridge. */
  deliver(queueArn: string, body: string, attributes?: Attributes): boolean;
  /** Hears whenever a message can, or soon can, be received. Returns what stops it. */
  onAvailable(queueArn: string, listener: () => void): () => void;
  depth(queueArn: string): Depth;
  queues(): readonly { readonly arn: string; readonly url: string }[];
}

const nothing: Depth = { visible: 0, inFlight: 0, delayed: 0, receivable: 0 };

/** `endpoint` is asked for when a queue is made: its URL is there. */
export const createSqs = (clock: WorldClock, endpoint: () => string): Sqs => {
  const store = createStore(clock);

  const sendFrom: Sqs["sendFrom"] = (service, queueArn, body, attributes = {}, group = undefined) => {
    const held = store.find(queueArn);
    if (held === undefined) return false;
    try {
      store.send(held, { body, attributes, group }, `${service}.amazonaws.com`);
      return true;
    } catch (error) {
      if (error instanceof AwsError) return false;
      throw error;
    }
  };

  return {
    sendFrom,
    deliver: (queueArn, body, attributes) => sendFrom("events", queueArn, body, attributes),
    onAvailable: store.onAvailable,
    depth(queueArn) {
      const held = store.find(queueArn);
      return held === undefined ? nothing : depthOf(held.queue, clock.now());
    },
    queues: () => store.all().map(({ arn, url }) => ({ arn, url })),
    handlers: { ...queueOperations(store, endpoint), ...messageOperations(store), ...moveTasks(store) },
  };
};
