// A restore that somebody started beside Stillpoint: CloudTrail and the job's own news, shuffled, doubled, cut off at any
// call, with or without a trail. In the end one card says it, with who did it where AWS said so; one that Stillpoint
// started, or a plan, has none. SIM_SEED repeats a run.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Delivery } from "../../src/backup/notification.ts";
import { instant } from "../../src/core/time.ts";
import { startedKey } from "../../src/features/jobs/record.ts";
import { type Cut, createAlertWorld } from "./alert-world.ts";

const account = "111111111111";
const region = "ap-northeast-1";
const seed = Number(process.env.SIM_SEED ?? Math.floor(Math.random() * 2 ** 31));

const event = (detailType: string, detail: object, minute: number): Delivery => ({
  body: JSON.stringify({
    id: `e-${minute}`,
    source: "aws.backup",
    "detail-type": detailType,
    account,
    region,
    time: new Date(Date.parse("2026-11-20T13:00:00Z") + minute * 60_000).toISOString(),
    resources: [],
    detail,
  }),
  messageId: `m-${detailType}-${minute}`,
  sentAt: instant(Date.parse("2026-11-20T13:10:00Z")),
  attributes: {},
});

const calledBy = (role: string): Delivery =>
  event(
    "AWS API Call via CloudTrail",
    {
      eventName: "StartRestoreJob",
      userIdentity: { type: "AssumedRole", arn: `arn:aws:sts::${account}:assumed-role/${role}/session-1` },
      responseElements: { restoreJobId: "J-1" },
    },
    0,
  );

const news = (status: string, minute: number): Delivery =>
  event("Restore Job State Change", { restoreJobId: "J-1", status }, minute);

type Origin =
  | "a person"
  | "a person, without a trail"
  | "stillpoint"
  | "stillpoint, without a trail"
  | "a test";

const toldOf = (origin: Origin): readonly Delivery[] => [
  news("PENDING", 1),
  news("RUNNING", 2),
  news("COMPLETED", 9),
  ...(origin === "a person" ? [calledBy("Operations")] : []),
  ...(origin === "stillpoint" ? [calledBy("stillpoint-operator")] : []),
];

interface History {
  readonly origin: Origin;
  readonly order: readonly Delivery[];
  /** After how many of them the quarter of an hour is over, beside the end. */
  readonly lookAfter: number;
  readonly cuts: readonly Cut[];
}

const play = async ({ origin, order, lookAfter, cuts }: History) => {
  const facts = {
    resourceName: "orders-fs",
    ...(origin === "a test" ? { startedBy: "restore-testing" as const } : {}),
  };
  const world = createAlertWorld({ state: "COMPLETED", facts }, cuts, { stepMs: 10 });
  if (origin === "stillpoint, without a trail") {
    const key = startedKey({ account, region, kind: "restore", id: "j-1" });
    const keepUntil = instant(Date.parse("2027-11-20T13:00:00Z"));
    await world.store.putIfAbsent({ key, version: 1, body: { request: "R-1" }, keepUntil });
  }
  for (const [index, delivery] of order.entries()) {
    if (index === lookAfter) await world.lookOutside();
    await world.deliver(delivery);
    await world.post();
  }
  await world.lookOutside();
  await world.post();
  return world;
};

const demandTruth = (origin: Origin, world: Awaited<ReturnType<typeof play>>, twins: number): void => {
  const cards = world.roots().filter(({ card }) => /outside Stillpoint/.test(card.text));
  if (!origin.startsWith("a person")) {
    expect(cards).toEqual([]);
    return;
  }
  expect(cards.length).toBeGreaterThanOrEqual(1);
  expect(cards.length).toBeLessThanOrEqual(1 + twins);
  const who = origin === "a person" ? "Operations/session-1" : "AWS does not say who";
  expect(JSON.stringify(cards.at(-1)?.card)).toContain(who);
  // The job's own card stands beside it, as ever.
  expect(world.roots().some(({ card }) => card.metadata.event_payload.state === "COMPLETED")).toBe(true);
};

const origins = [
  "a person",
  "a person, without a trail",
  "stillpoint",
  "stillpoint, without a trail",
  "a test",
] as const;

const history: fc.Arbitrary<History> = fc.constantFrom<Origin>(...origins).chain((origin) => {
  const told = toldOf(origin);
  return fc.record({
    origin: fc.constant(origin),
    order: fc
      .shuffledSubarray([...told, ...told], { minLength: told.length })
      .map((order) => [...order, ...told.filter((each) => !order.includes(each))]),
    // Stillpoint's own call that comes later than a quarter of an hour would be told of; AWS is never that late.
    lookAfter: origin === "stillpoint" ? fc.constant(99) : fc.nat(8),
    cuts: fc.uniqueArray(
      fc.record({ call: fc.nat(120), when: fc.constantFrom<Cut["when"]>("before", "after", "lost") }),
      { maxLength: 4, selector: ({ call }) => call },
    ),
  });
});

describe(`a job that was started outside (SIM_SEED=${seed})`, () => {
  it("is told once with who, or not at all, whatever order, doubles and deaths there were", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (made) => demandTruth(made.origin, await play(made), made.cuts.length)),
      { numRuns: 400, seed },
    );
  }, 120_000);
});

describe.each(origins)("started by %s", async (origin) => {
  const order = toldOf(origin);
  const whole = await play({ origin, order, lookAfter: 99, cuts: [] });
  const whens = ["before", "after", "lost"] as const;
  const singles = Array.from({ length: whole.calls() }, (_, call) => call).flatMap((call) =>
    whens.map((when): Cut => ({ call, when })),
  );

  it(`is as it should be over ${whole.calls()} calls outside`, () => {
    demandTruth(origin, whole, 0);
  });

  it("is so when it is cut off at any one of them", async () => {
    for (const cut of singles)
      demandTruth(origin, await play({ origin, order, lookAfter: 99, cuts: [cut] }), 1);
  });

  it("is so when it is cut off at two that follow each other closely", async () => {
    for (const first of singles)
      for (const when of whens)
        for (const distance of [1, 3]) {
          const cuts = [first, { call: first.call + distance, when }];
          demandTruth(origin, await play({ origin, order, lookAfter: 99, cuts }), 2);
        }
  }, 120_000);
});
