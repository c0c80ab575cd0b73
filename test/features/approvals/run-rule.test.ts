// What the executor may do next: everything that decides whether AWS is called.
import { describe, expect, it } from "vitest";
import { hourMs } from "../../../src/core/time.ts";
import type { Proof } from "../../../src/features/approvals/kinds/proof.ts";
import { started } from "../../../src/features/approvals/kinds/run-rows.ts";
import {
  decideRun,
  type RunDecision,
  type RunFacts,
} from "../../../src/features/approvals/kinds/run-rule.ts";
import type { Claim } from "../../../src/features/approvals/model.ts";
import { accepted, asked, minute, people, planOfBackup, policyOf, voteOf } from "./requests.ts";

const granted = accepted(voteOf(asked(), people.leadA, 5));
const proven: Proof = { type: "proven", grantedAt: minute(5), by: [people.leadA], shown: [] };
const fell: Proof = { type: "fell", by: [], needed: 1 };
const running = started(granted, 0, minute(7));
const claim: Claim = {
  request: granted.id,
  revision: 1,
  step: 0,
  hash: granted.hash,
  token: "token",
  firstCallAt: minute(7),
  leaseUntil: minute(9),
  seal: "seal",
};

const decide = (facts: Partial<RunFacts> & { readonly minutes?: number }): RunDecision =>
  decideRun({
    request: granted,
    plan: planOfBackup(),
    policy: policyOf(),
    step: 0,
    claim: undefined,
    isClaimSealed: true,
    proof: proven,
    bar: undefined,
    now: minute(facts.minutes ?? 8),
    ...facts,
  });

const freeze = (granted_: "waits" | "void", from: number, to: number) => ({
  policy: policyOf({
    freezes: [
      {
        from: new Date(minute(from)).toISOString(),
        to: new Date(minute(to)).toISOString(),
        why: "year end",
        granted: granted_,
      },
    ],
  }),
});

const both = (...given: readonly ReturnType<typeof freeze>[]) => ({
  policy: policyOf({ freezes: given.flatMap(({ policy }) => policy.freezes) }),
});

describe("before anything was claimed", () => {
  const table: readonly (readonly [string, Parameters<typeof decide>[0], RunDecision])[] = [
    ["starts what is proven", {}, { act: "start", step: 0 }],
    ["calls where the record says so already", { request: running }, { act: "call", step: 0 }],
    [
      "refuses what is forged",
      { proof: { type: "forged", reason: "no-evidence", user: "U" } },
      { act: "refuse", reason: "no-evidence" },
    ],
    ["ends when votes fell", { proof: fell }, { act: "end", reason: "votes-fell" }],
    ["ends what the configuration bars", { bar: "role" }, { act: "end", reason: "barred" }],
    ["starts while a call still lands within the run window", { minutes: 119 }, { act: "start", step: 0 }],
    ["ends when it would land too late", { minutes: 120 }, { act: "end", reason: "window-over" }],
    [
      "follows a run window that was shortened",
      { policy: policyOf({ runWithinMs: hourMs / 2 }), minutes: 30 },
      { act: "end", reason: "window-over" },
    ],
    [
      "does not follow one that was lengthened",
      { policy: policyOf({ runWithinMs: 9 * hourMs }), minutes: 130 },
      { act: "end", reason: "window-over" },
    ],
    ["waits for the end of a freeze", freeze("waits", 0, 30), { act: "nothing", reason: "frozen" }],
    ["goes on when it has ended", { ...freeze("waits", 0, 30), minutes: 30 }, { act: "start", step: 0 }],
    ["ends when the freeze outlasts its window", freeze("waits", 0, 200), { act: "end", reason: "frozen" }],
    [
      "ends at the stricter of two freezes, whichever comes first",
      both(freeze("waits", 0, 30), freeze("void", 5, 20)),
      { act: "end", reason: "frozen" },
    ],
    [
      "ends when the longer of two freezes outlasts its window",
      both(freeze("waits", 0, 30), freeze("waits", 5, 200)),
      { act: "end", reason: "frozen" },
    ],
    ["ends at a freeze where that is the rule", freeze("void", 0, 30), { act: "end", reason: "frozen" }],
  ];
  it.each(table)("%s", (_, facts, decision) => {
    expect(decide(facts)).toEqual(decision);
  });
});

describe("with a claim", () => {
  const held = { request: running, claim };
  const table: readonly (readonly [string, Parameters<typeof decide>[0], RunDecision])[] = [
    ["leaves it to whoever holds the lease", held, { act: "nothing", reason: "leased" }],
    [
      "calls again with the same token when the lease is over",
      { ...held, minutes: 9 },
      { act: "call", step: 0 },
    ],
    ["calls again while the token is surely remembered", { ...held, minutes: 52 }, { act: "call", step: 0 }],
    ["never calls again afterwards: it looks", { ...held, minutes: 53 }, { act: "reconcile", step: 0 }],
    ["looks when votes fell meanwhile", { ...held, proof: fell, minutes: 15 }, { act: "reconcile", step: 0 }],
    [
      "looks only when no call can still land",
      { ...held, proof: fell, minutes: 14 },
      { act: "nothing", reason: "leased" },
    ],
    ["looks when the window is over", { ...held, minutes: 121 }, { act: "reconcile", step: 0 }],
    [
      "writes down what AWS answered, whoever has left",
      { ...held, claim: { ...claim, begun: { jobId: "J1" } }, proof: fell },
      { act: "record", step: 0 },
    ],
    [
      "writes down what AWS refused",
      { ...held, claim: { ...claim, refusal: "no such vault" } },
      { act: "record", step: 0 },
    ],
    [
      "refuses one that it did not seal",
      { ...held, isClaimSealed: false },
      { act: "refuse", reason: "claim-forged" },
    ],
    [
      "refuses one for another plan",
      { ...held, claim: { ...claim, hash: "0" } },
      { act: "refuse", reason: "claim-of-another" },
    ],
    [
      "calls at once when the last call surely did not happen",
      { ...held, claim: { ...claim, isFree: true } },
      { act: "call", step: 0 },
    ],
    [
      "ends as before a first call when none has happened",
      { ...held, claim: { ...claim, isFree: true }, proof: fell },
      { act: "end", reason: "votes-fell" },
    ],
    [
      "looks when an earlier call may have happened",
      { ...held, claim: { ...claim, isFree: true, isLost: true }, proof: fell, minutes: 15 },
      { act: "reconcile", step: 0 },
    ],
    [
      "only looks for what is closed",
      { ...held, claim: { ...claim, isClosed: true }, minutes: 15 },
      { act: "reconcile", step: 0 },
    ],
  ];
  it.each(table)("%s", (_, facts, decision) => {
    expect(decide(facts)).toEqual(decision);
  });
});
