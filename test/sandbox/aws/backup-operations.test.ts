// What AWS Backup refuses, remembers and replaces.
import { describe, expect, it } from "vitest";

import {
  account,
  createBackupRig,
  hour,
  iamRoleArn,
  instanceArn,
  minute,
  place,
  topicArn,
  vaultArn,
  vaultName,
} from "./backup-rig.ts";

const refusal = (name: string, Context?: string) => ({
  name,
  status: name === "AccessDeniedException" ? 403 : 400,
  members: expect.objectContaining(
    Context === undefined ? {} : { Code: expect.any(String), Type: "client", Context },
  ),
});

describe("the refusals of AWS Backup", () => {
  const start = { BackupVaultName: vaultName, ResourceArn: instanceArn, IamRoleArn: iamRoleArn };
  it.each([
    ["a vault that is not there", { ...start, BackupVaultName: "none" }, "ResourceNotFoundException", "none"],
    ["no resource", { ...start, ResourceArn: undefined }, "MissingParameterValueException", "ResourceArn"],
    ["no ARN", { ...start, ResourceArn: "web-1" }, "InvalidParameterValueException", "ResourceArn"],
    ["no role", { ...start, IamRoleArn: "admin" }, "InvalidParameterValueException", "IamRoleArn"],
    [
      "a window too short",
      { ...start, StartWindowMinutes: 30 },
      "InvalidParameterValueException",
      "StartWindowMinutes",
    ],
    [
      "an option unknown",
      { ...start, BackupOptions: { WindowsVSS: "yes" } },
      "InvalidParameterValueException",
      "BackupOptions",
    ],
    [
      "a cold stay too short",
      { ...start, Lifecycle: { MoveToColdStorageAfterDays: 7, DeleteAfterDays: 30 } },
      "InvalidParameterValueException",
      "Lifecycle",
    ],
  ])("name %s", async (_, input, name, context) => {
    const rig = createBackupRig();
    await expect(rig.ask("StartBackupJob", input)).rejects.toMatchObject(refusal(name, context));
  });

  it("keep the jobs of one account and Region from another", async () => {
    const rig = createBackupRig();
    const BackupJobId = await rig.start();
    for (const elsewhere of [{ account: "222222222222" }, { region: "us-west-2" }]) {
      await expect(rig.ask("DescribeBackupJob", { BackupJobId }, elsewhere)).rejects.toMatchObject(
        refusal("ResourceNotFoundException", BackupJobId),
      );
    }
  });

  it("guard a vault that is there, full, or not there", async () => {
    const rig = createBackupRig();
    await expect(rig.ask("CreateBackupVault", { BackupVaultName: vaultName })).rejects.toMatchObject({
      name: "AlreadyExistsException",
      members: { Arn: vaultArn },
    });
    await rig.takePoint();
    await expect(rig.ask("DeleteBackupVault", { BackupVaultName: vaultName })).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: "Backup vault cannot be deleted because it contains recovery points.",
      members: { Code: "ERROR_9101", Context: "1" },
    });
    await expect(rig.ask("DescribeBackupVault", { BackupVaultName: "none" })).rejects.toMatchObject(
      refusal("AccessDeniedException"),
    );
  });

  it("count the vaults of a Region", async () => {
    const rig = createBackupRig();
    for (let count = 1; count < 300; count += 1) rig.addVault({ ...place, name: `v${count}` });
    await expect(rig.ask("CreateBackupVault", { BackupVaultName: "more" })).rejects.toMatchObject({
      name: "LimitExceededException",
    });
    await rig.ask("CreateBackupVault", { BackupVaultName: "more" }, { region: "us-west-2" });
  });

  it("come from a vault policy that denies everybody, as that of EFS's own vault", async () => {
    const rig = createBackupRig();
    const Statement = [
      {
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: ["backup:DeleteRecoveryPoint", "backup:StartRestoreJob"],
        Resource: "*",
      },
    ];
    const name = "aws/efs/automatic-backup-vault";
    rig.addVault({ ...place, name, policy: JSON.stringify({ Version: "2012-10-17", Statement }) });
    const RecoveryPointArn = await rig
      .start({ BackupVaultName: name })
      .then(() => rig.clock.advance(hour))
      .then(() => rig.latestRecoveryPoint(instanceArn));
    const denied = refusal("AccessDeniedException");
    await expect(
      rig.ask("DeleteRecoveryPoint", { BackupVaultName: name, RecoveryPointArn }),
    ).rejects.toMatchObject(denied);
    await expect(
      rig.ask("StartRestoreJob", { RecoveryPointArn, Metadata: {}, IamRoleArn: iamRoleArn }),
    ).rejects.toMatchObject(denied);
  });

  it("keep a plan that still has selections", async () => {
    const rig = createBackupRig();
    const BackupPlanId = await rig.addPlan();
    await expect(rig.ask("DeleteBackupPlan", { BackupPlanId })).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: "Related backup plan selections must be deleted prior to backup plan deletion.",
    });
    const { BackupSelectionsList = [] } = await rig.ask("ListBackupSelections", { BackupPlanId });
    for (const { SelectionId } of BackupSelectionsList)
      await rig.ask("DeleteBackupSelection", { BackupPlanId, SelectionId });
    await rig.ask("DeleteBackupPlan", { BackupPlanId });
    expect((await rig.ask("ListBackupPlans", {})).BackupPlansList).toEqual([]);
    expect((await rig.ask("ListBackupPlans", { IncludeDeleted: true })).BackupPlansList?.length).toBe(1);
  });
});

