// The Lambda Runtime API on this machine: the very bundle that is deployed runs in a process of its own, is handed one
// event at a time, and is frozen as soon as it has answered, as Lambda freezes it.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/**
 * What AWS's own runtime for Node does, in short: requires the handler, or imports it where the package is of modules;
 * takes none that wants a callback; then asks for an event, calls, and says what was answered, for ever.
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 */
const bootstrap = `
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
const { AWS_LAMBDA_RUNTIME_API, LAMBDA_TASK_ROOT, _HANDLER } = process.env;
const [host, port] = AWS_LAMBDA_RUNTIME_API.split(":");
const call = (method, path, content) => new Promise((resolve, reject) => {
  const asked = request({ host, port, method, path: "/2018-06-01/runtime/" + path }, (answer) => {
    const parts = [];
    answer.on("data", (part) => parts.push(part));
    answer.on("end", () => resolve({ headers: answer.headers, body: Buffer.concat(parts).toString() }));
  });
  asked.on("error", reject);
  asked.end(content === undefined ? undefined : JSON.stringify(content));
});
const said = (error) => ({ errorType: error?.name ?? "Error", errorMessage: String(error?.stack ?? error) });
const load = async () => {
  const [file, name] = _HANDLER.split(".");
  const path = LAMBDA_TASK_ROOT + "/" + file + ".js";
  const { type } = JSON.parse(readFileSync(LAMBDA_TASK_ROOT + "/package.json", "utf8"));
  const loaded = type === "module" ? await import(path) : createRequire(path)(path);
  if (typeof loaded[name] !== "function" || loaded[name].length > 2) throw new Error("no handler of two arguments");
  return loaded[name];
};
const handler = await load().catch(async (error) => {
  await call("POST", "init/error", said(error));
  process.exit(1);
});
for (;;) {
  const { headers, body } = await call("GET", "invocation/next");
  const awsRequestId = headers["lambda-runtime-aws-request-id"];
  const getRemainingTimeInMillis = () => Number(headers["lambda-runtime-deadline-ms"]) - Date.now();
  const path = "invocation/" + awsRequestId;
  try {
    const answer = await handler(JSON.parse(body), { awsRequestId, getRemainingTimeInMillis });
    await call("POST", path + "/response", answer ?? null);
  } catch (error) {
    await call("POST", path + "/error", said(error));
  }
}
`;

export interface Runtime {
  /** Hands over one event; answers with what the handler returned. Throws what it threw. It is frozen from then on. */
  invoke(event: unknown): Promise<unknown>;
  /** Lets the process run for a moment with nothing to do: what it had left undone, it would do now. */
  thaw(ms: number): Promise<void>;
  /** What it wrote so far, line by line. */
  log(): readonly string[];
  close(): Promise<void>;
}

interface Asked {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** As the function is given in the template. */
const timeoutMs = 10_000;

/** `handler` is the path of the built module; `folder` may be written to. */
export const startRuntime = async (
  handler: string,
  env: Readonly<Record<string, string>>,
  folder: string,
): Promise<Runtime> => {
  const events: { readonly id: string; readonly event: unknown }[] = [];
  const asked = new Map<string, Asked>();
  let next: ServerResponse | undefined;
  let ended: Error | undefined;
  let written = "";

  const end = (why: string): void => {
    ended ??= new Error(why);
    for (const { reject } of asked.values()) reject(ended);
    asked.clear();
  };

  const handOver = (): void => {
    const first = next === undefined ? undefined : events.shift();
    if (first === undefined || next === undefined) return;
    next.setHeader("lambda-runtime-aws-request-id", first.id);
    next.setHeader("lambda-runtime-deadline-ms", String(Date.now() + timeoutMs));
    next.end(JSON.stringify(first.event));
    next = undefined;
  };

  const server = createServer(async (request, response) => {
    const [, , , stage, id = "", what] = (request.url ?? "").split("/");
    if (id === "next") {
      next = response;
      handOver();
      return;
    }
    const body: unknown = JSON.parse(await textOf(request));
    response.writeHead(202).end();
    if (stage === "init") return end(`it did not start: ${(body as Told).errorMessage}`);
    running.kill("SIGSTOP");
    const { resolve, reject } = asked.get(id) ?? {};
    asked.delete(id);
    if (what === "response") resolve?.(body);
    else reject?.(new Error((body as Told).errorMessage));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const script = join(folder, "bootstrap.mjs");
  writeFileSync(script, bootstrap);
  const running = spawn(process.execPath, [script], {
    env: {
      PATH: process.env.PATH ?? "",
      ...env,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      LAMBDA_TASK_ROOT: dirname(handler),
      _HANDLER: "index.handler",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.stdout.on("data", (part) => {
    written += part;
  });
  running.on("exit", (code) => end(`it ended with ${code}`));

  return {
    invoke: (event) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        const id = randomUUID();
        asked.set(id, { resolve, reject });
        events.push({ id, event });
        running.kill("SIGCONT");
        handOver();
      }),
    async thaw(ms) {
      running.kill("SIGCONT");
      await wait(ms);
      running.kill("SIGSTOP");
    },
    log: () => written.split("\n").filter((line) => line !== ""),
    async close() {
      running.kill("SIGKILL");
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

interface Told {
  readonly errorMessage: string;
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
};
