// Every state of a card of a storm.
import type { Config } from "../../../src/config/config.ts";
import { hourMs, instant } from "../../../src/core/time.ts";
import { type StormCount, stormCard, withinCard } from "../../../src/features/alerts/kinds/storm-card.ts";
import type { Incident } from "../../../src/features/alerts/model.ts";
import type { Job } from "../../../src/features/jobs/model.ts";
import type { Card } from "../../../src/slack/card.ts";

const first = instant(Date.parse("2026-11-20T13:01:00Z"));

const stormWith = (rest: Partial<StormCount> = {}): StormCount => ({
  count: 40,
  good: 0,
  first,
  newest: instant(first + 8 * 60_000),
  accounts: [
    { name: "111111111111/ap-northeast-1", count: 31 },
    { name: "111111111111/us-west-2", count: 9 },
  ],
  types: [
    { name: "EBS", count: 22 },
    { name: "RDS", count: 10 },
    { name: "EFS", count: 8 },
  ],
  ...rest,
});

const incident = (job: Job): Incident => ({
  id: "storm/0123456789abcdef0123456789abcdef",
  subject: { type: "storm", example: job.key, scope: "scope" },
  environment: "production",
  channel: "C0PRODUCTION",
  since: first,
});

const taken = { by: "U0ONCALL01", at: instant(first + 20 * 60_000) };
const good = { good: 40, goodAt: instant(first + 26 * hourMs) };

export const stormCardsIn = (config: Config, job: Job): Readonly<Record<string, Card>> => ({
  storm: stormCard(job, incident(job), stormWith(), config),
  "storm-some-good": stormCard(
    job,
    { ...incident(job), acknowledged: taken },
    stormWith({ good: 31, goodAt: good.goodAt }),
    config,
  ),
  "storm-snoozed": stormCard(
    job,
    { ...incident(job), snoozed: { ...taken, until: instant(first + 9 * hourMs) } },
    stormWith(),
    config,
  ),
  "storm-good": stormCard(job, incident(job), stormWith(good), config),
  "storm-huge": stormCard(
    job,
    incident(job),
    stormWith({
      count: 10_000,
      accounts: Array.from({ length: 60 }, (_, each) => ({ name: `${each}/<!channel>`, count: 100 - each })),
      types: Array.from({ length: 9 }, (_, each) => ({ name: `<!channel>\`*${each}`, count: 9 - each })),
    }),
    config,
  ),
  "within-a-storm": withinCard(
    job,
    { ...incident(job), subject: { type: "job", job: job.key }, within: "storm/1" },
    config,
  ),
});
