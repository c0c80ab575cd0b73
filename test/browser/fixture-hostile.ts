// What somebody might name a backup to break the page, or the reader's trust in it.

const word = "x".repeat(10_000);

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const mrkdwn = (text: string) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } });

export const hostile = [
  {
    text: "<script>window.broken = 1</script>",
    blocks: [
      mrkdwn(escaped("<script>window.broken = 1</script><img src=x onerror=window.broken=1>")),
      mrkdwn("<script>window.broken = 1</script><img src=x onerror=window.broken=1>"),
      { type: "section", text: { type: "plain_text", text: "<b onmouseover=window.broken=1>plain</b>" } },
      { type: "header", text: { type: "plain_text", text: "<iframe src=javascript:window.broken=1>" } },
    ],
  },
  {
    text: "links",
    blocks: [
      mrkdwn(
        "<javascript:window.broken=1|click me> <data:text/html,x|data> <https://example.com/?a=1&amp;b=2|fine>",
      ),
      {
        type: "markdown",
        text: "[click](javascript:window.broken=1) **bold** <img src=x onerror=window.broken=1>",
      },
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "link", url: "javascript:window.broken=1", text: "rich link" },
              { type: "text", text: " <svg onload=window.broken=1>", style: { code: true } },
            ],
          },
        ],
      },
      {
        type: "actions",
        elements: [
          {
            type: "button",
            action_id: "x",
            url: "javascript:window.broken=1",
            text: { type: "plain_text", text: "A button" },
          },
        ],
      },
    ],
  },
  {
    text: "mentions",
    blocks: [mrkdwn(`${escaped("<!channel> <@U0ASKER>")} and &amp;lt;b&amp;gt; and \u202egnp.exe`)],
  },
  {
    text: word,
    blocks: [],
    attachments: [
      {
        color: "red;} body{display:none}",
        blocks: [
          {
            type: "section",
            fields: [word, "short"].map((text) => ({ type: "mrkdwn", text, verbatim: true })),
          },
          { type: "context", elements: [{ type: "mrkdwn", text: `\`${word}\``, verbatim: true }] },
        ],
      },
    ],
  },
];

const plain = (text: string) => ({ type: "plain_text", text });
const image = "<img src=x onerror=window.broken=1>";

/** An app that means harm, wherever its words can go in a view. */
export const hostileView = {
  id: "V0HOSTILE",
  type: "modal",
  title: plain(image),
  submit: plain(image),
  close: plain(image),
  blocks: [
    { type: "alert", level: "constructor", text: plain(image) },
    {
      type: "input",
      block_id: "constructor",
      label: plain(image),
      hint: plain(image),
      element: {
        type: "static_select",
        action_id: "__proto__",
        placeholder: plain(image),
        option_groups: [
          {
            label: plain(image),
            options: [{ text: plain(image), value: image, description: plain(image) }],
          },
        ],
      },
    },
    {
      type: "input",
      block_id: '"] , [x="',
      optional: true,
      label: plain("Other"),
      element: { type: "plain_text_input", action_id: "text", initial_value: image },
    },
  ],
};
