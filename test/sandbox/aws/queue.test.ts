import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changeVisibility,
  depthOf,
  emptyQueue,
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
  retentionMs: 3_600_000,
  maxReceives: 3,
};
const fifo: QueueRules = { ...standard, isFifo: true };

type Deed =
  | { readonly do: "send"; readonly group: string; readonly content: number }
  | { readonly do: "receive"; readonly max: number }
  | { readonly do: "delete" | "hide" | "show" }
  | { readonly do: "wait"; readonly ms: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ do: fc.constant("send" as const), group: fc.constantFrom("a", "b"), content: fc.nat(5) }),
  fc.record({ do: fc.constant("receive" as const), max: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ do: fc.constantFrom("delete" as const, "hide" as const, "show" as const) }),
  fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(1_000, 31_000, 200_000) }),
);

const play = (rules: QueueRules, deeds: readonly Deed[]) => {
  let queue: Queue = emptyQueue(rules);
  let now = 0;
  let names = 0;
  const name = () => {
    names += 1;
    return `n${names}`;
  };
  const kept: string[] = [];
  const removed: string[] = [];
  const dead: Message[] = [];
  const out = new Map<string, Message>();
  const handedOut: { readonly message: Message; readonly at: number }[] = [];
  for (const each of deeds) {
    switch (each.do) {
      case "send": {
        const identity = rules.isFifo
          ? { group: each.group, deduplication: `${each.group}${each.content}` }
          : {};
        const done = send(queue, { id: name(), body: "x", attributes: {}, ...identity }, now);
        queue = done.queue;
        if (!done.isDouble) kept.push(done.id);
        break;
      }
      case "receive": {
        const done = receive(queue, each.max, rules.visibilityMs, now, name);
        for (const message of done.received) {
          const before = out.get(message.id);
          if (before !== undefined && before.hiddenUntil > now) throw new Error(`${message.id} is out twice`);
          out.set(message.id, message);
          handedOut.push({ message, at: now });
        }
        for (const message of done.dead) out.delete(message.id);
        dead.push(...done.dead);
        queue = done.queue;
        break;
      }
      case "delete": {
        const [message] = out.values();
        if (message?.receipt === undefined) break;
        queue = remove(queue, message.receipt);
        out.delete(message.id);
        removed.push(message.id);
        break;
      }
      case "hide":
      case "show": {
        const [message] = [...out.values()].reverse();
        if (message?.receipt === undefined) break;
        const changed = changeVisibility(queue, message.receipt, each.do === "show" ? 0 : 60_000, now);
        if (changed === undefined) break;
        queue = changed;
        out.set(message.id, { ...message, hiddenUntil: now + (each.do === "show" ? 0 : 60_000) });
        break;
      }
      case "wait":
        now += each.ms;
    }
  }
  return { queue, now, kept, removed, dead, handedOut };
};

describe.each([
  ["a standard queue", standard],
  ["a FIFO queue", fifo],
] as const)("%s", (_, rules) => {
  it("loses nothing: what was sent is deleted, dead or still there, and nothing is out twice", () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
        const { queue, now, kept, removed, dead } = play({ ...rules, retentionMs: 10 ** 12 }, deeds);
        const { visible, inFlight, delayed } = depthOf(queue, now);
        expect(visible + inFlight + delayed).toBe(queue.messages.length);
        expect([...removed, ...dead, ...queue.messages].length).toBe(kept.length);
        expect(dead.every(({ receives }) => receives === rules.maxReceives)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

it("a FIFO queue keeps the order of a group: none overtakes one that is still there", () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
      const { handedOut } = play({ ...fifo, maxReceives: 99, retentionMs: 10 ** 12 }, deeds);
      for (const group of ["a", "b"]) {
        const firsts = handedOut.filter(({ message }) => message.group === group && message.receives === 1);
        const sequences = firsts.map(({ message }) => message.sequence);
        expect(sequences).toEqual([...sequences].sort((left, right) => left - right));
      }
    }),
    { numRuns: 1_000 },
  );
});

describe("a queue", () => {
  const one = send(emptyQueue(standard), { id: "1", body: "x", attributes: {} }, 0).queue;
  const receipts = () => "r";

  it("hides what was received until its visibility ends, and counts the receives", () => {
    const first = receive(one, 1, 30_000, 0, receipts);
    expect(receive(first.queue, 1, 30_000, 29_999, receipts).received).toEqual([]);
    expect(receive(first.queue, 1, 30_000, 30_000, receipts).received).toMatchObject([
      { receives: 2, firstReceivedAt: 0 },
    ]);
  });

  it("hands over what came too often to the dead-letter queue", () => {
    let queue = one;
    for (const now of [0, 40_000, 80_000]) queue = receive(queue, 1, 30_000, now, receipts).queue;
    expect(receive(queue, 1, 30_000, 120_000, receipts)).toMatchObject({ received: [], dead: [{ id: "1" }] });
  });

  it("does not delete by the receipt of an earlier receive", () => {
    const first = receive(one, 1, 30_000, 0, () => "old");
    const second = receive(first.queue, 1, 30_000, 40_000, () => "new");
    expect(remove(second.queue, "old").messages).toHaveLength(1);
    expect(remove(second.queue, "new").messages).toHaveLength(0);
  });

  it("forgets what is older than its retention, and a deduplication id after five minutes", () => {
    expect(receive(one, 1, 30_000, 3_600_000, receipts).received).toEqual([]);
    const twice = (at: number) => {
      const sending = { id: "1", body: "x", attributes: {}, group: "a", deduplication: "d" };
      return send(send(emptyQueue(fifo), sending, 0).queue, { ...sending, id: "2" }, at);
    };
    expect(twice(299_999)).toMatchObject({ isDouble: true, id: "1" });
    expect(twice(300_000)).toMatchObject({ isDouble: false, id: "2" });
  });
});
