import { describe, expect, it } from "vitest";
import { dayMs, hourMs, instant, minuteMs } from "../../../src/core/time.ts";
import type { JobRecord } from "../../../src/features/jobs/model.ts";
import {
  beyondWindow,
  createdAfter,
  everyMs,
  isBlind,
  isDue,
  isMissed,
  judge,
  learn,
  nextLook,
  patienceMs,
  place,
  readingOf,
  sift,
  windowMs,
} from "../../../src/features/watch/decide.ts";
import type { Look, Rhythm } from "../../../src/features/watch/model.ts";
import type { ListedJob } from "../../../src/ports/world.ts";

const now = instant(Date.parse("2026-11-20T13:00:00Z"));
const ago = (ms: number) => instant(now - ms);

const lookOf = (change: Partial<Look> = {}): Look => ({
  through: ago(everyMs + patienceMs),
  lookedAt: ago(everyMs),
  triedAt: ago(everyMs),
  from: ago(everyMs),
  open: [],
  ...change,
});

const job = { account: "111111111111", region: "ap-northeast-1", kind: "backup", id: "j-1" } as const;
const listed = (state: string, facts: ListedJob["facts"] = {}): ListedJob => ({ job, state, facts });

describe("a place", () => {
  it.each([
    ["is not blind before its first look", undefined, false],
    ["is not blind after three looks without an answer", lookOf({ lookedAt: ago(hourMs - 1) }), false],
    ["is blind after an hour without an answer", lookOf({ lookedAt: ago(hourMs) }), true],
  ])("%s", (_, look, expected) => {
    expect(isBlind(look, now)).toBe(expected);
  });

  it.each([
    ["is due when nobody looked", undefined, true],
    ["is due a quarter of an hour after the last try", lookOf(), true],
    ["is not due before", lookOf({ triedAt: ago(everyMs - 1) }), false],
    ["is not due because it was silent meanwhile", lookOf({ lookedAt: ago(dayMs), triedAt: now }), false],
  ] as const)("%s", (_, look, due) => {
    expect(isDue(look, now)).toBe(due);
  });

  it.each([
    ["two days, the first time", undefined, windowMs],
    ["an hour before the last look, when nothing is open", lookOf(), everyMs + hourMs],
    ["back to the oldest job that is open", lookOf({ from: ago(9 * hourMs) }), 9 * hourMs],
    ["no further than two days for what is open", lookOf({ from: ago(9 * dayMs) }), windowMs],
    [
      "back to the last answer, when AWS was silent for days",
      lookOf({ lookedAt: ago(5 * dayMs) }),
      5 * dayMs + hourMs,
    ],
    ["no further than AWS lists", lookOf({ lookedAt: ago(90 * dayMs) }), 30 * dayMs],
  ] as const)("lists jobs from %s", (_, look, backMs) => {
    expect(now - createdAfter(look, now)).toBe(backMs);
  });

  it("asks one by one from the moment on at which its list begins, up to a month less a moment", () => {
    const bornAgo = (ms: number) => ({ kind: "backup" as const, id: `J-${ms}`, createdAt: ago(ms) });
    const open = [windowMs - 1, windowMs, 30 * dayMs - 1, 30 * dayMs].map(bornAgo);
    expect(beyondWindow(lookOf({ open }), ago(windowMs), now).map(({ id }) => id)).toEqual([
      `J-${windowMs}`,
      `J-${30 * dayMs - 1}`,
    ]);
  });
});

describe("a listed job", () => {
  const { through } = lookOf();
  it.each([
    ["runs", "RUNNING", now, false, lookOf(), "running"],
    ["is in a state that nobody knows", "ARCHIVING", now, false, lookOf(), "running"],
    ["ended a moment ago", "FAILED", ago(patienceMs - 1), false, lookOf(), "too-young"],
    ["ended long enough ago", "FAILED", ago(patienceMs), false, lookOf(), "due"],
    ["ended just after the mark", "COMPLETED", instant(through + 1), false, lookOf(), "due"],
    ["ended before the mark", "COMPLETED", through, false, lookOf(), "compared"],
    ["ended before the mark, but AWS listed it as running then", "FAILED", through, true, lookOf(), "due"],
    ["ended before anybody watched", "FAILED", ago(hourMs), false, undefined, "compared"],
  ] as const)("that %s", (_, state, endedAt, wasOpen, look, reading) => {
    expect(readingOf({ state }, { endedAt, wasOpen }, look, now)).toBe(reading);
  });

  it("without a time of its end is given AWS's patience from when it was seen to have ended", () => {
    const first = sift([listed("EXPIRED", { createdAt: ago(hourMs) })], lookOf(), now);
    expect(first.due).toEqual([]);
    expect(first.open).toEqual([{ kind: "backup", id: "j-1", createdAt: ago(hourMs), endedAt: now }]);
    const later = instant(now + 2 * everyMs);
    const second = sift([listed("EXPIRED")], nextLook(lookOf(), first, [], now), later);
    expect(second.due).toMatchObject([{ endedAt: now }]);
  });
});

