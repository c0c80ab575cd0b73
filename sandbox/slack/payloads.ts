// What Slack sends when somebody does something, as its documentation shows it.
// https://docs.slack.dev/reference/interaction-payloads
import { SlackRefusal } from "./refusal.ts";
import type { ShownMessage } from "./timeline.ts";
import type { View } from "./views.ts";
import type { Person, Workspace } from "./workspace.ts";

export type Thing = Readonly<Record<string, unknown>>;

/** What was pressed or picked. */
export interface Pressed {
  readonly actionId: string;
  readonly blockId?: string;
  readonly value?: string;
  readonly selected?: unknown;
  /** On a screen that was not redrawn yet: what stood there before may be pressed. */
  readonly isStale?: boolean;
}

export interface Envelope {
  readonly workspace: Workspace;
  readonly person: Person;
  readonly triggerId: string;
  /** World milliseconds since the epoch. */
  readonly now: number;
}

const token = "sandbox-verification-token";

/** Everything that a payload of an interaction begins with. */
const common = ({ workspace, person }: Envelope) => ({
  team: { id: workspace.teamId, domain: "sandbox" },
  user: {
    id: person.id,
    username: person.name,
    name: person.name,
    team_id: person.is_stranger === true ? "T0ELSEWHERE" : workspace.teamId,
  },
  api_app_id: workspace.appId,
  token,
  is_enterprise_install: false,
  enterprise: null,
});

export const commandForm = (
  envelope: Envelope,
  channel: { readonly id: string; readonly name: string },
  line: string,
  responseUrl: string,
): Readonly<Record<string, string>> => {
  const { workspace, person, triggerId } = envelope;
  const [command = "", ...rest] = line.trim().split(/\s/);
  return {
    token,
    team_id: common(envelope).user.team_id,
    team_domain: "sandbox",
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: person.id,
    user_name: person.name,
    command,
    text: escaped(rest.join(" "), workspace),
    api_app_id: workspace.appId,
    is_enterprise_install: "false",
    response_url: responseUrl,
    trigger_id: triggerId,
  };
};

/** As `should_escape` asks: names become ids, addresses links, and the three characters entities. */
const escaped = (text: string, workspace: Workspace): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/(?<=^|\s)@([\w.-]+)/g, (whole, name: string) => {
      const found = workspace.users.find((user) => user.name === name);
      return found === undefined ? whole : `<@${found.id}|${found.name}>`;
    })
    .replace(/(?<=^|\s)#([\w-]+)/g, (whole, name: string) => {
      const found = workspace.channels.find((channel) => channel.name === name);
      return found === undefined ? whole : `<#${found.id}|${found.name}>`;
    })
    .replace(/(?<=^|\s)https?:\/\/\S+/g, (url) => `<${url}>`);

type Place = { readonly message: ShownMessage; readonly responseUrl: string } | { readonly view: View };

export const actionPayload = (envelope: Envelope, place: Place, pressed: Pressed): Thing => ({
  type: "block_actions",
  ...common(envelope),
  ...placed(place),
  trigger_id: envelope.triggerId,
  actions: [actionOf(elementIn(place, pressed), pressed, envelope.now)],
});

export const suggestionPayload = (
  envelope: Envelope,
  place: Place,
  pressed: Pressed,
  query: string,
): Thing => {
  const { element, blockId } = elementIn(place, pressed);
  return {
    type: "block_suggestion",
    ...common(envelope),
    ...placed(place),
    action_id: element.action_id,
    block_id: blockId,
    value: query,
  };
};

export const viewPayload = (
  envelope: Envelope,
  type: "view_submission" | "view_closed",
  view: View,
): Thing => ({
  type,
  ...common(envelope),
  ...(type === "view_submission"
    ? { trigger_id: envelope.triggerId, response_urls: [] }
    : { is_cleared: false }),
  view,
});

export const shortcutPayload = (envelope: Envelope, callbackId: string): Thing => ({
  type: "shortcut",
  ...common(envelope),
  action_ts: String(envelope.now / 1000),
  callback_id: callbackId,
  trigger_id: envelope.triggerId,
});

export const homePayload = (envelope: Envelope, eventId: string, home: View | undefined): Thing => {
  const { workspace, person, now } = envelope;
  return {
    token,
    team_id: common(envelope).user.team_id,
    api_app_id: workspace.appId,
    type: "event_callback",
    event_id: eventId,
    event_time: Math.floor(now / 1000),
    authorizations: [
      { team_id: workspace.teamId, user_id: workspace.bot, is_bot: true, is_enterprise_install: false },
    ],
    event: {
      type: "app_home_opened",
      user: person.id,
      channel: `D${person.id.slice(1)}`,
      tab: "home",
      event_ts: String(now / 1000),
      ...(home === undefined ? {} : { view: home }),
    },
  };
};

const placed = (place: Place): Thing => {
  if ("view" in place) {
    const { view } = place;
    return { container: { type: "view", view_id: view.id }, view, state: view.state };
  }
  const { message, responseUrl } = place;
  const isEphemeral = message.ephemeralFor !== undefined;
  const { channel, ts } = message;
  return {
    container: { type: "message", message_ts: ts, channel_id: channel, is_ephemeral: isEphemeral },
    channel: { id: channel, name: channel },
    // The content of an ephemeral message is not sent along.
    ...(isEphemeral ? {} : { message: { ...message, type: "message" } }),
    response_url: responseUrl,
    state: { values: {} },
  };
};

interface Found {
  readonly element: Thing;
  readonly blockId: string;
}

/** Whether something stands there to be pressed. */
export const has = (place: Place, pressed: Pressed): boolean => findIn(place, pressed) !== undefined;

/** The element by its action id, wherever it stands. What is not there cannot be pressed. */
const elementIn = (place: Place, pressed: Pressed): Found => {
  const found = findIn(place, pressed);
  if (found === undefined) throw new SlackRefusal("no_such_action");
  return found;
};

const findIn = (place: Place, { actionId, blockId }: Pressed): Found | undefined => {
  const blocks =
    "view" in place
      ? things(place.view.blocks)
      : [
          ...things(place.message.blocks),
          ...things(place.message.attachments).flatMap((attachment) => things(attachment.blocks)),
        ];
  for (const [index, block] of blocks.entries()) {
    const id = typeof block.block_id === "string" ? block.block_id : `block-${index}`;
    if (blockId !== undefined && block.block_id !== undefined && blockId !== id) continue;
    const element = [block.accessory, block.element, ...things(block.elements)].find(
      (each) => isThing(each) && each.action_id === actionId,
    );
    if (isThing(element)) return { element, blockId: id };
  }
  return undefined;
};

const actionOf = ({ element, blockId }: Found, { value, selected }: Pressed, now: number): Thing => {
  const isButton = element.type === "button";
  const option = selected ?? optionIn(element, value);
  return {
    action_id: element.action_id,
    block_id: blockId,
    type: element.type,
    action_ts: String(now / 1000),
    ...(isButton ? { text: element.text, value: value ?? element.value } : {}),
    ...(option === undefined ? {} : { selected_option: option }),
  };
};

const optionIn = (element: Thing, value: string | undefined): unknown =>
  things(element.options).find((option) => option.value === value);

const isThing = (value: unknown): value is Thing => typeof value === "object" && value !== null;

const things = (value: unknown): readonly Thing[] => (Array.isArray(value) ? value.filter(isThing) : []);
