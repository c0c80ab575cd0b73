// What every part of the simulated AWS Backup needs of the world, and how a thing with a life moves in it.
import type { WorldClock } from "../../clock.ts";
import type { VaultKeys } from "../kms.ts";
import type { Feeds } from "./feeds.ts";
import { type Life, type LifeEvent, type Machine, step } from "./job-life.ts";
import type { Script } from "./script.ts";
import { type BackupJob, type CopyJob, isAt, type Place, type State } from "./state.ts";

export interface Pace {
  /** From the start of a job until it runs, when nothing else is foretold. */
  readonly startMs: number;
  /** From when a job runs until its end. */
  readonly durationMs: number;
}

export interface World {
  readonly clock: WorldClock;
  readonly state: State;
  readonly feeds: Feeds;
  readonly script: Script;
  readonly pace: Pace;
  readonly keys: VaultKeys;
  /** A fresh UUID, upper-case, as the ids of jobs are in the field. */
  readonly newId: () => string;
}

/** A record with its life moved on by the event, kept; nothing when the event is not allowed. */
export const moveIn = <Status extends string, Living extends { readonly life: Life<Status> }>(
  records: Map<string, Living>,
  key: string,
  machine: Machine<Status>,
  event: LifeEvent<Status>,
  world: World,
  known: Partial<Living> = {},
): Living | undefined => {
  const record = records.get(key);
  if (record === undefined) return undefined;
  const life = step(machine, record.life, event, world.clock.now());
  if (life === record.life) return undefined;
  const moved: Living = { ...record, ...known, life };
  records.set(key, moved);
  return moved;
};

/** What every kind of job says when the key of its vault cannot be used. */
export const keyTrouble = "KMS key is either disabled or pending deletion or access to KMS key is denied";

/** Progress on the way of a running job, told to nobody. */
export const progressMarks = [25, 50, 75, 99] as const;

/**
 * A resource has one backup or copy job at a time.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html
 */
export const isBusy = (world: World, place: Place, resourceArn: string, exceptId: string): boolean => {
  const isSame = (job: BackupJob | CopyJob) =>
    job.id !== exceptId && job.resourceArn === resourceArn && isAt(job, place);
  const isBackingUp = (job: BackupJob) => ["PENDING", "RUNNING", "ABORTING"].includes(job.life.state);
  return (
    [...world.state.backups.values()].some((job) => isSame(job) && isBackingUp(job)) ||
    [...world.state.copies.values()].some((job) => isSame(job) && job.life.state === "RUNNING")
  );
};

/**
 * A waiting job is tried again at least every ten minutes.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html
 */
export const retryMs = 600_000;

/**
 * For an ending that was foretold without one. AWS's pages print only AccessDenied, SUCCESS and InvalidParameters,
 * so FAILURE is unverified. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html
 */
export const categoryOf = (message: string | undefined): string => {
  if (message === undefined) return "FAILURE";
  if (/access denied|not authorized|permission|privileges|cannot be assumed/i.test(message))
    return "AccessDenied";
  return /is invalid|unsupported|does not permit/i.test(message) ? "InvalidParameters" : "FAILURE";
};
