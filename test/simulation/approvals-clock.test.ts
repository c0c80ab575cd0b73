// The clock looks after requests: whenever it comes, however often and wherever it is cut off, each ends in the same
// state, its rows are in the audit log, and everybody has heard everything once.
import { describe, expect, it } from "vitest";
import { decideReview } from "../../src/features/approvals/kinds/glass-rule.ts";
import type { Request } from "../../src/features/approvals/model.ts";
import { pointerKey } from "../../src/features/approvals/record.ts";
import {
  atMinute,
  broken,
  claimed,
  granted,
  lead,
  noon,
  open,
  running,
} from "../features/approvals/waiting.ts";
import { type Aws, type Cut, createClockWorld } from "./approvals-clock-world.ts";
import { randomFrom } from "./virtual-time.ts";

const day = 24 * 60;
const point = "arn:aws:rds:ap-northeast-1:111111111111:snapshot:awsbackup:job-1";
const ends: Aws = (minute) =>
  minute < 40
    ? { state: "RUNNING", facts: { percentDone: minute * 2 } }
    : {
        state: "COMPLETED",
        facts: { recoveryPointArn: point, vaultName: "prod-daily", bytes: 5_000, completedAt: atMinute(40) },
      };

interface Road {
  readonly request: Request;
  readonly aws: Aws;
  readonly ticks: readonly number[];
  readonly state: Request["phase"]["state"];
  readonly says: readonly string[];
}

const over = ["approvals.call ended-1", "approvals.tell ended-1"];
const signedGlass = (): Request => {
  const press = { user: lead, at: atMinute(20), evidence: "f".repeat(64) };
  const decision = decideReview(broken(), { press, isLead: true });
  if (decision.type === "refused") throw new Error(decision.reason);
  return decision.request;
};

const roads: Readonly<Record<string, Road>> = {
  "nobody votes": {
    request: open(),
    aws: ends,
    ticks: [1, 16, 46, 52, 60, 61, 62, 63],
    state: "expired",
    says: [
      "approvals.call reminder-1-1",
      "approvals.call reminder-1-2",
      "approvals.call escalation-1",
      ...over,
    ],
  },
  "the executor never comes": {
    request: granted(),
    aws: ends,
    ticks: [6, 7, 124, 125, 126, 127, 128],
    state: "expired",
    says: over,
  },
  "a job runs to its end": {
    request: running(),
    aws: ends,
    ticks: [7, 8, 20, 40, 41, 42, 43],
    state: "succeeded",
    says: over,
  },
  "AWS forgets the job": {
    request: running(),
    aws: () => "aws-not-found",
    ticks: [7, 8, 40, 41, 42, 43],
    state: "unknown",
    says: over,
  },
  "a job takes longer than a day": {
    request: running(),
    aws: (minute) => ends(minute < 2 * day ? 10 : 50),
    ticks: [7, day + 6, day + 7, day + 8, 2 * day, 2 * day + 1, 2 * day + 2, 2 * day + 3],
    state: "succeeded",
    says: ["approvals.tell slow-1", ...over],
  },
  "a glass was broken, looked at, and nothing ran": {
    request: signedGlass(),
    aws: ends,
    ticks: [125, 126, 127, 128, 129],
    state: "expired",
    says: over,
  },
};

const play = async ({ request, aws, ticks }: Road, cuts: readonly Cut[] = []) => {
  const world = createClockWorld(aws, cuts);
  await world.lay(request);
  for (const minute of ticks) await world.tickAt(minute);
  return world;
};

type Played = Awaited<ReturnType<typeof play>>;

const demandTruth = async (road: Road, world: Played): Promise<void> => {
  const { state, says } = road;
  const request = await world.requestNow(road.request.id);
  if (request === undefined) throw new Error("it is gone");
  expect(request.phase.state).toBe(state);
  expect(request.outbox).toEqual([]);
  expect([...world.said()].sort()).toEqual([...says].sort());
  // What was sent before the clock came is not sent anew.
  const before = road.request.outbox.flatMap((each) => (each.send === "audit" ? [each.row] : []));
  const owed = request.trail.filter(
    ({ number }) => number > road.request.trail.length || before.includes(number),
  );
  expect(world.rows()).toEqual(owed);
  expect(await world.isClosed(request)).toBe(true);
};

describe.each(Object.entries(roads))("%s", async (_, road) => {
  const whole = await play(road);
  const whens = ["before", "after", "lost"] as const;
  const singles = Array.from({ length: whole.calls() }, (_each, call) => call).flatMap((call) =>
    whens.map((when): Cut => ({ call, when })),
  );

  it(`ends as it should, over ${whole.calls()} calls outside`, async () => {
    expect(whole.calls()).toBeGreaterThan(10);
    await demandTruth(road, whole);
  });

  /** A tick that was cut off is made up for by the next ones. */
  const patient = { ...road, ticks: road.ticks.flatMap((minute) => [minute, minute, minute]) };

  it("ends so when the clock is cut off at any one call", async () => {
    for (const cut of singles) await demandTruth(road, await play(patient, [cut]));
  });

  it("ends so when the clock is cut off at two that follow each other closely", async () => {
    for (const first of singles)
      for (const distance of [1, 3])
        await demandTruth(
          road,
          await play(patient, [first, { call: first.call + distance, when: "before" }]),
        );
  }, 60_000);
});

