// Where the clock learns how far a job is: from what AWS told by itself, and else by asking.
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../../sandbox/memory-store.ts";
import type { JobFacts, JobKey } from "../../../src/backup/job.ts";
import type { Expiry } from "../../../src/backup/recovery-point.ts";
import { Fault, type FaultCode } from "../../../src/core/errors.ts";
import type { Instant } from "../../../src/core/time.ts";
import { observe } from "../../../src/features/approvals/kinds/observing.ts";
import { noteJob } from "../../../src/features/jobs/flow.ts";
import type { Place } from "../../../src/ports/world.ts";
import { atMinute, job, operation, running, writtenId } from "./waiting.ts";

interface Told {
  readonly state: string;
  readonly facts: JobFacts;
  readonly at: Instant;
}

interface Aws {
  readonly job?: Omit<Told, "at"> | FaultCode;
  readonly point?: Expiry | FaultCode;
}

const fault = (code: FaultCode) =>
  new Fault(code, code, { retryable: code === "aws-throttled" || code === "aws-unavailable" });

const silence = { info: () => {}, warn: () => {}, error: () => {} };

/** What is seen at a minute, and what AWS was asked for it. */
const seenAt = async (minute: number, aws: Aws, heard?: Told, key: JobKey = job) => {
  const asked: string[] = [];
  const store = memoryStore();
  const now = () => atMinute(minute);
  if (heard !== undefined) await noteJob(key, { heard: { feed: "eventbridge", ...heard } }, { store, now });
  const never = () => {
    throw new Error("the clock does not ask that");
  };
  const catalog = {
    job: async ({ id }: JobKey) => {
      asked.push(id);
      const told = aws.job ?? "aws-unavailable";
      if (typeof told === "string") throw fault(told);
      return { job: key, ...told };
    },
    point: async ({ account, region }: Place, vault: string) => {
      asked.push(`${account}/${region}/${vault}`);
      const expiry = aws.point ?? "unknown";
      if (typeof expiry === "string" && expiry !== "never" && expiry !== "unknown") throw fault(expiry);
      return { arn: "", vaultName: vault, status: "COMPLETED", expiry };
    },
    jobs: never,
    resources: never,
    points: never,
    vaults: never,
    vault: never,
    unfinished: never,
  };
  const [step] = running().steps;
  if (step?.state !== "running") throw new Error("it runs");
  const seen = await observe(key, step, operation, { catalog, store, log: silence, now });
  return { seen, asked };
};

const done: JobFacts = {
  recoveryPointArn: "arn:aws:rds:ap-northeast-1:111111111111:snapshot:awsbackup:job-1",
  vaultName: "prod-daily",
  bytes: 5_000,
  completedAt: atMinute(40),
};
const { bytes: _, ...withoutSize } = done;
const vault = `${job.account}/${job.region}/prod-daily`;

describe("the clock", () => {
  it("asks AWS for the job by the id as AWS wrote it", async () => {
    const told = { state: "RUNNING", facts: { percentDone: 20 } };
    expect(await seenAt(20, { job: told })).toEqual({ seen: { type: "job", ...told }, asked: [writtenId] });
  });

  it.each([
    [
      "does not ask for what AWS told within a minute",
      20,
      { state: "RUNNING", facts: {}, at: atMinute(19.5) },
      [],
    ],
    ["asks when it was told longer ago", 20, { state: "RUNNING", facts: {}, at: atMinute(18) }, [writtenId]],
    [
      "does not ask for a good end with all its facts",
      50,
      { state: "COMPLETED", facts: done, at: atMinute(40) },
      [vault],
    ],
    [
      "asks for what an end lacks",
      50,
      { state: "COMPLETED", facts: withoutSize, at: atMinute(40) },
      [writtenId],
    ],
    [
      "asks for the words of a bad end",
      50,
      { state: "FAILED", facts: { completedAt: atMinute(40) }, at: atMinute(40) },
      [writtenId],
    ],
  ] as const)("%s", async (_name, minute, heard, asked) => {
    expect((await seenAt(minute, {}, heard)).asked).toEqual(asked);
  });

  it("believes what AWS told of a job that it has forgotten since", async () => {
    const heard = { state: "COMPLETED", facts: withoutSize, at: atMinute(40) };
    const { seen } = await seenAt(50, { job: "aws-not-found" }, heard);
    expect(seen).toMatchObject({ type: "job", state: "COMPLETED" });
  });

  it.each([
    ["aws-not-found", "gone"],
    ["aws-throttled", "silent"],
    ["aws-unavailable", "silent"],
    ["aws-denied", "silent"],
  ] as const)("takes %s for %s", async (code, type) => {
    expect((await seenAt(20, { job: code })).seen).toEqual({ type });
  });
});

describe("how long a recovery point is kept", () => {
  const ended = { state: "COMPLETED", facts: done };

  it.each([
    ["as AWS says", 41, { at: atMinute(90) }, { type: "job", keptUntil: atMinute(90) }],
    ["for ever", 41, "never", { type: "job", keptUntil: "forever" }],
    ["is waited for while AWS is busy", 44, "aws-throttled", { type: "silent" }],
    ["is left out when AWS stays busy", 45, "aws-throttled", { type: "job" }],
    ["is left out where it may not be seen", 41, "aws-denied", { type: "job" }],
  ] as const)("%s", async (_name, minute, point, seen) => {
    const looked = await seenAt(minute, { job: ended, point });
    expect(looked.seen).toMatchObject(seen);
    expect("keptUntil" in looked.seen).toBe("keptUntil" in seen);
  });

  it("is asked of a copy where it was copied to", async () => {
    const destinationVaultArn = "arn:aws:backup:us-west-2:222222222222:backup-vault:dr";
    const facts = { ...done, destinationVaultArn };
    const { asked } = await seenAt(41, { job: { state: "COMPLETED", facts } }, undefined, {
      ...job,
      kind: "copy",
    });
    expect(asked).toEqual([writtenId, "222222222222/us-west-2/dr"]);
  });

  it("is not asked of what failed", async () => {
    const { asked } = await seenAt(41, { job: { state: "FAILED", facts: done } });
    expect(asked).toEqual([writtenId]);
  });
});
