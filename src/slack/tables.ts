// Tables, for messages and the Home tab; a modal has none, so there the same rows are lines.
// https://docs.slack.dev/reference/block-kit/blocks/table-block
import type { Block, KnownBlock, RichTextBlock, TableBlock } from "@slack/types";
import { cut, oneLine } from "../core/text.ts";
import type { Instant } from "../core/time.ts";
import { section } from "./blocks.ts";
import { limits } from "./limits.ts";
import { bold, join, md, moment, type Safe, utcText } from "./mrkdwn.ts";

export type Cell = TableBlock["rows"][number][number];

const cellMax = 80;

export const textCell = (text: string): Cell => ({
  type: "raw_text",
  text: cut(oneLine(text), cellMax) || "–",
});

const dateFormat = "{date_short_pretty} {time}";

/** A moment in the viewer's own zone and language, and what is said beside it. */
export const momentCell = (at: Instant, beside?: string): Cell => ({
  type: "rich_text",
  elements: [
    {
      type: "rich_text_section",
      elements: [
        { type: "date", timestamp: Math.floor(at / 1000), format: dateFormat, fallback: utcText(at) },
        ...(beside === undefined ? [] : [{ type: "text" as const, text: ` (${beside})` }]),
      ],
    },
  ],
});

/** The first row is the header. Long columns wrap, so that nothing is cut on a phone. */
export const table = (rows: readonly (readonly Cell[])[]): TableBlock => ({
  type: "table",
  column_settings: (rows[0] ?? []).map(() => ({ is_wrapped: true })),
  rows: rows.slice(0, limits.tableRows).map((row) => row.slice(0, limits.tableColumns)),
});

/** Rows of a table that a modal can show: each its own lines, the first cell in bold. */
const asLines = ({ rows }: TableBlock): readonly KnownBlock[] => {
  const [header = [], ...others] = rows;
  return others.map((row) => {
    const [first = md``, ...rest] = row.map(cellText);
    const named = rest.map((text, index) => md`${cellText(header[index + 1])}: ${text}`);
    return section(join([bold(first), join(named, " · ")], "\n"));
  });
};

const cellText = (cell: Cell | undefined): Safe => {
  if (cell === undefined) return md``;
  if (cell.type === "raw_text") return md`${cell.text}`;
  if (cell.type !== "rich_text") return md`${String(cell.value)}`;
  return join(datesIn(cell), " ");
};

const datesIn = ({ elements }: Pick<RichTextBlock, "elements">): readonly Safe[] =>
  elements.flatMap((part) =>
    part.type !== "rich_text_section"
      ? []
      : part.elements.flatMap((leaf) => {
          if (leaf.type === "text") return [md`${leaf.text}`];
          return leaf.type === "date"
            ? [moment((leaf.timestamp * 1000) as Instant, leaf.fallback ?? "")]
            : [];
        }),
  );

/** Blocks of a message as a modal can show them, as many as it holds. */
export const forModal = (blocks: readonly (KnownBlock | Block)[]): readonly (KnownBlock | Block)[] =>
  blocks
    .flatMap<KnownBlock | Block>((block) => (block.type === "table" ? asLines(block as TableBlock) : [block]))
    .slice(0, limits.viewBlocks);
