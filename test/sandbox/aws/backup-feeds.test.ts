// What EventBridge is told, held against the shapes of AWS's own samples.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import {
  account,
  createBackupRig,
  hour,
  iamRoleArn,
  minute,
  place,
  region,
  vaultArn,
  vaultName,
} from "./backup-rig.ts";

interface Sample {
  readonly "detail-type": string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

const samples: readonly Sample[] = JSON.parse(
  readFileSync(new URL("../../samples/events.json", import.meta.url), "utf8"),
);
const stateOf = (detail: Readonly<Record<string, unknown>>) => detail.state ?? detail.status;
const sampleOf = (kind: string, state: string): Sample => {
  const found = samples.find(
    (sample) => sample["detail-type"] === `${kind} State Change` && stateOf(sample.detail) === state,
  );
  if (found === undefined) throw new Error(`no sample of ${kind} ${state}`);
  return found;
};

/** The keys, and the type of each value: `createdBy` hangs on whether a plan made the job. */
const shapeOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => key !== "createdBy")
          .map(([key, inner]): [string, unknown] => [key, shapeOf(inner)])
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      )
    : typeof value;

type Rig = ReturnType<typeof createBackupRig>;
const told = (rig: Rig, kind: string, state: string) => {
  const found = rig.events.find(
    ({ detailType, detail }) => detailType === `${kind} State Change` && stateOf(detail) === state,
  );
  if (found === undefined) throw new Error(`nothing was told of ${kind} ${state}`);
  return found;
};
const expectShape = (rig: Rig, kind: string, state: string) => {
  const event = told(rig, kind, state);
  const sample = sampleOf(kind, state);
  expect(shapeOf(event.detail), `${kind} ${state}`).toEqual(shapeOf(sample.detail));
  expect(event.resources.length, `${kind} ${state}`).toBe(sample.resources.length);
};

describe("an event of a backup job", () => {
  it.each([
    "CREATED",
    "PENDING",
    "RUNNING",
    "COMPLETED",
  ])("has the shape of AWS's sample when %s", async (state) => {
    const rig = createBackupRig();
    await rig.start();
    rig.clock.advance(hour);
    expectShape(rig, "Backup Job", state);
  });

  it.each([
    "FAILED",
    "EXPIRED",
    "ABORTED",
  ] as const)("has the shape of AWS's sample when %s", async (state) => {
    const rig = createBackupRig();
    rig.expect({}, { state, message: "The specified volume was not found." });
    await rig.start();
    rig.clock.advance(hour);
    expectShape(rig, "Backup Job", state);
    expect(told(rig, "Backup Job", state).detail.statusMessage).toBe('"The specified volume was not found."');
  });

  it("says its sizes as strings, its dates in two ways, and nothing of its plan's rule but four ids", async () => {
    const rig = createBackupRig();
    const planId = await rig.addPlan();
    rig.runPlan(planId);
    rig.clock.advance(hour);
    const running = told(rig, "Backup Job", "RUNNING");
    expect(running.detail).toMatchObject({
      backupSizeInBytes: "3221225472",
      bytesTransferred: "0",
      creationDate: "2026-11-20T13:00:00.000Z",
      expectedCompletionDate: "Nov 20, 2026 1:17:00 PM",
      percentDone: 0,
    });
    expect(Object.keys(running.detail.createdBy as object).sort()).toEqual(
      Object.keys(sampleOf("Backup Job", "RUNNING").detail.createdBy as object).sort(),
    );
    expect(running).toMatchObject({ source: "aws.backup", account, region, time: "2026-11-20T13:02:00Z" });
  });

  it("comes late where delivery is slow", async () => {
    const rig = createBackupRig({ pace: { eventDelayMs: 5 * minute } });
    rig.events.length = 0;
    await rig.start();
    rig.clock.advance(4 * minute);
    expect(rig.events.filter(({ detailType }) => detailType.startsWith("Backup Job"))).toEqual([]);
    rig.clock.advance(minute);
    expect(told(rig, "Backup Job", "CREATED").time).toBe("2026-11-20T13:05:00Z");
  });

  it("is followed by one of the recovery point, as AWS's sample", async () => {
    const rig = createBackupRig();
    const planId = await rig.addPlan({ Lifecycle: { DeleteAfterDays: 100 } });
    rig.runPlan(planId);
    rig.clock.advance(hour);
    expectShape(rig, "Recovery Point", "COMPLETED");
  });
});

describe("an event of a copy job", () => {
  const copy = async (rig: Rig) => {
    const RecoveryPointArn = await rig.takePoint();
    rig.addVault({ ...place, name: "second" });
    await rig.ask("StartCopyJob", {
      RecoveryPointArn,
      SourceBackupVaultName: vaultName,
      DestinationBackupVaultArn: vaultArn.replace(vaultName, "second"),
      IamRoleArn: iamRoleArn,
    });
    rig.clock.advance(hour);
  };

  it.each(["CREATED", "RUNNING", "COMPLETED"])("has the shape of AWS's sample when %s", async (state) => {
    const rig = createBackupRig();
    await copy(rig);
    expectShape(rig, "Copy Job", state);
  });

  it("has the shape of AWS's sample when FAILED, and an empty object where the copy's ARN would be", async () => {
    const rig = createBackupRig();
    const message = "Access denied exception while trying to list tags";
    rig.expect({ kind: "copy" }, { state: "FAILED", message });
    await copy(rig);
    expectShape(rig, "Copy Job", "FAILED");
    expect(told(rig, "Copy Job", "FAILED").detail).toMatchObject({
      destinationRecoveryPointArn: {},
      statusMessage: message,
      backupSizeInBytes: 3_221_225_472,
    });
  });
});

describe("an event of a restore job", () => {
  const restore = async (rig: Rig) => {
    const RecoveryPointArn = await rig.takePoint();
    await rig.ask("StartRestoreJob", { RecoveryPointArn, Metadata: {}, IamRoleArn: iamRoleArn });
    rig.clock.advance(hour);
  };

  it.each([
    "CREATED",
    "PENDING",
    "RUNNING",
    "COMPLETED",
  ])("has the shape of AWS's sample when %s", async (state) => {
    const rig = createBackupRig();
    await restore(rig);
    expectShape(rig, "Restore Job", state);
  });

  it("has the shape of AWS's sample when FAILED", async () => {
    const rig = createBackupRig();
    rig.expect({ kind: "restore" }, { state: "FAILED", message: "No subnet." });
    await restore(rig);
    expectShape(rig, "Restore Job", "FAILED");
  });
});

describe("an event of a vault or a plan", () => {
  it("has the shape of AWS's sample", async () => {
    const rig = createBackupRig();
    rig.addVault({ ...place, name: "brief" });
    await rig.ask("PutBackupVaultLockConfiguration", { BackupVaultName: "brief", MinRetentionDays: 7 });
    await rig.ask("DeleteBackupVault", { BackupVaultName: "brief" });
    const BackupPlan = { BackupPlanName: "p", Rules: [{ RuleName: "r", TargetBackupVaultName: vaultName }] };
    const { BackupPlanId } = await rig.ask("CreateBackupPlan", { BackupPlan });
    await rig.ask("UpdateBackupPlan", { BackupPlanId, BackupPlan });
    await rig.ask("DeleteBackupPlan", { BackupPlanId });
    for (const kind of ["Backup Vault", "Backup Plan"]) {
      for (const state of ["CREATED", "MODIFIED", "DELETED"]) expectShape(rig, kind, state);
    }
    expect(told(rig, "Backup Vault", "MODIFIED").detail.isLocked).toBe("true");
  });
});
