// Everything that a feature may ask of the outside, on one page. Adapters answer it in AWS and Slack; each
// function is given only the part that it may use.
import type { JobFacts, JobKey } from "../backup/job.ts";
import type { Config } from "../config/config.ts";
import type { Instant } from "../core/time.ts";
import type { Card } from "../slack/card.ts";
import type { Key, Stored } from "../store/record.ts";
import type { DrawNote, EnrichNote } from "./note.ts";

/** Conditional writes of one item at a time; no transaction, no scan. */
export interface Store {
  get<Body>(key: Key): Promise<Stored<Body> | undefined>;
  /** Writes only over the version before it: false when somebody else was first. */
  put<Body>(item: Stored<Body>): Promise<boolean>;
  /** Writes only where nothing lies: false when something does. */
  putIfAbsent<Body>(item: Stored<Body>): Promise<boolean>;
  /** Items of a partition whose sort key begins so, in order, at most `max`. */
  list<Body>(partition: string, prefix: string, max: number): Promise<readonly Stored<Body>[]>;
  count(partition: string, prefix: string): Promise<number>;
}

/** What AWS Backup says of a job when it is asked. */
export interface DescribedJob {
  readonly state: string;
  readonly facts: JobFacts;
}

export interface BackupReader {
  /** Throws a `Fault`: aws-throttled, aws-denied, aws-unavailable or aws-not-found. */
  describe(job: JobKey): Promise<DescribedJob>;
}

export interface Posts {
  /** Queued behind what the same channel waits for; `once` names the sending, so that a second one is dropped. */
  send(note: DrawNote, once: string): Promise<void>;
}

export interface Later {
  /** Comes back to the events function after `delaySeconds` (at most 900). */
  send(note: EnrichNote, delaySeconds: number): Promise<void>;
}

/** Throws a `Fault` with one of the slack-… codes. */
export interface Messenger {
  /** Posts and returns the message's `ts`. */
  post(channel: string, card: Card): Promise<string>;
  update(channel: string, ts: string, card: Card): Promise<void>;
}

/** One line of JSON with a fixed verb; never a token, a signature or a `response_url`. */
export interface Log {
  info(verb: string, facts: Readonly<Record<string, unknown>>): void;
  warn(verb: string, facts: Readonly<Record<string, unknown>>): void;
  error(verb: string, facts: Readonly<Record<string, unknown>>): void;
}

export interface World {
  readonly config: Config;
  readonly log: Log;
  readonly store: Store;
  readonly backup: BackupReader;
  readonly posts: Posts;
  readonly later: Later;
  readonly slack: Messenger;
  now(): Instant;
}
