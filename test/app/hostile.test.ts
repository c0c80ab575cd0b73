// Names from AWS in answers: whoever names a resource must not be able to ping, link or break out.
import { expect, it } from "vitest";
import { instant } from "../../src/core/time.ts";
import { jobMessage, jobsMessage } from "../../src/features/jobs/views.ts";
import type { ListedJob } from "../../src/ports/world.ts";
import { checkMessage } from "../../src/slack/block-check.ts";
import { configIn } from "../features/alerts/cards.ts";

const names = [
  "<!channel>",
  "<@U0ONCALL01>",
  "<https://evil.example|AWS console>",
  "`x` *bold* _it_",
  "a\u202Eb",
  "x".repeat(9_000),
];

const jobCalled = (name: string): ListedJob => ({
  job: { account: "111111111111", region: "ap-northeast-1", kind: "backup", id: "1b2345b2" },
  state: "FAILED",
  facts: {
    resourceName: name,
    resourceArn: `arn:aws:rds:ap-northeast-1:111111111111:db:${name}`,
    resourceType: name,
    vaultName: name,
    planName: name,
    message: name,
    createdAt: instant(1_795_180_500_000),
    completedAt: instant(1_795_180_600_000),
  },
});

/** Everything that Slack reads as mrkdwn: texts of messages, and text objects that say so. */
const mrkdwnIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== "object" || value === null) return [];
  const { type, text } = value as { readonly type?: unknown; readonly text?: unknown };
  return [...(type === "mrkdwn" ? [String(text)] : []), ...Object.values(value).flatMap(mrkdwnIn)];
};

it.each(names)("%s is only shown", (name) => {
  const config = configIn("en");
  const page = {
    query: { since: { agoMs: 86_400_000 }, resource: name },
    before: instant(1_795_180_700_000),
    from: 0,
  };
  const messages = [
    jobMessage(jobCalled(name), config),
    jobsMessage(page, { jobs: [jobCalled(name)], silent: [] }, config),
    jobsMessage(page, { jobs: [], silent: [] }, config),
  ];
  for (const { text, blocks } of messages) {
    expect(checkMessage({ text: text.mrkdwn, blocks })).toEqual([]);
    for (const shown of [text.mrkdwn, ...mrkdwnIn(blocks)])
      expect(shown.replaceAll(/<!date\^\d+\^[^>]*>/g, "")).not.toMatch(/<[!@#h]|\u202E/);
  }
});
