// When what may wait does. Decided by the clock on the team's wall, so that a night in which clocks are changed begins
// and ends when people expect it to.
import { type Instant, instant, minuteMs, wallClock } from "../core/time.ts";
import { type Config, type QuietHours, weekdays } from "./config.ts";

const dayMinutes = 24 * 60;
/** Quiet hours leave an hour of the day at least, so nothing is missed in steps of half of one. */
const stepMinutes = 30;
/** A week of whole days, and a day. */
const stepsMax = (8 * dayMinutes) / stepMinutes;

/** Those of an environment: its own, else those of all. */
export const quietHoursOf = (config: Config, environment: string | undefined): QuietHours | undefined => {
  const own = config.environments.find(({ name }) => name === environment)?.quiet;
  return own === "none" ? undefined : (own ?? config.quiet);
};

/** When the quiet hours end that `at` lies in; undefined when it lies in none. */
export const quietUntil = (quiet: QuietHours, at: Instant, timeZone: string): Instant | undefined => {
  const isQuietAt = (when: Instant) => isQuiet(quiet, when, timeZone);
  if (!isQuietAt(at)) return undefined;
  const after = (from: Instant, minutes: number) => instant(from + minutes * minuteMs);
  let last = instant(Math.floor(at / minuteMs) * minuteMs);
  for (let steps = 0; steps < stepsMax && isQuietAt(after(last, stepMinutes)); steps += 1)
    last = after(last, stepMinutes);
  for (let steps = 0; steps < stepMinutes && isQuietAt(last); steps += 1) last = after(last, 1);
  return last;
};

const isQuiet = ({ from, to, days }: QuietHours, at: Instant, timeZone: string): boolean => {
  const { year, month, day, hour, minute } = wallClock(at, timeZone);
  const today = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const begins = (weekday: number) => days?.includes(weekdays[(weekday + 7) % 7] ?? "sun") ?? true;
  const now = hour * 60 + minute;
  const [start, end] = [minuteOf(from), minuteOf(to)];
  return start < end
    ? now >= start && now < end && begins(today)
    : (now >= start && begins(today)) || (now < end && begins(today - 1));
};

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
