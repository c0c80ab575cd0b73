// Killed between any two awaits, then called again by the queue: the card is there and tells the truth. Every single
// point, before and after, and every pair of points.
import { describe, expect, it } from "vitest";
import type { Delivery } from "../../src/backup/notification.ts";
import { instant } from "../../src/core/time.ts";
import { type Cut, createAlertWorld } from "./alert-world.ts";

const message = "KMS key is either disabled or pending deletion or access to KMS key is denied";
const described = { state: "FAILED", facts: { resourceName: "orders-db", message } };

const event = (state: string, minute: number): Delivery => ({
  body: JSON.stringify({
    id: `e-${state}`,
    source: "aws.backup",
    "detail-type": "Backup Job State Change",
    account: "111111111111",
    region: "ap-northeast-1",
    time: `2026-11-20T13:${minute}:00Z`,
    resources: [],
    detail: {
      backupJobId: "J-1",
      state,
      resourceArn: "arn:aws:rds:ap-northeast-1:111111111111:db:orders-db",
    },
  }),
  messageId: `m-${state}`,
  sentAt: instant(Date.parse(`2026-11-20T13:${minute}:30Z`)),
  attributes: {},
});

const unknown: Delivery = { ...event("FAILED", 13), body: "nobody knows this", messageId: "m-unknown" };

/** Running and failed, the failure twice, something unknown; the poster works after each. */
const history = [event("RUNNING", 10), event("FAILED", 13), event("FAILED", 13), unknown];

const play = async (cuts: readonly Cut[]) => {
  const world = createAlertWorld(described, cuts);
  for (const delivery of history) {
    await world.deliver(delivery);
    await world.post();
  }
  return world;
};

const stateOf = ({ card }: { readonly card: { readonly metadata: { readonly event_payload: object } } }) =>
  (card.metadata.event_payload as { readonly state: string }).state;

/** A post whose answer was lost is posted again: a double is better than a miss. Nothing else may double. */
const demandTruth = (messages: Awaited<ReturnType<typeof play>>["messages"], lostPosts: number): void => {
  const failed = messages.filter((each) => stateOf(each) === "FAILED");
  const raw = messages.filter((each) => stateOf(each) === "raw");
  expect(failed.length + raw.length).toBe(messages.length);
  expect(failed.length).toBeGreaterThanOrEqual(1);
  expect(raw.length).toBeGreaterThanOrEqual(1);
  expect(messages.length).toBeLessThanOrEqual(2 + lostPosts);
  expect(failed.some(({ card }) => JSON.stringify(card).includes(message))).toBe(true);
};

describe("an alert", async () => {
  const whole = await play([]);
  const points = whole.calls();
  const singles = Array.from({ length: points }, (_, call) => call).flatMap((call): readonly Cut[] => [
    { call, when: "before" },
    { call, when: "after" },
  ]);

  it(`is one card, over ${points} calls outside`, () => {
    expect(points).toBeGreaterThan(20);
    demandTruth(whole.messages, 0);
  });

  it("is there, and true, when the function is killed at any one point", async () => {
    for (const cut of singles) {
      const { messages } = await play([cut]);
      demandTruth(messages, cut.when === "after" || cut.call > 0 ? 1 : 0);
    }
  });

  it("doubles only where the answer of a post was lost", async () => {
    const doubled: number[] = [];
    for (const cut of singles) {
      if ((await play([cut])).messages.length > 2) doubled.push(cut.call);
    }
    // Two posts, each with its own answer and the write that keeps it: after the one, before the other.
    expect(new Set(doubled).size).toBeLessThanOrEqual(4);
  });

  it("is there, and true, when the function is killed at any two points", async () => {
    for (const first of singles) {
      for (const second of singles) {
        if (second.call <= first.call) continue;
        demandTruth((await play([first, second])).messages, 2);
      }
    }
  }, 120_000);
});
