// What AWS Backup says of a job, in our words. Describe and List say almost the same.
import type {
  BackupJob,
  CopyJob,
  DescribeBackupJobCommandOutput,
  DescribeRestoreJobCommandOutput,
  RestoreJobsListMember,
  Lifecycle as ToldLifecycle,
} from "@aws-sdk/client-backup";
import { vaultNameOf } from "../backup/arn.ts";
import { type JobFacts, knownFacts } from "../backup/job.ts";
import type { Lifecycle } from "../backup/lifecycle.ts";
import { instant } from "../core/time.ts";

/** What AWS says of a backup job and of a copy job in the same words. */
type Told = Pick<
  DescribeBackupJobCommandOutput & CopyJob,
  | "ResourceArn"
  | "ResourceType"
  | "IamRoleArn"
  | "StatusMessage"
  | "BackupSizeInBytes"
  | "CreationDate"
  | "CompletionDate"
> &
  Partial<Pick<CopyJob, "ResourceName" | "CreatedBy" | "MessageCategory" | "ParentJobId">>;

const commonFacts = (job: Told) => ({
  resourceArn: job.ResourceArn,
  resourceName: job.ResourceName,
  resourceType: job.ResourceType,
  planId: job.CreatedBy?.BackupPlanId,
  startedBy: job.ParentJobId === undefined ? undefined : ("job" as const),
  planName: job.CreatedBy?.BackupPlanName,
  ruleName: job.CreatedBy?.BackupRuleName,
  iamRoleArn: job.IamRoleArn,
  message: bare(job.StatusMessage),
  category: job.MessageCategory,
  bytes: job.BackupSizeInBytes,
  createdAt: job.CreationDate && instant(job.CreationDate.getTime()),
  completedAt: job.CompletionDate && instant(job.CompletionDate.getTime()),
});

export const backupFacts = (job: DescribeBackupJobCommandOutput | BackupJob): JobFacts =>
  knownFacts({
    ...commonFacts(job),
    vaultName: job.BackupVaultName,
    recoveryPointArn: job.RecoveryPointArn,
    lifecycle: lifecycleFact(job.RecoveryPointLifecycle),
    percentDone: percent(job.PercentDone),
    // Only EC2 has VSS; for anything else the option says nothing.
    windowsVss: job.ResourceType === "EC2" ? job.BackupOptions?.WindowsVSS === "enabled" : undefined,
  });

export const copyFacts = (job: CopyJob): JobFacts =>
  knownFacts({
    ...commonFacts(job),
    vaultName: job.SourceBackupVaultArn && vaultNameOf(job.SourceBackupVaultArn),
    destinationVaultArn: job.DestinationBackupVaultArn,
    startedBy: (job.ParentJobId ?? job.CreatedByBackupJobId) === undefined ? undefined : "job",
    recoveryPointArn: job.DestinationRecoveryPointArn,
    sourcePointArn: job.SourceRecoveryPointArn,
    lifecycle: lifecycleFact(job.DestinationRecoveryPointLifecycle),
  });

export const restoreFacts = (job: DescribeRestoreJobCommandOutput | RestoreJobsListMember): JobFacts =>
  knownFacts({
    ...commonFacts({ ...job, ResourceArn: job.SourceResourceArn, CreatedBy: undefined }),
    vaultName: job.BackupVaultArn && vaultNameOf(job.BackupVaultArn),
    startedBy: starterOf(job),
    recoveryPointArn: job.RecoveryPointArn,
    createdResourceArn: job.CreatedResourceArn,
    percentDone: percent(job.PercentDone),
  });

const starterOf = ({
  CreatedBy,
  ParentJobId,
}: DescribeRestoreJobCommandOutput | RestoreJobsListMember): JobFacts["startedBy"] => {
  if (CreatedBy?.RestoreTestingPlanArn !== undefined) return "restore-testing";
  return ParentJobId === undefined ? undefined : "job";
};

/** AWS may quote its message or leave it empty; either way it is no message then. */
const bare = (message: string | undefined): string | undefined =>
  message
    ?.trim()
    .replace(/^"(.*)"$/s, "$1")
    .trim() || undefined;

/** "37.5" or "37.5%". */
const percent = (text: string | undefined): number | undefined => {
  const number = Number.parseFloat(text ?? "");
  return Number.isFinite(number) ? number : undefined;
};

/** AWS's -1 is no day at all. */
export const lifecycleFact = (told: ToldLifecycle | undefined): Lifecycle | undefined => {
  if (told === undefined) return undefined;
  const { DeleteAfterDays: deleted = -1, MoveToColdStorageAfterDays: cold = -1 } = told;
  return {
    ...(deleted < 1 ? {} : { deleteAfterDays: deleted }),
    ...(cold < 1 ? {} : { coldAfterDays: cold }),
  };
};
