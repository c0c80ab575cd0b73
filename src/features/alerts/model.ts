// An incident: what one card in one channel is about.
import type { JobKey, Severity } from "../../backup/job.ts";
import type { RawNotification } from "../../backup/notification.ts";
import type { ThingKey } from "../../backup/thing.ts";
import type { AlertLevel } from "../../config/config.ts";
import type { Instant } from "../../core/time.ts";
import type { Thing } from "./kinds/thing.ts";

/** What the incident is about: a job, read from its own record, or an event that nobody understood. */
export type Subject =
  | { readonly type: "job"; readonly job: JobKey }
  /** Something that is no job, read from its own record. */
  | { readonly type: "thing"; readonly thing: ThingKey }
  | { readonly type: "raw"; readonly notification: RawNotification }
  /** Backups that never came: one record for each resource, and one for each end. */
  | { readonly type: "absence" }
  /** Many jobs that ended badly for one cause: one record for each, and one for each end. */
  | { readonly type: "storm"; readonly example: JobKey; readonly scope: string };

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
  readonly refusedBy?: Refused;
  /** Where else the same card stands. */
  readonly also?: readonly Showing[];
  /** Once quiet hours have held it back. */
  readonly held?: Held;
  /** Since it was critical for the first time, and whom that calls: a Slack user group id. */
  readonly critical?: { readonly since: Instant; readonly mention?: string };
  /** What was done because nobody took it. */
  readonly escalated?: readonly Escalated[];
  /** Who took it, by their Slack id, and when they pressed. */
  readonly acknowledged?: { readonly by: string; readonly at: Instant };
  readonly snoozed?: Snooze;
  /** When the first job of a row of failures was created. */
  readonly since?: Instant;
  /** The good job that ended the row. */
  readonly recovered?: JobKey;
  /** A thing as good news left it; it may fail anew, and that is another incident. */
  readonly over?: Thing;
  /** The storm that it turned out to be the beginning of: its card counts it from then on. */
  readonly within?: string;
}

export interface Refused {
  readonly channel: string;
  readonly refusal: string;
}

/** The card in one channel. */
export interface Showing extends Pick<Incident, "channel" | "shown" | "refusedBy"> {
  /** It stands there because nobody took it. */
  readonly isEscalated?: true;
}

/** Since when and until when it waits, and how bad it was at its worst. */
export interface Held {
  readonly since: Instant;
  readonly until: Instant;
  readonly worst: Severity;
  /** What came of it: it was posted, or it was good again before anybody had to know. */
  readonly ended?: "posted" | "good";
}

/** The first step says it again, the second shows it elsewhere too. */
export type Step = 1 | 2;

export interface Escalated {
  readonly step: Step;
  readonly at: Instant;
}

/** A row of failures of one resource, under one plan, for one cause: what the next job of the resource must know. */
export interface Row {
  readonly incident: string;
  /** Of the incident's channel. */
  readonly channel: string;
  readonly plan: string;
  /** Whether its backups left nothing behind, so that there is nothing to copy. */
  readonly isWithoutPoint?: true;
  /** Whether VSS was asked for: then only a backup with it ends the row. */
  readonly wantsVss: boolean;
  /** When the first and the newest of its jobs were created. */
  readonly since: Instant;
  readonly latest: Instant;
  /** When the good job was created that ended it. */
  readonly endedBy?: Instant;
  /** What the resource is called among the members of a storm, when its incident is one. */
  readonly member?: string;
}

/** What a failure is to the row it belongs to, and why. */
export type Place =
  | { readonly act: "post"; readonly reason: "first-sign" }
  | { readonly act: "thread"; readonly reason: "same-again" }
  | { readonly act: "hold"; readonly reason: "before-recovery" }
  | { readonly act: "collapse"; readonly reason: "storm" | "storm-again" }
  | { readonly act: "silent"; readonly reason: "under-a-failed-backup" };

/** What a thing's newest state is to the incident that it belongs to, and why. */
export type Episode =
  | { readonly act: "join"; readonly reason: "lives-once" | "still-running" | "same-trouble" }
  | { readonly act: "end"; readonly reason: "well-again" }
  | { readonly act: "reopen"; readonly reason: "flapping" }
  | { readonly act: "open"; readonly reason: "failing-anew" };

/** A resource that failed before its storm was known to be one. */
export interface First {
  readonly job: JobKey;
  /** A digest of the resource. */
  readonly resource: string;
  readonly at: Instant;
}

/** What is known of failures for one cause in one channel: how a storm begins, and whether one is on. */
export interface Gust {
  readonly firsts: readonly First[];
  /** The storm's incident, as long as it is on. */
  readonly incident?: string;
  /** When it was heard of last, to some minutes. */
  readonly latest: Instant;
  /** The firsts were brought under the storm's card. */
  readonly isGathered?: true;
}

