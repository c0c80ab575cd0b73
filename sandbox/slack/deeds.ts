// What people do in the workspace: each deed is a signed request to the app, and what the app answers is done to
// what they see. Slack waits three seconds of real time; an event that was not taken is sent again.
// https://docs.slack.dev/apis/events-api#retries
import { createHmac, randomBytes } from "node:crypto";
import { checkMessage } from "../../src/slack/block-check.ts";
import type { WorldClock } from "../clock.ts";
import type { Journal } from "../journal.ts";
import { sentences } from "./content.ts";
import {
  actionPayload,
  commandForm,
  type Envelope,
  has,
  homePayload,
  type Pressed,
  shortcutPayload,
  suggestionPayload,
  type Thing,
  viewPayload,
} from "./payloads.ts";
import { SlackRefusal } from "./refusal.ts";
import type { SimulatedSlack } from "./service.ts";
import type { Person } from "./workspace.ts";

export interface AppRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where Slack's requests go: over a socket or in process. */
export type AppDoor = (request: AppRequest) => Promise<{ readonly status: number; readonly body: string }>;

export interface Acked {
  /** What the app answered; 0 when it did not within three seconds. */
  readonly status: number;
  readonly ack: unknown;
  readonly tookMs: number;
  /** Why Slack would not show the answer. */
  readonly refusal?: string;
}

export type Deed = { readonly user: string } & (
  | { readonly do: "command"; readonly channel: string; readonly text: string }
  | ({ readonly do: "press"; readonly channel: string; readonly ts: string } & Pressed)
  | ({ readonly do: "press" | "pick"; readonly viewId: string; readonly values?: Thing } & Pressed)
  | { readonly do: "submit"; readonly viewId: string; readonly values: Thing }
  | { readonly do: "close"; readonly viewId: string }
  | ({ readonly do: "options"; readonly query: string } & PlaceOf & Pressed)
  | { readonly do: "shortcut"; readonly callbackId: string }
  | { readonly do: "home" }
);

type PlaceOf = { readonly viewId: string } | { readonly channel: string; readonly ts: string };

const waitMs = 3_000;
const minuteMs = 60_000;

/** At once, after a minute, after five more. */
const retryAfterMs = [0, minuteMs, 5 * minuteMs];

export interface DeedsOptions {
  readonly slack: SimulatedSlack;
  readonly clock: WorldClock;
  readonly journal: Journal;
  readonly signingSecret: string;
  readonly door: AppDoor;
}

