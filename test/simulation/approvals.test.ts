// Histories of approvals under every weather: people press, change and leave, policies change, functions die, freeze and
// come again. SIM_SEED repeats a run and SIM_RUNS lengthens it; what failed once is played first, for ever.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type History, history } from "./approvals-deeds.ts";
import { demandApprovals } from "./approvals-play.ts";
import type { Approvals } from "./approvals-world.ts";

const seed = Number(process.env.SIM_SEED ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env.SIM_RUNS ?? 5_000);

interface Past {
  readonly found: string;
  readonly history: History;
}

const pasts = JSON.parse(readFileSync(new URL("./seeds.json", import.meta.url), "utf8")) as readonly Past[];

/** What the histories of a run met: bad weather that nobody meets proves nothing. */
const createTally = () => {
  const counts = new Map<string, number>();
  const add = (name: string, times = 1): void => void counts.set(name, (counts.get(name) ?? 0) + times);
  return {
    take({ aws, heads, sky }: Approvals): void {
      add("ran", aws.effects.length);
      for (const { phase } of heads.values()) add(phase.state);
      for (const [trouble, times] of sky.met) add(trouble, times);
    },
    least: (names: readonly string[]): number => Math.min(...names.map((name) => counts.get(name) ?? 0)),
  };
};

describe(`approvals (SIM_SEED=${seed})`, () => {
  it.each(pasts)("hold where once $found", async (past) => {
    await demandApprovals(past.history);
  });

  it("run what leads saw, once, and nothing else, whatever the weather", async () => {
    const met = createTally();
    await fc.assert(
      fc.asyncProperty(history, async (made) => met.take(await demandApprovals(made))),
      { numRuns, seed },
    );
    const often = [
      "ran",
      "succeeded",
      "failed",
      "expired",
      "denied",
      "withdrawn",
      "lost",
      "late",
      "freeze",
      "before",
    ];
    expect(met.least(often)).toBeGreaterThan(numRuns / 50);
    expect(met.least(["void"])).toBeGreaterThan(numRuns / 1_000);
  }, 600_000);
});
