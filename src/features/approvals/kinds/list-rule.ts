// Which requests somebody means by a word: those that are open, their own, or those that wait for them.
import type { Environment } from "../../../config/config.ts";
import { mayDecide, policyFor } from "../../../config/policy.ts";
import type { Person } from "../../../config/rights.ts";
import type { Instant } from "../../../core/time.ts";
import { isOver } from "../decide.ts";
import type { Request, Which } from "../model.ts";

export const isMeant = (
  which: Which,
  request: Request,
  person: Person,
  environment: Environment,
  now: Instant,
): boolean => {
  switch (which) {
    case "mine":
      return request.requester === person.id;
    case "open":
      return isReviewDue(request) || !isOver(request.phase.state);
    case "awaiting":
      return mayDecide(policyFor(environment, request.kind), person) && awaits(request, person, now);
  }
};

/** Nobody waits for the one who asked, and nobody twice for the same. */
const awaits = (request: Request, { id }: Person, now: Instant): boolean => {
  if (isReviewDue(request)) return request.glass?.press.user !== id;
  const { phase, requester, votes, expiresAt } = request;
  const isTheirs = requester !== id && !votes.some(({ user }) => user === id);
  return phase.state === "open" && now < expiresAt && isTheirs;
};

/** It ran without votes, and no second person has looked at it. */
const isReviewDue = ({ glass }: Request): boolean => glass !== undefined && glass.reviewed === undefined;
