// The simulations are tested too: each mutant does one thing wrong, and the law must fail under it. A mutant that lives
// is a hole in the law. MUTANT_SEED repeats a run.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demandLaw, night as dispatchNight, play } from "./dispatch-law.ts";
import { demandCards, night } from "./ingest-law.ts";
import { ofDispatch, ofIngest, ofWatch } from "./mutants.ts";
import { demandClaims, weather } from "./watch-law.ts";

const seed = Number(process.env.MUTANT_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Histories that it must not live through; nobody shrinks the one that kills it. */
const runs = 4_000;

const dies = async <Made>(arbitrary: fc.Arbitrary<Made>, law: (made: Made) => Promise<void>) => {
  const result = await fc.check(fc.asyncProperty(arbitrary, law), {
    numRuns: runs,
    seed,
    endOnFailure: true,
  });
  return result.failed;
};

describe(`a mutant (MUTANT_SEED=${seed})`, () => {
  it.each(Object.entries(ofIngest))(
    "of hearing that %s dies",
    async (_, change) => {
      expect(await dies(night, (made) => demandCards(made, change))).toBe(true);
    },
    120_000,
  );

  it.each(Object.entries(ofDispatch))(
    "of posting that %s dies",
    async (_, change) => {
      expect(await dies(dispatchNight, async (made) => demandLaw(made, await play(made, change)))).toBe(true);
    },
    120_000,
  );

  it.each(Object.entries(ofWatch))(
    "of watching that %s dies",
    async (_, change) => {
      expect(await dies(weather, (made) => demandClaims(made, change))).toBe(true);
    },
    120_000,
  );
});
