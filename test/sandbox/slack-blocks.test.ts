// Block Kit's limits, one row each: just at the limit is taken, one more is refused, and the pointer says where.
import { describe, expect, it } from "vitest";
import { checkBlocks, checkView, type Surface } from "../../sandbox/slack/block-check.ts";
import { limits } from "../../src/slack/limits.ts";

const text = (length: number, type = "mrkdwn") => ({ type, text: "x".repeat(length) });
const plain = (length: number) => text(length, "plain_text");
const times = <Thing>(count: number, thing: Thing): Thing[] => Array.from({ length: count }, () => thing);
const button = (change: object = {}) => ({ type: "button", action_id: "a", text: plain(5), ...change });
const withElement = (element: object) => ({ type: "actions", elements: [element] });
const option = (change: object = {}) => ({ text: plain(5), value: "v", ...change });
const select = (change: object) => withElement({ type: "static_select", options: [option()], ...change });
const confirm = (change: object) =>
  withElement(
    button({ confirm: { title: plain(5), text: plain(5), confirm: plain(5), deny: plain(5), ...change } }),
  );
const input = (change: object) => ({
  type: "input",
  label: plain(5),
  element: { type: "plain_text_input" },
  ...change,
});
const image = (change: object) => ({
  type: "image",
  alt_text: "x",
  image_url: "https://x.example",
  ...change,
});
const cell = (length: number) => ({ type: "raw_text", text: "x".repeat(length) });
const divider = { type: "divider" };

type Make = (count: number) => object | readonly object[];

