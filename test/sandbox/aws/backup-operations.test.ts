import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageOf } from "../../../sandbox/aws/backup/page.ts";
import {
  account,
  createBackupRig,
  day,
  hour,
  iamRoleArn,
  instanceArn,
  minute,
  place,
  region,
  startAt,
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

describe("a list", () => {
  it("comes in pages that hold everything once, newest first", async () => {
    const rig = createBackupRig();
    const ids: string[] = [];
    for (let count = 0; count < 25; count += 1) {
      ids.push(await rig.start());
      rig.clock.advance(1);
    }
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await rig.ask("ListBackupJobs", { MaxResults: 10, NextToken });
      expect(page.BackupJobs?.length).toBeLessThanOrEqual(10);
      seen.push(...(page.BackupJobs ?? []).map(({ BackupJobId }) => BackupJobId));
      NextToken = page.NextToken;
      // What begins between two pages moves nothing.
      await rig.start();
    } while (NextToken !== undefined);
    expect(seen).toEqual(ids.toReversed());
  });

  it.each([0, 1001, 1.5])("refuses %s results", async (MaxResults) => {
    await expect(createBackupRig().ask("ListBackupJobs", { MaxResults })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
    });
  });

  it("refuses the token of another list", async () => {
    const rig = createBackupRig();
    rig.addVault({ ...place, name: "second" });
    const { NextToken } = await rig.ask("ListBackupVaults", { MaxResults: 1 });
    await expect(rig.ask("ListBackupJobs", { NextToken })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
    });
  });

  it("is whole whatever the size of its pages", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }).filter((key) => !key.includes("\n"))),
        fc.integer({ min: 1, max: 9 }),
        (keys, MaxResults) => {
          const seen: string[] = [];
          let NextToken: string | undefined;
          do {
            const page = pageOf("List", keys, { MaxResults, NextToken }, (key) => key);
            seen.push(...page.items);
            NextToken = page.NextToken;
          } while (NextToken !== undefined);
          expect(seen).toEqual([...keys].sort().reverse());
        },
      ),
    );
  });

  it("of backup jobs knows thirty days and every filter", async () => {
    const rig = createBackupRig();
    rig.expect({}, { state: "FAILED", message: "Access denied." });
    const failed = await rig.start();
    rig.clock.advance(hour);
    const good = await rig.start();
    rig.clock.advance(hour);
    const filters = [
      [{ ByState: "FAILED" as const }, [failed]],
      [{ ByState: "RUNNING" as const }, []],
      [{ ByMessageCategory: "SUCCESS" }, [good]],
      [{ ByMessageCategory: "*" }, [good, failed]],
      [{ ByResourceArn: instanceArn }, [good, failed]],
      [{ ByResourceType: "EBS" }, []],
      [{ ByBackupVaultName: vaultName }, [good, failed]],
      [{ ByBackupVaultName: "none" }, []],
      [{ ByCreatedAfter: new Date(startAt + minute) }, [good]],
      [{ ByCreatedBefore: new Date(startAt + minute) }, [failed]],
      [{ ByCompleteAfter: new Date(startAt + hour) }, [good]],
      [{ ByCompleteBefore: new Date(startAt + hour) }, [failed]],
      [{ ByAccountId: account }, [good, failed]],
      [{ ByAccountId: "222222222222" }, []],
      [{ ByParentJobId: "p" }, []],
    ] as const;
    for (const [filter, ids] of filters) {
      const { BackupJobs = [] } = await rig.ask("ListBackupJobs", filter);
      expect(
        BackupJobs.map(({ BackupJobId }) => BackupJobId),
        JSON.stringify(filter),
      ).toEqual(ids);
    }
    rig.clock.advance(31 * day);
    expect((await rig.ask("ListBackupJobs", {})).BackupJobs).toEqual([]);
  });

  it("of an organization's jobs is for its management account", async () => {
    const management = { account: "999999999999" };
    const rig = createBackupRig({ managementAccount: management.account });
    await rig.start();
    expect((await rig.ask("ListBackupJobs", { ByAccountId: "*" }, management)).BackupJobs?.length).toBe(1);
    expect((await rig.ask("ListBackupJobs", {}, management)).BackupJobs).toEqual([]);
    expect(
      (await rig.ask("ListBackupJobs", { ByAccountId: account }, { account: "222222222222" })).BackupJobs,
    ).toEqual([]);
  });

  it("of recovery points of a database has pages of twenty at least", async () => {
    const ResourceArn = `arn:aws:rds:${region}:${account}:db:orders`;
    await expect(
      createBackupRig().ask("ListRecoveryPointsByResource", { ResourceArn, MaxResults: 10 }),
    ).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  });

  it("of protected resources knows the newest recovery point of each", async () => {
    const rig = createBackupRig();
    await rig.takePoint();
    const newest = await rig.takePoint();
    const { Results } = await rig.ask("ListProtectedResources", {});
    expect(Results).toMatchObject([
      { ResourceArn: instanceArn, ResourceType: "EC2", ResourceName: "web-1", LastRecoveryPointArn: newest },
    ]);
  });

  it("of summaries tells the good from the completed with issues", async () => {
    const rig = createBackupRig();
    rig.expect({}, { state: "vssFailed" });
    await rig.start({ BackupOptions: { WindowsVSS: "enabled" } });
    rig.clock.advance(hour);
    await rig.takePoint();
    const countOf = async (MessageCategory: string) => {
      const { BackupJobSummaries = [] } = await rig.ask("ListBackupJobSummaries", {
        State: "COMPLETED",
        MessageCategory,
        AggregationPeriod: "FOURTEEN_DAYS",
      });
      return BackupJobSummaries.map(({ Count }) => Count);
    };
    expect(await countOf("AGGREGATE_ALL")).toEqual([2]);
    expect(await countOf("SUCCESS")).toEqual([1]);
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
