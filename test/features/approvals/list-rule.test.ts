// Which requests somebody means by "open", "mine" and "awaiting".
import { describe, expect, it } from "vitest";
import { instant, minuteMs } from "../../../src/core/time.ts";
import { isMeant } from "../../../src/features/approvals/kinds/list-rule.ts";
import type { Phase, Request, Which } from "../../../src/features/approvals/model.ts";
import { configIn } from "../alerts/cards.ts";
import { askedAt, requestWith, vote } from "./plans.ts";
import { asker, groups, leads, person } from "./presses-world.ts";

const [leadA, leadB] = leads;
const [environment] = configIn("en").environments;
const now = instant(askedAt + 10 * minuteMs);
const lead = person(leadA, { groups: [groups.leads] });

const denied: Phase = { state: "denied", at: askedAt, by: leadA, why: "no" };
const glass: Request["glass"] = { press: vote(leadA, minuteMs), why: "the shop is down" };
const succeeded: Phase = { state: "succeeded", at: askedAt };

const cases: readonly (readonly [string, Which, Partial<Request>, ReturnType<typeof person>, boolean])[] = [
  ["what waits for leads is open", "open", {}, person("U0READER001"), true],
  ["what runs is open", "open", { phase: { state: "running", at: askedAt } }, lead, true],
  ["what was denied is not open", "open", { phase: denied }, lead, false],
  ["what ran without votes is open until it is signed off", "open", { phase: succeeded, glass }, lead, true],
  ["what they asked for is theirs, though it is over", "mine", { phase: denied }, person(asker), true],
  ["what another asked for is not theirs", "mine", {}, lead, false],
  ["it waits for a lead", "awaiting", {}, lead, true],
  ["it waits for no reader", "awaiting", {}, person("U0READER001", { groups: [groups.readers] }), false],
  [
    "it does not wait for whoever asked, lead or not",
    "awaiting",
    {},
    person(asker, { groups: [groups.leads] }),
    false,
  ],
  ["it does not wait for a lead who voted", "awaiting", { votes: [vote(leadA, minuteMs)] }, lead, false],
  ["it still waits for the second", "awaiting", { votes: [vote(leadB, minuteMs)] }, lead, true],
  ["what is over waits for nobody", "awaiting", { phase: denied }, lead, false],
  ["what is past its time waits for nobody", "awaiting", { expiresAt: now }, lead, false],
  [
    "a review waits for a second lead",
    "awaiting",
    { phase: succeeded, glass },
    person(leadB, { groups: [groups.leads] }),
    true,
  ],
  ["a review does not wait for who broke the glass", "awaiting", { phase: succeeded, glass }, lead, false],
];

describe("a list of requests", () => {
  it.each(cases)("%s", (_, which, more, who, isIn) => {
    if (environment === undefined) throw new Error("there is no environment");
    expect(isMeant(which, requestWith(more), who, environment, now)).toBe(isIn);
  });
});
