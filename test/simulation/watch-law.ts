// Nights in which AWS drops, doubles and delays what it tells, in which places fall silent and the clock is cut off; and
// what must hold of each: every job that ended is claimed once, has one card, and was found only if nobody told of its end.
import fc from "fast-check";
import { expect } from "vitest";
import { memoryStore } from "../../sandbox/memory-store.ts";
import { isEnd } from "../../src/backup/job.ts";
import type { Delivery } from "../../src/backup/notification.ts";
import { Fault } from "../../src/core/errors.ts";
import { hourMs, type Instant, instant, minuteMs } from "../../src/core/time.ts";
import { receive } from "../../src/features/alerts/flow.ts";
import type { JobRecord } from "../../src/features/jobs/model.ts";
import { jobKey } from "../../src/features/jobs/record.ts";
import { keepWatch } from "../../src/features/watch/flow.ts";
import type { ClockWorld, EventsWorld } from "../../src/ports/feature.ts";
import type { ListedJob, Place } from "../../src/ports/world.ts";
import { configIn } from "../features/alerts/cards.ts";
import { idle } from "../idle.ts";

const startAt = Date.parse("2026-11-20T13:00:00Z");
const place = { account: "111111111111", region: "ap-northeast-1" };
const stepMs = 5 * minuteMs;

/** One job as AWS knows it, and what AWS tells of its end: after so many minutes each, or never. */
interface Life {
  readonly bornAt: number;
  readonly runsFor: number;
  readonly end: "COMPLETED" | "FAILED" | "EXPIRED";
  /** AWS does not say of every job when it ended. */
  readonly isDated: boolean;
  /** AWS's lists may be late too. */
  readonly listedAfter: number;
  readonly told: readonly number[];
}

export interface Weather {
  readonly lives: readonly Life[];
  /** Steps in which AWS answers nothing. */
  readonly silent: readonly number[];
  /** Calls of the clock that are cut off. */
  readonly cuts: readonly number[];
}

const minutes = (max: number) => fc.integer({ min: 0, max }).map((minute) => minute * minuteMs);

const life: fc.Arbitrary<Life> = fc.record({
  // What ended before the first look is nobody's.
  bornAt: minutes(240).map((ms) => ms + minuteMs),
  // Some run for days, and are in no list any more when they end.
  runsFor: fc.oneof({ weight: 5, arbitrary: minutes(180) }, { weight: 1, arbitrary: minutes(72 * 60) }),
  end: fc.constantFrom("COMPLETED", "FAILED", "EXPIRED"),
  isDated: fc.boolean(),
  listedAfter: fc.oneof(fc.constant(0), minutes(50)),
  told: fc.array(fc.oneof(minutes(6), minutes(180)), { maxLength: 3 }),
});

export const weather: fc.Arbitrary<Weather> = fc.record({
  lives: fc.array(life, { minLength: 1, maxLength: 6 }),
  silent: fc.array(fc.nat(100), { maxLength: 30 }),
  cuts: fc.array(fc.nat(20), { maxLength: 4 }),
});

/** What a mutant changes: what the clock is lent, or what the events function is. */
export interface WatchChange {
  readonly clock?: (world: ClockWorld) => ClockWorld;
  readonly events?: (world: EventsWorld) => EventsWorld;
}

