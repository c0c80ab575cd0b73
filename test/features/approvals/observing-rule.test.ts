// What AWS says of a job that runs, and what becomes of the request; and when the executor is called again.
import { describe, expect, it } from "vitest";
import type { Freeze } from "../../../src/config/config.ts";
import { isoOf } from "../../../src/core/time.ts";
import {
  decideSeen,
  decideUnwatched,
  isBlind,
  type Seen,
} from "../../../src/features/approvals/kinds/observing-rule.ts";
import { owesRun } from "../../../src/features/approvals/kinds/resending-rule.ts";
import { begun } from "../../../src/features/approvals/kinds/run-rows.ts";
import type { Request } from "../../../src/features/approvals/model.ts";
import {
  atMinute,
  broken,
  claimed,
  granted,
  job,
  open,
  operation,
  policy,
  running,
  sent,
} from "./waiting.ts";

const at = (percentDone: number, state = "RUNNING"): Seen => ({ type: "job", state, facts: { percentDone } });
const seenAt = (request: Request, minute: number, seen: Seen): Request =>
  decideSeen(request, 0, seen, operation, atMinute(minute));
const silent: Seen = { type: "silent" };
const gone: Seen = { type: "gone" };
const day = 24 * 60;

describe("how far a job is", () => {
  const first = sent(seenAt(running(), 7, at(10)));

  it("is drawn when it is seen first", () => {
    expect(seenAt(running(), 7, at(0, "CREATED")).outbox).toEqual([{ send: "card" }]);
  });

  it.each([
    ["is not drawn again for four points", 8, at(14), false],
    ["is drawn again for five points", 8, at(15), true],
    ["is not drawn again when it stands still for an hour", 67, at(10), false],
    ["is not drawn again for another state within a minute", 7, at(10, "ABORTING"), false],
    ["is drawn again for another state a minute later", 8, at(10, "ABORTING"), true],
    ["is drawn again when points go back", 8, at(0), true],
  ] as const)("%s", (_, minute, seen, isDrawn) => {
    const after = seenAt(first, minute, seen);
    expect(after === first).toBe(!isDrawn);
    expect(after.outbox).toEqual(isDrawn ? [{ send: "card" }] : []);
  });
});

describe("the end of a job", () => {
  const facts = {
    recoveryPointArn: "arn:aws:rds:ap-northeast-1:111111111111:snapshot:awsbackup:job-1",
    bytes: 5_000,
    createdAt: atMinute(6),
    completedAt: atMinute(30),
  };

  it("is the request's good end, with all that AWS said of it", () => {
    const keptUntil = atMinute(35 * day);
    const over = seenAt(running(), 31, { type: "job", state: "COMPLETED", facts, keptUntil });
    expect(over.phase).toEqual({ state: "succeeded", at: atMinute(31) });
    expect(over.steps[0]).toMatchObject({
      state: "succeeded",
      receipt: {
        recoveryPointArn: facts.recoveryPointArn,
        bytes: 5_000,
        startedAt: atMinute(6),
        endedAt: atMinute(30),
        keptUntil,
        state: "COMPLETED",
      },
    });
    expect(over.trail.map(({ verb }) => verb).slice(-2)).toEqual(["step.succeeded", "request.succeeded"]);
  });

  it.each([
    ["FAILED", "No space left"],
    ["ABORTED", "Stopped by somebody"],
    ["EXPIRED", "Not started in its window"],
    ["COMPLETED", "Backup job failed: no space left"],
  ])("is the request's bad end when it is %s, with AWS's words: %s", (state, message) => {
    const over = seenAt(running(), 31, { type: "job", state, facts: { message } });
    expect(over.phase).toMatchObject({ state: "failed", reason: "job-failed", says: message });
  });

  it("calls for the next step, and is the end only after the last", () => {
    const two = running(claimed(granted(open({ steps: 2 }))));
    const after = seenAt(two, 31, { type: "job", state: "COMPLETED", facts });
    expect(after.phase.state).toBe("running");
    expect(after.outbox).toContainEqual({ send: "run" });
    expect(owesRun(after, policy, policy, atMinute(31))).toBe(false);
    expect(owesRun(after, policy, policy, atMinute(32))).toBe(true);
  });

  it("is nothing new to a step that has ended", () => {
    const over = seenAt(running(), 31, { type: "job", state: "COMPLETED", facts });
    expect(seenAt(over, 32, { type: "job", state: "FAILED", facts: {} })).toBe(over);
  });

  it("is not a word that AWS did not have before", () => {
    expect(seenAt(running(), 31, at(40, "HIBERNATING")).phase.state).toBe("running");
  });
});

describe("a job of which AWS says nothing", () => {
  const quiet = seenAt(running(), 10, silent);

  it.each([
    ["AWS does not answer", silent, 10, "running"],
    ["AWS has not answered for a month", silent, 30 * day + 6, "unknown"],
    ["AWS does not know it yet", gone, 20, "running"],
    ["AWS does not know it any more", gone, 21, "unknown"],
  ] as const)("when %s: %#", (_, seen, minute, state) => {
    expect(seenAt(running(), minute, seen).phase.state).toBe(state);
  });

  it("is remembered since when, once, and owes nobody a word", () => {
    expect(quiet.outbox).toEqual([]);
    expect(seenAt(quiet, 11, silent)).toBe(quiet);
    const [step] = quiet.steps;
    if (step?.state !== "running") throw new Error("it runs");
    expect([69, 70].map((minute) => isBlind(step, atMinute(minute)))).toEqual([false, true]);
  });

  it("is forgotten when AWS speaks again", () => {
    expect(seenAt(quiet, 12, at(3)).steps[0]).not.toHaveProperty("silentSince");
  });
});

describe("a step that names no job", () => {
  const jobless = sent(begun(claimed(), 0, { receipt: {} }, atMinute(6)));

  it.each([
    ["natural", "succeeded"],
    ["token", "unknown"],
  ] as const)("that is once by %s is %s", (once, state) => {
    expect(decideUnwatched(jobless, 0, { once }, atMinute(7)).phase.state).toBe(state);
  });

  it("is not one that is watched", () => {
    const watched = running();
    expect(watched.steps[0]).toMatchObject({ job });
    expect(decideUnwatched(watched, 0, { once: "natural" }, atMinute(7))).toBe(watched);
  });
});

describe("the executor", () => {
  const freeze = (from: number, to: number, does: Freeze["granted"]): Freeze => ({
    from: isoOf(atMinute(from)),
    to: isoOf(atMinute(to)),
    why: "the end of the year",
    granted: does,
  });

  it.each([
    ["is not called for what waits for votes", open(), 30, [], false],
    ["is given a minute", granted(), 5, [], false],
    ["is called again for what was granted", granted(), 6, [], true],
    ["is called again for a broken glass", broken(), 6, [], true],
    ["is called again for what somebody claimed", claimed(), 7, [], true],
    ["is not called for what runs", running(), 30, [], false],
    ["is not called while a freeze lets it wait", granted(), 30, [freeze(20, 60, "waits")], false],
    ["is called when the freeze is over", granted(), 60, [freeze(20, 60, "waits")], true],
    ["is called for what the freeze makes void", granted(), 30, [freeze(20, 60, "void")], true],
    ["is called for what cannot wait so long", granted(), 30, [freeze(20, 600, "waits")], true],
    ["is called in a freeze for what somebody claimed", claimed(), 30, [freeze(20, 60, "waits")], true],
  ] as const)("%s", (_, request, minute, freezes, isOwed) => {
    expect(owesRun(request, policy, { ...policy, freezes }, atMinute(minute))).toBe(isOwed);
  });
});
