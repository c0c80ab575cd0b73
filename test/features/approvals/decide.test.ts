// What a press or the clock may make of a request.
import { describe, expect, it } from "vitest";
import { oneLine } from "../../../src/core/text.ts";
import { minuteMs } from "../../../src/core/time.ts";
import {
  decideDeny,
  decideExpiry,
  decideWithdraw,
  ended,
  stricter,
} from "../../../src/features/approvals/decide.ts";
import { failed, started, succeeded } from "../../../src/features/approvals/kinds/run-rows.ts";
import type { Refusal, Request } from "../../../src/features/approvals/model.ts";
import type { Plan } from "../../../src/ports/operation.ts";
import {
  accepted,
  asked,
  askFor,
  minute,
  namedOf,
  people,
  planOfBackup,
  policyOf,
  pressBy,
  voteOf,
} from "./requests.ts";

const { asker, leadA, leadB } = people;
const two = { terms: { ...planOfBackup().terms, votes: 2 } };
const typed = { terms: { ...planOfBackup().terms, isTyped: true } };
const none = { terms: { ...planOfBackup().terms, votes: 0 } };
const verbs = ({ trail }: Request) => trail.map(({ verb }) => verb);
const owed = ({ outbox }: Request) => outbox.filter(({ send }) => send !== "audit").map(({ send }) => send);
const granted = () => accepted(voteOf(asked(), leadA, 5));
const deny = (request: Request, user: string, more = {}) =>
  decideDeny(request, { named: namedOf(request), press: pressBy(user, 9), isLead: true, why: "no", ...more });
const withdraw = (request: Request, user: string) =>
  decideWithdraw(request, { named: namedOf(request), press: pressBy(user, 9) });
describe("asking", () => {
  it("opens a request, draws its card and writes it down", () => {
    const request = asked();
    expect(request.phase).toEqual({ state: "open" });
    expect(verbs(request)).toEqual(["request.asked"]);
    expect(owed(request)).toEqual(["card"]);
    expect(request.expiresAt).toBe(minute(61));
  });

  it("without votes grants it by the asker's own press", () => {
    const request = asked(none, policyOf({ votes: 0 }));
    expect(request.phase.state).toBe("granted");
    expect(owed(request)).toEqual(["card", "run", "tell"]);
  });

  it("twice by the same press is once", () => {
    const request = asked();
    expect(accepted(askFor(planOfBackup(), { before: request }))).toBe(request);
  });

  const refusals: readonly (readonly [string, ReturnType<typeof askFor>, Refusal])[] = [
    ["somebody who may not ask", askFor(planOfBackup(), { isAsker: false }), "not-asker"],
    ["somebody else's draft", askFor(planOfBackup({ requester: leadA })), "not-requester"],
    ["what is barred", askFor(planOfBackup(), { isBarred: true }), "barred"],
    [
      "what the preflight stopped",
      askFor(planOfBackup(), { findings: [{ level: "stop", name: "key-disabled", values: [] }] }),
      "barred",
    ],
    ["when nobody can approve", askFor(planOfBackup(), { could: [] }), "nobody-can-approve"],
    ["when the asker alone could", askFor(planOfBackup(), { could: [asker] }), "nobody-can-approve"],
    ["when too few could", askFor(planOfBackup(two), { could: [leadA, asker] }), "nobody-can-approve"],
    [
      "when somebody demanded more votes since the preflight",
      askFor(planOfBackup(), { could: [leadA], policy: policyOf({ votes: 2 }) }),
      "nobody-can-approve",
    ],
    ["a draft that is too old", askFor(planOfBackup(), { minutes: 240 }), "draft-over"],
    ["an edit of what is not there", askFor(planOfBackup({ revision: 2 })), "gone"],
    ["an edit that skips a revision", askFor(planOfBackup({ revision: 3 }), { before: asked() }), "changed"],
    ["an edit of what was granted", askFor(planOfBackup({ revision: 2 }), { before: granted() }), "over"],
  ];
  it.each(refusals)("refuses %s", (_, decision, reason) => {
    expect(decision).toEqual({ type: "refused", reason });
  });

  it("anew clears the votes: the old card's press names another revision", () => {
    const before = accepted(voteOf(asked(two), leadA, 5));
    const edited = accepted(askFor(planOfBackup({ ...two, revision: 2 }), { before, minutes: 7 }));
    expect(edited.votes).toEqual([]);
    expect(verbs(edited)).toEqual(["request.asked", "request.approved", "request.edited"]);
    expect(voteOf(edited, leadB, 8, { named: namedOf(before) })).toEqual({
      type: "refused",
      reason: "changed",
    });
  });
});

