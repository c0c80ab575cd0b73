// Small functions, built as `npm run build` builds them, and started in the sandbox's Lambda.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach } from "vitest";
import { createClock, type WorldClock } from "../../sandbox/clock.ts";
import {
  type LocalFunction,
  type LocalFunctionOptions,
  localFunction,
} from "../../sandbox/runtime/function.ts";

export const startAt = Date.parse("2026-11-20T13:00:00Z");

export const openLab = () => {
  const folder = mkdtempSync(join(tmpdir(), "stillpoint-runtime-"));
  const functions: LocalFunction[] = [];
  const clocks: WorldClock[] = [];
  let built = 0;

  afterEach(async () => {
    await Promise.all(functions.splice(0).map((made) => made.stop()));
    for (const clock of clocks.splice(0)) clock.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Answers with the path of its module. */
  const build = (code: string): string => {
    built += 1;
    const own = join(folder, String(built));
    mkdirSync(own);
    writeFileSync(join(own, "package.json"), '{"type":"commonjs"}');
    writeFileSync(join(own, "index.js"), code);
    return join(own, "index.js");
  };

  const clockAt = (speed: number): WorldClock => {
    const clock = createClock(startAt, speed);
    clocks.push(clock);
    return clock;
  };

  const functionOf = (code: string, options: Partial<LocalFunctionOptions> = {}): LocalFunction => {
    const made = localFunction({
      handler: build(code),
      environment: {},
      clock: clockAt(0),
      concurrency: 1,
      timeoutMs: 10_000,
      memoryMb: 128,
      ...options,
    });
    functions.push(made);
    return made;
  };

  return { folder, build, clockAt, functionOf };
};

/** A zombie that nobody has asked after is gone all the same. */
export const isAlive = (pid: number): boolean =>
  /^[^Z]/.test(spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim());
