// A job of AWS Backup: its key, its states and what is known of it. Pure; the states are AWS's own words.
import type { Instant } from "../core/time.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { aboutReason, reasonOf, saysFailed } from "./reason.ts";

export type JobKind = "backup" | "copy" | "restore";

/** Which job: unique over all accounts and Regions. The id is lower case; AWS writes it in either. */
export interface JobKey {
  readonly account: string;
  readonly region: string;
  readonly kind: JobKind;
  readonly id: string;
}

/** What one source told of a job. Every member may be missing: SNS tells almost nothing. */
export interface JobFacts {
  /** The job's id as AWS wrote it: keys fold its case, calls and cards do not. */
  readonly writtenId?: string;
  readonly resourceArn?: string;
  readonly resourceName?: string;
  readonly resourceType?: string;
  readonly vaultName?: string;
  readonly destinationVaultArn?: string;
  readonly recoveryPointArn?: string;
  /** Of a copy: what is copied. */
  readonly sourcePointArn?: string;
  readonly createdResourceArn?: string;
  readonly planId?: string;
  readonly planName?: string;
  /** What else had AWS Backup start it by itself: a restore testing plan, or another job that it is part of. */
  readonly startedBy?: "restore-testing" | "job";
  readonly ruleName?: string;
  readonly iamRoleArn?: string;
  /** AWS's own words for what happened; never empty. */
  readonly message?: string;
  /** AWS's MessageCategory; "SUCCESS" says that the message is no complaint. */
  readonly category?: string;
  /** How long what it made is kept; missing where it was not told. */
  readonly lifecycle?: Lifecycle;
  readonly bytes?: number;
  readonly percentDone?: number;
  /** Whether VSS was asked for; missing where the source does not say. */
  readonly windowsVss?: boolean;
  readonly createdAt?: Instant;
  readonly completedAt?: Instant;
  /** When the newest recovery point of the resource was made, before this job; "none" when it has none. */
  readonly lastPoint?: Instant | "none";
  /** Names of objects that failed within the job, as SNS told them one by one. */
  readonly failedObjects?: readonly string[];
  /** Of the resource's tags, those that a route names. No job tells them: they are asked for. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The team's word on the message, as long as it holds; no source tells it. */
  readonly accepted?: Acceptance;
}

/** A complaint that the team takes as it is, until a day and for a reason. */
export interface Acceptance {
  readonly until: string;
  readonly why: string;
}

/**
 * Where a fact came from. When they differ: Describe is asked last and knows most, SNS knows least. "list" is what
 * AWS's lists showed and AWS never told.
 */
export type Feed = "sns" | "list" | "eventbridge" | "describe";

/**
 * How far a state is: a later one is never undone by an earlier one that arrives late, and of two ends
 * the worse one counts. States of AWS Backup, API model of 2026-08:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html (and API_CopyJob, API_RestoreJobsListMember)
 */
const ranks: ReadonlyMap<string, number> = new Map([
  ["CREATED", 0],
  ["PENDING", 1],
  ["RUNNING", 2],
  ["ABORTING", 3],
  ["COMPLETING", 3],
  ["FAILING", 3],
  ["COMPLETED", 4],
  ["PARTIAL", 5],
  ["ABORTED", 6],
  ["EXPIRED", 7],
  ["FAILED", 8],
]);

/** The rank of a state, or undefined for a word that AWS did not have when this was written. */
export const rankOf = (state: string): number | undefined => ranks.get(state);

/** Whether the job has ended, for better or worse; an unknown state counts as not ended. */
export const isEnd = (state: string): boolean => (rankOf(state) ?? 0) >= 4;

/**
 * Of two states that stand in one breath: a bad end before a word that nobody knows, that before a good end, and the
 * later of the rest. A leftover `state: CREATED` beside `status: FAILED` was seen.
 */
export const worseState = (left: string, right: string): string =>
  weigh(right) > weigh(left) ? right : left;

const weigh = (state: string): number => rankOf(state) ?? (rankOf("COMPLETED") ?? 0) + 0.5;

/** How bad something is that AWS told of; a job is never only information, and never critical by itself. */
export type Severity = JobSeverity | "info" | "critical";

export type JobSeverity = "running" | "good" | "unknown" | "warning" | "failed";

/**
 * How bad it is; where AWS contradicts itself, the worse counts. COMPLETED with a message is AWS's "Completed with
 * issues", which only its console shows:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export const severityOf = (state: string, facts: JobFacts): JobSeverity => {
  const rank = rankOf(state);
  if (rank === undefined) return "unknown";
  if (rank < 4) return "running";
  if (state !== "COMPLETED") return state === "PARTIAL" ? "warning" : "failed";
  if (facts.message !== undefined && saysFailed(facts.message)) return "failed";
  // A message can be accepted; objects that are not in the backup cannot.
  if (facts.failedObjects !== undefined && facts.failedObjects.length > 0) return "warning";
  return hasComplaint(facts) && facts.accepted === undefined ? "warning" : "good";
};

/** Whether the same job again may end better: it failed, and the catalogue knows of what. */
export const isWorthRetrying = (state: string, facts: JobFacts): boolean => {
  const about = aboutReason(reasonOf(state, facts.message));
  return severityOf(state, facts) === "failed" && about !== undefined && about.retry !== "never";
};

/** A category that is not SUCCESS complains without words, and words that are known for trouble do in any category. */
const hasComplaint = ({ message, category }: JobFacts): boolean => {
  const isSuccess = category?.toUpperCase() === "SUCCESS";
  if (message === undefined) return category !== undefined && !isSuccess;
  return !isSuccess || aboutReason(reasonOf("COMPLETED", message)) !== undefined;
};

/** The facts that are there: absence is a missing member, never `undefined`. */
export const knownFacts = (facts: { [Name in keyof JobFacts]: JobFacts[Name] | undefined }): JobFacts => {
  const known: Record<string, unknown> = {};
  for (const name of Object.keys(facts) as (keyof JobFacts)[])
    if (facts[name] !== undefined) known[name] = facts[name];
  return known;
};
