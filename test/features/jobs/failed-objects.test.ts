import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { severityOf } from "../../../src/backup/job.ts";
import { joinedObjects, objectNamed, objectsMax } from "../../../src/backup/objects.ts";
import { instant } from "../../../src/core/time.ts";
import { hear, jobOf } from "../../../src/features/jobs/decide.ts";
import type { Heard } from "../../../src/features/jobs/model.ts";

const job = { account: "111111111111", region: "ap-northeast-1", kind: "backup", id: "j-1" } as const;

const failed = (name: string, at: number): Heard => ({
  feed: "sns",
  state: "RUNNING",
  at: instant(at),
  facts: { writtenId: "J-1", failedObjects: [name] },
});

const ended = (state: string, at: number): Heard => ({
  feed: "eventbridge",
  state,
  at: instant(at),
  facts: { writtenId: "J-1" },
});

const heardOf = (all: readonly Heard[]) =>
  all.reduce<readonly Heard[]>((known, heard) => hear(known, heard), []);
const jobAfter = (...all: readonly Heard[]) => jobOf({ job, heard: heardOf(all), owes: "nothing" });

describe("objects that failed within a job", () => {
  it("make a completed job a warning, before and after its end, and each counts once", () => {
    const { state, facts } = jobAfter(
      failed("b", 1),
      failed("a", 2),
      ended("COMPLETED", 5),
      failed("b", 1),
      failed("c", 9),
    );
    expect(state).toBe("COMPLETED");
    expect(facts.failedObjects).toEqual(["a", "b", "c"]);
    expect(severityOf(state, facts)).toBe("warning");
  });

  it("cannot be accepted with the job's message", () => {
    const facts = { message: "fine", accepted: { until: "2026-12-01", why: "known" } };
    expect(severityOf("COMPLETED", facts)).toBe("good");
    expect(severityOf("COMPLETED", { ...facts, failedObjects: ["a"] })).toBe("warning");
  });

  it("are no end, and change nothing about one that failed", () => {
    expect(severityOf(jobAfter(failed("a", 1)).state, {})).toBe("running");
    expect(jobAfter(ended("FAILED", 1), failed("a", 2)).state).toBe("FAILED");
  });

  it("are the same whatever the order, doubles and number", () => {
    const names = fc.constantFrom("a", "b", "c", "d");
    const told = fc.oneof(
      fc.tuple(names, fc.nat(3)).map(([name, at]) => failed(name, at)),
      fc.tuple(fc.constantFrom("COMPLETED", "FAILED"), fc.nat(3)).map(([state, at]) => ended(state, at)),
    );
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 10 }), fc.array(fc.nat()), (all, picks) => {
        const doubled = [...all, ...picks.flatMap((pick) => all[pick % all.length] ?? [])];
        expect(heardOf(doubled.toReversed())).toEqual(heardOf(all));
      }),
      { numRuns: 500 },
    );
  });

  it("are kept to a hundred, the same hundred in any order", () => {
    const many = Array.from({ length: 250 }, (_, index) => `${index}`);
    const join = (names: readonly string[]) =>
      names.reduce<readonly string[]>((all, name) => joinedObjects(all, [name]), []);
    expect(join(many)).toHaveLength(objectsMax);
    expect(join(many.toReversed())).toEqual(join(many));
    expect(objectNamed("x".repeat(10_000)).length).toBeLessThanOrEqual(200);
  });
});
