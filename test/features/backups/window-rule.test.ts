// What is known of a database's own windows: only what AWS has said of the jobs before.
import { expect, it } from "vitest";
import { hourMs, type Instant, instant, isoOf } from "../../../src/core/time.ts";
import { findingsOfWindow } from "../../../src/features/backups/kinds/window-rule.ts";
import type { ListedJob } from "../../../src/ports/world.ts";

const now = instant(Date.parse("2026-11-21T12:00:00Z"));
const ago = (hours: number): Instant => instant(now - hours * hourMs);
/** https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-dashboards.html */
const message =
  "Backup job could not start because it is either inside or too close to the weekly maintenance window configured";

const failedAt = (at: Instant, said = message, state = "FAILED"): ListedJob => ({
  job: { account: "111111111111", region: "ap-northeast-1", kind: "backup", id: "j" },
  state,
  facts: { message: said, createdAt: at, completedAt: at },
});

const found = (...items: readonly ListedJob[]) => findingsOfWindow({ items, isCut: false }, now);

it("keeps a backup from being asked for while the window may be open", () => {
  expect(found(failedAt(ago(1)))).toEqual([
    { level: "stop", name: "window-open", values: [isoOf(ago(1)), isoOf(instant(now + hourMs))] },
  ]);
});

it.each([
  ["the same time yesterday", 24.5],
  ["the same time a week ago", 168],
  ["a little later, six days ago", 143.5],
])("tells of %s", (_, hours) => {
  expect(found(failedAt(ago(hours)))).toEqual([
    { level: "know", name: "window-near", values: [isoOf(ago(hours))] },
  ]);
});

it.each([
  ["of another time of the day", failedAt(ago(6))],
  ["of a job that failed for another reason", failedAt(ago(1), "No space left")],
  ["of a job that has not ended", failedAt(ago(1), message, "RUNNING")],
])("says nothing %s", (_, job) => {
  expect(found(job)).toEqual([]);
});

it("says nothing when AWS does not", () => {
  expect(findingsOfWindow("silent", now)).toEqual([]);
});