describe("the notifications of a vault", () => {
  it("go to one topic, the last that was set", async () => {
    const rig = createBackupRig();
    await expect(
      rig.ask("GetBackupVaultNotifications", { BackupVaultName: vaultName }),
    ).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await rig.subscribe("COPY_JOB_FAILED");
    await rig.subscribe("BACKUP_JOB_COMPLETED", "RESTORE_JOB_COMPLETED");
    expect(await rig.ask("GetBackupVaultNotifications", { BackupVaultName: vaultName })).toEqual({
      BackupVaultName: vaultName,
      BackupVaultArn: vaultArn,
      SNSTopicArn: topicArn,
      BackupVaultEvents: ["BACKUP_JOB_COMPLETED", "RESTORE_JOB_COMPLETED"],
    });
    await rig.ask("DeleteBackupVaultNotifications", { BackupVaultName: vaultName });
    await expect(rig.ask("GetBackupVaultNotifications", { BackupVaultName: vaultName })).rejects.toThrow();
  });

  it.each([
    ["an unknown event", { BackupVaultEvents: ["BACKUP_JOB_ENDED" as never] }],
    ["no event", { BackupVaultEvents: [] }],
    ["a FIFO topic", { SNSTopicArn: `${topicArn}.fifo` }],
    ["another account's topic", { SNSTopicArn: topicArn.replace(account, "222222222222") }],
  ])("refuse %s", async (_, wrong) => {
    const rig = createBackupRig();
    await expect(
      rig.ask("PutBackupVaultNotifications", {
        BackupVaultName: vaultName,
        SNSTopicArn: topicArn,
        BackupVaultEvents: ["BACKUP_JOB_COMPLETED"],
        ...wrong,
      }),
    ).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  });
});

describe("an idempotency token", () => {
  it("gives the first answer again within the hour, and does nothing", async () => {
    const rig = createBackupRig();
    const input = {
      BackupVaultName: vaultName,
      ResourceArn: instanceArn,
      IamRoleArn: iamRoleArn,
      IdempotencyToken: "t-1",
    };
    const first = await rig.ask("StartBackupJob", input);
    rig.clock.advance(59 * minute);
    expect(await rig.ask("StartBackupJob", input)).toEqual(first);
    expect((await rig.ask("ListBackupJobs", {})).BackupJobs?.length).toBe(1);
    rig.clock.advance(2 * minute);
    expect(await rig.ask("StartBackupJob", input)).not.toEqual(first);
  });

  it("is of one account, and starts one restore and one copy", async () => {
    const rig = createBackupRig();
    const RecoveryPointArn = await rig.takePoint();
    rig.addVault({ ...place, name: "second" });
    const restore = { RecoveryPointArn, Metadata: {}, IamRoleArn: iamRoleArn, IdempotencyToken: "t" };
    expect(await rig.ask("StartRestoreJob", restore)).toEqual(await rig.ask("StartRestoreJob", restore));
    const copy = {
      RecoveryPointArn,
      SourceBackupVaultName: vaultName,
      DestinationBackupVaultArn: vaultArn.replace(vaultName, "second"),
      IamRoleArn: iamRoleArn,
      IdempotencyToken: "t",
    };
    expect(await rig.ask("StartCopyJob", copy)).toEqual(await rig.ask("StartCopyJob", copy));
    expect((await rig.ask("ListRestoreJobs", {})).RestoreJobs?.length).toBe(1);
    expect((await rig.ask("ListCopyJobs", {})).CopyJobs?.length).toBe(1);
  });
});

describe("a tag", () => {
  it("is set, listed and taken away", async () => {
    const rig = createBackupRig();
    const ResourceArn = await rig.takePoint();
    await rig.ask("TagResource", { ResourceArn, Tags: { keep: "yes" } });
    expect((await rig.ask("ListTags", { ResourceArn })).Tags).toEqual({ team: "shop", keep: "yes" });
    await rig.ask("UntagResource", { ResourceArn, TagKeyList: ["team"] });
    expect((await rig.ask("ListTags", { ResourceArn })).Tags).toEqual({ keep: "yes" });
    const Tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, ""]));
    await expect(rig.ask("TagResource", { ResourceArn: vaultArn, Tags })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
    });
  });
});
