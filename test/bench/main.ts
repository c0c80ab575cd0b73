// `npm run bench -- --json`: the figures, and with --json one JSON object on the last line. Ratios are taken within
// one run, because machines differ and are noisy; nothing here asserts a time.
import { availableParallelism } from "node:os";
import { measureAlerts } from "./alerts.ts";
import { measureFirst } from "./first.ts";
import { measureFront } from "./front.ts";
import { measureHistories } from "./history.ts";
import { measureStorm } from "./storm.ts";

const figures = {
  node: process.version,
  cpus: availableParallelism(),
  ...measureAlerts(),
  ...(await measureStorm()),
  ...(await measureHistories()),
  ...(await measureFirst()),
  ...(await measureFront()),
};

for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name.padEnd(32)}${value}\n`);
if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);
