// Reading channels and threads back, in Slack's own shape of a message.
// https://docs.slack.dev/reference/methods/conversations.history and …/conversations.replies
import { type Arguments, flagArgument, pageOf, textArgument } from "./arguments.ts";
import type { Channels } from "./channels.ts";
import { SlackRefusal } from "./refusal.ts";
import type { ShownMessage, Timeline } from "./timeline.ts";
import type { Workspace } from "./workspace.ts";

export const createHistory = (workspace: Workspace, timeline: Timeline, channels: Channels) => {
  const seenByAll = (channel: string) =>
    timeline.shown(channel).filter(({ ephemeralFor }) => ephemeralFor === undefined);

  const shaped = (message: ShownMessage, withMetadata = true) => {
    const replies = seenByAll(message.channel).filter(({ threadTs }) => threadTs === message.ts);
    const threadTs = message.threadTs ?? (replies.length > 0 ? message.ts : undefined);
    return {
      type: "message",
      ...(message.broadcast ? { subtype: "thread_broadcast" } : {}),
      user: message.user,
      ...(message.user === workspace.bot ? { bot_id: workspace.botId, app_id: workspace.appId } : {}),
      team: workspace.teamId,
      ts: message.ts,
      text: message.text,
      ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
      ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
      ...(message.files === undefined ? {} : { files: message.files }),
      ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
      ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      ...(replies.length === 0 ? {} : { reply_count: replies.length, latest_reply: replies.at(-1)?.ts }),
      ...(message.reactions === undefined
        ? {}
        : { reactions: message.reactions.map((each) => ({ ...each, count: each.users.length })) }),
    };
  };

  const between = (messages: readonly ShownMessage[], given: Arguments) => {
    const oldest = Number(textArgument(given, "oldest") ?? 0);
    const latest = Number(textArgument(given, "latest") ?? Number.POSITIVE_INFINITY);
    const isInclusive = flagArgument(given, "inclusive");
    return messages.filter(({ ts }) => {
      const at = Number(ts);
      return isInclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
    });
  };

  const answer = (messages: readonly ShownMessage[], given: Arguments, usual: number) => {
    const { items, next } = pageOf(messages, given, usual);
    const withMetadata = flagArgument(given, "include_all_metadata");
    return {
      messages: items.map((message) => shaped(message, withMetadata)),
      has_more: next !== "",
      ...(next === "" ? {} : { response_metadata: { next_cursor: next } }),
    };
  };

  return {
    shaped,

    /** The newest first, without replies but those that were also sent to the channel. */
    history(given: Arguments) {
      const { id } = channels.joined(given);
      const own = seenByAll(id).filter(({ threadTs, broadcast }) => threadTs === undefined || broadcast);
      return answer(between(own, given).toReversed(), given, 100);
    },

    /** The parent first, then its replies, the oldest first. */
    replies(given: Arguments) {
      const { id } = channels.joined(given);
      const ts = textArgument(given, "ts");
      const thread = seenByAll(id).filter((message) => message.ts === ts || message.threadTs === ts);
      if (thread.length === 0) throw new SlackRefusal("thread_not_found");
      return answer(thread, given, 1_000);
    },
  };
};
