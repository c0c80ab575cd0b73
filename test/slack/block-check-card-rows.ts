// The limits of tables, charts and cards, as rows like those of the other blocks.
import type { LimitRow } from "./block-check-rows.ts";
import { button, cell, divider, plain, text, times } from "./makers.ts";

const x = (n: number): string => "x".repeat(n);
const buttons = (n: number) => Array.from({ length: n }, (_, index) => button({ action_id: `a${index}` }));
const table = (change: object) => ({ type: "table", rows: [[cell(1)]], ...change });
const dataTable = (change: object) => ({
  type: "data_table",
  caption: "c",
  rows: [[cell(1)], [cell(1)]],
  ...change,
});
const chart = (inner: object, title = "t") => ({ type: "data_visualization", title, chart: inner });
const segments = (n: number, label = "l") => chart({ type: "pie", segments: times(n, { label, value: 1 }) });
const named = (n: number) =>
  Array.from({ length: n }, (_, index) => ({ name: `s${index}`, data: [{ label: "l", value: 1 }] }));
const bars = (series: readonly object[], axis: object = {}) =>
  chart({ type: "bar", series, axis_config: { categories: ["l"], ...axis } });
const card = (change: object) => ({ type: "card", title: plain(5), ...change });
const container = (change: object) => ({
  type: "container",
  title: plain(5),
  child_blocks: [divider],
  ...change,
});

export const tableAndCardRows: readonly LimitRow[] = [
  ["a table's rows", "message", 100, (n) => table({ rows: times(n, [cell(1)]) }), "/blocks/0/rows"],
  ["a table's columns", "home", 20, (n) => table({ rows: [times(n, cell(1))] }), "/blocks/0/rows/0"],
  [
    "column settings",
    "message",
    20,
    (n) => table({ column_settings: times(n, null) }),
    "/blocks/0/column_settings",
  ],
  ["a table's characters", "message", 10_000, (n) => table({ rows: [[cell(n - 3)], [cell(3)]] }), "/blocks"],
  ["tables", "message", 1, (n) => times(n, table({})), "/blocks"],
  ["a data table's rows", "message", 201, (n) => dataTable({ rows: times(n, [cell(1)]) }), "/blocks/0/rows"],
  ["its columns", "message", 20, (n) => dataTable({ rows: times(2, times(n, cell(1))) }), "/blocks/0/rows/0"],
  ["its page", "message", 100, (n) => dataTable({ page_size: n }), "/blocks/0/page_size"],
  ["its characters", "message", 20_000, (n) => dataTable({ rows: [[cell(3)], [cell(n - 3)]] }), "/blocks"],
  ["charts", "message", 2, (n) => times(n, segments(1)), "/blocks"],
  ["a chart's title", "message", 50, (n) => ({ ...segments(1), title: x(n) }), "/blocks/0/title"],
  ["a pie's segments", "message", 12, (n) => segments(n), "/blocks/0/chart/segments"],
  ["a segment's label", "message", 20, (n) => segments(1, x(n)), "/blocks/0/chart/segments/0/label"],
  ["a chart's series", "message", 12, (n) => bars(named(n)), "/blocks/0/chart/series"],
  [
    "a series' points",
    "message",
    20,
    (n) => bars([{ name: "s", data: times(n, { label: "l", value: 1 }) }]),
    "/blocks/0/chart/series/0/data",
  ],
  [
    "a series' name",
    "message",
    20,
    (n) => bars([{ name: x(n), data: [{ label: "l", value: 1 }] }]),
    "/blocks/0/chart/series/0/name",
  ],
  [
    "a point's label",
    "message",
    20,
    (n) => bars([{ name: "s", data: [{ label: x(n), value: 1 }] }]),
    "/blocks/0/chart/series/0/data/0/label",
  ],
  [
    "a category",
    "message",
    20,
    (n) => bars(named(1), { categories: [x(n)] }),
    "/blocks/0/chart/axis_config/categories/0",
  ],
  [
    "the x axis",
    "message",
    50,
    (n) => bars(named(1), { x_label: x(n) }),
    "/blocks/0/chart/axis_config/x_label",
  ],
  [
    "the y axis",
    "message",
    50,
    (n) => bars(named(1), { y_label: x(n) }),
    "/blocks/0/chart/axis_config/y_label",
  ],
  ["an alert", "modal", 200, (n) => ({ type: "alert", text: plain(n) }), "/blocks/0/text/text"],
  ["a card's title", "message", 150, (n) => card({ title: text(n) }), "/blocks/0/title/text"],
  ["a card's subtitle", "modal", 150, (n) => card({ subtitle: text(n) }), "/blocks/0/subtitle/text"],
  ["a card's body", "message", 200, (n) => card({ body: text(n) }), "/blocks/0/body/text"],
  ["a card's subtext", "message", 200, (n) => card({ subtext: text(n) }), "/blocks/0/subtext/text"],
  ["a card's buttons", "message", 3, (n) => card({ actions: buttons(n) }), "/blocks/0/actions"],
  [
    "a carousel",
    "message",
    10,
    (n) => ({ type: "carousel", elements: times(n, card({})) }),
    "/blocks/0/elements",
  ],
  ["a container's title", "message", 150, (n) => container({ title: plain(n) }), "/blocks/0/title/text"],
  [
    "a container's blocks",
    "message",
    10,
    (n) => container({ child_blocks: times(n, divider) }),
    "/blocks/0/child_blocks",
  ],
];
