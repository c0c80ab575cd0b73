// table and data_table: rows in a frame of their own that scrolls sideways, so the page never does.
import { h, replaceChildren } from "../dom.js";
import { richText } from "./rich-text.js";
import { plainOf, textOf, words } from "./text.js";

/** Rows that a data_table shows at once when it does not say. */
const pageSizeUsual = 5;

export const table = (block, scene) => {
  const rows = block.rows ?? [];
  const settings = block.column_settings ?? [];
  return frame(
    h(
      "table",
      null,
      rows.map((row, index) => rowOf(row, index === 0 ? "th" : "td", settings, scene)),
    ),
    "",
  );
};

export const dataTable = (block, scene) => {
  const [head = [], ...rows] = block.rows ?? [];
  const size = block.page_size ?? pageSizeUsual;
  const body = h("tbody");
  const count = h("span", { class: "page-count", "aria-live": "polite" });
  let from = 0;
  const turn = (step) => () => {
    from = Math.max(0, Math.min(from + step, Math.floor((rows.length - 1) / size) * size));
    show();
  };
  const back = h(
    "button",
    { type: "button", class: "page-turn", "aria-label": scene.words.previous, onclick: turn(-size) },
    "‹",
  );
  const on = h(
    "button",
    { type: "button", class: "page-turn", "aria-label": scene.words.next, onclick: turn(size) },
    "›",
  );
  const show = () => {
    const shown = rows.slice(from, from + size);
    replaceChildren(
      body,
      shown.map((row) => rowOf(row, "td", [], scene)),
    );
    count.textContent = scene.words.page(Math.min(from + 1, rows.length), from + shown.length, rows.length);
    back.disabled = from === 0;
    on.disabled = from + size >= rows.length;
  };
  show();
  const caption = plainOf(block.caption);
  return h(
    "div",
    { class: "data-table" },
    caption !== "" && h("div", { class: "table-caption" }, textOf(block.caption, scene)),
    frame(h("table", null, h("thead", null, rowOf(head, "th", [], scene)), body), caption),
    rows.length > size && h("div", { class: "table-pages" }, back, count, on),
  );
};

/** It can be reached by the keyboard, for whoever scrolls without a mouse. */
const frame = (content, label) =>
  h("div", { class: "table-frame", tabindex: 0, role: "group", "aria-label": label || undefined }, content);

const rowOf = (row, tag, settings, scene) =>
  h(
    "tr",
    null,
    (row ?? []).map((cell, column) => cellOf(cell, tag, settings[column] ?? {}, scene)),
  );

const cellOf = (cell, tag, { align, is_wrapped: isWrapped }, scene) => {
  const isNumber = cell?.type === "raw_number";
  const side = align ?? (isNumber ? "right" : "left");
  const look = `side-${side}${isWrapped ? " wraps" : ""}`;
  return h(tag, { class: look, scope: tag === "th" ? "col" : undefined }, contentOf(cell, scene));
};

const contentOf = (cell, scene) => {
  if (cell?.type === "rich_text") return richText(cell, scene);
  if (cell?.type === "raw_number") return words(String(cell.text ?? cell.value ?? ""));
  if (cell?.type === "raw_text" || cell?.text !== undefined) return textOf(cell.text, scene);
  return [];
};
