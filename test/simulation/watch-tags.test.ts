// Days in which things carry a requirement's tag and are backed up late or never, while AWS keeps silent now and then and
// the clock is cut off: what has no backup is told of once. SIM_SEED repeats a run.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../sandbox/memory-store.ts";
import { Fault } from "../../src/core/errors.ts";
import { hourMs, type Instant, instant, minuteMs } from "../../src/core/time.ts";
import type { Absence, AbsenceEnd } from "../../src/features/alerts/model.ts";
import { keepWatch } from "../../src/features/watch/flow.ts";
import type { ClockWorld } from "../../src/ports/feature.ts";
import type { Place } from "../../src/ports/world.ts";
import { configIn } from "../features/alerts/cards.ts";

const startAt = Date.parse("2026-11-20T13:00:00Z");
const place = { account: "111111111111", region: "ap-northeast-1" };
const stepMs = 5 * minuteMs;

/** Something that carries a requirement's tag from then on, and is backed up each hour after so long, or never. */
interface Bare {
  readonly taggedAt: number;
  readonly backedUpAfter: number | undefined;
}

interface Weather {
  /** At most three: more would be one card, which is another rule. */
  readonly bare: readonly Bare[];
  /** Steps in which AWS does not tell who carries a tag, and steps in which it tells nothing at all. */
  readonly untold: readonly number[];
  readonly silent: readonly number[];
  /** Notes of the clock that are cut off. */
  readonly cuts: readonly number[];
}

const minutes = (max: number) => fc.integer({ min: 0, max }).map((minute) => minute * minuteMs);

const weather: fc.Arbitrary<Weather> = fc.record({
  bare: fc.array(
    fc.record({ taggedAt: minutes(120), backedUpAfter: fc.option(minutes(300), { nil: undefined }) }),
    { minLength: 1, maxLength: 3 },
  ),
  untold: fc.array(fc.nat(100), { maxLength: 60 }),
  silent: fc.array(fc.nat(100), { maxLength: 30 }),
  cuts: fc.array(fc.nat(8), { maxLength: 4 }),
});

const gold = { name: "gold", tags: { protection: "gold" }, everyHours: 2, keepDays: 35 };
/** Two hours, and half an hour for taking its time. */
const allowedMs = 2.5 * hourMs;
/** When AWS has answered whatever it was asked for five hours. */
const until = startAt + 101 * stepMs + 5 * hourMs;
const arnOf = (index: number) => `arn:aws:rds:ap-northeast-1:111111111111:db:db-${index}`;

const play = async ({ bare, untold, silent, cuts }: Weather) => {
  let now: Instant = instant(startAt);
  let step = 0;
  let sent = 0;
  const store = memoryStore();
  const told = new Set<string>();
  const isHere = ({ account, region }: Place) => account === place.account && region === place.region;
  const answer = <Answer>(asked: Place, give: () => Answer): Promise<Answer> =>
    isHere(asked) && silent.includes(step)
      ? Promise.reject(new Fault("aws-unavailable", "silence", { retryable: true }))
      : Promise.resolve(give());
  const notAsked = () => Promise.reject(new Error("not asked for here"));
  const world: ClockWorld = {
    config: { ...configIn("en"), requirements: [gold] },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    store,
    region: place.region,
    now: () => now,
    posts: {
      send: async (note) => {
        sent += 1;
        if (cuts.includes(sent) && sent % 2 === 0) throw new Error("cut off before");
        if (note.note === "alerts.draw") told.add(note.incident);
        if (cuts.includes(sent)) throw new Error("cut off after");
      },
    },
    later: { send: async () => {} },
    tags: {
      carrying: (asked) =>
        untold.includes(step)
          ? Promise.reject(new Fault("aws-throttled", "too many", { retryable: true }))
          : answer(asked, () => {
              const carried = bare.flatMap(({ taggedAt }, index) =>
                startAt + taggedAt <= now ? [arnOf(index)] : [],
              );
              return { items: isHere(asked) ? carried : [], isCut: false };
            }),
      of: async () => ({}),
    },
    catalog: {
      jobs: (asked) => answer(asked, () => ({ items: [], isCut: false })),
      resources: (asked) =>
        answer(asked, () => {
          const items = bare.flatMap(({ taggedAt, backedUpAfter = Number.POSITIVE_INFINITY }, index) => {
            const firstAt = startAt + taggedAt + backedUpAfter;
            const lastBackupAt = instant(now - ((now - firstAt) % hourMs));
            return firstAt <= now
              ? [{ arn: arnOf(index), name: `db-${index}`, type: "RDS", lastBackupAt }]
              : [];
          });
          return { items: isHere(asked) ? items : [], isCut: false };
        }),
      job: notAsked,
      points: notAsked,
      point: notAsked,
      vaults: notAsked,
    },
  };
  for (; now <= until; now = instant(now + stepMs), step += 1) await keepWatch(world).catch(() => undefined);
  return Promise.all(
    [...told].map(async (incident) => {
      const [absence] = await store.list<Absence>(`incident#${incident}`, "absence#", 2);
      const [end] = await store.list<AbsenceEnd>(`incident#${incident}`, "over#", 2);
      return { arn: absence?.body.arn, end: end?.body };
    }),
  );
};

const seed = Number(process.env.SIM_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`what its tag asks backups for (SIM_SEED=${seed})`, () => {
  it("is told of once when it has none, and its first good backup ends that", async () => {
    await fc.assert(
      fc.asyncProperty(weather, async (night) => {
        const absences = await play(night);
        for (const [index, { backedUpAfter }] of night.bare.entries()) {
          const told = absences.filter(({ arn }) => arn === arnOf(index));
          if (backedUpAfter === undefined) expect(told).toMatchObject([{ end: undefined }]);
          else if (backedUpAfter <= allowedMs) expect(told).toEqual([]);
          else expect(told.length).toBeLessThanOrEqual(1);
          // Cut off between the card and the memory of it, the watch does not know what to end.
          if (backedUpAfter !== undefined && night.cuts.length === 0)
            for (const { end } of told) expect(end?.goodAt).toBeDefined();
        }
      }),
      { numRuns: 100, seed },
    );
  }, 120_000);
});
