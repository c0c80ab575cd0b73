import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, hourMs, instant, startOfDay, startOfNamedDay } from "../../src/core/time.ts";

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The clock on the wall there, as the Swedes write it: 2026-11-20 13:00:00. */
const wallClock = (ms: number, timeZone: string): string => {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  clocks.set(timeZone, clock);
  return clock.format(ms);
};
const dayAt = (ms: number, timeZone: string): string => wallClock(ms, timeZone).slice(0, 10);

const utc = (text: string) => instant(Date.parse(text));

/** With a night in which the clocks were changed. */
const zones: readonly (readonly [zone: string, change: string])[] = [
  ["Asia/Tokyo", "2026-11-20T15:00Z"],
  ["America/New_York", "2026-03-08T07:00Z"],
  ["America/New_York", "2026-11-01T06:00Z"],
  ["Europe/Berlin", "2026-03-29T01:00Z"],
  ["Europe/Berlin", "2026-10-25T01:00Z"],
  ["Australia/Lord_Howe", "2026-10-03T15:30Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00Z"],
  ["Australia/Sydney", "2026-10-03T16:00Z"],
  ["America/St_Johns", "2026-03-08T05:30Z"],
  ["Africa/Cairo", "2026-04-23T22:00Z"],
  ["Asia/Beirut", "2026-03-28T22:00Z"],
  ["Atlantic/Azores", "2026-03-29T01:00Z"],
  ["Atlantic/Azores", "2026-10-25T01:00Z"],
  ["America/Santiago", "2026-09-06T04:00Z"],
  ["America/Santiago", "2026-04-05T03:00Z"],
  ["America/Havana", "2026-03-08T05:00Z"],
  ["America/Havana", "2026-11-01T05:00Z"],
  ["Asia/Kathmandu", "2026-01-01T00:00Z"],
  ["Pacific/Kiritimati", "2026-01-01T00:00Z"],
  ["Pacific/Pago_Pago", "2026-01-01T00:00Z"],
  ["Pacific/Apia", "2011-12-30T10:00Z"],
  ["UTC", "2026-06-01T00:00Z"],
];

/** The first moment of its day: nothing earlier lies in that day, and the moment asked about does. */
const expectFirstMoment = (ms: number, zone: string): void => {
  const start = startOfDay(instant(ms), zone);
  expect(start).toBeLessThanOrEqual(ms);
  expect(ms - start).toBeLessThan(25 * hourMs);
  expect(dayAt(start, zone)).toBe(dayAt(ms, zone));
  expect(dayAt(start - 1, zone)).not.toBe(dayAt(ms, zone));
};

describe("the beginning of a day", () => {
  it.each([
    ["Asia/Tokyo", "2026-11-20T13:00:00Z", "2026-11-19T15:00:00Z"],
    ["Asia/Tokyo", "2026-11-20T15:00:00Z", "2026-11-20T15:00:00Z"],
    ["Asia/Tokyo", "2026-11-20T14:59:59.999Z", "2026-11-19T15:00:00Z"],
    ["UTC", "2026-11-20T00:00:00Z", "2026-11-20T00:00:00Z"],
    ["America/New_York", "2026-03-08T20:00:00Z", "2026-03-08T05:00:00Z"],
    ["America/New_York", "2026-03-09T03:59:59Z", "2026-03-08T05:00:00Z"],
    ["America/New_York", "2026-11-02T04:59:59Z", "2026-11-01T04:00:00Z"],
    ["Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-24T22:00:00Z"],
    ["Australia/Lord_Howe", "2026-04-05T02:00:00Z", "2026-04-04T13:00:00Z"],
  ])("in %s, of %s, is %s", (zone, at, start) => {
    expect(startOfDay(utc(at), zone)).toBe(utc(start));
  });

  it("is its first moment, in any zone and any year", () => {
    const moment = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moment, ([zone], ms) => expectFirstMoment(ms, zone)),
      { numRuns: 2_000 },
    );
  });

  it("is its first moment around the nights in which clocks are changed", () => {
    const distance = fc.integer({ min: -2 * dayMs, max: 2 * dayMs });
    fc.assert(
      fc.property(fc.constantFrom(...zones), distance, ([zone, change], ms) =>
        expectFirstMoment(Date.parse(change) + ms, zone),
      ),
      { numRuns: 3_000 },
    );
  });

  it("does not move once it is there, and names the same day", () => {
    const moment = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moment, ([zone], ms) => {
        const start = startOfDay(instant(ms), zone);
        expect(startOfDay(start, zone)).toBe(start);
        expect(startOfNamedDay(dayAt(ms, zone), zone)).toBe(start);
      }),
    );
  });

  it.each([
    ["Atlantic/Azores", "2026-03-29T12:00:00Z", "2026-03-29T01:00:00Z"],
    ["America/Santiago", "2026-09-06T12:00:00Z", "2026-09-06T04:00:00Z"],
    ["America/Havana", "2026-03-08T12:00:00Z", "2026-03-08T05:00:00Z"],
    ["Africa/Cairo", "2026-04-24T12:00:00Z", "2026-04-23T22:00:00Z"],
  ])("in %s, of %s, is %s, for midnight is left out", (zone, at, start) => {
    expect(startOfDay(utc(at), zone)).toBe(utc(start));
  });
});

describe("a day that is named", () => {
  it.each([
    ["2026-11-20", "Asia/Tokyo", "2026-11-19T15:00:00Z"],
    ["2026-11-20", "UTC", "2026-11-20T00:00:00Z"],
    ["2024-02-29", "America/New_York", "2024-02-29T05:00:00Z"],
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00Z"],
  ])("%s begins in %s at %s", (name, zone, start) => {
    expect(startOfNamedDay(name, zone)).toBe(utc(start));
  });

  it.each([
    "2026-02-29",
    "2026-02-30",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-1-1",
  ])("%s is in no calendar", (name) => {
    expect(startOfNamedDay(name, "Asia/Tokyo")).toBeUndefined();
  });
});
