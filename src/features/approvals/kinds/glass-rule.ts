// Breaking the glass: one entitled person runs something without votes, and a second person looks at it afterwards.
import type { Instant } from "../../../core/time.ts";
import { type Decision, isPhrase, refused, standsFor, told } from "../decide.ts";
import type { BrokenGlass, Named, Press, Request } from "../model.ts";

/** One entitled person, in need: it is granted without votes, and everybody hears. */
export const decideBreakGlass = (
  request: Request | undefined,
  glass: {
    readonly named: Named;
    readonly press: Press;
    readonly isEntitled: boolean;
    readonly why: string;
    readonly typed?: string;
    readonly phrase: string;
  },
  now: Instant,
): Decision => {
  const standing = standsFor(request, glass.named);
  if (typeof standing === "string") return refused(standing);
  if (standing.glass?.press.evidence === glass.press.evidence) return { type: "accepted", request: standing };
  if (!glass.isEntitled) return refused("not-entitled");
  if (standing.phase.state !== "open")
    return refused(standing.phase.state === "running" ? "running" : "over");
  if (glass.press.at >= standing.expiresAt || now >= standing.expiresAt) return refused("expired");
  if (!isPhrase(glass.typed, glass.phrase)) return refused("phrase");
  const { press, why } = glass;
  const broken: Request = {
    ...standing,
    glass: { press, why },
    phase: { state: "granted", at: press.at },
  };
  const facts = { hash: standing.hash, evidence: press.evidence, why };
  const request_ = told(broken, "broken-glass", press.user, press.at, facts, [
    { send: "call", what: "broken-glass", id: "broken-glass" },
    { send: "card" },
    { send: "run" },
  ]);
  return { type: "accepted", request: request_ };
};

/** A second person has looked at what was run without votes. */
export const decideReview = (
  request: Request | undefined,
  review: { readonly press: Press; readonly isLead: boolean },
): Decision => {
  if (request?.glass === undefined) return refused("gone");
  const { press, isLead } = review;
  const { reviewed } = request.glass;
  if (reviewed?.by === press.user && reviewed.at === press.at) return { type: "accepted", request };
  if (request.glass.press.user === press.user) return refused("own-review");
  if (!isLead) return refused("not-lead");
  if (reviewed !== undefined) return refused("reviewed-before");
  const glass: BrokenGlass = { ...request.glass, reviewed: { by: press.user, at: press.at } };
  const facts = { evidence: press.evidence };
  return {
    type: "accepted",
    request: told({ ...request, glass }, "review.signed", press.user, press.at, facts, [{ send: "card" }]),
  };
};
