// The law of approvals is tested too: each mutant does one thing wrong, and must not live through so many histories.
// MUTANT_SEED repeats a run.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { history } from "./approvals-deeds.ts";
import { mutants } from "./approvals-mutants.ts";
import { demandApprovals } from "./approvals-play.ts";

const seed = Number(process.env.MUTANT_SEED ?? Math.floor(Math.random() * 2 ** 31));

const numRuns = 20_000;

describe(`a mutant of approvals (MUTANT_SEED=${seed})`, () => {
  it.each(Object.entries(mutants))(
    "that %s dies",
    async (_, change) => {
      const law = fc.asyncProperty(history, async (made) => {
        await demandApprovals(made, change);
      });
      const { failed } = await fc.check(law, { numRuns, seed, endOnFailure: true });
      expect(failed).toBe(true);
    },
    600_000,
  );
});
