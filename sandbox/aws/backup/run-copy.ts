// The course of a copy job: it waits in CREATED for its resource, runs, and leaves a recovery point in the target
// vault, which may be in another account or Region. https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
import type { CopyJobState, Lifecycle, RecoveryPointCreator } from "@aws-sdk/client-backup";
import { recoveryPointArn } from "./arn.ts";
import { bornIn, copyMachine, type LifeEvent } from "./job-life.ts";
import { isWithinLock } from "./lifecycle.ts";
import { addPoint, discardPoint, movePoint } from "./recovery-point-life.ts";
import type { Outcome } from "./script.ts";
import { type CopyJob, placed, type RecoveryPoint, type Vault } from "./state.ts";
import { allowsCopiesFrom } from "./vault-policy.ts";
import { categoryOf, isBusy, keyTrouble, moveIn, retryMs, type World } from "./world.ts";

export interface CopyOrder {
  readonly point: RecoveryPoint;
  readonly targetVaultArn: string;
  readonly iamRoleArn: string;
  readonly lifecycle?: Lifecycle;
  readonly creator?: RecoveryPointCreator;
  readonly backupJobId?: string;
}

const outsideLock =
  "Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault.";
const accessDenied = "Access Denied trying to call AWS Backup service";
const ownKey =
  "Copy job failed because the destination Backup vault is encrypted with the default Backup service managed key. The contents of this vault cannot be copied. Only the contents of a Backup vault encrypted by an AWS KMS key may be copied.";
const tooMany = "There are too many copy jobs running for resource.";
const fatal = "Copy job encountered a fatal error.";
/** AWS retries a copy that cannot start for two hours; that it then fails by itself is unverified. */
const waitMaxMs = 7_200_000;

export const startCopy = (world: World, order: CopyOrder): CopyJob => {
  const { point, lifecycle = point.lifecycle, creator, backupJobId } = order;
  const outcome = world.script.take("copy", point.resourceArn);
  const id = world.newId();
  const now = world.clock.now();
  const job: CopyJob = {
    kind: "copy",
    id,
    account: point.account,
    region: point.region,
    createdAt: now,
    life: bornIn("CREATED", now),
    resourceArn: point.resourceArn,
    resourceName: point.resourceName,
    resourceType: point.resourceType,
    iamRoleArn: order.iamRoleArn,
    bytes: outcome.bytes ?? point.bytes,
    vaultArn: point.vaultArn,
    silentOn: outcome.silentOn ?? [],
    pointArn: point.arn,
    targetVaultArn: order.targetVaultArn,
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(creator === undefined ? {} : { creator }),
    ...(backupJobId === undefined ? {} : { backupJobId }),
  };
  world.state.copies.set(id, job);
  world.feeds.changed(job);
  world.clock.after(outcome.afterMs ?? world.pace.startMs, () => run(world, id, outcome));
  return job;
};

const run = (world: World, id: string, outcome: Outcome): void => {
  const job = world.state.copies.get(id);
  if (job === undefined) return;
  if (isBusy(world, job, job.resourceArn, id)) {
    if (world.clock.now() - job.createdAt >= waitMaxMs) {
      end(world, id, "FAILED", tooMany);
      return;
    }
    world.clock.after(retryMs, () => run(world, id, outcome));
    return;
  }
  const target = world.state.vaults.get(job.targetVaultArn);
  const trouble = troubleOf(world, job, target);
  if (target === undefined || trouble !== undefined) {
    end(world, id, "FAILED", trouble ?? fatal);
    return;
  }
  const targetPointArn = recoveryPointArn(target, job.resourceType, id);
  const running = move(world, id, { type: "move", to: "RUNNING" }, { targetPointArn });
  if (running === undefined) return;
  addPoint(world, {
    ...running,
    account: target.account,
    region: target.region,
    arn: targetPointArn,
    vaultArn: target.arn,
    vaultName: target.name,
    sourceVaultArn: job.vaultArn,
    createdAt: world.clock.now(),
    tags: world.state.points.get(placed(job, job.pointArn))?.tags ?? {},
  });
  const durationMs = outcome.durationMs ?? world.pace.durationMs;
  world.clock.after(durationMs, () => finish(world, id, target, targetPointArn, outcome));
};

const troubleOf = (world: World, job: CopyJob, target: Vault | undefined): string | undefined => {
  if (target === undefined) return fatal;
  const isAway = target.account !== job.account;
  if (isAway && !allowsCopiesFrom(target, job.account)) return accessDenied;
  if (isAway && world.keys.isAwsManaged(target.keyArn)) return ownKey;
  if (!world.keys.isUsable(target.keyArn)) return keyTrouble;
  return isWithinLock(target.lock, job.lifecycle) ? undefined : outsideLock;
};

const finish = (world: World, id: string, target: Vault, pointArn: string, outcome: Outcome): void => {
  const { state, message, category } = outcome;
  switch (state) {
    case "COMPLETED":
    case "vssFailed":
      movePoint(world, target, pointArn, "COMPLETED");
      end(world, id, "COMPLETED", undefined, category ?? "SUCCESS");
      return;
    case "PARTIAL":
      movePoint(world, target, pointArn, "PARTIAL");
      end(world, id, "PARTIAL", message, category);
      return;
    case "FAILED":
    case "EXPIRED":
    case "ABORTED":
      discardPoint(world, target, pointArn);
      end(world, id, "FAILED", message ?? fatal, category);
      return;
  }
};

const end = (
  world: World,
  id: string,
  to: CopyJobState,
  message?: string,
  category = categoryOf(message),
): void => {
  move(world, id, { type: "move", to, category, ...(message === undefined ? {} : { message }) });
};

const move = (
  world: World,
  id: string,
  event: LifeEvent<CopyJobState>,
  known: Partial<CopyJob> = {},
): CopyJob | undefined => {
  const job = moveIn(world.state.copies, id, copyMachine, event, world, known);
  if (job !== undefined) world.feeds.changed(job);
  return job;
};
