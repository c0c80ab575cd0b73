// The limits of the elements inside blocks, as rows like those of the blocks.
import type { LimitRow } from "./block-check-rows.ts";
import { button, confirm, input, option, plain, select, times, withElement } from "./makers.ts";

const x = (n: number): string => "x".repeat(n);
const typed = (change: object) => input({ element: { type: "plain_text_input", ...change } });
const groups = (n: number, label = 5, each = 1) =>
  select({
    options: undefined,
    option_groups: times(n, { label: plain(label), options: times(each, option()) }),
  });

const inElement = "/blocks/0/elements/0";

export const elementRows: readonly LimitRow[] = [
  ["action_id", "message", 255, (n) => withElement(button({ action_id: x(n) })), `${inElement}/action_id`],
  [
    "a button's text",
    "message",
    75,
    (n) => withElement(button({ text: plain(n) })),
    `${inElement}/text/text`,
  ],
  ["a button's value", "message", 2_000, (n) => withElement(button({ value: x(n) })), `${inElement}/value`],
  ["a button's address", "message", 3_000, (n) => withElement(button({ url: x(n) })), `${inElement}/url`],
  [
    "what a screen reader says",
    "message",
    75,
    (n) => withElement(button({ accessibility_label: x(n) })),
    `${inElement}/accessibility_label`,
  ],
  [
    "an option's text",
    "message",
    75,
    (n) => select({ options: [option({ text: plain(n) })] }),
    `${inElement}/options/0/text/text`,
  ],
  [
    "an option's description",
    "message",
    75,
    (n) => select({ options: [option({ description: plain(n) })] }),
    `${inElement}/options/0/description/text`,
  ],
  [
    "an option's value",
    "message",
    150,
    (n) => select({ options: [option({ value: x(n) })] }),
    `${inElement}/options/0/value`,
  ],
  [
    "an option's address",
    "message",
    3_000,
    (n) => withElement({ type: "overflow", options: [option({ url: x(n) })] }),
    `${inElement}/options/0/url`,
  ],
  ["options", "message", 100, (n) => select({ options: times(n, option()) }), `${inElement}/options`],
  ["option groups", "message", 100, (n) => groups(n), `${inElement}/option_groups`],
  ["a group's label", "message", 75, (n) => groups(1, n), `${inElement}/option_groups/0/label/text`],
  ["a group's options", "message", 100, (n) => groups(1, 5, n), `${inElement}/option_groups/0/options`],
  [
    "a placeholder",
    "message",
    150,
    (n) => select({ placeholder: plain(n) }),
    `${inElement}/placeholder/text`,
  ],
  [
    "an overflow menu",
    "message",
    5,
    (n) => withElement({ type: "overflow", options: times(n, option()) }),
    `${inElement}/options`,
  ],
  [
    "radio buttons",
    "message",
    10,
    (n) => withElement({ type: "radio_buttons", options: times(n, option()) }),
    `${inElement}/options`,
  ],
  [
    "checkboxes",
    "message",
    10,
    (n) => withElement({ type: "checkboxes", options: times(n, option()) }),
    `${inElement}/options`,
  ],
  ["a line's shortest", "modal", 3_000, (n) => typed({ min_length: n }), "/blocks/0/element/min_length"],
  ["a line's longest", "modal", 3_000, (n) => typed({ max_length: n }), "/blocks/0/element/max_length"],
  [
    "files",
    "modal",
    10,
    (n) => input({ element: { type: "file_input", max_files: n } }),
    "/blocks/0/element/max_files",
  ],
  [
    "a question's title",
    "message",
    100,
    (n) => confirm({ title: plain(n) }),
    `${inElement}/confirm/title/text`,
  ],
  ["a question's text", "message", 300, (n) => confirm({ text: plain(n) }), `${inElement}/confirm/text/text`],
  ["its yes", "message", 30, (n) => confirm({ confirm: plain(n) }), `${inElement}/confirm/confirm/text`],
  ["its no", "message", 30, (n) => confirm({ deny: plain(n) }), `${inElement}/confirm/deny/text`],
];
