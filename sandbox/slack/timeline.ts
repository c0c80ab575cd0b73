// What stands in the channels: messages in order, each with a ts of its own, as they are now.
import type { WorldClock } from "../clock.ts";
import { SlackRefusal } from "./refusal.ts";

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

export interface Reaction {
  readonly name: string;
  readonly users: readonly string[];
}

export interface ShownFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly size: number;
}

export interface ShownMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  /** A reply that is also shown in the channel. */
  readonly broadcast?: true;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly attachments?: readonly unknown[];
  readonly metadata?: Metadata;
  readonly edited: boolean;
  readonly ephemeralFor?: string;
  readonly reactions?: readonly Reaction[];
  readonly files?: readonly ShownFile[];
  /** World time, ISO 8601. */
  readonly at: string;
}

export type Timeline = ReturnType<typeof createTimeline>;

export const createTimeline = (clock: WorldClock, changed: () => void) => {
  let messages: readonly ShownMessage[] = [];
  /** What messages looked like before: somebody's screen may still show it. */
  const earlier = new Map<string, readonly ShownMessage[]>();
  let lastTs = 0;

  /** Unique and rising, from world time, to the microsecond. */
  const nextTs = (): string => {
    lastTs = Math.max(lastTs + 1, clock.now() * 1000);
    return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, "0")}`;
  };

  const set = (next: readonly ShownMessage[]): void => {
    messages = next;
    changed();
  };

  return {
    shown: (channel?: string): readonly ShownMessage[] =>
      channel === undefined ? messages : messages.filter((message) => message.channel === channel),

    add(content: Omit<ShownMessage, "ts" | "at" | "edited">): ShownMessage {
      const at = new Date(clock.now()).toISOString();
      const message: ShownMessage = { ...content, ts: nextTs(), edited: false, at };
      set([...messages, message]);
      return message;
    },

    /** What everybody can see; an ephemeral message is not found again, not even by its app. */
    find(channel: string, ts: string | undefined): ShownMessage {
      const found = messages.find(
        (message) => message.channel === channel && message.ts === ts && message.ephemeralFor === undefined,
      );
      if (found === undefined) throw new SlackRefusal("message_not_found");
      return found;
    },

    /** Newest first. */
    earlier: (channel: string, ts: string): readonly ShownMessage[] => earlier.get(`${channel}/${ts}`) ?? [],

    put(after: ShownMessage): ShownMessage {
      const before = messages.find((message) => isSame(message, after));
      const name = `${after.channel}/${after.ts}`;
      if (before !== undefined)
        earlier.set(name, [before, ...(earlier.get(name) ?? [])].slice(0, earlierMax));
      set(messages.map((message) => (isSame(message, after) ? after : message)));
      return after;
    },

    remove(gone: ShownMessage): void {
      set(messages.filter((message) => !isSame(message, gone)));
    },
  };
};

/** Nobody's screen is older. */
const earlierMax = 5;

const isSame = (one: ShownMessage, other: ShownMessage): boolean =>
  one.channel === other.channel && one.ts === other.ts;
