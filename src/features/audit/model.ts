// What is told of the audit log: what somebody looks for in it, and what may be wrong with it.
import type { AuditHead, AuditRow, FiledRow } from "../../ports/audit.ts";

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
