// The Lambda Runtime API on this machine: the very bundle that is deployed runs in a process of its own, is handed one
// event at a time, and is frozen as soon as it has answered, as Lambda freezes it.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** What AWS's own runtime for Node does, in short: asks for an event, calls the handler, says what it answered. */
const bootstrap = `
import { request } from "node:http";
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const call = (method, path, body = "") => new Promise((resolve, reject) => {
  const asked = request({ host, port, method, path: "/2018-06-01/runtime/invocation/" + path }, (answer) => {
    const parts = [];
    answer.on("data", (part) => parts.push(part));
    answer.on("end", () => resolve({ id: answer.headers["lambda-runtime-aws-request-id"], body: Buffer.concat(parts).toString() }));
  });
  asked.on("error", reject);
  asked.end(body);
});
const { handler } = await import(process.argv[2]);
for (;;) {
  const { id, body } = await call("GET", "next");
  try {
    await call("POST", id + "/response", JSON.stringify((await handler(JSON.parse(body))) ?? null));
  } catch (error) {
    await call("POST", id + "/error", JSON.stringify({ errorMessage: String(error?.stack ?? error) }));
  }
}
`;

export interface Runtime {
  /** Hands over one event; answers with what the handler returned. Throws what it threw. */
  invoke(event: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** `handler` is the path of the built module; `folder` may be written to. */
export const startRuntime = async (
  handler: string,
  env: Readonly<Record<string, string>>,
  folder: string,
): Promise<Runtime> => {
  const queue: { readonly id: string; readonly event: unknown }[] = [];
  const pending = new Map<string, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let waiting: ServerResponse | undefined;
  let child: ChildProcess | undefined;

  const handOver = (): void => {
    const next = waiting === undefined ? undefined : queue.shift();
    if (next === undefined || waiting === undefined) return;
    waiting.setHeader("lambda-runtime-aws-request-id", next.id);
    waiting.end(JSON.stringify(next.event));
    waiting = undefined;
  };

  const server = createServer(async (request, response) => {
    const [, id = "", what] = /invocation\/([^/]+)(?:\/(\w+))?$/.exec(request.url ?? "") ?? [];
    if (id === "next") {
      waiting = response;
      handOver();
      return;
    }
    const body: unknown = JSON.parse(await textOf(request));
    response.writeHead(202).end();
    child?.kill("SIGSTOP");
    const asked = pending.get(id);
    pending.delete(id);
    if (what === "response") asked?.resolve(body);
    else asked?.reject(new Error((body as { readonly errorMessage: string }).errorMessage));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const script = join(folder, "bootstrap.mjs");
  writeFileSync(script, bootstrap);
  child = spawn(process.execPath, [script, handler], {
    env: { ...process.env, ...env, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}` },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const running = child;
  running.on("exit", (code) => {
    for (const { reject } of pending.values()) reject(new Error(`the function ended with ${code}`));
  });

  return {
    invoke: (event) =>
      new Promise((resolve, reject) => {
        const id = randomUUID();
        pending.set(id, { resolve, reject });
        queue.push({ id, event });
        running.kill("SIGCONT");
        handOver();
      }),
    async close() {
      running.kill("SIGKILL");
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
};
