// AWS Backup as far as the executor acts on it: it remembers a token for an hour, stops a job once, and takes no call
// whose signature is too old. Whatever really happens is told to whoever watches, at the moment when it does.
import { Fault } from "../../src/core/errors.ts";
import { canonicalJson, digestOf } from "../../src/core/ids.ts";
import { hourMs, type Instant, instant } from "../../src/core/time.ts";
import type { Operator, OperatorCall, OperatorSession } from "../../src/ports/operator.ts";
import type { ListedJob, Place } from "../../src/ports/world.ts";

/** Documented once, and in no list since: design.md and reliability.md B.1. */
const remembersMs = hourMs;

/** Something that AWS did, and in whose name. */
export interface Effect {
  readonly at: Instant;
  readonly place: Place;
  readonly call: OperatorCall;
  readonly as: OperatorSession;
}

/** What a list tells of a job that was begun so. */
interface Described {
  readonly ResourceArn?: string;
  readonly BackupVaultName?: string;
  readonly IamRoleArn?: string;
}

export interface SimulatedAws {
  readonly operator: Operator;
  readonly jobs: readonly ListedJob[];
  readonly effects: readonly Effect[];
  /** Every call that arrived, whether it did anything or not. */
  readonly calls: readonly Effect[];
  /** Refuses the next call for good, as for what was never possible. */
  refuseNext(): void;
  /** A job that a plan of AWS Backup began. */
  plansJob(jobId: string, place: Place): void;
  /** The jobs come to their ends, good or bad. */
  endJobs(state: "COMPLETED" | "FAILED"): void;
}

export const createAws = (now: () => Instant, onEffect: (effect: Effect) => void): SimulatedAws => {
  const jobs: ListedJob[] = [];
  const effects: Effect[] = [];
  const calls: Effect[] = [];
  const tokens = new Map<string, { readonly at: Instant; readonly input: string; readonly jobId: string }>();
  let refusals = 0;

  const happens = (effect: Effect): void => {
    effects.push(effect);
    onEffect(effect);
  };

  const list = (jobId: string, { account, region }: Place, told: Described): void => {
    jobs.push({
      job: { account, region, kind: "backup", id: jobId.toLowerCase() },
      state: "RUNNING",
      facts: {
        writtenId: jobId,
        createdAt: now(),
        ...(told.ResourceArn === undefined ? {} : { resourceArn: told.ResourceArn }),
        ...(told.BackupVaultName === undefined ? {} : { vaultName: told.BackupVaultName }),
        ...(told.IamRoleArn === undefined ? {} : { iamRoleArn: told.IamRoleArn }),
      },
    });
  };

  const end = (index: number, state: string): void => {
    const job = jobs[index];
    if (job?.state !== "RUNNING") return;
    jobs[index] = { ...job, state, facts: { ...job.facts, completedAt: now(), percentDone: 100 } };
  };

  const begin = (effect: Effect, token: string): { readonly jobId: string } => {
    const { place, call } = effect;
    const input = digestOf(canonicalJson({ ...call.input, IdempotencyToken: "" }));
    const known = tokens.get(token);
    if (known !== undefined && now() - known.at <= remembersMs) {
      if (known.input !== input) throw new Fault("aws-refused", "another call with this token", final);
      return { jobId: known.jobId };
    }
    const jobId = `JOB-${jobs.length + 1}`;
    tokens.set(token, { at: now(), input, jobId });
    happens(effect);
    list(jobId, place, call.input as Described);
    return { jobId };
  };

  return {
    jobs,
    effects,
    calls,
    refuseNext: () => {
      refusals += 1;
    },
    plansJob: (jobId, place) => list(jobId, place, {}),
    endJobs: (state) => {
      for (const index of jobs.keys()) end(index, state);
    },
    operator: {
      async call(place, call, as) {
        const effect: Effect = { at: now(), place, call, as };
        calls.push(effect);
        if (refusals > 0) {
          refusals -= 1;
          throw new Fault("aws-refused", "StartBackupJob: LimitExceededException: too many", final);
        }
        if (call.operation === "StopBackupJob") {
          const index = jobs.findIndex(({ facts }) => facts.writtenId === call.input.BackupJobId);
          if (jobs[index]?.state !== "RUNNING")
            throw new Fault("aws-refused", "StopBackupJob: not running", final);
          end(index, "ABORTED");
          happens(effect);
          return {};
        }
        return { ...begin(effect, call.input.IdempotencyToken), createdAt: instant(now()) };
      },
    },
  };
};

const final = { retryable: false };
