// What AWS Backup publishes to a vault's topic: prose, with the facts in its attributes, and never a reason.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
import type { BackupVaultEvent } from "@aws-sdk/client-backup";
import type { BackupJob, CopyJob, Job, RestoreJob } from "./state.ts";

export interface VaultMessage {
  /** A vault that subscribes to any of these gets the message. */
  readonly events: readonly BackupVaultEvent[];
  readonly subject: string;
  readonly message: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The documentation and the field disagree about the words of a completed backup. */
export type Wording = "documented" | "field";

/** The message of the job's present state, if AWS has one for it. */
export const vaultMessageOf = (job: Job, wording: Wording): VaultMessage | undefined => {
  const said = saidOf(job, wording);
  if (said === undefined) return undefined;
  return {
    ...said,
    subject: "Notification from AWS Backup",
    attributes: {
      EventType: eventTypes[job.kind],
      State: job.life.state,
      AccountId: job.account,
      Id: job.id,
      StartTime: instantText(job.createdAt),
    },
  };
};

type Said = Pick<VaultMessage, "events" | "message">;

const saidOf = (job: Job, wording: Wording): Said | undefined => {
  switch (job.kind) {
    case "backup":
      return saidOfBackup(job, wording);
    case "copy":
      return saidOfCopy(job);
    case "restore":
      return saidOfRestore(job);
  }
};

/** RESTORE_JOB is unverified: the other two were seen. */
const eventTypes = { backup: "BACKUP_JOB", copy: "COPY_JOB", restore: "RESTORE_JOB" } as const;

/**
 * The older names are deprecated, yet a vault that subscribed to BACKUP_JOB_FAILED alone was seen to get completed
 * jobs too: so each of them counts as the whole.
 */
const backupEnds: readonly BackupVaultEvent[] = [
  "BACKUP_JOB_COMPLETED",
  "BACKUP_JOB_SUCCESSFUL",
  "BACKUP_JOB_FAILED",
  "BACKUP_JOB_EXPIRED",
];
const restoreEnds: readonly BackupVaultEvent[] = [
  "RESTORE_JOB_COMPLETED",
  "RESTORE_JOB_SUCCESSFUL",
  "RESTORE_JOB_FAILED",
];

/** Unverified: no text of a started, partial, copied or restored job was found anywhere. */
const unverified = {
  backupStarted: "An AWS Backup job was started.",
  backupPartial: "An AWS Backup job was partially completed.",
  copyStarted: "An AWS Copy job was started.",
  copySuccessful: "An AWS Copy job was completed successfully.",
  restoreStarted: "An AWS Restore job was started.",
  restoreCompleted: "An AWS Restore job was completed successfully.",
  restoreFailed: "An AWS Restore job was failed or was aborted.",
} as const;

const saidOfBackup = (job: BackupJob, wording: Wording): Said | undefined => {
  const ids = `Resource ARN : ${job.resourceArn}. BackupJob ID : ${job.id}`;
  const end = (words: string): Said => ({ events: backupEnds, message: `${words} ${ids}` });
  switch (job.life.state) {
    case "RUNNING":
      return { events: ["BACKUP_JOB_STARTED"], message: `${unverified.backupStarted} ${ids}` };
    case "COMPLETED": {
      const words = `An AWS Backup job was completed successfully. Recovery point ARN: ${job.pointArn}.`;
      if (wording === "documented") return end(words);
      const fieldIds = `Backed up Resource ARN : ${job.resourceArn}. Backup Job Id : ${job.id}`;
      return { events: backupEnds, message: `${words} ${fieldIds}` };
    }
    case "FAILED":
      return end("An AWS Backup job failed.");
    case "EXPIRED":
      return end("An AWS Backup job failed to complete in time.");
    case "ABORTED":
      return end("An AWS Backup job was stopped.");
    case "PARTIAL":
      return end(unverified.backupPartial);
    default:
      return undefined;
  }
};

/** No ARN is ever in the text of a copy job. */
const saidOfCopy = (job: CopyJob): Said | undefined => {
  const id = `Copy Job Id : ${job.id}`;
  switch (job.life.state) {
    case "RUNNING":
      return { events: ["COPY_JOB_STARTED"], message: `${unverified.copyStarted} ${id}` };
    case "COMPLETED":
      return { events: ["COPY_JOB_SUCCESSFUL"], message: `${unverified.copySuccessful} ${id}` };
    case "FAILED":
    case "PARTIAL":
      return {
        events: ["COPY_JOB_FAILED"],
        message: `An AWS Copy job was completed but was failed or was aborted. ${id}`,
      };
    default:
      return undefined;
  }
};

const saidOfRestore = (job: RestoreJob): Said | undefined => {
  const id = `Restore Job Id : ${job.id}`;
  switch (job.life.state) {
    case "RUNNING":
      return { events: ["RESTORE_JOB_STARTED"], message: `${unverified.restoreStarted} ${id}` };
    case "COMPLETED": {
      const arn = `Restored Resource ARN : ${job.createdResourceArn}.`;
      return { events: restoreEnds, message: `${unverified.restoreCompleted} ${arn} ${id}` };
    }
    case "FAILED":
    case "ABORTED":
      return { events: restoreEnds, message: `${unverified.restoreFailed} ${id}` };
    default:
      return undefined;
  }
};

/** Both formats were seen: the milliseconds are left out when they are zero. */
const instantText = (at: number): string => new Date(at).toISOString().replace(".000Z", "Z");
