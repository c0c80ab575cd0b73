// Nights in which AWS drops, doubles and delays what it tells, in which places fall silent and the clock is cut off: in
// the end every job that ended is claimed once, has one card, and was found by the watch only if nobody told of its end.
// SIM_SEED repeats a run.
import fc from "fast-check";
import { describe, it } from "vitest";
import { demandClaims, weather } from "./watch-law.ts";

const seed = Number(process.env.SIM_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`nights that AWS tells of badly (SIM_SEED=${seed})`, () => {
  it("leave no ended job unclaimed, and none claimed twice", async () => {
    await fc.assert(
      fc.asyncProperty(weather, (night) => demandClaims(night)),
      { numRuns: 60, seed },
    );
  }, 120_000);
});
