// Everything that a feature may ask of the outside, on one page. Adapters answer it in AWS and Slack; each
// function is given only the part that it may use.
import type { JobFacts, JobKey, JobKind } from "../backup/job.ts";
import type { RecoveryPoint } from "../backup/recovery-point.ts";
import type { Resource } from "../backup/resource.ts";
import type { DescribedVault, KeyHealth, Vault } from "../backup/vault.ts";
import type { Config, People as ConfiguredPeople } from "../config/config.ts";
import type { Person } from "../config/rights.ts";
import type { Instant } from "../core/time.ts";
import type { Card } from "../slack/card.ts";
import type { Home, Message, Modal } from "../slack/message.ts";
import type { Key, Stored } from "../store/record.ts";
import type { AuditHead, AuditRow, FiledRow } from "./audit.ts";
import type { LaterNote, OpenedView, PostNote, RunNote, SayNote, WorkNote } from "./note.ts";
import type { Operations } from "./operation.ts";
import type { Operator } from "./operator.ts";

/** Right after a sort key, or right before one; the key has the prefix that is listed, and need not lie there. */
export type Beside = { readonly after: string } | { readonly before: string };

/** Conditional writes of one item at a time; no transaction, no scan. */
export interface Store {
  get<Body>(key: Key): Promise<Stored<Body> | undefined>;
  /** Writes only over the version before it: false when somebody else was first. */
  put<Body>(item: Stored<Body>): Promise<boolean>;
  /** Writes only where nothing lies: false when something does. */
  putIfAbsent<Body>(item: Stored<Body>): Promise<boolean>;
  /** Items of a partition whose sort key begins so, in order, at most `max`: the first, or those beside a key. */
  list<Body>(
    partition: string,
    prefix: string,
    max: number,
    beside?: Beside,
  ): Promise<readonly Stored<Body>[]>;
  count(partition: string, prefix: string): Promise<number>;
}

/** The log that is only added to. Each throws a `Fault` with one of the aws-… codes. */
export interface Audit {
  /** One that is there already is no error. */
  insert(row: AuditRow): Promise<void>;
  /** What lies under a UTC day, such as 2026-11-21, by time: the first, or those beside a key. */
  list(day: string, max: number, beside?: Beside): Promise<readonly FiledRow[]>;
}

