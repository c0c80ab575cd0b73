import { describe, expect, it } from "vitest";
import { hourMs, instant } from "../../../src/core/time.ts";
import { type Absent, absenceCard } from "../../../src/features/alerts/kinds/absence.ts";
import type { Incident } from "../../../src/features/alerts/model.ts";
import { checkBlocks } from "../../../src/slack/block-check.ts";
import { limits } from "../../../src/slack/limits.ts";
import { configIn } from "./cards.ts";

const lastGoodAt = instant(Date.parse("2026-11-18T13:00:00Z"));
const absentOf = (name: string, rest: Partial<Absent> = {}): Absent => ({
  absence: {
    account: "111111111111",
    region: "ap-northeast-1",
    arn: `arn:aws:rds:ap-northeast-1:111111111111:db:${name}`,
    name,
    type: "RDS",
    lastGoodAt,
    allowedMs: 26 * hourMs,
  },
  ...rest,
});
const good = { short: "a", at: lastGoodAt, goodAt: lastGoodAt };
const incident: Incident = {
  id: "absence/1",
  subject: { type: "absence" },
  environment: "production",
  channel: "C0PRODUCTION",
};
const hostile = "<!channel>`*".repeat(60);
const ten = Array.from({ length: 10 }, (_, index) => absentOf(`db-${index}`));

const cases = {
  one: { shown: [absentOf("orders-db")], count: 1, ended: 0 },
  required: {
    shown: [absentOf("a", { absence: { ...absentOf("a").absence, requirement: hostile } })],
    count: 1,
    ended: 0,
  },
  good: { shown: [absentOf("orders-db", { end: good })], count: 1, ended: 1 },
  gone: { shown: [absentOf("orders-db", { end: { short: "a", at: lastGoodAt } })], count: 1, ended: 1 },
  many: { shown: ten, count: 412, ended: 0 },
  some: { shown: [absentOf("a", { end: good }), ...ten.slice(1)], count: 412, ended: 7 },
  "all good": { shown: ten.map((each) => ({ ...each, end: good })), count: 10, ended: 10 },
  hostile: { shown: Array.from({ length: 10 }, () => absentOf(hostile)), count: 10, ended: 0 },
} as const;

describe.each(["en", "ja"] as const)("a card of missing backups in %s", (language) => {
  const config = configIn(language);

  it.each(Object.entries(cases))("of %s is taken by Slack and pings nobody", (_, absent) => {
    const card = absenceCard(incident, absent, config);
    expect(checkBlocks(card.blocks, "message")).toEqual([]);
    expect(checkBlocks(card.body, "message")).toEqual([]);
    expect(card.text.length).toBeLessThan(limits.updateText);
    const words = JSON.stringify(card);
    expect(words).not.toMatch(/undefined|NaN|\[object|<!channel>/);
  });

  it.each([
    ["one", "failed", "ABSENT"],
    ["good", "good", "BACKED_UP"],
    ["gone", "good", "NOT_WATCHED"],
    ["some", "failed", "ABSENT"],
    ["all good", "good", "BACKED_UP"],
  ] as const)("of %s is %s", (name, severity, state) => {
    const card = absenceCard(incident, cases[name], config);
    expect(card.metadata.event_payload).toMatchObject({ severity, state });
  });

  it("says how many there are, by the count and not by the list", () => {
    expect(absenceCard(incident, cases.many, config).text).toContain("412");
    expect(JSON.stringify(absenceCard(incident, cases.many, config).body)).toContain("402");
  });
});
