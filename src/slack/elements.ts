// Thin makers of what people press, pick and fill in, and of the views that hold it.
// https://docs.slack.dev/reference/block-kit/block-elements
import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ExternalSelect,
  InputBlock,
  Overflow,
  PlainTextElement,
  PlainTextInput,
  PlainTextOption,
  StaticSelect,
} from "@slack/types";
import { cut } from "../core/text.ts";
import { limits } from "./limits.ts";
import type { Message, Modal } from "./message.ts";

export const plain = (text: string, max: number = limits.text): PlainTextElement => ({
  type: "plain_text",
  text: cut(text, max) || " ",
  emoji: true,
});

/** `isPrimary`: the one thing to press. */
export const button = (
  actionId: string,
  label: string,
  value: string,
  options: { readonly isPrimary?: boolean } = {},
): Button => ({
  type: "button",
  action_id: actionId,
  text: plain(label, limits.buttonText),
  value: value === "" ? "-" : value,
  ...(options.isPrimary === true ? { style: "primary" } : {}),
});

/** A link that looks like a button. Slack tells of the press all the same, and nothing is to be done then. */
export const linkButton = (actionId: string, label: string, url: string): Button => ({
  type: "button",
  action_id: actionId,
  text: plain(label, limits.buttonText),
  url,
});

export const actions = (elements: readonly ActionsBlockElement[]): ActionsBlock => ({
  type: "actions",
  elements: elements.slice(0, limits.actions),
});

export interface Choice {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
}

/** Choices whose value is too long are left out: Slack would refuse them all. */
const options = (choices: readonly Choice[]): PlainTextOption[] =>
  choices
    .filter(({ value }) => value !== "" && value.length <= limits.optionValue)
    .slice(0, limits.options)
    .map(({ label, value, description }) => ({
      text: plain(label, limits.optionText),
      value,
      ...(description === undefined ? {} : { description: plain(description, limits.optionText) }),
    }));

/** `chosen` is the value of the choice that it begins with. */
export const select = (
  actionId: string,
  placeholder: string,
  choices: readonly Choice[],
  chosen?: string,
): StaticSelect => ({
  type: "static_select",
  action_id: actionId,
  placeholder: plain(placeholder, limits.placeholder),
  options: options(choices),
  ...firstOf(choices.slice(0, limits.options).find(({ value }) => value === chosen)),
});

/** A line to type, or several; Slack takes no more characters than `max`. */
export const textInput = (
  actionId: string,
  more: {
    readonly placeholder?: string;
    readonly typed?: string;
    readonly isLong?: true;
    readonly max: number;
  },
): PlainTextInput => ({
  type: "plain_text_input",
  action_id: actionId,
  max_length: more.max,
  ...(more.isLong === true ? { multiline: true } : {}),
  ...(more.placeholder === undefined ? {} : { placeholder: plain(more.placeholder, limits.placeholder) }),
  ...(more.typed === undefined || more.typed === "" ? {} : { initial_value: more.typed.slice(0, more.max) }),
});

/** A few rarer things to press, behind three dots. */
export const overflow = (actionId: string, choices: readonly Choice[]): Overflow => ({
  type: "overflow",
  action_id: actionId,
  options: options(choices).slice(0, limits.overflowOptions),
});

/** Offers come while somebody types; with nothing typed the first ones are shown. */
export const typeahead = (actionId: string, placeholder: string, chosen?: Choice): ExternalSelect => ({
  type: "external_select",
  action_id: actionId,
  placeholder: plain(placeholder, limits.placeholder),
  min_query_length: 0,
  ...firstOf(chosen),
});

const firstOf = (chosen: Choice | undefined) => {
  const [initial] = chosen === undefined ? [] : options([chosen]);
  return initial === undefined ? {} : { initial_option: initial };
};

/** The block id is the action id too: errors and values are found by one name. */
export const input = (
  label: string,
  element: InputBlock["element"] & { readonly action_id?: string },
  hint?: string,
  isOptional?: true,
): InputBlock => ({
  type: "input",
  block_id: element.action_id ?? label,
  label: plain(label, limits.inputLabel),
  element,
  ...(isOptional === true ? { optional: true } : {}),
  ...(hint === undefined ? {} : { hint: plain(hint, limits.inputLabel) }),
});

export const modal = (
  title: string,
  blocks: Message["blocks"],
  parts: {
    readonly close: string;
    readonly submit?: string;
    readonly callbackId?: string;
    readonly kept?: string;
  },
): Modal => ({
  type: "modal",
  title: plain(title, limits.viewTitle),
  close: plain(parts.close, limits.viewTitle),
  blocks: [...blocks],
  ...(parts.submit === undefined ? {} : { submit: plain(parts.submit, limits.viewTitle) }),
  ...(parts.callbackId === undefined ? {} : { callback_id: parts.callbackId }),
  ...(parts.kept === undefined ? {} : { private_metadata: parts.kept }),
});
