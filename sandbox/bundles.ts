// Stillpoint's functions as they are deployed: the very bundles, each in processes of its own, frozen between events.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SQSBatchResponse } from "aws-lambda";
import type { HttpAnswer } from "../src/app/receiver.ts";
import type { FunctionName } from "../src/config/names.ts";
import type { HandlerOptions, Handlers } from "./handlers.ts";
import { type LocalFunction, localFunction } from "./runtime/function.ts";
import { variablesFor } from "./runtime/variables.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** `npm run build`, and the folder where its bundles lie: what is deployed, and nothing made for the sandbox. */
export const buildBundles = (): string => {
  execFileSync("npm", ["run", "--silent", "build"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  return join(root, "dist");
};

/** How many environments a function may have at once; as many as its queue hands out, or visitors at the door. */
const visitorsMax = 4;

/** `folder` holds what the build makes: a folder for each function. */
export const handlersFromBundles = (folder: string, options: HandlerOptions): Handlers => {
  const { installed, sealed, awsFor, clock, onLine, slack } = options;
  const place = mkdtempSync(join(tmpdir(), "stillpoint-config-"));
  const config = join(place, "config.json");
  writeFileSync(config, JSON.stringify(sealed));
  const start = (name: FunctionName): LocalFunction => {
    const { timeoutSeconds, memoryMb, source } = installed.functions[name];
    return localFunction({
      handler: join(folder, name, "index.js"),
      environment: variablesFor(installed.functions[name], awsFor(name), slack.slackApiUrl ?? "", config),
      clock,
      concurrency: source?.concurrency ?? visitorsMax,
      timeoutMs: timeoutSeconds * 1_000,
      memoryMb,
      onLine: (line) => onLine(name, line),
    });
  };
  const running = new Map<FunctionName, LocalFunction>();
  const call = (name: FunctionName, event: unknown): Promise<unknown> => {
    const known = running.get(name) ?? start(name);
    running.set(name, known);
    return known.invoke(event);
  };
  const fromQueue = (name: FunctionName) => async (event: unknown) =>
    (await call(name, event)) as SQSBatchResponse;
  return {
    slack: async (event) => (await call("slack", event)) as HttpAnswer,
    worker: fromQueue("worker"),
    executor: fromQueue("executor"),
    events: fromQueue("events"),
    poster: fromQueue("poster"),
    async clock() {
      await call("clock", { source: "stillpoint.every-minute" });
    },
    async stop() {
      await Promise.all([...running.values()].map((each) => each.stop()));
      rmSync(place, { recursive: true, force: true });
    },
  };
};
