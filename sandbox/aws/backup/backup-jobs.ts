// Backup jobs as AWS Backup answers for them: start, describe, list, stop.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html
import type * as backup from "@aws-sdk/client-backup";
import type { WorldClock } from "../../clock.ts";
import type { Handlers } from "../service.ts";
import { invalid, notFound, refuse, required } from "./errors.ts";
import { backupMachine, isTerminal } from "./job-life.ts";
import { checkLifecycle } from "./lifecycle.ts";
import { isAsked, isCategory, isWithin, roleOf } from "./list-filter.ts";
import { pageOf, timeKey } from "./page.ts";
import { createRemembered } from "./remembered.ts";
import { startBackup, stopBackup } from "./run-backup.ts";
import { type BackupJob, isAt, type Place, type State } from "./state.ts";
import { refuseIfDenied } from "./vault-policy.ts";
import { vaultNamed } from "./vaults.ts";
import type { World } from "./world.ts";

const minuteMs = 60_000;
const startWindowMinutes = { default: 480, min: 60 } as const;
const completeWindowMinutes = 10_080;
const windowMaxMinutes = 52_560_000;
/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html */
const listedForMs = 30 * 86_400_000;

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StopBackupJob.html */
const unstoppable = ["Aurora", "DocumentDB", "FSx", "Neptune", "SAP HANA on Amazon EC2", "RDS"];

/** Only these know their recovery point when they start. */
const knownAtStart = ["EFS", "DynamoDB"];

/** Jobs of the last 30 days: the lists and the summaries know no others. */
export const recentJobs = (state: State, clock: WorldClock): readonly BackupJob[] =>
  [...state.backups.values()].filter(({ createdAt }) => createdAt >= clock.now() - listedForMs);

export const backupJobHandlers = (world: World, isManagement: (account: string) => boolean) => {
  const { state, clock } = world;
  const remembered = createRemembered<backup.StartBackupJobOutput>(clock);

  const jobOf = (place: Place, id: string | undefined): BackupJob => {
    const job = state.backups.get(required(id, "BackupJobId"));
    if (job === undefined || !isAt(job, place)) throw notFound("Backup job", id ?? "");
    return job;
  };

  const handlers: Handlers<typeof backup> = {
    StartBackupJob(input, call) {
      const vault = vaultNamed(state, call, input.BackupVaultName);
      const resourceArn = required(input.ResourceArn, "ResourceArn");
      const iamRoleArn = roleOf(input.IamRoleArn);
      if (!/^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d*:.+$/.test(resourceArn)) {
        throw invalid(`Invalid ARN: ${resourceArn}. Supplied ARN is not valid`, "ResourceArn");
      }
      checkWindows(input.StartWindowMinutes, input.CompleteWindowMinutes);
      checkOptions(resourceArn, input.BackupOptions ?? {});
      checkLifecycle(input.Lifecycle);
      refuseIfDenied(vault, "backup:StartBackupJob");
      return remembered(call, input.IdempotencyToken, () => {
        const job = startBackup(world, {
          vault,
          resourceArn,
          iamRoleArn,
          startWindowMs: (input.StartWindowMinutes ?? startWindowMinutes.default) * minuteMs,
          completeWindowMs: (input.CompleteWindowMinutes ?? completeWindowMinutes) * minuteMs,
          options: input.BackupOptions ?? {},
          pointTags: input.RecoveryPointTags ?? {},
          copyActions: [],
          ...(input.Lifecycle === undefined ? {} : { lifecycle: input.Lifecycle }),
        });
        const isKnown = knownAtStart.includes(job.resourceType);
        return {
          BackupJobId: job.id,
          CreationDate: new Date(job.createdAt),
          ...(isKnown ? { RecoveryPointArn: job.pointArn } : {}),
          IsParent: false,
        };
      });
    },

    DescribeBackupJob: (input, call) => shown(jobOf(call, input.BackupJobId)),

    ListBackupJobs(input, call) {
      // `*` asks for the whole organization, which only its management account may.
      const asked = isManagement(call.account) ? (input.ByAccountId ?? call.account) : call.account;
      const wanted = recentJobs(state, clock)
        .filter((job) => job.region === call.region && (asked === "*" || job.account === asked))
        .filter((job) => (input.ByAccountId ?? "*") === "*" || job.account === input.ByAccountId)
        .filter((job) => isAsked(input.ByResourceArn, job.resourceArn))
        .filter((job) => isAsked(input.ByState, job.life.state))
        .filter((job) => isAsked(input.ByBackupVaultName, job.vaultName))
        .filter((job) => isAsked(input.ByResourceType, job.resourceType))
        .filter((job) => isCategory(input.ByMessageCategory, job.life.category))
        .filter(() => input.ByParentJobId === undefined)
        .filter((job) => isWithin(job.createdAt, input.ByCreatedAfter, input.ByCreatedBefore))
        .filter((job) => isWithin(job.life.endedAt, input.ByCompleteAfter, input.ByCompleteBefore));
      const { items, NextToken } = pageOf("ListBackupJobs", wanted, input, ({ createdAt, id }) =>
        timeKey(createdAt, id),
      );
      return { BackupJobs: items.map(shown), NextToken };
    },

    StopBackupJob(input, call) {
      const job = jobOf(call, input.BackupJobId);
      if (unstoppable.includes(job.resourceType)) {
        throw refuse(
          "InvalidRequestException",
          `Stopping a ${job.resourceType} backup job is not supported.`,
          {
            Context: job.id,
          },
        );
      }
      if (isTerminal(backupMachine, job.life.state)) {
        const message = `Backup job ${job.id} cannot be stopped in state ${job.life.state}.`;
        throw refuse("InvalidRequestException", message, { Context: job.id });
      }
      stopBackup(world, job.id);
      return {};
    },
  };
  return handlers;
};

