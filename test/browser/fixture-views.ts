// Views of the fixture: a form with most kinds of input, and an app home.

const plain = (text: string) => ({ type: "plain_text", text });
const option = (text: string) => ({ text: plain(text), value: text });

const input = (blockId: string, label: string, element: object) => ({
  type: "input",
  block_id: blockId,
  label: plain(label),
  element,
});

export const formView = {
  id: "V0FORM",
  type: "modal",
  title: plain("Deny this restore"),
  submit: plain("Deny"),
  close: plain("Cancel"),
  blocks: [
    { type: "alert", level: "warning", text: plain("The requester will be told at once, with your reason.") },
    {
      type: "input",
      block_id: "reason",
      label: plain("Reason"),
      hint: plain("One sentence is enough."),
      element: { type: "plain_text_input", action_id: "text", multiline: true },
    },
    {
      type: "input",
      block_id: "until",
      optional: true,
      label: plain("Ask again on"),
      element: { type: "datepicker", action_id: "date", initial_date: "2026-11-22" },
    },
    {
      type: "input",
      block_id: "kind",
      label: plain("What is wrong"),
      element: {
        type: "radio_buttons",
        action_id: "kind",
        options: [option("Wrong point"), option("Wrong place")],
        initial_option: option("Wrong point"),
      },
    },
    {
      type: "input",
      block_id: "who",
      optional: true,
      label: plain("Tell also"),
      element: { type: "users_select", action_id: "who", placeholder: plain("Choose a person") },
    },
  ],
};

export const homeView = {
  id: "V0HOME",
  type: "home",
  blocks: [
    { type: "header", text: plain("Backups") },
    {
      type: "card",
      title: plain("orders-db"),
      subtitle: plain("production · RDS"),
      body: { type: "mrkdwn", text: "🔴 No good backup for *26 h*." },
      actions: [{ type: "button", action_id: "home.see", text: plain("See it") }],
    },
    {
      type: "container",
      title: plain("Staging"),
      child_blocks: [{ type: "section", text: { type: "mrkdwn", text: "🟢 88 good tonight" } }],
    },
  ],
};

/** What stands in a view before the app knows what to show, and while it looks at what was sent. */
export const waitingView = (id: string, title: string, text: string) => ({
  id,
  type: "modal",
  title: plain(title),
  close: plain("Close"),
  blocks: [{ type: "section", text: { type: "mrkdwn", text: `⏳ ${text}` } }],
});

export const menuView = {
  id: "V0MENU",
  type: "modal",
  title: plain("Stillpoint"),
  close: plain("Close"),
  blocks: [
    { type: "section", text: { type: "mrkdwn", text: "What would you like to see?" } },
    {
      type: "actions",
      block_id: "menu",
      elements: ["Jobs", "Help"].map((name) => ({
        type: "button",
        action_id: `menu.${name.toLowerCase()}`,
        text: plain(name),
      })),
    },
    input("note", "A note", { type: "plain_text_input", action_id: "text" }),
  ],
  submit: plain("Send"),
};

export const alertsView = {
  id: "V0ALERTS",
  type: "modal",
  title: plain("Every level"),
  close: plain("Close"),
  blocks: ["default", "info", "warning", "error", "success"].map((level) => ({
    type: "alert",
    level,
    text: plain(
      `This is what an alert of the level “${level}” looks like when it has a little more to say than one line holds.`,
    ),
  })),
};
