// The sandbox's Lambda: a built function in processes of its own, frozen between events.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isAlive, openLab } from "./runtime-lab.ts";

const { folder, build, functionOf } = openLab();

const returnsPid = "exports.handler = async () => process.pid;";

describe("a local function", () => {
  it("answers with what the handler returns, which sees the function's variables and nobody else's", async () => {
    const made = functionOf(
      `exports.handler = async (event, { awsRequestId }) =>
        ({ event, id: awsRequestId.length, own: process.env.OWN, names: Object.keys(process.env).sort() });`,
      { environment: { OWN: "mine" } },
    );
    const answer = await made.invoke({ some: ["event"] });
    expect(answer).toMatchObject({ event: { some: ["event"] }, id: 36, own: "mine" });
    const { names } = answer as { readonly names: readonly string[] };
    expect(names.filter((name) => !/^(?:AWS_LAMBDA|LAMBDA|_HANDLER|HOME|PATH|TZ)/.test(name))).toEqual([
      "OWN",
    ]);
    expect(await functionOf("exports.handler = async () => {};").invoke(undefined)).toBeNull();
  });

  it("hands on every line that the function writes", async () => {
    const lines: string[] = [];
    const onLine = (line: string) => lines.push(line);
    const code = 'exports.handler = async () => { console.log("one"); console.error("two"); };';
    await functionOf(code, { onLine }).invoke({});
    await expect.poll(() => lines.toSorted()).toEqual(["one", "two"]);
  });

  it("throws what the handler throws, says it in its log, and goes on in the same environment", async () => {
    const lines: string[] = [];
    const made = functionOf(
      `exports.handler = async ({ bad }) => { if (bad) throw new TypeError("it is bad"); return process.pid; };`,
      { onLine: (line) => lines.push(line) },
    );
    const pid = await made.invoke({});
    await expect(made.invoke({ bad: true })).rejects.toMatchObject({
      name: "TypeError",
      message: "it is bad",
    });
    expect(await made.invoke({})).toBe(pid);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      timestamp: "2026-11-20T13:00:00.000Z",
      level: "ERROR",
      message: { errorType: "TypeError", errorMessage: "it is bad" },
    });
  });

  it.each([
    ["leaves", "process.exit(3)", "exit status 3"],
    ["leaves something uncaught", 'setTimeout(() => { throw new Error("late"); })', "exit status 1"],
    ["leaves a rejection unhandled", 'Promise.reject(new Error("lost"))', "exit status 1"],
    ["eats all its memory", "for (const all = [];;) all.push(new Array(1e5).fill({}))", "signal: SIGABRT"],
  ])("that %s fails the event, and starts afresh with the next", async (_, deed, how) => {
    const made = functionOf(
      `exports.handler = async ({ dies }) => {
        if (!dies) return process.pid;
        ${deed};
        await new Promise((resolve) => setTimeout(resolve, 5_000));
      };`,
      { memoryMb: 32 },
    );
    const pid = await made.invoke({});
    await expect(made.invoke({ dies: true })).rejects.toThrow(`Runtime exited with error: ${how}`);
    expect(await made.invoke({})).not.toBe(pid);
  });

  it("kills what takes too long, and starts afresh with the next", async () => {
    const made = functionOf(
      "exports.handler = async ({ ms }) => new Promise((resolve) => setTimeout(resolve, ms, process.pid));",
      { timeoutMs: 500 },
    );
    const pid = await made.invoke({ ms: 0 });
    await expect(made.invoke({ ms: 5_000 })).rejects.toThrow("Task timed out after 0.50 seconds");
    await expect.poll(() => isAlive(Number(pid))).toBe(false);
    expect(await made.invoke({ ms: 0 })).not.toBe(pid);
  });

  it("kills what an earlier event left behind, if that takes too long", async () => {
    const code = "exports.handler = async () => { setTimeout(() => { for (;;); }, 50); };";
    const made = functionOf(code, { timeoutMs: 500 });
    await made.invoke({});
    await wait(100);
    await expect(made.invoke({})).rejects.toThrow("Task timed out after 0.50 seconds");
  });

  it("says why it did not start, and tries anew with the next event", async () => {
    const marker = join(folder, "marker");
    const made = functionOf(
      `const { existsSync, writeFileSync } = require("node:fs");
      if (!existsSync(${JSON.stringify(marker)})) {
        writeFileSync(${JSON.stringify(marker)}, "");
        throw new Error("STATE_TABLE is not set");
      }
      exports.handler = async () => "started";`,
    );
    await expect(made.invoke({})).rejects.toThrow("STATE_TABLE is not set");
    expect(await made.invoke({})).toBe("started");
    await expect(functionOf("process.exit(0)").invoke({})).rejects.toThrow("exit status 0");
    await expect(
      functionOf("exports.handler = (event, context, callback) => {};").invoke({}),
    ).rejects.toThrow("index.handler is not a function of at most two arguments");
  });
});

