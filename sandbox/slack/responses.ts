// Response addresses: five answers in thirty minutes to whoever pressed or typed, without a token.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
import { randomBytes } from "node:crypto";
import type { WorldClock } from "../clock.ts";
import { type Arguments, flagArgument, textArgument } from "./arguments.ts";
import { contentOf, isEmpty } from "./content.ts";
import { carried, threadOf } from "./messages.ts";
import { SlackRefusal } from "./refusal.ts";
import type { ShownMessage, Timeline } from "./timeline.ts";
import type { Channel, Workspace } from "./workspace.ts";

const usesMax = 5;
const livesMs = 30 * 60_000;

interface ResponseAddress {
  readonly user: string;
  readonly channel: string;
  readonly until: number;
  uses: number;
  /** What `replace_original` and `delete_original` mean: what was pressed, or else the first answer. */
  original: string | undefined;
}

export const createResponses = (clock: WorldClock, workspace: Workspace, timeline: Timeline) => {
  const addresses = new Map<string, ResponseAddress>();

  const originalOf = ({ channel, original }: ResponseAddress): ShownMessage | undefined =>
    timeline.shown(channel).find(({ ts }) => ts === original);

  const say = (address: ResponseAddress, given: Arguments): void => {
    const content = contentOf(given);
    if (isEmpty(content)) throw new SlackRefusal("no_text");
    const before = originalOf(address);
    const text = content.text ?? "";
    const blocks = content.blocks ?? [];
    if (flagArgument(given, "replace_original") && before !== undefined) {
      const { attachments: _, ...rest } = before;
      timeline.put({ ...rest, text, blocks, ...carried(content) });
      return;
    }
    const isForAll = textArgument(given, "response_type") === "in_channel";
    // Whoever holds the address may answer, member of the channel or not.
    const channel: Channel = { id: address.channel, name: "", isPrivate: false, members: [] };
    const { ts } = timeline.add({
      channel: address.channel,
      user: workspace.bot,
      text,
      blocks,
      ...threadOf(timeline, channel, given),
      ...carried(content),
      ...(isForAll ? {} : { ephemeralFor: address.user }),
    });
    address.original ??= ts;
  };

  return {
    /** The last part of a new address. `ts` is the message that was pressed; a command has none. */
    issue(user: string, channel: string, ts?: string): string {
      const id = randomBytes(12).toString("hex");
      addresses.set(id, { user, channel, until: clock.now() + livesMs, uses: 0, original: ts });
      return id;
    },

    use(id: string, given: Arguments): void {
      const address = addresses.get(id);
      if (address === undefined) throw new SlackRefusal("invalid_url");
      if (clock.now() > address.until) throw new SlackRefusal("expired_url");
      if (address.uses >= usesMax) throw new SlackRefusal("used_url");
      if (flagArgument(given, "delete_original")) {
        const before = originalOf(address);
        if (before !== undefined) timeline.remove(before);
      } else {
        say(address, given);
      }
      address.uses += 1;
    },
  };
};
