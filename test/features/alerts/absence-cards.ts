// Every state of a card of backups that never came.
import type { Config } from "../../../src/config/config.ts";
import { hourMs, instant } from "../../../src/core/time.ts";
import { type Absent, absenceCard } from "../../../src/features/alerts/kinds/absence.ts";
import type { Incident } from "../../../src/features/alerts/model.ts";
import type { Card } from "../../../src/slack/card.ts";

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
const never = (name: string, rest: Partial<Absent> = {}): Absent => {
  const { lastGoodAt: _, ...absence } = { ...absentOf(name).absence, lastGoodAt };
  return { absence: { ...absence, requirement: "gold", bareSince: lastGoodAt }, ...rest };
};
const good = { short: "a", at: lastGoodAt, goodAt: lastGoodAt };
export const incident: Incident = {
  id: "absence/1",
  subject: { type: "absence" },
  environment: "production",
  channel: "C0PRODUCTION",
};
const hostile = "<!channel>`*".repeat(60);
const ten = Array.from({ length: 10 }, (_, index) => absentOf(`db-${index}`));

export const cases = {
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
  never: { shown: [never("payments-db")], count: 1, ended: 0 },
  first: { shown: [never("payments-db", { end: good })], count: 1, ended: 1 },
  untagged: { shown: [never("payments-db", { end: { short: "a", at: lastGoodAt } })], count: 1, ended: 1 },
  mixed: { shown: [never("payments-db"), ...ten.slice(1)], count: 10, ended: 0 },
  "never hostile": { shown: [never(hostile)], count: 1, ended: 0 },
  hostile: { shown: Array.from({ length: 10 }, () => absentOf(hostile)), count: 10, ended: 0 },
} as const;

export const absenceCardIn = (name: keyof typeof cases, config: Config, more: Partial<Incident> = {}): Card =>
  absenceCard({ ...incident, ...more }, cases[name], config);

export const absenceCardsIn = (config: Config): Readonly<Record<string, Card>> =>
  Object.fromEntries(
    (["one", "good", "gone", "many", "some", "all good", "never", "first"] as const).map((name) => [
      `absence-${name.replace(" ", "-")}`,
      absenceCardIn(name, config),
    ]),
  );