/** The heads of the log's days, where nobody can change them. Each throws a `Fault` with one of the aws-… codes. */
export interface AuditHeads {
  /** False when the day has one. */
  put(head: AuditHead): Promise<boolean>;
  /** What lies there and is no head is `"unreadable"`. */
  get(day: string): Promise<AuditHead | "unreadable" | undefined>;
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

/** An account in a Region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export interface ListedJob extends DescribedJob {
  readonly job: JobKey;
}

/** A list that may have been cut at what was asked for. */
export interface Listed<Thing> {
  readonly items: readonly Thing[];
  readonly isCut: boolean;
}

export interface JobQuery {
  readonly kind: JobKind;
  readonly createdAfter: Instant;
  readonly createdBefore?: Instant;
  readonly resourceArn?: string;
}

/** AWS Backup, read through the reader role of each account. Each throws a `Fault` with one of the aws-… codes. */
export interface Catalog {
  /** Newest first. */
  jobs(place: Place, query: JobQuery, max: number): Promise<Listed<ListedJob>>;
  job(key: JobKey): Promise<ListedJob>;
  resources(place: Place, max: number): Promise<Listed<Resource>>;
  /** Newest first, without what only Describe tells. */
  points(place: Place, resourceArn: string, max: number): Promise<Listed<RecoveryPoint>>;
  point(place: Place, vaultName: string, arn: string): Promise<RecoveryPoint>;
  vaults(place: Place, max: number): Promise<Listed<Vault>>;
  /** AWS denies a vault that is not there, as it denies one that may not be seen. */
  vault(place: Place, name: string): Promise<DescribedVault>;
  /** The backup and copy jobs of a resource, created since then, that have not ended; newest first. */
  unfinished(place: Place, resourceArn: string, createdAfter: Instant): Promise<readonly ListedJob[]>;
}

/** Keys of KMS, read through the reader role of each account. */
export interface KeyReader {
  /** Throws a `Fault` as Catalog does; that AWS does not tell is an answer. */
  health(place: Place, keyArn: string): Promise<KeyHealth>;
}

export type Tags = Readonly<Record<string, string>>;

/** Tags of what can be backed up, read through the reader role of each account. Each throws a `Fault` as Catalog does. */
export interface TagReader {
  /** The ARNs of what carries all of these tags and could be backed up, whether it ever was or not. */
  carrying(place: Place, tags: Tags, max: number): Promise<Listed<string>>;
  /** Of one resource; none where it carries none, and where there is no such resource any more. */
  of(place: Place, arn: string): Promise<Tags>;
}

export interface Posts {
  /** Queued behind what the same channel waits for; `once` names the sending, so that a second one is dropped. */
  send(note: PostNote, once: string): Promise<void>;
}

export interface Work {
  /** One at a time in a group, in order; a second sending of the same `once` within five minutes is dropped. */
  send(note: WorkNote, group: string, once: string): Promise<void>;
}

export interface Run {
  /** One at a time for a request; a second sending of the same `once` within five minutes is dropped. */
  send(note: RunNote, once: string): Promise<void>;
}

/** Each throws a `Fault` when Slack does not say. That a group is empty, disabled or not in the plan is said. */
export interface People {
  /** Looked up at most a minute ago. */
  find(user: string): Promise<Person>;
  /** Looked up after `since`, the time of the person's own click; those who ask at once share one look. */
  live(user: string, since: Instant): Promise<Person>;
  /**
   * The ids on a list of those who could use a right now: neither bots, guests, strangers nor deactivated. Looked up after
   * `since`, else at most a minute ago. Cut where a list is longer than anybody would ask.
   */
  leads(list: ConfiguredPeople, since?: Instant): Promise<Listed<string>>;
}

/** Modals and Home tabs. Each throws a `Fault`: slack-view-gone when the view is closed or was changed since. */
export interface Views {
  open(triggerId: string, view: Modal): Promise<OpenedView>;
  /** Over the modal that is open. */
  push(triggerId: string, view: Modal): Promise<OpenedView>;
  update(id: string, view: Modal, hash?: string): Promise<void>;
  publish(user: string, view: Home): Promise<void>;
}

/** Answers to where a command was typed or a button pressed: five times in thirty minutes. */
export interface Responder {
  /** Throws a `Fault`: slack-response-over when the address is used up. */
  respond(url: string, message: Message, place: "new" | "same"): Promise<void>;
}

export interface Later {
  /** Comes to the events function after `delaySeconds` (at most 900). */
  send(note: LaterNote, delaySeconds: number): Promise<void>;
}

/** The thread of a message; a broadcast is seen by the whole channel too. */
export interface Thread {
  readonly ts: string;
  readonly isBroadcast?: boolean;
}

/** Throws a `Fault` with one of the slack-… codes. */
export interface Messenger {
  /** Posts, in the thread of a message when one is given, and returns the `ts` of what was posted. */
  post(channel: string, card: Card, thread?: Thread): Promise<string>;
  update(channel: string, ts: string, card: Card): Promise<void>;
  /** Puts a file under a message. */
  upload(
    channel: string,
    thread: string,
    file: { readonly name: string; readonly text: string },
  ): Promise<void>;
  /** To one person, in the app's own direct messages. */
  say(user: string, text: string, blocks: SayNote["blocks"]): Promise<void>;
  /** A file to one person, in the app's own direct messages, under what is said of it. */
  hand(user: string, text: string, file: { readonly name: string; readonly text: string }): Promise<void>;
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
  readonly audit: Audit;
  readonly heads: AuditHeads;
  readonly backup: BackupReader;
  readonly posts: Posts;
  readonly later: Later;
  readonly slack: Messenger;
  readonly catalog: Catalog;
  readonly tags: TagReader;
  readonly keys: KeyReader;
  readonly operator: Operator;
  readonly operations: Operations;
  readonly work: Work;
  readonly run: Run;
  readonly people: People;
  readonly views: Views;
  readonly responder: Responder;
  /** The signing secret and, while it is being changed, the one before it. */
  secrets(): Promise<readonly string[]>;
  /** Stillpoint's own Region, for environments that name none. */
  readonly region: string;
  now(): Instant;
}
