import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { QuietHours } from "../../src/config/config.ts";
import { quietHoursOf, quietUntil } from "../../src/config/quiet-hours.ts";
import { dayMs, instant, minuteMs } from "../../src/core/time.ts";
import { configIn } from "../features/alerts/cards.ts";

const at = (text: string) => instant(Date.parse(text));
const endOf = (quiet: Omit<QuietHours, "holds">, when: string, zone: string) => {
  const end = quietUntil({ holds: "warning", ...quiet }, at(when), zone);
  return end === undefined ? undefined : new Date(end).toISOString();
};

const night = { from: "22:00", to: "07:00" };
const workdays = { ...night, days: ["mon", "tue", "wed", "thu", "fri"] as const };
const weekend = { from: "00:00", to: "00:00", days: ["sat", "sun"] as const };

describe("quiet hours", () => {
  it.each([
    ["before they begin", night, "2026-11-20T12:59:59Z", "Asia/Tokyo", undefined],
    ["as they begin", night, "2026-11-20T13:00:00Z", "Asia/Tokyo", "2026-11-20T22:00:00.000Z"],
    ["after midnight", night, "2026-11-20T17:13:20Z", "Asia/Tokyo", "2026-11-20T22:00:00.000Z"],
    ["in their last second", night, "2026-11-20T21:59:59Z", "Asia/Tokyo", "2026-11-20T22:00:00.000Z"],
    ["as they end", night, "2026-11-20T22:00:00Z", "Asia/Tokyo", undefined],
    [
      "within a day",
      { from: "12:15", to: "13:05" },
      "2026-11-20T12:20:00Z",
      "UTC",
      "2026-11-20T13:05:00.000Z",
    ],
    ["on a day of theirs", workdays, "2026-11-20T23:00:00Z", "UTC", "2026-11-21T07:00:00.000Z"],
    ["in the morning after it", workdays, "2026-11-21T06:00:00Z", "UTC", "2026-11-21T07:00:00.000Z"],
    ["on another day", workdays, "2026-11-21T23:00:00Z", "UTC", undefined],
    ["in the morning after another day", workdays, "2026-11-23T06:00:00Z", "UTC", undefined],
    ["on a whole weekend", weekend, "2026-11-21T09:30:00Z", "UTC", "2026-11-23T00:00:00.000Z"],
    ["on the Friday before it", weekend, "2026-11-20T23:59:00Z", "UTC", undefined],
    // Clocks go forward at 01:00Z on 29 March: the night has eight hours.
    ["over a short night", night, "2026-03-28T21:30:00Z", "Europe/Berlin", "2026-03-29T05:00:00.000Z"],
    // Clocks go back at 01:00Z on 25 October: the night has ten hours.
    ["over a long night", night, "2026-10-24T20:30:00Z", "Europe/Berlin", "2026-10-25T06:00:00.000Z"],
    // 02:30 is left out: at 03:00 they are over.
    [
      "until a time that is left out",
      { from: "22:00", to: "02:30" },
      "2026-03-29T00:30:00Z",
      "Europe/Berlin",
      "2026-03-29T01:00:00.000Z",
    ],
    // 02:30 comes twice: they end at the first.
    [
      "until a time that comes twice",
      { from: "22:00", to: "02:30" },
      "2026-10-24T23:30:00Z",
      "Europe/Berlin",
      "2026-10-25T00:30:00.000Z",
    ],
    [
      "from a time that is left out",
      { from: "02:30", to: "06:00" },
      "2026-03-29T01:00:00Z",
      "Europe/Berlin",
      "2026-03-29T04:00:00.000Z",
    ],
    [
      "half an hour's change",
      night,
      "2026-10-03T13:30:00Z",
      "Australia/Lord_Howe",
      "2026-10-03T20:00:00.000Z",
    ],
  ] as const)("%s", (_, quiet, when, zone, end) => {
    expect(endOf(quiet, when, zone)).toBe(end);
  });

  it("end within a day, at a moment that is not quiet, and every moment before it is", () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
    const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
    fc.assert(
      fc.property(
        time,
        time,
        fc.integer({ min: 0, max: 365 * 24 * 60 }),
        fc.constantFrom("Europe/Berlin", "Asia/Tokyo", "America/Havana"),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (from, to, minute, zone, part) => {
          fc.pre((minuteOf(to) - minuteOf(from) + 1_440) % 1_440 <= 23 * 60 && from !== to);
          const quiet = { from, to, holds: "warning" } as const;
          const when = instant(at("2026-01-01T00:00:00Z") + minute * minuteMs);
          const end = quietUntil(quiet, when, zone);
          if (end === undefined) return;
          expect(end).toBeGreaterThan(when);
          expect(end - when).toBeLessThanOrEqual(dayMs + 60 * minuteMs);
          expect(quietUntil(quiet, end, zone)).toBeUndefined();
          const between = instant(when + Math.floor(((end - when) * part) / minuteMs) * minuteMs);
          expect(quietUntil(quiet, between, zone)).toBe(end);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are an environment's own, else those of all, and none where it says so", () => {
    const all = { ...night, holds: "warning" } as const;
    const own = { from: "19:00", to: "08:00", holds: "failed" } as const;
    const base = configIn("en");
    const [production, staging] = base.environments;
    if (production === undefined || staging === undefined)
      throw new Error("the sandbox has two environments");
    const config = { ...base, quiet: all, environments: [{ ...production, quiet: own }, staging] };
    expect(quietHoursOf(config, "production")).toBe(own);
    expect(quietHoursOf(config, "staging")).toBe(all);
    expect(quietHoursOf(config, undefined)).toBe(all);
    const without = { ...config, environments: [{ ...production, quiet: "none" as const }, staging] };
    expect(quietHoursOf(without, "production")).toBeUndefined();
  });
});
