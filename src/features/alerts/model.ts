// An incident: what one card in one channel is about.
import type { JobKey, Severity } from "../../backup/job.ts";
import type { RawNotification } from "../../backup/notification.ts";
import type { AlertLevel } from "../../config/config.ts";

/** What the incident is about: a job, read from its own record, or an event that nobody understood. */
export type Subject =
  | { readonly type: "job"; readonly job: JobKey }
  | { readonly type: "raw"; readonly notification: RawNotification };

/** What lies in the table for an incident. The count of its members is a query, never a number kept here. */
export interface Incident {
  readonly id: string;
  readonly subject: Subject;
  /** The environment's name, or undefined for accounts that no environment names. */
  readonly environment?: string;
  readonly channel: string;
  /** The message that shows it, once it was posted. */
  readonly shown?: Shown;
  /** The channel that refused the card, and Slack's word for why, when it had to go elsewhere. */
  readonly refusedBy?: { readonly channel: string; readonly refusal: string };
}

export interface Shown {
  readonly ts: string;
  /** The digest of the card as it was drawn last. */
  readonly drawn: string;
}

/** One job state that belongs to an incident. */
export interface Member {
  readonly job: JobKey;
  readonly state: string;
}

export interface Route {
  readonly environment?: string;
  readonly channel: string;
  readonly alertsFrom: AlertLevel;
}

/** What is done about a job's new state, and why. */
export type Decision =
  | { readonly act: "post"; readonly reason: "first-sign" }
  | { readonly act: "edit"; readonly reason: "card-exists" }
  | { readonly act: "silent"; readonly reason: "still-running" | "below-threshold" };

export type { Severity };
