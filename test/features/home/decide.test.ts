import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JobFacts, JobKind } from "../../../src/backup/job.ts";
import { hourMs, instant } from "../../../src/core/time.ts";
import { byWeight, dayOf } from "../../../src/features/home/decide.ts";
import type { ListedJob } from "../../../src/ports/world.ts";
import { configIn } from "../alerts/cards.ts";

const [production] = configIn("en").environments;
if (production === undefined) throw new Error("a configuration without an environment");

const since = instant(Date.parse("2026-11-20T00:00:00+09:00"));
const hour = (hours: number) => instant(since + hours * hourMs);

let made = 0;
/** A job that ended so many hours after the day began; before it when negative. */
const job = (
  state: string,
  hours: number,
  {
    kind = "backup" as JobKind,
    of = "orders-db",
    account = "111111111111",
    region = "ap-northeast-1",
    ...facts
  }: {
    kind?: JobKind;
    of?: string;
    account?: string;
    region?: string;
  } & JobFacts = {},
): ListedJob => {
  made += 1;
  const resourceArn = `arn:aws:rds:${region}:${account}:db:${of}`;
  return {
    job: { account, region, kind, id: `j-${made}` },
    state,
    facts: { resourceArn, createdAt: hour(hours - 1), completedAt: hour(hours), ...facts },
  };
};

const day = (...jobs: readonly ListedJob[]) => dayOf(production, jobs, since);
const openIn = (...jobs: readonly ListedJob[]) =>
  day(...jobs).open.map(({ job: { state, facts }, since: from }) => [
    facts.resourceArn?.split(":").at(-1),
    state,
    (from - since) / hourMs,
  ]);

describe("what a day came to", () => {
  it("is nothing when nothing was done", () => {
    expect(day()).toEqual({
      environment: production,
      since,
      good: 0,
      warned: 0,
      failed: 0,
      unknown: 0,
      running: 0,
      open: [],
    });
  });

  it.each<[string, Partial<JobFacts>, string]>([
    ["COMPLETED", {}, "good"],
    ["COMPLETED", { message: "Windows VSS Backup Job Error encountered" }, "warned"],
    ["COMPLETED", { message: "all is well", category: "SUCCESS" }, "good"],
    ["PARTIAL", {}, "warned"],
    ["ABORTED", {}, "failed"],
    ["EXPIRED", {}, "failed"],
    ["FAILED", {}, "failed"],
    ["ARCHIVING", {}, "unknown"],
    ["CREATED", {}, "running"],
    ["PENDING", {}, "running"],
    ["RUNNING", {}, "running"],
    ["ABORTING", {}, "running"],
  ])("counts %s with %j as %s", (state, facts, counted) => {
    const { good, warned, failed, unknown, running } = day(job(state, 3, facts));
    const none = { good: 0, warned: 0, failed: 0, unknown: 0, running: 0 };
    expect({ good, warned, failed, unknown, running }).toEqual({ ...none, [counted]: 1 });
  });

  it("counts what ended since it began, to the millisecond, and not what ended before", () => {
    const completedAt = since;
    const before = instant(since - 1);
    expect(
      day(job("COMPLETED", 0, { completedAt }), job("FAILED", 0, { completedAt: before })),
    ).toMatchObject({
      good: 1,
      failed: 0,
    });
  });

  it("counts what runs, however long ago it began", () => {
    expect(day(job("RUNNING", -20), job("CREATED", 5), job("FAILED", -3))).toMatchObject({ running: 2 });
  });

  it("takes the beginning for the end where AWS tells no end", () => {
    const { completedAt: _, ...today } = job("FAILED", 3).facts;
    const { completedAt: __, ...yesterday } = job("FAILED", -3).facts;
    const jobs = [today, yesterday].map((facts) => ({ ...job("FAILED", 0), facts }));
    expect(day(...jobs)).toMatchObject({ failed: 1 });
  });

  it("knows the last good backup, of yesterday too, and takes no other kind for one", () => {
    const copy = job("COMPLETED", 5, { kind: "copy" });
    const restore = job("COMPLETED", 6, { kind: "restore" });
    const warned = job("COMPLETED", 4, { message: "with a complaint" });
    expect(
      day(job("COMPLETED", -3), job("COMPLETED", -1), job("FAILED", 2), copy, restore, warned),
    ).toMatchObject({
      lastGoodAt: hour(-1),
    });
    expect(day(job("FAILED", 2), copy, restore, warned)).not.toHaveProperty("lastGoodAt");
  });
});

