// What Slack refuses in the elements inside blocks: buttons, menus, fields to fill in, images.
// https://docs.slack.dev/reference/block-kit/block-elements
import {
  between,
  counted,
  each,
  isThing,
  longer,
  type Problems,
  plainText,
  problem,
  required,
  type Thing,
  textIn,
  textOf,
  unsupported,
  wordsOf,
} from "./blocks-problem.ts";
import { limits } from "./limits.ts";

type ElementCheck = (element: Thing, at: string) => Problems;

const option: ElementCheck = (value, at) => [
  ...textOf(value, "text", at, { max: limits.optionText }),
  ...textIn(value, "description", at, { max: limits.optionText }),
  ...longer(value.value, limits.optionValue, `${at}/value`),
  ...longer(value.url, limits.url, `${at}/url`),
];

const options = (value: Thing, at: string, max: number): Problems => [
  ...counted(value.options, `${at}/options`, max, 1),
  ...each(value.options, `${at}/options`, option),
];

const choice =
  (max: number): ElementCheck =>
  (value, at) =>
    options(value, at, max);

const group: ElementCheck = (value, at) => [
  ...textOf(value, "label", at, plainText(limits.groupLabel)),
  ...options(value, at, limits.options),
];

const staticMenu: ElementCheck = (value, at) => {
  if (value.options !== undefined && value.option_groups !== undefined)
    return [problem(at, "contradiction", "options and option_groups exclude each other")];
  if (value.option_groups === undefined) return options(value, at, limits.options);
  return [
    ...counted(value.option_groups, `${at}/option_groups`, limits.optionGroups, 1),
    ...each(value.option_groups, `${at}/option_groups`, group),
  ];
};

const pressed: ElementCheck = (value, at) => [
  ...textOf(value, "text", at, plainText(limits.buttonText)),
  ...longer(value.value, limits.buttonValue, `${at}/value`),
  ...longer(value.url, limits.url, `${at}/url`),
  ...longer(value.accessibility_label, limits.accessibilityLabel, `${at}/accessibility_label`),
];

const feedback: ElementCheck = (value, at) =>
  ["positive_button", "negative_button"].flatMap((name) => {
    const button = value[name];
    return isThing(button) ? pressed(button, `${at}/${name}`) : required(value, name, at);
  });

/** An image by its address or by a file of Slack's, and never by both; in a block or as an element. */
export const image: ElementCheck = (value, at) => {
  const file = isThing(value.slack_file) ? value.slack_file : undefined;
  const sources = [value.image_url, file].filter((source) => source !== undefined);
  const names = [file?.id, file?.url].filter((name) => name !== undefined);
  return [
    ...required(value, "alt_text", at),
    ...longer(value.alt_text, limits.imageAlt, `${at}/alt_text`),
    ...longer(value.image_url, limits.imageUrl, `${at}/image_url`),
    ...(sources.length === 1
      ? []
      : [problem(at, sources.length === 0 ? "missing" : "contradiction", "one of image_url and slack_file")]),
    ...(file === undefined || names.length === 1
      ? []
      : [problem(`${at}/slack_file`, "contradiction", "one of id and url")]),
  ];
};

const lineOfText: ElementCheck = (value, at) => {
  const { min_length: min, max_length: max } = value;
  const isInverted = typeof min === "number" && typeof max === "number" && min > max;
  return [
    ...between(min, 0, limits.inputLength, `${at}/min_length`),
    ...between(max, 1, limits.inputLength, `${at}/max_length`),
    ...(isInverted ? [problem(at, "contradiction", "min_length is above max_length")] : []),
  ];
};

const nothingMore: ElementCheck = () => [];

const checks: Readonly<Record<string, ElementCheck>> = {
  button: pressed,
  workflow_button: pressed,
  icon_button: (value, at) => [
    ...pressed(value, at),
    ...counted(value.visible_to_user_ids, `${at}/visible_to_user_ids`, limits.visibleTo),
  ],
  feedback_buttons: feedback,
  overflow: choice(limits.overflowOptions),
  checkboxes: choice(limits.choiceOptions),
  radio_buttons: choice(limits.choiceOptions),
  static_select: staticMenu,
  multi_static_select: staticMenu,
  external_select: nothingMore,
  multi_external_select: nothingMore,
  users_select: nothingMore,
  multi_users_select: nothingMore,
  conversations_select: nothingMore,
  multi_conversations_select: nothingMore,
  channels_select: nothingMore,
  multi_channels_select: nothingMore,
  datepicker: nothingMore,
  timepicker: nothingMore,
  datetimepicker: nothingMore,
  plain_text_input: lineOfText,
  email_text_input: nothingMore,
  url_text_input: nothingMore,
  number_input: nothingMore,
  rich_text_input: nothingMore,
  file_input: (value, at) => between(value.max_files, 1, limits.inputFiles, `${at}/max_files`),
  image,
};

const menus = ["static", "external", "users", "conversations", "channels"].flatMap((kind) => [
  `${kind}_select`,
  `multi_${kind}_select`,
]);
const choices = [...menus, "checkboxes", "radio_buttons", "datepicker", "timepicker"];

/** Which elements stand where. https://docs.slack.dev/reference/block-kit/block-elements */
export const placesFor = {
  accessory: [...choices, "button", "image", "overflow", "workflow_button"],
  actions: [...choices, "button", "datetimepicker", "overflow", "workflow_button", "rich_text_input"],
  contextActions: ["feedback_buttons", "icon_button"],
  input: [
    ...choices,
    "datetimepicker",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
  ],
  card: ["button"],
} as const;

const confirmation: ElementCheck = (value, at) => [
  ...textOf(value, "title", at, plainText(limits.confirmTitle)),
  ...textOf(value, "text", at, { max: limits.confirmText }),
  ...textOf(value, "confirm", at, plainText(limits.confirmButton)),
  ...textOf(value, "deny", at, plainText(limits.confirmButton)),
];

/** An element at a place that takes only some. */
export const element = (value: Thing, at: string, allowed: readonly string[]): Problems => {
  const type = wordsOf(value.type);
  const check = allowed.includes(type) && Object.hasOwn(checks, type) ? checks[type] : undefined;
  if (check === undefined) return unsupported(type, at);
  return [
    ...longer(value.action_id, limits.id, `${at}/action_id`),
    ...textIn(value, "placeholder", at, plainText(limits.placeholder)),
    ...(isThing(value.confirm) ? confirmation(value.confirm, `${at}/confirm`) : []),
    ...check(value, at),
  ];
};
