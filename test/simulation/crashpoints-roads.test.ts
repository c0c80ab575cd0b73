// Every other road of an alert, killed at every call outside: before it, after it, and with its answer lost. What was
// called is called again, and each incident is one card that tells the truth.
import { describe, expect, it } from "vitest";
import type { Delivery } from "../../src/backup/notification.ts";
import { instant } from "../../src/core/time.ts";
import { type Cut, createAlertWorld } from "./alert-world.ts";

const at = (minute: number): string =>
  new Date(Date.parse("2026-11-20T13:00:00Z") + minute * 60_000).toISOString();

const delivery = (body: string, minute: number): Delivery => ({
  body,
  messageId: `m-${minute}`,
  sentAt: instant(Date.parse(at(minute))),
  attributes: {},
});

const event = (detailType: string, detail: object, minute: number): Delivery =>
  delivery(
    JSON.stringify({
      id: `e-${minute}`,
      source: "aws.backup",
      "detail-type": detailType,
      account: "111111111111",
      region: "ap-northeast-1",
      time: at(minute),
      resources: [],
      detail,
    }),
    minute,
  );

const job = (id: string, state: string, minute: number, kind: "Backup" | "Copy" = "Backup"): Delivery =>
  event(
    `${kind} Job State Change`,
    {
      [`${kind.toLowerCase()}JobId`]: id,
      state,
      resourceArn: "arn:aws:rds:ap-northeast-1:111111111111:db:orders-db",
      creationDate: at(minute),
    },
    minute,
  );

const point = (status: string, minute: number, more: object = {}): Delivery =>
  event(
    "Recovery Point State Change",
    {
      recoveryPointArn: "arn:aws:ec2:ap-northeast-1::snapshot/snap-1",
      status,
      backupVaultName: "prod-daily",
      ...more,
    },
    minute,
  );

/** S3 tells of one object. */
const object = (key: string, minute: number): Delivery =>
  delivery(
    JSON.stringify({
      Type: "Notification",
      MessageId: `o-${key}`,
      TopicArn: "arn:aws:sns:ap-northeast-1:111111111111:vault-events",
      Message: `An object failed. object: ${key}`,
      Timestamp: at(minute),
      MessageAttributes: Object.fromEntries(
        Object.entries({
          EventType: "S3_BACKUP_OBJECT_FAILED",
          backupJobId: "1B2345B2-F22C-4DAB-5EB6-BBC7890ED123",
          objectKey: key,
        }).map(([name, Value]) => [name, { Type: "String", Value }]),
      ),
    }),
    minute,
  );

interface Road {
  readonly history: readonly Delivery[];
  readonly refuses?: string;
  /** The cards at the end: severity, state, and something that is written on each. */
  readonly cards: readonly (readonly [severity: string, state: string, words: string])[];
  readonly threads: number;
  readonly channel?: string;
}

const roads: Readonly<Record<string, Road>> = {
  "a row that repeats and ends well": {
    history: [job("J-1", "FAILED", 1), job("J-2", "FAILED", 10), job("J-3", "COMPLETED", 20)],
    cards: [["good", "COMPLETED", "2 runs"]],
    threads: 1,
  },
  "a row that ends, and the next one": {
    history: [job("J-1", "FAILED", 1), job("J-2", "COMPLETED", 10), job("J-3", "FAILED", 20)],
    cards: [
      ["good", "COMPLETED", "orders-db"],
      ["failed", "FAILED", "orders-db"],
    ],
    threads: 0,
  },
  "a copy under a failed backup": {
    history: [job("J-1", "FAILED", 1), job("C-1", "FAILED", 10, "Copy")],
    cards: [["failed", "FAILED", "orders-db"]],
    threads: 0,
  },
  "a thing that changes": {
    history: [
      point("EXPIRED", 1),
      point("DELETED", 5, { deletedBy: "MANUAL_DELETE" }),
      point("DELETED", 5, { deletedBy: "MANUAL_DELETE" }),
    ],
    cards: [["warning", "DELETED", "snap-1"]],
    threads: 0,
  },
  "objects of a job": {
    history: [
      object("a.csv", 1),
      object("b.csv", 2),
      object("a.csv", 3),
      job("1B2345B2-F22C-4DAB-5EB6-BBC7890ED123", "COMPLETED", 9),
    ],
    cards: [["warning", "COMPLETED", "b.csv"]],
    threads: 0,
  },
  "something that nobody knows": {
    history: [delivery("nobody knows this", 1), delivery("nobody knows this", 1)],
    cards: [["unknown", "raw", "nobody knows this"]],
    threads: 0,
    channel: "C0FALLBACK01",
  },
  "a channel that refuses": {
    history: [job("J-1", "FAILED", 1), job("J-2", "FAILED", 10), job("J-3", "COMPLETED", 20)],
    refuses: "C0PRODUCTION",
    cards: [["good", "COMPLETED", "2 runs"]],
    threads: 1,
    channel: "C0FALLBACK01",
  },
};

const play = async ({ history, refuses }: Road, cuts: readonly Cut[]) => {
  const world = createAlertWorld(undefined, cuts, refuses === undefined ? {} : { refuses });
  for (const each of history) {
    await world.deliver(each);
    await world.post();
  }
  return world;
};

type Played = Awaited<ReturnType<typeof play>>;

/** The cards as they stand, without the twins that doubtful posts left behind: the newest of an incident is its card. */
const demandTruth = (
  { cards, threads, channel = "C0PRODUCTION" }: Road,
  world: Played,
  twins: number,
): void => {
  const roots = world.roots();
  const newest = new Map(roots.map((message) => [message.card.metadata.event_payload.incident, message]));
  const shown = [...newest.values()];
  expect(
    shown.map(({ card: { metadata } }) => [metadata.event_payload.severity, metadata.event_payload.state]),
  ).toEqual(cards.map(([severity, state]) => [severity, state]));
  for (const [index, [, , words]] of cards.entries())
    expect(JSON.stringify(shown[index]?.card)).toContain(words);
  expect(new Set(roots.map((message) => message.channel))).toEqual(new Set([channel]));
  expect(roots.length).toBeLessThanOrEqual(cards.length + twins);
  const lines = world.messages.length - roots.length;
  expect(lines).toBeGreaterThanOrEqual(threads);
  expect(roots.length + lines).toBeLessThanOrEqual(cards.length + threads + twins);
};

describe.each(Object.entries(roads))("%s", async (_, road) => {
  const whole = await play(road, []);
  const whens = ["before", "after", "lost"] as const;
  const singles = Array.from({ length: whole.calls() }, (_each, call) => call).flatMap((call) =>
    whens.map((when): Cut => ({ call, when })),
  );

  it(`is as it should be over ${whole.calls()} calls outside`, () => {
    demandTruth(road, whole, 0);
  });

  it("is so when it is cut off at any one of them", async () => {
    for (const cut of singles) demandTruth(road, await play(road, [cut]), 1);
  });

  it("is so when it is cut off at two that follow each other closely", async () => {
    for (const first of singles)
      for (const when of whens)
        for (const distance of [1, 3])
          demandTruth(road, await play(road, [first, { call: first.call + distance, when }]), 2);
  }, 120_000);
});