describe("whenever the clock comes", () => {
  const histories = 300;

  it(`each road ends the same, over ${histories} histories`, async () => {
    for (let seed = 1; seed <= histories; seed += 1) {
      const random = randomFrom(seed);
      const [name, road] = Object.entries(roads)[seed % Object.keys(roads).length] ?? [];
      if (road === undefined) throw new Error("there is no such road");
      const last = Math.max(...road.ticks);
      const world = createClockWorld(road.aws, [
        { call: Math.floor(random() * 60), when: random() < 0.5 ? "before" : "after" },
      ]);
      await world.lay(road.request);
      const minutes = Array.from({ length: 20 }, () => 6 + Math.floor(random() * last)).sort(
        (left, right) => left - right,
      );
      for (const minute of [...minutes, ...[1, 2, 3, 4].map((each) => last + each)])
        await world.tickAt(minute, random() < 0.3 ? 3 : 1);
      const request = await world.requestNow(road.request.id);
      const said = world.said();
      const facts = `${name}, seed ${seed}`;
      expect(request?.phase.state, facts).toBe(road.state);
      expect(new Set(said).size, facts).toBe(said.length);
      expect(
        said.filter((each) => !road.says.includes(each)),
        facts,
      ).toEqual([]);
      expect(said.filter((each) => each.includes("ended")).length, facts).toBe(2);
      expect(await world.isClosed(road.request), facts).toBe(true);
    }
  }, 60_000);
});

describe("the clock", () => {
  it("calls the executor once a minute for what was granted or claimed, and not while it runs", async () => {
    const runsOf = async (request: Request) => {
      const world = createClockWorld(() => ({ state: "RUNNING", facts: {} }));
      await world.lay(request);
      for (const minute of [7, 7, 7, 8, 9]) await world.tickAt(minute, 2);
      return world.runs().length;
    };
    expect([await runsOf(granted()), await runsOf(claimed()), await runsOf(running())]).toEqual([3, 3, 0]);
  });

  it("draws a card as it moves, and not each minute", async () => {
    const world = createClockWorld((minute) => ({ state: "RUNNING", facts: { percentDone: minute } }));
    await world.lay(running());
    for (let minute = 7; minute < 37; minute += 1) await world.tickAt(minute, 2);
    expect(world.draws()).toBe(6);
  });

  it("says once that AWS is silent, and as an error after an hour", async () => {
    const world = createClockWorld((minute) => (minute < 80 ? "aws-unavailable" : ends(40)));
    await world.lay(running());
    for (let minute = 10; minute < 80; minute += 1) await world.tickAt(minute);
    const count = (verb: string) => world.lines.filter((each) => each === verb).length;
    expect([count("approvals.silent"), count("approvals.blind")]).toEqual([1, 10]);
    await world.tickAt(80);
    expect((await world.requestNow(running().id))?.phase.state).toBe("succeeded");
  });

  it("forgets a press whose request never came, after an hour", async () => {
    const world = createClockWorld(ends);
    const { id, environment, createdAt } = open();
    const key = pointerKey(environment, createdAt, id);
    await world.store.putIfAbsent({ key, version: 1, body: { id, createdAt }, keepUntil: atMinute(90) });
    await world.tickAt(59);
    expect(await world.isClosed(open())).toBe(false);
    await world.tickAt(60);
    expect(await world.isClosed(open())).toBe(true);
  });

  it("finds what waits behind thousands that are over", async () => {
    const world = createClockWorld(ends);
    await world.lay(open());
    for (let number = 0; number < 2_000; number += 1) {
      const createdAt = atMinute(number / 100);
      const key = pointerKey("production", createdAt, `over-${number}`);
      const body = { id: `over-${number}`, createdAt, isClosed: true };
      await world.store.putIfAbsent({ key, version: 2, body, keepUntil: atMinute(90) });
    }
    await world.tickAt(60);
    expect((await world.requestNow(open().id))?.phase.state).toBe("expired");
  });

  it("ends what was asked for in an environment that has left the configuration", async () => {
    const world = createClockWorld(ends);
    await world.lay({ ...open(), environment: "an-older-name" });
    await world.tickAt(60);
    expect((await world.requestNow(open().id))?.phase.state).toBe("expired");
  });

  it("lets a request that is broken keep nobody else waiting", async () => {
    const world = createClockWorld(ends);
    await world.lay(open());
    await world.lay({ ...open(), id: "r-broken", plan: "no plan", createdAt: noon });
    // It is thrown on at the end, so that the alarm rings.
    await expect(world.tickAt(60)).rejects.toThrow(SyntaxError);
    expect((await world.requestNow(open().id))?.phase.state).toBe("expired");
    expect(world.lines).toContain("approvals.broke");
  });
});
