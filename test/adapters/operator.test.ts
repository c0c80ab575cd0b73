// What the executor does on AWS: in whose name, once, and what it says became of it when AWS does not say yes.
import { describe, expect, it } from "vitest";
import { resources, roleIn, vaultFor } from "../../sandbox/estate.ts";
import type { SandboxWorld } from "../../sandbox/world.ts";
import { actFault } from "../../src/adapters/aws.ts";
import { backupOperator } from "../../src/adapters/operator.ts";
import type { OperatorCall } from "../../src/ports/operator.ts";
import { inWorldAhead, startAt } from "./ahead.ts";

const { account, region, arn } = resources.ordersFs;
const place = { account, region };
const session = { request: "req-8f2c1a", requester: "U0ASKER001" };

const backUp = (token = "t".repeat(43), change: Record<string, string> = {}): OperatorCall => ({
  operation: "StartBackupJob",
  input: {
    BackupVaultName: vaultFor(resources.ordersFs),
    ResourceArn: arn,
    IamRoleArn: roleIn(account),
    IdempotencyToken: token,
    ...change,
  },
});

const operatorIn = (world: SandboxWorld, timeoutMs = 2_000) =>
  backupOperator(world.config.installId, { ...world.awsFor("executor"), timeoutMs });

const journalOf = ({ journal }: SandboxWorld, ...operations: readonly string[]) =>
  journal.since(0).filter(({ operation, principal }) => {
    const isOurs = principal.includes("executor") || principal.includes("operator");
    return isOurs && operations.includes(operation);
  });

describe("the operator", () => {
  it("acts in the name of the request, and says whose it is", () =>
    inWorldAhead(async (world) => {
      const answer = await operatorIn(world).call(place, backUp(), session);
      expect(answer).toMatchObject({ createdAt: startAt });
      expect(answer.jobId).toMatch(/^[0-9A-F-]{36}$/);
      expect(answer.recoveryPointArn).toContain(":recovery-point:");
      const [assumed, started] = journalOf(world, "AssumeRole", "StartBackupJob");
      expect(assumed?.input).toMatchObject({
        RoleSessionName: session.request,
        SourceIdentity: session.requester,
        ExternalId: world.config.installId,
      });
      expect(started).toMatchObject({
        principal: `arn:aws:sts::${account}:assumed-role/stillpoint-operator/${session.request}`,
        sourceIdentity: session.requester,
      });
    }));

  it("has one session for a request, and never uses it for another", () =>
    inWorldAhead(async (world) => {
      const operator = operatorIn(world);
      await operator.call(place, backUp("a".repeat(43)), session);
      await operator.call(place, backUp("b".repeat(43)), session);
      await operator.call(place, backUp("c".repeat(43)), { ...session, request: "req-other" });
      await operator.call(place, backUp("d".repeat(43)), { ...session, requester: "U0LEADA001" });
      expect(journalOf(world, "AssumeRole")).toHaveLength(3);
      const principals = journalOf(world, "StartBackupJob").map(({ principal }) =>
        principal.split("/").at(-1),
      );
      expect(principals).toEqual([session.request, session.request, "req-other", session.request]);
    }));

  it("starts nothing twice with one token, and does when AWS has forgotten it", () =>
    inWorldAhead(async (world) => {
      const operator = operatorIn(world);
      const first = await operator.call(place, backUp(), session);
      world.clock.advance(59 * 60_000);
      expect(await operator.call(place, backUp(), session)).toEqual(first);
      world.clock.advance(60_000);
      expect((await operator.call(place, backUp(), session)).jobId).not.toBe(first.jobId);
    }));

  it("copies what is there, and stops what runs", () =>
    inWorldAhead(async (world) => {
      const operator = operatorIn(world);
      const { jobId = "" } = await operator.call(place, backUp(), session);
      world.clock.advance(5 * 60_000);
      const stop = { operation: "StopBackupJob", input: { BackupJobId: jobId } } as const;
      expect(await operator.call(place, stop, session)).toEqual({});
      world.clock.advance(60 * 60_000);
      await operator.call(place, backUp("e".repeat(43)), session);
      world.clock.advance(60 * 60_000);
      const copied = await operator.call(
        place,
        {
          operation: "StartCopyJob",
          input: {
            RecoveryPointArn: world.backup.latestRecoveryPoint(arn),
            SourceBackupVaultName: vaultFor(resources.ordersFs),
            DestinationBackupVaultArn: `arn:aws:backup:${region}:${account}:backup-vault:prod-archive`,
            IamRoleArn: roleIn(account),
            IdempotencyToken: "f".repeat(43),
          },
        },
        session,
      );
      expect(copied.jobId).toMatch(/^[0-9A-F-]{36}$/);
    }));

  it.each([
    ["a vault that is not there", { BackupVaultName: "nowhere" }, /ResourceNotFoundException: .*nowhere/],
    ["what is no ARN", { ResourceArn: "orders" }, /InvalidParameterValueException/],
    ["a role that it may not hand on", { IamRoleArn: `arn:aws:iam::${account}:role/admin` }, /iam:PassRole/],
  ] as const)("is refused %s, in AWS's own words", (_, change, says) =>
    inWorldAhead(async (world) => {
      await expect(
        operatorIn(world).call(place, backUp("g".repeat(43), change), session),
      ).rejects.toMatchObject({
        code: "aws-refused",
        retryable: false,
        message: expect.stringMatching(says),
      });
    }));

  it.each([
    ["StartBackupJob", { error: "ServiceUnavailableException" }, "aws-unknown", 0],
    ["StartBackupJob", { drop: "before" }, "aws-unknown", 0],
    ["StartBackupJob", { drop: "after" }, "aws-unknown", 1],
    ["StartBackupJob", { latencyMs: 400 }, "aws-unknown", 1],
    ["StartBackupJob", { error: "ThrottlingException" }, "aws-throttled", 0],
    ["AssumeRole", { error: "ServiceUnavailableException" }, "aws-unavailable", 0],
    ["AssumeRole", { drop: "after" }, "aws-unavailable", 0],
  ] as const)("tries nothing again: %s with %j is %s, and %i jobs", (operation, fault, code, jobs) =>
    inWorldAhead(async (world) => {
      const service = operation === "AssumeRole" ? "sts" : "backup";
      world.faults.set([{ service, operation, times: 1, ...fault }]);
      const isLate = "latencyMs" in fault;
      const call = operatorIn(world, isLate ? 100 : 2_000).call(place, backUp(), session);
      await expect(call).rejects.toMatchObject({ code, retryable: true });
      if (isLate) await new Promise((resolve) => setTimeout(resolve, 500));
      expect(journalOf(world, "StartBackupJob").filter(({ output }) => output !== undefined)).toHaveLength(
        jobs,
      );
    }));

  it("asks for new credentials when AWS takes the old ones no more", () =>
    inWorldAhead(async (world) => {
      const operator = operatorIn(world);
      await operator.call(place, backUp("h".repeat(43)), session);
      world.clock.advance(60 * 60_000);
      expect((await operator.call(place, backUp("i".repeat(43)), session)).jobId).toBeDefined();
    }));
});