describe("what is looked at again", () => {
  it("is known by its id however AWS writes it, and kept as AWS wrote it", () => {
    const open = [{ kind: "backup" as const, id: "J-1", createdAt: ago(hourMs), endedAt: ago(hourMs) }];
    expect(sift([listed("EXPIRED", { writtenId: "J-1" })], lookOf({ open }), now).due).toMatchObject([
      { endedAt: ago(hourMs) },
    ]);
    expect(sift([listed("RUNNING", { writtenId: "J-1" })], lookOf(), now).open).toMatchObject([
      { id: "J-1" },
    ]);
  });

  it("is compared by the oldest end first", () => {
    const ended = [30, 50, 40].map((minutes) => listed("FAILED", { completedAt: ago(minutes * minuteMs) }));
    const look = lookOf({ through: ago(2 * hourMs) });
    expect(sift(ended, look, now).due.map(({ endedAt }) => now - endedAt)).toEqual(
      [50, 40, 30].map((minutes) => minutes * minuteMs),
    );
  });

  it("is listed back to the oldest that runs, and remembered the oldest first, as many as a record holds", () => {
    const open = Array.from({ length: 3_001 }, (_, index) => ({
      kind: "backup" as const,
      id: `J-${index}`,
      createdAt: ago(index * minuteMs),
    }));
    const look = nextLook(lookOf(), { open }, [], now);
    expect(look.from).toBe(ago(3_000 * minuteMs));
    expect(look.open).toHaveLength(3_000);
    expect(look.open[0]?.id).toBe("J-3000");
    expect(look.open.at(-1)?.id).toBe("J-1");
  });
});

describe("the mark", () => {
  it("moves to where AWS's patience ends, and starts at the first look", () => {
    expect(nextLook(lookOf(), { open: [] }, [], now).through).toBe(now - patienceMs);
    expect(nextLook(undefined, { open: [] }, [], now).through).toBe(now);
  });

  it("never moves back, for what came before the first look is nobody's", () => {
    const first = nextLook(undefined, { open: [] }, [], now);
    expect(nextLook(first, { open: [] }, [], instant(now + everyMs)).through).toBe(now);
  });

  it("stays before what was put off, and the list reaches back to it", () => {
    const endedAt = ago(30 * minuteMs);
    const putOff = [{ job: listed("FAILED", { createdAt: ago(20 * hourMs) }), endedAt }];
    const look = nextLook(lookOf(), { open: [] }, putOff, now);
    expect(look).toMatchObject({ through: endedAt - 1, from: ago(20 * hourMs) });
    const again = sift(
      [putOff[0]?.job ?? listed("")].map((each) => ({ ...each, facts: { completedAt: endedAt } })),
      look,
      now,
    );
    expect(again.due).toHaveLength(1);
  });
});

describe("an end that AWS lists", () => {
  const heard = (...states: readonly string[]): JobRecord => ({
    job,
    heard: states.map((state) => ({ feed: "eventbridge", state, at: now, facts: {} })),
    owes: "nothing",
  });
  it.each([
    ["was missed when nothing was heard of the job", undefined, true],
    ["was missed when only its beginning was heard", heard("CREATED", "RUNNING"), true],
    ["was missed when only a word was heard that nobody knows", heard("ARCHIVING"), true],
    ["was not missed when any end was heard", heard("RUNNING", "COMPLETED"), false],
  ] as const)("%s", (_, record, missed) => {
    expect(isMissed(record)).toBe(missed);
  });
});

describe("a rhythm", () => {
  const nights = (...hours: readonly number[]) =>
    hours.reduce<Rhythm | undefined>(
      (rhythm, hour) => learn(rhythm, listed("COMPLETED"), instant(now + hour * hourMs)),
      undefined,
    );

  it("is the gaps between good backups, however often they are told", () => {
    expect(nights(0, 24, 24, 0, 48)).toEqual({
      goodAt: now + 48 * hourMs,
      gapsMs: [24 * hourMs, 24 * hourMs],
    });
  });

  it("remembers the last five gaps", () => {
    const hours = [1, 1, 1, 1, 24].map((count) => count * hourMs);
    expect(nights(0, 9, 10, 11, 12, 13, 37)?.gapsMs).toEqual(hours);
  });

  it("does not count a backup with a warning, and remembers when it was; a failed one is nothing", () => {
    const warned = learn(nights(0), listed("COMPLETED", { message: "VSS failed on the way" }), ago(-hourMs));
    expect(warned).toEqual({ goodAt: now, warnedAt: now + hourMs, gapsMs: [] });
    expect(learn(warned, listed("FAILED"), ago(-2 * hourMs))).toBe(warned);
    expect(learn(warned, listed("COMPLETED", { message: "VSS failed on the way" }), now)).toBe(warned);
  });
});

