// Slack as the poster meets it in bad weather: it limits, breaks, takes a message and says nothing, refuses a layout or
// a channel, forgets a message that somebody deleted. It writes down when it took what.
import { Fault, type FaultCode } from "../../src/core/errors.ts";
import type { Messenger } from "../../src/ports/world.ts";
import type { Card } from "../../src/slack/card.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface Weather {
  /** Slack answers nothing but 503, from and until, in minutes of the history. */
  readonly down: readonly (readonly [from: number, until: number])[];
  /** Calls, counted over the history, that are answered 429; with the seconds to wait. */
  readonly limited: ReadonlyMap<number, number>;
  /** Calls that are answered 500, and nothing happened. */
  readonly broken: ReadonlySet<number>;
  /** Calls that happened, and whose answer never came. */
  readonly unanswered: ReadonlySet<number>;
  /** Layouts with these words are refused. */
  readonly layoutRefused: string | undefined;
  /** When production's channel is archived, in minutes. */
  readonly archivedAt: number | undefined;
}

export interface Shown {
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | undefined;
  readonly card: Card;
}

export interface Taken {
  readonly channel: string;
  readonly at: number;
}

const minuteMs = 60_000;
/** A little more than this is taken at once, then one a second. */
const burst = 3;

export const createDispatchSlack = (weather: Weather, production: string, time: VirtualTime) => {
  const startAt = time.now();
  const messages: Shown[] = [];
  const taken: Taken[] = [];
  /** Until when Slack asked to be left alone in a channel, and who did not. */
  const closedUntil = new Map<string, number>();
  const impatient: Taken[] = [];
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  let calls = 0;
  let refusals = 0;
  let doubtful = 0;

  const fault = (code: FaultCode, says: string, retryable: boolean, retryAfterMs?: number): Fault =>
    new Fault(code, says, { retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });

  const hasRoom = (channel: string): boolean => {
    const now = time.now();
    const bucket = buckets.get(channel) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / 1000);
    buckets.set(channel, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    return tokens >= 1;
  };

  const limit = (channel: string, seconds: number): never => {
    refusals += 1;
    closedUntil.set(channel, time.now() + seconds * 1000);
    throw fault("slack-rate-limited", "ratelimited", true, seconds * 1000);
  };

  /** What stands between a call and what it wants. */
  const meet = (channel: string, card: Card, call: number): void => {
    const now = time.now();
    const minute = (now - startAt) / minuteMs;
    if (now < (closedUntil.get(channel) ?? 0)) impatient.push({ channel, at: now });
    if (weather.down.some(([from, until]) => minute >= from && minute < until) || weather.broken.has(call))
      throw fault("slack-unavailable", "503", true);
    const asked = weather.limited.get(call);
    if (asked !== undefined) limit(channel, asked);
    if (!hasRoom(channel)) limit(channel, 1);
    if (channel === production && weather.archivedAt !== undefined && minute >= weather.archivedAt)
      throw fault("slack-channel", "is_archived", false);
    const isRefused =
      weather.layoutRefused !== undefined && JSON.stringify(card.body).includes(weather.layoutRefused);
    if (isRefused && card.blocks.length > 0) throw fault("slack-blocks", "invalid_blocks", false);
  };

  const answer = (channel: string, call: number): void => {
    taken.push({ channel, at: time.now() });
    if (!weather.unanswered.has(call)) return;
    doubtful += 1;
    throw fault("slack-unavailable", "request timed out", true);
  };

  const count = (): number => {
    calls += 1;
    return calls - 1;
  };

  const messenger: Messenger = {
    async post(channel, card, thread) {
      const call = count();
      meet(channel, card, call);
      const parent = messages.find((each) => each.channel === channel && each.ts === thread?.ts);
      if (thread !== undefined && parent === undefined)
        throw fault("slack-message-gone", "thread_not_found", false);
      const ts = `${calls}.0`;
      messages.push({ channel, ts, thread: thread?.ts, card });
      answer(channel, call);
      return ts;
    },
    upload: async () => {},
    hand: async () => {},
    async update(channel, ts, card) {
      const call = count();
      meet(channel, card, call);
      const index = messages.findIndex((each) => each.channel === channel && each.ts === ts);
      const before = messages[index];
      if (before === undefined) throw fault("slack-message-gone", "message_not_found", false);
      messages[index] = { ...before, card };
      answer(channel, call);
    },
    say: async () => {},
  };

  return {
    messenger,
    messages,
    taken,
    impatient,
    /** Somebody deletes the newest card of a channel; answers with what it was. */
    remove(channel: string): string | undefined {
      const index = messages.findLastIndex((each) => each.channel === channel && each.thread === undefined);
      return index < 0 ? undefined : messages.splice(index, 1)[0]?.ts;
    },
    met: () => ({ refusals, doubtful }),
  };
};
