// What is written down of each event that comes, and what a week of them comes to.
import type { Instant } from "../../core/time.ts";

/** One delivery in the books. */
export interface Entry {
  /** When it was first handed over, to the function that wrote last. */
  readonly receivedAt: Instant;
  /** Who told: AWS, or the watch what AWS did not. */
  readonly by: "aws" | "watch";
  /** A digest of what it says. What is put back from a dead-letter queue has a new id and says the same. */
  readonly says: string;
  /** What became of it. Without one it is on its way, in the dead-letter queue, or lost. */
  readonly outcome?: string;
}

/** From the beginning of a day to the beginning of another, in the team's zone. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** How many events came to what. What came is the sum of all of it. */
export interface Tally {
  /** By the name of the rule. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Received and never brought to an end. */
  readonly lost: number;
  /** Of all that came to an end: what AWS never delivered, and the watch found. */
  readonly found: number;
}

/** A week that is over, as the weekly line tells it. */
export interface Week extends Span {
  /** Its first day, such as 2026-11-16: what it is called. */
  readonly first: string;
  /** Its last day. */
  readonly last: string;
  readonly tally: Tally;
  readonly channel: string;
  /** The channel that refused it, and Slack's word for why, when it had to go elsewhere. */
  readonly refusedBy?: { readonly channel: string; readonly refusal: string };
  /** The message that tells it, once it was posted. */
  readonly ts?: string;
}

/** When the clock last looked whether a week is over. */
export interface Look {
  readonly at: Instant;
}
