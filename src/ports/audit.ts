// The audit log, as every feature speaks of it: a row for each thing that was asked, decided, refused or done, and a
// head for each day. Rows are only ever added; a row names the one before it in its chain.
import * as z from "zod/mini";
import { type Instant, isoOf } from "../core/time.ts";

/** What a row may tell of. A vote is `request.approved`; `request.granted` is the vote that was enough. */
export const auditVerbs = [
  "request.asked",
  "request.edited",
  "request.approved",
  "request.granted",
  "request.denied",
  "request.withdrawn",
  "request.expired",
  "request.voided",
  "step.claimed",
  "step.called",
  "step.running",
  "step.succeeded",
  "step.failed",
  "step.unknown",
  "request.succeeded",
  "request.failed",
  "request.unknown",
  "press.refused",
  "run.refused",
  "broken-glass",
  "review.signed",
  "view.mismatch",
] as const;

export type AuditVerb = (typeof auditVerbs)[number];

export interface AuditRow {
  /** The request's id, or `<request>/refused/<user>` for refusals. */
  readonly chain: string;
  /** 1, 2, 3 … in its chain. */
  readonly number: number;
  readonly at: Instant;
  /** Its name; "" for what was refused before it was known where. */
  readonly environment: string;
  readonly verb: AuditVerb;
  /** A Slack user id, or "stillpoint". */
  readonly by: string;
  /** The ARN of what it was about. */
  readonly resource?: string;
  /** No secret, no signature, no restore metadata value. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** The hash of the row before it in its chain, "" for the first. */
  readonly before: string;
  /** The sha256 of the canonical JSON of all the rest. */
  readonly hash: string;
}

/** What lies in the log under one key. Without `row` it is none: somebody else put it there. */
export interface FiledRow {
  readonly sort: string;
  readonly row?: AuditRow;
}

export interface LateRow {
  readonly day: string;
  readonly hash: string;
}

/** What a day of the log came to, and the head before it. */
export interface AuditHead {
  /** A UTC day: 2026-11-21. */
  readonly day: string;
  /** The hash of the head of the day before, "" for the first. */
  readonly before: string;
  /** How many rows the day had when it was closed. */
  readonly count: number;
  /** Their hashes, as they lie. */
  readonly rows: readonly string[];
  /** Rows of days before it that came when those were closed. */
  readonly late: readonly LateRow[];
  /** The sha256 of the canonical JSON of all the rest. */
  readonly hash: string;
}

/** The UTC day that a row is filed under. */
export const dayOf = (at: Instant): string => isoOf(at).slice(0, 10);

const numberLength = 6;

/**
 * Where a row lies in its day: by time, then by chain. The hash is part of it: nobody can take a row's place before it
 * comes, and a row that comes twice finds itself.
 */
export const sortOf = ({ at, chain, number, hash }: AuditRow): string =>
  `${isoOf(at)}#${chain}#${String(number).padStart(numberLength, "0")}#${hash}`;

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const hashOrNone = z.string().check(z.regex(/^(?:[0-9a-f]{64})?$/));
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/** Strict: what is read is what was hashed, and nothing beside it. */
const row = z.strictObject({
  chain: z.string(),
  number: z.int().check(z.gte(1)),
  at: z.int().check(z.gte(0), z.lte(8.64e15)),
  environment: z.string(),
  verb: z.enum(auditVerbs),
  by: z.string(),
  resource: z.optional(z.string()),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  before: hashOrNone,
  hash,
});

const head = z.strictObject({
  day,
  before: hashOrNone,
  count: z.int().check(z.gte(0)),
  rows: z.array(hash),
  late: z.array(z.strictObject({ day, hash })),
  hash,
});

/** Reads what lies in the log; undefined when it is no row. */
export const readAuditRow = (text: string): AuditRow | undefined => read(row, text) as AuditRow | undefined;

export const readAuditHead = (text: string): AuditHead | undefined => read(head, text);

const read = <Schema extends z.ZodMiniType>(schema: Schema, text: string): z.output<Schema> | undefined => {
  try {
    const checked = schema.safeParse(JSON.parse(text));
    return checked.success ? checked.data : undefined;
  } catch {
    return undefined;
  }
};
