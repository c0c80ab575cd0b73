// What must hold for whoever starts jobs: tokens, locks, and what cannot be stopped.
import { describe, expect, it } from "vitest";
import {
  account,
  createBackupRig,
  hour,
  iamRoleArn,
  instanceArn,
  minute,
  place,
  vaultArn,
  vaultName,
} from "./backup-rig.ts";

type Rig = ReturnType<typeof createBackupRig>;

const starts: Readonly<
  Record<
    string,
    (rig: Rig, IdempotencyToken: string, RecoveryPointArn: string) => Promise<string | undefined>
  >
> = {
  StartBackupJob: async (rig, IdempotencyToken) => rig.start({ IdempotencyToken }),
  StartCopyJob: async (rig, IdempotencyToken, RecoveryPointArn) => {
    const copied = await rig.ask("StartCopyJob", {
      RecoveryPointArn,
      SourceBackupVaultName: vaultName,
      DestinationBackupVaultArn: vaultArn.replace(vaultName, "second"),
      IamRoleArn: iamRoleArn,
      IdempotencyToken,
    });
    return copied.CopyJobId;
  },
  StartRestoreJob: async (rig, IdempotencyToken, RecoveryPointArn) => {
    const restored = await rig.ask("StartRestoreJob", {
      RecoveryPointArn,
      Metadata: { InstanceType: "t3.large" },
      IamRoleArn: iamRoleArn,
      IdempotencyToken,
    });
    return restored.RestoreJobId;
  },
};

describe.each(Object.entries(starts))("%s with a token", (_, start) => {
  it("does nothing the second time, for an hour, and is another job afterwards", async () => {
    const rig = createBackupRig();
    rig.addVault({ ...place, name: "second" });
    const point = await rig.takePoint();
    const first = await start(rig, "a", point);
    rig.clock.advance(hour - 1);
    expect(await start(rig, "a", point)).toBe(first);
    expect(await start(rig, "b", point)).not.toBe(first);
    rig.clock.advance(1);
    expect(await start(rig, "a", point)).not.toBe(first);
  });
});

it("a token of one account, Region or operation says nothing in another", async () => {
  const rig = createBackupRig();
  const there = { account: "222222222222", region: "us-west-2" };
  rig.addVault({ ...there, name: vaultName });
  const input = { BackupVaultName: vaultName, ResourceArn: instanceArn, IamRoleArn: iamRoleArn };
  const first = await rig.ask("StartBackupJob", { ...input, IdempotencyToken: "a" });
  const second = await rig.ask("StartBackupJob", { ...input, IdempotencyToken: "a" }, there);
  expect(second.BackupJobId).not.toBe(first.BackupJobId);
});

it("a token whose call was refused may be used again", async () => {
  const rig = createBackupRig();
  await expect(rig.start({ BackupVaultName: "later", IdempotencyToken: "a" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  rig.addVault({ ...place, name: "later" });
  expect(await rig.start({ BackupVaultName: "later", IdempotencyToken: "a" })).not.toBe("");
});

describe("a backup into a locked vault", () => {
  it.each([
    [6, "FAILED"],
    [7, "COMPLETED"],
    [30, "COMPLETED"],
    [31, "FAILED"],
    [-1, "FAILED"],
  ])("that is kept for %i days ends as %s", async (DeleteAfterDays, State) => {
    const rig = createBackupRig();
    const lock = { BackupVaultName: vaultName, MinRetentionDays: 7, MaxRetentionDays: 30 };
    await rig.ask("PutBackupVaultLockConfiguration", lock);
    const BackupJobId = await rig.start({ Lifecycle: { DeleteAfterDays } });
    rig.clock.advance(hour);
    const job = await rig.ask("DescribeBackupJob", { BackupJobId });
    expect(job.State).toBe(State);
    expect(/retention .* not within the range/.test(job.StatusMessage ?? "")).toBe(State === "FAILED");
  });
});

describe("a job that is to be stopped", () => {
  it.each([
    ["RDS", false],
    ["Aurora", false],
    ["DocumentDB", false],
    ["Neptune", false],
    ["FSx", false],
    ["SAP HANA on Amazon EC2", false],
    ["EC2", true],
    ["EBS", true],
    ["EFS", true],
    ["DynamoDB", true],
    ["S3", true],
  ])("of %s can be: %s", async (type, isStopped) => {
    const rig = createBackupRig();
    const ResourceArn = `arn:aws:some:ap-northeast-1:${account}:thing/one`;
    rig.addResource({ ...place, arn: ResourceArn, name: "one", type, tags: {} });
    const BackupJobId = await rig.start({ ResourceArn });
    rig.clock.advance(5 * minute);
    const asked = await rig.ask("StopBackupJob", { BackupJobId }).then(
      () => "taken",
      ({ name }: Error) => name,
    );
    expect(asked).toBe(isStopped ? "taken" : "InvalidRequestException");
    const { State } = await rig.ask("DescribeBackupJob", { BackupJobId });
    expect(State).toBe(isStopped ? "ABORTING" : "RUNNING");
  });

  it.each([
    ["before it runs", 0, "taken"],
    ["while it stops", 5 * minute, "taken"],
    ["once it has ended", hour, "InvalidRequestException"],
  ])("%s", async (when, afterMs, expected) => {
    const rig = createBackupRig();
    const BackupJobId = await rig.start();
    rig.clock.advance(afterMs);
    if (when === "while it stops") await rig.ask("StopBackupJob", { BackupJobId });
    const asked = await rig.ask("StopBackupJob", { BackupJobId }).then(
      () => "taken",
      ({ name }: Error) => name,
    );
    expect(asked).toBe(expected);
  });
});

it("an air-gapped vault is locked from its first day, for a week at the least, and stands in its own list", async () => {
  const rig = createBackupRig();
  const make = (MinRetentionDays: number) =>
    rig.ask("CreateLogicallyAirGappedBackupVault", {
      BackupVaultName: "apart",
      MinRetentionDays,
      MaxRetentionDays: 30,
    });
  await expect(make(6)).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  await make(7);
  await expect(make(7)).rejects.toMatchObject({ name: "AlreadyExistsException" });
  await expect(
    rig.ask("PutBackupVaultLockConfiguration", { BackupVaultName: "apart", MinRetentionDays: 1 }),
  ).rejects.toMatchObject({ name: "InvalidRequestException" });
  const listed = async (ByVaultType?: "BACKUP_VAULT" | "LOGICALLY_AIR_GAPPED_BACKUP_VAULT") =>
    (await rig.ask("ListBackupVaults", { ByVaultType })).BackupVaultList?.map(
      ({ BackupVaultName }) => BackupVaultName,
    );
  expect(await listed("LOGICALLY_AIR_GAPPED_BACKUP_VAULT")).toEqual(["apart"]);
  expect(await listed("BACKUP_VAULT")).toEqual([vaultName]);
});
