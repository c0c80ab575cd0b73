// The rules of the ledger: whose a delivery is, which week is over, and what its entries come to.
import { type Weekday, weekdays } from "../../config/config.ts";
import { dayMs, dayNameOf, hourMs, type Instant, instant, minuteMs, startOfDay } from "../../core/time.ts";
import type { LaterNote } from "../../ports/note.ts";
import { type Fate, fates } from "../../ports/outcome.ts";
import type { Entry, Span, Tally } from "./model.ts";

/** What the events function asks of itself is no event; what the watch found is one that AWS owed. */
export const tellerOf = (note: LaterNote | undefined): Entry["by"] | "ourselves" => {
  if (note === undefined) return "aws";
  return note.note === "watch.missed" ? "watch" : "ourselves";
};

/**
 * Five receives, three minutes of visibility each, come to a quarter of an hour; then a message is done or in the
 * dead-letter queue. Nothing of a week is called lost before this has passed.
 */
const settledMs = hourMs;

/** When a line is told: a day of the week and a time of that day. */
interface Hour {
  readonly day: Weekday;
  readonly at: string;
}

export interface DueWeek extends Span {
  /** From when on it is told. */
  readonly dueAt: Instant;
}

/** The last seven days whose line is due; they end with the midnight before it. */
export const dueWeek = (hour: Hour, timeZone: string, now: Instant): DueWeek => {
  let day = startOfDay(now, timeZone);
  while (weekdayOf(day, timeZone) !== hour.day || dueOn(day, hour, timeZone) > now)
    day = dayBefore(day, timeZone);
  let from = day;
  for (let days = 0; days < 7; days += 1) from = dayBefore(from, timeZone);
  return { from, to: day, dueAt: dueOn(day, hour, timeZone) };
};

const weekdayOf = (midnight: Instant, timeZone: string): Weekday | undefined =>
  weekdays[new Date(`${dayNameOf(midnight, timeZone)}T00:00:00Z`).getUTCDay()];

const dayBefore = (midnight: Instant, timeZone: string): Instant =>
  startOfDay(instant(midnight - hourMs), timeZone);

/** Clocks are changed at night, so the hour is told from the midnight after it. A day has 23 to 25 hours. */
const dueOn = (midnight: Instant, { at }: Hour, timeZone: string): Instant => {
  const [hours = 0, minutes = 0] = at.split(":").map(Number);
  const next = startOfDay(instant(midnight + 26 * hourMs), timeZone);
  const told = next - dayMs + hours * hourMs + minutes * minuteMs;
  return instant(Math.max(told, midnight + settledMs));
};

/**
 * What entries come to that were received in a span. One without an outcome is lost, unless the same was put back and
 * came to its end; put back twice and never ended, it is lost once.
 */
export const tallyOf = (entries: readonly Entry[], { from, to }: Span): Tally => {
  const ended = new Set(entries.flatMap(({ says, outcome }) => (outcome === undefined ? [] : [says])));
  const outcomes: Record<string, number> = {};
  const open = new Set<string>();
  let found = 0;
  for (const { receivedAt, by, says, outcome } of entries) {
    if (receivedAt < from || receivedAt >= to) continue;
    if (outcome === undefined) {
      if (!ended.has(says)) open.add(says);
      continue;
    }
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (by === "watch") found += 1;
  }
  return { outcomes, lost: open.size, found };
};

export const nothingYet: Tally = { outcomes: {}, lost: 0, found: 0 };

export const sumOf = (one: Tally, other: Tally): Tally => {
  const outcomes = { ...one.outcomes };
  for (const [name, count] of Object.entries(other.outcomes)) outcomes[name] = (outcomes[name] ?? 0) + count;
  return { outcomes, lost: one.lost + other.lost, found: one.found + other.found };
};

/** What a name comes to. One that an older version wrote and this one does not know said nothing that is known of. */
export const fateOf = (outcome: string): Fate => (isKnown(outcome) ? fates[outcome] : "silent");

const isKnown = (outcome: string): outcome is keyof typeof fates => Object.hasOwn(fates, outcome);

/** How many came to each fate; together with what is lost they are all that was received. */
export const countsOf = ({ outcomes, lost }: Tally): Readonly<Record<Fate | "received", number>> => {
  const counts = { posted: 0, grouped: 0, silent: 0 };
  for (const [name, count] of Object.entries(outcomes)) counts[fateOf(name)] += count;
  return { ...counts, received: counts.posted + counts.grouped + counts.silent + lost };
};

/** When several features heard it: what was posted weighs most, then what went to a card. */
export const weightiest = <Name extends keyof typeof fates>(outcomes: readonly Name[]): Name | undefined => {
  const order: readonly Fate[] = ["posted", "grouped", "silent"];
  return [...outcomes].sort((left, right) => order.indexOf(fates[left]) - order.indexOf(fates[right]))[0];
};
