// Who started a job beside Stillpoint: what is told, and by which rule the rest is not.
import { describe, expect, it } from "vitest";
import type { Caller } from "../../../src/backup/caller.ts";
import { instant } from "../../../src/core/time.ts";
import { decideOutside, isSuspect, laterCall } from "../../../src/features/alerts/kinds/outside-rule.ts";

const account = "111111111111";
const job = { account, region: "ap-northeast-1", kind: "restore" as const, id: "j-1" };
const kei: Caller = {
  account,
  name: "Operations",
  isRole: true,
  isAws: false,
  shown: "Operations/kei@example.com",
};
const callBy = (caller: Partial<Caller>, seconds = 0) => ({
  name: "StartRestoreJob",
  at: instant(seconds * 1_000),
  caller: { ...kei, ...caller },
  facts: {},
});
const tells = { outside: "tell" as const, expectedCallers: ["pipeline-*"] };

type Facts = Parameters<typeof decideOutside>[0];

const plain: Facts = {
  record: { job, deed: "start", call: callBy({}) },
  isOurs: false,
  facts: {},
  isAnswered: false,
  isDue: false,
  policy: tells,
};
const bare: Facts = { ...plain, record: { job, deed: "start" } };
const by = (caller: Partial<Caller>): Facts => ({
  ...plain,
  record: { job, deed: "start", call: callBy(caller) },
});
const stopped = (facts: Facts): Facts => ({ ...facts, record: { ...facts.record, deed: "stop" } });

describe("what is told of who started a job", () => {
  it.each([
    ["by somebody whom AWS names, at once", plain, "told"],
    ["by somebody, in a place that no environment names", { ...plain, policy: undefined }, "told"],
    ["by nobody whom AWS names, when the wait is over", { ...bare, isDue: true, isAnswered: true }, "told"],
    ["by nobody whom AWS names, while there is time", { ...bare, isAnswered: true }, "origin-pending"],
    ["by nobody knows whom, since AWS does not answer", { ...bare, isDue: true }, "origin-unknown"],
    [
      "by Stillpoint, as it wrote down",
      { ...bare, isDue: true, isAnswered: true, isOurs: true },
      "started-by-stillpoint",
    ],
    ["by somebody whom AWS names, whatever was written down", { ...plain, isOurs: true }, "told"],
    ["by Stillpoint's own role", by({ name: "stillpoint-operator" }), "started-by-stillpoint"],
    [
      "by a role of that name in another account",
      by({ name: "stillpoint-operator", account: "999999999999" }),
      "told",
    ],
    ["by a user of that name", by({ name: "stillpoint-operator", isRole: false }), "told"],
    ["by AWS", by({ isAws: true }), "started-by-aws"],
    ["by a plan", { ...bare, isDue: true, isAnswered: true, facts: { planId: "p-1" } }, "started-by-plan"],
    ["by a restore test", { ...plain, facts: { startedBy: "restore-testing" } }, "started-by-plan"],
    ["by another job, as a part of it", { ...bare, facts: { startedBy: "job" } }, "started-by-plan"],
    ["by a role that is expected", by({ name: "pipeline-nightly" }), "expected-caller"],
    ["by a user who is expected", by({ name: "pipeline-nightly", isRole: false }), "expected-caller"],
    [
      "by root, whom nobody can expect",
      {
        ...plain,
        record: {
          job,
          deed: "start",
          call: { ...callBy({}), caller: { isRole: false, isAws: false, shown: "root" } },
        },
        policy: { ...tells, expectedCallers: ["r*t"] },
      },
      "told",
    ],
    ["where nobody wants to know", { ...plain, policy: { ...tells, outside: "ignore" } }, "outside-ignored"],
    [
      "by whom is learned when it is told already",
      {
        ...by({ name: "pipeline-nightly" }),
        record: { job, deed: "start", call: callBy({ name: "pipeline-nightly" }), isTold: true },
      },
      "told",
    ],
  ] as const satisfies readonly (readonly [string, Facts, string])[])("%s", (_, facts, reason) => {
    expect(decideOutside(facts).reason).toBe(reason);
  });

  it.each([
    ["a plan's job", { ...plain, facts: { planId: "p-1" } }, "told"],
    ["a job that Stillpoint started", { ...plain, isOurs: true }, "told"],
    ["a job by Stillpoint's own role", by({ name: "stillpoint-operator" }), "started-by-stillpoint"],
    ["a job by a role that is expected", by({ name: "pipeline-nightly" }), "expected-caller"],
  ] as const satisfies readonly (readonly [string, Facts, string])[])("stopping %s", (_, facts, reason) => {
    expect(decideOutside(stopped(facts)).reason).toBe(reason);
  });
});

describe("a job that may have been started by hand", () => {
  const heard = (
    kind: "backup" | "restore",
    feed: "sns" | "eventbridge" | "list" | "describe",
    state: string,
  ) => ({
    job: { ...job, kind },
    heard: [{ feed, state, at: instant(0), facts: {} }],
    owes: "alert" as const,
  });
  it.each([
    ["a backup that an event without a plan tells of", heard("backup", "eventbridge", "RUNNING"), {}, true],
    [
      "a backup whose first event names no plan, as none does",
      heard("backup", "eventbridge", "CREATED"),
      {},
      false,
    ],
    ["a backup that a topic tells of, which never names a plan", heard("backup", "sns", "FAILED"), {}, false],
    ["a backup that was found in a list", heard("backup", "list", "COMPLETED"), {}, false],
    ["a backup that AWS has described", heard("backup", "describe", "FAILED"), {}, true],
    ["a backup of a plan", heard("backup", "eventbridge", "RUNNING"), { planId: "p-1" }, false],
    ["a restore by its first event", heard("restore", "eventbridge", "CREATED"), {}, true],
    [
      "a restore test",
      heard("restore", "eventbridge", "PENDING"),
      { startedBy: "restore-testing" as const },
      false,
    ],
  ])("%s", (_, record, facts, isOne) => {
    expect(isSuspect(record, facts)).toBe(isOne);
  });

  it("is by the later of two calls with one token, in whatever order they came", () => {
    const [first, second] = [callBy({}, 1), callBy({ shown: "somebody else" }, 2)];
    expect(laterCall(first, second)).toEqual(second);
    expect(laterCall(second, first)).toEqual(second);
    const twin = callBy({ shown: "at the same moment" }, 1);
    expect(laterCall(first, twin)).toEqual(laterCall(twin, first));
  });
});
