// The queues there are, by ARN, and who waits for their messages. Every change of a queue's state goes through here,
// so that whoever listens is told and the next moment of the world at which something turns visible is not missed.
import { randomUUID } from "node:crypto";
import type { WorldClock } from "../../clock.ts";
import { AwsError, type Call } from "../service.ts";
import { type Incoming, sendingOf } from "./message.ts";
import { bury, type Message, nextVisibleAt, type Queue, receive, type Sent, send } from "./queue.ts";
import { receiptFor } from "./receipt.ts";
import { type Attributes, redriveOf } from "./rules.ts";

export interface Held {
  readonly arn: string;
  readonly name: string;
  readonly url: string;
  readonly createdAt: number;
  modifiedAt: number;
  purgedAt?: number;
  attributes: Attributes;
  queue: Queue;
  /** Cancels the timer for the next message to turn visible. */
  unwake?: () => void;
}

export type QueueStore = ReturnType<typeof createStore>;

export const queueArn = ({ region, account }: Pick<Call, "account" | "region">, name: string): string =>
  `arn:aws:sqs:${region}:${account}:${name}`;

export const createStore = (clock: WorldClock) => {
  const byArn = new Map<string, Held>();
  const listeners = new Map<string, Set<() => void>>();
  const deletedAt = new Map<string, number>();

  const notify = ({ arn }: Held): void => {
    for (const listener of [...(listeners.get(arn) ?? [])]) listener();
  };

  const wakeNext = (held: Held): void => {
    held.unwake?.();
    const now = clock.now();
    const at = nextVisibleAt(held.queue, now);
    if (at === undefined) return;
    held.unwake = clock.after(at - now, () => {
      notify(held);
      wakeNext(held);
    });
  };

  /** Takes the queue's new state; `isNews` when something may be received now that could not be before. */
  const keep = (held: Held, queue: Queue, isNews: boolean): void => {
    held.queue = queue;
    wakeNext(held);
    if (isNews) notify(held);
  };

  return {
    clock,
    keep,
    deletedAt,
    all: (): readonly Held[] => [...byArn.values()],
    find: (arn: string): Held | undefined => byArn.get(arn),
    /** The queue behind an address, which need not be of the caller's account. */
    at(url: string | undefined, call: Call): Held {
      const [, account, name = ""] = /\/(\d{12})\/([^/]+)$/.exec(url ?? "") ?? [];
      const held = byArn.get(queueArn({ account: account ?? call.account, region: call.region }, name));
      if (held === undefined) throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
      return held;
    },
    add(held: Held): void {
      byArn.set(held.arn, held);
    },
    drop(held: Held): void {
      held.unwake?.();
      byArn.delete(held.arn);
      deletedAt.set(held.arn, clock.now());
    },
    onAvailable(arn: string, listener: () => void): () => void {
      const heard = listeners.get(arn) ?? new Set();
      listeners.set(arn, heard.add(listener));
      return () => heard.delete(listener);
    },
    send(held: Held, incoming: Incoming, senderId: string): Sent {
      const sending = sendingOf(incoming, held.attributes, randomUUID(), senderId);
      const sent = send(held.queue, sending, clock.now());
      keep(held, sent.queue, !sent.isDouble);
      return sent;
    },
    /** Hands out messages, and those that were received too often to the dead-letter queue. */
    take(held: Held, max: number, visibilityMs: number): readonly Message[] {
      const grave = byArn.get(redriveOf(held.attributes.RedrivePolicy)?.target ?? "");
      const { maxReceives: _, ...rules } = held.queue.rules;
      // A dead-letter queue that was deleted takes nothing: messages stay where they are.
      const queue = grave === undefined ? { ...held.queue, rules } : held.queue;
      const receipt = (message: Message) => receiptFor(held.arn, message);
      const taken = receive(queue, max, visibilityMs, clock.now(), receipt);
      keep(held, { ...taken.queue, rules: held.queue.rules }, false);
      if (grave !== undefined && taken.dead.length > 0) {
        const now = clock.now();
        keep(
          grave,
          taken.dead.reduce((state, dead) => bury(state, dead, held.arn, now), grave.queue),
          true,
        );
      }
      return taken.received;
    },
  };
};