describe("a resource", () => {
  const nightly: Rhythm = { gapsMs: [24, 24, 25].map((hours) => hours * hourMs) };
  const daily = { name: "daily", tags: {}, everyHours: 24, keepDays: 35 };
  const twoHourly = { name: "two-hourly", tags: {}, everyHours: 2, keepDays: 35 };
  const weekly = { name: "weekly", tags: {}, everyHours: 168, keepDays: 35 };
  const hours = (count: number) => ({ lastBackupAt: ago(count * hourMs) });

  it.each([
    ["was never backed up", {}, undefined, [daily], "never-had-one"],
    ["has no rhythm and no requirement", hours(400), undefined, [], "no-cadence"],
    ["has one gap, which is no rhythm", hours(400), { gapsMs: [24 * hourMs] }, [], "no-cadence"],
    ["keeps its rhythm", hours(35), nightly, [], "not-due"],
    ["has lost its rhythm", hours(37), nightly, [], "overdue-by-cadence"],
    [
      "keeps the middle of its gaps, whatever their order",
      hours(40),
      { gapsMs: [48, 24, 28].map((gap) => gap * hourMs) },
      [],
      "not-due",
    ],
    ["is backed up each hour, and paused for 26", hours(26), { gapsMs: [hourMs, hourMs] }, [], "not-due"],
    ["is asked for each two hours, and half an hour late", hours(2.5), undefined, [twoHourly], "not-due"],
    ["was backed up 29 days ago", hours(24 * 29), nightly, [], "overdue-by-cadence"],
    [
      "is asked for each month, and is late by one",
      hours(24 * 70),
      undefined,
      [{ ...daily, everyHours: 720 }],
      "overdue-by-requirement",
    ],
    [
      "was backed up with a warning in that very moment",
      hours(2),
      { ...nightly, warnedAt: ago(2 * hourMs), goodAt: ago(40 * hourMs) },
      [],
      "overdue-by-cadence",
    ],
    ["is backed up each hour, and paused for a day", hours(25), { gapsMs: [hourMs, hourMs] }, [], "not-due"],
    [
      "is backed up each hour, and paused longer",
      hours(27),
      { gapsMs: [hourMs, hourMs] },
      [],
      "overdue-by-cadence",
    ],
    ["keeps a requirement", hours(26), undefined, [daily], "not-due"],
    ["breaks a requirement", hours(26.1), undefined, [daily], "overdue-by-requirement"],
    ["keeps one of two requirements", hours(48), undefined, [weekly, daily], "overdue-by-requirement"],
    ["keeps its requirement, though not its rhythm", hours(100), nightly, [weekly], "not-due"],
    ["was given up a month ago", hours(24 * 31), nightly, [], "given-up"],
    [
      "is asked for each month, and was given up",
      hours(24 * 100),
      undefined,
      [{ ...daily, everyHours: 720 }],
      "given-up",
    ],
    [
      "was backed up with a warning last night",
      hours(2),
      { ...nightly, warnedAt: ago(hourMs), goodAt: ago(40 * hourMs) },
      [],
      "overdue-by-cadence",
    ],
    [
      "was backed up well after a warning",
      hours(2),
      { ...nightly, warnedAt: ago(20 * hourMs), goodAt: ago(40 * hourMs) },
      [],
      "not-due",
    ],
  ] as const)("that %s", (_, resource, rhythm, requirements, reason) => {
    expect(judge(resource, rhythm, requirements, now).reason).toBe(reason);
  });
});

describe("absences", () => {
  it.each([
    ["up to three stand alone", 3, undefined, "alone"],
    ["more than three at once are a group", 4, undefined, "group"],
    ["join a group of the last two hours", 1, 2 * hourMs - 1, "group-open"],
    ["let an older group be", 4, 2 * hourMs, "group"],
  ] as const)("%s", (_, count, groupAgo, placing) => {
    expect(place(count, groupAgo === undefined ? undefined : ago(groupAgo), now)).toBe(placing);
  });
});
