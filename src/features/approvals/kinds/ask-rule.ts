// Whether a draft is what was seen, whether its steps may run at all, and whether somebody may still change a request.
import type { Environment } from "../../../config/config.ts";
import { digestOf } from "../../../core/ids.ts";
import type { Operations, Plan } from "../../../ports/operation.ts";
import { type Decision, refused, revisionsMax, standsFor } from "../decide.ts";
import type { Draft, Named, Press, Request } from "../model.ts";

/** The plan of a draft that is what the page showed; undefined for anything else. */
export const planIn = (draft: Draft | undefined, named: Named): Plan | undefined => {
  if (draft === undefined || draft.hash !== named.hash || digestOf(draft.plan) !== named.hash)
    return undefined;
  const plan = JSON.parse(draft.plan) as Plan;
  return plan.request === named.request && plan.revision === named.revision ? plan : undefined;
};

/** By the configuration as it is now: a preflight may be half an hour old. */
export const isBarred = (plan: Plan, environment: Environment, operations: Operations): boolean =>
  plan.steps.length === 0 ||
  plan.steps.some((step) => operations[step.operation].bar(step, environment) !== undefined);

/** Accepted with the request as it is: only what is sent later changes it. */
export const decideEdit = (request: Request, named: Named, press: Press): Decision => {
  const standing = standsFor(request, named);
  if (typeof standing === "string") return refused(standing);
  if (standing.requester !== press.user) return refused("not-requester");
  if (standing.phase.state !== "open")
    return refused(standing.phase.state === "running" ? "running" : "over");
  return standing.revision >= revisionsMax
    ? refused("too-many-edits")
    : { type: "accepted", request: standing };
};
