// Where an incident and its members lie in the table, and for how long.
import type { JobKey } from "../../backup/job.ts";
import { digestOf } from "../../core/ids.ts";
import { dayMs, type Instant, instant, isoOf } from "../../core/time.ts";
import type { Key } from "../../store/record.ts";
import { jobName } from "../jobs/record.ts";

const keepMs = 400 * dayMs;

/** The incident that a job's states join. */
export const incidentOfJob = (job: JobKey): string => jobName(job);

/** The incident of an event that nobody understood: the same event again is the same incident. */
export const incidentOfRaw = (source: string, id: string): string => `raw/${digestOf(`${source}\n${id}`)}`;

export const incidentKey = (incident: string): Key => ({ partition: `incident#${incident}`, sort: "head" });

export const memberKey = (incident: string, job: JobKey, state: string): Key => ({
  partition: `incident#${incident}`,
  sort: `member#${jobName(job)}#${encodeURIComponent(state)}`,
});

export const absencePrefix = "absence#";
export const absenceEndPrefix = "over#";

/** `short` is what a resource's record is called. */
export const absenceKey = (incident: string, short: string): Key => ({
  partition: `incident#${incident}`,
  sort: `${absencePrefix}${short}`,
});

export const absenceEndKey = (incident: string, short: string): Key => ({
  partition: `incident#${incident}`,
  sort: `${absenceEndPrefix}${short}`,
});

export const keepIncidentUntil = (now: Instant): Instant => instant(now + keepMs);

/** What wakes a snoozed incident lies under the day on which it does, in UTC. */
export const dueOn = (at: Instant): string => `snooze#${isoOf(at).slice(0, 10)}`;

export const dueKey = (until: Instant, incident: string): Key => ({
  partition: dueOn(until),
  sort: `${isoOf(until)}#${incident}`,
});

/** Up to when the clock has looked. */
export const lookKey = (): Key => ({ partition: "snooze#look", sort: "head" });

export const keepSnoozeUntil = (until: Instant): Instant => instant(until + 30 * dayMs);

/** The rows of failures of one resource. */
export const rowsOf = (job: Pick<JobKey, "account" | "region" | "kind">, resourceArn: string): string =>
  `row#${digestOf([job.account, job.region, job.kind, resourceArn].join("\n"))}`;

export const rowKey = (rows: string, plan: string, cause: string): Key => ({
  partition: rows,
  sort: `${digestOf(plan)}#${cause}`,
});
