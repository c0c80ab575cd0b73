// The Slack Web API as the poster uses it: one message a second to a channel.
import { setTimeout as wait } from "node:timers/promises";
import type { Messenger, Thread } from "../ports/world.ts";
import type { Card } from "../slack/card.ts";
import type { Secret } from "./secrets.ts";
import { type SlackOptions, slackCaller } from "./slack-client.ts";

export interface MessengerOptions extends SlackOptions {
  /** Between two messages to one channel; Slack allows one a second. https://docs.slack.dev/apis/web-api/rate-limits */
  readonly paceMs?: number;
}

const paceDefaultMs = 1_000;

export const slackMessenger = (token: Secret, options: MessengerOptions): PacedMessenger => {
  const call = slackCaller(token, options);
  const messenger: Messenger = {
    async post(channel, card, thread) {
      const place = { channel, ...(thread === undefined ? {} : threadOf(thread)) };
      const answer = await call((client) => client.chat.postMessage({ ...place, ...messageOf(card) }));
      if (answer.ts === undefined) throw new Error("chat.postMessage answered without ts");
      return answer.ts;
    },
    async update(channel, ts, card) {
      await call((client) => client.chat.update({ channel, ts, ...messageOf(card) }));
    },
    async upload(channel, thread, { name, text }) {
      const file = { file: Buffer.from(text, "utf8"), filename: name, title: name };
      await call((client) => client.files.uploadV2({ channel_id: channel, thread_ts: thread, ...file }));
    },
    async say(user, text, blocks) {
      const message = { text, blocks: blocks.map((block) => ({ ...block })) };
      await call((client) =>
        client.chat.postMessage({ channel: user, ...message, unfurl_links: false, unfurl_media: false }),
      );
    },
    async hand(user, text, { name, text: content }) {
      const file = { file: Buffer.from(content, "utf8"), filename: name, title: name };
      // Files know no person for a channel; the message opens the conversation and tells which it is.
      const said = await call((client) => client.chat.postMessage({ channel: user, text }));
      if (said.channel === undefined) throw new Error("chat.postMessage answered without channel");
      const channel = said.channel;
      await call((client) => client.files.uploadV2({ channel_id: channel, ...file }));
    },
  };
  return paced(messenger, options.paceMs ?? paceDefaultMs);
};

export interface PacedMessenger extends Messenger {
  /**
   * Waits until it may speak again. The next note of a channel may go to another container, which does not know when this
   * one spoke: whoever is done stays for the rest of the second, and its group with it.
   */
  rest(): Promise<void>;
}

/** How time passes on the wire. */
export interface Wire {
  now(): number;
  wait(ms: number): Promise<unknown>;
}

const realWire: Wire = { now: () => performance.now(), wait };

/** Speaks in one channel at most every `paceMs`. */
export const paced = (messenger: Messenger, paceMs: number, wire = realWire): PacedMessenger => {
  const spokeAt = new Map<string, number>();
  const leftMs = (at = Number.NEGATIVE_INFINITY) => at + paceMs - wire.now();
  const pause = async (ms: number): Promise<void> => {
    if (ms > 0) await wire.wait(ms);
  };
  const speak = async <Answer>(channel: string, say: () => Promise<Answer>): Promise<Answer> => {
    await pause(leftMs(spokeAt.get(channel)));
    try {
      return await say();
    } finally {
      // From the answer on, for a request may have been slow on its way.
      spokeAt.set(channel, wire.now());
    }
  };
  return {
    post: (channel, card, thread) => speak(channel, () => messenger.post(channel, card, thread)),
    update: (channel, ts, card) => speak(channel, () => messenger.update(channel, ts, card)),
    upload: (channel, thread, file) => speak(channel, () => messenger.upload(channel, thread, file)),
    say: (user, text, blocks) => speak(user, () => messenger.say(user, text, blocks)),
    hand: (user, text, file) => speak(user, () => messenger.hand(user, text, file)),
    rest: () => pause(leftMs(Math.max(Number.NEGATIVE_INFINITY, ...spokeAt.values()))),
  };
};

const threadOf = ({ ts, isBroadcast }: Thread) =>
  isBroadcast === true
    ? { thread_ts: ts, reply_broadcast: true as const }
    : { thread_ts: ts, reply_broadcast: false as const };

/** The headline above the bar, the rest beside it; with no rest there is no bar, with no blocks the text is the message. */
const messageOf = (card: Card) => {
  const common = { text: card.text, metadata: card.metadata, unfurl_links: false, unfurl_media: false };
  const layout =
    card.blocks.length === 0
      ? { blocks: [], attachments: [] }
      : {
          blocks: [...card.blocks],
          attachments:
            card.body.length === 0
              ? []
              : [{ color: card.color, fallback: card.text, blocks: [...card.body] }],
        };
  return { ...common, ...layout };
};
