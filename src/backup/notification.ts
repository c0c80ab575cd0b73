// The one type that every feed is parsed into.
import type { Instant } from "../core/time.ts";
import type { Caller } from "./caller.ts";
import type { Feed, JobFacts, JobKey, Severity } from "./job.ts";
import type { ThingFact, ThingKey } from "./thing.ts";

/** A job was in `state` at `at`. */
export interface JobNotification {
  readonly type: "job";
  readonly feed: Exclude<Feed, "describe" | "list">;
  readonly job: JobKey;
  readonly state: string;
  readonly at: Instant;
  readonly facts: JobFacts;
}

/** Something that is no job was in `state` at `at`. */
export interface ThingNotification {
  readonly type: "thing";
  readonly feed: "sns" | "eventbridge";
  readonly thing: ThingKey;
  /** AWS's own word, as written. */
  readonly state: string;
  /** What the word means; `unknown` for one that AWS did not have when this was written. */
  readonly sense: string;
  readonly severity: Severity;
  readonly at: Instant;
  readonly facts: readonly ThingFact[];
  /** AWS's own words. */
  readonly message?: string;
  /** What of it this is about, one name each, where AWS tells of parts. */
  readonly objects?: readonly string[];
}

/** Anything else: shown as it came. `id` names the delivery, so that a second one is the same card. */
export interface RawNotification {
  readonly type: "raw";
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly account?: string;
  readonly region?: string;
  readonly at?: Instant;
  readonly body: string;
}

/** A job that has begun but is not named yet: the first copy event has no job id. Nothing to tell. */
export interface UnnamedNotification {
  readonly type: "unnamed";
  readonly detailType: string;
}

/** Somebody started or stopped a job by a call of AWS's API. */
export interface CallNotification {
  readonly type: "call";
  readonly deed: "start" | "stop";
  readonly job: JobKey;
  /** AWS's name of the call. */
  readonly name: string;
  readonly at: Instant;
  readonly caller: Caller;
  /** What was asked for. */
  readonly facts: JobFacts;
}

/** Somebody wanted to, and was refused: nothing began or ended. */
export interface RefusedCall {
  readonly type: "refused-call";
  readonly name: string;
}

export type Notification =
  | JobNotification
  | ThingNotification
  | RawNotification
  | UnnamedNotification
  | CallNotification
  | RefusedCall;

/** What the queue handed over. */
export interface Delivery {
  readonly body: string;
  /** The queue's own id for the message, when the content has none. */
  readonly messageId: string;
  readonly sentAt: Instant;
  /** Native message attributes: where SNS puts its own when raw delivery is on. */
  readonly attributes: Readonly<Record<string, string>>;
}
