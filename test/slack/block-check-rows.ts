// The limits of the blocks that every app knows, as rows: how each is filled to its brim, and where Slack points when
// there is one more. The figures are those of Slack's pages, written out: they hold the table of the limits too.
import type { Surface } from "../../src/slack/block-check.ts";
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
  ["blocks in a message", "message", 50, (n) => times(n, divider), "/blocks"],
  ["blocks in a modal", "modal", 100, (n) => times(n, divider), "/blocks"],
  ["blocks in a Home tab", "home", 100, (n) => times(n, divider), "/blocks"],
  ["block_id", "message", 255, (n) => ({ ...divider, block_id: x(n) }), "/blocks/0/block_id"],
  ["a section's text", "message", 3_000, (n) => section({ text: text(n) }), "/blocks/0/text/text"],
  ["fields", "message", 10, (n) => section({ fields: times(n, text(5)) }), "/blocks/0/fields"],
  ["a field", "message", 2_000, (n) => section({ fields: [text(n)] }), "/blocks/0/fields/0/text"],
  ["a header", "message", 150, (n) => ({ type: "header", text: plain(n) }), "/blocks/0/text/text"],
  ["its level", "home", 4, (level) => ({ type: "header", text: plain(5), level }), "/blocks/0/level"],
  ["actions", "message", 25, (n) => ({ type: "actions", elements: buttons(n) }), "/blocks/0/elements"],
  ["context", "message", 10, (n) => ({ type: "context", elements: times(n, text(5)) }), "/blocks/0/elements"],
  [
    "a context's text",
    "message",
    3_000,
    (n) => ({ type: "context", elements: [text(n)] }),
    "/blocks/0/elements/0/text",
  ],
  ["context actions", "message", 5, (n) => contextActions(times(n, feedback({}))), "/blocks/0/elements"],
  [
    "who sees an icon button",
    "message",
    10,
    (n) => contextActions([icon(n)]),
    "/blocks/0/elements/0/visible_to_user_ids",
  ],
  [
    "a feedback button",
    "message",
    75,
    (n) => contextActions([feedback({ text: plain(n) })]),
    "/blocks/0/elements/0/positive_button/text/text",
  ],
  ["an input's label", "modal", 2_000, (n) => input({ label: plain(n) }), "/blocks/0/label/text"],
  ["an input's hint", "modal", 2_000, (n) => input({ hint: plain(n) }), "/blocks/0/hint/text"],
  ["an image's alt text", "message", 2_000, (n) => image({ alt_text: x(n) }), "/blocks/0/alt_text"],
  ["an image's title", "message", 2_000, (n) => image({ title: plain(n) }), "/blocks/0/title/text"],
  ["an image's address", "message", 3_000, (n) => image({ image_url: x(n) }), "/blocks/0/image_url"],
  ["a video's title", "message", 199, (n) => video({ title: plain(n) }), "/blocks/0/title/text"],
  [
    "a video's description",
    "message",
    199,
    (n) => video({ description: plain(n) }),
    "/blocks/0/description/text",
  ],
  ["a video's author", "message", 49, (n) => video({ author_name: x(n) }), "/blocks/0/author_name"],
  ["markdown", "message", 12_000, (n) => ({ type: "markdown", text: x(n) }), "/blocks"],
  [
    "markdown in all",
    "message",
    12_000,
    (n) => [n - 5, 5].map((m) => ({ type: "markdown", text: x(m) })),
    "/blocks",
  ],
];
