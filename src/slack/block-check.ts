// Everything that Slack would refuse in a message or a view, found before it is sent. Nothing found means that
// Slack takes it, as far as its pages say; `blocks.validate` is the authority.
import { cardChecks, containerCheck } from "./blocks-cards.ts";
import { type BlockCheck, layoutChecks } from "./blocks-layout.ts";
import {
  type BlockProblem,
  counted,
  isThing,
  listIn,
  longer,
  type Problems,
  plainText,
  problem,
  type Thing,
  textIn,
  textOf,
  unique,
  unsupported,
  wordsOf,
} from "./blocks-problem.ts";
import { payloadProblems, tableChecks } from "./blocks-tables.ts";
import { limits } from "./limits.ts";

export type Surface = "message" | "modal" | "home";

/** The blocks that do not stand everywhere. */
const onlyOn: Readonly<Record<string, readonly Surface[]>> = {
  alert: ["modal"],
  table: ["message", "home"],
  data_table: ["message", "home"],
  data_visualization: ["message"],
  carousel: ["message", "home"],
  container: ["message", "home"],
  markdown: ["message"],
  context_actions: ["message"],
  task_card: ["message"],
  plan: ["message"],
};

/** A list of blocks, alone. */
export const checkBlocks = (blocks: unknown, surface: Surface): readonly BlockProblem[] => [
  ...listProblems(blocks, surface, "/blocks"),
  ...payloadProblems(listIn(blocks).filter(isThing), "/blocks"),
];

/** A message as chat.postMessage takes it: its text, its blocks, those of its attachments, its metadata. */
export const checkMessage = (message: Thing): readonly BlockProblem[] => {
  const attachments = listIn(message.attachments);
  const inner = attachments.map((attachment) => (isThing(attachment) ? attachment.blocks : undefined));
  const all = [message.blocks, ...inner].flatMap(listIn).filter(isThing);
  return [
    ...longer(message.text, limits.messageText, "/text"),
    ...markdownProblems(message),
    ...counted(attachments, "/attachments", limits.attachments),
    ...(message.blocks === undefined ? [] : listProblems(message.blocks, "message", "/blocks")),
    ...inner.flatMap((blocks, index) =>
      blocks === undefined ? [] : listProblems(blocks, "message", `/attachments/${index}/blocks`),
    ),
    ...payloadProblems(all, "/blocks"),
    ...bytesOver(message.metadata, limits.metadataBytes, "/metadata"),
  ];
};

/** A modal or a Home tab, whole. */
export const checkView = (view: Thing): readonly BlockProblem[] => {
  const isModal = view.type !== "home";
  const needsSubmit =
    isModal &&
    view.submit === undefined &&
    listIn(view.blocks).some((block) => isThing(block) && block.type === "input");
  const short = plainText(limits.viewTitle);
  return [
    ...bytesOver(view, limits.viewBytes, ""),
    ...(isModal ? textOf(view, "title", "", short) : []),
    ...(isModal ? ["submit", "close"].flatMap((name) => textIn(view, name, "", short)) : []),
    ...(needsSubmit ? [problem("/submit", "missing", "submit is required with input blocks")] : []),
    ...longer(view.private_metadata, limits.privateMetadata, "/private_metadata"),
    ...longer(view.callback_id, limits.id, "/callback_id"),
    ...longer(view.external_id, limits.id, "/external_id"),
    ...checkBlocks(view.blocks, isModal ? "modal" : "home"),
  ];
};

const listProblems = (blocks: unknown, surface: Surface, at: string): Problems => {
  if (!Array.isArray(blocks)) return [problem(at, "missing", "must be a list of blocks")];
  const max = surface === "message" ? limits.messageBlocks : limits.viewBlocks;
  return [
    ...counted(blocks, at, max),
    ...unique(
      blocks.map((block) => (isThing(block) ? block.block_id : undefined)),
      "block_id",
      at,
    ),
    ...blocks.flatMap((block, index) =>
      isThing(block) ? blockProblems(surface)(block, `${at}/${index}`) : unsupported("", `${at}/${index}`),
    ),
  ];
};

const blockProblems =
  (surface: Surface): BlockCheck =>
  (block, at) => {
    const type = wordsOf(block.type);
    const checks: Readonly<Record<string, BlockCheck>> = {
      ...layoutChecks,
      ...tableChecks,
      ...cardChecks,
      container: containerCheck(blockProblems(surface)),
    };
    const check = Object.hasOwn(checks, type) ? checks[type] : undefined;
    const isElsewhere = Object.hasOwn(onlyOn, type) && onlyOn[type]?.includes(surface) === false;
    if (check === undefined || isElsewhere) return unsupported(type, at);
    return [...longer(block.block_id, limits.id, `${at}/block_id`), ...check(block, at)];
  };

/** `markdown_text` stands alone. https://docs.slack.dev/reference/methods/chat.postMessage */
const markdownProblems = (message: Thing): Problems => {
  const { markdown_text: markdown, text, blocks } = message;
  if (markdown === undefined) return [];
  return [
    ...longer(markdown, limits.markdown, "/markdown_text"),
    ...(text !== undefined || blocks !== undefined
      ? [problem("/markdown_text", "contradiction", "markdown_text excludes text and blocks")]
      : []),
  ];
};

const bytesOver = (value: unknown, max: number, pointer: string): Problems => {
  if (value === undefined) return [];
  const actual = new TextEncoder().encode(JSON.stringify(value)).length;
  const message = `must be no more than ${max} bytes`;
  return actual > max ? [problem(pointer, "too-long", message, { limit: max, actual })] : [];
};
