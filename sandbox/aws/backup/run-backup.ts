// The course of a backup job through world time: it waits for its resource, runs, ends as foretold, and leaves a
// recovery point. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html
import type { BackupJobState, CopyAction, Lifecycle, RecoveryPointCreator } from "@aws-sdk/client-backup";
import { recoveryPointArn } from "./arn.ts";
import { backupMachine, bornIn, type LifeEvent } from "./job-life.ts";
import { isWithinLock } from "./lifecycle.ts";
import { addPoint, discardPoint, movePoint } from "./recovery-point-life.ts";
import { startCopy } from "./run-copy.ts";
import type { Outcome } from "./script.ts";
import { type BackupJob, placed, type Resource, type Tags, type Vault } from "./state.ts";
import { categoryOf, isBusy, keyTrouble, moveIn, progressMarks, retryMs, type World } from "./world.ts";

export interface BackupOrder {
  readonly vault: Vault;
  readonly resourceArn: string;
  readonly iamRoleArn: string;
  readonly startWindowMs: number;
  readonly completeWindowMs: number;
  readonly options: Tags;
  readonly lifecycle?: Lifecycle;
  readonly pointTags: Tags;
  readonly isContinuous?: boolean;
  readonly copyActions: readonly CopyAction[];
  readonly creator?: RecoveryPointCreator;
}

/** What AWS writes when it took the backup without VSS; its category is unverified, save that it is not SUCCESS. */
const vssFailed = {
  message: "Windows VSS Backup Job Error encountered, trying for regular backup",
  category: "WindowsVSSError",
};
const wasRunning = "Backup job failed because there was a running job for the same resource.";
const ranOut = "Backup job expired before completion.";
const stopped = "Backup job was stopped by user.";
/** The words for a copy are AWS's; for a backup they are unverified. */
const outsideLock =
  "Backup job failed. The retention specified in the job is not within the range specified for the target Backup Vault.";

const abortMs = 1_000;
const sizeDefaultBytes = 8_589_934_592;

export const startBackup = (world: World, order: BackupOrder): BackupJob => {
  const { clock, script, state } = world;
  const { vault, resourceArn, lifecycle, creator } = order;
  const resource = state.resources.get(placed(vault, resourceArn));
  const outcome = script.take("backup", resourceArn);
  const id = world.newId();
  const now = clock.now();
  const type = resource?.type ?? typeOf(resourceArn);
  const job: BackupJob = {
    kind: "backup",
    id,
    account: vault.account,
    region: vault.region,
    createdAt: now,
    life: bornIn("CREATED", now),
    resourceArn,
    resourceName: resource?.name ?? "",
    resourceType: type,
    iamRoleArn: order.iamRoleArn,
    bytes: outcome.bytes ?? resource?.sizeBytes ?? sizeDefaultBytes,
    vaultArn: vault.arn,
    vaultName: vault.name,
    silentOn: outcome.silentOn ?? [],
    startBy: now + order.startWindowMs,
    completeBy: now + order.completeWindowMs,
    options: order.options,
    pointTags: { ...resource?.tags, ...order.pointTags },
    pointArn: recoveryPointArn(vault, type, id),
    isContinuous: order.isContinuous ?? false,
    copyActions: order.copyActions,
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(creator === undefined ? {} : { creator }),
  };
  state.backups.set(id, job);
  world.feeds.changed(job);
  clock.after((outcome.afterMs ?? world.pace.startMs) / 2, () => queue(world, id, outcome));
  return job;
};

/** An aborting job ends a moment later. */
export const stopBackup = (world: World, id: string, message = stopped, category?: string): void => {
  const aborting = move(world, id, { type: "move", to: "ABORTING", message });
  if (aborting === undefined) return;
  world.clock.after(abortMs, () => end(world, id, "ABORTED", message, category ?? "FAILURE"));
};

/** A job whose resource is busy stays in CREATED until its start window is over. */
const queue = (world: World, id: string, outcome: Outcome): void => {
  const job = world.state.backups.get(id);
  if (job === undefined || job.life.state !== "CREATED") return;
  if (isBusy(world, job, job.resourceArn, id)) {
    const left = job.startBy - world.clock.now();
    if (left <= 0) {
      end(world, id, "EXPIRED", wasRunning);
      return;
    }
    world.clock.after(Math.min(left, retryMs), () => queue(world, id, outcome));
    return;
  }
  const trouble = troubleOf(world, job);
  if (trouble !== undefined) {
    end(world, id, "FAILED", trouble);
    return;
  }
  move(world, id, { type: "move", to: "PENDING" });
  world.clock.after((outcome.afterMs ?? world.pace.startMs) / 2, () => run(world, id, outcome));
};

/** What the world itself holds against the job, whatever was foretold. */
const troubleOf = (world: World, job: BackupJob): string | undefined => {
  const vault = world.state.vaults.get(job.vaultArn);
  if (vault === undefined) return `Backup job failed because backup vault ${job.vaultArn} does not exist.`;
  if (!isWithinLock(vault.lock, job.lifecycle)) return outsideLock;
  if (!world.keys.isUsable(vault.keyArn)) return keyTrouble;
  return world.state.resources.has(placed(job, job.resourceArn)) ? undefined : missing(job);
};

