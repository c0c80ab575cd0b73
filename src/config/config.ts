// The configuration as the functions load it: plain JSON that was checked when it was compiled. A hash over it
// shows whether what runs is what was checked.
import { canonicalJson, digestOf } from "../core/ids.ts";

export type AlertLevel = "good" | "info" | "warning" | "failed" | "critical";

export interface Account {
  /** Twelve digits. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
}

/** People with a right: everybody in the user group, and everybody listed. */
export interface People {
  /** A Slack user group id, `S…`. */
  readonly group?: string;
  /** Slack user ids, `U…` or `W…`. */
  readonly users: readonly string[];
}

export interface Environment {
  readonly name: string;
  /** What cards call it, by language; the name where a language is missing. */
  readonly labels: { readonly en?: string; readonly ja?: string };
  readonly accounts: readonly Account[];
  /** Regions of AWS that are watched; empty means Stillpoint's own, and events of any that come all the same. */
  readonly regions: readonly string[];
  /** Vault names with `*` for anything; empty means all. */
  readonly vaults: readonly string[];
  /** The Slack channel id that its alerts go to. */
  readonly channel: string;
  /** The least severity that opens a card. */
  readonly alertsFrom: AlertLevel;
  readonly readers: People;
  readonly askers: People;
  readonly leads: People;
  readonly auditors: People;
  readonly approvals: Approvals;
  readonly roles: PassedRoles;
  /** What is done about a critical alert that nobody takes; without it, nothing. */
  readonly escalation?: Escalation;
  /** Its own quiet hours, or none where all others have them. */
  readonly quiet?: QuietHours | "none";
  /** Whether it is told who started or stopped a job beside Stillpoint. */
  readonly outside: "tell" | "ignore";
  /** Names of roles and users who do that all the time, with `*` for anything; nothing is told of them. */
  readonly expectedCallers: readonly string[];
}

/** Minutes after which an alert that is critical and not acknowledged is said again, and then told elsewhere too. */
export interface Escalation {
  readonly afterMinutes: number;
  /** A Slack user group id, `S…`. */
  readonly mention?: string;
  /** After the first step; then the card stands in `channel` too. */
  readonly thenAfterMinutes?: number;
  readonly channel?: string;
}

/** Days by their beginning: a night that begins on Friday ends on Saturday. */
export const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

export type Weekday = (typeof weekdays)[number];

/** When what may wait does, by the clock on the team's wall. */
export interface QuietHours {
  /** Times of day such as 22:00. The same twice is a whole day. */
  readonly from: string;
  readonly to: string;
  /** On which it begins; all when it is left out. */
  readonly days?: readonly Weekday[];
  /** The worst that may wait. */
  readonly holds: Exclude<AlertLevel, "critical">;
}

/** Names of roles, with their paths, that may be handed to a service; the same in each account. */
export interface PassedRoles {
  /** To AWS Backup. */
  readonly backup: readonly string[];
  /** To S3 Batch Operations. */
  readonly batch: readonly string[];
}

export interface Approvals {
  /** A private channel. */
  readonly channel?: string;
  /** How many leads, by kind of operation; `default` for the others. 0 needs only the asker's own press. */
  readonly votes: Readonly<Record<string, number>>;
  readonly expiresInMinutes: number;
  readonly runWithinMinutes: number;
  readonly freezes: readonly Freeze[];
  /** Each lead also types a phrase. */
  readonly typed?: boolean;
  /** Who may run something without votes, in need. */
  readonly breakGlass?: People;
  /** What one kind of operation has otherwise. */
  readonly kinds?: Readonly<Record<string, KindApprovals>>;
  /** Who else is called before a request expires unanswered. */
  readonly escalation?: ApprovalEscalation;
}

export interface KindApprovals {
  readonly askers?: People;
  readonly leads?: People;
  readonly votes?: number;
  readonly typed?: boolean;
  readonly expiresInMinutes?: number;
  readonly runWithinMinutes?: number;
}

export interface ApprovalEscalation {
  readonly beforeMinutes: number;
  /** A Slack user group id, `S…`; without one the leads' own group is called again. */
  readonly mention?: string;
}

/** From a moment to a moment, ISO 8601 with an offset. */
export interface Freeze {
  readonly from: string;
  readonly to: string;
  readonly why: string;
  /** Of which kinds of operation; all when it is left out. */
  readonly kinds?: readonly string[];
  /** What was granted before: it waits for the end while its run window lasts, or it is void. */
  readonly granted: "waits" | "void";
}

export interface Route {
  readonly environment?: string;
  readonly severity?: AlertLevel | "unknown";
  readonly resourceType?: string;
  /** What the resource carries, each with exactly this value. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly channel: string;
  /** Further channels for the same card. */
  readonly alsoIn?: readonly string[];
  /** A Slack user group id, `S…`, for what is critical. */
  readonly mention?: string;
}

/** How often and how long something must be backed up. */
export interface Requirement {
  readonly name: string;
  /** Of the resources that it means, each with exactly this value; none means all that AWS Backup protects. */
  readonly tags: Readonly<Record<string, string>>;
  readonly everyHours: number;
  readonly window?: { readonly from: string; readonly to: string };
  readonly keepDays: number;
}

/** A message of COMPLETED jobs that the team takes as it is, for a while. */
export interface AcceptedMessage {
  /** The whole message, `*` for anything. */
  readonly message: string;
  /** The verdict of VSS that it may be; without one, none is accepted. */
  readonly reason?: string;
  readonly resourceType?: string;
  readonly environment?: string;
  /** The last day of it in the team's zone, and the moment when that day ends. */
  readonly until: string;
  readonly endsAt: number;
  readonly why: string;
}

/** When and where the line is said that counts the events of a week. */
export interface Weekly {
  /** The fallback channel where it is left out. */
  readonly channel?: string;
  /** In the team's zone; it counts the seven days before. */
  readonly day: Weekday | "never";
  /** A time of day such as 09:00. */
  readonly at: string;
}

export interface Config {
  readonly language: "en" | "ja";
  /** IANA name: the team's zone, for quiet hours and "tomorrow morning". */
  readonly timeZone: string;
  readonly slackTeam: string;
  /** Said to the reader role as its external id. */
  readonly installId: string;
  readonly fallback: { readonly channel: string; readonly alertsFrom: AlertLevel };
  /** For environments that say nothing of their own, and for what belongs to none. */
  readonly quiet?: QuietHours;
  readonly environments: readonly Environment[];
  readonly routes: readonly Route[];
  readonly requirements: readonly Requirement[];
  readonly accepted: readonly AcceptedMessage[];
  readonly weekly: Weekly;
}

/** A configuration that was checked, sealed with the hash of its bytes. */
export interface SealedConfig {
  readonly sha256: string;
  readonly config: Config;
}

export const seal = (config: Config): SealedConfig => ({ sha256: digestOf(canonicalJson(config)), config });

/** Opens what was sealed; a function with a configuration that somebody changed since must not start. */
export const openSealed = (sealed: SealedConfig): Config => {
  if (digestOf(canonicalJson(sealed.config)) !== sealed.sha256) {
    throw new Error("The configuration was changed after it was checked. Compile and deploy it again.");
  }
  return sealed.config;
};
