// The limits of the elements inside blocks, as a table like that of the blocks.
import { limits } from "../../src/slack/limits.ts";
import type { LimitRow } from "./slack-limits.ts";
import { button, confirm, option, plain, select, times, withElement } from "./slack-makers.ts";

export const elementRows: readonly LimitRow[] = [
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
