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

/** As many as continuous integration plays: fast-check draws the first of them simpler than the rest. */
const drawn = 5_000;

export const measureHistories = async () => {
  const all = fc.sample(history, { seed: 1, numRuns: drawn });
  const ratios: number[] = [];
  const each: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    // Spread over all of them.
    const made = all.filter((_, index) => index % Math.floor(drawn / histories) === round);
    let historyMs = 0;
    let hashMs = 0;
    // In turns: whatever else the machine does meanwhile takes its share from both.
    for (const one of made) {
      historyMs += await taken(() => demandApprovals(one));
      hashMs += await taken(hashAll);
    }
    // The first round warms up.
    if (round === 0) continue;
    each.push(historyMs / made.length);
    ratios.push(historyMs / hashMs);
  }
  return {
    "simulation.historyRatio": Number(median(ratios).toFixed(2)),
    "simulation.historyMs": Number(median(each).toFixed(1)),
  };
};

const hashAll = async (): Promise<void> => {
  for (let count = 0; count < hashes; count += 1) createHash("sha256").update(kilobyte).digest("hex");
};

const taken = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
