// Views of the fixture: a form with most kinds of input, and an app home.

const plain = (text: string) => ({ type: "plain_text", text });
const option = (text: string) => ({ text: plain(text), value: text });

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
