// Every story in Japanese; in English they are told where what they use of the roles is written down
// (test/infra/roles.test.ts).
import { describe, expect, it } from "vitest";
import { stories } from "../../sandbox/stories/list.ts";
import { checkStory } from "../../sandbox/stories/play.ts";
import { createWorld } from "../../sandbox/world.ts";

const startAt = Date.parse("2026-11-20T13:00:00Z");

describe("told in ja, the story", () => {
  it.each(stories.map((story) => [story.name, story] as const))(
    "%s holds",
    async (_, story) => {
      const world = await createWorld({ language: "ja", startAt, speed: 0, limits: "none" }, {});
      try {
        await checkStory(story, world);
      } finally {
        await world.close();
      }
    },
    240_000,
  );
});

it("every story has its own name, and the ones that were promised are there", () => {
  const names = stories.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(
    expect.arrayContaining([
      "a-failed-backup",
      "a-completed-backup",
      "an-expired-backup",
      "duplicates",
      "out-of-order",
      "slack-says-later",
      "describe-throttled",
      "an-unknown-event",
      "approved-and-run-once",
      "two-leads",
      "approve-against-deny",
      "withdrawn",
      "nobody-decided",
      "changed-under-a-lead",
      "a-lead-left-before-the-click",
      "a-lead-left-before-the-run",
      "frozen",
      "nobody-can-approve",
      "killed-between-claim-and-call",
      "the-answer-was-lost",
      "aws-throttles-the-call",
      "the-glass-is-broken",
      "stop-approved",
    ]),
  );
});
