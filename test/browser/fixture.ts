// A small server for the page's own tests: the page's files, its fonts, and a Control API that answers from
// fixed data and remembers what it was told. What a real sandbox says is proved elsewhere.
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { messagesOf, type Post } from "./fixture-messages.ts";
import { homeView } from "./fixture-views.ts";
import { channels, commands, shortcuts, users } from "./fixture-workspace.ts";

export interface Told {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Fixture {
  readonly url: string;
  /** What the page asked for by POST, in order. */
  readonly told: Told[];
  /** What stands in the channels; a test may add to it. */
  readonly messages: Post[];
  /** The view that is open, if any, and for whom; for everybody where nobody is named. */
  modal: object | undefined;
  modalFor: string | undefined;
  /** What is published at home, by person. */
  readonly homes: Map<string, object>;
  /** What POST /control/act answers. */
  answer: { status: number; said: object };
  /** Answers a deed instead, if it wants to; what it changes in the fixture is seen at the next look. */
  reply: (deed: Deed) => object | undefined | Promise<object | undefined>;
  close(): Promise<void>;
}

export type Deed = Readonly<Record<string, unknown>>;

/** The world's clock of the fixture: a Saturday morning in Tokyo. */
export const now = "2026-11-21T00:30:00.000Z";

const pageFolder = fileURLToPath(new URL("../../sandbox/page/", import.meta.url));
const fontFolder = dirname(createRequire(import.meta.url).resolve("@fontsource/noto-sans-jp/package.json"));

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

export const startFixture = async (): Promise<Fixture> => {
  let language = "en";
  let speed = 1;
  const state = {
    told: [] as Told[],
    messages: messagesOf(),
    modal: undefined as object | undefined,
    modalFor: undefined as string | undefined,
    homes: new Map<string, object>(users.map(({ id }) => [id, homeView])),
    reply: (_: Deed): object | undefined | Promise<object | undefined> => undefined,
  };
  const answer = { status: 200, said: { status: 200, ack: null, tookMs: 3 } as object };
  const fixture = Object.assign(state, { answer });
  const stories = () =>
    language === "ja"
      ? [{ name: "failed", title: "鍵が無効になる", description: "夜間のバックアップが 1 件失敗します。" }]
      : [
          { name: "failed", title: "A key is disabled", description: "One nightly backup fails for it." },
          { name: "storm", title: "A storm", description: "Forty backups fail for one reason." },
        ];
  const reads: Readonly<Record<string, (query: URLSearchParams) => unknown>> = {
    "/control/state": () => ({
      slack: { teamId: "T1", users, channels, commands, shortcuts },
      language,
      speed,
      now,
    }),
    "/control/messages": () => fixture.messages,
    "/control/views": (query) => {
      const user = query.get("user") ?? "";
      const isTheirs = fixture.modalFor === undefined || fixture.modalFor === user;
      return { modal: isTheirs ? fixture.modal : undefined, home: fixture.homes.get(user) };
    },
    "/control/story": () => ({ stories: stories() }),
  };
  const write = async (path: string, body: Deed) => {
    fixture.told.push({ path, body });
    if (path === "/control/language") language = String(body.language);
    if (path === "/control/clock") speed = body.pause === true ? 0 : Number(body.speed ?? speed);
    if (path !== "/control/act") return { status: 200, said: { now } };
    const said = await fixture.reply(body);
    return said === undefined ? answer : { status: 200, said };
  };
  const server = createServer(async (request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const read = reads[path];
    if (request.method === "POST") {
      const { status, said } = await write(path, await bodyOf(request));
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
    } else if (read !== undefined) {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(read(searchParams)));
    } else {
      const file = await fileAt(path);
      response.writeHead(file === undefined ? 404 : 200, { "content-type": file?.type ?? "text/plain" });
      response.end(file?.content);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(fixture, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
};

const bodyOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}") as Record<string, unknown>;
};

const fileAt = async (path: string) => {
  const asked = normalize(path === "/" ? "/index.html" : path);
  const file = asked.startsWith("/fonts/")
    ? join(fontFolder, asked.slice("/fonts".length))
    : join(pageFolder, asked);
  const content = await readFile(file).catch(() => undefined);
  return content === undefined ? undefined : { content, type: types[extname(file)] ?? "text/plain" };
};