const missing = ({ resourceType, resourceArn }: BackupJob): string => {
  switch (resourceType) {
    case "EBS":
      return "The specified volume was not found.";
    case "DynamoDB":
      return "Table not found.";
    case "VirtualMachine":
      return "The virtual machine is not found.";
    default:
      return `Could not find resource ${resourceArn}`;
  }
};

const run = (world: World, id: string, outcome: Outcome): void => {
  const { clock, pace } = world;
  const durationMs = outcome.durationMs ?? pace.durationMs;
  const expectedAt = clock.now() + durationMs;
  const job = move(world, id, { type: "move", to: "RUNNING" }, { expectedAt });
  if (job === undefined) return;
  addPoint(world, { ...job, arn: job.pointArn, tags: job.pointTags, createdAt: clock.now() });
  for (const percentDone of progressMarks) {
    clock.after((durationMs * percentDone) / 100, () => move(world, id, { type: "progress", percentDone }));
  }
  if (expectedAt > job.completeBy) {
    clock.after(job.completeBy - clock.now(), () => end(world, id, "EXPIRED", ranOut));
    return;
  }
  clock.after(durationMs, () => finish(world, job, outcome));
};

const finish = (world: World, job: BackupJob, { state, message, category }: Outcome): void => {
  const { id } = job;
  switch (state) {
    case "COMPLETED":
      complete(world, job, message, category);
      return;
    case "vssFailed": {
      const isAsked = isVssAsked(job, world.state.resources.get(placed(job, job.resourceArn)));
      if (!isAsked) {
        complete(world, job, undefined, undefined);
        return;
      }
      complete(world, job, message ?? vssFailed.message, category ?? vssFailed.category);
      return;
    }
    case "ABORTED":
      stopBackup(world, id, message ?? stopped, category);
      return;
    case "EXPIRED":
      end(world, id, "EXPIRED", message ?? ranOut, category);
      return;
    case "PARTIAL":
      movePoint(world, job, job.pointArn, "PARTIAL");
      end(world, id, "PARTIAL", message, category);
      return;
    case "FAILED":
      end(world, id, "FAILED", message ?? "An internal error occurred.", category);
      return;
  }
};

/** VSS on anything but Windows succeeds silently. https://docs.aws.amazon.com/aws-backup/latest/devguide/windows-backups.html */
const isVssAsked = (job: BackupJob, resource: Resource | undefined): boolean =>
  job.options.WindowsVSS === "enabled" && resource?.windows === true;

const complete = (world: World, job: BackupJob, message?: string, category?: string): void => {
  movePoint(world, job, job.pointArn, job.isContinuous ? "AVAILABLE" : "COMPLETED");
  const fair = message === undefined ? "SUCCESS" : categoryOf(message);
  end(world, job.id, "COMPLETED", message, category ?? fair);
  for (const { DestinationBackupVaultArn, Lifecycle } of job.copyActions) {
    const point = world.state.points.get(placed(job, job.pointArn));
    if (point === undefined || DestinationBackupVaultArn === undefined) continue;
    startCopy(world, {
      point,
      targetVaultArn: DestinationBackupVaultArn,
      iamRoleArn: job.iamRoleArn,
      backupJobId: job.id,
      ...(Lifecycle === undefined ? {} : { lifecycle: Lifecycle }),
      ...(job.creator === undefined ? {} : { creator: job.creator }),
    });
  }
};

const end = (
  world: World,
  id: string,
  to: BackupJobState,
  message?: string,
  category = categoryOf(message),
): void => {
  const words = message === undefined ? {} : { message };
  const job = move(world, id, { type: "move", to, category, ...words });
  if (job !== undefined && to !== "COMPLETED" && to !== "PARTIAL") discardPoint(world, job, job.pointArn);
};

const move = (
  world: World,
  id: string,
  event: LifeEvent<BackupJobState>,
  known: Partial<BackupJob> = {},
): BackupJob | undefined => {
  const job = moveIn(world.state.backups, id, backupMachine, event, world, known);
  if (job !== undefined && event.type === "move") world.feeds.changed(job);
  return job;
};

/** For a resource that is not there, so that its job can fail. */
const typeOf = (arn: string): string => {
  const types: readonly (readonly [RegExp, string])[] = [
    [/:ec2:.*:instance\//, "EC2"],
    [/:ec2:.*:volume\//, "EBS"],
    [/:rds:.*:cluster:/, "Aurora"],
    [/:rds:/, "RDS"],
    [/:elasticfilesystem:/, "EFS"],
    [/:dynamodb:/, "DynamoDB"],
    [/:s3:::/, "S3"],
    [/:fsx:/, "FSx"],
    [/:backup-gateway:/, "VirtualMachine"],
  ];
  return types.find(([pattern]) => pattern.test(arn))?.[1] ?? "";
};
