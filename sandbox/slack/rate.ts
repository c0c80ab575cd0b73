// Slack's rate limits, in wire time: a bucket for each method, and one for each channel that is posted to.
// https://docs.slack.dev/apis/web-api/rate-limits
import { SlackRefusal } from "./refusal.ts";

/** Calls a minute by tier; a method that is not listed is of tier 3. */
const tiers: Readonly<Record<string, number>> = {
  "conversations.list": 20,
  "users.list": 20,
  "usergroups.list": 20,
  "usergroups.users.list": 20,
  "users.info": 100,
  "views.open": 100,
  "views.update": 100,
  "views.push": 100,
  "views.publish": 100,
};
const tierDefault = 50;

/** "About one message a second a channel, short bursts allowed": how short is not said, so this is unverified. */
const postBurst = 3;
const postPerSecond = 1;

interface Bucket {
  tokens: number;
  at: number;
}

export type RateCheck = (method: string, channel: string | undefined) => void;

/** Throws `ratelimited` with the seconds to wait when a call is one too many. */
export const createRates = (isReal: boolean): RateCheck => {
  const buckets = new Map<string, Bucket>();
  const take = (name: string, perSecond: number, burst: number): void => {
    const now = performance.now();
    const bucket = buckets.get(name) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    buckets.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    if (tokens < 1)
      throw new SlackRefusal("ratelimited", [], Math.max(1, Math.ceil((1 - tokens) / perSecond)));
  };
  return (method, channel) => {
    if (!isReal) return;
    if (method === "chat.postMessage") {
      take(`post ${channel}`, postPerSecond, postBurst);
      return;
    }
    const perMinute = tiers[method] ?? tierDefault;
    take(method, perMinute / 60, perMinute);
  };
};
