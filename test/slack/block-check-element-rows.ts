// The limits of the elements inside blocks, as rows like those of the blocks.
import { limits } from "../../src/slack/limits.ts";
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
  [
    "action_id",
    "message",
    limits.id,
    (n) => withElement(button({ action_id: x(n) })),
    `${inElement}/action_id`,
  ],
  [
    "a button's text",
    "message",
    limits.buttonText,
    (n) => withElement(button({ text: plain(n) })),
    `${inElement}/text/text`,
  ],
  [
    "a button's value",
    "message",
    limits.buttonValue,
    (n) => withElement(button({ value: x(n) })),
    `${inElement}/value`,
  ],
  [
    "a button's address",
    "message",
    limits.url,
    (n) => withElement(button({ url: x(n) })),
    `${inElement}/url`,
  ],
  [
    "what a screen reader says",
    "message",
    limits.accessibilityLabel,
    (n) => withElement(button({ accessibility_label: x(n) })),
    `${inElement}/accessibility_label`,
  ],
  [
    "an option's text",
    "message",
    limits.optionText,
    (n) => select({ options: [option({ text: plain(n) })] }),
    `${inElement}/options/0/text/text`,
  ],
  [
    "an option's description",
    "message",
    limits.optionText,
    (n) => select({ options: [option({ description: plain(n) })] }),
    `${inElement}/options/0/description/text`,
  ],
  [
    "an option's value",
    "message",
    limits.optionValue,
    (n) => select({ options: [option({ value: x(n) })] }),
    `${inElement}/options/0/value`,
  ],
  [
    "an option's address",
    "message",
    limits.url,
    (n) => withElement({ type: "overflow", options: [option({ url: x(n) })] }),
    `${inElement}/options/0/url`,
  ],
  [
    "options",
    "message",
    limits.options,
    (n) => select({ options: times(n, option()) }),
    `${inElement}/options`,
  ],
  ["option groups", "message", limits.optionGroups, (n) => groups(n), `${inElement}/option_groups`],
  [
    "a group's label",
    "message",
    limits.groupLabel,
    (n) => groups(1, n),
    `${inElement}/option_groups/0/label/text`,
  ],
  [
    "a group's options",
    "message",
    limits.options,
    (n) => groups(1, 5, n),
    `${inElement}/option_groups/0/options`,
  ],
  [
    "a placeholder",
    "message",
    limits.placeholder,
    (n) => select({ placeholder: plain(n) }),
    `${inElement}/placeholder/text`,
  ],
  [
    "an overflow menu",
    "message",
    limits.overflowOptions,
    (n) => withElement({ type: "overflow", options: times(n, option()) }),
    `${inElement}/options`,
  ],
  [
    "radio buttons",
    "message",
    limits.choiceOptions,
    (n) => withElement({ type: "radio_buttons", options: times(n, option()) }),
    `${inElement}/options`,
  ],
  [
    "checkboxes",
    "message",
    limits.choiceOptions,
    (n) => withElement({ type: "checkboxes", options: times(n, option()) }),
    `${inElement}/options`,
  ],
  [
    "a line's shortest",
    "modal",
    limits.inputLength,
    (n) => typed({ min_length: n }),
    "/blocks/0/element/min_length",
  ],
  [
    "a line's longest",
    "modal",
    limits.inputLength,
    (n) => typed({ max_length: n }),
    "/blocks/0/element/max_length",
  ],
  [
    "files",
    "modal",
    limits.inputFiles,
    (n) => input({ element: { type: "file_input", max_files: n } }),
    "/blocks/0/element/max_files",
  ],
  [
    "a question's title",
    "message",
    limits.confirmTitle,
    (n) => confirm({ title: plain(n) }),
    `${inElement}/confirm/title/text`,
  ],
  [
    "a question's text",
    "message",
    limits.confirmText,
    (n) => confirm({ text: plain(n) }),
    `${inElement}/confirm/text/text`,
  ],
  [
    "its yes",
    "message",
    limits.confirmButton,
    (n) => confirm({ confirm: plain(n) }),
    `${inElement}/confirm/confirm/text`,
  ],
  [
    "its no",
    "message",
    limits.confirmButton,
    (n) => confirm({ deny: plain(n) }),
    `${inElement}/confirm/deny/text`,
  ],
];
