// The watch's round killed at every call outside: before it, after it, and with its answer lost. The clock comes again a
// quarter of an hour later, when what was overdue may be good again, and more may be overdue: each is told of once, and no
// card stays red.
import { describe, expect, it } from "vitest";
import { createAbsenceWorld, demandAbsences, type Life } from "./absence-world.ts";
import type { Cut } from "./alert-world.ts";

const everMore = Number.POSITIVE_INFINITY;
/** Its last backup is at the beginning, and the next one after so long. */
const until = (next: number): Life => ({
  spans: [
    { from: -60, to: 1 },
    { from: next, to: everMore },
  ],
});
const never: Life = { spans: [{ from: -60, to: 1 }] };
/** Its last backup is so many minutes later than that of the others. */
const later = (by: number, next: number): Life => ({
  spans: [
    { from: by - 60, to: by + 1 },
    { from: next, to: everMore },
  ],
});

interface Road {
  readonly lives: readonly Life[];
  /** Minutes after the last backup at which the clock strikes. Overdue is what is older than 150. */
  readonly ticks: readonly number[];
  /** How often each is told of when nothing is cut off. */
  readonly told: readonly number[];
}

const roads: Readonly<Record<string, Road>> = {
  "one that is good again at the next look": {
    lives: [until(165), never],
    ticks: [0, 155, 170, 185, 200],
    told: [1, 1],
  },
  "three, each with its own card, before two more come": {
    lives: [until(165), never, until(180), later(10, 215), later(10, everMore)],
    ticks: [0, 155, 170, 185, 200, 220, 235],
    told: [1, 1, 1, 1, 1],
  },
  "five in one card, joined by two, and good again one after the other": {
    lives: [until(165), until(165), until(180), never, until(200), later(10, 180), later(25, 230)],
    ticks: [0, 155, 170, 185, 200, 215, 235, 250],
    told: [1, 1, 1, 1, 1, 1, 1],
  },
  "one that was never backed up, then is; and one that never is": {
    lives: [
      { taggedAt: 0, spans: [{ from: 165, to: everMore }] },
      { taggedAt: 0, spans: [] },
    ],
    ticks: [0, 15, 30, 155, 170, 185, 200],
    told: [1, 1],
  },
  "one that was good just once, and is overdue when the clock comes back": {
    lives: [
      {
        spans: [
          { from: -60, to: 1 },
          { from: 165, to: 166 },
        ],
      },
      never,
    ],
    ticks: [0, 155, 170, 320, 335, 350],
    told: [2, 1],
  },
};

const play = async ({ lives, ticks }: Road, cuts: readonly Cut[]) => {
  const world = createAbsenceWorld(lives, { cuts });
  for (const at of ticks) await world.tick(at);
  return world;
};

const demandTruth = async (road: Road, cuts: readonly Cut[]): Promise<readonly number[]> =>
  demandAbsences(road.lives, await play(road, cuts), road.ticks.at(-1) ?? 0);

describe.each(Object.entries(roads))("%s", async (_, road) => {
  const calls = (await play(road, [])).calls();
  // The last two looks are not cut off: they show what is left.
  const cuttable = (await play({ ...road, ticks: road.ticks.slice(0, -2) }, [])).calls();
  const whens = ["before", "after", "lost"] as const;
  const singles = Array.from({ length: cuttable }, (_each, call) => call).flatMap((call) =>
    whens.map((when): Cut => ({ call, when })),
  );

  it(`is told once, over ${calls} calls outside`, async () => {
    expect(await demandTruth(road, [])).toEqual(road.told);
  });

  it("is told once when it is cut off at any one of them", async () => {
    for (const cut of singles) await demandTruth(road, [cut]);
  }, 60_000);

  it("is told once when the look after that is cut off too", async () => {
    for (const before of singles.filter(({ when }) => when === "after"))
      for (const distance of [1, 6, 12, 20]) {
        const call = before.call + distance;
        if (call < cuttable) await demandTruth(road, [before, { call, when: "before" }]);
      }
  }, 60_000);
});
