// What the log keeps in the state table beside itself: refusals that were written down, and how far days are closed.
import * as z from "zod/mini";
import { dayMs, type Instant, instant } from "../../core/time.ts";
import type { AuditRow } from "../../ports/audit.ts";
import type { Key } from "../../store/record.ts";
import type { Page } from "./model.ts";

/** The refusals of one person in one request. They are rows before they are in the log. */
export interface Refusals {
  readonly rows: readonly AuditRow[];
}

export const refusalsKey = (request: string, user: string): Key => ({
  partition: `refused#${request}`,
  sort: user,
});

/** The last day that was closed, and the hash of its head. */
export interface Closed {
  readonly day: string;
  readonly hash: string;
}

export const closedKey = (): Key => ({ partition: "audit#heads", sort: "head" });

const keepMs = 400 * dayMs;

export const keepAuditUntil = (now: Instant): Instant => instant(now + keepMs);

const sought = z.discriminatedUnion("by", [
  z.object({ by: z.literal("all") }),
  z.object({ by: z.literal("person"), user: z.string() }),
  z.object({ by: z.literal("name"), name: z.string() }),
]);

const page = z.object({
  query: z.object({ sought, since: z.int().check(z.gte(0)) }),
  before: z.optional(z.object({ day: z.iso.date(), sort: z.optional(z.string()) })),
});

/** What a button carries; undefined when it is something that another version wrote. */
export const pageIn = (value: string): Page | undefined => {
  try {
    const checked = page.safeParse(JSON.parse(value));
    return checked.success ? (checked.data as Page) : undefined;
  } catch {
    return undefined;
  }
};
