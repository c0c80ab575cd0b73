// Whether the executor is to be called again: a note that was lost, or an executor that died, must not leave lying what
// leads granted.
import { endOfFreeze, freezeAt, type Policy } from "../../../config/policy.ts";
import { type Instant, minuteMs } from "../../../core/time.ts";
import type { Terms } from "../../../ports/operation.ts";
import type { Request } from "../model.ts";
import { nextStep } from "./run-rule.ts";

/** Whoever wrote the state sent a note for it: it has this long to arrive. */
const patienceMs = minuteMs;

/** Granted, or between two steps, or claimed by somebody who may be dead. A running step waits for AWS alone. */
export const owesRun = (
  request: Request,
  terms: Terms,
  policy: Policy | undefined,
  now: Instant,
): boolean => {
  const { phase } = request;
  if (phase.state !== "granted" && phase.state !== "running") return false;
  const since = waitsSince(request, phase.at);
  if (since === undefined || now - since < patienceMs) return false;
  const freeze = freezeAt(policy?.freezes ?? [], now);
  // The executor would only say that it waits; what the freeze makes void it must hear of.
  const isWaiting =
    phase.state === "granted" &&
    freeze?.granted === "waits" &&
    endOfFreeze(freeze) < phase.at + terms.runWithinMs;
  return !isWaiting;
};

/** Undefined where nothing waits for the executor. */
const waitsSince = (request: Request, began: Instant): Instant | undefined => {
  const index = nextStep(request);
  if (index === undefined) return undefined;
  const step = request.steps[index];
  if (step?.state === "claimed") return step.at;
  if (step?.state !== "waiting") return undefined;
  const before = request.steps[index - 1];
  return before !== undefined && "at" in before ? before.at : began;
};

/** Names a sending: one in each minute, however often the clock comes. */
export const minuteOf = (now: Instant): number => Math.floor(now / minuteMs);
