// What the executor's rule decided is done: said in the record first, then claimed, then called, then written down.
import type { JobKey } from "../../../backup/job.ts";
import { Fault } from "../../../core/errors.ts";
import type { Instant } from "../../../core/time.ts";
import type { ExecutorWorld } from "../../../ports/feature.ts";
import type { Step } from "../../../ports/operation.ts";
import type { OperatorAnswer } from "../../../ports/operator.ts";
import type { Stored } from "../../../store/record.ts";
import { startedKey } from "../../jobs/record.ts";
import { planOf } from "../decide.ts";
import { drain, keep } from "../flow.ts";
import type { Claim, Receipt, Request } from "../model.ts";
import { claimKey, keepRequestUntil } from "../record.ts";
import { sealClaim, tokenOf } from "./claims.ts";
import { begun, failed, lost, started, stopped } from "./run-rows.ts";
import { callsWithinMs, leaseFrom, type RunDecision } from "./run-rule.ts";

type Claimed = Stored<Claim> | undefined;

export const act = async (
  decision: RunDecision,
  stored: Stored<Request>,
  claim: Claimed,
  world: ExecutorWorld,
): Promise<string> => {
  const now = world.now();
  switch (decision.act) {
    case "nothing":
      return decision.reason;
    case "refuse":
      return refuse(decision.reason, stored, claim, world);
    case "end": {
      const { reason } = decision;
      return write(stored, stopped(stored.body, reason, now), reason, world);
    }
    case "start": {
      const next = await keep(stored, started(stored.body, decision.step, now), world);
      return next === undefined ? again("raced") : call(next, decision.step, undefined, now, world);
    }
    case "call":
      return call(stored, decision.step, claim, now, world);
    case "record":
      return record(stored, decision.step, claim, world);
    case "reconcile":
      return reconcile(stored, decision.step, claim, world);
  }
};

/** The note comes again: somebody else wrote meanwhile. */
const again = (why: string): never => {
  throw new Fault("store-contended", why, { retryable: true });
};

const write = async (
  before: Stored<Request>,
  request: Request,
  outcome: string,
  world: ExecutorWorld,
): Promise<string> => {
  const kept = await keep(before, request, world);
  if (kept === undefined) return again(outcome);
  await drain(kept, world);
  return outcome;
};

/** Nothing runs, everybody concerned is told, and the alarm of this line rings. */
const refuse = async (
  reason: string,
  stored: Stored<Request>,
  claim: Claimed,
  world: ExecutorWorld,
): Promise<string> => {
  const { id, phase } = stored.body;
  world.log.error("run.refused", { request: id, reason });
  const now = world.now();
  const index = stored.body.steps.findIndex(({ state }) => state === "claimed");
  // A call may be on its way: then nobody can say that nothing ran.
  const over =
    claim !== undefined && phase.state === "running" && index >= 0
      ? lost(stored.body, index, now)
      : stopped(stored.body, "not-proven", now);
  return write(stored, over, `refused: ${reason}`, world);
};

const call = async (
  stored: Stored<Request>,
  index: number,
  before: Claimed,
  decidedAt: Instant,
  world: ExecutorWorld,
): Promise<string> => {
  const { body: request } = stored;
  const plan = planOf(request);
  const step = stepAt(request, index);
  const token = before?.body.token ?? tokenOf(request, index);
  const now = world.now();
  const isLost = before !== undefined && (before.body.isFree !== true || before.body.isLost === true);
  const claimed = await putClaim(
    before,
    {
      request: request.id,
      revision: request.revision,
      step: index,
      hash: request.hash,
      token,
      // After a call that surely did not happen, this one is the first.
      firstCallAt: isLost ? before.body.firstCallAt : now,
      leaseUntil: leaseFrom(now),
      ...(isLost ? { isLost } : {}),
    },
    world,
  );
  if (claimed === undefined) return again("claimed-by-another");
  if (world.now() - decidedAt > callsWithinMs) {
    // Held up since the decision: what it went by may be over, and the token forgotten. It did not happen.
    await putClaim(claimed, { ...withoutSeal(claimed.body), isFree: true }, world);
    return again("held-up");
  }
  const operation = world.operations[step.operation];
  const as = { request: request.id, requester: plan.requester };
  const came = await world.operator
    .call(step.place, operation.call(step, token), as)
    .catch((error: unknown) => {
      if (error instanceof Fault) return error;
      throw error;
    });
  // Only what the call itself threw says what became of it.
  if (!(came instanceof Fault)) return settle(stored, index, claimed, { begun: came }, world);
  switch (came.code) {
    case "aws-refused":
    case "aws-denied":
    case "aws-not-found":
      return refusedByAws(stored, index, claimed, came.message, world);
    case "aws-throttled":
    case "aws-unavailable":
      // It did not happen: nobody has to wait for the lease.
      await putClaim(claimed, { ...withoutSeal(claimed.body), isFree: true }, world);
      throw came;
    default:
      throw came;
  }
};