describe("voting", () => {
  it("grants with the last vote that is needed", () => {
    const one = accepted(voteOf(asked(two), leadA, 5));
    expect(one.phase.state).toBe("open");
    const both = accepted(voteOf(one, leadB, 6));
    expect(both.phase).toEqual({ state: "granted", at: minute(6) });
    expect(verbs(both).slice(-2)).toEqual(["request.approved", "request.granted"]);
  });

  it("the same press twice counts once", () => {
    const one = accepted(voteOf(asked(two), leadA, 5));
    expect(accepted(voteOf(one, leadA, 5))).toBe(one);
  });

  it("counts the stricter of the terms and the policy", () => {
    const strict = policyOf({ votes: 2 });
    expect(accepted(voteOf(asked(), leadA, 5, { policy: strict })).phase.state).toBe("open");
    const loose = policyOf({ votes: 1 });
    expect(accepted(voteOf(asked(two), leadA, 5, { policy: loose })).phase.state).toBe("open");
  });

  it("takes the phrase in any case and width", () => {
    const request = asked(typed);
    expect(accepted(voteOf(request, leadA, 5, { typed: " Orders-DB " })).phase.state).toBe("granted");
  });

  it("takes the phrase as the form shows it, in one line", () => {
    const subject = {
      arn: "arn:aws:ec2:eu-west-1:111111111111:instance/i-1",
      name: "orders \u2028  db",
      type: "EC2",
    };
    const request = asked({ ...typed, subject });
    expect(accepted(voteOf(request, leadA, 5, { typed: oneLine(subject.name) })).phase.state).toBe("granted");
  });

  const refusals: readonly (readonly [string, () => ReturnType<typeof voteOf>, Refusal])[] = [
    ["the asker's own", () => voteOf(asked(), asker, 5), "self-approval"],
    ["somebody who is no lead", () => voteOf(asked(), leadA, 5, { isLead: false }), "not-lead"],
    [
      "a second one of the same lead",
      () => voteOf(accepted(voteOf(asked(two), leadA, 5)), leadA, 6),
      "voted-before",
    ],
    [
      "an old card's",
      () => voteOf(asked(), leadA, 5, { named: { ...namedOf(asked()), revision: 2 } }),
      "changed",
    ],
    [
      "one for another plan",
      () => voteOf(asked(), leadA, 5, { named: { ...namedOf(asked()), hash: "0" } }),
      "changed",
    ],
    ["one that comes too late", () => voteOf(asked(), leadA, 61), "expired"],
    ["one that was in time and is taken too late", () => voteOf(asked(), leadA, 60, { now: 62 }), "expired"],
    [
      "one after the policy's shorter time",
      () => voteOf(asked(), leadA, 20, { policy: policyOf({ expiresInMs: 10 * minuteMs }) }),
      "expired",
    ],
    ["one without the phrase", () => voteOf(asked(typed), leadA, 5), "phrase"],
    ["one with another phrase", () => voteOf(asked(typed), leadA, 5, { typed: "orders" }), "phrase"],
    [
      "one without the phrase that the policy asks for since",
      () => voteOf(asked(), leadA, 5, { policy: policyOf({ isTyped: true }) }),
      "phrase",
    ],
    ["one on what was granted", () => voteOf(granted(), leadB, 6), "over"],
    ["one on what was denied", () => voteOf(accepted(deny(asked(), leadB)), leadA, 10), "over"],
  ];
  it.each(refusals)("refuses %s", (_, vote, reason) => {
    expect(vote()).toEqual({ type: "refused", reason });
  });
});

