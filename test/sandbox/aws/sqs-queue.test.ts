import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bury,
  changeVisibility,
  depthOf,
  drain,
  emptyQueue,
  expire,
  isInFlight,
  type Message,
  type Queue,
  type QueueRules,
  receive,
  remove,
  send,
} from "../../../sandbox/aws/sqs/queue.ts";

const standard: QueueRules = {
  isFifo: false,
  visibilityMs: 30_000,
  delayMs: 0,
  retentionMs: 300_000,
  maxReceives: 3,
};
const fifo: QueueRules = { ...standard, isFifo: true };
const deduplicationMs = 300_000;

type Deed =
  | { readonly do: "send"; readonly group: string; readonly content: number; readonly delayMs: number }
  | { readonly do: "receive"; readonly max: number }
  | { readonly do: "delete" | "hide" | "show"; readonly which: number }
  | { readonly do: "wait"; readonly ms: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    do: fc.constant("send" as const),
    group: fc.constantFrom("a", "b"),
    content: fc.nat(5),
    delayMs: fc.constantFrom(0, 5_000),
  }),
  fc.record({ do: fc.constant("receive" as const), max: fc.integer({ min: 1, max: 10 }) }),
  fc.record({
    do: fc.constantFrom("delete" as const, "hide" as const, "show" as const),
    which: fc.nat(9),
  }),
  fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(1_000, 31_000, 120_000) }),
);

interface Handover {
  readonly before: readonly Message[];
  readonly message: Message;
  readonly at: number;
}

/** A queue and its dead-letter queue through a history, and what was seen of every message on the way. */
const play = (rules: QueueRules, deeds: readonly Deed[]) => {
  let queue: Queue = emptyQueue(rules);
  let grave: Queue = emptyQueue({ ...rules, retentionMs: 10 ** 12 });
  let now = 0;
  let names = 0;
  const name = () => {
    names += 1;
    return `n${names}`;
  };
  const kept: { readonly id: string; readonly deduplication: string; readonly at: number }[] = [];
  const removed: string[] = [];
  const expired: string[] = [];
  const handovers: Handover[] = [];
  const out = () => queue.messages.filter(({ receipt }) => receipt !== undefined);

  const age = () => {
    const young = expire(queue, now);
    for (const message of queue.messages) if (!young.messages.includes(message)) expired.push(message.id);
    queue = young;
  };

  for (const each of deeds) {
    age();
    switch (each.do) {
      case "send": {
        const deduplication = `${each.group}${each.content}`;
        const identity = rules.isFifo ? { group: each.group, deduplication } : { delayMs: each.delayMs };
        const done = send(queue, { id: name(), body: "x", attributes: {}, ...identity }, now);
        queue = done.queue;
        if (!done.isDouble) kept.push({ id: done.id, deduplication, at: now });
        break;
      }
      case "receive": {
        const before = queue.messages;
        const done = receive(queue, each.max, rules.visibilityMs, now, name);
        handovers.push(...done.received.map((message) => ({ before, message, at: now })));
        grave = done.dead.reduce((state, dead) => bury(state, dead, "arn:source", now), grave);
        queue = done.queue;
        break;
      }
      case "delete": {
        const message = out()[each.which];
        if (message?.receipt === undefined) break;
        queue = remove(queue, message.receipt);
        removed.push(message.id);
        break;
      }
      case "hide":
      case "show": {
        const receipt = out()[each.which]?.receipt ?? "";
        queue = changeVisibility(queue, receipt, each.do === "show" ? 0 : 60_000, now) ?? queue;
        break;
      }
      case "wait":
        now += each.ms;
    }
  }
  age();
  return { queue, grave, now, kept, removed, expired, handovers };
};

// Long ones: some states take a dozen deeds to reach.
const histories = fc.array(deed, { maxLength: 80, size: "max" });
const runs = { numRuns: 500 };

describe.each([
  ["a standard queue", standard],
  ["a FIFO queue", fifo],
] as const)("%s, whatever happens to it", (_, rules) => {
  it("loses nothing and doubles nothing: sent is deleted, expired, dead, visible, in flight or delayed", () => {
    fc.assert(
      fc.property(histories, (deeds) => {
        const { queue, grave, now, kept, removed, expired } = play(rules, deeds);
        const { visible, inFlight, delayed } = depthOf(queue, now);
        expect(visible + inFlight + delayed).toBe(queue.messages.length);
        const dead = depthOf(grave, now);
        expect(dead.visible).toBe(grave.messages.length);
        const places = [
          ...removed,
          ...expired,
          ...[...queue.messages, ...grave.messages].map(({ id }) => id),
        ];
        expect(places.sort()).toEqual(kept.map(({ id }) => id).sort());
      }),
      runs,
    );
  });

  it("hands out nothing that is in flight, delayed or worn out", () => {
    fc.assert(
      fc.property(histories, (deeds) => {
        for (const { before, message, at } of play(rules, deeds).handovers) {
          const was = before.find(({ id }) => id === message.id);
          expect(was?.hiddenUntil).toBeLessThanOrEqual(at);
          expect(message.receives).toBeLessThanOrEqual(rules.maxReceives ?? 0);
          expect(isInFlight(message, at)).toBe(true);
        }
      }),
      runs,
    );
  });

  it("gives each message up only after its last allowed receive", () => {
    fc.assert(
      fc.property(histories, (deeds) => {
        const { grave } = play(rules, deeds);
        for (const dead of grave.messages) {
          expect(dead).toMatchObject({ receives: rules.maxReceives, sourceArn: "arn:source" });
        }
      }),
      runs,
    );
  });
});

