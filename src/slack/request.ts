// What Slack sends, out of its bytes: one union, read member by member and believed afterwards. Whatever has not
// the form is `unknown`; nothing here throws.
// https://docs.slack.dev/reference/interaction-payloads and …/interactivity/implementing-slash-commands
import { type Instant, instant } from "../core/time.ts";

/** Who sent it. */
export interface Sender {
  readonly user: string;
  readonly team: string;
}

export interface CommandRequest extends Sender {
  readonly kind: "command";
  readonly channel: string;
  readonly text: string;
  readonly triggerId: string;
  readonly responseUrl: string;
}

export interface PressRequest extends Sender {
  readonly kind: "press";
  readonly actionId: string;
  /** A button's value, or the value of the option that was picked. */
  readonly value: string;
  readonly triggerId: string;
  /** Where the message is answered that the button stands in; a modal and the Home tab have none. */
  readonly responseUrl?: string;
  readonly view?: ViewState;
}

export interface SubmitRequest extends Sender {
  readonly kind: "submit" | "close";
  readonly view: ViewState;
}

export interface OptionsRequest extends Sender {
  readonly kind: "options";
  readonly actionId: string;
  readonly query: string;
}

export interface ShortcutRequest extends Sender {
  readonly kind: "shortcut";
  readonly callbackId: string;
  readonly triggerId: string;
}

/** Somebody opened the app's Home tab. */
export interface HomeRequest extends Sender {
  readonly kind: "home";
}

export type SlackRequest =
  | CommandRequest
  | PressRequest
  | SubmitRequest
  | OptionsRequest
  | ShortcutRequest
  | HomeRequest;

export type Reading =
  | { readonly type: "request"; readonly request: SlackRequest }
  /** Slack asks whether somebody is at home. */
  | { readonly type: "challenge"; readonly challenge: string }
  /** An event that nobody asked for: taken, and nothing is done. */
  | { readonly type: "ignored" }
  | { readonly type: "unknown" };

/** A view as it stood when it was sent. */
export interface ViewState {
  readonly id: string;
  readonly hash: string;
  readonly callbackId: string;
  readonly isModal: boolean;
  readonly privateMetadata: string;
  /** What was typed and picked, by action id; picked options are their values. */
  readonly values: Readonly<Record<string, string>>;
}

type Thing = Readonly<Record<string, unknown>>;

/** The body as an object: JSON, a form, or a form whose `payload` is JSON. Undefined when it is none of them. */
export const bodyOf = (bytes: Uint8Array, contentType: string | undefined): Thing | undefined => {
  const text = new TextDecoder().decode(bytes);
  try {
    if (contentType?.trim().toLowerCase().startsWith("application/json")) return thing(JSON.parse(text));
    const form = new URLSearchParams(text);
    const payload = form.get("payload");
    return payload === null ? Object.fromEntries(form) : thing(JSON.parse(payload));
  } catch {
    return undefined;
  }
};

export const readRequest = (body: Thing): Reading => {
  const request = requestIn(body);
  if (request !== undefined) return { type: "request", request };
  if (body.type === "url_verification") return { type: "challenge", challenge: words(body.challenge) };
  return { type: body.type === "event_callback" ? "ignored" : "unknown" };
};

/** When Slack signed the request; what is decided by time is decided by this one. */
export const signedAt = (timestamp: string): Instant => instant(Number(timestamp) * 1000);

const requestIn = (body: Thing): SlackRequest | undefined => {
  if (typeof body.command === "string") return commandIn(body);
  switch (body.type) {
    case "block_actions":
      return pressIn(body);
    case "view_submission":
    case "view_closed":
      return submitIn(body);
    case "block_suggestion":
      return sent(body, { kind: "options", actionId: words(body.action_id), query: words(body.value) });
    case "shortcut":
      return sent(body, {
        kind: "shortcut",
        callbackId: words(body.callback_id),
        triggerId: words(body.trigger_id),
      });
    case "event_callback":
      return homeIn(body);
    default:
      return undefined;
  }
};

const commandIn = (body: Thing): CommandRequest | undefined => {
  const user = words(body.user_id);
  if (user === "") return undefined;
  return {
    kind: "command",
    user,
    team: words(body.team_id),
    channel: words(body.channel_id),
    text: words(body.text),
    triggerId: words(body.trigger_id),
    responseUrl: words(body.response_url),
  };
};

const pressIn = (body: Thing): PressRequest | undefined => {
  const action = thing(Array.isArray(body.actions) ? body.actions[0] : undefined);
  if (action === undefined) return undefined;
  const responseUrl = words(body.response_url);
  const view = viewIn(body);
  return sent(body, {
    kind: "press",
    actionId: words(action.action_id),
    value: words(action.value) || words(thing(action.selected_option)?.value),
    triggerId: words(body.trigger_id),
    ...(responseUrl === "" ? {} : { responseUrl }),
    ...(view === undefined ? {} : { view }),
  });
};

const submitIn = (body: Thing): SubmitRequest | undefined => {
  const view = viewIn(body);
  const kind = body.type === "view_closed" ? "close" : "submit";
  return view === undefined ? undefined : sent(body, { kind, view });
};

const homeIn = (body: Thing): HomeRequest | undefined => {
  const event = thing(body.event);
  const user = words(event?.user);
  if (event?.type !== "app_home_opened" || event.tab !== "home" || user === "") return undefined;
  return { kind: "home", user, team: words(body.team_id) };
};

const sent = <Rest extends object>(body: Thing, rest: Rest): (Rest & Sender) | undefined => {
  const user = words(thing(body.user)?.id);
  const team = words(thing(body.user)?.team_id) || words(thing(body.team)?.id);
  return user === "" ? undefined : { user, team, ...rest };
};

const viewIn = (body: Thing): ViewState | undefined => {
  const view = thing(body.view);
  if (view === undefined) return undefined;
  return {
    id: words(view.id),
    hash: words(view.hash),
    callbackId: words(view.callback_id),
    isModal: view.type === "modal",
    privateMetadata: words(view.private_metadata),
    values: valuesIn(thing(thing(view.state)?.values)),
  };
};

const valuesIn = (blocks: Thing | undefined): Readonly<Record<string, string>> => {
  const values = new Map<string, string>();
  for (const block of Object.values(blocks ?? {})) {
    for (const [actionId, field] of Object.entries(thing(block) ?? {})) {
      const { value, selected_option: option } = thing(field) ?? {};
      values.set(actionId, words(value) || words(thing(option)?.value));
    }
  }
  return Object.fromEntries(values);
};

const thing = (value: unknown): Thing | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Thing) : undefined;

const words = (value: unknown): string => (typeof value === "string" ? value : "");
