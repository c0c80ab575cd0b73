import { describe, expect, it } from "vitest";
import { hourMs, type Instant, instant, isoOf } from "../../../src/core/time.ts";
import {
  countsOf,
  dueWeek,
  fateOf,
  nothingYet,
  sumOf,
  tallyOf,
  tellerOf,
  weightiest,
} from "../../../src/features/ledger/decide.ts";
import type { Entry } from "../../../src/features/ledger/model.ts";

const at = (iso: string): Instant => instant(Date.parse(iso));
const monday = { day: "mon", at: "09:00" } as const;

describe("the week that is due", () => {
  it.each([
    ["on the minute", "Asia/Tokyo", "2026-11-23T09:00:00+09:00", "2026-11-16T00:00:00+09:00"],
    [
      "a minute before, the one before it",
      "Asia/Tokyo",
      "2026-11-23T08:59:00+09:00",
      "2026-11-09T00:00:00+09:00",
    ],
    [
      "on the Sunday after, still the same",
      "Asia/Tokyo",
      "2026-11-29T23:59:00+09:00",
      "2026-11-16T00:00:00+09:00",
    ],
    [
      "where clocks went back within it",
      "Europe/Berlin",
      "2026-10-26T09:00:00+01:00",
      "2026-10-19T00:00:00+02:00",
    ],
    [
      "where clocks went forward within it",
      "Europe/Berlin",
      "2026-03-30T09:00:00+02:00",
      "2026-03-23T00:00:00+01:00",
    ],
    ["where midnight is left out", "Asia/Beirut", "2026-03-30T09:00:00+03:00", "2026-03-23T00:00:00+02:00"],
  ])("%s", (_, zone, now, from) => {
    const due = dueWeek(monday, zone, at(now));
    expect(isoOf(due.from)).toBe(isoOf(at(from)));
    expect(due.dueAt).toBeLessThanOrEqual(at(now));
  });

  it("has seven days of the team's zone, however long they are", () => {
    const { from, to } = dueWeek(monday, "Europe/Berlin", at("2026-10-26T09:00:00+01:00"));
    expect((to - from) / hourMs).toBe(7 * 24 + 1);
  });

  it("is told at the hour of a day on which the clocks are changed", () => {
    const sunday = { day: "sun", at: "09:00" } as const;
    const { dueAt } = dueWeek(sunday, "Europe/Berlin", at("2026-10-25T23:00:00+01:00"));
    expect(isoOf(dueAt)).toBe(isoOf(at("2026-10-25T09:00:00+01:00")));
  });

  it("is never told before what came last must have come to its end", () => {
    const midnight = { day: "mon", at: "00:00" } as const;
    const { to, dueAt } = dueWeek(midnight, "UTC", at("2026-11-23T12:00:00Z"));
    expect(dueAt - to).toBe(hourMs);
  });
});

const span = { from: at("2026-11-16T00:00:00Z"), to: at("2026-11-23T00:00:00Z") };
const entry = (change: Partial<Entry> = {}): Entry => ({
  receivedAt: span.from,
  by: "aws",
  says: "a",
  ...change,
});

describe("what a week's entries come to", () => {
  it.each([
    ["nothing", [], {}, 0, 0],
    ["one that was posted", [entry({ outcome: "first-sign" })], { "first-sign": 1 }, 0, 0],
    ["one without an end is lost", [entry()], {}, 1, 0],
    ["one that the watch found", [entry({ outcome: "first-sign", by: "watch" })], { "first-sign": 1 }, 0, 1],
    ["put back and ended: not lost", [entry(), entry({ outcome: "routine" })], { routine: 1 }, 0, 0],
    ["put back and not ended: lost once", [entry(), entry()], {}, 1, 0],
    [
      "put back after the week: not lost",
      [entry(), entry({ outcome: "routine", receivedAt: span.to })],
      {},
      0,
      0,
    ],
    ["two that say different things", [entry(), entry({ says: "b" })], {}, 2, 0],
    ["the week before", [entry({ receivedAt: instant(span.from - 1) })], {}, 0, 0],
    ["the last moment", [entry({ receivedAt: instant(span.to - 1) })], {}, 1, 0],
  ] as const)("%s", (_, entries, outcomes, lost, found) => {
    expect(tallyOf(entries, span)).toEqual({ outcomes, lost, found });
  });

  it("is the sum of its shards", () => {
    const one = { outcomes: { routine: 2, "first-sign": 1 }, lost: 1, found: 0 };
    const other = { outcomes: { routine: 1 }, lost: 2, found: 1 };
    expect(sumOf(sumOf(nothingYet, one), other)).toEqual({
      outcomes: { routine: 3, "first-sign": 1 },
      lost: 3,
      found: 1,
    });
  });

  it("comes to what was received", () => {
    const outcomes = { "first-sign": 2, "card-exists": 3, routine: 4, "of-an-older-version": 5 };
    expect(countsOf({ outcomes, lost: 1, found: 0 })).toEqual({
      posted: 2,
      grouped: 3,
      silent: 9,
      received: 15,
    });
  });
});

it.each(["constructor", "__proto__", "toString"])("a rule called %s is one that nobody knows", (name) => {
  expect(fateOf(name)).toBe("silent");
});

it.each([
  [["routine", "first-sign", "card-exists"], "first-sign"],
  [["routine", "card-exists"], "card-exists"],
  [["routine", "nothing-new"], "routine"],
  [[], undefined],
] as const)("of %j the weightiest is %s", (outcomes, expected) => {
  expect(weightiest(outcomes)).toBe(expected);
});

const job = { account: "1", region: "r", kind: "backup", id: "j" } as const;

it.each([
  ["AWS", undefined, "aws"],
  ["the watch", { note: "watch.missed", job, writtenId: "J", state: "FAILED", at: 0 } as const, "watch"],
  ["nobody but ourselves", { note: "alerts.enrich", job, attempt: 2 } as const, "ourselves"],
])("%s told", (_, note, teller) => {
  expect(tellerOf(note)).toBe(teller);
});
