// What Slack sends, as its documentation shows it, in the bytes that travel: forms, forms with a payload, and JSON.
// https://docs.slack.dev/reference/interaction-payloads
import { homeIds } from "../../src/features/home/model.ts";
import { inventoryIds } from "../../src/features/inventory/model.ts";
import { jobIds } from "../../src/features/jobs/model.ts";

export type Thing = Readonly<Record<string, unknown>>;

export interface Sent {
  readonly contentType: string;
  readonly body: Uint8Array;
}

const formType = "application/x-www-form-urlencoded";

export const asForm = (fields: Readonly<Record<string, string>>): Sent => ({
  contentType: formType,
  body: Buffer.from(new URLSearchParams(fields).toString()),
});

export const asPayload = (payload: unknown): Sent => asForm({ payload: JSON.stringify(payload) });

export const asJson = (event: unknown): Sent => ({
  contentType: "application/json",
  body: Buffer.from(JSON.stringify(event)),
});

export const team = "T0123456789";
export const reader = "U0READER001";
export const responseUrl = "https://hooks.slack.com/commands/T0123456789/1/abc";

const common = {
  team: { id: team, domain: "shop" },
  user: { id: reader, username: "mika", name: "mika", team_id: team },
  api_app_id: "A0123456789",
  token: "a-verification-token",
  is_enterprise_install: false,
  enterprise: null,
};

export const command = (text: string): Readonly<Record<string, string>> => ({
  token: "a-verification-token",
  team_id: team,
  team_domain: "shop",
  channel_id: "C0123456789",
  channel_name: "backup",
  user_id: reader,
  user_name: "mika",
  command: "/backup",
  text,
  api_app_id: "A0123456789",
  is_enterprise_install: "false",
  response_url: responseUrl,
  trigger_id: "1.2.abc",
});

export const view = (type: "modal" | "home", callbackId = "", values: Thing = {}): Thing => ({
  id: "V0123456789",
  team_id: team,
  type,
  blocks: [],
  private_metadata: "",
  callback_id: callbackId,
  state: { values },
  hash: "1531420618.abc",
  title: { type: "plain_text", text: "リソースを選ぶ", emoji: true },
});

const pressed = (actionId: string, value: string) => ({
  type: "block_actions",
  ...common,
  trigger_id: "1.2.abc",
  actions: [
    { action_id: actionId, block_id: "b1", type: "button", value, action_ts: "1531420618.1", text: {} },
  ],
});

export const pressInMessage = (actionId: string, value = "-"): Thing => ({
  ...pressed(actionId, value),
  container: { type: "message", message_ts: "1.2", channel_id: "C0123456789", is_ephemeral: true },
  channel: { id: "C0123456789", name: "backup" },
  response_url: responseUrl,
  state: { values: {} },
});

export const pressInView = (type: "modal" | "home", actionId: string, value = "-"): Thing => ({
  ...pressed(actionId, value),
  container: { type: "view", view_id: "V0123456789" },
  view: view(type),
});

export const submitted = (callbackId: string, values: Thing): Thing => ({
  type: "view_submission",
  ...common,
  trigger_id: "1.2.abc",
  response_urls: [],
  view: view("modal", callbackId, values),
});

export const closed: Thing = { type: "view_closed", ...common, is_cleared: false, view: view("modal", "x") };

export const typed = (actionId: string, query: string): Thing => ({
  type: "block_suggestion",
  ...common,
  container: { type: "view", view_id: "V0123456789" },
  view: view("modal"),
  action_id: actionId,
  block_id: actionId,
  value: query,
});

export const shortcut: Thing = {
  type: "shortcut",
  ...common,
  action_ts: "1531420618.1",
  callback_id: "menu.open",
  trigger_id: "1.2.abc",
};

export const homeOpened: Thing = {
  token: "a-verification-token",
  team_id: team,
  api_app_id: "A0123456789",
  type: "event_callback",
  event_id: "Ev0123456789",
  event_time: 1_531_420_618,
  authorizations: [{ team_id: team, user_id: "U0BOT", is_bot: true, is_enterprise_install: false }],
  event: {
    type: "app_home_opened",
    user: reader,
    channel: "D0READER001",
    tab: "home",
    event_ts: "1531420618.1",
    view: view("home"),
  },
};

const resource = {
  type: "external_select",
  selected_option: { value: "arn:aws:rds:ap-northeast-1:1:db:注文" },
};
export const formValues: Thing = { [inventoryIds.resource]: { [inventoryIds.resource]: resource } };

/** One of each kind, by name, with what the front door does about it. */
export const honest: readonly (readonly [name: string, sent: Sent, effects: readonly string[]])[] = [
  ["a command for the worker", asForm(command("jobs --state failed")), ["work.send"]],
  ["a command in Japanese", asForm(command("points 「注文 データベース」")), ["work.send"]],
  ["a command that is answered at once", asForm(command("help")), []],
  ["a command that opens a form", asForm(command("points")), ["views.open", "work.send"]],
  ["a press in a message", asPayload(pressInMessage(jobIds.list)), ["work.send"]],
  ["a press on Home", asPayload(pressInView("home", homeIds.status)), ["views.open", "work.send"]],
  ["a press in a modal", asPayload(pressInView("modal", jobIds.open, "{}")), ["work.send"]],
  ["a form that was sent", asPayload(submitted(inventoryIds.form, formValues)), ["work.send"]],
  ["a form that was closed", asPayload(closed), []],
  ["a field that is typed into", asPayload(typed(inventoryIds.resource, "注文")), ["store.get"]],
  ["the shortcut", asPayload(shortcut), ["views.open", "work.send"]],
  ["the Home tab, opened", asJson(homeOpened), ["work.send"]],
];
