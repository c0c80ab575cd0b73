// The posts queue as SQS keeps it: FIFO, one group in flight at a time, what is held holds its whole group, a doubled
// sending is dropped for five minutes, and what is received too often or is too old leaves it.
import type { VirtualTime } from "./virtual-time.ts";

export interface Waiting {
  readonly id: string;
  readonly group: string;
  readonly body: string;
  readonly sentAt: number;
  receives: number;
  visibleAt: number;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
const onceMs = 5 * 60_000;
/** As infra makes the queue. */
const visibilityMs = 180_000;
const receivesMax = 1_000;
const retentionMs = 14 * 24 * 3_600_000;

export const createPostsQueue = (time: VirtualTime) => {
  let waiting: Waiting[] = [];
  const sent = new Map<string, number>();
  const dead: Waiting[] = [];
  const expired: Waiting[] = [];
  let count = 0;
  let mostReceives = 0;
  let wake = () => {};

  const leave = (message: Waiting): void => {
    waiting = waiting.filter((other) => other !== message);
  };

  return {
    dead,
    expired,
    mostReceives: () => mostReceives,
    onAvailable(listener: () => void): void {
      wake = listener;
    },
    send(group: string, body: string, once: string): void {
      const before = sent.get(once);
      if (before !== undefined && time.now() - before < onceMs) return;
      sent.set(once, time.now());
      count += 1;
      const at = time.now();
      waiting.push({ id: `m-${count}`, group, body, sentAt: at, receives: 0, visibleAt: at });
      wake();
    },
    /** The head of a group that nobody works on. */
    receive(): Waiting | undefined {
      const now = time.now();
      for (const old of waiting.filter(({ sentAt }) => now - sentAt >= retentionMs)) {
        expired.push(old);
        leave(old);
      }
      const heads = [...new Map(waiting.toReversed().map((each) => [each.group, each])).values()];
      const next = heads.find((head) => head.visibleAt <= now);
      if (next === undefined) return undefined;
      next.receives += 1;
      mostReceives = Math.max(mostReceives, next.receives);
      if (next.receives > receivesMax) {
        dead.push(next);
        leave(next);
        return this.receive();
      }
      next.visibleAt = now + visibilityMs;
      time.after(visibilityMs, () => wake());
      return next;
    },
    hold(message: Waiting, seconds: number): void {
      message.visibleAt = time.now() + seconds * 1000;
      time.after(seconds * 1000, () => wake());
    },
    done(message: Waiting): void {
      leave(message);
      wake();
    },
  };
};

export type PostsQueue = ReturnType<typeof createPostsQueue>;
