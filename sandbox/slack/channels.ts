// Which channel a call means, and whether the app may look into it or write there; and the calls about channels.
// https://docs.slack.dev/reference/methods?family=conversations
import { type Arguments, pageOf, textArgument } from "./arguments.ts";
import { SlackRefusal } from "./refusal.ts";
import type { Channel, Person, Workspace } from "./workspace.ts";

export type Channels = ReturnType<typeof createChannels>;

/** Members of a group conversation beside the app. */
const openMax = 8;

export const createChannels = (workspace: Workspace) => {
  /** One person's conversation with the app; its id tells whose it is. */
  const direct = ({ id }: Person): Channel => ({
    id: `D${id.slice(1)}`,
    name: id,
    isPrivate: true,
    members: [workspace.bot, id],
  });
  const people = workspace.users.filter((user) => !user.deleted && !user.is_bot);

  const find = (asked: string): Channel | undefined =>
    workspace.channels.find(({ id, name }) => id === asked || `#${name}` === asked || name === asked) ??
    people.map(direct).find(({ id }) => id === asked);

  /** A private channel of others is as if it were not there. */
  const seen = (given: Arguments): Channel => {
    const channel = find(textArgument(given, "channel") ?? "");
    const isHidden = channel?.isPrivate === true && !channel.members.includes(workspace.bot);
    if (channel === undefined || isHidden) throw new SlackRefusal("channel_not_found");
    return channel;
  };

  const joined = (given: Arguments): Channel => {
    const channel = seen(given);
    if (!channel.members.includes(workspace.bot)) throw new SlackRefusal("not_in_channel");
    return channel;
  };

  const writable = (given: Arguments): Channel => {
    const channel = seen(given);
    if (channel.isArchived) throw new SlackRefusal("is_archived");
    return joined(given);
  };

  return {
    seen,
    joined,
    writable,

    /** chat.postMessage alone takes a person for a channel and opens the conversation with them. */
    addressed(given: Arguments): Channel {
      const person = people.find(({ id }) => id === textArgument(given, "channel"));
      return person === undefined ? writable(given) : direct(person);
    },

    info(given: Arguments) {
      const { id, name, isPrivate, isArchived, members } = seen(given);
      const isDirect = id.startsWith("D");
      return {
        channel: {
          id,
          ...(isDirect ? { user: name } : { name, name_normalized: name }),
          is_im: isDirect,
          is_channel: !isPrivate,
          is_group: isPrivate && !isDirect,
          is_private: isPrivate,
          is_archived: isArchived === true,
          is_member: members.includes(workspace.bot),
        },
      };
    },

    members(given: Arguments) {
      const { items, next } = pageOf(seen(given).members, given, 100);
      return { members: items, response_metadata: { next_cursor: next } };
    },

    open(given: Arguments) {
      const ids = (textArgument(given, "users") ?? "").split(",").filter((id) => id !== "");
      const known = textArgument(given, "channel");
      if (ids.length === 0 && known !== undefined) return { channel: { id: seen(given).id } };
      const [first, ...others] = ids;
      if (first === undefined) throw new SlackRefusal("users_list_not_supplied");
      if (ids.length > openMax) throw new SlackRefusal("too_many_users");
      // A conversation of several is not simulated: Stillpoint speaks to one person or to a channel.
      if (others.length > 0) throw new SlackRefusal("method_not_supported_for_channel_type");
      const person = workspace.users.find(({ id }) => id === first);
      if (person === undefined) throw new SlackRefusal("user_not_found");
      if (person.deleted) throw new SlackRefusal("user_disabled");
      if (person.is_bot) throw new SlackRefusal("cannot_dm_bot");
      return { channel: { id: direct(person).id } };
    },
  };
};