const rows: readonly (readonly [string, Surface, number, Make, string])[] = [
  ["blocks in a message", "message", limits.messageBlocks, (n) => times(n, divider), "/blocks"],
  ["blocks in a modal", "modal", limits.viewBlocks, (n) => times(n, divider), "/blocks"],
  ["blocks in a Home tab", "home", limits.viewBlocks, (n) => times(n, divider), "/blocks"],
  [
    "a block_id",
    "message",
    limits.id,
    (n) => ({ ...divider, block_id: "x".repeat(n) }),
    "/blocks/0/block_id",
  ],
  [
    "an action_id",
    "message",
    limits.id,
    (n) => withElement(button({ action_id: "x".repeat(n) })),
    "/blocks/0/elements/0/action_id",
  ],
  [
    "a section's text",
    "message",
    limits.text,
    (n) => ({ type: "section", text: text(n) }),
    "/blocks/0/text/text",
  ],
  [
    "a section's fields",
    "message",
    limits.fields,
    (n) => ({ type: "section", fields: times(n, text(5)) }),
    "/blocks/0/fields",
  ],
  [
    "a field",
    "message",
    limits.field,
    (n) => ({ type: "section", fields: [text(n)] }),
    "/blocks/0/fields/0/text",
  ],
  ["a header", "message", limits.header, (n) => ({ type: "header", text: plain(n) }), "/blocks/0/text/text"],
  [
    "actions",
    "message",
    limits.actions,
    (n) => ({ type: "actions", elements: times(n, button()) }),
    "/blocks/0/elements",
  ],
  [
    "context elements",
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
  ["an input's label", "modal", limits.inputLabel, (n) => input({ label: plain(n) }), "/blocks/0/label/text"],
  ["an input's hint", "modal", limits.inputLabel, (n) => input({ hint: plain(n) }), "/blocks/0/hint/text"],
  [
    "an image's alt text",
    "message",
    limits.imageAlt,
    (n) => image({ alt_text: "x".repeat(n) }),
    "/blocks/0/alt_text",
  ],
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
    (n) => image({ image_url: "x".repeat(n) }),
    "/blocks/0/image_url",
  ],
  [
    "markdown",
    "message",
    limits.markdown,
    (n) => ({ type: "markdown", text: "x".repeat(n) }),
    "/blocks/0/text",
  ],
  [
    "a table's rows",
    "message",
    limits.tableRows,
    (n) => ({ type: "table", rows: times(n, [cell(1)]) }),
    "/blocks/0/rows",
  ],
  [
    "a table's columns",
    "message",
    limits.tableColumns,
    (n) => ({ type: "table", rows: [times(n, cell(1))] }),
    "/blocks/0/rows/0",
  ],
  [
    "a table's characters",
    "message",
    limits.tableCharacters,
    (n) => ({ type: "table", rows: [[cell(n)]] }),
    "/blocks/0",
  ],
  [
    "tables in a message",
    "message",
    limits.tablesPerMessage,
    (n) => times(n, { type: "table", rows: [[cell(1)]] }),
    "/blocks",
  ],
  [
    "a data table's rows",
    "message",
    limits.dataTableRows,
    (n) => ({ type: "data_table", caption: "c", rows: times(n, [cell(1)]) }),
    "/blocks/0/rows",
  ],
  [
    "a data table's characters",
    "message",
    limits.dataTableCharacters,
    (n) => ({ type: "data_table", caption: "c", rows: [[cell(n)]] }),
    "/blocks/0",
  ],
  [
    "a chart's title",
    "message",
    limits.chartTitle,
    (n) => ({ type: "data_visualization", title: "x".repeat(n) }),
    "/blocks/0/title",
  ],
  [
    "charts in a message",
    "message",
    limits.chartsPerMessage,
    (n) => times(n, { type: "data_visualization", title: "x" }),
    "/blocks",
  ],
  [
    "an alert's text",
    "modal",
    limits.alertText,
    (n) => ({ type: "alert", text: plain(n) }),
    "/blocks/0/text/text",
  ],
  [
    "a card's title",
    "message",
    limits.cardTitle,
    (n) => ({ type: "card", title: plain(n) }),
    "/blocks/0/title/text",
  ],
  [
    "a card's subtitle",
    "message",
    limits.cardTitle,
    (n) => ({ type: "card", subtitle: plain(n) }),
    "/blocks/0/subtitle/text",
  ],
  [
    "a card's body",
    "message",
    limits.cardBody,
    (n) => ({ type: "card", body: plain(n) }),
    "/blocks/0/body/text",
  ],
  [
    "a card's buttons",
    "message",
    limits.cardButtons,
    (n) => ({ type: "card", actions: times(n, button()) }),
    "/blocks/0/actions",
  ],
  [
    "a carousel's cards",
    "message",
    limits.carouselCards,
    (n) => ({ type: "carousel", elements: times(n, {}) }),
    "/blocks/0/elements",
  ],
  [
    "a container's title",
    "message",
    limits.containerTitle,
    (n) => ({ type: "container", title: plain(n) }),
    "/blocks/0/title/text",
  ],
  [
    "a container's blocks",
    "message",
    limits.containerBlocks,
    (n) => ({ type: "container", child_blocks: times(n, divider) }),
    "/blocks/0/child_blocks",
  ],
  [
    "a button's text",
    "message",
    limits.buttonText,
    (n) => withElement(button({ text: plain(n) })),
    "/blocks/0/elements/0/text/text",
  ],
  [
    "a button's value",
    "message",
    limits.buttonValue,
    (n) => withElement(button({ value: "x".repeat(n) })),
    "/blocks/0/elements/0/value",
  ],
  [
    "a button's address",
    "message",
    limits.url,
    (n) => withElement(button({ url: "x".repeat(n) })),
    "/blocks/0/elements/0/url",
  ],
  [
    "an option's text",
    "message",
    limits.optionText,
    (n) => select({ options: [option({ text: plain(n) })] }),
    "/blocks/0/elements/0/options/0/text/text",
  ],
  [
    "an option's description",
    "message",
    limits.optionText,
    (n) => select({ options: [option({ description: plain(n) })] }),
    "/blocks/0/elements/0/options/0/description/text",
  ],
  [
    "an option's value",
    "message",
    limits.optionValue,
    (n) => select({ options: [option({ value: "x".repeat(n) })] }),
    "/blocks/0/elements/0/options/0/value",
  ],
  [
    "a select's options",
    "message",
    limits.options,
    (n) => select({ options: times(n, option()) }),
    "/blocks/0/elements/0/options",
  ],
  [
    "a placeholder",
    "message",
    limits.placeholder,
    (n) => select({ placeholder: plain(n) }),
    "/blocks/0/elements/0/placeholder/text",
  ],
  [
    "an overflow's options",
    "message",
    limits.overflowOptions,
    (n) => withElement({ type: "overflow", options: times(n, option()) }),
    "/blocks/0/elements/0/options",
  ],
  [
    "radio buttons",
    "message",
    limits.choiceOptions,
    (n) => withElement({ type: "radio_buttons", options: times(n, option()) }),
    "/blocks/0/elements/0/options",
  ],
  [
    "checkboxes",
    "message",
    limits.choiceOptions,
    (n) => withElement({ type: "checkboxes", options: times(n, option()) }),
    "/blocks/0/elements/0/options",
  ],
  [
    "a confirmation's title",
    "message",
    limits.confirmTitle,
    (n) => confirm({ title: plain(n) }),
    "/blocks/0/elements/0/confirm/title/text",
  ],
  [
    "a confirmation's text",
    "message",
    limits.confirmText,
    (n) => confirm({ text: plain(n) }),
    "/blocks/0/elements/0/confirm/text/text",
  ],
  [
    "a confirmation's buttons",
    "message",
    limits.confirmButton,
    (n) => confirm({ deny: plain(n) }),
    "/blocks/0/elements/0/confirm/deny/text",
  ],
];