describe("a local function between two events", () => {
  it("is frozen: what it left undone waits for the next", async () => {
    const lines: string[] = [];
    const made = functionOf(
      'exports.handler = async ({ late }) => { if (late) setTimeout(() => console.log("late"), 20); };',
      { onLine: (line) => lines.push(line) },
    );
    await made.invoke({ late: true });
    await wait(200);
    expect(lines).toEqual([]);
    await made.invoke({});
    await expect.poll(() => lines).toEqual(["late"]);
  });

  it("may lose its connections, and works on", async () => {
    const server = createServer((_, response) => response.end("heard"));
    server.keepAliveTimeout = 1;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const connections = new Set<unknown>();
    server.on("connection", (socket) => connections.add(socket));
    const made = functionOf(
      `const { Agent, request } = require("node:http");
      const agent = new Agent({ keepAlive: true });
      exports.handler = (port) => new Promise((resolve, reject) => {
        request({ agent, port, host: "127.0.0.1" }, (answer) => answer.on("data", (part) => resolve(String(part))))
          .on("error", reject)
          .end();
      });`,
    );
    const { port } = server.address() as AddressInfo;
    for (let count = 0; count < 4; count += 1) {
      expect(await made.invoke(port)).toBe("heard");
      server.closeAllConnections();
      await wait(50);
    }
    expect(connections.size).toBe(4);
    server.close();
  });
});

describe("several events at once", () => {
  const slow =
    "exports.handler = async (ms) => new Promise((resolve) => setTimeout(resolve, ms, process.pid));";

  it("run in an environment each, up to the limit; the next waits for one that is idle", async () => {
    const made = functionOf(slow, { concurrency: 2 });
    const pids = await Promise.all([made.invoke(300), made.invoke(300), made.invoke(0), made.invoke(0)]);
    expect(pids[0]).not.toBe(pids[1]);
    expect(new Set(pids).size).toBe(2);
  });

  it("start no more environments than are needed", async () => {
    const made = functionOf(slow, { concurrency: 5 });
    const pid = await made.invoke(0);
    expect([await made.invoke(0), await made.invoke(0)]).toEqual([pid, pid]);
  });

  it("are all rejected when the function stops, and no process is left", async () => {
    const made = functionOf(slow, { concurrency: 2 });
    const pids = (await Promise.all([made.invoke(50), made.invoke(50)])) as readonly number[];
    expect(pids.map(isAlive)).toEqual([true, true]);
    const all = [made.invoke(5_000), made.invoke(5_000), made.invoke(5_000)].map((one) =>
      expect(one).rejects.toThrow("The function was stopped"),
    );
    await made.stop();
    await Promise.all(all);
    expect(pids.map(isAlive)).toEqual([false, false]);
    await expect(made.invoke(0)).rejects.toThrow("The function was stopped");
  });

  it("start nothing any more when the function stops meanwhile", async () => {
    const lines: string[] = [];
    const made = functionOf('console.log("started"); exports.handler = async () => {};', {
      onLine: (line) => lines.push(line),
    });
    const refused = expect(made.invoke({})).rejects.toThrow("The function was stopped");
    await made.stop();
    await refused;
    await wait(300);
    expect(lines).toEqual([]);
  });
});

it("a frozen function dies with the sandbox, even if that is killed", async () => {
  const script = join(folder, "sandbox.mjs");
  const module = new URL("../../sandbox/runtime/function.ts", import.meta.url).href;
  writeFileSync(
    script,
    `import { localFunction } from ${JSON.stringify(module)};
    const made = localFunction({
      handler: ${JSON.stringify(build(returnsPid))}, environment: {}, clock: { now: Date.now, speed: 1 },
      concurrency: 1, timeoutMs: 10_000, memoryMb: 128,
    });
    console.log(await made.invoke({}));`,
  );
  const cwd = fileURLToPath(new URL("../../", import.meta.url));
  const sandbox = spawn(process.execPath, ["--import", "tsx", script], { cwd });
  const pid = await new Promise<number>((resolve) =>
    sandbox.stdout.on("data", (line) => resolve(Number(line))),
  );
  expect(isAlive(pid)).toBe(true);
  sandbox.kill("SIGKILL");
  await expect.poll(() => isAlive(pid)).toBe(false);
});
