// Where the books lie in the table. An entry is found again by its message alone, however late it comes again; a day is
// parted into shards, so that no partition is hot in a storm.
import { canonicalJson, digestOf } from "../../core/ids.ts";
import { dayMs, type Instant, instant, isoOf } from "../../core/time.ts";
import type { Key } from "../../store/record.ts";

/** Longer than a week and what a queue keeps, with room for a line that is told late. */
const keepMs = 40 * dayMs;

export const keepEntryUntil = (now: Instant): Instant => instant(now + keepMs);

const saysLength = 24;

export const saysOf = (body: string, attributes: Readonly<Record<string, string>>): string =>
  digestOf(canonicalJson([body, attributes])).slice(0, saysLength);

/** By what was said: whatever says the same lies in the same shard. */
export const shards = [..."0123456789abcdef"];

/** The day on which it was sent, in UTC: a message that comes again was sent when it was sent. */
export const entriesOn = (sentAt: Instant, shard: string): string =>
  `ledger#${isoOf(sentAt).slice(0, 10)}#${shard}`;

export const entryKey = (messageId: string, sentAt: Instant, says: string): Key => ({
  partition: entriesOn(sentAt, says.slice(0, 1)),
  sort: messageId,
});

export const weekKey = (first: string): Key => ({ partition: `week#${first}`, sort: "head" });

/** Up to when the clock has looked. */
export const lookKey = (): Key => ({ partition: "week#look", sort: "head" });
