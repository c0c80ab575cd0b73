// What the executor may do next with a request: everything that decides whether AWS is called is here, as plain facts.
import { endOfFreeze, freezeAt, type Policy } from "../../../config/policy.ts";
import { type Instant, instant, minuteMs } from "../../../core/time.ts";
import type { Bar, Plan } from "../../../ports/operation.ts";
import { stricter } from "../decide.ts";
import type { Claim, Request, VoidReason } from "../model.ts";
import type { Proof } from "./proof.ts";

/**
 * AWS's tokens were documented to live one hour, and no list returns them: after this a second call might act twice.
 * Unverified against a live account. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html
 */
const tokenSafeMs = 45 * minuteMs;

/**
 * A signed call is refused when its date is more than five minutes old, so no call lands later than this.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
const landsWithinMs = 6 * minuteMs;

/** From the decision to the call: with the signature's five minutes it stays within what was reckoned with. */
export const callsWithinMs = minuteMs / 2;

/** Longer than the executor lives. */
const leaseMs = 2 * minuteMs;

export type RunDecision =
  | { readonly act: "nothing"; readonly reason: "over" | "under-way" | "leased" | "frozen" }
  /** Say in the record that it is running, then claim. */
  | { readonly act: "start"; readonly step: number }
  | { readonly act: "call"; readonly step: number }
  /** AWS answered before, and the record does not say so yet. */
  | { readonly act: "record"; readonly step: number }
  | { readonly act: "reconcile"; readonly step: number }
  | { readonly act: "end"; readonly reason: VoidReason | "window-over" }
  | { readonly act: "refuse"; readonly reason: string };

export interface RunFacts {
  readonly request: Request;
  readonly plan: Plan;
  readonly policy: Policy;
  /** The first step that is not done. */
  readonly step: number;
  readonly claim: Claim | undefined;
  readonly isClaimSealed: boolean;
  readonly proof: Proof;
  readonly bar: Bar | undefined;
  readonly now: Instant;
}

export const decideRun = (facts: RunFacts): RunDecision => {
  const { request, step, claim, proof, now } = facts;
  if (claim !== undefined && !facts.isClaimSealed) return { act: "refuse", reason: "claim-forged" };
  if (claim !== undefined && claim.hash !== request.hash)
    return { act: "refuse", reason: "claim-of-another" };
  if (proof.type === "forged") return { act: "refuse", reason: proof.reason };
  // What was begun is brought to an end, whoever has left meanwhile.
  if (claim?.begun !== undefined || claim?.refusal !== undefined) return { act: "record", step };
  if (claim !== undefined && claim.isFree !== true && now < claim.leaseUntil)
    return { act: "nothing", reason: "leased" };
  const stop = reasonToStop(facts);
  if (claim === undefined) {
    if (stop?.reason === "waits") return { act: "nothing", reason: "frozen" };
    if (stop !== undefined) return { act: "end", reason: stop.reason };
    return request.steps[step]?.state === "claimed" ? { act: "call", step } : { act: "start", step };
  }
  // Nothing has happened yet: what holds for a first call holds for this one.
  if (claim.isFree === true && claim.isLost !== true && stop !== undefined)
    return stop.reason === "waits"
      ? { act: "nothing", reason: "frozen" }
      : { act: "end", reason: stop.reason };
  // A call is on its way, or was: it is made again only while the token is surely remembered.
  const isRemembered = claim.isClosed !== true && now - claim.firstCallAt <= tokenSafeMs;
  if (stop === undefined && isRemembered) return { act: "call", step };
  return now < claim.leaseUntil + landsWithinMs
    ? { act: "nothing", reason: "leased" }
    : { act: "reconcile", step };
};

type Stop = { readonly reason: VoidReason | "window-over" | "waits" };

const reasonToStop = ({ plan, policy, step, proof, bar, now }: RunFacts): Stop | undefined => {
  if (proof.type !== "proven") return { reason: "votes-fell" };
  if (bar !== undefined) return { reason: "barred" };
  const { runWithinMs } = stricter(plan.terms, policy);
  const until = step === 0 ? Math.min(proof.grantedAt + runWithinMs, plan.notAfter) : plan.notAfter;
  if (now + landsWithinMs > until) return { reason: "window-over" };
  const freeze = freezeAt(policy.freezes, now);
  if (freeze === undefined || step > 0) return undefined;
  const isInTime = endOfFreeze(freeze) + landsWithinMs <= until;
  return { reason: freeze.granted === "waits" && isInTime ? "waits" : "frozen" };
};

/** The first step that is not done; undefined when all are. */
export const nextStep = ({ steps }: Request): number | undefined => {
  const index = steps.findIndex(({ state }) => state !== "succeeded");
  return index < 0 ? undefined : index;
};

export const leaseFrom = (now: Instant): Instant => instant(now + leaseMs);