describe("Slack's limit on", () => {
  it.each(rows)("%s (%s) is %i", (_, surface, max, make, pointer) => {
    const blocksOf = (count: number) => [make(count)].flat();
    expect(checkBlocks(blocksOf(max), surface)).toEqual([]);
    expect(checkBlocks(blocksOf(max + 1), surface).map((problem) => problem.pointer)).toContain(pointer);
  });

  const view = { type: "modal", title: plain(5), blocks: [divider] };
  it.each([
    ["a view's title", limits.viewTitle, (n: number) => ({ ...view, title: plain(n) }), "/title/text"],
    ["its submit button", limits.viewTitle, (n: number) => ({ ...view, submit: plain(n) }), "/submit/text"],
    ["its close button", limits.viewTitle, (n: number) => ({ ...view, close: plain(n) }), "/close/text"],
    [
      "its private metadata",
      limits.privateMetadata,
      (n: number) => ({ ...view, private_metadata: "x".repeat(n) }),
      "/private_metadata",
    ],
    ["its callback id", limits.id, (n: number) => ({ ...view, callback_id: "x".repeat(n) }), "/callback_id"],
  ] as const)("%s is %i", (_, max, make, pointer) => {
    expect(checkView(make(max))).toEqual([]);
    expect(checkView(make(max + 1)).map((problem) => problem.pointer)).toContain(pointer);
  });
});

describe("Slack refuses", () => {
  it.each([
    ["a block that it does not know", "message", { type: "hologram" }],
    ["an element that it does not know", "message", withElement({ type: "lever" })],
    ["an alert in a message", "message", { type: "alert", text: plain(5) }],
    ["a table in a modal", "modal", { type: "table", rows: [[cell(1)]] }],
    ["an empty section", "message", { type: "section" }],
    ["an empty text", "message", { type: "section", text: text(0) }],
    ["mrkdwn in a header", "message", { type: "header", text: text(5) }],
    ["an image without words", "message", { type: "image", image_url: "https://x.example" }],
  ] as const)("%s", (_, surface, block) => {
    expect(checkBlocks([block], surface)).not.toEqual([]);
  });

  it("two blocks of one id, and an input without a submit button", () => {
    expect(
      checkBlocks(
        [
          { ...divider, block_id: "a" },
          { ...divider, block_id: "a" },
        ],
        "message",
      ),
    ).not.toEqual([]);
    expect(checkView({ type: "modal", title: plain(5), blocks: [input({})] })).not.toEqual([]);
  });
});
