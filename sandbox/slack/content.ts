// What a message says, checked as Slack checks it: each fault has its own word, and blocks are pointed at.
import { checkMessage } from "../../src/slack/block-check.ts";
import type { BlockProblem } from "../../src/slack/blocks-problem.ts";
import { limits } from "../../src/slack/limits.ts";
import { type Arguments, listArgument, textArgument } from "./arguments.ts";
import { SlackRefusal } from "./refusal.ts";
import type { Metadata } from "./timeline.ts";

export interface Content {
  readonly text: string | undefined;
  readonly blocks: readonly unknown[] | undefined;
  readonly attachments: readonly unknown[] | undefined;
  /** `{}` is how a caller clears what was there. */
  readonly metadata: Metadata | "cleared" | undefined;
}

export const contentOf = (given: Arguments): Content => {
  const attachments = listArgument(given, "attachments");
  const blocks = listArgument(given, "blocks");
  // An empty text beside markdown_text is how clients say that there is none.
  const { text: _, ...rest } = given;
  const problems = checkMessage(given.text === "" ? rest : given);
  refuse(problems);
  const markdown = textArgument(given, "markdown_text");
  return {
    text: (textArgument(given, "text") ?? markdown)?.slice(0, limits.messageText),
    blocks: markdown === undefined ? blocks : [{ type: "markdown", text: markdown }],
    attachments,
    metadata: metadataOf(given.metadata),
  };
};

export const isEmpty = ({ text, blocks, attachments }: Partial<Content>): boolean =>
  (text ?? "") === "" && (blocks?.length ?? 0) === 0 && (attachments?.length ?? 0) === 0;

/** `[ERROR] <sentence> [json-pointer:<pointer>]`, as in `response_metadata.messages`. */
export const sentences = (problems: readonly BlockProblem[], root = ""): readonly string[] =>
  problems.map(({ pointer, message }) => `[ERROR] ${message} [json-pointer:${root}${pointer}]`);

const refuse = (problems: readonly BlockProblem[]): void => {
  const at = (pointer: string) => problems.find((problem) => problem.pointer === pointer);
  if (at("/attachments")) throw new SlackRefusal("too_many_attachments");
  const markdown = at("/markdown_text");
  if (markdown)
    throw new SlackRefusal(markdown.code === "too-long" ? "msg_too_long" : "markdown_text_conflict");
  const inBlocks = problems.filter(({ pointer }) => /^\/(?:blocks|attachments\/)/.test(pointer));
  if (inBlocks.length > 0) throw new SlackRefusal("invalid_blocks", { messages: sentences(inBlocks) });
  if (at("/metadata")) throw new SlackRefusal("metadata_too_large");
};

const metadataOf = (value: unknown): Content["metadata"] => {
  if (value === undefined) return undefined;
  if (typeof value !== "object" || value === null) throw new SlackRefusal("invalid_metadata_format");
  if (Object.keys(value).length === 0) return "cleared";
  const { event_type, event_payload } = value as Partial<Metadata>;
  if (typeof event_type !== "string" || typeof event_payload !== "object" || event_payload === null)
    throw new SlackRefusal("invalid_metadata_format");
  return { event_type, event_payload };
};
