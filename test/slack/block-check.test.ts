// Block Kit's limits, one row each: just at the limit is taken, one more is refused, and the problem says where and
// how much. Then what is refused whatever its size.
import { describe, expect, it } from "vitest";
import { checkBlocks, checkMessage, checkView } from "../../src/slack/block-check.ts";
import { tableAndCardRows } from "./block-check-card-rows.ts";
import { elementRows } from "./block-check-element-rows.ts";
import { refusals } from "./block-check-refusals.ts";
import { layoutRows } from "./block-check-rows.ts";
import { cell, divider, input, plain, text, times } from "./makers.ts";

const x = (n: number): string => "x".repeat(n);
const table = { type: "table", rows: [[cell(1)]] };
const modal = { type: "modal", title: plain(5), blocks: [divider] };
const section = (n: number) => ({ type: "section", text: text(n) });

describe("the limit on", () => {
  it.each([
    ...layoutRows,
    ...tableAndCardRows,
    ...elementRows,
  ])("%s (%s) is %i", (_, surface, max, fill, pointer) => {
    expect(checkBlocks([fill(max)].flat(), surface)).toEqual([]);
    const [found] = checkBlocks([fill(max + 1)].flat(), surface);
    expect(found).toMatchObject({ pointer, limit: max, actual: max + 1, message: expect.any(String) });
  });

  it.each([
    ["a view's title", 24, (n: number) => ({ title: plain(n) }), "/title/text"],
    ["its submit button", 24, (n: number) => ({ submit: plain(n) }), "/submit/text"],
    ["its close button", 24, (n: number) => ({ close: plain(n) }), "/close/text"],
    ["private_metadata", 3_000, (n: number) => ({ private_metadata: x(n) }), "/private_metadata"],
    ["callback_id", 255, (n: number) => ({ callback_id: x(n) }), "/callback_id"],
    ["external_id", 255, (n: number) => ({ external_id: x(n) }), "/external_id"],
  ] as const)("%s is %i", (_, max, change, pointer) => {
    expect(checkView({ ...modal, ...change(max) })).toEqual([]);
    expect(checkView({ ...modal, ...change(max + 1) })).toMatchObject([
      { pointer, code: "too-long", limit: max, actual: max + 1 },
    ]);
  });

  it("a view's JSON is 250 KB", () => {
    const blocks = times(83, section(2_950));
    const room = 250_000 - JSON.stringify({ ...modal, blocks, callback_id: "" }).length;
    const viewOf = (extra: number) => {
      const filler = section(room + extra - JSON.stringify(section(1)).length);
      return { ...modal, blocks: [...blocks, filler], callback_id: "" };
    };
    expect(checkView(viewOf(0))).toEqual([]);
    expect(checkView(viewOf(1))).toMatchObject([{ pointer: "", code: "too-long", limit: 250_000 }]);
  });

  it.each([
    ["a message's text", 40_000, (n: number) => ({ text: x(n) }), "/text"],
    ["markdown_text", 12_000, (n: number) => ({ markdown_text: x(n) }), "/markdown_text"],
    ["attachments", 100, (n: number) => ({ attachments: times(n, {}) }), "/attachments"],
    [
      "metadata",
      16_000,
      (n: number) => ({ metadata: { a: x(n - JSON.stringify({ a: "" }).length) } }),
      "/metadata",
    ],
    [
      "blocks in an attachment",
      50,
      (n: number) => ({ attachments: [{ blocks: times(n, divider) }] }),
      "/attachments/0/blocks",
    ],
  ] as const)("%s is %i", (_, max, make, pointer) => {
    expect(checkMessage(make(max))).toEqual([]);
    expect(checkMessage(make(max + 1))).toMatchObject([{ pointer, limit: max, actual: max + 1 }]);
  });

  it("tables counts those of a message and of its attachments together", () => {
    expect(checkMessage({ blocks: [table], attachments: [{ blocks: [divider] }] })).toEqual([]);
    expect(checkMessage({ blocks: [table], attachments: [{ blocks: [table] }] })).toMatchObject([
      { code: "too-many", actual: 2 },
    ]);
  });

  it("characters counts UTF-16 units", () => {
    expect(
      checkBlocks([{ type: "header", text: { type: "plain_text", text: "😀".repeat(75) } }], "home"),
    ).toEqual([]);
    const [over] = checkBlocks(
      [{ type: "header", text: { type: "plain_text", text: "😀".repeat(76) } }],
      "home",
    );
    expect(over).toMatchObject({ code: "too-long", limit: 150, actual: 152 });
  });
});

const task = { type: "task_card", task_id: "1", title: "t", status: "complete" };

describe("what is refused whatever its size:", () => {
  it.each(refusals)("%s", (_, code, surface, block, pointer) => {
    expect(checkBlocks([block], surface)).toMatchObject([{ pointer, code }]);
  });

  it("two blocks of one id, and a list that is none", () => {
    const same = { ...divider, block_id: "a" };
    expect(checkBlocks([same, same], "message")).toMatchObject([{ pointer: "/blocks", code: "not-unique" }]);
    expect(checkBlocks({ type: "divider" }, "message")).toMatchObject([
      { pointer: "/blocks", code: "missing" },
    ]);
  });

  it("an input without a submit button, and a modal without a title", () => {
    expect(checkView({ ...modal, blocks: [input({})] })).toMatchObject([{ pointer: "/submit" }]);
    expect(checkView({ ...modal, submit: plain(5), blocks: [input({})] })).toEqual([]);
    expect(checkView({ ...modal, title: undefined })).toMatchObject([{ pointer: "", code: "missing" }]);
    expect(checkView({ type: "home", blocks: [input({})] })).toEqual([]);
  });

  it("markdown_text beside text or blocks", () => {
    for (const beside of [{ text: "x" }, { blocks: [divider] }]) {
      expect(checkMessage({ markdown_text: "x", ...beside })).toMatchObject([{ pointer: "/markdown_text" }]);
    }
  });

  it("but not a pending task inside a plan, an image of Slack's own, or a column that keeps its look", () => {
    expect(
      checkBlocks([{ type: "plan", title: "p", tasks: [{ ...task, status: "pending" }] }], "message"),
    ).toEqual([]);
    expect(checkBlocks([{ type: "image", alt_text: "x", slack_file: { id: "F1" } }], "modal")).toEqual([]);
    expect(checkBlocks([{ ...table, column_settings: [null, { align: "right" }] }], "message")).toEqual([]);
  });
});
