// Nights of news under a Slack that limits, breaks, keeps silent, refuses layouts and channels and is away for a day: in
// the end every incident has its card, the card tells how things are now, and a doubtful post is doubled, never lost.
// DISPATCH_SEED repeats a run, DISPATCH_RUNS makes it longer.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demandLaw, type Night, night, play } from "./dispatch-law.ts";

const seed = Number(process.env.DISPATCH_SEED ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env.DISPATCH_RUNS ?? 300);

/** A quiet night of one failure, to be made worse. */
const quiet: Night = {
  stories: [{ ends: ["FAILED"], apart: 7, from: 0, taken: undefined, hasLate: false }],
  deletions: [],
  repeats: [],
  sky: {
    seed: 1,
    down: [],
    limited: new Map(),
    broken: new Set(),
    unanswered: new Set(),
    layoutRefused: undefined,
    archivedAt: undefined,
    cuts: new Map(),
  },
};

describe(`the way into a channel (DISPATCH_SEED=${seed})`, () => {
  it("loses nothing, ends in the newest truth and keeps Slack's pace, whatever the weather", async () => {
    const met = { refusals: 0, doubtful: 0, cut: 0 };
    await fc.assert(
      fc.asyncProperty(night, async (made) => {
        const played = await play(made);
        await demandLaw(made, played);
        met.refusals += played.met().refusals;
        met.doubtful += played.met().doubtful;
        met.cut += played.cut();
      }),
      { numRuns, seed },
    );
    // It was bad weather.
    expect(Math.min(met.refusals, met.doubtful, met.cut)).toBeGreaterThan(numRuns / 10);
  }, 300_000);

  it("is cut off at every call, before it and after it, and shows one card", async () => {
    const whole = await play(quiet);
    expect(whole.calls()).toBeGreaterThan(4);
    for (let call = 0; call < whole.calls(); call += 1)
      for (const when of ["before", "after"] as const) {
        const made = { ...quiet, sky: { ...quiet.sky, cuts: new Map([[call, when]]) } };
        await demandLaw(made, await play(made));
      }
  });

  it("posts again what Slack took and did not answer: a twin, and never none", async () => {
    const made = { ...quiet, sky: { ...quiet.sky, unanswered: new Set([0]) } };
    const played = await play(made);
    await demandLaw(made, played);
    expect(played.messages).toHaveLength(2);
  });

  it("outlasts a Slack that is away for thirteen days, in fewer than a thousand receives", async () => {
    const made = { ...quiet, sky: { ...quiet.sky, down: [[0, 13 * 24 * 60]] as const } };
    const played = await play(made);
    await demandLaw(made, played);
    expect(played.queue.mostReceives()).toBeLessThan(1_000);
  });
});
