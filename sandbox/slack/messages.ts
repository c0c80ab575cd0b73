// Messages as an app posts, edits, deletes and marks them, with Slack's refusals.
// https://docs.slack.dev/reference/methods/chat.postMessage, …/chat.update, …/chat.delete, …/reactions.add
import { limits } from "../../src/slack/limits.ts";
import { type Arguments, flagArgument, textArgument } from "./arguments.ts";
import type { Channels } from "./channels.ts";
import { type Content, contentOf, isEmpty } from "./content.ts";
import { SlackRefusal } from "./refusal.ts";
import type { ShownMessage, Timeline } from "./timeline.ts";
import type { Channel, Workspace } from "./workspace.ts";

/** What a message carries, without the fields that are not there. */
export const carried = ({ attachments, metadata }: Content) => ({
  ...(attachments === undefined ? {} : { attachments }),
  ...(metadata === undefined || metadata === "cleared" ? {} : { metadata }),
});

/** A reply hangs on a message that stands in the channel itself. */
export const threadOf = (timeline: Timeline, channel: Channel, given: Arguments) => {
  const threadTs = textArgument(given, "thread_ts");
  if (threadTs === undefined) return {};
  const parent = timeline.shown(channel.id).find(({ ts, ephemeralFor }) => ts === threadTs && !ephemeralFor);
  if (parent === undefined || (parent.threadTs !== undefined && parent.threadTs !== parent.ts))
    throw new SlackRefusal("thread_not_found");
  return { threadTs, ...(flagArgument(given, "reply_broadcast") ? { broadcast: true as const } : {}) };
};

export const createMessages = (workspace: Workspace, timeline: Timeline, channels: Channels) => {
  const add = (given: Arguments, channel: Channel, more: Partial<ShownMessage>): ShownMessage => {
    const content = contentOf(given);
    if (isEmpty(content)) throw new SlackRefusal("no_text");
    return timeline.add({
      channel: channel.id,
      user: workspace.bot,
      text: content.text ?? "",
      blocks: content.blocks ?? [],
      ...threadOf(timeline, channel, given),
      ...carried(content),
      ...more,
    });
  };

  return {
    post: (given: Arguments): ShownMessage => add(given, channels.addressed(given), {}),

    postEphemeral(given: Arguments): ShownMessage {
      const channel = channels.writable(given);
      const user = textArgument(given, "user");
      if (user === undefined || !channel.members.includes(user))
        throw new SlackRefusal("user_not_in_channel");
      return add(given, channel, { ephemeralFor: user });
    },

    /** Blocks stay only where no text is given; what is written anew is edited, what is drawn anew is not said to be. */
    update(given: Arguments): ShownMessage {
      const channel = channels.writable(given);
      const before = timeline.find(channel.id, textArgument(given, "ts"));
      if (before.user !== workspace.bot) throw new SlackRefusal("cant_update_message");
      if ((textArgument(given, "text")?.length ?? 0) > limits.updateText)
        throw new SlackRefusal("msg_too_long");
      const content = contentOf(given);
      const { text, blocks, attachments, metadata } = content;
      if (text === undefined && blocks === undefined && attachments === undefined)
        throw new SlackRefusal("no_text");
      const { metadata: kept, ...rest } = before;
      const after: ShownMessage = {
        ...rest,
        ...(kept === undefined || metadata !== undefined ? {} : { metadata: kept }),
        text: text ?? before.text,
        blocks: blocks ?? (text === undefined ? before.blocks : []),
        edited: before.edited || (text !== undefined && text !== before.text && blocks === undefined),
        ...carried(content),
      };
      if (isEmpty(after)) throw new SlackRefusal("no_text");
      if (hasRichText(before.blocks) && after.blocks.length > 0 && !hasRichText(after.blocks))
        throw new SlackRefusal("block_mismatch");
      return timeline.put(after);
    },

    remove(given: Arguments): ShownMessage {
      const channel = channels.writable(given);
      const message = timeline.find(channel.id, textArgument(given, "ts"));
      if (message.user !== workspace.bot) throw new SlackRefusal("cant_delete_message");
      timeline.remove(message);
      return message;
    },

    permalink(given: Arguments) {
      const channel = channels.seen(given);
      const { ts } = timeline.find(channel.id, textArgument(given, "message_ts"));
      const address = `https://sandbox.slack.com/archives/${channel.id}/p${ts.replace(".", "")}`;
      return { channel: channel.id, permalink: address };
    },

    react(given: Arguments): void {
      const name = textArgument(given, "name");
      if (name === undefined || name === "") throw new SlackRefusal("no_reaction");
      if (!/^[\w+'-]+(?:::skin-tone-[2-6])?$/.test(name)) throw new SlackRefusal("invalid_name");
      if (given.timestamp === undefined) throw new SlackRefusal("no_item_specified");
      const channel = channels.writable(given);
      const message = timeline.find(channel.id, textArgument(given, "timestamp"));
      const { reactions = [] } = message;
      const same = reactions.find((reaction) => reaction.name === name);
      if (same?.users.includes(workspace.bot)) throw new SlackRefusal("already_reacted");
      const mine = { name, users: [...(same?.users ?? []), workspace.bot] };
      timeline.put({ ...message, reactions: [...reactions.filter((each) => each !== same), mine] });
    },
  };
};

const hasRichText = (blocks: readonly unknown[]): boolean =>
  blocks.some((block) => (block as { readonly type?: unknown } | null)?.type === "rich_text");
