// What each kind makes of its step: the call to the byte, what may not run, and how its job is known and ends.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { operations } from "../../../src/app/operations.ts";
import type { JobFacts } from "../../../src/backup/job.ts";
import { instant } from "../../../src/core/time.ts";
import type { OperationName } from "../../../src/ports/operation.ts";
import type { ListedJob } from "../../../src/ports/world.ts";
import {
  anyStep,
  changed,
  environment,
  otherAccount,
  otherRegion,
  place,
  steps,
  subject,
  vaultArn,
} from "./steps.ts";

const names = Object.keys(operations) as readonly OperationName[];
const token = "t".repeat(43);
const calls = { backup: "StartBackupJob", copy: "StartCopyJob", stop: "StopBackupJob" } as const;

describe.each(names)("the operation %s", (name) => {
  const operation = operations[name];

  it("calls AWS with every field of the step, the token, and nothing else", () => {
    fc.assert(
      fc.property(anyStep(name), (step) => {
        const { input, operation: called } = operation.call(step, token);
        const { IdempotencyToken, ...rest } = { IdempotencyToken: undefined, ...input };
        expect(called).toBe(calls[name]);
        expect(rest).toEqual(step.input);
        expect(IdempotencyToken).toBe(name === "stop" ? undefined : token);
        expect(JSON.stringify(operation.call(structuredClone(step), token))).toBe(
          JSON.stringify(operation.call(step, token)),
        );
      }),
    );
  });

  it("never calls with a field that is not on its list, nor without one that AWS needs", () => {
    fc.assert(
      fc.property(anyStep(name), fc.string({ minLength: 1 }), (step, field) => {
        fc.pre(!(field in {}) && !fieldsOf[name].includes(field));
        const odd = changed(step, { [field]: "x" });
        expect(operation.bar(odd, environment)).toBe("input");
        expect(() => operation.call(odd, token)).toThrow();
      }),
    );
    for (const field of neededBy[name]) {
      const poor = changed(steps[name], { [field]: undefined });
      expect(operation.bar(poor, environment)).toBe("input");
      expect(() => operation.call(poor, token)).toThrow();
    }
  });

  it("is barred in another account and in another Region", () => {
    expect(operation.bar(steps[name], environment)).toBeUndefined();
    for (const other of [{ account: otherAccount }, { region: otherRegion }])
      expect(operation.bar({ ...steps[name], place: { ...place, ...other } }, environment)).toBe("place");
  });

  it("is one sentence in both languages, whatever its fields hold", () => {
    fc.assert(
      fc.property(anyStep(name), fc.string(), (step, odd) => {
        for (const language of ["en", "ja"] as const) {
          const { runs, risks } = operation.describe(step, { ...subject, name: odd }, language);
          expect(runs.mrkdwn).not.toMatch(/[<>\n`]/);
          expect(risks.every(({ mrkdwn }) => mrkdwn.length > 0)).toBe(true);
        }
      }),
    );
    const [english, japanese] = (["en", "ja"] as const).map(
      (language) => operation.describe(steps[name], subject, language).runs.mrkdwn,
    );
    expect(english).not.toBe(japanese);
    expect(english).toContain(subject.name);
  });

  it("says of a step that it cannot read that nothing runs", () => {
    const odd = { ...steps[name], input: { Odd: 1 } };
    expect(operation.describe(odd, subject, "en").runs.mrkdwn).toContain("does not run");
  });
});

const fieldsOf: Readonly<Record<OperationName, readonly string[]>> = {
  backup: [
    "BackupVaultName",
    "ResourceArn",
    "IamRoleArn",
    "Lifecycle",
    "StartWindowMinutes",
    "BackupOptions",
  ],
  copy: ["RecoveryPointArn", "SourceBackupVaultName", "DestinationBackupVaultArn", "IamRoleArn", "Lifecycle"],
  stop: ["BackupJobId"],
};

const neededBy: Readonly<Record<OperationName, readonly string[]>> = {
  backup: ["BackupVaultName", "ResourceArn", "IamRoleArn"],
  copy: fieldsOf.copy,
  stop: fieldsOf.stop,
};

describe("what is barred", () => {
  const elsewhere = { ...place, account: otherAccount };
  const role = `arn:aws:iam::${place.account}:role/`;
  it.each([
    ["backup", { BackupVaultName: "stg-daily" }, "vault"],
    ["backup", { BackupVaultName: "prod-archive" }, undefined],
    ["backup", { ResourceArn: `arn:aws:rds:${place.region}:${otherAccount}:db:x` }, "place"],
    ["backup", { ResourceArn: `arn:aws:rds:${otherRegion}:${place.account}:db:x` }, "place"],
    ["backup", { ResourceArn: "arn:aws:s3:::shop-prod-reports" }, undefined],
    ["backup", { ResourceArn: "orders-db" }, "place"],
    ["backup", { IamRoleArn: `${role}AWSBackupDefaultServiceRole` }, "role"],
    ["backup", { IamRoleArn: `${role}Admin` }, "role"],
    [
      "backup",
      { IamRoleArn: `arn:aws:iam::${otherAccount}:role/service-role/AWSBackupDefaultServiceRole` },
      "role",
    ],
    ["backup", { Lifecycle: { DeleteAfterDays: 0 } }, "input"],
    ["backup", { Lifecycle: { DeleteAfterDays: 36_501 } }, "input"],
    ["backup", { Lifecycle: { DeleteAfterDays: 119, MoveToColdStorageAfterDays: 30 } }, "input"],
    ["backup", { Lifecycle: { DeleteAfterDays: 120, MoveToColdStorageAfterDays: 30 } }, undefined],
    ["backup", { Lifecycle: { DeleteAfterEvent: "DELETE_AFTER_COPY" } }, "input"],
    ["backup", { StartWindowMinutes: 59 }, "input"],
    ["backup", { BackupOptions: { WindowsVSS: "enabled" } }, undefined],
    ["backup", { BackupOptions: { WindowsVSS: "perhaps" } }, "input"],
    ["copy", { SourceBackupVaultName: "stg-daily" }, "vault"],
    ["copy", { DestinationBackupVaultArn: vaultArn("stg-daily") }, "vault"],
    ["copy", { DestinationBackupVaultArn: vaultArn("prod-daily", elsewhere) }, "vault"],
    ["copy", { DestinationBackupVaultArn: vaultArn("prod-x", { ...place, region: otherRegion }) }, "vault"],
    ["copy", { DestinationBackupVaultArn: "prod-archive" }, "vault"],
    ["copy", { RecoveryPointArn: `arn:aws:ec2:${place.region}::image/ami-0123456789abcdef0` }, undefined],
    ["copy", { RecoveryPointArn: `arn:aws:ec2:${otherRegion}::image/ami-0123456789abcdef0` }, "place"],
    ["copy", { IamRoleArn: `${role}Admin` }, "role"],
  ] as const)("of a %s with %j: %s", (name, change, bar) => {
    expect(operations[name].bar(changed(steps[name], change), environment)).toBe(bar);
  });
});

describe("a lost answer", () => {
  const calledAt = instant(Date.parse("2026-11-21T12:00:00Z"));
  const id = "1b2345b2-0000-4000-8000-000000000002";
  const minutes = (count: number) => instant(calledAt + count * 60_000);
  const found = (name: OperationName, facts: JobFacts, state = "RUNNING"): ListedJob => ({
    job: { ...place, kind: name === "copy" ? "copy" : "backup", id },
    state,
    facts: { ...itsFacts[name], createdAt: minutes(1), ...facts },
  });
  const backupInput = steps.backup.input as Record<string, string>;
  const copyInput = steps.copy.input as Record<string, string>;
  const itsFacts: Readonly<Record<OperationName, JobFacts>> = {
    backup: {
      resourceArn: backupInput.ResourceArn ?? "",
      vaultName: backupInput.BackupVaultName ?? "",
      iamRoleArn: backupInput.IamRoleArn ?? "",
    },
    copy: {
      sourcePointArn: copyInput.RecoveryPointArn ?? "",
      vaultName: copyInput.SourceBackupVaultName ?? "",
      destinationVaultArn: copyInput.DestinationBackupVaultArn ?? "",
      iamRoleArn: copyInput.IamRoleArn ?? "",
    },
    stop: {},
  };

  it.each([
    ["backup", {}, "RUNNING", true],
    ["backup", { createdAt: minutes(-5) }, "RUNNING", true],
    ["backup", { createdAt: minutes(-6) }, "RUNNING", false],
    ["backup", { createdAt: minutes(55) }, "RUNNING", true],
    ["backup", { createdAt: minutes(56) }, "RUNNING", false],
    ["backup", { planId: "plan" }, "RUNNING", false],
    ["backup", { resourceArn: "arn:aws:s3:::other" }, "RUNNING", false],
    ["backup", { vaultName: "prod-archive" }, "RUNNING", false],
    ["backup", { iamRoleArn: "arn:aws:iam::1:role/other" }, "RUNNING", false],
    ["copy", {}, "COMPLETED", true],
    ["copy", { planId: "plan" }, "RUNNING", false],
    ["copy", { sourcePointArn: "other" }, "RUNNING", false],
    ["copy", { destinationVaultArn: vaultArn("prod-other") }, "RUNNING", false],
    ["copy", { vaultName: "prod-other" }, "RUNNING", false],
    ["copy", { createdAt: minutes(56) }, "RUNNING", false],
    ["stop", {}, "ABORTING", true],
    ["stop", {}, "ABORTED", true],
    ["stop", {}, "RUNNING", false],
    ["stop", {}, "COMPLETED", false],
  ] as const)("of a %s is found in a job with %j in %s: %s", (name, facts, state, isIts) => {
    const { traces } = operations[name];
    expect(traces.isIts(steps[name], found(name, facts, state), calledAt)).toBe(isIts);
  });

  it.each(names)("of a %s is looked for where its job would be", (name) => {
    const query = operations[name].traces.query(steps[name], calledAt);
    expect(query.kind).toBe(name === "copy" ? "copy" : "backup");
    expect(query.createdAfter).toBeLessThanOrEqual(minutes(-5));
    expect(query.createdBefore ?? minutes(10)).toBeGreaterThanOrEqual(minutes(10));
  });
});

describe("the job of a step", () => {
  const id = "1B2345B2-0000-4000-8000-000000000002";
  it.each([
    ["backup", { jobId: id }, "backup"],
    ["copy", { jobId: id }, "copy"],
    ["stop", {}, "backup"],
  ] as const)("of a %s is watched by its id in lower case", (name, begun, kind) => {
    const watched = operations[name].watches(steps[name], begun);
    expect(watched).toEqual({ ...place, kind, id: id.toLowerCase() });
  });

  it.each(["backup", "copy"] as const)("of a %s is not watched when AWS named none", (name) => {
    expect(operations[name].watches(steps[name], {})).toBeUndefined();
  });

  it.each([
    ["backup", "COMPLETED", "succeeded"],
    ["backup", "PARTIAL", "failed"],
    ["backup", "ABORTED", "failed"],
    ["backup", "RUNNING", undefined],
    ["backup", "A_NEW_WORD", undefined],
    ["copy", "COMPLETED", "succeeded"],
    ["copy", "FAILED", "failed"],
    ["copy", "CREATED", undefined],
    ["stop", "ABORTED", "succeeded"],
    ["stop", "ABORTING", undefined],
    ["stop", "COMPLETED", "failed"],
    ["stop", "FAILED", "failed"],
  ] as const)("of a %s that is %s has %s", (name, state, end) => {
    expect(operations[name].ends(state, false)).toBe(end);
  });
});