/** What a failure that would post is to others of its cause, and why. */
export type Storming =
  | { readonly act: "post"; readonly reason: "first-sign"; readonly firsts: readonly First[] }
  | { readonly act: "collapse"; readonly reason: "storm"; readonly opens: boolean };

/** A resource of a storm, by the job that failed. */
export interface StormMember {
  readonly job: JobKey;
  /** The job's id as AWS wrote it. */
  readonly writtenId: string;
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly plan?: string;
  readonly state: string;
  readonly message?: string;
  readonly at: Instant;
}

/** The good job that ended it for one resource. */
export interface StormEnd {
  readonly member: string;
  readonly at: Instant;
}

/** What a good job is to a row of failures, and why. */
export type Recovery = "good-again" | "ended-before" | "older-than-the-failure" | "without-vss";

/** Ids of what can be pressed on a card. */
export const alertIds = {
  acknowledge: "alerts.acknowledge",
  snooze: "alerts.snooze",
  details: "alerts.details",
  /** Opens the list of an incident that is many. */
  list: "alerts.list",
  page: "alerts.page",
  /** A link. */
  console: "alerts.console",
  /** Puts the list of a storm under its card, as a file. */
  file: "alerts.file",
} as const;

/** Who put it aside, when, and until when. */
export interface Snooze {
  readonly by: string;
  readonly at: Instant;
  readonly until: Instant;
}

/** For how long: hours, or until the team's next morning. */
export const snoozes = ["1h", "8h", "morning"] as const;

export type Snoozing =
  | { readonly act: "snooze"; readonly reason: "snoozed"; readonly until: Instant }
  | { readonly act: "refuse"; readonly reason: "not-theirs" | "all-good" | "no-such-time" };

/** What becomes of a press on *Acknowledge*, and why. */
export type Acknowledgement =
  | { readonly act: "take"; readonly reason: "taken" }
  | { readonly act: "draw"; readonly reason: "taken-before" }
  | { readonly act: "refuse"; readonly reason: "not-theirs" | "all-good" | "taken-by-another" };

export interface Shown {
  readonly ts: string;
  /** The digest of the card as it was drawn last. */
  readonly drawn: string;
  /** Whom it called already, and why: calls that are not made twice. */
  readonly called?: readonly Call[];
}

/** Why people are called: it is critical, or nobody took it. */
export type Call = "critical" | "not-taken";

/** A resource of an incident about backups that never came. */
export type Absence = {
  readonly account: string;
  readonly region: string;
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly allowedMs: number;
  /** The requirement that says so; without it the resource's own rhythm does. */
  readonly requirement?: string;
} & (
  | { readonly lastGoodAt: Instant }
  /** It was never backed up at all, and was seen so since then. */
  | { readonly bareSince: Instant }
);

/** The end of an absence: with a good backup, or because nobody asks for one any more. */
export interface AbsenceEnd {
  /** The resource, as its record is called. */
  readonly short: string;
  readonly at: Instant;
  readonly goodAt?: Instant;
}

/** One job state that belongs to an incident. */
export interface Member {
  readonly job: JobKey;
  readonly state: string;
}

export interface Route {
  readonly environment?: string;
  readonly channel: string;
  readonly alsoIn?: readonly string[];
  /** Whom to call when it is critical. */
  readonly mention?: string;
  readonly alertsFrom: AlertLevel;
}

/** What is done about a job's new state, and why. */
export type Decision =
  | { readonly act: "post"; readonly reason: "first-sign" }
  | { readonly act: "edit"; readonly reason: "card-exists" }
  | {
      readonly act: "silent";
      readonly reason: "still-running" | "below-threshold" | "accepted-message" | "routine";
    };

/** Whether an incident is told now, with its reason: what opens it, or what is new of it. */
export type Opening =
  | { readonly act: "post"; readonly reason: "first-sign" | "worse-meanwhile" }
  | { readonly act: "edit"; readonly reason: "card-exists" }
  | { readonly act: "wait"; readonly reason: "quiet-hours"; readonly until: Instant };

/** What becomes at the end of quiet hours of what they held. */
export type Release =
  | { readonly act: "post"; readonly reason: "quiet-hours-over" }
  | { readonly act: "silent"; readonly reason: "good-meanwhile" };

/** What becomes of a critical alert when its time is up. */
export type Escalating =
  | { readonly act: "escalate"; readonly reason: "not-taken" }
  | {
      readonly act: "silent";
      readonly reason: "acknowledged" | "snoozed" | "not-critical" | "not-configured";
    };

/** The same among other jobs of its resource: a row that it joins, or rows that it ends and needs no card beside. */
export type DecisionAmong = Decision | Place | { readonly act: "resolve"; readonly reason: "good-again" };

export type { Severity };
