// What one simulated history of approvals costs, against a thousand sha256 of 1 KB: people press real signed bytes, four
// functions run the engine's own code under a bad sky, and everything that happens is judged.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { history } from "../simulation/approvals-deeds.ts";
import { demandApprovals } from "../simulation/approvals-play.ts";

const histories = 100;
const rounds = 9;
const hashes = 1_000;
const kilobyte = Buffer.alloc(1_024, 7);

export const measureHistories = async () => {
  const ratios: number[] = [];
  const each: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const made = fc.sample(history, { seed: round, numRuns: histories });
    const historyMs = await taken(async () => {
      for (const one of made) await demandApprovals(one);
    });
    const hashMs = await taken(async () => {
      for (let count = 0; count < hashes * 10; count += 1)
        createHash("sha256").update(kilobyte).digest("hex");
    });
    // The first round warms up.
    if (round === 0) continue;
    each.push(historyMs / histories);
    ratios.push(historyMs / histories / (hashMs / 10));
  }
  return {
    "simulation.historyRatio": Number(median(ratios).toFixed(2)),
    "simulation.historyMs": Number(median(each).toFixed(1)),
  };
};

const taken = async (work: () => Promise<void>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