const play = async ({ lives, silent, cuts }: Weather, change: WatchChange) => {
  let now: Instant = instant(startAt);
  let step = 0;
  let calls = 0;
  const store = memoryStore();
  const queue: string[] = [];
  const cards = new Map<string, number>();
  const found: string[] = [];
  const log = {
    info: (verb: string, facts: Readonly<Record<string, unknown>>) => {
      if (verb === "watch.found") found.push((facts.job as { readonly id: string }).id);
    },
    warn: () => {},
    error: () => {},
  };
  const jobOf = (index: number): ListedJob | undefined => {
    const { bornAt, runsFor, end, isDated, listedAfter } = lives[index] as Life;
    const createdAt = instant(startAt + bornAt);
    const completedAt = instant(createdAt + runsFor);
    if (createdAt > now) return undefined;
    const hasEnded = completedAt + listedAfter <= now;
    const writtenId = `JOB-${index}`;
    return {
      job: { ...place, kind: "backup", id: `job-${index}` },
      state: hasEnded ? end : "RUNNING",
      facts: { createdAt, writtenId, planId: "daily", ...(hasEnded && isDated ? { completedAt } : {}) },
    };
  };
  const answer = <Answer>(asked: Place, give: () => Answer): Promise<Answer> => {
    const isSilent = asked.account === place.account && silent.includes(step);
    const fault = new Fault("aws-unavailable", "silence", { retryable: true });
    return isSilent ? Promise.reject(fault) : Promise.resolve(give());
  };
  /** A cut strikes once; the call happened or it did not. */
  const cuttable = async (act: () => void): Promise<void> => {
    calls += 1;
    if (cuts.includes(calls) && calls % 2 === 0) throw new Error("cut off before");
    act();
    if (cuts.includes(calls)) throw new Error("cut off after");
  };
  const send: EventsWorld["posts"]["send"] = async (note) => {
    if (note.note === "alerts.draw") cards.set(note.incident, (cards.get(note.incident) ?? 0) + 1);
  };
  const later = { send: (note: object) => cuttable(() => queue.push(JSON.stringify(note))) };
  const world: EventsWorld & ClockWorld = {
    ...idle,
    config: configIn("en"),
    log,
    store: { ...store, put: (item) => store.put(item), putIfAbsent: (item) => store.putIfAbsent(item) },
    region: place.region,
    now: () => now,
    posts: { send },
    later,
    tags: { carrying: async () => ({ items: [], isCut: false }), of: async () => ({}) },
    backup: {
      describe: async ({ id }) => {
        const told = jobOf(Number(id.split("-")[1]));
        if (told === undefined) throw new Fault("aws-not-found", id, { retryable: false });
        return told;
      },
    },
    catalog: {
      jobs: (asked, { kind, createdAfter }) =>
        answer(asked, () => {
          const known = lives.map((_, index) => jobOf(index)).filter((job) => job !== undefined);
          const isHere = asked.account === place.account && asked.region === place.region;
          const items = known.filter(({ facts }) => (facts.createdAt ?? 0) > createdAfter);
          return { items: isHere && kind === "backup" ? items : [], isCut: false };
        }),
      job: (key) => answer(key, () => jobOf(Number(key.id.split("-")[1])) as ListedJob),
      resources: (asked) => answer(asked, () => ({ items: [], isCut: false })),
      points: () => Promise.reject(new Error("not asked for here")),
      point: () => Promise.reject(new Error("not asked for here")),
      vaults: () => Promise.reject(new Error("not asked for here")),
      vault: () => Promise.reject(new Error("not asked for here")),
      unfinished: () => Promise.reject(new Error("not asked for here")),
    },
  };
  const clock = change.clock?.(world) ?? world;
  const events = change.events?.(world) ?? world;
  const tell = (index: number, { end, bornAt, runsFor }: Life): string =>
    JSON.stringify({
      id: `e-${index}`,
      source: "aws.backup",
      "detail-type": "Backup Job State Change",
      ...place,
      time: new Date(startAt + bornAt + runsFor).toISOString(),
      resources: [],
      // Of a plan: nobody has to be told who started it.
      detail: { backupJobId: `JOB-${index}`, state: end, createdBy: { backupPlanId: "daily" } },
    });
  const tellings = lives.flatMap((each, index) =>
    each.told.map((delay) => ({ at: startAt + each.bornAt + each.runsFor + delay, body: tell(index, each) })),
  );
  const until = startAt + Math.max(...lives.map(({ bornAt, runsFor }) => bornAt + runsFor)) + 5 * hourMs;
  let messages = 0;
  const hear = async (body: string) => {
    messages += 1;
    const delivery: Delivery = { body, messageId: `m-${messages}`, sentAt: now, attributes: {} };
    await receive(delivery, events);
  };
  const heardFirst = new Set<string>();
  for (; now <= until; now = instant(now + stepMs), step += 1) {
    for (const { body } of tellings.filter(({ at }) => at <= now && at > now - stepMs)) {
      await hear(body);
      const id = /JOB-\d+/.exec(body)?.[0].toLowerCase() ?? "";
      if (!found.includes(id)) heardFirst.add(id);
    }
    await keepWatch(clock).catch(() => undefined);
    for (const body of queue.splice(0)) await hear(body);
  }
  const records = await Promise.all(
    lives.map((_, index) => store.get<JobRecord>(jobKey({ ...place, kind: "backup", id: `job-${index}` }))),
  );
  return { records, cards, found, heardFirst };
};

export const demandClaims = async (night: Weather, change: WatchChange = {}): Promise<void> => {
  const { records, cards, found, heardFirst } = await play(night, change);
  for (const [index, record] of records.entries()) {
    const ended = record?.body.heard.filter(({ state }) => isEnd(state)) ?? [];
    expect(new Set(ended.map(({ state }) => state))).toEqual(new Set([night.lives[index]?.end]));
    expect(record?.body.owes).toBe("nothing");
  }
  // One incident a job, and nothing that is about nothing.
  expect(cards.size).toBe(night.lives.length);
  // Found is what nobody told, once each.
  expect(new Set(found).size).toBe(found.length);
  expect(found.filter((id) => heardFirst.has(id))).toEqual([]);
  expect(found.length + heardFirst.size).toBe(night.lives.length);
  const inTime = night.lives.flatMap(({ told }, index) =>
    told.some((delay) => delay <= 10 * minuteMs) ? [`job-${index}`] : [],
  );
  expect(found.filter((id) => inTime.includes(id))).toEqual([]);
};
