import { describe, expect, it } from "vitest";
import { instant } from "../../../src/core/time.ts";
import {
  decideAcknowledge,
  decideAlert,
  decideAmong,
  decidePlace,
  decideRecovery,
  decideSnooze,
  routeOf,
} from "../../../src/features/alerts/decide.ts";
import { decideStorm } from "../../../src/features/alerts/kinds/storm-rule.ts";
import type { First } from "../../../src/features/alerts/model.ts";
import { configIn } from "./cards.ts";

describe("an alert", () => {
  it.each([
    ["failed", "warning", false, "post", "first-sign"],
    ["warning", "warning", false, "post", "first-sign"],
    ["unknown", "warning", false, "post", "first-sign"],
    ["good", "warning", false, "silent", "below-threshold"],
    ["good", "good", false, "post", "first-sign"],
    ["warning", "failed", false, "silent", "below-threshold"],
    ["running", "good", false, "silent", "still-running"],
    ["good", "failed", true, "edit", "card-exists"],
    ["running", "failed", true, "edit", "card-exists"],
  ] as const)("that is %s, where %s opens a card, with a card there already: %s → %s", (severity, alertsFrom, hasCard, act, reason) => {
    expect(decideAlert({ severity, alertsFrom, hasCard })).toEqual({ act, reason });
  });
});

describe("the way of an alert", () => {
  const base = configIn("en");
  const [production, staging] = base.environments;
  if (production === undefined || staging === undefined) throw new Error("the sandbox has two environments");
  const job = { account: "111111111111", region: "ap-northeast-1", kind: "backup", id: "j" } as const;
  const config = {
    ...base,
    environments: [{ ...production, vaults: ["prod-*", "aws/efs/*-vault"] }, staging],
    routes: [
      { environment: "production", severity: "failed", resourceType: "RDS", channel: "C0DATABASES1" },
      { severity: "unknown", channel: "C0ODDITIES01" },
      { resourceType: "EFS", channel: "C0FILESYSTEM" },
    ],
  } as const;
  const wayOf = (facts: object, severity: "good" | "failed" | "unknown" = "good", key: object = {}) =>
    routeOf(config, { ...job, ...key }, facts, severity);

  it.each([
    ["its environment's channel", { vaultName: "prod-daily" }, "good", {}, "production", "C0PRODUCTION"],
    [
      "the first route that fits",
      { vaultName: "prod-daily", resourceType: "RDS" },
      "failed",
      {},
      "production",
      "C0DATABASES1",
    ],
    [
      "a route of every severity",
      { vaultName: "prod-daily", resourceType: "EFS" },
      "good",
      {},
      "production",
      "C0FILESYSTEM",
    ],
    [
      "a route of every environment",
      { vaultName: "prod-daily" },
      "unknown",
      {},
      "production",
      "C0ODDITIES01",
    ],
    ["its account's, while the vault is not known", {}, "good", {}, "production", "C0PRODUCTION"],
    [
      "a pattern with a slash",
      { vaultName: "aws/efs/automatic-backup-vault" },
      "good",
      {},
      "production",
      "C0PRODUCTION",
    ],
    ["the fallback, for a vault of nobody", { vaultName: "other" }, "good", {}, undefined, "C0FALLBACK01"],
    [
      "the fallback, for an account of nobody",
      {},
      "good",
      { account: "1112233445566" },
      undefined,
      "C0FALLBACK01",
    ],
    ["the fallback, for a Region of nobody", {}, "good", { region: "eu-west-1" }, undefined, "C0FALLBACK01"],
    ["staging's", { vaultName: "anything" }, "good", { account: "222222222222" }, "staging", "C0STAGING001"],
  ] as const)("is %s", (_, facts, severity, key, environment, channel) => {
    expect(wayOf(facts, severity, key)).toMatchObject({
      channel,
      ...(environment === undefined ? {} : { environment }),
    });
    expect(wayOf(facts, severity, key).environment).toBe(environment);
  });
});

