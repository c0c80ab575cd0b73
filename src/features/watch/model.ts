// What Stillpoint looks for by itself: jobs that AWS never told of, and backups that never came.
import type { JobKind } from "../../backup/job.ts";
import type { Resource } from "../../backup/resource.ts";
import type { Requirement } from "../../config/config.ts";
import type { Instant } from "../../core/time.ts";
import type { Listed, ListedJob, Place } from "../../ports/world.ts";
import type { Stored } from "../../store/record.ts";
import type { Absence, AbsenceEnd } from "../alerts/model.ts";

/** A job that was not compared yet: it runs, or its end is younger than AWS's patience. */
export interface OpenJob {
  readonly kind: JobKind;
  /** As AWS wrote it. */
  readonly id: string;
  readonly createdAt: Instant;
  /** When it was first seen to have ended, where AWS gives no time. */
  readonly endedAt?: Instant;
}

/** How far an account in a Region was compared. */
export interface Look {
  /** Every job that ended until then was compared; before the first look nothing is asked. */
  readonly through: Instant;
  /** The last look that AWS answered. */
  readonly lookedAt: Instant;
  /** The last look at all. */
  readonly triedAt: Instant;
  /** When the oldest job that must be looked at again was created. */
  readonly from: Instant;
  readonly open: readonly OpenJob[];
  /** When AWS last told who carries the tags of requirements. */
  readonly taggedAt?: Instant;
}

/** Whether a listed job is compared with what was heard, and why not. */
export type Reading =
  | "due"
  /** It has not ended. */
  | "running"
  /** AWS may still tell of it. */
  | "too-young"
  /** It was compared in an earlier look. */
  | "compared";

/** What is remembered of a resource's backups: the last that was good, the last that was not quite, the gaps between. */
export interface Rhythm {
  readonly goodAt?: Instant;
  readonly warnedAt?: Instant;
  /** Between good backups, the newest last. */
  readonly gapsMs: readonly number[];
}

/** What is decided of a resource's backups, by the name of the rule. */
export type Verdict =
  | {
      readonly reason: "overdue-by-requirement";
      readonly lastGoodAt: Instant;
      readonly allowedMs: number;
      readonly requirement: string;
    }
  | { readonly reason: "overdue-by-cadence"; readonly lastGoodAt: Instant; readonly allowedMs: number }
  | { readonly reason: "not-due" | "no-cadence" | "given-up"; readonly lastGoodAt: Instant }
  | { readonly reason: "never-had-one" };

/** The same of a resource that AWS Backup does not list at all, though its tags ask for backups. */
export type BareVerdict =
  | {
      readonly reason: "never-backed-up";
      readonly bareSince: Instant;
      readonly allowedMs: number;
      readonly requirement: string;
    }
  | { readonly reason: "not-due-yet" };

/** Which resources carry the tags of which requirement. */
export interface Tagged {
  /** False when AWS did not say: then nobody is known to carry them, and nobody is known not to. */
  readonly isRead: boolean;
  readonly isCut: boolean;
  readonly arns: ReadonlyMap<Requirement, ReadonlySet<string>>;
}

/** Which incident an overdue resource belongs to, and why. */
export type Placing = "alone" | "group" | "group-open";

/** The group that an environment's absences joined last. */
export interface Group {
  readonly incident: string;
  readonly at: Instant;
}

/** What lies in the table for a place's resources, packed: rhythms and open incidents, by the digest of an ARN. */
export interface Memory {
  readonly packed: string;
}

/** The same, unpacked. */
export interface Remembered {
  readonly rhythms: Readonly<Record<string, Rhythm>>;
  /** By resource: the incident that is open for it. */
  readonly absent: Readonly<Record<string, string>>;
  /** By resource: the incident that was about to begin or end for it. Whether it did, the table knows. */
  readonly unsettled: Readonly<Record<string, string>>;
  /** Of both, the ones that a requirement by tag has opened. */
  readonly byTag: readonly string[];
  /** By resource that AWS Backup does not list, though its tags ask for backups: since when it was seen so. */
  readonly bare: Readonly<Record<string, Instant>>;
}

/** What is compared now, and what is looked at again next time. */
export interface Sifted {
  /** Ended and due, the oldest end first. */
  readonly due: readonly { readonly job: ListedJob; readonly endedAt: Instant }[];
  readonly open: readonly OpenJob[];
}

/** What one look at a place brought. */
export interface Seen {
  readonly place: Place;
  readonly at: Instant;
  readonly stored: Stored<Look> | undefined;
  readonly sifted: Sifted;
  readonly jobs: readonly ListedJob[];
  readonly resources: Listed<Resource>;
  readonly tagged: Tagged;
  readonly memory: Stored<Memory> | undefined;
}

/** What one place's lists say of its resources. */
export interface Assessed {
  readonly seen: Seen;
  readonly known: Remembered;
  readonly rhythms: Readonly<Record<string, Rhythm>>;
  readonly fresh: readonly Absence[];
  /** Since when each resource that AWS Backup does not list was seen so. */
  readonly bare: Readonly<Record<string, Instant>>;
  readonly over: readonly { readonly incident: string; readonly end: AbsenceEnd }[];
}
