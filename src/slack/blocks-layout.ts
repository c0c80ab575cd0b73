// What Slack refuses in the blocks that every app knows: sections, headers, actions, context, inputs, media.
// https://docs.slack.dev/reference/block-kit/blocks
import { element, image, placesFor } from "./blocks-elements.ts";
import {
  between,
  counted,
  each,
  isThing,
  listIn,
  longer,
  type Problems,
  plainText,
  problem,
  required,
  type Thing,
  textIn,
  textOf,
  unique,
  wordsOf,
} from "./blocks-problem.ts";
import { limits } from "./limits.ts";

export type BlockCheck = (block: Thing, at: string) => Problems;

const section: BlockCheck = (block, at) => [
  ...(block.text === undefined && listIn(block.fields).length === 0 ? required(block, "text", at) : []),
  ...textIn(block, "text", at),
  ...counted(block.fields, `${at}/fields`, limits.fields),
  ...listIn(block.fields).flatMap((field, index) =>
    textOf({ [index]: field }, String(index), `${at}/fields`, { max: limits.field }),
  ),
  ...(isThing(block.accessory) ? element(block.accessory, `${at}/accessory`, placesFor.accessory) : []),
];

/** The elements of a block, one at least, each with an action_id of its own. */
export const elementsOf =
  (max: number, allowed: readonly string[], name = "elements"): BlockCheck =>
  (block, at) => [
    ...counted(block[name], `${at}/${name}`, max, 1),
    ...each(block[name], `${at}/${name}`, (value, pointer) => element(value, pointer, allowed)),
    ...unique(
      listIn(block[name]).map((value) => (isThing(value) ? value.action_id : undefined)),
      "action_id",
      `${at}/${name}`,
    ),
  ];

const context: BlockCheck = (block, at) => [
  ...counted(block.elements, `${at}/elements`, limits.context, 1),
  ...listIn(block.elements).flatMap((value, index) =>
    isThing(value) && value.type === "image"
      ? image(value, `${at}/elements/${index}`)
      : textOf({ [index]: value }, String(index), `${at}/elements`),
  ),
];

const input: BlockCheck = (block, at) => {
  const isUpload = isThing(block.element) && block.element.type === "file_input";
  return [
    ...textOf(block, "label", at, plainText(limits.inputLabel)),
    ...textIn(block, "hint", at, plainText(limits.inputLabel)),
    ...(isThing(block.element)
      ? element(block.element, `${at}/element`, placesFor.input)
      : required({}, "element", at)),
    ...(isUpload && block.dispatch_action === true
      ? [problem(`${at}/dispatch_action`, "contradiction", "file_input cannot dispatch an action")]
      : []),
  ];
};

const address = (block: Thing, name: string, at: string): Problems =>
  block[name] === undefined || wordsOf(block[name]).startsWith("https://")
    ? []
    : [problem(`${at}/${name}`, "unsupported-value", "must be an https address")];

const video: BlockCheck = (block, at) => [
  ...["video_url", "thumbnail_url", "alt_text"].flatMap((name) => required(block, name, at)),
  ...textOf(block, "title", at, plainText(limits.videoText)),
  ...textIn(block, "description", at, plainText(limits.videoText)),
  ...longer(block.author_name, limits.videoAuthor, `${at}/author_name`),
  ...["video_url", "title_url"].flatMap((name) => address(block, name, at)),
];

export const layoutChecks: Readonly<Record<string, BlockCheck>> = {
  section,
  header: (block, at) => [
    ...textOf(block, "text", at, plainText(limits.header)),
    ...between(block.level, 1, limits.headerLevel, `${at}/level`),
  ],
  divider: () => [],
  image: (block, at) => [...image(block, at), ...textIn(block, "title", at, plainText(limits.imageTitle))],
  actions: elementsOf(limits.actions, placesFor.actions),
  context,
  context_actions: elementsOf(limits.contextActions, placesFor.contextActions),
  input,
  rich_text: (block, at) => required(block, "elements", at),
  video,
  file: (block, at) => ["source", "external_id"].flatMap((name) => required(block, name, at)),
  markdown: (block, at) => required(block, "text", at),
};
