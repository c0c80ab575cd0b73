// What the executor takes for a plan: nothing that a preflight could not have made.
import { describe, expect, it } from "vitest";
import { canonicalJson, digestOf } from "../../../src/core/ids.ts";
import { flawIn } from "../../../src/features/approvals/kinds/plan-rule.ts";
import type { Request } from "../../../src/features/approvals/model.ts";
import { asked, planOfBackup } from "./requests.ts";

/** A record whose plan was written by somebody who can write the table, with the hash that fits. */
const forged = (plan: object, more: Partial<Request> = {}): Request => {
  const text = canonicalJson(plan);
  return { ...asked(), plan: text, hash: digestOf(text), ...more };
};

const whole = planOfBackup();
const without = (thing: object, member: string): object =>
  Object.fromEntries(Object.entries(thing).filter(([name]) => name !== member));

describe("a plan", () => {
  it("is one as it was asked for", () => {
    expect(flawIn(asked())).toBeUndefined();
    expect(flawIn(forged(whole))).toBeUndefined();
  });

  it.each(Object.keys(whole))("without its %s is none", (member) => {
    expect(flawIn(forged(without(whole, member)))).toBe("no-plan");
  });

  it.each(Object.keys(whole.terms))("that does not say the %s of its terms is none", (member) => {
    expect(flawIn(forged({ ...whole, terms: without(whole.terms, member) }))).toBe("no-plan");
  });

  it.each([
    { votes: -1 },
    { votes: {} },
    { votes: "0" },
    { votes: 0.5 },
    { runWithinMs: null },
  ])("with the terms %o is none", (terms) => {
    expect(flawIn(forged({ ...whole, terms: { ...whole.terms, ...terms } }))).toBe("no-plan");
  });

  it("is told from another one, and from one that was changed", () => {
    expect(flawIn({ ...asked(), plan: "{" })).toBe("no-plan");
    expect(flawIn({ ...asked(), hash: "0".repeat(64) })).toBe("plan-changed");
    const spaced = JSON.stringify(whole, undefined, 1);
    expect(flawIn({ ...asked(), plan: spaced, hash: digestOf(spaced) })).toBe("plan-changed");
    expect(flawIn(forged({ ...whole, revision: 2 }))).toBe("plan-of-another");
    expect(flawIn(forged({ ...whole, environment: "staging" }))).toBe("plan-of-another");
    expect(flawIn(forged({ ...whole, steps: [...whole.steps, ...whole.steps] }))).toBe("plan-of-another");
    const steps = whole.steps.map((step) => ({ ...step, operation: "stop" }));
    expect(flawIn(forged({ ...whole, steps }))).toBe("other-operation");
  });
});
