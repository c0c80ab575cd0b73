// Whole nights of events, shuffled, doubled, told by both feeds, taken several at once and cut off at random: in the end
// every job that matters has one card, the card tells the newest truth, and what is silent is silent by the name of a
// rule. SIM_SEED repeats a run.
import fc from "fast-check";
import { describe, it } from "vitest";
import { demandCards, night } from "./ingest-law.ts";

const seed = Number(process.env.SIM_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`a night of events (SIM_SEED=${seed})`, () => {
  it("ends in one true card for each job that matters, whatever order, doubles and deaths there were", async () => {
    await fc.assert(
      fc.asyncProperty(night, (made) => demandCards(made)),
      { numRuns: 300, seed },
    );
  }, 120_000);
});