describe("what became of a call", () => {
  const said = (name: string, status?: number) =>
    Object.assign(new Error("so it is"), {
      name,
      ...(status === undefined ? {} : { $metadata: { httpStatusCode: status } }),
    });
  it.each([
    ["InvalidParameterValueException", 400, "aws-refused"],
    ["LimitExceededException", 400, "aws-refused"],
    ["ResourceNotFoundException", 400, "aws-refused"],
    ["AccessDeniedException", 403, "aws-refused"],
    ["ThrottlingException", 400, "aws-throttled"],
    ["TooManyRequestsException", 429, "aws-throttled"],
    ["WhateverException", 429, "aws-throttled"],
    ["SlowDown", 503, "aws-throttled"],
    ["RequestExpired", 400, "aws-unavailable"],
    ["ExpiredTokenException", 403, "aws-unavailable"],
    ["ServiceUnavailableException", 500, "aws-unknown"],
    ["InternalFailure", 502, "aws-unknown"],
    ["RequestTimeoutException", 400, "aws-unknown"],
    ["SyntaxError", 200, "aws-unknown"],
    ["TimeoutError", undefined, "aws-unknown"],
    ["AbortError", undefined, "aws-unknown"],
    ["ECONNRESET", undefined, "aws-unknown"],
  ] as const)("%s with status %s is %s", (name, status, code) => {
    const fault = actFault("StartBackupJob", said(name, status));
    expect(fault).toMatchObject({ code, retryable: code !== "aws-refused" });
    expect(fault.message).toBe(`StartBackupJob: ${name}: so it is`);
  });
});