const checkWindows = (start: number | undefined, complete: number | undefined): void => {
  if (start !== undefined && start !== 0 && (start < startWindowMinutes.min || start > windowMaxMinutes)) {
    throw invalid("StartWindowMinutes must be at least 60 minutes.", "StartWindowMinutes");
  }
  const least = (start ?? startWindowMinutes.default) + startWindowMinutes.min;
  if (complete !== undefined && (complete < least || complete > windowMaxMinutes)) {
    throw invalid(
      "CompleteWindowMinutes must be at least 60 minutes after the start window.",
      "CompleteWindowMinutes",
    );
  }
};

const checkOptions = (resourceArn: string, options: Readonly<Record<string, string>>): void => {
  const keys = /:s3:::/.test(resourceArn) ? ["BackupACLs", "BackupObjectTags"] : ["WindowsVSS"];
  const isKnown = Object.entries(options).every(
    ([key, value]) => keys.includes(key) && ["enabled", "disabled"].includes(value),
  );
  const isVss = options.WindowsVSS === undefined || /:ec2:.*:instance\//.test(resourceArn);
  if (!isKnown || !isVss) throw invalid("Invalid BackupOptions for this resource.", "BackupOptions");
};

const shown = (job: BackupJob): backup.BackupJob & backup.DescribeBackupJobOutput => {
  const { state, message, category, percentDone, endedAt } = job.life;
  const isDone = state === "COMPLETED" || state === "PARTIAL";
  return {
    AccountId: job.account,
    BackupJobId: job.id,
    BackupVaultName: job.vaultName,
    BackupVaultArn: job.vaultArn,
    VaultType: "BACKUP_VAULT",
    RecoveryPointArn: isDone || knownAtStart.includes(job.resourceType) ? job.pointArn : undefined,
    RecoveryPointLifecycle: job.lifecycle,
    IsEncrypted: true,
    ResourceArn: job.resourceArn,
    ResourceName: job.resourceName,
    ResourceType: job.resourceType,
    CreationDate: new Date(job.createdAt),
    InitiationDate: new Date(job.createdAt),
    CompletionDate: endedAt === undefined ? undefined : new Date(endedAt),
    ExpectedCompletionDate: job.expectedAt === undefined ? undefined : new Date(job.expectedAt),
    State: state,
    StatusMessage: message,
    MessageCategory: category,
    PercentDone: percentDone.toFixed(1),
    BackupSizeInBytes: isDone ? job.bytes : undefined,
    BytesTransferred: isDone ? job.bytes : undefined,
    IamRoleArn: job.iamRoleArn,
    CreatedBy: job.creator,
    StartBy: new Date(job.startBy),
    BackupOptions: { ...job.options },
    IsParent: false,
  };
};
