import type { SQSEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../sandbox/memory-store.ts";
import { holdSecondsAfter } from "../../src/app/answer.ts";
import { Fault, type FaultCode } from "../../src/core/errors.ts";
import { instant } from "../../src/core/time.ts";
import { incidentKey } from "../../src/features/alerts/record.ts";
import { make } from "../../src/lambda/poster.ts";
import type { PosterWorld } from "../../src/ports/feature.ts";
import type { Store } from "../../src/ports/world.ts";
import type { Card } from "../../src/slack/card.ts";
import { configIn } from "../features/alerts/cards.ts";
import { idle } from "../idle.ts";

const note = (incident: string, channel = "C0PRODUCTION") =>
  JSON.stringify({ note: "alerts.draw", incident, channel });

const batch = (...bodies: readonly string[]) =>
  ({
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      receiptHandle: `r${index}`,
      body,
      attributes: { ApproximateReceiveCount: "1" },
      messageAttributes: {},
    })),
  }) as unknown as SQSEvent;

const open = async (refuse: (channel: string, card: Card) => FaultCode | undefined) => {
  const posted: { channel: string; card: Card }[] = [];
  const held: { receipt: string; seconds: number }[] = [];
  const sent: string[] = [];
  const edits: string[] = [];
  const deleted: string[] = [];
  const store = memoryStore();
  for (const id of ["raw/1", "raw/2"]) {
    const notification = { type: "raw" as const, id, source: "s", detailType: "d", body: id };
    const body = { id, subject: { type: "raw", notification }, channel: "C0PRODUCTION" };
    await store.putIfAbsent({ key: incidentKey(id), version: 1, body, keepUntil: instant(0) });
  }
  const world: PosterWorld = {
    config: configIn("en"),
    ...idle,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    store,
    posts: {
      send: async ({ channel }) => {
        sent.push(channel);
      },
    },
    slack: {
      say: async (user) => {
        sent.push(user);
      },
      post: async (channel, card) => {
        const code = refuse(channel, card);
        const wait = code === "slack-rate-limited" ? { retryAfterMs: 7_000 } : {};
        if (code !== undefined) throw new Fault(code, code, { retryable: true, ...wait });
        posted.push({ channel, card });
        return `${posted.length}.0`;
      },
      upload: async () => {},
      hand: async () => {},
      update: async (channel, ts, card) => {
        const index = Number.parseInt(ts, 10) - 1;
        if (deleted.includes(ts))
          throw new Fault("slack-message-gone", "message_not_found", { retryable: false });
        posted[index] = { channel, card };
        edits.push(ts);
      },
    },
    now: () => instant(0),
  };
  const hold = async (receipt: string, seconds: number) => {
    held.push({ receipt, seconds });
  };
  return { handle: make(world, hold), world, hold, posted, held, sent, edits, deleted, store };
};

describe("the poster", () => {
  it("posts once, however often it is told", async () => {
    const { handle, posted } = await open(() => undefined);
    await handle(batch(note("raw/1"), note("raw/1")));
    await handle(batch(note("raw/1")));
    expect(posted).toHaveLength(1);
  });

  it("holds what Slack limits for as long as Slack asks, and lets nothing behind it overtake", async () => {
    const { handle, posted, held } = await open(() => "slack-rate-limited");
    const answer = await handle(batch(note("raw/1"), note("raw/2")));
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: "m0" }, { itemIdentifier: "m1" }]);
    expect(held).toEqual([
      { receipt: "r0", seconds: 7 },
      { receipt: "r1", seconds: 7 },
    ]);
    expect(posted).toEqual([]);
  });

  it("posts the same facts as plain text when Slack refuses the layout", async () => {
    const { handle, posted } = await open((_, card) => (card.blocks.length > 0 ? "slack-blocks" : undefined));
    expect(await handle(batch(note("raw/1")))).toEqual({ batchItemFailures: [] });
    expect(posted).toMatchObject([
      { card: { blocks: [], body: [], text: expect.stringContaining("plain text") } },
    ]);
  });

  it("sends the card to the fallback channel when its own refuses it, and says for which it was meant", async () => {
    const { handle, posted, sent } = await open((channel) =>
      channel === "C0PRODUCTION" ? "slack-channel" : undefined,
    );
    await handle(batch(note("raw/1")));
    expect(sent).toEqual(["C0FALLBACK01"]);
    await handle(batch(note("raw/1", "C0FALLBACK01")));
    expect(posted).toMatchObject([{ channel: "C0FALLBACK01" }]);
    expect(JSON.stringify(posted[0]?.card.body)).toContain("C0PRODUCTION");
  });

  it("hands a note on to the channel that its incident moved to, so that nobody draws it beside that one's turn", async () => {
    const { handle, posted, sent } = await open((channel) =>
      channel === "C0PRODUCTION" ? "slack-channel" : undefined,
    );
    await handle(batch(note("raw/1")));
    await handle(batch(note("raw/1")));
    expect(sent).toEqual(["C0FALLBACK01", "C0FALLBACK01"]);
    expect(posted).toEqual([]);
  });

  it("stays for the rest of a second after it spoke, for the next note may be another container's", async () => {
    const { world, hold } = await open(() => undefined);
    const done: string[] = [];
    await make(world, hold, async () => {
      done.push("rested");
    })(batch(note("raw/1")));
    expect(done).toEqual(["rested"]);
  });

  it("keeps the card in the queue when even the fallback refuses it", async () => {
    const { handle, held } = await open(() => "slack-channel");
    await handle(batch(note("raw/1")));
    expect((await handle(batch(note("raw/1", "C0FALLBACK01")))).batchItemFailures).toHaveLength(1);
    expect(held).toHaveLength(1);
  });

  /** As if the card had looked otherwise when it was drawn last. */
  const age = async (store: Store): Promise<void> => {
    const stored = await store.get<{ shown: object }>(incidentKey("raw/1"));
    if (stored === undefined) throw new Error("no incident");
    const body = { ...stored.body, shown: { ts: "1.0", drawn: "another look" } };
    await store.put({ ...stored, version: stored.version + 1, body });
  };

  it("edits the message that stands when its card looks otherwise now", async () => {
    const { handle, posted, edits, store } = await open(() => undefined);
    await handle(batch(note("raw/1")));
    await age(store);
    await handle(batch(note("raw/1")));
    expect(edits).toEqual(["1.0"]);
    expect(posted).toHaveLength(1);
  });

  it("posts anew when the message that stood was deleted", async () => {
    const { handle, posted, deleted, store } = await open(() => undefined);
    await handle(batch(note("raw/1")));
    await age(store);
    deleted.push("1.0");
    await handle(batch(note("raw/1")));
    expect(posted).toHaveLength(2);
  });

  it("does not stumble over an incident that is gone, and gives back what is no note", async () => {
    const { handle } = await open(() => undefined);
    expect(await handle(batch(note("raw/gone")))).toEqual({ batchItemFailures: [] });
    expect((await handle(batch("not a note"))).batchItemFailures).toHaveLength(1);
  });
});

describe("what cannot be done now comes again", () => {
  it.each([
    [1, 2],
    [2, 4],
    [5, 32],
    [50, 1_260],
  ])("after %i receives in %i s", (receives, seconds) => {
    const outage = new Fault("slack-unavailable", "down", { retryable: true });
    expect(holdSecondsAfter(outage, receives)).toBe(seconds);
  });

  it("outlasts the fourteen days of the queue before SQS stops counting", () => {
    const waits = Array.from({ length: 1_000 }, (_, index) => holdSecondsAfter(new Error("down"), index + 1));
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(14 * 86_400);
  });
});