describe("a FIFO queue, whatever happens to it", () => {
  it("hands out nothing of a group while one of its messages is in flight or an older one waits", () => {
    fc.assert(
      fc.property(histories, (deeds) => {
        const { handovers } = play(fifo, deeds);
        for (const { before, message, at } of handovers) {
          const others = before.filter(({ group, id }) => group === message.group && id !== message.id);
          expect(others.some((other) => isInFlight(other, at))).toBe(false);
          const together = handovers
            .filter((other) => other.before === before)
            .map((other) => other.message.id);
          const older = others.filter(({ sequence }) => sequence < message.sequence);
          const worn = older.filter(({ receives }) => receives >= (fifo.maxReceives ?? 0));
          expect(older.every((other) => together.includes(other.id) || worn.includes(other))).toBe(true);
        }
      }),
      runs,
    );
  });

  it("keeps one message of a deduplication id in five minutes, and the next after them", () => {
    fc.assert(
      fc.property(histories, (deeds) => {
        const { kept } = play(fifo, deeds);
        for (const [index, { deduplication, at }] of kept.entries()) {
          const twin = kept.slice(index + 1).find((other) => other.deduplication === deduplication);
          if (twin !== undefined) expect(twin.at - at).toBeGreaterThanOrEqual(deduplicationMs);
        }
      }),
      runs,
    );
  });
});

describe("a queue", () => {
  const sending = { id: "1", body: "x", attributes: {} };
  const receipts = () => "r";

  it("hands out a group's next message once the one before it is deleted", () => {
    const first = send(emptyQueue(fifo), { ...sending, group: "a", deduplication: "1" }, 0).queue;
    const both = send(first, { ...sending, id: "2", group: "a", deduplication: "2" }, 0).queue;
    const taken = receive(both, 1, 30_000, 0, receipts);
    expect(receive(taken.queue, 1, 30_000, 1, receipts).received).toEqual([]);
    expect(receive(remove(taken.queue, "r"), 1, 30_000, 1, receipts).received).toMatchObject([{ id: "2" }]);
  });

  it("lets no message of a group overtake an older one that is still delayed", () => {
    const late = { ...sending, group: "a", deduplication: "1", delayMs: 5_000 };
    const first = send(emptyQueue(fifo), late, 0).queue;
    const both = send(first, { ...sending, id: "2", group: "a", deduplication: "2" }, 0).queue;
    expect(receive(both, 10, 30_000, 0, receipts).received).toEqual([]);
    expect(receive(both, 10, 30_000, 5_000, receipts).received).toMatchObject([{ id: "1" }, { id: "2" }]);
  });

  it("does not hold up a standard queue by the group of a message", () => {
    const first = send(emptyQueue(standard), { ...sending, group: "a" }, 0).queue;
    const both = send(first, { ...sending, id: "2", group: "a" }, 0).queue;
    const taken = receive(both, 1, 30_000, 0, receipts);
    expect(receive(taken.queue, 1, 30_000, 1, receipts).received).toMatchObject([{ id: "2" }]);
  });

  it("keeps a dead message's age in a standard queue and starts it anew in a FIFO queue", () => {
    const [dead] = send(emptyQueue(standard), sending, 0).queue.messages;
    if (dead === undefined) throw new Error("nothing was sent");
    expect(bury(emptyQueue(standard), dead, "arn", 100_000).messages[0]?.sentAt).toBe(0);
    expect(bury(emptyQueue(fifo), dead, "arn", 100_000).messages[0]?.sentAt).toBe(100_000);
  });

  it("drains what can be seen and leaves what is in flight", () => {
    const both = send(send(emptyQueue(standard), sending, 0).queue, { ...sending, id: "2" }, 0).queue;
    const taken = receive(both, 1, 30_000, 0, receipts);
    const { queue, drained } = drain(taken.queue, 1);
    expect(drained).toMatchObject([{ id: "2" }]);
    expect(queue.messages).toMatchObject([{ id: "1" }]);
  });
});
