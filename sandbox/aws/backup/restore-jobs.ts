// Restore jobs as AWS Backup answers for them. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartRestoreJob.html
import type * as backup from "@aws-sdk/client-backup";
import type { Handlers } from "../service.ts";
import { notFound, refuse, required } from "./errors.ts";
import { isAsked, isWithin, roleOf } from "./list-filter.ts";
import { pageOf, timeKey } from "./page.ts";
import { createRemembered } from "./remembered.ts";
import { startRestore } from "./run-restore.ts";
import { isAt, type Place, placed, type RestoreJob } from "./state.ts";
import { refuseIfDenied } from "./vault-policy.ts";
import type { World } from "./world.ts";

const restorable = ["COMPLETED", "PARTIAL", "AVAILABLE", "STOPPED", "EXPIRED"];

export const restoreJobHandlers = (
  world: World,
  isManagement: (account: string) => boolean,
): Handlers<typeof backup> => {
  const { state, clock } = world;
  const remembered = createRemembered<backup.StartRestoreJobOutput>(clock);

  const jobOf = (place: Place, id: string | undefined): RestoreJob => {
    const job = state.restores.get(required(id, "RestoreJobId"));
    if (job === undefined || !isAt(job, place)) throw notFound("Restore job", id ?? "");
    return job;
  };

  return {
    StartRestoreJob(input, call) {
      const arn = required(input.RecoveryPointArn, "RecoveryPointArn");
      const metadata = required(input.Metadata, "Metadata");
      // Optional in the model, needed in practice.
      const iamRoleArn = roleOf(input.IamRoleArn);
      const point = state.points.get(placed(call, arn));
      if (point === undefined) throw notFound("Recovery point", arn);
      refuseIfDenied(state.vaults.get(point.vaultArn), "backup:StartRestoreJob");
      if (!restorable.includes(point.life.state)) {
        const message = `Recovery point ${arn} cannot be restored in state ${point.life.state}.`;
        throw refuse("InvalidRequestException", message, { Context: arn });
      }
      return remembered(call, input.IdempotencyToken, () => {
        const copiesTags = input.CopySourceTagsToRestoredResource === true;
        const order = { point, metadata, iamRoleArn, copiesTags };
        const { ResourceType: resourceType } = input;
        const job = startRestore(world, resourceType === undefined ? order : { ...order, resourceType });
        return { RestoreJobId: job.id };
      });
    },

    DescribeRestoreJob: (input, call) => shown(jobOf(call, input.RestoreJobId)),

    GetRestoreJobMetadata(input, call) {
      const job = jobOf(call, input.RestoreJobId);
      return { RestoreJobId: job.id, Metadata: { ...job.metadata } };
    },

    ListRestoreJobs(input, call) {
      const account = isManagement(call.account) ? (input.ByAccountId ?? call.account) : call.account;
      const wanted = [...state.restores.values()]
        .filter((job) => job.region === call.region && (account === "*" || job.account === account))
        .filter((job) => (input.ByAccountId ?? "*") === "*" || job.account === input.ByAccountId)
        .filter((job) => isAsked(input.ByStatus, job.life.state))
        .filter((job) => isAsked(input.ByResourceType, job.resourceType))
        .filter(() => input.ByParentJobId === undefined && input.ByRestoreTestingPlanArn === undefined)
        .filter((job) => isWithin(job.createdAt, input.ByCreatedAfter, input.ByCreatedBefore))
        .filter((job) => isWithin(job.life.endedAt, input.ByCompleteAfter, input.ByCompleteBefore));
      return listed("ListRestoreJobs", wanted, input);
    },

    ListRestoreJobsByProtectedResource(input, call) {
      const resourceArn = required(input.ResourceArn, "ResourceArn");
      const { ByRecoveryPointCreationDateAfter: after, ByRecoveryPointCreationDateBefore: before } = input;
      const wanted = [...state.restores.values()]
        .filter((job) => isAt(job, call) && job.resourceArn === resourceArn)
        .filter((job) => isAsked(input.ByStatus, job.life.state))
        .filter((job) => isWithin(job.pointCreatedAt, after, before));
      return listed("ListRestoreJobsByProtectedResource", wanted, input);
    },
  };
};

const listed = (operation: string, jobs: readonly RestoreJob[], input: backup.ListRestoreJobsInput) => {
  const { items, NextToken } = pageOf(operation, jobs, input, ({ createdAt, id }) => timeKey(createdAt, id));
  return { RestoreJobs: items.map(shown), NextToken };
};

const shown = (job: RestoreJob): backup.RestoreJobsListMember => ({
  AccountId: job.account,
  RestoreJobId: job.id,
  RecoveryPointArn: job.pointArn,
  RecoveryPointCreationDate: new Date(job.pointCreatedAt),
  SourceResourceArn: job.resourceArn,
  BackupVaultArn: job.vaultArn,
  CreationDate: new Date(job.createdAt),
  CompletionDate: job.life.endedAt === undefined ? undefined : new Date(job.life.endedAt),
  Status: job.life.state,
  StatusMessage: job.life.message,
  PercentDone: `${job.life.percentDone.toFixed(2)}%`,
  BackupSizeInBytes: job.bytes,
  IamRoleArn: job.iamRoleArn,
  CreatedResourceArn: job.createdResourceArn,
  ResourceType: job.resourceType,
  IsParent: false,
});