describe("who may take an alert", () => {
  const at = instant(0);
  const open = { environment: "production" };
  const mine = { ...open, acknowledged: { by: "U0ONCALL01", at } };
  it.each([
    [
      "somebody who may ask there",
      { incident: open, severity: "failed", environments: ["production"] },
      "taken",
    ],
    [
      "somebody who may ask elsewhere",
      { incident: open, severity: "failed", environments: ["staging"] },
      "not-theirs",
    ],
    [
      "whoever may ask anywhere, where nobody claims it",
      { incident: {}, severity: undefined, environments: ["staging"] },
      "taken",
    ],
    [
      "the one who took it, again",
      { incident: mine, severity: "failed", environments: ["production"] },
      "taken-before",
    ],
    [
      "somebody else after them",
      { incident: mine, severity: "failed", environments: ["production"], by: "U0ASKER001" },
      "taken-by-another",
    ],
    [
      "nobody, when it is well again",
      { incident: open, severity: "good", environments: ["production"] },
      "all-good",
    ],
    [
      "nobody, while it runs",
      { incident: open, severity: "running", environments: ["production"] },
      "all-good",
    ],
    [
      "the one who took it, when it is well again",
      { incident: mine, severity: "good", environments: ["production"] },
      "taken-before",
    ],
  ] as const)("%s", (_, facts, reason) => {
    expect(decideAcknowledge({ by: "U0ONCALL01", ...facts })).toMatchObject({ reason });
  });
});

describe("putting an alert aside", () => {
  const asked = { incident: { environment: "production" }, severity: "failed", environments: ["production"] };
  const evening = instant(Date.parse("2026-11-20T13:00:00Z"));
  const decided = (choice: string, at = evening, timeZone = "Asia/Tokyo") =>
    decideSnooze({ ...asked, severity: "failed", choice, at, timeZone });

  it.each([
    ["1h", "Asia/Tokyo", "2026-11-20T13:00:00Z", "2026-11-20T14:00:00Z"],
    ["8h", "Asia/Tokyo", "2026-11-20T13:00:00Z", "2026-11-20T21:00:00Z"],
    ["morning", "Asia/Tokyo", "2026-11-20T13:00:00Z", "2026-11-21T00:00:00Z"],
    ["morning", "Asia/Tokyo", "2026-11-20T16:00:00Z", "2026-11-22T00:00:00Z"],
    // The night in which the clocks go back, and the one in which they go forward.
    ["morning", "Europe/Berlin", "2026-10-24T20:00:00Z", "2026-10-25T08:00:00Z"],
    ["morning", "Europe/Berlin", "2026-03-28T20:00:00Z", "2026-03-29T07:00:00Z"],
  ])("for %s in %s, pressed at %s, lasts until %s", (choice, timeZone, at, until) => {
    const decision = decided(choice, instant(Date.parse(at)), timeZone);
    expect(decision).toEqual({ act: "snooze", reason: "snoozed", until: instant(Date.parse(until)) });
  });

  it.each([
    ["whoever may not ask there", { environments: ["staging"] }, "not-theirs"],
    ["what is well again", { severity: "good" }, "all-good"],
    ["a time that is none", { choice: "for ever" }, "no-such-time"],
  ] as const)("is refused to or for %s", (_, facts, reason) => {
    const base = { ...asked, severity: "failed", choice: "1h", at: evening, timeZone: "UTC" } as const;
    expect(decideSnooze({ ...base, ...facts })).toEqual({ act: "refuse", reason });
  });
});

