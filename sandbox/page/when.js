// Moments as the viewer reads them: their zone, their locale, and "today" by the world's clock.
// Tokens: https://docs.slack.dev/messaging/formatting-message-text#date-formatting

const dayMs = 86_400_000;
const formatters = new Map();

/** Making a formatter is slow and every message needs several. */
const formatter = (locale, options) => {
  const key = `${locale} ${JSON.stringify(options)}`;
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(locale, options));
  return formatters.get(key);
};

/** Epoch milliseconds of Slack's "1700000000.000100" or of an ISO moment. */
export const millisOf = (when) => {
  if (typeof when === "number") return when;
  return /^\d+\.\d+$/.test(when) ? Math.floor(Number(when) * 1000) : Date.parse(when);
};

const calendarOf = (at, zone) => {
  const parts = formatter("en-US", { timeZone: zone, year: "numeric", month: "numeric", day: "numeric" });
  const said = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return { year: said.year, month: said.month, day: said.day };
};

/** A number that is the same for all moments of one day in this zone. */
export const dayOf = (at, zone) => {
  const { year, month, day } = calendarOf(at, zone);
  return Date.UTC(year, month - 1, day) / dayMs;
};

const ordinal = (day) => {
  const ending = { 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th";
  return `${day}${day > 10 && day < 14 ? "th" : ending}`;
};

/** English days have their ending ("20th"), wherever the locale puts the day. */
const written = (at, { locale, zone }, options) => {
  const made = formatter(locale, { timeZone: zone, ...options });
  if (!locale.startsWith("en") || options.month !== "long") return made.format(at);
  const parts = made.formatToParts(at);
  return parts.map(({ type, value }) => (type === "day" ? ordinal(Number(value)) : value)).join("");
};

const long = { year: "numeric", month: "long", day: "numeric" };
const short = { year: "numeric", month: "short", day: "numeric" };

const relative = (at, { locale, zone, now }) => {
  const days = dayOf(at, zone) - dayOf(now, zone);
  if (Math.abs(days) > 1) return undefined;
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
};

const units = [
  ["day", dayMs],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
];

export const ago = (at, { locale, now }) => {
  const [unit, size] = units.find(([, unitMs]) => Math.abs(at - now) >= unitMs) ?? units[3];
  return new Intl.RelativeTimeFormat(locale, { numeric: "always" }).format(
    Math.trunc((at - now) / size),
    unit,
  );
};

const tokens = {
  date_num: (at, { zone }) => {
    const { year, month, day } = calendarOf(at, zone);
    return [year, String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
  },
  date_slash: (at, eye) => written(at, eye, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (at, eye) => written(at, eye, long),
  date_short: (at, eye) => written(at, eye, short),
  date_long: (at, eye) => written(at, eye, { weekday: "long", ...long }),
  date_long_full: (at, eye) => written(at, eye, long),
  date_pretty: (at, eye) => relative(at, eye) ?? tokens.date(at, eye),
  date_short_pretty: (at, eye) => relative(at, eye) ?? tokens.date_short(at, eye),
  date_long_pretty: (at, eye) => relative(at, eye) ?? tokens.date_long(at, eye),
  day_divider_pretty: (at, eye) => dayText(at, eye),
  time: (at, eye) => timeText(at, eye),
  time_secs: (at, eye) => written(at, eye, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: (at, eye) => ago(at, eye),
};

/** A format such as "{date_short_pretty} {time}", or undefined where it holds a token nobody knows. */
export const dateText = (at, format, eye) => {
  if (!Number.isFinite(at)) return undefined;
  const names = [...format.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  if (names.some((name) => !Object.hasOwn(tokens, name))) return undefined;
  const text = format.replace(/\{(\w+)\}/g, (_, name) => tokens[name](at, eye));
  return format.startsWith("{") ? capital(text) : text;
};

const capital = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

export const timeText = (at, eye) => written(at, eye, { hour: "numeric", minute: "2-digit" });

/** What stands on the line between two days. */
export const dayText = (at, eye) => {
  const near = relative(at, eye);
  if (near !== undefined) return capital(near);
  const isThisYear = calendarOf(at, eye.zone).year === calendarOf(eye.now, eye.zone).year;
  const { year: _, ...yearless } = long;
  return written(at, eye, { weekday: "long", ...(isThisYear ? yearless : long) });
};

/** The clock in the bar, with the zone so that nobody takes it for their own. */
export const clockText = (at, eye) =>
  formatter(eye.locale, {
    timeZone: eye.zone,
    month: "short",
    day: "numeric",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZoneName: "short",
  }).format(at);