/**
 * A refusal is the end only when no earlier call may have got through. What is stopped twice says no the second time; for
 * anything else AWS's lists must tell.
 */
const refusedByAws = async (
  stored: Stored<Request>,
  index: number,
  claim: Stored<Claim>,
  says: string,
  world: ExecutorWorld,
): Promise<string> => {
  if (claim.body.isLost !== true) return settle(stored, index, claim, { refusal: says }, world);
  const { once } = world.operations[stepAt(stored.body, index).operation];
  if (once === "natural") return settle(stored, index, claim, { begun: {} }, world);
  await putClaim(claim, { ...withoutSeal(claim.body), isClosed: true }, world);
  return "closed";
};

const withoutSeal = ({ seal: _, ...claim }: Claim): Omit<Claim, "seal"> => claim;

const putClaim = async (
  before: Claimed,
  claim: Omit<Claim, "seal">,
  world: ExecutorWorld,
): Promise<Stored<Claim> | undefined> => {
  const [secret = ""] = await world.secrets();
  const next: Stored<Claim> = {
    key: claimKey(claim.request, claim.revision, claim.step),
    version: (before?.version ?? 0) + 1,
    body: sealClaim(claim, secret),
    keepUntil: keepRequestUntil(world.now()),
  };
  const isFirst = before === undefined ? world.store.putIfAbsent(next) : world.store.put(next);
  return (await isFirst) ? next : undefined;
};

/** What AWS answered lies in the claim before it lies anywhere else. */
const settle = async (
  stored: Stored<Request>,
  index: number,
  claim: Stored<Claim>,
  came: { readonly begun: OperatorAnswer } | { readonly refusal: string },
  world: ExecutorWorld,
): Promise<string> => {
  const settled = await putClaim(claim, { ...withoutSeal(claim.body), ...came }, world);
  return settled === undefined ? again("settled-by-another") : record(stored, index, settled, world);
};

const record = async (
  stored: Stored<Request>,
  index: number,
  claim: Claimed,
  world: ExecutorWorld,
): Promise<string> => {
  const { body: request } = stored;
  const now = world.now();
  const told = claim?.body;
  if (told?.refusal !== undefined)
    return write(
      stored,
      failed(request, index, { says: told.refusal }, "refused-by-aws", now),
      "refused-by-aws",
      world,
    );
  const answer = told?.begun ?? {};
  const step = stepAt(request, index);
  const job = world.operations[step.operation].watches(step, answer);
  // A job that is stopped was begun by somebody else.
  if (job !== undefined && answer.jobId !== undefined) await ours(job, request.id, world);
  const receipt: Receipt = { ...answer, startedAt: told?.firstCallAt ?? now };
  const next = begun(request, index, { receipt, ...(job === undefined ? {} : { job }) }, now);
  return write(stored, next, "running", world);
};

/** So that whoever reports what was started elsewhere knows this one for ours. */
const ours = async (job: JobKey, request: string, world: ExecutorWorld): Promise<void> => {
  await world.store.putIfAbsent({
    key: startedKey(job),
    version: 1,
    body: { request },
    keepUntil: keepRequestUntil(world.now()),
  });
};

/** The answer was lost and the token may be forgotten: AWS's lists are asked, and nothing is called. */
const reconcile = async (
  stored: Stored<Request>,
  index: number,
  claim: Claimed,
  world: ExecutorWorld,
): Promise<string> => {
  if (claim === undefined) throw new Error("there is nothing to reconcile without a claim");
  const step = stepAt(stored.body, index);
  const { traces } = world.operations[step.operation];
  const { firstCallAt } = claim.body;
  const { items } = await world.catalog.jobs(step.place, traces.query(step, firstCallAt), tracesMax);
  const its = items.filter((found) => traces.isIts(step, found, firstCallAt));
  const [found] = its;
  if (found !== undefined && its.length === 1)
    return settle(stored, index, claim, { begun: { jobId: found.facts.writtenId ?? found.job.id } }, world);
  world.log.error("run.unknown", { request: stored.body.id, found: its.length });
  return write(stored, lost(stored.body, index, world.now()), "unknown", world);
};

const tracesMax = 1_000;

const stepAt = (request: Request, index: number): Step => {
  const step = planOf(request).steps[index];
  if (step === undefined) throw new Error(`request ${request.id} has no step ${index}`);
  return step;
};
