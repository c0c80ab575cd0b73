// What AWS says of a job that runs for a request, and what that makes of the request. Percents come and go; an end is an
// end, and a job that nobody knows any more is one too.
import { type JobFacts, severityOf } from "../../../backup/job.ts";
import { dayMs, hourMs, type Instant, minuteMs } from "../../../core/time.ts";
import type { Operation } from "../../../ports/operation.ts";
import type { Progress, Receipt, Request, StepState } from "../model.ts";
import { failed, lost, progressed, succeeded, withStep } from "./run-rows.ts";

export type Running = Extract<StepState, { readonly state: "running" }>;

/** What was learned of a step's job. */
export type Seen =
  | {
      readonly type: "job";
      readonly state: string;
      readonly facts: JobFacts;
      /** Of the recovery point that it made, where AWS says it. */
      readonly keptUntil?: NonNullable<Receipt["keptUntil"]>;
    }
  /** AWS knows no such job. */
  | { readonly type: "gone" }
  /** AWS did not answer. */
  | { readonly type: "silent" };

/** A card that moves by less is not worth a message to Slack. */
const pointsWorthDrawing = 5;

/** What Slack takes in a channel is not all for one card. */
const drawnEveryMs = minuteMs;

/** AWS lists what it began a moment late. */
const youngMs = 15 * minuteMs;

/** AWS Backup forgets jobs after 30 days. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html */
const forgottenMs = 30 * dayMs;

/** The very same request when there is no news. */
export const decideSeen = (
  request: Request,
  index: number,
  seen: Seen,
  operation: Pick<Operation, "ends">,
  now: Instant,
): Request => {
  const step = request.steps[index];
  if (step?.state !== "running") return request;
  const age = now - step.at;
  if (seen.type === "silent" || (seen.type === "gone" && age < youngMs))
    return age < forgottenMs ? silent(request, index, step, now) : lost(request, index, now);
  if (seen.type === "gone") return lost(request, index, now);
  const end = endOf(seen, operation);
  if (end === "succeeded") return succeeded(request, index, receiptOf(step, seen), now);
  if (end === "failed") return failed(request, index, receiptOf(step, seen), "job-failed", now);
  const heard = heardAgain(request, index, step);
  const progress = progressOf(seen, now);
  return isWorthDrawing(step.progress, progress) ? progressed(heard, index, progress) : heard;
};

/** What the operation makes of the job's state. */
export const endOf = (
  { state, facts }: { readonly state: string; readonly facts: JobFacts },
  { ends }: Pick<Operation, "ends">,
): "succeeded" | "failed" | undefined => ends(state, saysFailed(state, facts));

/** COMPLETED, with words of AWS that say the opposite: the worse counts. A complaint alone is not that. */
const saysFailed = (state: string, facts: JobFacts): boolean =>
  state === "COMPLETED" && severityOf(state, facts) === "failed";

/**
 * A step whose call names no job has nothing that could be watched: what is done by its nature is done, and of anything
 * else nobody can tell.
 */
export const decideUnwatched = (
  request: Request,
  index: number,
  { once }: Pick<Operation, "once">,
  now: Instant,
): Request => {
  const step = request.steps[index];
  if (step?.state !== "running" || step.job !== undefined) return request;
  return once === "natural" ? succeeded(request, index, step.receipt, now) : lost(request, index, now);
};

/** For how long AWS has not spoken of a step's job: from here on somebody must look. */
export const isBlind = ({ silentSince }: Running, now: Instant): boolean =>
  silentSince !== undefined && now - silentSince >= hourMs;

const silent = (request: Request, index: number, step: Running, now: Instant): Request =>
  step.silentSince === undefined ? withStep(request, index, { ...step, silentSince: now }) : request;

const heardAgain = (request: Request, index: number, step: Running): Request => {
  if (step.silentSince === undefined) return request;
  const { silentSince: _, ...rest } = step;
  return withStep(request, index, rest);
};

const progressOf = ({ state, facts }: Extract<Seen, { readonly type: "job" }>, now: Instant): Progress => ({
  state,
  at: now,
  ...(facts.percentDone === undefined ? {} : { percent: facts.percentDone }),
  ...(facts.bytes === undefined ? {} : { bytes: facts.bytes }),
});

const isWorthDrawing = (before: Progress | undefined, now: Progress): boolean => {
  if (before === undefined) return true;
  const moved = Math.abs((now.percent ?? 0) - (before.percent ?? 0));
  return moved >= pointsWorthDrawing || (now.state !== before.state && now.at - before.at >= drawnEveryMs);
};

/** What AWS says at the end comes before what it said at the beginning. */
const receiptOf = (
  { receipt }: Running,
  { state, facts, keptUntil }: Extract<Seen, { readonly type: "job" }>,
): Receipt => ({
  ...receipt,
  state,
  ...(facts.recoveryPointArn === undefined ? {} : { recoveryPointArn: facts.recoveryPointArn }),
  ...(facts.bytes === undefined ? {} : { bytes: facts.bytes }),
  ...(facts.createdAt === undefined ? {} : { startedAt: facts.createdAt }),
  ...(facts.completedAt === undefined ? {} : { endedAt: facts.completedAt }),
  ...(facts.message === undefined ? {} : { says: facts.message }),
  ...(keptUntil === undefined ? {} : { keptUntil }),
});
