// The rules of requirements by tag: whom they mean, and when what was never backed up is told of.
import { describe, expect, it } from "vitest";
import type { Requirement } from "../../../src/config/config.ts";
import { hourMs, instant } from "../../../src/core/time.ts";
import { everyMs, judgeBare, requirementsOf, taggedAt } from "../../../src/features/watch/decide.ts";

const now = instant(Date.parse("2026-11-20T13:00:00Z"));
const ago = (ms: number) => instant(now - ms);
const lookedAt = ago(everyMs);
const look = { through: lookedAt, lookedAt, triedAt: lookedAt, from: lookedAt, open: [] };

describe("requirements by tag", () => {
  const all = { name: "all", tags: {}, everyHours: 168, keepDays: 35 };
  const daily = { name: "daily", tags: { backup: "daily" }, everyHours: 24, keepDays: 35 };
  const hourly = { name: "hourly", tags: { tier: "gold" }, everyHours: 1, keepDays: 35 };
  const everyone = [all, daily, hourly];
  const arns = new Map<Requirement, ReadonlySet<string>>([
    [daily, new Set(["arn:a", "arn:b"])],
    [hourly, new Set(["arn:b"])],
  ]);

  it.each([
    ["one that carries the tags of two", "arn:b", arns, ["all", "daily", "hourly"]],
    ["one that carries the tags of one", "arn:a", arns, ["all", "daily"]],
    ["one that carries none", "arn:c", arns, ["all"]],
    ["one whose tags nobody could read", "arn:b", new Map<Requirement, ReadonlySet<string>>(), ["all"]],
  ])("mean %s", (_, arn, known, names) => {
    expect(requirementsOf(arn, everyone, { arns: known }).map(({ name }) => name)).toEqual(names);
  });

  it.each([
    ["has waited as long as the strictest allows", 1.5, [all, daily, hourly], "not-due-yet", undefined],
    ["has waited longer", 1.51, [all, daily, hourly], "never-backed-up", "hourly"],
    ["has waited longer than a day and its slack", 26.1, [all, daily], "never-backed-up", "daily"],
    ["is under no requirement by tag", 1_000, [all], "not-due-yet", undefined],
  ] as const)("of a resource that was never backed up and %s", (_, hours, asked, reason, requirement) => {
    const verdict = judgeBare(ago(hours * hourMs), asked, now);
    expect(verdict.reason).toBe(reason);
    expect("requirement" in verdict ? verdict.requirement : undefined).toBe(requirement);
  });

  it.each([
    ["the last time that AWS told", { ...look, taggedAt: ago(hourMs) }, hourMs],
    ["the last look, when it was never asked before", look, everyMs],
    ["now, at the first look", undefined, 0],
  ] as const)("are unknown since %s", (_, known, backMs) => {
    expect(now - taggedAt(known, now)).toBe(backMs);
  });
});
