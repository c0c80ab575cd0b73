// The happy road of a request, cut off at every call outside: before it, after it, with its answer lost, and frozen there
// for hours; then the queues bring everything again, or the clock looks after it. Every point, and every pair of points
// while the executor is at work.
import { describe, expect, it } from "vitest";
import { minuteMs } from "../../src/core/time.ts";
import type { Deed } from "./approvals-deeds.ts";
import { createLaw } from "./approvals-law.ts";
import { asker } from "./approvals-people.ts";
import type { Trouble } from "./approvals-sky.ts";
import { createApprovals } from "./approvals-world.ts";

const road: readonly Deed[] = [
  { do: "ask", request: 0, shape: "one", user: asker, afterMs: 0 },
  { do: "approve", request: 0, user: "U0LEAD00001", card: "current", isTyped: false, afterMs: minuteMs },
];

const again: readonly Deed[] = [0, 1, 2, 3].map((which) => ({
  do: "again",
  which,
  afterMs: which === 0 ? 4 * minuteMs : 0,
}));

const ticks: readonly Deed[] = [4, 1, 5].map((minutes) => ({ do: "tick", afterMs: minutes * minuteMs }));

const helpers = { "the queues": again, "the clock": ticks };

type Cuts = ReadonlyMap<number, Trouble>;

/** Plays the road and says which calls were the executor's, and how it ended. */
const play = async (cuts: Cuts, after: readonly Deed[]) => {
  const runs: number[] = [];
  const world = createApprovals(
    { sky: { seed: 1, badness: 0, troubles: cuts } },
    {
      executor: (made) => {
        runs.push(world.sky.calls());
        return made;
      },
    },
  );
  const law = createLaw(world);
  world.watch(law);
  await world.play([...road, ...after]);
  const calls = world.sky.calls();
  await world.settle();
  law.demandRest();
  expect(law.wrongs, JSON.stringify([...cuts])).toEqual([]);
  const states = [...world.heads.values()].map(({ phase }) => phase.state);
  return { calls, from: runs[0] ?? calls, state: states[0] ?? "none", ran: world.aws.effects.length };
};

/** From the note to AWS's answer written down, and a little more. */
const workMax = 18;

const troubles: readonly Trouble[] = ["before", "after", "lost", "freeze"];

describe.each(Object.entries(helpers))("a request that %s help on", async (_, after) => {
  const whole = await play(new Map(), after);
  const points = Array.from({ length: whole.calls }, (_each, call) => call).flatMap((call) =>
    troubles.map((trouble) => [call, trouble] as const),
  );

  it(`runs once, over ${whole.calls} calls outside`, () => {
    expect(whole).toMatchObject({ state: "succeeded", ran: 1 });
    expect(whole.calls - whole.from).toBeGreaterThan(12);
  });

  it("runs once, cut off at any one of them, unless it stood still past its time", async () => {
    for (const point of points) {
      const { state, ran } = await play(new Map([point]), after);
      if (point[1] !== "freeze") expect([point, state, ran]).toEqual([point, "succeeded", 1]);
    }
  }, 300_000);

  it("never runs twice and tells no lie, cut off at any two while the executor is at work", async () => {
    const late = points.filter(([call]) => call >= whole.from && call < whole.from + workMax);
    const ends = new Map<string, number>();
    for (const [index, first] of late.entries())
      for (const second of late.slice(index + 1)) {
        if (second[0] === first[0]) continue;
        const { state } = await play(new Map([first, second]), after);
        ends.set(state, (ends.get(state) ?? 0) + 1);
      }
    expect(ends.get("succeeded")).toBeGreaterThan(late.length);
  }, 600_000);
});
