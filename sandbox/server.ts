// One address for everything: AWS for who signs as AWS wants it, Slack under /api/, the control API, and the page.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { bytesOf, type WireRequest, type WireResponse } from "./aws/wire/message.ts";
import { answerControl, isControl } from "./control.ts";
import { type Listening, listenOnLoopback } from "./listen.ts";
import { createWorld, requestPath, type SandboxWorld, type WorldOptions } from "./world.ts";

export interface Sandbox {
  readonly url: string;
  readonly world: SandboxWorld;
  close(): Promise<void>;
}

/** Starts a sandbox on 127.0.0.1; port 0 takes any that is free. */
export const startSandbox = async (port: number, options: WorldOptions): Promise<Sandbox> => {
  let world: SandboxWorld | undefined;
  let origin = "";
  const server: Listening = await listenOnLoopback(port, async (request) => {
    if (!isLocal(request)) return text(403, "The sandbox answers only to 127.0.0.1 and localhost.");
    if (world === undefined) return text(503, "The sandbox is starting.");
    return answer(world, request, origin);
  });
  origin = `http://127.0.0.1:${server.port}`;
  try {
    world = await createWorld(options, { origin });
  } catch (error) {
    await server.close();
    throw error;
  }
  const running = world;
  return {
    url: origin,
    world: running,
    async close() {
      await running.close();
      await server.close();
    },
  };
};

const answer = (world: SandboxWorld, request: WireRequest, origin: string): Promise<WireResponse> => {
  if (request.headers.authorization?.startsWith("AWS4-HMAC-SHA256")) return askAws(world, request);
  if (request.path.startsWith("/api/")) return world.slack.handle(request);
  if (request.path === requestPath) return visit(world, request);
  return isControl(request) ? answerControl(world, request, origin) : staticFile(request.path);
};

/**
 * AWS tells the world's time, as the caller does that runs in it: an SDK that finds another in an answer takes its own
 * clock for wrong, and asks again what was refused.
 */
const askAws = async ({ gateway, clock }: SandboxWorld, request: WireRequest): Promise<WireResponse> => {
  const answered = await gateway.handle(request);
  return { ...answered, headers: { ...answered.headers, date: new Date(clock.now()).toUTCString() } };
};

/** API Gateway's part: whoever asks, whatever they send, goes to the front door. */
const visit = async (world: SandboxWorld, { headers, body }: WireRequest): Promise<WireResponse> => {
  const answered = await world.functions.visit({ headers, body: Buffer.from(body).toString("utf8") });
  return {
    status: answered.status,
    headers: answered.body === "" ? {} : { "content-type": "application/json; charset=utf-8" },
    body: bytesOf(answered.body),
  };
};

/** A name that somebody else's page points at this machine must not steer it. */
const isLocal = ({ headers }: WireRequest): boolean =>
  /^(?:127\.0\.0\.1|localhost|[\w-]+\.localhost)(?::\d+)?$/.test(headers.host ?? "");

const pageFolder = fileURLToPath(new URL("./page/", import.meta.url));
const fontFolder = dirname(createRequire(import.meta.url).resolve("@fontsource/noto-sans-jp/package.json"));

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
};

const staticFile = async (path: string): Promise<WireResponse> => {
  const asked = normalize(decodeURIComponent(path.split("?")[0] ?? "/"));
  const isFont = asked.startsWith("/fonts/");
  const folder = isFont ? fontFolder : pageFolder;
  const name = asked === "/" ? "/index.html" : isFont ? asked.slice("/fonts".length) : asked;
  const file = join(folder, name);
  if (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return text(404, "Nothing is here.");
  try {
    const body = await readFile(file);
    const headers = {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "cache-control": "no-cache",
      // The page shows text from outside: nothing but its own files may run or load.
      "content-security-policy":
        "default-src 'self'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'",
    };
    return { status: 200, headers, body };
  } catch {
    return text(404, "Nothing is here.");
  }
};

const text = (status: number, message: string): WireResponse => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: bytesOf(`${message}\n`),
});
