// The ledger: every event that comes is written down, and what became of it. Once a week a line counts them.
import type { Feature } from "../../ports/feature.ts";
import { closeWeek, tellWeek } from "./flow.ts";

export const ledger: Feature = {
  name: "ledger",
  posts: { "ledger.week": tellWeek },
  ticks: closeWeek,
};
