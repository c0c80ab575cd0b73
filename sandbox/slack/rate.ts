// Slack's rate limits, in wire time: a bucket for each method, and one for each channel that is posted to.
// https://docs.slack.dev/apis/web-api/rate-limits
import { SlackRefusal } from "./refusal.ts";

const tier2 = 20;
const tier3 = 50;
const tier4 = 100;
/** "Hundreds a minute", for what has a limit of its own: the figure is not said, so this is unverified. */
const special = 300;

/** Calls a minute. */
const rates: Readonly<Record<string, number>> = {
  "auth.test": special,
  "chat.getPermalink": special,
  "chat.postEphemeral": tier4,
  "chat.update": tier3,
  "chat.delete": tier3,
  "conversations.info": tier3,
  "conversations.open": tier3,
  "conversations.history": tier3,
  "conversations.replies": tier3,
  "conversations.members": tier4,
  "users.info": tier4,
  "users.list": tier2,
  "usergroups.list": tier2,
  "usergroups.users.list": tier2,
  "views.open": tier4,
  "views.update": tier4,
  "views.push": tier4,
  "views.publish": tier4,
  "files.getUploadURLExternal": tier4,
  "files.completeUploadExternal": tier4,
  "reactions.add": tier3,
  /** Has a special limit that Slack keeps to itself. */
  "blocks.validate": tier3,
};

/** "About one message a second a channel, short bursts allowed": how short is not said, so this is unverified. */
const postBurst = 3;
const postPerSecond = 1;

interface Bucket {
  tokens: number;
  at: number;
}

export type RateCheck = (method: string, channel: string | undefined) => void;

/** Throws `ratelimited` with the seconds to wait when a call is one too many. */
export const createRates = (isReal: () => boolean): RateCheck => {
  const buckets = new Map<string, Bucket>();
  const take = (name: string, perSecond: number, burst: number): void => {
    const now = performance.now();
    const bucket = buckets.get(name) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    buckets.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    if (tokens >= 1) return;
    const retryAfterSeconds = Math.max(1, Math.ceil((1 - tokens) / perSecond));
    throw new SlackRefusal("ratelimited", { retryAfterSeconds });
  };
  return (method, channel) => {
    if (!isReal()) return;
    if (method === "chat.postMessage") {
      take(`post ${channel}`, postPerSecond, postBurst);
      take(method, special / 60, special);
      return;
    }
    const perMinute = Object.hasOwn(rates, method) ? rates[method] : undefined;
    if (perMinute !== undefined) take(method, perMinute / 60, perMinute);
  };
};
