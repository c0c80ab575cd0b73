// What Slack refuses in blocks, told as Slack tells it: a pointer and a sentence. One row of the tests a limit.
import { limits } from "../../src/slack/limits.ts";

export type Surface = "message" | "modal" | "home";

export interface Problem {
  /** JSON pointer, as `/blocks/0/text/text`. */
  readonly pointer: string;
  readonly message: string;
}

type Thing = Readonly<Record<string, unknown>>;

const isThing = (value: unknown): value is Thing =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const thingsIn = (value: unknown): readonly Thing[] => (Array.isArray(value) ? value.filter(isThing) : []);
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const wordsOf = (value: unknown): string => (typeof value === "string" ? value : "");

type Check = (block: Thing, at: string) => readonly Problem[];

const longer = (value: unknown, max: number, pointer: string): readonly Problem[] =>
  wordsOf(value).length > max ? [{ pointer, message: `must be less than ${max + 1} characters` }] : [];

const more = (value: unknown, max: number, pointer: string): readonly Problem[] =>
  listIn(value).length > max ? [{ pointer, message: `no more than ${max} items allowed` }] : [];

const missing = (value: unknown, pointer: string): readonly Problem[] =>
  value === undefined || value === "" ? [{ pointer, message: "missing required field" }] : [];

/** A text object: one to 3000 characters, and of a type that the place allows. */
const textObject = (
  value: unknown,
  at: string,
  max: number = limits.text,
  types = ["plain_text", "mrkdwn"],
): readonly Problem[] => {
  if (!isThing(value)) return [{ pointer: at, message: "missing required field" }];
  if (!types.includes(wordsOf(value.type))) return [{ pointer: `${at}/type`, message: "unsupported type" }];
  return [...missing(value.text, `${at}/text`), ...longer(value.text, max, `${at}/text`)];
};

const optionProblems = (option: Thing, at: string): readonly Problem[] => [
  ...textObject(option.text, `${at}/text`, limits.optionText),
  ...(option.description === undefined
    ? []
    : textObject(option.description, `${at}/description`, limits.optionText)),
  ...longer(option.value, limits.optionValue, `${at}/value`),
];

const optionList = (value: unknown, at: string, max: number): readonly Problem[] => [
  ...more(value, max, at),
  ...thingsIn(value).flatMap((option, index) => optionProblems(option, `${at}/${index}`)),
];

const confirmProblems = (value: unknown, at: string): readonly Problem[] => {
  if (!isThing(value)) return [];
  return [
    ...textObject(value.title, `${at}/title`, limits.confirmTitle),
    ...textObject(value.text, `${at}/text`, limits.confirmText),
    ...textObject(value.confirm, `${at}/confirm`, limits.confirmButton),
    ...textObject(value.deny, `${at}/deny`, limits.confirmButton),
  ];
};

const element = (value: Thing, at: string): readonly Problem[] => {
  const type = wordsOf(value.type);
  const common = [
    ...longer(value.action_id, limits.id, `${at}/action_id`),
    ...confirmProblems(value.confirm, `${at}/confirm`),
  ];
  const placeholder =
    value.placeholder === undefined
      ? []
      : textObject(value.placeholder, `${at}/placeholder`, limits.placeholder);
  switch (type) {
    case "button":
      return [
        ...common,
        ...textObject(value.text, `${at}/text`, limits.buttonText, ["plain_text"]),
        ...longer(value.value, limits.buttonValue, `${at}/value`),
        ...longer(value.url, limits.url, `${at}/url`),
      ];
    case "overflow":
      return [...common, ...optionList(value.options, `${at}/options`, limits.overflowOptions)];
    case "checkboxes":
    case "radio_buttons":
      return [...common, ...optionList(value.options, `${at}/options`, limits.choiceOptions)];
    case "static_select":
    case "multi_static_select":
      return [...common, ...placeholder, ...optionList(value.options, `${at}/options`, limits.options)];
    case "image":
      return image(value, at);
    case "external_select":
    case "multi_external_select":
    case "users_select":
    case "multi_users_select":
    case "conversations_select":
    case "channels_select":
    case "multi_channels_select":
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
    case "rich_text_input":
    case "file_input":
    case "workflow_button":
    case "icon_button":
    case "feedback_buttons":
      return [...common, ...placeholder];
    default:
      return [{ pointer: `${at}/type`, message: `unsupported type: ${type}` }];
  }
};

const image: Check = (block, at) => [
  ...missing(block.alt_text, `${at}/alt_text`),
  ...longer(block.alt_text, limits.imageAlt, `${at}/alt_text`),
  ...longer(block.image_url, limits.imageUrl, `${at}/image_url`),
  ...(block.title === undefined ? [] : textObject(block.title, `${at}/title`, limits.imageTitle)),
];

const section: Check = (block, at) => [
  ...(block.text === undefined && block.fields === undefined ? missing(undefined, at) : []),
  ...(block.text === undefined ? [] : textObject(block.text, `${at}/text`)),
  ...more(block.fields, limits.fields, `${at}/fields`),
  ...thingsIn(block.fields).flatMap((field, index) =>
    textObject(field, `${at}/fields/${index}`, limits.field),
  ),
  ...(isThing(block.accessory) ? element(block.accessory, `${at}/accessory`) : []),
];

const elements =
  (max: number): Check =>
  (block, at) => [
    ...more(block.elements, max, `${at}/elements`),
    ...thingsIn(block.elements).flatMap((each, index) => element(each, `${at}/elements/${index}`)),
  ];

const contextBlock: Check = (block, at) => [
  ...more(block.elements, limits.context, `${at}/elements`),
  ...thingsIn(block.elements).flatMap((each, index) => {
    const pointer = `${at}/elements/${index}`;
    return each.type === "image" ? image(each, pointer) : textObject(each, pointer);
  }),
];

