// What is due by when: the clock may come late, twice or not at all, and each is owed once.
import { describe, expect, it } from "vitest";
import { dayMs, instant } from "../../../src/core/time.ts";
import { stricter } from "../../../src/features/approvals/decide.ts";
import { decideReview } from "../../../src/features/approvals/kinds/glass-rule.ts";
import { decideDue, isClosable } from "../../../src/features/approvals/kinds/reminding-rule.ts";
import { started } from "../../../src/features/approvals/kinds/run-rows.ts";
import type { Outgoing, Request } from "../../../src/features/approvals/model.ts";
import {
  atMinute,
  broken,
  claimed,
  environment,
  granted,
  lead,
  open,
  policy,
  running,
  sent,
} from "./waiting.ts";

const { escalation } = environment.approvals;
const week = 7 * 24 * 60;

const facts = (minutes: number, isCalling = true) => ({
  terms: stricter(
    { votes: 1, isTyped: false, expiresInMs: minutes * 60_000, runWithinMs: policy.runWithinMs },
    { ...policy, expiresInMs: minutes * 60_000 },
  ),
  escalation: isCalling ? escalation : undefined,
});

const saidBy = (each: Outgoing): readonly string[] =>
  each.send === "call" || each.send === "tell" ? [`${each.send} ${each.id}`] : [];

/** What is owed after ticks at these minutes, with the minute that owed it. */
const owed = (
  request: Request,
  ticks: readonly number[],
  given: ReturnType<typeof facts>,
): readonly string[] => {
  let now = request;
  const said: string[] = [];
  for (const minute of ticks) {
    const next = decideDue(now, given, atMinute(minute));
    said.push(...next.outbox.flatMap(saidBy).map((id) => `${minute}: ${id}`));
    now = sent(next);
  }
  return said;
};

const everyMinute = (minutes: number) => Array.from({ length: minutes + 1 }, (_, minute) => minute);

describe("a request that waits for votes", () => {
  it.each([
    [
      "an hour",
      60,
      ["15: call reminder-1-1", "45: call reminder-1-2", "60: call ended-1", "60: tell ended-1"],
    ],
    [
      "twenty minutes",
      20,
      ["5: call reminder-1-1", "15: call reminder-1-2", "20: call ended-1", "20: tell ended-1"],
    ],
    ["five minutes", 5, ["5: call ended-1", "5: tell ended-1"]],
  ] as const)("is said again after a quarter of %s, then after twice as long", (_, minutes, said) => {
    expect(owed(open({ minutes }), everyMinute(minutes), facts(minutes, false))).toEqual(said);
  });

  it("is said twice in a week", () => {
    const said = owed(open({ minutes: week }), everyMinute(week - 1), facts(week, false));
    expect(said).toEqual([`${week / 4}: call reminder-1-1`, `${(week * 3) / 4}: call reminder-1-2`]);
  });

  it("calls the leads before its end, once, and then says no other word", () => {
    expect(owed(open(), everyMinute(59), facts(60))).toEqual([
      "15: call reminder-1-1",
      "45: call reminder-1-2",
      "50: call escalation-1",
    ]);
    expect(owed(open(), [55, 56, 57], facts(60))).toEqual(["55: call escalation-1"]);
    expect(owed(open({ minutes: 8 }), everyMinute(7), facts(8))).toEqual(["5: call escalation-1"]);
  });

  it("is said once by a clock that was away for both", () => {
    expect(owed(open(), [46, 47, 48], facts(60, false))).toEqual(["46: call reminder-1-2"]);
  });

  it("is not said twice within ten minutes by a clock that is late", () => {
    expect(owed(open(), [44, 45, 53, 54], facts(60, false))).toEqual([
      "44: call reminder-1-1",
      "54: call reminder-1-2",
    ]);
  });

  it("is over by the policy now, where that is stricter than what it was asked under", () => {
    const stricterNow = {
      ...facts(60),
      terms: stricter(facts(60).terms, { ...policy, expiresInMs: 1_800_000 }),
    };
    expect(decideDue(open(), stricterNow, atMinute(29)).phase.state).toBe("open");
    expect(decideDue(open(), stricterNow, atMinute(30)).phase).toEqual({
      state: "expired",
      at: atMinute(30),
      was: "open",
    });
  });

  it("is the very same while nothing is due", () => {
    const waiting = open();
    expect(decideDue(waiting, facts(60), atMinute(4))).toBe(waiting);
  });
});

describe("what was granted", () => {
  it.each([
    ["its run window", granted(), 124, "granted"],
    ["its run window is over", granted(), 125, "expired"],
    ["it is claimed", claimed(), 500, "running"],
    ["it runs", running(), 500, "running"],
  ] as const)("stands by %s", (_, request, minute, state) => {
    expect(decideDue(request, facts(60), atMinute(minute)).phase.state).toBe(state);
  });

  it("is not reminded of", () => {
    expect(owed(granted(), everyMinute(120), facts(60))).toEqual([]);
  });

  it("is said to whoever asked when it has been running for a day, once", () => {
    const day = 24 * 60;
    expect(owed(running(), [day, day + 5, day + 6, day + 7, 3 * day], facts(60))).toEqual([
      `${day + 6}: tell slow-1`,
    ]);
  });
});

describe("a broken glass", () => {
  const days = (count: number) => instant(atMinute(5) + count * dayMs);
  const signed = (request: Request): Request => {
    const press = { user: lead, at: days(1), evidence: "f".repeat(64) };
    const decision = decideReview(request, { press, isLead: true });
    if (decision.type === "refused") throw new Error(decision.reason);
    return sent(decision.request);
  };
  const minutesOf = (count: number) => 5 + count * 24 * 60;

  it("is said each day until somebody signs it, whatever became of it", () => {
    const calls = (request: Request) =>
      owed(request, [minutesOf(1), minutesOf(1) + 1, minutesOf(2), minutesOf(5)], facts(60)).filter((each) =>
        each.includes("review"),
      );
    const each = [
      `${minutesOf(1)}: call review-1`,
      `${minutesOf(2)}: call review-2`,
      `${minutesOf(5)}: call review-5`,
    ];
    expect(calls(sent(started(broken(), 0, atMinute(6))))).toEqual(each);
    expect(calls(sent(decideDue(broken(), facts(60), atMinute(200))))).toEqual(each);
    expect(calls(signed(broken()))).toEqual([]);
  });

  it("keeps the clock looking until it is signed", () => {
    const over = sent(decideDue(broken(), facts(60), atMinute(200)));
    expect(over.phase.state).toBe("expired");
    expect(isClosable(over)).toBe(false);
    expect(isClosable(signed(over))).toBe(true);
  });
});

describe("the clock", () => {
  const expired = decideDue(open(), facts(60), atMinute(60));

  it.each([
    ["looks after what waits", open(), false],
    ["looks after what runs", running(), false],
    ["looks after what is over and still owes a word", expired, false],
    ["forgets what is over", sent(expired), true],
  ] as const)("%s", (_, request, isForgotten) => {
    expect(isClosable(request)).toBe(isForgotten);
  });
});
