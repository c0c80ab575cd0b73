// Block Kit's limits, one row each: just at the limit is taken, one more is refused, and the pointer says where.
import { describe, expect, it } from "vitest";
import { checkBlocks, checkView } from "../../sandbox/slack/block-check.ts";
import { limits } from "../../src/slack/limits.ts";
import { elementRows } from "./slack-element-limits.ts";
import { blockRows } from "./slack-limits.ts";
import { cell, divider, input, plain, text, withElement } from "./slack-makers.ts";

describe("Slack's limit on", () => {
  it.each([...blockRows, ...elementRows])("%s (%s) is %i", (_, surface, max, make, pointer) => {
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
