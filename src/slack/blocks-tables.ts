// What Slack refuses in tables and charts, each alone and all of one payload together.
// https://docs.slack.dev/reference/block-kit/blocks/table-block, …/data-table-block, …/data-visualization-block
import type { BlockCheck } from "./blocks-layout.ts";
import {
  between,
  counted,
  each,
  isThing,
  listIn,
  longer,
  type Problems,
  problem,
  required,
  type Thing,
  unique,
  unsupported,
  wordsOf,
} from "./blocks-problem.ts";
import { limits } from "./limits.ts";

const cellTypes = ["raw_text", "raw_number", "rich_text"];

const cells = (rows: readonly unknown[], at: string): Problems =>
  rows.flatMap((row, index) => [
    ...counted(row, `${at}/rows/${index}`, limits.tableColumns, 1),
    ...each(row, `${at}/rows/${index}`, (cell, pointer) =>
      cellTypes.includes(wordsOf(cell.type)) ? [] : unsupported(cell.type, pointer),
    ),
  ]);

const table: BlockCheck = (block, at) => [
  ...counted(block.rows, `${at}/rows`, limits.tableRows, 1),
  ...cells(listIn(block.rows), at),
  ...counted(block.column_settings, `${at}/column_settings`, limits.tableColumns),
];

const dataTable: BlockCheck = (block, at) => {
  const rows = listIn(block.rows);
  const [header, ...others] = rows.map(listIn);
  const isRagged = others.some((row) => row.length !== header?.length);
  const isRichHeader = header?.some((cell) => isThing(cell) && cell.type === "rich_text") === true;
  return [
    ...required(block, "caption", at),
    ...counted(rows, `${at}/rows`, limits.dataTableRows, limits.dataTableRowsMin),
    ...cells(rows, at),
    ...(isRagged ? [problem(`${at}/rows`, "contradiction", "rows must be of equal length")] : []),
    ...(isRichHeader
      ? [problem(`${at}/rows/0`, "unsupported-value", "rich_text is not allowed in the header")]
      : []),
    ...between(block.page_size, 1, limits.dataTablePage, `${at}/page_size`),
  ];
};

const segment: BlockCheck = (value, at) => [
  ...longer(value.label, limits.chartLabel, `${at}/label`),
  ...(typeof value.value === "number" && value.value > 0
    ? []
    : [problem(`${at}/value`, "out-of-range", "must be more than 0")]),
];

const series: BlockCheck = (value, at) => [
  ...longer(value.name, limits.chartLabel, `${at}/name`),
  ...counted(value.data, `${at}/data`, limits.chartPoints, 1),
  ...each(value.data, `${at}/data`, (point, pointer) =>
    longer(point.label, limits.chartLabel, `${pointer}/label`),
  ),
];

const axes = (chart: Thing, at: string): Problems => {
  const config = chart.axis_config;
  if (!isThing(config)) return required({}, "axis_config", at);
  return [
    ...listIn(config.categories).flatMap((category, index) =>
      longer(category, limits.chartLabel, `${at}/axis_config/categories/${index}`),
    ),
    ...longer(config.x_label, limits.axisLabel, `${at}/axis_config/x_label`),
    ...longer(config.y_label, limits.axisLabel, `${at}/axis_config/y_label`),
  ];
};

const chartOf: BlockCheck = (chart, at) => {
  if (chart.type === "pie") {
    return [
      ...counted(chart.segments, `${at}/segments`, limits.chartSeries, 1),
      ...each(chart.segments, `${at}/segments`, segment),
    ];
  }
  if (!["bar", "line", "area"].includes(wordsOf(chart.type))) return unsupported(chart.type, at);
  return [
    ...counted(chart.series, `${at}/series`, limits.chartSeries, 1),
    ...each(chart.series, `${at}/series`, series),
    ...unique(
      listIn(chart.series).map((one) => (isThing(one) ? one.name : undefined)),
      "name",
      `${at}/series`,
    ),
    ...axes(chart, at),
  ];
};

export const tableChecks: Readonly<Record<string, BlockCheck>> = {
  table,
  data_table: dataTable,
  data_visualization: (block, at) => [
    ...required(block, "title", at),
    ...longer(block.title, limits.chartTitle, `${at}/title`),
    ...(isThing(block.chart) ? chartOf(block.chart, `${at}/chart`) : required({}, "chart", at)),
  ],
};

/** The characters that a reader sees in a cell; of rich text, those of its leaves. */
const charactersIn = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charactersIn(item), 0);
  if (!isThing(value)) return 0;
  if (value.type === "raw_number") return String(value.value ?? value.text ?? "").length;
  return wordsOf(value.text).length + charactersIn(value.elements);
};

const total = (blocks: readonly Thing[], measure: (block: Thing) => number, max: number, at: string) => {
  const actual = blocks.reduce((sum, block) => sum + measure(block), 0);
  const message = `no more than ${max} characters allowed`;
  return actual > max ? [problem(at, "too-long", message, { limit: max, actual })] : [];
};

/** What all blocks of one message or view share: its tables, its charts, its markdown. */
export const payloadProblems = (blocks: readonly Thing[], at: string): Problems => {
  const inside = blocks.flatMap((block) => [block, ...listIn(block.child_blocks).filter(isThing)]);
  const of = (type: string) => inside.filter((block) => block.type === type);
  const tables = of("table");
  const isCrowded = tables.length > limits.tablesPerMessage;
  return [
    ...(isCrowded
      ? [
          problem(at, "too-many", "only_one_table_allowed", {
            limit: limits.tablesPerMessage,
            actual: tables.length,
          }),
        ]
      : []),
    ...total(tables, ({ rows }) => charactersIn(rows), limits.tableCharacters, at),
    ...total(of("data_table"), ({ rows }) => charactersIn(rows), limits.dataTableCharacters, at),
    ...total(of("markdown"), ({ text }) => wordsOf(text).length, limits.markdown, at),
    ...counted(of("data_visualization"), at, limits.chartsPerMessage),
  ];
};
