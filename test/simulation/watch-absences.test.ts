// Days in which things are backed up late, no more, or never though they carry a requirement's tag, while AWS keeps silent
// now and then and the clock is cut off: what has no backup is told of once, and a good backup ends that. SIM_SEED repeats
// a run.
import fc from "fast-check";
import { describe, it } from "vitest";
import { createAbsenceWorld, demandAbsences, type Life } from "./absence-world.ts";
import type { Cut } from "./alert-world.ts";

const stepMinutes = 5;
const everMore = Number.POSITIVE_INFINITY;

interface Weather {
  /** More than three at once are one card. */
  readonly lives: readonly Life[];
  /** Steps in which AWS does not tell who carries a tag, and steps in which it tells nothing at all. */
  readonly untold: readonly number[];
  readonly silent: readonly number[];
  /** Of the writes and notes that tell something. */
  readonly cuts: readonly Cut[];
}

const minutes = (max: number) => fc.integer({ min: 0, max });

/** Backed up each hour after so long, or never. */
const tagged: fc.Arbitrary<Life> = fc
  .record({ taggedAt: minutes(120), after: fc.option(minutes(300), { nil: everMore }) })
  .map(({ taggedAt, after }) => ({ taggedAt, spans: [{ from: taggedAt + after, to: everMore }] }));

/** Backed up each hour, then not for so long, then for a while, and not again for so long, or never. */
const plain: fc.Arbitrary<Life> = fc
  .record({
    stopsAt: minutes(120),
    gap: fc.option(minutes(300), { nil: everMore }),
    lasts: minutes(120),
    pause: fc.option(minutes(300), { nil: everMore }),
  })
  .map(({ stopsAt, gap, lasts, pause }) => {
    const again = stopsAt + gap;
    const stops = again + lasts + 1;
    return {
      spans: [
        { from: -60, to: stopsAt + 1 },
        { from: again, to: stops },
        { from: stops + pause, to: everMore },
      ],
    };
  });

const weather: fc.Arbitrary<Weather> = fc.record({
  lives: fc.array(fc.oneof(tagged, plain), { minLength: 1, maxLength: 7 }),
  untold: fc.array(fc.nat(100), { maxLength: 60 }),
  silent: fc.array(fc.nat(100), { maxLength: 30 }),
  cuts: fc.array(
    fc.record({
      call: fc.nat(60),
      when: fc.constantFrom("before" as const, "after" as const, "lost" as const),
    }),
    { maxLength: 6 },
  ),
});

/** When AWS has answered whatever it was asked for long, and nothing was cut off. */
const until = 1_500;

const play = async ({ lives, untold, silent, cuts }: Weather) => {
  const world = createAbsenceWorld(lives, {
    isUntold: (minute) => untold.includes(minute / stepMinutes),
    isSilent: (minute) => silent.includes(minute / stepMinutes),
    cuts,
    counts: "telling",
  });
  for (let minute = 0; minute <= until; minute += stepMinutes) await world.tick(minute);
  return world;
};

const seed = Number(process.env.SIM_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`what has no backup (SIM_SEED=${seed})`, () => {
  it("is told of once, and its next good backup ends that", async () => {
    await fc.assert(
      fc.asyncProperty(weather, async (days) => {
        await demandAbsences(days.lives, await play(days), until);
      }),
      { numRuns: 100, seed },
    );
  }, 120_000);
});