const cellText = (cell: unknown): string =>
  isThing(cell)
    ? typeof cell.text === "string"
      ? cell.text
      : JSON.stringify(cell.elements ?? cell.value ?? "")
    : "";

const table =
  (rowsMax: number, charactersMax: number): Check =>
  (block, at) => {
    const rows = listIn(block.rows).map(listIn);
    const characters = rows.flat().reduce<number>((sum, cell) => sum + cellText(cell).length, 0);
    return [
      ...more(block.rows, rowsMax, `${at}/rows`),
      ...rows.flatMap((row, index) => more(row, limits.tableColumns, `${at}/rows/${index}`)),
      ...(characters > charactersMax
        ? [{ pointer: at, message: `no more than ${charactersMax} characters allowed` }]
        : []),
    ];
  };

const checks: Readonly<Record<string, Check>> = {
  section,
  image,
  divider: () => [],
  rich_text: () => [],
  video: () => [],
  file: () => [],
  header: (block, at) => textObject(block.text, `${at}/text`, limits.header, ["plain_text"]),
  actions: elements(limits.actions),
  context_actions: elements(limits.actions),
  context: contextBlock,
  input: (block, at) => [
    ...textObject(block.label, `${at}/label`, limits.inputLabel, ["plain_text"]),
    ...(block.hint === undefined
      ? []
      : textObject(block.hint, `${at}/hint`, limits.inputLabel, ["plain_text"])),
    ...(isThing(block.element)
      ? element(block.element, `${at}/element`)
      : missing(undefined, `${at}/element`)),
  ],
  markdown: (block, at) => longer(block.text, limits.markdown, `${at}/text`),
  table: table(limits.tableRows, limits.tableCharacters),
  data_table: (block, at) => [
    ...missing(block.caption, `${at}/caption`),
    ...table(limits.dataTableRows, limits.dataTableCharacters)(block, at),
  ],
  data_visualization: (block, at) => longer(block.title, limits.chartTitle, `${at}/title`),
  alert: (block, at) => textObject(block.text, `${at}/text`, limits.alertText),
  card: (block, at) => [
    ...(block.title === undefined ? [] : textObject(block.title, `${at}/title`, limits.cardTitle)),
    ...(block.subtitle === undefined ? [] : textObject(block.subtitle, `${at}/subtitle`, limits.cardTitle)),
    ...(block.body === undefined ? [] : textObject(block.body, `${at}/body`, limits.cardBody)),
    ...more(block.actions, limits.cardButtons, `${at}/actions`),
  ],
  carousel: (block, at) => more(block.elements ?? block.cards, limits.carouselCards, `${at}/elements`),
  container: (block, at) => [
    ...(block.title === undefined ? [] : textObject(block.title, `${at}/title`, limits.containerTitle)),
    ...more(block.child_blocks ?? block.blocks, limits.containerBlocks, `${at}/child_blocks`),
  ],
};

const onlyOn: Readonly<Record<string, readonly Surface[]>> = {
  alert: ["modal"],
  table: ["message", "home"],
  data_table: ["message", "home"],
  data_visualization: ["message"],
  carousel: ["message", "home"],
  markdown: ["message"],
};

/** Everything that Slack would refuse in a list of blocks; nothing means that it takes them. */
export const checkBlocks = (blocks: unknown, surface: Surface, at = "/blocks"): readonly Problem[] => {
  if (!Array.isArray(blocks)) return [{ pointer: at, message: "must be a list of blocks" }];
  const things = thingsIn(blocks);
  const max = surface === "message" ? limits.messageBlocks : limits.viewBlocks;
  const ids = things.map(({ block_id }) => block_id).filter((id) => id !== undefined);
  const count = (type: string) => things.filter((block) => block.type === type).length;
  return [
    ...more(blocks, max, at),
    ...(new Set(ids).size < ids.length ? [{ pointer: at, message: "block_id must be unique" }] : []),
    ...(count("table") > limits.tablesPerMessage ? [{ pointer: at, message: "only_one_table_allowed" }] : []),
    ...(count("data_visualization") > limits.chartsPerMessage
      ? [{ pointer: at, message: "no more than 2 charts allowed" }]
      : []),
    ...things.flatMap((block, index) => checkBlock(block, surface, `${at}/${index}`)),
  ];
};

const checkBlock = (block: Thing, surface: Surface, at: string): readonly Problem[] => {
  const type = wordsOf(block.type);
  const check = Object.hasOwn(checks, type) ? checks[type] : undefined;
  const isElsewhere = onlyOn[type]?.includes(surface) === false;
  if (check === undefined || isElsewhere)
    return [{ pointer: `${at}/type`, message: `unsupported type: ${type}` }];
  return [...longer(block.block_id, limits.id, `${at}/block_id`), ...check(block, at)];
};

/** A modal or a Home tab, whole. */
export const checkView = (view: Thing): readonly Problem[] => {
  const surface: Surface = view.type === "home" ? "home" : "modal";
  const blocks = thingsIn(view.blocks);
  const needsSubmit =
    surface === "modal" && view.submit === undefined && blocks.some(({ type }) => type === "input");
  const titles = surface === "home" ? [] : (["title", "submit", "close"] as const);
  return [
    ...titles.flatMap((name) =>
      view[name] === undefined && name !== "title"
        ? []
        : textObject(view[name], `/${name}`, limits.viewTitle, ["plain_text"]),
    ),
    ...(needsSubmit ? [{ pointer: "/submit", message: "submit is required with input blocks" }] : []),
    ...longer(view.private_metadata, limits.privateMetadata, "/private_metadata"),
    ...longer(view.callback_id, limits.id, "/callback_id"),
    ...checkBlocks(view.blocks, surface),
  ];
};
