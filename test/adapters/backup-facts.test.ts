// What AWS says of who or what started a job, in our words.
import { describe, expect, it } from "vitest";
import { backupFacts, copyFacts, restoreFacts } from "../../src/adapters/backup-facts.ts";

const $metadata = {};

describe("what started a job beside a plan", () => {
  it.each([
    ["a backup that is part of another", backupFacts({ $metadata, ParentJobId: "P-1" }), "job"],
    ["a backup", backupFacts({ $metadata }), undefined],
    ["a copy that is part of another", copyFacts({ ParentJobId: "P-1" }), "job"],
    ["a copy that a backup job brought with it", copyFacts({ CreatedByBackupJobId: "J-1" }), "job"],
    ["a copy", copyFacts({}), undefined],
    ["a restore that is part of another", restoreFacts({ $metadata, ParentJobId: "P-1" }), "job"],
    [
      "a restore test",
      restoreFacts({ $metadata, CreatedBy: { RestoreTestingPlanArn: "arn:aws:backup:::plan" } }),
      "restore-testing",
    ],
    ["a restore", restoreFacts({ $metadata }), undefined],
  ])("%s", (_, facts, startedBy) => {
    expect(facts.startedBy).toBe(startedBy);
  });
});
