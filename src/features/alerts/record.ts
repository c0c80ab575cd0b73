// Where an incident and its members lie in the table, and for how long.
import { shortName } from "../../backup/arn.ts";
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

/** A job that may have been started, or was stopped, beside Stillpoint. */
export const outsideKey = (job: JobKey, deed: "start" | "stop"): Key => ({
  partition: `outside#${jobName(job)}`,
  sort: deed,
});

export const keepIncidentUntil = (now: Instant): Instant => instant(now + keepMs);

/** What falls due lies under the hour in which it does, in UTC. */
export const dueWithin = (at: Instant): string => `due#${isoOf(at).slice(0, 13)}`;

/** `what` and the incident tell apart what falls due at one moment. */
export const dueKey = (at: Instant, what: string, incident: string): Key => ({
  partition: dueWithin(at),
  sort: `${isoOf(at)}#${what}#${incident}`,
});

/** Up to when the clock has looked. */
export const lookKey = (): Key => ({ partition: "due#look", sort: "head" });

export const keepDueUntil = (at: Instant): Instant => instant(at + 30 * dayMs);

/** The rows of failures of one resource. */
export const rowsOf = (job: Pick<JobKey, "account" | "region" | "kind">, resourceArn: string): string =>
  `row#${digestOf([job.account, job.region, job.kind, resourceArn].join("\n"))}`;

export const rowKey = (rows: string, plan: string, cause: string): Key => ({
  partition: rows,
  sort: `${digestOf(plan)}#${cause}`,
});

/** What is known of failures for one cause: `scope` says of which. */
export const gustKey = (scope: string): Key => ({ partition: `storm#${scope}`, sort: "head" });

export const stormPrefix = "failed#";
export const stormEndPrefix = "good#";

/** What a resource is called among the members of a storm: lists are in this order, so its name comes first. */
export const memberOfStorm = (job: JobKey, resourceArn: string): string =>
  `${encodeURIComponent(shortName(resourceArn).toWellFormed().toLowerCase()).slice(0, 60)}~${digestOf(jobName(job)).slice(0, 16)}`;

export const stormMemberKey = (incident: string, member: string): Key => ({
  partition: `incident#${incident}`,
  sort: `${stormPrefix}${member}`,
});

export const stormEndKey = (incident: string, member: string): Key => ({
  partition: `incident#${incident}`,
  sort: `${stormEndPrefix}${member}`,
});

/** That something was said of a storm within a span of time, so that it is said once in it. */
export const saidKey = (incident: string, what: string): Key => ({
  partition: `incident#${incident}`,
  sort: `said#${what}`,
});
