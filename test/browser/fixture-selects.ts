// Everything that can be chosen from: in a message, in a form, and what an app would offer while somebody types.
import type { Post } from "./fixture-messages.ts";

const plain = (text: string) => ({ type: "plain_text", text });

const option = (text: string, description?: string) => ({
  text: plain(text),
  value: text.toLowerCase().replaceAll(" ", "-"),
  ...(description === undefined ? {} : { description: plain(description) }),
});

const region = {
  type: "static_select",
  action_id: "pick.region",
  placeholder: plain("Region"),
  option_groups: [
    { label: plain("Asia Pacific"), options: [option("Tokyo"), option("Osaka"), option("Seoul")] },
    { label: plain("Europe"), options: [option("Frankfurt"), option("Ireland")] },
  ],
};

/** The app wants two letters before it looks. */
const resource = {
  type: "external_select",
  action_id: "pick.resource",
  placeholder: plain("Resource"),
  min_query_length: 2,
};

const tags = {
  type: "multi_static_select",
  action_id: "pick.tags",
  placeholder: plain("Tags"),
  max_selected_items: 2,
  options: [option("Nightly"), option("Weekly"), option("Monthly")],
};

const more = {
  type: "overflow",
  action_id: "pick.more",
  options: [option("Snooze 1 h"), option("Snooze 8 h", "Until tomorrow morning")],
};

export const choosing: Post = {
  channel: "C0EMPTY",
  ts: "1795218600.000100",
  user: "UAPP",
  text: "Choose",
  blocks: [
    { type: "section", text: { type: "mrkdwn", text: "*What shall be looked at?*" } },
    { type: "actions", block_id: "choice", elements: [region, resource, more] },
    {
      type: "section",
      block_id: "asked",
      text: { type: "mrkdwn", text: "One that asks before it goes out." },
      accessory: {
        ...region,
        action_id: "pick.sure",
        confirm: {
          title: plain("Sure?"),
          text: { type: "mrkdwn", text: "This cannot be undone." },
          confirm: plain("Yes"),
          deny: plain("No"),
        },
      },
    },
    {
      type: "actions",
      block_id: "kinds",
      elements: [
        {
          type: "radio_buttons",
          action_id: "pick.kind",
          options: [option("Backup jobs"), option("Copy jobs")],
        },
        { type: "datepicker", action_id: "pick.day", initial_date: "2026-11-20" },
        tags,
      ],
    },
  ],
  edited: false,
  at: "2026-11-20T23:50:00Z",
};

const input = (blockId: string, label: string, element: object, rest: object = {}) => ({
  type: "input",
  block_id: blockId,
  label: plain(label),
  element,
  ...rest,
});

export const choosingView = {
  id: "V0PICK",
  type: "modal",
  title: plain("Recovery points"),
  submit: plain("Show"),
  close: plain("Close"),
  blocks: [
    input("where", "Region", region),
    input("what", "Resource", resource, { hint: plain("Two letters are enough.") }),
    input("tags", "Tags", tags, { optional: true }),
    input(
      "what-of-it",
      "What of it",
      {
        type: "checkboxes",
        action_id: "parts",
        options: [option("Its vaults", "Where they lie"), option("Its jobs")],
        initial_options: [option("Its jobs")],
      },
      { optional: true },
    ),
    input("since", "Since", { type: "datepicker", action_id: "day" }, { optional: true }),
    input("also", "Tell also", { type: "users_select", action_id: "who" }, { optional: true }),
  ],
};

const offered = (name: string) => ({
  text: plain(name),
  value: `arn:aws:rds:ap-northeast-1:111111111111:db:${name}`,
  description: plain("RDS · shop-prod · ap-northeast-1"),
});

/** As the app answers: by environment, with what it found. */
export const offersFor = (query: string) => ({
  option_groups: [
    { label: plain("production"), options: ["orders-db", "orders-fs", "billing-db"].map(offered) },
    { label: plain("staging"), options: ["orders-test"].map(offered) },
  ]
    .map((group) => ({
      ...group,
      options: group.options.filter(({ value }) => value.includes(query)),
    }))
    .filter(({ options }) => options.length > 0),
});