describe("taking it back", () => {
  it("one lead's no is the end, before and after it was granted", () => {
    for (const request of [asked(), granted()]) {
      const denied = accepted(deny(request, leadB));
      expect(denied.phase).toEqual({ state: "denied", at: minute(9), by: leadB, why: "no" });
      expect(owed(denied)).toEqual(expect.arrayContaining(["card", "tell"]));
    }
  });

  it("whoever asked may withdraw it, before and after it was granted", () => {
    for (const request of [asked(), granted()])
      expect(accepted(withdraw(request, asker)).phase).toEqual({
        state: "withdrawn",
        at: minute(9),
        by: asker,
      });
  });

  it("names the bytes that prove it in the log", () => {
    for (const decision of [deny(asked(), leadB), withdraw(asked(), asker)])
      expect(accepted(decision).trail.at(-1)?.facts.evidence).toMatch(/^evidence of/);
  });

  it("the same press twice is once", () => {
    const denied = accepted(deny(asked(), leadB));
    expect(accepted(deny(denied, leadB))).toBe(denied);
    const withdrawn = accepted(withdraw(asked(), asker));
    expect(accepted(withdraw(withdrawn, asker))).toBe(withdrawn);
  });

  const running = () => started(granted(), 0, minute(7));
  const refusals: readonly (readonly [string, () => ReturnType<typeof deny>, Refusal])[] = [
    ["a no of somebody who is no lead", () => deny(asked(), asker, { isLead: false }), "not-lead"],
    ["a no when the call is on its way", () => deny(running(), leadB), "running"],
    ["a no after another end", () => deny(accepted(withdraw(asked(), asker)), leadB), "over"],
    ["taking back what another asked for", () => withdraw(asked(), leadA), "not-requester"],
    ["taking back what is running", () => withdraw(running(), asker), "running"],
    ["taking back what was denied", () => withdraw(accepted(deny(asked(), leadA)), asker), "over"],
  ];
  it.each(refusals)("refuses %s", (_, decision, reason) => {
    expect(decision()).toEqual({ type: "refused", reason });
  });
});

describe("time", () => {
  const termsOf = (request: Request) => (JSON.parse(request.plan) as Plan).terms;
  const expiry = (request: Request, minutes: number, policy = policyOf()) =>
    decideExpiry(request, policy, termsOf(request), minute(minutes))?.phase;

  it("ends what nobody decided", () => {
    expect(expiry(asked(), 60)).toBeUndefined();
    expect(expiry(asked(), 61)).toEqual({ state: "expired", at: minute(61), was: "open" });
  });

  it("ends what could not start within its run window", () => {
    expect(expiry(granted(), 124)).toBeUndefined();
    expect(expiry(granted(), 125)).toEqual({ state: "expired", at: minute(125), was: "granted" });
  });

  it("follows a policy that was tightened, and not one that was loosened", () => {
    expect(expiry(asked(), 20, policyOf({ expiresInMs: 10 * minuteMs }))?.state).toBe("expired");
    expect(expiry(asked(), 61, policyOf({ expiresInMs: 600 * minuteMs }))?.state).toBe("expired");
  });

  it("never ends what is running or over", () => {
    expect(expiry(started(granted(), 0, minute(7)), 9_000)).toBeUndefined();
    expect(expiry(accepted(deny(asked(), leadA)), 9_000)).toBeUndefined();
  });
});

describe("running", () => {
  it("the last step's good end is the request's", () => {
    const run = started(granted(), 0, minute(7));
    const done = succeeded(run, 0, { jobId: "J1", state: "COMPLETED" }, minute(30));
    expect(done.phase).toEqual({ state: "succeeded", at: minute(30) });
    expect(verbs(done).slice(-3)).toEqual(["step.claimed", "step.succeeded", "request.succeeded"]);
  });

  it("a step's bad end is the request's, in AWS's words", () => {
    const run = started(granted(), 0, minute(7));
    const done = failed(run, 0, { says: "The vault is not there." }, "refused-by-aws", minute(8));
    expect(done.phase).toMatchObject({
      state: "failed",
      reason: "refused-by-aws",
      says: "The vault is not there.",
    });
  });

  it("every transition has its row, chained to the one before", () => {
    const { trail } = ended(
      granted(),
      { state: "void", at: minute(9), reason: "frozen" },
      "request.voided",
      "stillpoint",
    );
    trail.forEach(({ number, before }, index) => {
      expect(number).toBe(index + 1);
      expect(before).toBe(trail[index - 1]?.hash ?? "");
    });
  });
});

it("of two policies the stricter counts, member by member", () => {
  const { terms } = planOfBackup();
  const policy = policyOf({ votes: 0, isTyped: true, expiresInMs: 1, runWithinMs: 9e9 });
  expect(stricter(terms, policy)).toEqual({
    votes: 1,
    isTyped: true,
    expiresInMs: 1,
    runWithinMs: terms.runWithinMs,
  });
});
