// What waits for the end of quiet hours and what nobody takes, killed at every call outside: before it, after it, and
// with its answer lost. The clock comes again a minute later; each is told once, and each step calls once.
import { describe, expect, it } from "vitest";
import type { Delivery } from "../../src/backup/notification.ts";
import type { Config } from "../../src/config/config.ts";
import { instant } from "../../src/core/time.ts";
import { receive } from "../../src/features/alerts/flow.ts";
import type { Incident } from "../../src/features/alerts/model.ts";
import type { Store } from "../../src/ports/world.ts";
import type { Stored } from "../../src/store/record.ts";
import { configIn } from "../features/alerts/cards.ts";
import { type Cut, createAlertWorld } from "./alert-world.ts";

const base = configIn("en");
const [onCall, leads] = ["S0ONCALL001", "S0LEADS0001"];
const [first, beside, later] = ["C0PRODUCTION", "C0SECURITY01", "C0INCIDENTS1"];

/** The world begins at a quarter past ten in the evening in Tokyo. */
const config: Config = {
  ...base,
  quiet: { from: "22:00", to: "07:00", holds: "warning" },
  routes: [{ severity: "critical", channel: first, alsoIn: [beside], mention: onCall }],
  environments: base.environments.map((each) => ({
    ...each,
    escalation: { afterMinutes: 15, mention: leads, thenAfterMinutes: 30, channel: later },
  })),
};

const scan = (id: string, second: number, told: object): Delivery => ({
  body: JSON.stringify({
    id: `e-${id}-${second}`,
    source: "aws.backup",
    "detail-type": "Scan Job State Change",
    account: "111111111111",
    region: "ap-northeast-1",
    time: `2026-11-20T13:10:${second}Z`,
    resources: [],
    detail: { scanJobId: id, resourceType: "EC2", ...told },
  }),
  messageId: `m-${id}-${second}`,
  sentAt: instant(Date.parse(`2026-11-20T13:10:${second}Z`)),
  attributes: {},
});

const issues = { state: "COMPLETED_WITH_ISSUES" };
const clean = { state: "COMPLETED", scanResult: { scanResultStatus: "NO_THREATS_FOUND" } };
const threats = { state: "COMPLETED", scanResult: { scanResultStatus: "THREATS_FOUND" } };

interface Road {
  readonly history: readonly Delivery[];
  /** Minutes between the ticks that follow. */
  readonly ticks: readonly number[];
  /** Cards at the end: channel and severity. */
  readonly cards: readonly (readonly [channel: string, severity: string])[];
  readonly calls: Readonly<Record<string, number>>;
}

const roads: Readonly<Record<string, Road>> = {
  "a warning that waits for the morning": {
    history: [scan("held", 10, issues)],
    ticks: [1, 540, 1],
    cards: [[first, "warning"]],
    calls: { [onCall]: 0, [leads]: 0 },
  },
  "a warning that is good again by the morning": {
    history: [scan("held", 10, issues), scan("held", 20, clean)],
    ticks: [1, 540, 1],
    cards: [],
    calls: { [onCall]: 0, [leads]: 0 },
  },
  "a warning that becomes critical while it waits": {
    history: [scan("held", 10, issues), scan("held", 20, threats)],
    ticks: [1],
    cards: [
      [first, "critical"],
      [beside, "critical"],
    ],
    calls: { [onCall]: 1, [leads]: 0 },
  },
  "a critical alert that nobody takes": {
    history: [scan("untaken", 10, threats)],
    ticks: [1, 15, 31, 1],
    cards: [
      [first, "critical"],
      [beside, "critical"],
      [later, "critical"],
    ],
    calls: { [onCall]: 1, [leads]: 1 },
  },
  "a clock that was away while it should have been said again": {
    history: [scan("untaken", 10, threats)],
    ticks: [240, 1],
    cards: [
      [first, "critical"],
      [beside, "critical"],
      [later, "critical"],
    ],
    calls: { [onCall]: 1, [leads]: 1 },
  },
};

const play = async ({ history, ticks }: Road, cuts: readonly Cut[]) => {
  const world = createAlertWorld(undefined, cuts, { config });
  for (const each of history) {
    await world.deliver(each);
    await world.post();
  }
  for (const minutes of ticks) {
    await world.tick(minutes);
    await world.post();
  }
  return world;
};

type Played = Awaited<ReturnType<typeof play>>;

const callsIn = (world: Played, group: string): number =>
  world.messages.filter(({ card }) => card.text.includes(`<!subteam^${group}>`)).length;

/** The newest of a channel's cards is its card; a post whose answer was lost may have left a twin, and called twice. */
const demandTruth = ({ cards, calls }: Road, world: Played, twins: number): void => {
  const newest = new Map(world.roots().map((message) => [message.channel, message]));
  const shown = [...newest].map(([channel, { card }]) => [channel, card.metadata.event_payload.severity]);
  expect(shown.sort()).toEqual([...cards].sort());
  expect(world.roots().length).toBeLessThanOrEqual(cards.length + twins);
  for (const [group, count] of Object.entries(calls)) {
    expect(callsIn(world, group)).toBeGreaterThanOrEqual(count);
    expect(callsIn(world, group)).toBeLessThanOrEqual(count + (count === 0 ? 0 : twins));
  }
};

describe.each(Object.entries(roads))("%s", async (_, road) => {
  const whole = await play(road, []);
  const whens = ["before", "after", "lost"] as const;
  const singles = Array.from({ length: whole.calls() }, (_each, call) => call).flatMap((call) =>
    whens.map((when): Cut => ({ call, when })),
  );

  it(`is told once, over ${whole.calls()} calls outside`, () => {
    demandTruth(road, whole, 0);
  });

  it("is so when it is cut off at any one of them, and doubles only where the answer of a post was lost", async () => {
    const doubled = new Set<number>();
    for (const cut of singles) {
      const world = await play(road, [cut]);
      demandTruth(road, world, 1);
      if (world.messages.length > whole.messages.length) doubled.add(cut.call);
    }
    // Each post has its own answer and the write that keeps it: after the one, before the other.
    expect(doubled.size).toBeLessThanOrEqual(2 * whole.messages.length);
  }, 60_000);

  it("is so when it is cut off at two that follow each other closely", async () => {
    for (const before of singles)
      for (const distance of [1, 3])
        demandTruth(road, await play(road, [before, { call: before.call + distance, when: "before" }]), 2);
  }, 120_000);
});

it("tells of trouble that comes back at the very moment at which quiet hours let it go as good", async () => {
  let isComing = true;
  const world = createAlertWorld(undefined, [], {
    config,
    change: (made) => {
      const put: Store["put"] = async (item) => {
        const { held } = (item as Stored<unknown> as Stored<Partial<Incident>>).body;
        if (isComing && held?.ended === "good") {
          isComing = false;
          await receive(scan("held", 30, issues), made);
        }
        return made.store.put(item);
      };
      return { ...made, store: { ...made.store, put } };
    },
  });
  for (const each of [scan("held", 10, issues), scan("held", 20, clean)]) await world.deliver(each);
  await world.tick(540);
  await world.post();
  expect(isComing).toBe(false);
  expect(world.roots().map(({ card }) => card.metadata.event_payload.severity)).toEqual(["warning"]);
});
