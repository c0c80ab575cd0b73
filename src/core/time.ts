// Moments and lengths of time. A moment is always told by the world, never read from a clock in a rule.

declare const instantBrand: unique symbol;

/** Milliseconds since the epoch, UTC. */
export type Instant = number & { readonly [instantBrand]: true };

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export const instant = (ms: number): Instant => ms as Instant;

/** Reads an ISO 8601 moment as AWS writes it, with or without milliseconds; anything else is undefined. */
export const parseInstant = (text: string | undefined): Instant | undefined => {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : instant(ms);
};

export const isoOf = (at: Instant): string => new Date(at).toISOString();

/** When the day began that `at` lies in, in an IANA zone; days of 23 and 25 hours too. */
export const startOfDay = (at: Instant, timeZone: string): Instant => {
  const { year, month, day } = wallClock(at, timeZone);
  return dayBegins(year, month, day, timeZone);
};

/** The day that `at` lies in, as a zone has it: 2026-11-20. */
export const dayNameOf = (at: Instant, timeZone: string): string => {
  const { year, month, day } = wallClock(at, timeZone);
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
};

/** When a day such as 2026-11-20 begins in a zone; undefined when the calendar has no such day. */
export const startOfNamedDay = (name: string, timeZone: string): Instant | undefined => {
  const [year = 0, month = 0, day = 0] = name.split("-").map(Number);
  const at = Date.UTC(year, month - 1, day);
  const isReal = !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === name;
  return isReal ? dayBegins(year, month, day, timeZone) : undefined;
};

/**
 * The zone's distance from UTC is asked twice, for it may change during the night; where midnight itself is left out,
 * the day begins when the clocks have gone forward.
 */
const dayBegins = (year: number, month: number, day: number, timeZone: string): Instant => {
  const midnight = Date.UTC(year, month - 1, day);
  const once = instant(midnight - offsetMs(instant(midnight), timeZone));
  const again = instant(midnight - offsetMs(once, timeZone));
  const [earlier, later] = once < again ? [once, again] : [again, once];
  const { day: dayThen } = wallClock(earlier, timeZone);
  return dayThen === new Date(midnight).getUTCDate() ? earlier : later;
};

const offsetMs = (at: Instant, timeZone: string): number => {
  const { year, month, day, hour, minute, second } = wallClock(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
};

/** What the clock on the wall shows there. */
export const wallClock = (at: Instant, timeZone: string) => {
  const parts = clockIn(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((each) => each.type === type)?.value);
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
};

/** One is dear to make, and there are few zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

const clockIn = (timeZone: string): Intl.DateTimeFormat => {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(timeZone, made);
  return made;
};
