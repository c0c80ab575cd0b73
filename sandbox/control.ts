// The control API: what the page uses, and any outside program may. docs/sandbox.md describes each call.
import * as z from "zod";
import { stateTableName } from "../src/config/names.ts";
import { credentialsOf } from "./administrators.ts";
import type { WireRequest, WireResponse } from "./aws/wire/message.ts";
import { bytesOf } from "./aws/wire/message.ts";
import { accounts, hub } from "./settings.ts";
import { passTime, settle } from "./settle.ts";
import type { Deed } from "./slack/deeds.ts";
import { offered } from "./slack/offered.ts";
import { SlackRefusal } from "./slack/refusal.ts";
import { stories } from "./stories/list.ts";
import { playStory } from "./stories/play.ts";
import { requestPath, type SandboxWorld } from "./world.ts";

/** A call that cannot be answered as asked: its sentence says what was wrong and what was expected. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

type Call = (world: SandboxWorld, query: URLSearchParams, body: unknown, origin: string) => unknown;

const clockBody = z.strictObject({
  pause: z.boolean().optional(),
  speed: z.number().min(0).max(86_400).optional(),
  advance: z.iso.duration({ error: "a duration such as PT1H" }).optional(),
});

const faultsBody = z.array(
  z.strictObject({
    service: z.string(),
    operation: z.string(),
    times: z.int().min(1).optional(),
    error: z.string().optional(),
    latencyMs: z.number().min(0).max(60_000).optional(),
    drop: z.enum(["before", "after"]).optional(),
  }),
);

const pressed = {
  actionId: z.string(),
  blockId: z.string().optional(),
  value: z.string().optional(),
  selected: z.unknown().optional(),
};
const inMessage = { channel: z.string(), ts: z.string() };
const inView = { viewId: z.string() };
const who = { user: z.string() };

const actBody = z.union([
  z.object({ ...who, do: z.literal("command"), channel: z.string(), text: z.string().max(8_000) }),
  z.object({ ...who, do: z.literal("press"), ...inMessage, ...pressed }),
  z.object({
    ...who,
    do: z.enum(["press", "pick"]),
    ...inView,
    ...pressed,
    values: z.record(z.string(), z.unknown()).optional(),
  }),
  z.object({
    ...who,
    do: z.literal("submit"),
    ...inView,
    values: z.record(z.string(), z.unknown()).default({}),
  }),
  z.object({ ...who, do: z.literal("close"), ...inView }),
  z.object({ ...who, do: z.literal("options"), ...inView, ...pressed, query: z.string() }),
  z.object({ ...who, do: z.literal("options"), ...inMessage, ...pressed, query: z.string() }),
  z.object({ ...who, do: z.literal("shortcut"), callbackId: z.string() }),
  z.object({ ...who, do: z.literal("home") }),
]);

const storyBody = z.strictObject({ name: z.string() });
const languageBody = z.strictObject({ language: z.enum(["en", "ja"]) });

const checked = <Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  example: string,
): z.output<Schema> => {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.join(".") ?? "";
  throw new Refused(400, `${where === "" ? "The body" : where}: ${issue?.message}. Example: ${example}`);
};

const calls: Readonly<Record<string, Call>> = {
  "GET /control/state": (world, _, __, origin) => stateOf(world, origin),
  "GET /control/messages": (world, query) => world.slack.messages(query.get("channel") ?? undefined),
  "GET /control/views": (world, query) => {
    const user = query.get("user");
    if (user === null) throw new Refused(400, "Say whose views: /control/views?user=U…");
    return world.slack.views(user);
  },
  "POST /control/act": async (world, _, body) => {
    const deed = checked(
      actBody,
      body,
      '{"user":"U0ONCALL01","channel":"C0BACKUPPRD","do":"command","text":"/backup"}',
    );
    try {
      return await world.act(deed as Deed);
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      throw new Refused(400, `Nobody could do that in Slack: ${error.code}.`);
    }
  },
  "POST /control/clock": async (world, _, body) => {
    const { pause, speed, advance } = checked(clockBody, body, '{"advance":"PT1H"}');
    if (pause === true) world.clock.pause();
    if (pause === false && speed === undefined) world.clock.run(1);
    if (speed !== undefined) world.clock.run(speed);
    if (advance !== undefined) await passTime(world, durationMs(advance));
    return { now: new Date(world.clock.now()).toISOString(), speed: world.clock.speed };
  },
  "POST /control/faults": (world, _, body) => {
    const faults = checked(
      faultsBody,
      body,
      '[{"service":"backup","operation":"*","error":"ThrottlingException"}]',
    );
    world.faults.set(
      faults.map((fault) => Object.fromEntries(Object.entries(fault)) as (typeof faults)[number] as never),
    );
    return world.faults.list();
  },
  "GET /control/story": (world) => ({
    stories: stories.map(({ name, title, description }) => ({
      name,
      title: title[world.language],
      description: description[world.language],
    })),
  }),
  "POST /control/story": async (world, _, body) => {
    const { name } = checked(storyBody, body, '{"name":"a-failed-backup"}');
    const story = stories.find((each) => each.name === name);
    if (story === undefined) {
      throw new Refused(
        404,
        `No story is called ${name}. There are: ${stories.map((each) => each.name).join(", ")}`,
      );
    }
    await playStory(story, world);
    return { name };
  },
  "POST /control/settle": (world) => settle(world),
  "POST /control/language": async (world, _, body) => {
    const { language } = checked(languageBody, body, '{"language":"ja"}');
    await world.speak(language);
    return { language };
  },
  "GET /control/journal": (world, query) => world.journal.since(Number(query.get("since") ?? 0)),
};

export const isControl = (request: WireRequest): boolean => request.path.startsWith("/control/");

export const answerControl = async (
  world: SandboxWorld,
  request: WireRequest,
  origin: string,
): Promise<WireResponse> => {
  const url = new URL(request.path, origin);
  try {
    const call = calls[`${request.method} ${url.pathname}`];
    if (call === undefined) throw new Refused(404, `There is ${Object.keys(calls).join(", ")}.`);
    return json(200, await call(world, url.searchParams, bodyOf(request), origin));
  } catch (error) {
    if (error instanceof Refused) return json(error.status, { error: error.message });
    return json(500, { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};

const bodyOf = (request: WireRequest): unknown => {
  const text = Buffer.from(request.body).toString("utf8");
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(400, "The body is not JSON.");
  }
};

const json = (status: number, content: unknown): WireResponse => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  body: bytesOf(JSON.stringify(content ?? null)),
});

/** Weeks, days and times; a month has no one length. https://www.rfc-editor.org/rfc/rfc3339#appendix-A */
const durationMs = (text: string): number => {
  const found = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (found === null) throw new Refused(400, "advance: expected days and times. Example: PT1H, P1D, PT90S");
  const [, weeks, days, hours, minutes, seconds] = found.map((part) => Number(part ?? 0));
  const inHours = ((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0);
  return ((inHours * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
};

const stateOf = (world: SandboxWorld, origin: string) => {
  const { queues, topics } = world.installed;
  const { workspace } = world.slack;
  return {
    aws: {
      endpoint: origin,
      region: hub.region,
      accounts: [...accounts, { id: hub.account, name: "hub" }],
      credentials: credentialsOf(accounts[0].id),
      topics,
      queues: Object.fromEntries(Object.entries(queues).map(([name, { url }]) => [name, url])),
      tables: { state: stateTableName },
      vaults: world.estate.vaults,
    },
    slack: {
      apiUrl: `${origin}/api/`,
      requestUrl: `${origin}${requestPath}`,
      signingSecret: world.signingSecret,
      teamId: workspace.teamId,
      ...offered(world.language),
      users: workspace.users.map(({ id, name, role, locale, tz }) => ({ id, name, role, locale, tz })),
      channels: workspace.channels.map((channel) => ({
        id: channel.id,
        name: channel.name,
        private: channel.isPrivate,
      })),
      groups: workspace.groups.map(({ id, handle }) => ({ id, name: handle })),
    },
    language: world.language,
    speed: world.clock.speed,
    now: new Date(world.clock.now()).toISOString(),
  };
};
