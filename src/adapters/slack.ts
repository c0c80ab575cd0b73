// The Slack Web API as the poster uses it: one message a second to a channel.
import { setTimeout as wait } from "node:timers/promises";
import type { Messenger } from "../ports/world.ts";
import type { Card } from "../slack/card.ts";
import type { Secret } from "./secrets.ts";
import { type SlackOptions, slackCaller } from "./slack-client.ts";

export interface MessengerOptions extends SlackOptions {
  /** Between two messages to one channel; Slack allows one a second. https://docs.slack.dev/apis/web-api/rate-limits */
  readonly paceMs?: number;
}

const paceDefaultMs = 1_000;

export const slackMessenger = (token: Secret, options: MessengerOptions): Messenger => {
  const paceMs = options.paceMs ?? paceDefaultMs;
  const spokeAt = new Map<string, number>();
  const call = slackCaller(token, options);
  const pace = async (channel: string): Promise<void> => {
    const waitMs = (spokeAt.get(channel) ?? Number.NEGATIVE_INFINITY) + paceMs - performance.now();
    if (waitMs > 0) await wait(waitMs);
    spokeAt.set(channel, performance.now());
  };

  return {
    async post(channel, card, thread) {
      await pace(channel);
      const place = { channel, ...(thread === undefined ? {} : { thread_ts: thread }) };
      const answer = await call((client) => client.chat.postMessage({ ...place, ...messageOf(card) }));
      if (answer.ts === undefined) throw new Error("chat.postMessage answered without ts");
      return answer.ts;
    },
    async update(channel, ts, card) {
      await pace(channel);
      await call((client) => client.chat.update({ channel, ts, ...messageOf(card) }));
    },
    async say(user, text, blocks) {
      await pace(user);
      const message = { text, blocks: blocks.map((block) => ({ ...block })) };
      await call((client) =>
        client.chat.postMessage({ channel: user, ...message, unfurl_links: false, unfurl_media: false }),
      );
    },
  };
};

/** The headline above the bar, the rest beside it; with no blocks the text is the message. */
const messageOf = (card: Card) => {
  const common = { text: card.text, metadata: card.metadata, unfurl_links: false, unfurl_media: false };
  const layout =
    card.blocks.length === 0
      ? { blocks: [], attachments: [] }
      : {
          blocks: [...card.blocks],
          attachments: [{ color: card.color, fallback: card.text, blocks: [...card.body] }],
        };
  return { ...common, ...layout };
};
