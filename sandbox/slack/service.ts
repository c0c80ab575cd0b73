// The simulated Slack Web API: one way in for sockets and for `fetch` in process, with Slack's refusals, its rate
// limits and whatever goes wrong on demand.
import { setTimeout as wait } from "node:timers/promises";
import { bytesOf, type WireRequest, type WireResponse } from "../aws/wire/message.ts";
import type { WorldClock } from "../clock.ts";
import type { Faults } from "../faults.ts";
import type { Journal } from "../journal.ts";
import { checkBlocks, checkView } from "./block-check.ts";
import { type Arguments, createMessages, type ShownMessage, textArgument } from "./messages.ts";
import { createPeople } from "./people.ts";
import { createRates } from "./rate.ts";
import { SlackRefusal } from "./refusal.ts";
import { createViews, type View } from "./views.ts";
import type { Workspace } from "./workspace.ts";

export interface SlackOptions {
  readonly clock: WorldClock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly workspace: Workspace;
  /** The bot token that is taken; any other is `invalid_auth`. */
  readonly botToken: string;
  readonly limits: "real" | "none";
}

export interface SimulatedSlack {
  handle(request: WireRequest): Promise<WireResponse>;
  /** For `new WebClient(token, { fetch })`: the same way in, with no socket. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  messages(channel?: string): readonly ShownMessage[];
  views(user: string): { readonly modal?: View; readonly home?: View };
  issueTrigger(user: string): string;
  readonly workspace: Workspace;
}

type Method = (given: Arguments) => object;

/** A fault of the world rather than a refusal: Slack answers with this status. */
const statusOfFault: Readonly<Record<string, number>> = {
  internal_error: 500,
  service_unavailable: 503,
  fatal_error: 500,
};

export const createSlack = (options: SlackOptions): SimulatedSlack => {
  const { journal, faults, workspace, botToken } = options;
  const messages = createMessages(options.clock, workspace);
  const people = createPeople(workspace);
  const views = createViews();
  const demandRate = createRates(options.limits === "real");

  const methods: Readonly<Record<string, Method>> = {
    "auth.test": () => ({ team_id: workspace.teamId, user_id: workspace.bot, bot_id: "B0STILLPNT" }),
    "chat.postMessage": (given) => {
      const message = messages.post(given);
      return { channel: message.channel, ts: message.ts, message };
    },
    "chat.postEphemeral": (given) => ({ message_ts: messages.postEphemeral(given).ts }),
    "chat.update": (given) => {
      const { channel, ts, text } = messages.update(given);
      return { channel, ts, text };
    },
    "chat.delete": (given) => {
      messages.remove(given);
      return { channel: given.channel, ts: given.ts };
    },
    "chat.getPermalink": (given) => ({
      permalink: `https://sandbox.slack.com/archives/${given.channel}/p${textArgument(given, "message_ts")?.replace(".", "")}`,
    }),
    "conversations.info": (given) => {
      const { id, name, isPrivate } = messages.channelFor(given);
      return { channel: { id, name, is_private: isPrivate, is_member: true } };
    },
    "conversations.members": (given) => ({ members: messages.channelFor(given).members }),
    "conversations.open": (given) => ({ channel: { id: `D${textArgument(given, "users")?.slice(1)}` } }),
    "conversations.history": (given) => {
      const { id } = messages.channelFor(given);
      const seen = messages.shown(id).filter(({ threadTs, ephemeralFor }) => !threadTs && !ephemeralFor);
      return { messages: [...seen].reverse() };
    },
    "conversations.replies": (given) => {
      const { id } = messages.channelFor(given);
      const ts = textArgument(given, "ts");
      return {
        messages: messages.shown(id).filter((message) => message.ts === ts || message.threadTs === ts),
      };
    },
    "users.info": people.info,
    "users.list": people.list,
    "usergroups.list": people.groups,
    "usergroups.users.list": people.groupUsers,
    "views.open": views.open,
    "views.push": views.push,
    "views.update": views.update,
    "views.publish": views.publish,
    "blocks.validate": ({ blocks, view }) => ({
      errors: view === undefined ? checkBlocks(blocks, "message") : checkView(view as Arguments),
    }),
  };

  /** Methods that Slack answers without a token. */
  const open = ["blocks.validate"];

  const call = async (method: string, request: WireRequest): Promise<WireResponse> => {
    const given = argumentsOf(request);
    const hits = faults.take("slack", method);
    for (const { latencyMs } of hits) if (latencyMs !== undefined) await wait(latencyMs);
    if (hits.some(({ drop }) => drop === "before")) throw new Lost();
    const note = { service: "slack", operation: method, principal: "bot", input: given };
    try {
      const token =
        /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? textArgument(given, "token");
      if (token === undefined && !open.includes(method)) throw new SlackRefusal("not_authed");
      if (token !== botToken && !open.includes(method)) throw new SlackRefusal("invalid_auth");
      const act = Object.hasOwn(methods, method) ? methods[method] : undefined;
      if (act === undefined) throw new SlackRefusal("unknown_method");
      const error = hits.find((hit) => hit.error !== undefined)?.error;
      if (error !== undefined) throw new SlackRefusal(error, [], error === "ratelimited" ? 1 : undefined);
      demandRate(method, textArgument(given, "channel"));
      const output = { ok: true, ...act(given) };
      journal.add({ ...note, output });
      if (hits.some(({ drop }) => drop === "after")) throw new Lost();
      return json(200, output);
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      journal.add({ ...note, error: { name: error.code, message: error.messages.join("; ") } });
      return refused(error);
    }
  };

  const handle = (request: WireRequest): Promise<WireResponse> => {
    const method = /^\/api\/([\w.]+)/.exec(request.path)?.[1] ?? "";
    return call(method, request);
  };

  return {
    handle,
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const request = new Request(url, init);
      const body = new Uint8Array(await request.arrayBuffer());
      const headers = Object.fromEntries(request.headers);
      const answer = await handle({ method: request.method, path: url.pathname, headers, body });
      return new Response(Buffer.from(answer.body), {
        status: answer.status,
        headers: { ...answer.headers },
      });
    },
    messages: messages.shown,
    views: views.shown,
    issueTrigger: views.issueTrigger,
    workspace,
  };
};

/** The request or its answer was lost on the way. */
class Lost extends Error {
  readonly code = "ECONNRESET";
}

/** Form or JSON; in a form, lists and objects are JSON inside. */
const argumentsOf = ({ headers, body }: WireRequest): Arguments => {
  const text = Buffer.from(body).toString("utf8");
  if (headers["content-type"]?.startsWith("application/json")) return JSON.parse(text || "{}") as Arguments;
  const pairs = [...new URLSearchParams(text)].map(
    ([name, value]) => [name, structured(name, value)] as const,
  );
  return Object.fromEntries(pairs);
};

const structuredNames = ["blocks", "attachments", "metadata", "view"];

const structured = (name: string, value: string): unknown => {
  if (!structuredNames.includes(name)) return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackRefusal(name === "blocks" ? "invalid_blocks_format" : "invalid_arguments");
  }
};

const refused = ({ code, messages, retryAfterSeconds }: SlackRefusal): WireResponse => {
  if (code === "ratelimited") {
    const answer = json(429, { ok: false, error: code });
    return { ...answer, headers: { ...answer.headers, "retry-after": String(retryAfterSeconds ?? 1) } };
  }
  const details = messages.length === 0 ? {} : { response_metadata: { messages } };
  return json(statusOfFault[code] ?? 200, { ok: false, error: code, ...details });
};

const json = (status: number, content: object): WireResponse => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: bytesOf(JSON.stringify(content)),
});
