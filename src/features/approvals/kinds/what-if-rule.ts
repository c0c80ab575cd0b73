// What would become of an operation if somebody asked for it now, by the configuration and by who is there.
import type { Environment, Freeze } from "../../../config/config.ts";
import { endOfFreeze, mayAsk, mayDecide, type Policy } from "../../../config/policy.ts";
import type { Person } from "../../../config/rights.ts";
import { dayMs, type Instant, instant } from "../../../core/time.ts";

/** As far as anybody plans a change. */
const aheadMs = 14 * dayMs;

export interface WhatIfFacts {
  readonly environment: Environment;
  readonly policy: Policy;
  /** Who would ask. */
  readonly person: Person;
  /** A member, neither guest, stranger, bot nor deactivated. */
  readonly isMember: boolean;
  /** Who could decide now, and whether there are more. */
  readonly could: readonly string[];
  readonly isCut: boolean;
  readonly now: Instant;
}

export interface WhatIf {
  readonly environment: Environment;
  readonly policy: Policy;
  readonly mayAsk: boolean;
  readonly mayDecide: boolean;
  /** How many could decide now, not counting whoever asks. */
  readonly able: number;
  readonly isCut: boolean;
  /** Otherwise it would be refused before anybody is asked. */
  readonly isEnough: boolean;
  /** Votes must be in by then. */
  readonly until: Instant;
  /** Those that last now or begin soon, the earliest first. */
  readonly freezes: readonly { readonly freeze: Freeze; readonly isNow: boolean }[];
}

export const decideWhatIf = (facts: WhatIfFacts): WhatIf => {
  const { environment, policy, person, isMember, could, isCut, now } = facts;
  const able = could.filter((lead) => lead !== person.id).length;
  return {
    environment,
    policy,
    mayAsk: isMember && mayAsk(policy, person),
    mayDecide: isMember && mayDecide(policy, person),
    able,
    isCut,
    isEnough: able >= policy.votes,
    until: instant(now + policy.expiresInMs),
    freezes: policy.freezes
      .filter((freeze) => endOfFreeze(freeze) > now && beginOf(freeze) <= now + aheadMs)
      .sort((left, right) => beginOf(left) - beginOf(right))
      .map((freeze) => ({ freeze, isNow: beginOf(freeze) <= now })),
  };
};

export const beginOf = ({ from }: Freeze): Instant => instant(Date.parse(from));
