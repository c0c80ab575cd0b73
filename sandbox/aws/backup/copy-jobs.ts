// Copy jobs as AWS Backup answers for them. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartCopyJob.html
import type * as backup from "@aws-sdk/client-backup";
import type { Handlers } from "../service.ts";
import { placeOfVault } from "./arn.ts";
import { invalid, notFound, refuse, required } from "./errors.ts";
import { checkLifecycle } from "./lifecycle.ts";
import { isAsked, isCategory, isWithin, roleOf } from "./list-filter.ts";
import { pageOf, timeKey } from "./page.ts";
import { pointIn } from "./recovery-points.ts";
import { createRemembered } from "./remembered.ts";
import { startCopy } from "./run-copy.ts";
import { type CopyJob, isAt } from "./state.ts";
import { refuseIfDenied } from "./vault-policy.ts";
import { vaultNamed } from "./vaults.ts";
import type { World } from "./world.ts";

export const copyJobHandlers = (
  world: World,
  isManagement: (account: string) => boolean,
): Handlers<typeof backup> => {
  const { state, clock } = world;
  const remembered = createRemembered<backup.StartCopyJobOutput>(clock);
  return {
    StartCopyJob(input, call) {
      const vault = vaultNamed(state, call, input.SourceBackupVaultName);
      const point = pointIn(state, vault, input.RecoveryPointArn);
      const iamRoleArn = roleOf(input.IamRoleArn);
      const targetVaultArn = required(input.DestinationBackupVaultArn, "DestinationBackupVaultArn");
      const target = placeOfVault(targetVaultArn);
      if (target === undefined) {
        throw invalid(`Invalid backup vault ARN: ${targetVaultArn}.`, "DestinationBackupVaultArn");
      }
      // What is in another account cannot be looked up: such a copy job fails by itself.
      if (target.account === call.account && !state.vaults.has(targetVaultArn)) {
        throw notFound("Backup vault", targetVaultArn);
      }
      checkLifecycle(input.Lifecycle);
      refuseIfDenied(vault, "backup:StartCopyJob");
      if (!["COMPLETED", "PARTIAL"].includes(point.life.state)) {
        // Continuous backups cannot be copied, nor what is not complete.
        const message = `Recovery point ${point.arn} cannot be copied in state ${point.life.state}.`;
        throw refuse("InvalidRequestException", message, { Context: point.arn });
      }
      return remembered(call, input.IdempotencyToken, () => {
        const order = { point, targetVaultArn, iamRoleArn };
        const { Lifecycle: lifecycle } = input;
        const job = startCopy(world, lifecycle === undefined ? order : { ...order, lifecycle });
        return { CopyJobId: job.id, CreationDate: new Date(job.createdAt), IsParent: false };
      });
    },

    DescribeCopyJob(input, call) {
      const job = state.copies.get(required(input.CopyJobId, "CopyJobId"));
      if (job === undefined || !isAt(job, call)) throw notFound("Copy job", input.CopyJobId ?? "");
      return { CopyJob: shown(job) };
    },

    ListCopyJobs(input, call) {
      const account = isManagement(call.account) ? (input.ByAccountId ?? call.account) : call.account;
      const wanted = [...state.copies.values()]
        .filter((job) => job.region === call.region && (account === "*" || job.account === account))
        .filter((job) => (input.ByAccountId ?? "*") === "*" || job.account === input.ByAccountId)
        .filter((job) => isAsked(input.ByResourceArn, job.resourceArn))
        .filter((job) => isAsked(input.ByState, job.life.state))
        .filter((job) => isAsked(input.ByResourceType, job.resourceType))
        .filter((job) => isAsked(input.ByDestinationVaultArn, job.targetVaultArn))
        .filter((job) => isAsked(input.BySourceRecoveryPointArn, job.pointArn))
        .filter((job) => isCategory(input.ByMessageCategory, job.life.category))
        .filter(() => input.ByParentJobId === undefined)
        .filter((job) => isWithin(job.createdAt, input.ByCreatedAfter, input.ByCreatedBefore))
        .filter((job) => isWithin(job.life.endedAt, input.ByCompleteAfter, input.ByCompleteBefore));
      const { items, NextToken } = pageOf("ListCopyJobs", wanted, input, ({ createdAt, id }) =>
        timeKey(createdAt, id),
      );
      return { CopyJobs: items.map(shown), NextToken };
    },
  };
};

const shown = (job: CopyJob): backup.CopyJob => ({
  AccountId: job.account,
  CopyJobId: job.id,
  SourceBackupVaultArn: job.vaultArn,
  SourceRecoveryPointArn: job.pointArn,
  DestinationBackupVaultArn: job.targetVaultArn,
  DestinationRecoveryPointArn: job.life.state === "COMPLETED" ? job.targetPointArn : undefined,
  DestinationRecoveryPointLifecycle: job.lifecycle,
  ResourceArn: job.resourceArn,
  ResourceName: job.resourceName,
  ResourceType: job.resourceType,
  CreationDate: new Date(job.createdAt),
  CompletionDate: job.life.endedAt === undefined ? undefined : new Date(job.life.endedAt),
  State: job.life.state,
  StatusMessage: job.life.message,
  MessageCategory: job.life.category,
  BackupSizeInBytes: job.bytes,
  IamRoleArn: job.iamRoleArn,
  CreatedBy: job.creator,
  CreatedByBackupJobId: job.backupJobId,
  IsParent: false,
});
