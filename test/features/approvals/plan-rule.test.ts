// What the executor takes for a plan: nothing that a preflight could not have made.
import { describe, expect, it } from "vitest";
import { operations } from "../../../src/app/operations.ts";
import { canonicalJson, digestOf } from "../../../src/core/ids.ts";
import { flawIn } from "../../../src/features/approvals/kinds/plan-rule.ts";
import type { Request } from "../../../src/features/approvals/model.ts";
import { asked, planOfBackup } from "./requests.ts";

/** A record whose plan was written by somebody who can write the table, with the hash that fits. */
const forged = (plan: object, more: Partial<Request> = {}): Request => {
  const text = canonicalJson(plan);
  return { ...asked(), plan: text, hash: digestOf(text), ...more };
};

const flaw = (request: Request) => flawIn(request, operations);

const whole = planOfBackup();
const without = (thing: object, member: string): object =>
  Object.fromEntries(Object.entries(thing).filter(([name]) => name !== member));

describe("a plan", () => {
  it("is one as it was asked for", () => {
    expect(flaw(asked())).toBeUndefined();
    expect(flaw(forged(whole))).toBeUndefined();
  });

  it.each(Object.keys(whole))("without its %s is none", (member) => {
    expect(flaw(forged(without(whole, member)))).toBe("no-plan");
  });

  it.each(Object.keys(whole.terms))("that does not say the %s of its terms is none", (member) => {
    expect(flaw(forged({ ...whole, terms: without(whole.terms, member) }))).toBe("no-plan");
  });

  it.each([
    { votes: -1 },
    { votes: {} },
    { votes: "0" },
    { votes: 0.5 },
    { runWithinMs: null },
  ])("with the terms %o is none", (terms) => {
    expect(flaw(forged({ ...whole, terms: { ...whole.terms, ...terms } }))).toBe("no-plan");
  });

  it("is told from another one, and from one that was changed", () => {
    expect(flaw({ ...asked(), plan: "{" })).toBe("no-plan");
    expect(flaw({ ...asked(), hash: "0".repeat(64) })).toBe("plan-changed");
    const spaced = JSON.stringify(whole, undefined, 1);
    expect(flaw({ ...asked(), plan: spaced, hash: digestOf(spaced) })).toBe("plan-changed");
    expect(flaw(forged({ ...whole, revision: 2 }))).toBe("plan-of-another");
    expect(flaw(forged({ ...whole, environment: "staging" }))).toBe("plan-of-another");
    expect(flaw(forged({ ...whole, steps: [...whole.steps, ...whole.steps] }))).toBe("plan-of-another");
    const steps = whole.steps.map((step) => ({ ...step, operation: "stop" }));
    expect(flaw(forged({ ...whole, steps }))).toBe("other-operation");
  });

  it("that speaks of another resource than it touches is none of ours", () => {
    const subject = { ...whole.subject, arn: "arn:aws:rds:ap-northeast-1:111111111111:db:a-toy" };
    expect(flaw(forged({ ...whole, subject }))).toBe("other-subject");
  });
});
