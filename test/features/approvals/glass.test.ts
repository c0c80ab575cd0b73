// Breaking the glass, and the second person who looks at it.
import { describe, expect, it } from "vitest";
import { decideDeny } from "../../../src/features/approvals/decide.ts";
import { decideBreakGlass, decideReview } from "../../../src/features/approvals/kinds/glass-rule.ts";
import type { Refusal, Request } from "../../../src/features/approvals/model.ts";
import { accepted, asked, minute, namedOf, people, pressBy, voteOf } from "./requests.ts";

const { leadA, leadB, breaker } = people;
const verbs = ({ trail }: Request) => trail.map(({ verb }) => verb);
const owed = ({ outbox }: Request) => outbox.filter(({ send }) => send !== "audit").map(({ send }) => send);
const granted = () => accepted(voteOf(asked(), leadA, 5));
const deny = (request: Request, user: string) =>
  decideDeny(request, { named: namedOf(request), press: pressBy(user, 9), isLead: true, why: "no" });
const glass = (request: Request, more: object = {}) =>
  decideBreakGlass(
    request,
    {
      named: namedOf(request),
      press: pressBy(breaker, 6),
      isEntitled: true,
      why: "the shop is down",
      typed: "orders-db",
      phrase: "orders-db",
      ...more,
    },
    minute(6),
  );
const broken = () => accepted(glass(asked()));
const review = (request: Request, user: string, isLead = true) =>
  decideReview(request, { press: pressBy(user, 30), isLead });

describe("breaking the glass", () => {
  it("grants without votes, calls the leads and waits for a second person", () => {
    const request = broken();
    expect(request.phase).toEqual({ state: "granted", at: minute(6) });
    expect(owed(request)).toEqual(["card", "call", "run"]);
    const signed = accepted(review(request, leadA));
    expect(signed.glass?.reviewed).toEqual({ by: leadA, at: minute(30) });
    expect(verbs(signed).slice(-2)).toEqual(["broken-glass", "review.signed"]);
  });

  const refusals: readonly (readonly [string, () => ReturnType<typeof glass>, Refusal])[] = [
    ["somebody who is not entitled", () => glass(asked(), { isEntitled: false }), "not-entitled"],
    ["without the phrase", () => glass(asked(), { typed: "" }), "phrase"],
    // Slack's clock may be ahead of ours, and the executor goes by Slack's.
    ["a press of after the end", () => glass(asked(), { press: pressBy(breaker, 61) }), "expired"],
    ["what was denied", () => glass(accepted(deny(asked(), leadA))), "over"],
    ["a review by the same person", () => review(broken(), breaker), "own-review"],
    ["a review by somebody who is no lead", () => review(broken(), leadA, false), "not-lead"],
    ["a second review", () => review(accepted(review(broken(), leadA)), leadB), "reviewed-before"],
    ["a review of what was voted on", () => review(granted(), leadA), "gone"],
  ];
  it.each(refusals)("refuses %s", (_, decision, reason) => {
    expect(decision()).toEqual({ type: "refused", reason });
  });
});
