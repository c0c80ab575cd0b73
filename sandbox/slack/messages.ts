// Channels and their messages: what is posted, edited and deleted, with Slack's refusals.
// https://docs.slack.dev/reference/methods/chat.postMessage and …/chat.update
import { limits } from "../../src/slack/limits.ts";
import type { WorldClock } from "../clock.ts";
import { checkBlocks } from "./block-check.ts";
import { SlackRefusal } from "./refusal.ts";
import type { Channel, Workspace } from "./workspace.ts";

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

export interface ShownMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly attachments?: readonly unknown[];
  readonly metadata?: Metadata;
  readonly edited: boolean;
  readonly ephemeralFor?: string;
  /** World time, ISO 8601. */
  readonly at: string;
}

/** Arguments of a method, decoded. */
export type Arguments = Readonly<Record<string, unknown>>;

/** The figure is not documented (unverified). */
const metadataMaxBytes = 16_000;

export const textArgument = (given: Arguments, name: string): string | undefined => {
  const value = given[name];
  return typeof value === "string" ? value : undefined;
};

const listArgument = (given: Arguments, name: string): readonly unknown[] | undefined => {
  const value = given[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value))
    throw new SlackRefusal(name === "blocks" ? "invalid_blocks_format" : "invalid_attachments");
  return value;
};

export const createMessages = (clock: WorldClock, workspace: Workspace) => {
  const posted: ShownMessage[] = [];
  let lastTs = 0;

  /** Unique and rising, from world time, to the microsecond. */
  const nextTs = (): string => {
    lastTs = Math.max(lastTs + 1, clock.now() * 1000);
    return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, "0")}`;
  };

  const channelFor = (given: Arguments): Channel => {
    const asked = textArgument(given, "channel") ?? "";
    const channel = workspace.channels.find(({ id, name }) => id === asked || `#${name}` === asked);
    const isDirect = workspace.users.some(({ id }) => id === asked) || asked.startsWith("D");
    if (channel === undefined && isDirect)
      return { id: asked, name: asked, isPrivate: true, members: [workspace.bot] };
    if (channel === undefined) throw new SlackRefusal("channel_not_found");
    if (channel.isArchived) throw new SlackRefusal("is_archived");
    if (!channel.members.includes(workspace.bot)) {
      throw new SlackRefusal(channel.isPrivate ? "channel_not_found" : "not_in_channel");
    }
    return channel;
  };

  const contentOf = (given: Arguments) => {
    const blocks = listArgument(given, "blocks");
    const attachments = listArgument(given, "attachments");
    if ((attachments?.length ?? 0) > limits.attachments) throw new SlackRefusal("too_many_attachments");
    const problems = [
      ...checkBlocks(blocks ?? [], "message"),
      ...(attachments ?? []).flatMap((attachment, index) => {
        const inner = (attachment as { readonly blocks?: unknown }).blocks;
        return inner === undefined ? [] : checkBlocks(inner, "message", `/attachments/${index}/blocks`);
      }),
    ];
    if (problems.length > 0) {
      const messages = problems.map(({ pointer, message }) => `[ERROR] ${message} [json-pointer:${pointer}]`);
      throw new SlackRefusal("invalid_blocks", messages);
    }
    const metadata = given.metadata as Metadata | undefined;
    if (metadata !== undefined && JSON.stringify(metadata).length > metadataMaxBytes) {
      throw new SlackRefusal("metadata_too_large");
    }
    return { text: textArgument(given, "text"), blocks, attachments, metadata };
  };

  const find = (channel: string, ts: string | undefined): number =>
    posted.findIndex((message) => message.channel === channel && message.ts === ts && !message.ephemeralFor);

  const add = (given: Arguments, ephemeralFor?: string): ShownMessage => {
    const channel = channelFor(given);
    const { text = "", blocks = [], attachments, metadata } = contentOf(given);
    if (text === "" && blocks.length === 0 && (attachments?.length ?? 0) === 0)
      throw new SlackRefusal("no_text");
    const threadTs = textArgument(given, "thread_ts");
    if (threadTs !== undefined && find(channel.id, threadTs) < 0) throw new SlackRefusal("thread_not_found");
    const message: ShownMessage = {
      channel: channel.id,
      ts: nextTs(),
      user: workspace.bot,
      text: text.slice(0, limits.messageText),
      blocks,
      edited: false,
      at: new Date(clock.now()).toISOString(),
      ...(threadTs === undefined ? {} : { threadTs }),
      ...(attachments === undefined ? {} : { attachments }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(ephemeralFor === undefined ? {} : { ephemeralFor }),
    };
    posted.push(message);
    return message;
  };

  return {
    channelFor,
    shown: (channel?: string): readonly ShownMessage[] =>
      channel === undefined ? [...posted] : posted.filter((message) => message.channel === channel),

    post: (given: Arguments): ShownMessage => add(given),

    postEphemeral(given: Arguments): ShownMessage {
      const user = textArgument(given, "user");
      const { members } = channelFor(given);
      if (user === undefined || !members.includes(user)) throw new SlackRefusal("user_not_in_channel");
      return add(given, user);
    },

    /** Blocks stay only where no text is given; what is written anew is edited, what is drawn anew is not said to be. */
    update(given: Arguments): ShownMessage {
      const { id } = channelFor(given);
      const index = find(id, textArgument(given, "ts"));
      const before = posted[index];
      if (before === undefined) throw new SlackRefusal("message_not_found");
      if (before.user !== workspace.bot) throw new SlackRefusal("cant_update_message");
      const { text, blocks, attachments, metadata } = contentOf(given);
      if ((text?.length ?? 0) > limits.updateText) throw new SlackRefusal("msg_too_long");
      const after: ShownMessage = {
        ...before,
        text: text ?? before.text,
        blocks: blocks ?? (text === undefined ? before.blocks : []),
        edited: before.edited || (text !== undefined && text !== before.text && blocks === undefined),
        ...(attachments === undefined ? {} : { attachments }),
        ...(metadata === undefined ? {} : { metadata }),
      };
      posted[index] = after;
      return after;
    },

    remove(given: Arguments): void {
      const { id } = channelFor(given);
      const index = find(id, textArgument(given, "ts"));
      if (index < 0) throw new SlackRefusal("message_not_found");
      posted.splice(index, 1);
    },
  };
};
