// What was heard of a job, and the job as it is now.
import type { Feed, JobFacts, JobKey } from "../../backup/job.ts";
import type { Instant } from "../../core/time.ts";

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
}

export type DescribeFault = "aws-throttled" | "aws-denied" | "aws-unavailable" | "aws-not-found";

/** The job as it is now: the furthest, worst and latest of what was heard. */
export interface Job {
  readonly key: JobKey;
  readonly state: string;
  readonly at: Instant;
  readonly facts: JobFacts;
  readonly describeFault?: DescribeFault;
}
