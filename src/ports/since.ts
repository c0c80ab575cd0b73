// How far back somebody wants to look: "24h", "7d", or a day.
import { dayMs, hourMs, type Instant, instant, minuteMs, startOfNamedDay } from "../core/time.ts";
import { folded } from "../slack/command-line.ts";

/** So long ago, or a day in the team's zone as 2026-11-20. */
export type Since = { readonly agoMs: number } | { readonly day: string };

const units: Readonly<Record<string, number>> = { m: minuteMs, h: hourMs, d: dayMs, w: 7 * dayMs };

/** What was typed after --since; undefined when it is neither. */
export const readSince = (typed: string): Since | undefined => {
  const plain = folded(typed);
  const [, count, unit = ""] = /^(\d{1,4})\s*([mhdw])$/.exec(plain) ?? [];
  if (count !== undefined && Number(count) > 0) return { agoMs: Number(count) * (units[unit] ?? 0) };
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(plain) ? { day: plain } : undefined;
};

/** The moment that is meant; undefined for a day that the calendar has not. */
export const startOfSince = (since: Since, at: Instant, timeZone: string): Instant | undefined =>
  "day" in since ? startOfNamedDay(since.day, timeZone) : instant(at - since.agoMs);
