import type { SQSEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../sandbox/memory-store.ts";
import { Fault } from "../../src/core/errors.ts";
import { instant } from "../../src/core/time.ts";
import { make } from "../../src/lambda/events.ts";
import type { EventsWorld } from "../../src/ports/feature.ts";
import type { DrawNote, EnrichNote } from "../../src/ports/note.ts";
import { configIn } from "../features/alerts/cards.ts";

const record = (messageId: string, body: string) => ({
  messageId,
  receiptHandle: "r",
  body,
  attributes: { SentTimestamp: "1795180380000", ApproximateReceiveCount: "1" },
  messageAttributes: {},
});

const batch = (...records: readonly ReturnType<typeof record>[]) =>
  ({ Records: records }) as unknown as SQSEvent;

const failure = (id: string) =>
  JSON.stringify({
    id: `e-${id}`,
    source: "aws.backup",
    "detail-type": "Backup Job State Change",
    account: "111111111111",
    region: "ap-northeast-1",
    time: "2026-11-20T13:13:00Z",
    resources: [],
    detail: { backupJobId: id, state: "FAILED" },
  });

const open = (change: Partial<EventsWorld> = {}) => {
  const notes: DrawNote[] = [];
  const later: { note: EnrichNote; delaySeconds: number }[] = [];
  const lines: string[] = [];
  const write = (verb: string, facts: object) => lines.push(JSON.stringify({ verb, ...facts }));
  const world: EventsWorld = {
    config: configIn("en"),
    log: { info: write, warn: write, error: write },
    store: memoryStore(),
    backup: { describe: async () => ({ state: "FAILED", facts: { message: "why" } }) },
    tags: { carrying: async () => ({ items: [], isCut: false }), of: async () => ({}) },
    posts: {
      send: async (note) => {
        if (note.note === "alerts.draw") notes.push(note);
      },
    },
    later: {
      send: async (note, delaySeconds) => {
        if (note.note === "alerts.enrich") later.push({ note, delaySeconds });
      },
    },
    now: () => instant(1_795_180_500_000),
    ...change,
  };
  return { handle: make(world), notes, later, lines };
};

describe("the events function", () => {
  it("returns only the record that could not be done; its neighbours are done", async () => {
    const store = memoryStore();
    const { handle, notes } = open({
      store: {
        ...store,
        putIfAbsent: (item) => {
          if (item.key.partition.includes("j-2"))
            throw new Fault("aws-unavailable", "no", { retryable: true });
          return store.putIfAbsent(item);
        },
      },
    });
    const answer = await handle(
      batch(record("m1", failure("J-1")), record("m2", failure("J-2")), record("m3", "odd")),
    );
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "m2" }] });
    expect(notes.map(({ channel }) => channel).sort()).toEqual(["C0FALLBACK01", "C0PRODUCTION"]);
  });

  it("asks again later when AWS limits calls, for about an hour and with longer and longer waits", async () => {
    const { handle, later } = open({
      backup: {
        describe: async () => {
          throw new Fault("aws-throttled", "slow down", { retryable: true });
        },
      },
    });
    await handle(batch(record("m1", failure("J-1"))));
    for (let turn = 0; turn < 20; turn += 1) {
      const next = later.at(-1);
      if (next === undefined) break;
      await handle(batch(record(`again-${turn}`, JSON.stringify(next.note))));
    }
    const waits = later.map(({ delaySeconds }) => delaySeconds);
    expect(waits.slice(0, 7)).toEqual([30, 60, 120, 240, 480, 900, 900]);
    expect(waits.length).toBeLessThan(20);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(2_400);
  });

  it.each([
    "aws-denied",
    "aws-not-found",
  ] as const)("does not ask again what will not change: %s", async (code) => {
    const { handle, later, notes } = open({
      backup: {
        describe: async () => {
          throw new Fault(code, "no", { retryable: false });
        },
      },
    });
    expect(await handle(batch(record("m1", failure("J-1"))))).toEqual({ batchItemFailures: [] });
    expect(later).toEqual([]);
    expect(notes).toHaveLength(1);
  });

  it("does not ask about accounts that nobody configured", async () => {
    let asked = 0;
    const { handle } = open({
      backup: {
        describe: async () => {
          asked += 1;
          return { state: "FAILED", facts: {} };
        },
      },
    });
    await handle(batch(record("m1", failure("J-1").replace("111111111111", "1112233445566"))));
    expect(asked).toBe(0);
  });

  it("says what became of each delivery by the name of a rule", async () => {
    const { handle, lines } = open();
    await handle(batch(record("m1", failure("J-1"))));
    await handle(batch(record("m2", failure("J-1"))));
    await handle(batch(record("m3", "odd")));
    const outcomes = lines.map((line) => JSON.parse(line)).filter(({ verb }) => verb === "alert.heard");
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["first-sign", "nothing-new", "not-understood"]);
  });
});
