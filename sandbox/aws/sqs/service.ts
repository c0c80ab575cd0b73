// The simulated SQS: queues by account and Region, with AWS's operations, errors and dead-letter queues.
// Whether an AWS service may deliver into a queue is asked of whoever made the queues; queue policies are kept here
// and judged there.
import type * as sqs from "@aws-sdk/client-sqs";
import type { WorldClock } from "../../clock.ts";
import { AwsError, type Delivering, type Handlers, type MayDeliver } from "../service.ts";
import { messageOperations } from "./message-operations.ts";
import { moveTasks } from "./move-tasks.ts";
import { type Depth, depthOf, type MessageAttribute } from "./queue.ts";
import { queueOperations } from "./queue-operations.ts";
import { createStore } from "./store.ts";

interface Delivery extends Pick<Delivering, "service" | "source" | "sourceAccount" | "role"> {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  /** For a FIFO queue. */
  readonly group?: string | undefined;
}

/** How a delivery ended: the queue took it, is not there, is closed to whoever delivers, or takes no such message. */
export type Delivered = "taken" | "gone" | "forbidden" | "unfit";

export interface Sqs {
  readonly handlers: Handlers<typeof sqs>;
  /** A delivery by an AWS service. */
  sendFrom(delivery: Delivery): Delivered;
  /** Hears whenever a message can, or soon can, be received. Returns what stops it. */
  onAvailable(queueArn: string, listener: () => void): () => void;
  depth(queueArn: string): Depth;
  /** How many messages AWS's services have brought since it was made. */
  brought(queueArn: string): number;
  /** A queue's policy as it was set. */
  policyOf(queueArn: string): string | undefined;
  queues(): readonly { readonly arn: string; readonly url: string }[];
}

const nothing: Depth = { visible: 0, inFlight: 0, delayed: 0, receivable: 0 };

/** `endpoint` is asked for when a queue is made: its URL is there. */
export const createSqs = (
  clock: WorldClock,
  endpoint: () => string,
  mayDeliver: MayDeliver = () => true,
): Sqs => {
  const store = createStore(clock);
  const brought = new Map<string, number>();

  return {
    sendFrom({ queueArn, body, attributes = {}, group, ...from }) {
      const held = store.find(queueArn);
      if (held === undefined) return "gone";
      const policy = held.attributes.Policy || undefined;
      if (!mayDeliver({ ...from, action: "sqs:SendMessage", resource: queueArn, policy })) return "forbidden";
      try {
        store.send(held, { body, attributes, group }, from.role ?? `${from.service}.amazonaws.com`);
        brought.set(queueArn, (brought.get(queueArn) ?? 0) + 1);
        return "taken";
      } catch (error) {
        if (error instanceof AwsError) return "unfit";
        throw error;
      }
    },
    onAvailable: store.onAvailable,
    depth(queueArn) {
      const held = store.find(queueArn);
      return held === undefined ? nothing : depthOf(held.queue, clock.now());
    },
    brought: (queueArn) => brought.get(queueArn) ?? 0,
    policyOf: (queueArn) => store.find(queueArn)?.attributes.Policy || undefined,
    queues: () => store.all().map(({ arn, url }) => ({ arn, url })),
    handlers: { ...queueOperations(store, endpoint), ...messageOperations(store), ...moveTasks(store) },
  };
};
