// The simulated Slack: one way in for sockets and for `fetch` in process, with Slack's refusals, its rate limits and
// whatever goes wrong on demand.
import { setTimeout as wait } from "node:timers/promises";
import { bytesOf, type WireRequest, type WireResponse } from "../aws/wire/message.ts";
import type { WorldClock } from "../clock.ts";
import type { Faults } from "../faults.ts";
import type { Journal } from "../journal.ts";
import { listenOnLoopback } from "../listen.ts";
import { type Arguments, argumentsOf, textArgument } from "./arguments.ts";
import { createMethods, openMethods } from "./methods.ts";
import { createRates } from "./rate.ts";
import { SlackRefusal } from "./refusal.ts";
import { createResponses } from "./responses.ts";
import { demandScope } from "./scopes.ts";
import { createTimeline, type ShownMessage } from "./timeline.ts";
import { uploadedBytes } from "./upload.ts";
import { createViews, type View } from "./views.ts";
import type { Workspace } from "./workspace.ts";

export interface SlackOptions {
  readonly clock: WorldClock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly workspace: Workspace;
  readonly limits: "real" | "none";
  /** The bot token that is taken; without it any bot token is. Another one is `invalid_auth`. */
  readonly botToken?: string;
  /** What the bot token may do; without it everything. */
  readonly scopes?: readonly string[];
  /** Where response addresses lead, when the simulator does not listen by itself. */
  readonly origin?: () => string;
}

export interface SimulatedSlack {
  handle(request: WireRequest): Promise<WireResponse>;
  /** For `new WebClient(token, { fetch })` and for response addresses: the same way in, with no socket. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Listens on 127.0.0.1; port 0 takes any that is free. */
  listen(port: number): Promise<{ readonly apiUrl: string; close(): Promise<void> }>;
  /** Counts no call while `deed` lasts: a story puts hours into seconds, and rates are counted in wire time. */
  uncounted<Answer>(deed: () => Promise<Answer>): Promise<Answer>;
  /** In order, as they stand now. */
  messages(channel?: string): readonly ShownMessage[];
  /** What a message looked like before, newest first: some screens still show it. */
  earlier(channel: string, ts: string): readonly ShownMessage[];
  views(user: string): { readonly modal?: View; readonly home?: View };
  issueTrigger(user: string): string;
  /** `ts` is the message whose button was pressed; a command has none. */
  issueResponseUrl(user: string, channel: string, ts?: string): string;
  /** An answer in the body of a response to a command: to whoever typed, or to the channel if it says so. */
  answer(user: string, channel: string, content: Readonly<Record<string, unknown>>): void;
  /** A view by its id, and whose it is. */
  view(id: string): { readonly user: string; readonly view: View } | undefined;
  fillView(id: string, values: object): void;
  closeView(id: string, how: "one" | "all"): void;
  replaceView(id: string, view: unknown): void;
  pushView(user: string, view: unknown): void;
  /** A person, or another app, writes in a channel. */
  say(user: string, channel: string, text: string): ShownMessage;
  /** Hears of every change of a message or a view. Returns what stops it. */
  onChange(listener: () => void): () => void;
  readonly workspace: Workspace;
}

/** In process there is no address to lead to, so this one is known only to `fetch`. */
const originInProcess = "https://slack.invalid";