describe("a storm", () => {
  const minute = (count: number) => instant(count * 60_000);
  const first = (id: string, resource: string, at: number): First => ({
    job: { account: "111111111111", region: "eu-west-1", kind: "backup", id },
    resource,
    at: minute(at),
  });
  const one = first("one", "a", 0);
  const two = first("two", "b", 4);
  const gust = { firsts: [one, two], latest: minute(4) };
  const storm = { ...gust, incident: "storm/1", latest: minute(6) };

  it.each([
    ["the first posts", undefined, one, "post"],
    ["so does the second", { ...gust, firsts: [one] }, two, "post"],
    ["the third resource opens it", gust, first("three", "c", 9), "opens"],
    ["the same resource again is no third", gust, first("three", "b", 9), "post"],
    ["ten minutes after the first it is only the second", gust, first("three", "c", 10), "post"],
    ["the first, heard again, stays what it was", storm, one, "post"],
    ["what comes while it is on joins it", storm, first("four", "d", 60), "joins"],
    ["an hour after the last it is over", storm, first("four", "d", 66), "post"],
  ] as const)("%s", (_, known, own, outcome) => {
    const decision = decideStorm(known, own);
    expect(decision.act === "post" ? "post" : decision.opens ? "opens" : "joins").toBe(outcome);
  });

  it("remembers only what may still become one", () => {
    expect(decideStorm(gust, first("three", "c", 10))).toMatchObject({ firsts: [two, { resource: "c" }] });
    expect(decideStorm(storm, first("four", "d", 66))).toMatchObject({ firsts: [{ resource: "d" }] });
    expect(decideStorm(storm, one)).toEqual({ act: "post", reason: "first-sign", firsts: storm.firsts });
  });
});

describe("failures in a row", () => {
  const hour = (count: number) => instant(count * 3_600_000);
  const row = {
    incident: "first",
    channel: "C0PRODUCTION",
    plan: "daily",
    wantsVss: false,
    since: hour(0),
    latest: hour(24),
  };
  const ended = { ...row, endedBy: hour(48) };

  it.each([
    ["the first posts", { row: undefined }, "post", "first-sign"],
    ["the first, heard again, is still the first", { row, own: "first" }, "post", "first-sign"],
    ["the same again threads", { row }, "thread", "same-again"],
    [
      "one that is told late of a row that has ended is held",
      { row: ended, createdAt: hour(30) },
      "hold",
      "before-recovery",
    ],
    [
      "the first, heard again after its end, opens nothing",
      { row: ended, own: "first", createdAt: hour(30) },
      "hold",
      "before-recovery",
    ],
    ["one of a storm collapses", { row: { ...row, member: "mine" } }, "collapse", "storm"],
    [
      "the same again under a storm collapses too",
      { row: { ...row, member: "other" } },
      "collapse",
      "storm-again",
    ],
    ["one after the end is a first one", { row: ended, createdAt: hour(60) }, "post", "first-sign"],
    [
      "one of the very moment of the end is a first one",
      { row: ended, createdAt: hour(48) },
      "post",
      "first-sign",
    ],
    [
      "the first copy under a failed backup stays silent",
      { row: undefined, isUnderFailedBackup: true },
      "silent",
      "under-a-failed-backup",
    ],
    [
      "a copy under a failed backup stays silent",
      { row, isUnderFailedBackup: true },
      "silent",
      "under-a-failed-backup",
    ],
  ] as const)("%s", (_, facts, act, reason) => {
    const base = { own: "own", member: "mine", createdAt: hour(36), isUnderFailedBackup: false };
    expect(decidePlace({ ...base, ...facts })).toEqual({ act, reason });
  });

  it.each([
    ["a newer good job ends it", row, hour(30), false, "good-again"],
    ["an older one does not", row, hour(20), false, "older-than-the-failure"],
    ["nor one that was created with the newest failure", row, hour(24), false, "older-than-the-failure"],
    [
      "where VSS was asked for, one without it does not",
      { ...row, wantsVss: true },
      hour(30),
      false,
      "without-vss",
    ],
    ["and one with it does", { ...row, wantsVss: true }, hour(30), true, "good-again"],
    ["what has ended ends once", ended, hour(72), false, "ended-before"],
    ["the one that ended it, heard again, ends it still", ended, hour(48), false, "good-again"],
  ] as const)("%s", (_, held, createdAt, hasVss, recovery) => {
    expect(decideRecovery(held, { createdAt, hasVss })).toBe(recovery);
  });

  it("a good job that turned a card green has no card of its own", () => {
    const good = { act: "post", reason: "first-sign" } as const;
    expect(decideAmong(good, undefined, 1)).toEqual({ act: "resolve", reason: "good-again" });
    expect(decideAmong(good, undefined, 0)).toEqual(good);
    const silent = { act: "silent", reason: "below-threshold" } as const;
    expect(decideAmong(silent, undefined, 1)).toEqual(silent);
  });
});
