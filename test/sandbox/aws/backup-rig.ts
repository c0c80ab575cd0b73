// A simulated AWS Backup with a vault, an instance and open ears, for tests that call its operations directly.
import type * as backup from "@aws-sdk/client-backup";
import type { BackupEvent, VaultNotice } from "../../../sandbox/aws/backup/feeds.ts";
import { type BackupOptions, createBackup } from "../../../sandbox/aws/backup/service.ts";
import type { Call, Handlers } from "../../../sandbox/aws/service.ts";
import { createClock } from "../../../sandbox/clock.ts";

export const account = "111111111111";
export const region = "ap-northeast-1";
export const place = { account, region };
export const startAt = Date.parse("2026-11-20T13:00:00.000Z");
export const vaultName = "nightly";
export const vaultArn = `arn:aws:backup:${region}:${account}:backup-vault:${vaultName}`;
export const topicArn = `arn:aws:sns:${region}:${account}:vault-events`;
export const instanceArn = `arn:aws:ec2:${region}:${account}:instance/i-0123456789abcdef0`;
export const iamRoleArn = `arn:aws:iam::${account}:role/service-role/AWSBackupDefaultServiceRole`;
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

type Operations = Required<Handlers<typeof backup>>;
export type Input<Name extends keyof Operations> = Parameters<Operations[Name]>[0];
export type Output<Name extends keyof Operations> = Awaited<ReturnType<Operations[Name]>>;

export const createBackupRig = (options: Partial<BackupOptions> = {}) => {
  const clock = createClock(startAt, 0);
  const events: BackupEvent[] = [];
  const notices: VaultNotice[] = [];
  const model = createBackup({
    clock,
    notify: (notice) => notices.push(notice),
    emit: (event) => events.push(event),
    ...options,
  });

  const ask = async <Name extends keyof Operations & string>(
    operation: Name,
    input: Input<Name>,
    as: Partial<Call> = {},
  ): Promise<Output<Name>> => {
    const handler = model.handlers[operation] as
      | ((input: Input<Name>, call: Call) => Output<Name> | Promise<Output<Name>>)
      | undefined;
    if (handler === undefined) throw new Error(`${operation} has no handler`);
    const principal = `arn:aws:iam::${account}:user/admin`;
    return handler(input, {
      service: "backup",
      operation,
      principal,
      account,
      region,
      requestId: "r-1",
      ...as,
    });
  };

  // These ears are for what AWS Backup tells itself; the trail has a test of its own.
  model.keepTrail(false);
  model.addVault({ ...place, name: vaultName });
  model.addResource({
    ...place,
    arn: instanceArn,
    name: "web-1",
    type: "EC2",
    tags: { team: "shop" },
    windows: true,
    sizeBytes: 3_221_225_472,
  });
  events.length = 0;

  const start = async (input: Partial<backup.StartBackupJobInput> = {}) => {
    const { BackupJobId = "" } = await ask("StartBackupJob", {
      BackupVaultName: vaultName,
      ResourceArn: instanceArn,
      IamRoleArn: iamRoleArn,
      ...input,
    });
    return BackupJobId;
  };

  /** A recovery point of the instance. */
  const takePoint = async () => {
    const jobId = await start();
    clock.advance(hour);
    return (await ask("DescribeBackupJob", { BackupJobId: jobId })).RecoveryPointArn ?? "";
  };

  const subscribe = (...BackupVaultEvents: backup.BackupVaultEvent[]) =>
    ask("PutBackupVaultNotifications", {
      BackupVaultName: vaultName,
      SNSTopicArn: topicArn,
      BackupVaultEvents,
    });

  const addPlan = async (rule: Partial<backup.BackupRuleInput> = {}) => {
    const { BackupPlanId = "" } = await ask("CreateBackupPlan", {
      BackupPlan: {
        BackupPlanName: "nightly",
        Rules: [{ RuleName: "daily", TargetBackupVaultName: vaultName, ...rule }],
        AdvancedBackupSettings: [{ ResourceType: "EC2", BackupOptions: { WindowsVSS: "enabled" } }],
      },
    });
    await ask("CreateBackupSelection", {
      BackupPlanId,
      BackupSelection: {
        SelectionName: "shop",
        IamRoleArn: iamRoleArn,
        ListOfTags: [{ ConditionType: "STRINGEQUALS", ConditionKey: "team", ConditionValue: "shop" }],
      },
    });
    return BackupPlanId;
  };

  return { ...model, clock, events, notices, ask, start, takePoint, subscribe, addPlan };
};
