// What the executor and the clock write into a request while it runs: pure, each a new request with its row and what it
// owes.
import type { JobKey } from "../../../backup/job.ts";
import type { Instant } from "../../../core/time.ts";
import { ended, stillpoint, told } from "../decide.ts";
import type { FailReason, Outgoing, Progress, Receipt, Request, StepState, VoidReason } from "../model.ts";

export const withStep = (request: Request, index: number, state: StepState): Request => ({
  ...request,
  steps: request.steps.map((step, at) => (at === index ? state : step)),
});

const stepFacts = (index: number, { jobId, state, says }: Receipt = {}) => ({
  step: index + 1,
  ...(jobId === undefined ? {} : { job: jobId }),
  ...(state === undefined ? {} : { state }),
  ...(says === undefined ? {} : { says }),
});

/** From here on nobody can take it back: written before anything is claimed. */
export const started = (request: Request, index: number, at: Instant): Request => {
  const phase = request.phase.state === "running" ? request.phase : { state: "running" as const, at };
  const next = withStep({ ...request, phase }, index, { state: "claimed", at });
  return told(next, "step.claimed", stillpoint, at, stepFacts(index), [{ send: "card" }]);
};

export const begun = (
  request: Request,
  index: number,
  { job, receipt }: { readonly job?: JobKey; readonly receipt: Receipt },
  at: Instant,
): Request => {
  const step: StepState = { state: "running", at, receipt, ...(job === undefined ? {} : { job }) };
  return told(withStep(request, index, step), "step.running", stillpoint, at, stepFacts(index, receipt), [
    { send: "card" },
  ]);
};

/** Progress is no news: it has no row, and owes no more than a look. */
export const progressed = (request: Request, index: number, progress: Progress): Request => {
  const step = request.steps[index];
  if (step?.state !== "running") return request;
  const owed: Outgoing[] = request.outbox.some(({ send }) => send === "card") ? [] : [{ send: "card" }];
  return { ...withStep(request, index, { ...step, progress }), outbox: [...request.outbox, ...owed] };
};

/** The last step's good end is the request's; before it, the next one is called for. */
export const succeeded = (request: Request, index: number, receipt: Receipt, at: Instant): Request => {
  const step: StepState = { state: "succeeded", at, receipt };
  const isLast = index === request.steps.length - 1;
  const next = told(
    withStep(request, index, step),
    "step.succeeded",
    stillpoint,
    at,
    stepFacts(index, receipt),
    isLast ? [] : [{ send: "card" }, { send: "run" }],
  );
  return isLast ? ended(next, { state: "succeeded", at }, "request.succeeded", stillpoint) : next;
};

export const failed = (
  request: Request,
  index: number,
  receipt: Receipt,
  reason: FailReason,
  at: Instant,
): Request => {
  const step: StepState = { state: "failed", at, receipt };
  const next = told(
    withStep(request, index, step),
    "step.failed",
    stillpoint,
    at,
    stepFacts(index, receipt),
    [],
  );
  const says = receipt.says === undefined ? {} : { says: receipt.says };
  return ended(next, { state: "failed", at, reason, ...says }, "request.failed", stillpoint);
};

/** Nothing more is called: it is void or expired, but for what already ran, of which nobody may hear that nothing did. */
export const stopped = (request: Request, reason: VoidReason | "window-over", at: Instant): Request => {
  const index = request.steps.findIndex(({ state }) => state !== "succeeded");
  if (index > 0) return failed(request, index, {}, reason === "window-over" ? reason : "stopped", at);
  if (reason === "window-over")
    return ended(request, { state: "expired", at, was: "granted" }, "request.expired", stillpoint);
  const verb = reason === "not-proven" ? "run.refused" : "request.voided";
  return ended(request, { state: "void", at, reason }, verb, stillpoint);
};

/** Nobody can tell whether AWS did it. */
export const lost = (request: Request, index: number, at: Instant): Request => {
  const next = told(
    withStep(request, index, { state: "unknown", at }),
    "step.unknown",
    stillpoint,
    at,
    stepFacts(index),
    [],
  );
  return ended(next, { state: "unknown", at }, "request.unknown", stillpoint);
};
