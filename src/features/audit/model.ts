// What is told of the audit log: what somebody looks for in it, and what may be wrong with it.
import type { Instant } from "../../core/time.ts";
import type { AuditHead, AuditRow, FiledRow } from "../../ports/audit.ts";

/** What its buttons are called in Slack. */
export const auditIds = { page: "audit.page", export: "audit.export" } as const;

/** Rows on a page. */
export const pageSize = 12;

/** What is looked for, and since when. */
export interface Query {
  readonly sought: Sought;
  readonly since: Instant;
}

/** A page of the log, newest first: what lies before a place in it. */
export interface Page {
  readonly query: Query;
  readonly before?: Place;
}

/** A key in the log; without one, the end of the day. */
export interface Place {
  readonly day: string;
  readonly sort?: string;
}

/** What was found for a page. */
export interface Found {
  readonly rows: readonly AuditRow[];
  /** Where the next page begins, when there may be more. */
  readonly next?: Place;
  /** Looking stopped there because it had looked at enough, and there may be more. */
  readonly stoppedAt?: string;
}

/** Something that was refused, to whom, and in which request. */
export interface Refusal extends AuditEntry {
  readonly verb: "press.refused" | "run.refused";
  readonly request: string;
  /** Names the press, so that it is written down once however often it comes. */
  readonly once: string;
}

/** What a row says before it has its place in a chain. */
export type AuditEntry = Omit<AuditRow, "chain" | "number" | "before" | "hash">;

/** A UTC day of the log, with its head when it has one. */
export interface Day {
  readonly day: string;
  /** By time. */
  readonly filed: readonly FiledRow[];
  readonly head: AuditHead | "unreadable" | undefined;
}

/** What somebody looks for: everything, a person's deeds, or whatever is about a request or a resource. */
export type Sought =
  | { readonly by: "all" }
  | { readonly by: "person"; readonly user: string }
  /** A request's id, an ARN, or the short name of a resource. */
  | { readonly by: "name"; readonly name: string };

/** What is wrong with the log, each by the name of its words. */
export type Trouble =
  /** Something lies in the log that is no row. */
  | { readonly trouble: "unreadable"; readonly day: string; readonly sort: string }
  /** A row says something else than when it was hashed. */
  | { readonly trouble: "altered"; readonly row: AuditRow; readonly day: string }
  /** A row lies where it does not belong. */
  | { readonly trouble: "misplaced"; readonly row: AuditRow; readonly day: string }
  /** Two rows of one chain have one number. */
  | { readonly trouble: "forked"; readonly row: AuditRow; readonly day: string }
  /** Between a row and the one before it there should be others. */
  | { readonly trouble: "gap"; readonly row: AuditRow; readonly day: string; readonly missing: number }
  /** A row names another before it than the one that lies there. */
  | { readonly trouble: "unlinked"; readonly row: AuditRow; readonly day: string }
  /** A head has rows that are not in the log any more. */
  | { readonly trouble: "rows-gone"; readonly day: string; readonly count: number }
  /** The log has rows that came when the day was closed, and no later head has them. */
  | { readonly trouble: "rows-late"; readonly day: string; readonly count: number }
  | { readonly trouble: "head-missing"; readonly day: string }
  | { readonly trouble: "head-altered"; readonly day: string }
  /** A head names another before it than the one of the day before. */
  | { readonly trouble: "head-unlinked"; readonly day: string };

/** What checking the log came to. */
export interface Verdict {
  /** UTC days, both of them checked. */
  readonly from: string;
  readonly to: string;
  readonly rows: number;
  readonly heads: number;
  readonly troubles: readonly Trouble[];
}
