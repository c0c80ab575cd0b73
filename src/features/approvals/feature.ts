// Approvals: whoever asks, whoever decides, and what runs, once.
import type { Feature } from "../../ports/feature.ts";
import { takeRun } from "./kinds/run.ts";
import { tick } from "./kinds/tick.ts";

export const approvals: Feature = {
  name: "approvals",
  runs: takeRun,
  ticks: tick,
};
