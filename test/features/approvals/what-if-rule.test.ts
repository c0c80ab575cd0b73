// What would be needed for an operation, by the configuration and by who is there.
import { describe, expect, it } from "vitest";
import type { Environment, Freeze } from "../../../src/config/config.ts";
import { policyFor } from "../../../src/config/policy.ts";
import { dayMs, type Instant, instant, isoOf, minuteMs } from "../../../src/core/time.ts";
import { decideWhatIf, type WhatIfFacts } from "../../../src/features/approvals/kinds/what-if-rule.ts";
import { configIn } from "../alerts/cards.ts";
import { askedAt as now } from "./plans.ts";
import { asker, groups, leads, person } from "./presses-world.ts";

const production = (approvals: Partial<Environment["approvals"]> = {}): Environment => {
  const [environment] = configIn("en").environments;
  if (environment === undefined) throw new Error("there is no environment");
  return { ...environment, approvals: { ...environment.approvals, votes: { default: 2 }, ...approvals } };
};

const outcome = (more: Partial<WhatIfFacts> = {}, approvals: Partial<Environment["approvals"]> = {}) => {
  const environment = production(approvals);
  return decideWhatIf({
    environment,
    policy: policyFor(environment, "backup"),
    person: person(asker, { groups: [groups.askers] }),
    isMember: true,
    could: leads,
    isCut: false,
    now,
    ...more,
  });
};

const freeze = (from: Instant, to: Instant): Freeze => ({
  from: isoOf(from),
  to: isoOf(to),
  why: "the year's end",
  granted: "waits",
});
const later = (ms: number): Instant => instant(now + ms);

describe("what if", () => {
  it("an asker may ask and not decide", () => {
    expect(outcome()).toMatchObject({ mayAsk: true, mayDecide: false, able: 2, isEnough: true });
  });

  it("a lead who would ask is not counted among those who could approve", () => {
    const both = person(leads[0], { groups: [groups.askers, groups.leads] });
    expect(outcome({ person: both })).toMatchObject({ mayDecide: true, able: 1, isEnough: false });
  });

  it("nobody is needed where no vote is", () => {
    expect(outcome({ could: [] }, { votes: { default: 0 } }).isEnough).toBe(true);
  });

  it("a guest may nothing, whatever list they are on", () => {
    const guest = person("U0GUEST0001", { groups: [groups.askers, groups.leads], isGuest: true });
    expect(outcome({ person: guest, isMember: false })).toMatchObject({ mayAsk: false, mayDecide: false });
  });

  it("votes would have to be in by the policy's time", () => {
    expect(outcome({}, { expiresInMinutes: 30 }).until).toBe(later(30 * minuteMs));
  });

  it("the rule that decides is named by its path in the configuration", () => {
    expect(outcome().policy.rule).toBe("environments.production.approvals.votes.default");
    expect(outcome({}, { kinds: { backup: { votes: 1 } } }).policy.rule).toBe(
      "environments.production.approvals.kinds.backup",
    );
  });

  const lasting = freeze(later(-dayMs), later(dayMs));
  const soon = freeze(later(3 * dayMs), later(4 * dayMs));
  const over = freeze(later(-2 * dayMs), now);
  const far = freeze(later(15 * dayMs), later(16 * dayMs));

  it("freezes that last or come within two weeks are told, the earliest first", () => {
    const { freezes } = outcome({}, { freezes: [far, soon, over, lasting] });
    expect(freezes).toEqual([
      { freeze: lasting, isNow: true },
      { freeze: soon, isNow: false },
    ]);
  });
});