export const createSlack = (options: SlackOptions): SimulatedSlack => {
  const { clock, journal, faults, workspace } = options;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const timeline = createTimeline(clock, changed);
  const views = createViews(workspace, changed);
  const responses = createResponses(clock, workspace, timeline);
  const { methods, receiveFile } = createMethods(workspace, timeline, views);
  let uncounting = 0;
  const demandRate = createRates(() => options.limits === "real" && uncounting === 0);
  let origin = originInProcess;

  /** One call, whatever its door: what goes wrong on demand, the deed, the journal. */
  const call = async (operation: string, deed: (call: Call) => WireResponse | Promise<WireResponse>) => {
    const hits = faults.take("slack", operation);
    for (const { latencyMs } of hits) if (latencyMs !== undefined) await wait(latencyMs);
    if (hits.some(({ drop }) => drop === "before")) throw new Lost();
    const note: Call = {
      input: {},
      fail() {
        const code = hits.find(({ error }) => error !== undefined)?.error;
        if (code !== undefined) throw new SlackRefusal(code);
      },
    };
    const entry = () => ({ service: "slack", operation, principal: "bot", input: note.input });
    let answer: WireResponse;
    try {
      answer = await deed(note);
      journal.add({ ...entry(), output: note.output });
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      const message = error.details.messages?.join("; ") ?? "";
      journal.add({ ...entry(), error: { name: error.code, message } });
      answer = refused(error, operation);
    }
    if (hits.some(({ drop }) => drop === "after")) throw new Lost();
    return answer;
  };

  const demandToken = (request: WireRequest, given: Arguments): void => {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
    const token = bearer ?? textArgument(given, "token");
    if (token === undefined) throw new SlackRefusal("not_authed");
    const { botToken } = options;
    const isRight = botToken === undefined ? token.startsWith("xoxb-") : token === botToken;
    if (!isRight) throw new SlackRefusal("invalid_auth");
  };

  const callMethod = (method: string, request: WireRequest) =>
    call(method, (note) => {
      const given = argumentsOf(request);
      const { token: _, ...input } = given;
      note.input = input;
      const isOpen = openMethods.includes(method);
      if (!isOpen) demandToken(request, given);
      const act = Object.hasOwn(methods, method) ? methods[method] : undefined;
      if (act === undefined) throw new SlackRefusal("unknown_method");
      note.fail();
      demandScope(method, given, workspace, options.scopes);
      demandRate(method, textArgument(given, "channel"));
      const { host } = request.headers;
      const output = { ok: true, ...act(given, host === undefined ? origin : `http://${host}`) };
      note.output = output;
      return json(200, output);
    });

  const useResponse = (id: string, request: WireRequest) =>
    call("response_url", (note) => {
      const given = argumentsOf(request);
      note.input = given;
      note.fail();
      responses.use(id, given);
      return plain(200, "ok");
    });

  const receive = (id: string, request: WireRequest) =>
    call("upload", async (note) => {
      note.fail();
      const size = receiveFile(id, await uploadedBytes(request));
      note.input = { id, size };
      return plain(200, `OK - ${size}`);
    });

  const handle = (request: WireRequest): Promise<WireResponse> => {
    const [, door, id = ""] = /^\/api\/(upload|response)\/(\w+)/.exec(request.path) ?? [];
    if (door === "upload") return receive(id, request);
    if (door === "response") return useResponse(id, request);
    return callMethod(/^\/api\/([\w.]+)/.exec(request.path)?.[1] ?? "", request);
  };

  return {
    handle,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      const body = new Uint8Array(await request.arrayBuffer());
      const headers = Object.fromEntries(request.headers);
      const answer = await handle({ method: request.method, path: pathname + search, headers, body });
      return new Response(Buffer.from(answer.body), {
        status: answer.status,
        headers: { ...answer.headers },
      });
    },
    async listen(port) {
      const server = await listenOnLoopback(port, handle);
      origin = `http://127.0.0.1:${server.port}`;
      return { apiUrl: `${origin}/api/`, close: server.close };
    },
    async uncounted(deed) {
      uncounting += 1;
      try {
        return await deed();
      } finally {
        uncounting -= 1;
      }
    },
    messages: timeline.shown,
    earlier: timeline.earlier,
    views: views.shown,
    issueTrigger: views.issueTrigger,
    issueResponseUrl: (user, channel, ts) =>
      `${options.origin?.() ?? origin}/api/response/${responses.issue(user, channel, ts)}`,
    answer(user, channel, content) {
      responses.use(responses.issue(user, channel), { ...content } as Arguments);
    },
    view: views.find,
    fillView: views.fill,
    closeView: views.close,
    replaceView(id, view) {
      views.update({ view_id: id, view } as Arguments);
    },
    pushView: views.pushOver,
    say: (user, channel, text) => timeline.add({ channel, user, text, blocks: [] }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    workspace,
  };
};

/** What the journal will say of a call, and what goes wrong with it on demand. */
interface Call {
  input: unknown;
  output?: unknown;
  fail(): void;
}

/** The request or its answer was lost on the way. */
class Lost extends Error {
  readonly code = "ECONNRESET";
}

/** A fault of the world rather than a refusal: Slack answers with this status. */
const statusOfFault: Readonly<Record<string, number>> = {
  internal_error: 500,
  fatal_error: 500,
  service_unavailable: 503,
};

/** The Web API refuses with 200; the other doors with a status (which one is unverified). */
const statusOf = (code: string, operation: string): number => {
  const fault = statusOfFault[code];
  if (fault !== undefined) return fault;
  if (operation !== "response_url" && operation !== "upload") return 200;
  return ["invalid_url", "expired_url", "used_url", "file_not_found"].includes(code) ? 404 : 400;
};

const refused = ({ code, details }: SlackRefusal, operation: string): WireResponse => {
  if (code === "ratelimited") {
    const answer = json(429, { ok: false, error: code });
    const seconds = details.retryAfterSeconds ?? 1;
    return { ...answer, headers: { ...answer.headers, "retry-after": String(seconds) } };
  }
  const { messages, fields } = details;
  const metadata = messages === undefined ? {} : { response_metadata: { messages } };
  return json(statusOf(code, operation), { ok: false, error: code, ...fields, ...metadata });
};

const json = (status: number, content: object): WireResponse => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: bytesOf(JSON.stringify(content)),
});

const plain = (status: number, text: string): WireResponse => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: bytesOf(text),
});
