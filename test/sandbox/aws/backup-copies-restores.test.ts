// What becomes of recovery points: copied, restored, kept and gone.
import { describe, expect, it } from "vitest";
import {
  account,
  createBackupRig,
  day,
  hour,
  iamRoleArn,
  instanceArn,
  place,
  startAt,
  vaultArn,
  vaultName,
} from "./backup-rig.ts";

describe("a copy job", () => {
  it("into another account needs leave of the vault there", async () => {
    const keys = { ownKey: () => "own", isAwsManaged: (arn: string) => arn === "own", isUsable: () => true };
    const rig = createBackupRig({ keys });
    const RecoveryPointArn = await rig.takePoint();
    const there = { account: "222222222222", region: "us-west-2" };
    const theirs = { BackupVaultName: "vault", EncryptionKeyArn: "theirs" };
    const { BackupVaultArn: arn } = await rig.ask("CreateBackupVault", theirs, there);
    const input = {
      RecoveryPointArn,
      SourceBackupVaultName: vaultName,
      DestinationBackupVaultArn: arn,
      IamRoleArn: iamRoleArn,
    };
    const refused = await rig.ask("StartCopyJob", input);
    rig.clock.advance(hour);
    expect((await rig.ask("DescribeCopyJob", { CopyJobId: refused.CopyJobId })).CopyJob).toMatchObject({
      State: "FAILED",
      StatusMessage: "Access Denied trying to call AWS Backup service",
      MessageCategory: "AccessDenied",
    });
    const Statement = [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "backup:CopyIntoBackupVault",
        Resource: "*",
      },
    ];
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await rig.ask("PutBackupVaultAccessPolicy", { BackupVaultName: "vault", Policy }, there);
    const { CopyJobId } = await rig.ask("StartCopyJob", input);
    rig.clock.advance(hour);
    const { CopyJob } = await rig.ask("DescribeCopyJob", { CopyJobId });
    expect(CopyJob?.State).toBe("COMPLETED");
    const { RecoveryPoints } = await rig.ask(
      "ListRecoveryPointsByBackupVault",
      { BackupVaultName: "vault" },
      there,
    );
    expect(RecoveryPoints).toMatchObject([
      {
        RecoveryPointArn: CopyJob?.DestinationRecoveryPointArn,
        SourceBackupVaultArn: vaultArn,
        Status: "COMPLETED",
      },
    ]);
  });

  it("fails when the locked vault keeps for longer", async () => {
    const rig = createBackupRig();
    const RecoveryPointArn = await rig.takePoint();
    rig.addVault({ ...place, name: "locked" });
    await rig.ask("PutBackupVaultLockConfiguration", { BackupVaultName: "locked", MinRetentionDays: 100 });
    const { CopyJobId } = await rig.ask("StartCopyJob", {
      RecoveryPointArn,
      SourceBackupVaultName: vaultName,
      DestinationBackupVaultArn: vaultArn.replace(vaultName, "locked"),
      IamRoleArn: iamRoleArn,
      Lifecycle: { DeleteAfterDays: 7 },
    });
    rig.clock.advance(hour);
    expect((await rig.ask("DescribeCopyJob", { CopyJobId })).CopyJob?.StatusMessage).toBe(
      "Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault.",
    );
  });
});

describe("a restore job", () => {
  const restore = async (rig: ReturnType<typeof createBackupRig>, Metadata: Record<string, string>) => {
    const RecoveryPointArn = await rig.takePoint();
    const { RestoreJobId } = await rig.ask("StartRestoreJob", {
      RecoveryPointArn,
      Metadata,
      IamRoleArn: iamRoleArn,
    });
    rig.clock.advance(hour);
    return rig.ask("DescribeRestoreJob", { RestoreJobId });
  };

  it("makes a new resource", async () => {
    const rig = createBackupRig();
    const job = await restore(rig, { InstanceType: "t3.large" });
    expect(job).toMatchObject({
      Status: "COMPLETED",
      PercentDone: "100.00%",
      SourceResourceArn: instanceArn,
    });
    expect(job.CreatedResourceArn).toMatch(/:instance\/i-[0-9a-f]{17}$/);
    expect(job.CreatedResourceArn).not.toBe(instanceArn);
    const { Metadata } = await rig.ask("GetRestoreJobMetadata", { RestoreJobId: job.RestoreJobId });
    expect(Metadata).toEqual({ InstanceType: "t3.large" });
    expect(await rig.ask("DescribeProtectedResource", { ResourceArn: instanceArn })).toMatchObject({
      LatestRestoreExecutionTimeMinutes: 17,
    });
  });

  it("fails with AWS's words when it asks for a new instance profile", async () => {
    const job = await restore(createBackupRig(), { IamInstanceProfileName: "other" });
    expect(job).toMatchObject({
      Status: "FAILED",
      StatusMessage:
        "AWS Backup does not permit attaching a new instance profile to an EC2 instance. Please restore using the backed up instance profile.",
    });
  });
});

describe("a recovery point", () => {
  it("goes when its retention is over, and not before its later lifecycle says", async () => {
    const rig = createBackupRig();
    await rig.start({ Lifecycle: { DeleteAfterDays: 2 } });
    rig.clock.advance(hour);
    const count = async () =>
      (await rig.ask("DescribeBackupVault", { BackupVaultName: vaultName })).NumberOfRecoveryPoints;
    const [point] =
      (await rig.ask("ListRecoveryPointsByResource", { ResourceArn: instanceArn })).RecoveryPoints ?? [];
    await rig.ask("UpdateRecoveryPointLifecycle", {
      BackupVaultName: vaultName,
      RecoveryPointArn: point?.RecoveryPointArn,
      Lifecycle: { DeleteAfterDays: 4 },
    });
    rig.clock.advance(3 * day);
    expect(await count()).toBe(1);
    rig.clock.advance(2 * day);
    expect(await count()).toBe(0);
  });

  it("that AWS could not delete is told of as expired", async () => {
    const rig = createBackupRig();
    const arn = await rig.takePoint();
    rig.spoilRecoveryPoint(place, arn, "EXPIRED", "The snapshot is in use.");
    expect(rig.events.at(-1)).toMatchObject({
      detailType: "Recovery Point State Change",
      resources: [arn],
      detail: { status: "EXPIRED", statusMessage: "The snapshot is in use." },
    });
    expect(rig.latestRecoveryPoint(instanceArn)).toBeUndefined();
  });

  it("in a locked vault stays", async () => {
    const rig = createBackupRig();
    const RecoveryPointArn = await rig.takePoint();
    await rig.ask("PutBackupVaultLockConfiguration", { BackupVaultName: vaultName, MinRetentionDays: 7 });
    await expect(
      rig.ask("DeleteRecoveryPoint", { BackupVaultName: vaultName, RecoveryPointArn }),
    ).rejects.toMatchObject({ name: "InvalidRequestException" });
    expect(rig.clock.now()).toBe(startAt + hour);
  });
});