describe("what is still open", () => {
  it.each<[string, readonly ListedJob[], readonly (readonly [string, string, number])[]]>([
    ["a failure that nothing followed", [job("FAILED", 1)], [["orders-db", "FAILED", 1]]],
    ["a failure of yesterday", [job("FAILED", -5)], [["orders-db", "FAILED", -5]]],
    ["nothing after a good one", [job("FAILED", 1), job("COMPLETED", 2)], []],
    ["a failure after a good one", [job("COMPLETED", 1), job("FAILED", 2)], [["orders-db", "FAILED", 2]]],
    [
      "the newest of several, since the first of them",
      [job("FAILED", -5), job("EXPIRED", 1), job("PARTIAL", 2)],
      [["orders-db", "PARTIAL", -5]],
    ],
    [
      "the run after the last good one, and not the one before it",
      [job("FAILED", -9), job("COMPLETED", -5), job("EXPIRED", 1), job("FAILED", 2)],
      [["orders-db", "FAILED", 1]],
    ],
    [
      "a failure while the next one runs",
      [job("FAILED", 1), job("RUNNING", 2)],
      [["orders-db", "FAILED", 1]],
    ],
    ["a warning", [job("PARTIAL", 1)], [["orders-db", "PARTIAL", 1]]],
    ["a word that AWS did not have before", [job("ARCHIVING", 1)], [["orders-db", "ARCHIVING", 1]]],
    ["nothing while a job only runs", [job("RUNNING", 1)], []],
  ])("is %s", (_, jobs, open) => {
    expect(openIn(...jobs)).toEqual(open);
    expect(openIn(...[...jobs].reverse())).toEqual(open);
  });

  it.each<[string, Parameters<typeof job>[2]]>([
    ["of another kind", { kind: "copy" }],
    ["of another resource", { of: "users-db" }],
    ["of another account", { account: "222222222222", resourceArn: "arn:aws:rds:x:1:db:orders-db" }],
    ["of another Region", { region: "us-west-2", resourceArn: "arn:aws:rds:x:1:db:orders-db" }],
  ])("is not ended by a good job %s", (_, other) => {
    const failed = job("FAILED", 1, { ...(other?.resourceArn ? { resourceArn: other.resourceArn } : {}) });
    expect(openIn(failed, job("COMPLETED", 2, other))).toEqual([["orders-db", "FAILED", 1]]);
  });

  it("is each job for itself where AWS names no resource", () => {
    const nameless = (state: string, hours: number) => {
      const { resourceArn: _, ...facts } = job(state, hours).facts;
      return { ...job(state, hours), facts };
    };
    expect(day(nameless("FAILED", 1), nameless("FAILED", 2), nameless("COMPLETED", 3)).open).toHaveLength(2);
  });

  it("stands with the worst first, and of the same weight with the one that lasts longest", () => {
    expect(
      openIn(
        job("COMPLETED", -12, { of: "c" }),
        job("PARTIAL", -9, { of: "a" }),
        job("ARCHIVING", -8, { of: "b" }),
        job("FAILED", 3, { of: "c" }),
        job("EXPIRED", 1, { of: "d" }),
        job("PARTIAL", -2, { of: "e" }),
        job("FAILED", 2, { of: "f" }),
        job("ABORTED", -1, { of: "f" }),
      ),
    ).toEqual([
      ["f", "FAILED", -1],
      ["d", "EXPIRED", 1],
      ["c", "FAILED", 3],
      ["b", "ARCHIVING", -8],
      ["a", "PARTIAL", -9],
      ["e", "PARTIAL", -2],
    ]);
  });

  it("is the same in whatever order AWS lists the jobs, and each count holds every job once", () => {
    const states = ["COMPLETED", "FAILED", "PARTIAL", "EXPIRED", "RUNNING", "ARCHIVING"];
    const any = fc.tuple(fc.constantFrom(...states), fc.constantFrom("a", "b", "c"), fc.boolean());
    const night = fc
      .array(any, { maxLength: 12 })
      .map((given) =>
        given.map(([state, of, isCopy], at) => job(state, at, { of, kind: isCopy ? "copy" : "backup" })),
      );
    const shuffled = night.chain((jobs) =>
      fc.tuple(
        fc.constant(jobs),
        fc.shuffledSubarray(jobs, { minLength: jobs.length, maxLength: jobs.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([jobs, others]) => {
        const told = day(...jobs);
        expect(day(...others)).toEqual(told);
        const { good, warned, failed, unknown, running, open } = told;
        expect(good + warned + failed + unknown + running).toBe(jobs.length);
        expect([...open].sort(byWeight)).toEqual(open);
        for (const trouble of open)
          expect(trouble.job.facts.completedAt).toBeGreaterThanOrEqual(trouble.since);
      }),
      { numRuns: 1_000 },
    );
  });
});
