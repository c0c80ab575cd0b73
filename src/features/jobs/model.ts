// What was heard of a job, and the job as it is now.
import type { Feed, JobFacts, JobKey } from "../../backup/job.ts";
import type { Instant } from "../../core/time.ts";
import type { Since } from "../../ports/since.ts";

/** One state, as one feed told it. */
export interface Heard {
  readonly feed: Feed;
  readonly state: string;
  readonly at: Instant;
  readonly facts: JobFacts;
}

/** What lies in the table. Everything shown is derived from it, whatever order things were heard in. */
export interface JobRecord {
  readonly job: JobKey;
  readonly heard: readonly Heard[];
  /** The outbox: whether the alert for the newest state must still be made. */
  readonly owes: "alert" | "nothing";
  /** Why AWS did not describe the job when it was asked last. */
  readonly describeFault?: DescribeFault;
  /** Of its resource's tags, those that a route named when its alert was made; none where AWS did not say. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The incident that its alert joined: it stays there, whatever is learned of its cause. */
  readonly incident?: string;
}

/** What lies in the table of a job that Stillpoint itself started. */
export interface Started {
  /** The request's id. */
  readonly request: string;
}

export type DescribeFault = "aws-throttled" | "aws-denied" | "aws-unavailable" | "aws-not-found";

/** The job as it is now: the furthest, worst and latest of what was heard. */
export interface Job {
  readonly key: JobKey;
  readonly state: string;
  readonly at: Instant;
  readonly facts: JobFacts;
  readonly describeFault?: DescribeFault;
  /** AWS had not told of this state when it was found in AWS's lists. */
  readonly isFound?: true;
}

/** Jobs on one page: more than this nobody reads, and a table holds 10,000 characters. */
export const pageSize = 15;

/** What its buttons, menus and forms are called in Slack. */
export const jobIds = {
  list: "jobs.list",
  page: "jobs.page",
  open: "jobs.open",
  /** A link. */
  console: "jobs.console",
  /** Asks for a failed job again; stands on alerts, and backups answer to it. */
  retry: "backups.retry",
} as const;

/** Which jobs somebody wants to see. */
export interface JobsQuery {
  readonly environment?: string;
  /** A severity, or a state in AWS's own word. */
  readonly state?: string;
  readonly since: Since;
  /** A name, or an ARN. */
  readonly resource?: string;
  /** AWS's word for a type of resource, in upper case. */
  readonly type?: string;
  readonly kind?: JobKey["kind"];
}

/** A page of a list that does not move while jobs come: `before` is when it was asked for first. */
export interface JobsPage {
  readonly query: JobsQuery;
  readonly before: Instant;
  readonly from: number;
}
