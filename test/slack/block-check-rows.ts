// The limits of the blocks that every app knows, as rows: how each is filled to its brim, and where Slack points when
// there is one more.
import type { Surface } from "../../src/slack/block-check.ts";
import { limits } from "../../src/slack/limits.ts";
import { button, divider, image, input, plain, text, times } from "./makers.ts";

export type LimitRow = readonly [
  name: string,
  surface: Surface,
  max: number,
  fill: (count: number) => object | readonly object[],
  pointer: string,
];

const x = (n: number): string => "x".repeat(n);
const buttons = (n: number) => Array.from({ length: n }, (_, index) => button({ action_id: `a${index}` }));
const section = (change: object) => ({ type: "section", ...change });
const feedback = (change: object) => ({
  type: "feedback_buttons",
  positive_button: { text: plain(4), value: "v", ...change },
  negative_button: { text: plain(3), value: "v" },
});
const contextActions = (elements: object[]) => ({ type: "context_actions", elements });
const icon = (n: number) => ({
  type: "icon_button",
  icon: "trash",
  text: plain(4),
  visible_to_user_ids: times(n, "U1"),
});
const video = (change: object) => ({
  type: "video",
  video_url: "https://x.example",
  thumbnail_url: "https://x.example",
  alt_text: "x",
  title: plain(5),
  ...change,
});

export const layoutRows: readonly LimitRow[] = [
  ["blocks in a message", "message", limits.messageBlocks, (n) => times(n, divider), "/blocks"],
  ["blocks in a modal", "modal", limits.viewBlocks, (n) => times(n, divider), "/blocks"],
  ["blocks in a Home tab", "home", limits.viewBlocks, (n) => times(n, divider), "/blocks"],
  ["block_id", "message", limits.id, (n) => ({ ...divider, block_id: x(n) }), "/blocks/0/block_id"],
  ["a section's text", "message", limits.text, (n) => section({ text: text(n) }), "/blocks/0/text/text"],
  ["fields", "message", limits.fields, (n) => section({ fields: times(n, text(5)) }), "/blocks/0/fields"],
  ["a field", "message", limits.field, (n) => section({ fields: [text(n)] }), "/blocks/0/fields/0/text"],
  ["a header", "message", limits.header, (n) => ({ type: "header", text: plain(n) }), "/blocks/0/text/text"],
  [
    "its level",
    "home",
    limits.headerLevel,
    (level) => ({ type: "header", text: plain(5), level }),
    "/blocks/0/level",
  ],
  [
    "actions",
    "message",
    limits.actions,
    (n) => ({ type: "actions", elements: buttons(n) }),
    "/blocks/0/elements",
  ],
  [
    "context",
    "message",
    limits.context,
    (n) => ({ type: "context", elements: times(n, text(5)) }),
    "/blocks/0/elements",
  ],
  [
    "a context's text",
    "message",
    limits.text,
    (n) => ({ type: "context", elements: [text(n)] }),
    "/blocks/0/elements/0/text",
  ],
  [
    "context actions",
    "message",
    limits.contextActions,
    (n) => contextActions(times(n, feedback({}))),
    "/blocks/0/elements",
  ],
  [
    "who sees an icon button",
    "message",
    limits.visibleTo,
    (n) => contextActions([icon(n)]),
    "/blocks/0/elements/0/visible_to_user_ids",
  ],
  [
    "a feedback button",
    "message",
    limits.buttonText,
    (n) => contextActions([feedback({ text: plain(n) })]),
    "/blocks/0/elements/0/positive_button/text/text",
  ],
  ["an input's label", "modal", limits.inputLabel, (n) => input({ label: plain(n) }), "/blocks/0/label/text"],
  ["an input's hint", "modal", limits.inputLabel, (n) => input({ hint: plain(n) }), "/blocks/0/hint/text"],
  ["an image's alt text", "message", limits.imageAlt, (n) => image({ alt_text: x(n) }), "/blocks/0/alt_text"],
  [
    "an image's title",
    "message",
    limits.imageTitle,
    (n) => image({ title: plain(n) }),
    "/blocks/0/title/text",
  ],
  [
    "an image's address",
    "message",
    limits.imageUrl,
    (n) => image({ image_url: x(n) }),
    "/blocks/0/image_url",
  ],
  ["a video's title", "message", limits.videoText, (n) => video({ title: plain(n) }), "/blocks/0/title/text"],
  [
    "a video's description",
    "message",
    limits.videoText,
    (n) => video({ description: plain(n) }),
    "/blocks/0/description/text",
  ],
  [
    "a video's author",
    "message",
    limits.videoAuthor,
    (n) => video({ author_name: x(n) }),
    "/blocks/0/author_name",
  ],
  ["markdown", "message", limits.markdown, (n) => ({ type: "markdown", text: x(n) }), "/blocks"],
  [
    "markdown in all",
    "message",
    limits.markdown,
    (n) => [n - 5, 5].map((m) => ({ type: "markdown", text: x(m) })),
    "/blocks",
  ],
];