export const createDeeds = ({ slack, clock, journal, signingSecret, door }: DeedsOptions) => {
  const { workspace } = slack;

  /** One request, signed with the world's time, and at most three seconds of waiting. */
  const send = async (contentType: string, body: string, more: Readonly<Record<string, string>> = {}) => {
    const timestamp = String(Math.floor(clock.now() / 1000));
    const signature = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
    const headers = {
      "content-type": contentType,
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      ...more,
    };
    const startedAt = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<{ readonly status: number; readonly body: string }>((resolve) => {
      timer = setTimeout(() => resolve({ status: 0, body: "" }), waitMs);
    });
    const answered = await Promise.race([
      door({ headers, body }).catch(() => ({ status: 0, body: "" })),
      tooLate,
    ]);
    clearTimeout(timer);
    const acked: Acked = {
      status: answered.status,
      ack: jsonIn(answered.body),
      tookMs: Math.round(performance.now() - startedAt),
    };
    return acked;
  };

  const sendPayload = (payload: Thing) =>
    send(
      "application/x-www-form-urlencoded",
      new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    );

  const envelopeFor = (person: Person): Envelope => ({
    workspace,
    person,
    triggerId: slack.issueTrigger(person.id),
    now: clock.now(),
  });

  const command = async (person: Person, channelId: string, line: string): Promise<Acked> => {
    const channel = {
      id: channelId,
      name: workspace.channels.find(({ id }) => id === channelId)?.name ?? "directmessage",
    };
    const responseUrl = slack.issueResponseUrl(person.id, channelId);
    const form = commandForm(envelopeFor(person), channel, line, responseUrl);
    const acked = await send("application/x-www-form-urlencoded", new URLSearchParams(form).toString());
    const { ack } = acked;
    if (acked.status !== 200 || !isThing(ack) || (ack.text === undefined && ack.blocks === undefined))
      return acked;
    const problems = checkMessage(ack);
    if (problems.length > 0)
      return { ...acked, refusal: `invalid_blocks: ${sentences(problems).join("; ")}` };
    slack.answer(person.id, channelId, ack);
    return acked;
  };

  const placeOf = (person: Person, deed: PlaceOf & Partial<Pressed>) => {
    if ("viewId" in deed) {
      const found = slack.view(deed.viewId);
      if (found === undefined || found.user !== person.id) throw new SlackRefusal("view_not_found");
      return { view: found.view };
    }
    const message = slack
      .messages(deed.channel)
      .find(({ ts, ephemeralFor }) => ts === deed.ts && (ephemeralFor ?? person.id) === person.id);
    if (message === undefined) throw new SlackRefusal("message_not_found");
    const { actionId, isStale } = deed;
    const seen = [message, ...(isStale === true ? slack.earlier(deed.channel, deed.ts) : [])];
    const responseUrl = slack.issueResponseUrl(person.id, deed.channel, deed.ts);
    const places = seen.map((each) => ({ message: each, responseUrl }));
    const [now = { message, responseUrl }] = places;
    return actionId === undefined ? now : (places.find((place) => has(place, { ...deed, actionId })) ?? now);
  };

  const submit = async (person: Person, viewId: string, values: Thing): Promise<Acked> => {
    slack.fillView(viewId, values);
    const { view } = placeOf(person, { viewId }) as {
      view: NonNullable<ReturnType<typeof slack.view>>["view"];
    };
    const acked = await sendPayload(viewPayload(envelopeFor(person), "view_submission", view));
    if (acked.status !== 200) return acked;
    try {
      applyAck(person, viewId, acked.ack);
      return acked;
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      return { ...acked, refusal: [error.code, ...(error.details.messages ?? [])].join(": ") };
    }
  };

  const applyAck = (person: Person, viewId: string, ack: unknown): void => {
    const action = isThing(ack) ? ack.response_action : undefined;
    const view = isThing(ack) ? ack.view : undefined;
    if (action === undefined) slack.closeView(viewId, "one");
    if (action === "clear") slack.closeView(viewId, "all");
    if (action === "update") slack.replaceView(viewId, view);
    if (action === "push") slack.pushView(person.id, view);
  };

  const openHome = async (person: Person): Promise<Acked> => {
    const eventId = `Ev${randomBytes(5).toString("hex").toUpperCase()}`;
    const body = JSON.stringify(homePayload(envelopeFor(person), eventId, slack.views(person.id).home));
    const attempt = async (retry: number): Promise<Acked> => {
      const headers =
        retry === 0 ? {} : { "x-slack-retry-num": String(retry), "x-slack-retry-reason": "http_error" };
      const acked = await send("application/json", body, headers);
      const isTaken = acked.status >= 200 && acked.status < 300;
      const delay = retryAfterMs[retry];
      if (!isTaken && delay !== undefined) clock.after(delay, () => void attempt(retry + 1));
      return acked;
    };
    return attempt(0);
  };

  const perform = async (person: Person, deed: Deed): Promise<Acked> => {
    switch (deed.do) {
      case "command":
        return command(person, deed.channel, deed.text);
      case "press":
      case "pick":
        // What was typed so far goes along with every press in a view.
        if ("viewId" in deed && deed.values !== undefined) slack.fillView(deed.viewId, deed.values);
        return sendPayload(actionPayload(envelopeFor(person), placeOf(person, deed), deed));
      case "submit":
        return submit(person, deed.viewId, deed.values);
      case "close": {
        const { view } = placeOf(person, deed) as {
          view: NonNullable<ReturnType<typeof slack.view>>["view"];
        };
        slack.closeView(deed.viewId, "one");
        if (view.notify_on_close !== true) return { status: 200, ack: null, tookMs: 0 };
        return sendPayload(viewPayload(envelopeFor(person), "view_closed", view));
      }
      case "options":
        return sendPayload(suggestionPayload(envelopeFor(person), placeOf(person, deed), deed, deed.query));
      case "shortcut":
        return sendPayload(shortcutPayload(envelopeFor(person), deed.callbackId));
      case "home":
        return openHome(person);
    }
  };

  return {
    /** Throws a `SlackRefusal` for what nobody could do in Slack: a button that is not there, somebody else's modal. */
    async act(deed: Deed): Promise<Acked> {
      const person = workspace.users.find(({ id }) => id === deed.user);
      if (person === undefined) throw new SlackRefusal("user_not_found");
      const acked = await perform(person, deed);
      journal.add({
        service: "slack",
        operation: `deed.${deed.do}`,
        principal: person.id,
        input: deed,
        output: { status: acked.status, tookMs: acked.tookMs },
      });
      return acked;
    },
  };
};

const isThing = (value: unknown): value is Thing => typeof value === "object" && value !== null;

const jsonIn = (body: string): unknown => {
  try {
    return body === "" ? null : JSON.parse(body);
  } catch {
    return body;
  }
};
