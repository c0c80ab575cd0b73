// What AWS Backup tells EventBridge, with the traps of the documented samples kept: every kind of job has its own
// habits of naming, quoting and leaving out. https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
import type { RecoveryPointCreator } from "@aws-sdk/client-backup";
import { calculated } from "./lifecycle.ts";
import type { BackupJob, CopyJob, Job, RecoveryPoint, RestoreJob } from "./state.ts";

export interface Telling {
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The event of the job's present state; no event of an aborting job is documented. */
export const jobEvent = (job: Job): Telling | undefined => {
  switch (job.kind) {
    case "backup":
      return job.life.state === "ABORTING" ? undefined : backupEvent(job);
    case "copy":
      return copyEvent(job);
    case "restore":
      return restoreEvent(job);
  }
};

const backupEvent = (job: BackupJob): Telling => {
  const { state, message, endedAt, percentDone } = job.life;
  const isGood = state === "COMPLETED" || state === "PARTIAL";
  const told = (detail: Readonly<Record<string, unknown>>): Telling => ({
    detailType: "Backup Job State Change",
    resources: isGood ? [job.pointArn] : [],
    detail: present(detail),
  });
  if (state === "CREATED") {
    return told({ backupJobId: job.id, state, creationDate: iso(job.createdAt) });
  }
  return told({
    backupJobId: job.id,
    backupSizeInBytes: isGood || state === "RUNNING" ? String(job.bytes) : undefined,
    backupVaultArn: job.vaultArn,
    backupVaultName: job.vaultName,
    bytesTransferred: isGood ? String(job.bytes) : "0",
    creationDate: iso(job.createdAt),
    iamRoleArn: job.iamRoleArn,
    resourceArn: job.resourceArn,
    resourceType: job.resourceType,
    state,
    // Alone among the messages, a backup's is a quoted string within the string.
    statusMessage: state === "PENDING" ? "" : message && JSON.stringify(message),
    completionDate: state === "FAILED" ? undefined : iso(endedAt),
    startBy: iso(job.startBy),
    expectedCompletionDate: state === "RUNNING" ? spoken(job.expectedAt) : undefined,
    percentDone,
    retryCount: isGood || state === "FAILED" ? 0 : undefined,
    createdBy: createdBy(job.creator),
  });
};

const copyEvent = (job: CopyJob): Telling => {
  const { state, message, endedAt } = job.life;
  const told = (detail: Readonly<Record<string, unknown>>): Telling => ({
    detailType: "Copy Job State Change",
    resources: [job.pointArn],
    detail: present(detail),
  });
  const vaults = { sourceBackupVaultArn: job.vaultArn, destinationBackupVaultArn: job.targetVaultArn };
  if (state === "CREATED") return told({ creationDate: iso(job.createdAt), state, ...vaults });
  return told({
    copyJobId: job.id,
    backupSizeInBytes: job.bytes,
    creationDate: iso(job.createdAt),
    iamRoleArn: job.iamRoleArn,
    resourceArn: job.resourceArn,
    resourceType: job.resourceType,
    ...vaults,
    state,
    statusMessage: message,
    completionDate: iso(endedAt),
    destinationRecoveryPointArn: state === "COMPLETED" ? job.targetPointArn : {},
    createdBy: createdBy(job.creator),
  });
};

/** Told once, beside PENDING: the one event of a restore that says `state` and not `status`. */
export const restoreCreatedEvent = (job: RestoreJob): Telling => ({
  detailType: "Restore Job State Change",
  resources: [job.pointArn],
  detail: { restoreJobId: job.id, creationDate: iso(job.createdAt), state: "CREATED" },
});

const restoreEvent = (job: RestoreJob): Telling => {
  const { state, message, endedAt } = job.life;
  const isDone = state === "COMPLETED";
  return {
    detailType: "Restore Job State Change",
    resources: [job.pointArn],
    detail: present({
      restoreJobId: job.id,
      backupVaultArn: isDone ? job.vaultArn : undefined,
      recoveryPointArn: isDone ? job.pointArn : undefined,
      sourceResourceArn: isDone ? job.resourceArn : undefined,
      backupSizeInBytes: String(job.bytes),
      creationDate: iso(job.createdAt),
      iamRoleArn: job.iamRoleArn,
      percentDone: 0,
      resourceType: job.resourceType,
      status: state,
      statusMessage: message,
      createdResourceArn: isDone ? job.createdResourceArn : undefined,
      completionDate: isDone ? iso(endedAt) : undefined,
    }),
  };
};

export const recoveryPointEvent = (point: RecoveryPoint): Telling => {
  const { moveAt, deleteAt } = calculated(point.createdAt, point.lifecycle);
  const calculatedLifeCycle = present({ moveToColdStorageAt: iso(moveAt), deleteAt: iso(deleteAt) });
  return {
    detailType: "Recovery Point State Change",
    resources: [point.arn],
    detail: present({
      backupVaultName: point.vaultName,
      backupVaultArn: point.vaultArn,
      creationDate: iso(point.createdAt),
      iamRoleArn: point.iamRoleArn,
      resourceType: point.resourceType,
      resourceArn: point.resourceArn,
      status: point.life.state,
      statusMessage: point.life.message,
      isEncrypted: "true",
      storageClass: "WARM",
      completionDate: iso(point.life.changedAt),
      createdBy: createdBy(point.creator),
      lifecycle: point.lifecycle && {
        ...present({
          moveToColdStorageAfterDays: point.lifecycle.MoveToColdStorageAfterDays,
          deleteAfterDays: point.lifecycle.DeleteAfterDays,
        }),
      },
      calculatedLifeCycle: Object.keys(calculatedLifeCycle).length > 0 ? calculatedLifeCycle : undefined,
    }),
  };
};

/** Unverified: this state and `deletedBy` were seen only in the fixtures of another project. */
export const recoveryPointDeletedEvent = (point: RecoveryPoint, deletedBy: string): Telling => {
  const told = recoveryPointEvent(point);
  const detail = { ...told.detail, status: "DELETED", deletedBy, initiationDate: iso(point.createdAt) };
  return { ...told, detail };
};

const present = (detail: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined));

const iso = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

/** `Jul 15, 2020 9:39:07 PM`, as no other date is written. */
const spoken = (at: number | undefined): string | undefined => {
  if (at === undefined) return undefined;
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: "UTC",
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value;
  const time = `${part("hour")}:${part("minute")}:${part("second")} ${part("dayPeriod")}`;
  return `${part("month")} ${part("day")}, ${part("year")} ${time}`;
};

const createdBy = (creator: RecoveryPointCreator | undefined) =>
  creator && {
    backupPlanId: creator.BackupPlanId,
    backupPlanArn: creator.BackupPlanArn,
    backupPlanVersion: creator.BackupPlanVersion,
    backupPlanRuleId: creator.BackupRuleId,
  };
