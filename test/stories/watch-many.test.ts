// The watch over ten thousand resources: it stays within what AWS takes a second, and within so many calls. Calls are
// counted, never timed.
import { expect, it } from "vitest";
import { createStage } from "../../sandbox/stories/stage.ts";
import { createWorld, type SandboxWorld } from "../../sandbox/world.ts";
import { minuteMs } from "../../src/core/time.ts";
import { protectTenThousand } from "../bench/many.ts";

const startAt = Date.parse("2026-11-20T13:00:00Z");
/** What the clock called since a mark. The inventory lists what is protected too. */
const callsSince = (world: SandboxWorld, mark: number) => {
  const clock = world.journal.since(mark).filter(({ principal }) => principal.endsWith("/stillpoint-clock"));
  const count = (...operations: readonly string[]) =>
    clock.filter(({ operation }) => operations.includes(operation)).length;
  return {
    lists: count("ListBackupJobs", "ListCopyJobs", "ListRestoreJobs"),
    resources: count("ListProtectedResources"),
    tags: count("GetResources"),
    reads: count("GetItem"),
    writes: count("PutItem"),
    notes: count("SendMessage"),
    refused: clock.filter(({ error }) => error?.name === "ThrottlingException").length,
  };
};

it("looks after ten thousand resources in forty calls of AWS Backup", async () => {
  const world = await createWorld({ language: "en", startAt, speed: 0, limits: "real" }, {});
  try {
    protectTenThousand(world);
    const stage = createStage(world);
    const requirement = "{ name: gold, tags: { protection: gold }, everyHours: 24, keepDays: 35 }";
    await stage.configure({ all: [`requirements: [${requirement}]`] });
    /** Lets `minutes` pass, and counts the last of them. */
    const tick = async (minutes: number) => {
      world.clock.advance((minutes - 1) * minuteMs);
      await stage.settle();
      const mark = world.journal.since(0).at(-1)?.seq ?? 0;
      world.clock.advance(minuteMs);
      await stage.settle();
      return callsSince(world, mark);
    };
    // Four places: three kinds of jobs and, the first time, their history; three pages of resources, twice;
    // and who carries the tags of one requirement, which none of them does.
    expect(await tick(1)).toMatchObject({ lists: 16, resources: 24, tags: 4, notes: 0, refused: 0 });
    const later = await tick(15);
    expect(later).toMatchObject({ lists: 12, resources: 24, tags: 4, notes: 0, refused: 0 });
    expect(later.reads).toBeLessThan(20);
    expect(later.writes).toBeLessThan(30);
  } finally {
    await world.close();
  }
}, 120_000);
