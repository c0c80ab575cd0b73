// One execution environment of Lambda on this machine: a process of its own in which the very bundle that is deployed
// is handed one event at a time, by the Runtime API, and is frozen as soon as it has answered.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { dirname, resolve as resolvePath } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { WireResponse } from "../aws/wire/message.ts";
import type { WorldClock } from "../clock.ts";
import { listenOnLoopback } from "../listen.ts";

export interface EnvironmentOptions {
  /** The path of the built index.js. */
  readonly handler: string;
  /** The function's variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** World time: what the handler takes for now. */
  readonly clock: Pick<WorldClock, "now" | "speed">;
  /** In real time, at whatever speed the world runs. */
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Hears what the function writes to its outputs. */
  readonly onLine?: (line: string) => void;
}

export interface Environment {
  /** Hands over one event, when the one before is answered; answers with what the handler returned, throws what it threw. */
  invoke(event: unknown): Promise<unknown>;
  /** Lets the process run for a moment with nothing to do: what it had left undone, it would do now. */
  thaw(ms: number): Promise<void>;
  /** Whether it takes no more events. */
  isEnded(): boolean;
  stop(): Promise<void>;
}

interface Invocation {
  readonly id: string;
  readonly event: unknown;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const initMaxMs = 10_000;

const bootstrap = fileURLToPath(new URL("bootstrap.js", import.meta.url));

export const startEnvironment = async (options: EnvironmentOptions): Promise<Environment> => {
  const { clock, timeoutMs } = options;
  let invocation: Invocation | undefined;
  let answerNext: ((answer: WireResponse) => void) | undefined;
  let ended: Error | undefined;
  let limit: NodeJS.Timeout | undefined;
  let isReady = false;

  const end = (error: Error): void => {
    ended ??= error;
    clearTimeout(limit);
    child.kill("SIGKILL");
    invocation?.reject(ended);
    invocation = undefined;
  };

  const limitTo = (ms: number, what: string): void => {
    clearTimeout(limit);
    limit = setTimeout(() => end(new Error(`${what} timed out after ${(ms / 1000).toFixed(2)} seconds`)), ms);
  };

  const handOver = (): void => {
    if (answerNext === undefined || invocation === undefined) return;
    const now = clock.now();
    const headers = {
      "lambda-runtime-aws-request-id": invocation.id,
      "lambda-runtime-deadline-ms": String(now + timeoutMs),
      "sandbox-now": String(now),
      "sandbox-speed": String(clock.speed),
    };
    answerNext({ status: 200, headers, body: Buffer.from(JSON.stringify(invocation.event ?? null)) });
    answerNext = undefined;
    limitTo(timeoutMs, "Task");
  };

  /** Frozen before anybody hears of the answer: what the handler left undone waits for the next event. */
  const settle = (id: string, how: (invocation: Invocation) => void): void => {
    if (invocation?.id !== id) return;
    const settled = invocation;
    clearTimeout(limit);
    child.kill("SIGSTOP");
    invocation = undefined;
    how(settled);
  };

  const api = await listenOnLoopback(0, async ({ path, body }) => {
    const [, , , stage, id = "", what] = path.split("/");
    if (id === "next") {
      if (!isReady) clearTimeout(limit);
      isReady = true;
      return new Promise((resolve) => {
        answerNext = resolve;
        handOver();
      });
    }
    const told: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
    if (stage === "init") end(errorOf(told as Told));
    else if (what === "response") settle(id, ({ resolve }) => resolve(told));
    else settle(id, ({ reject }) => reject(errorOf(told as Told)));
    return { status: 202, headers: {}, body: Buffer.alloc(0) };
  });

  const child = spawnIn(`127.0.0.1:${api.port}`, options);
  const warden = child.pid === undefined ? undefined : guard(child.pid);
  const exited = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      end(error);
      resolve();
    });
    child.once("exit", (status, signal) => {
      const how = signal === null ? `exit status ${status}` : `signal: ${signal}`;
      end(new Error(`Runtime exited with error: ${how}`));
      resolve();
    });
  }).then(async () => {
    warden?.kill("SIGKILL");
    await api.close();
  });
  limitTo(initMaxMs, "Init");

  return {
    invoke: (event) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        if (invocation !== undefined) return reject(new Error("An environment takes one event at a time"));
        invocation = { id: randomUUID(), event, resolve, reject };
        // What was left undone runs first, and has no more time than the event.
        if (isReady) limitTo(timeoutMs, "Task");
        child.kill("SIGCONT");
        handOver();
      }),
    async thaw(ms) {
      child.kill("SIGCONT");
      await wait(ms);
      if (invocation === undefined) child.kill("SIGSTOP");
    },
    isEnded: () => ended !== undefined,
    async stop() {
      end(new Error("The function was stopped"));
      await exited;
    },
  };
};

/** What the Runtime API is told of a failure. */
interface Told {
  readonly errorType: string;
  readonly errorMessage: string;
}

const errorOf = ({ errorType, errorMessage }: Told): Error =>
  Object.assign(new Error(errorMessage), { name: errorType });

/** In a session of its own: what is typed in the terminal is for the sandbox, which then ends its functions. */
const spawnIn = (api: string, { handler, environment, clock, memoryMb, onLine }: EnvironmentOptions) => {
  const taskRoot = resolvePath(dirname(handler));
  const child = spawn(process.execPath, [`--max-old-space-size=${memoryMb}`, bootstrap], {
    cwd: taskRoot,
    detached: true,
    env: {
      PATH: process.env.PATH ?? "",
      // No AWS profile of whoever sits at this machine.
      HOME: taskRoot,
      TZ: "UTC",
      ...environment,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
      AWS_LAMBDA_RUNTIME_API: api,
      LAMBDA_TASK_ROOT: taskRoot,
      _HANDLER: "index.handler",
      SANDBOX_NOW: String(clock.now()),
      SANDBOX_SPEED: String(clock.speed),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const output of [child.stdout, child.stderr]) {
    createInterface(output).on("line", (line) => onLine?.(line));
  }
  return child;
};

/**
 * A frozen process cannot see that the sandbox is gone, and one that was killed cannot end its functions: this waits
 * on a pipe that closes then, and ends the process in its stead.
 */
const guard = (pid: number): ChildProcess => {
  const warden = spawn("/bin/sh", ["-c", 'read -r nothing; kill -KILL "$1"', "warden", String(pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  warden.unref();
  return warden;
};
