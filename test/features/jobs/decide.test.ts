import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant } from "../../../src/core/time.ts";
import { hear, isDescribed, jobOf } from "../../../src/features/jobs/decide.ts";
import type { Heard, JobRecord } from "../../../src/features/jobs/model.ts";

const job = { account: "111111111111", region: "ap-northeast-1", kind: "backup", id: "j-1" } as const;
const recordOf = (heard: readonly Heard[]): JobRecord => ({
  job,
  heard: heard.reduce<readonly Heard[]>((known, each) => hear(known, each), []),
  owes: "alert",
});
const told = (
  state: string,
  minute: number,
  feed: Heard["feed"] = "eventbridge",
  facts: Heard["facts"] = {},
): Heard => ({
  state,
  feed,
  at: instant(minute * 60_000),
  facts,
});
const stateAfter = (...heard: readonly Heard[]) => jobOf(recordOf(heard)).state;

describe("the state of a job", () => {
  it.each([
    ["a late RUNNING does not undo COMPLETED", [told("COMPLETED", 5), told("RUNNING", 2)], "COMPLETED"],
    ["a RUNNING with a later clock does not undo FAILED", [told("FAILED", 5), told("RUNNING", 9)], "FAILED"],
    ["of two ends the worse one counts", [told("COMPLETED", 5), told("FAILED", 4)], "FAILED"],
    ["PARTIAL is worse than COMPLETED", [told("PARTIAL", 4), told("COMPLETED", 5)], "PARTIAL"],
    [
      "an unknown word counts while nothing later is known",
      [told("RUNNING", 2), told("ARCHIVING", 3)],
      "ARCHIVING",
    ],
    ["an unknown word does not stay for ever", [told("ARCHIVING", 3), told("COMPLETED", 5)], "COMPLETED"],
    [
      "an unknown word of the moment of the end is not",
      [told("ARCHIVING", 5), told("COMPLETED", 5)],
      "COMPLETED",
    ],
    [
      "an unknown word is not undone by a later RUNNING",
      [told("ARCHIVING", 3), told("RUNNING", 5)],
      "ARCHIVING",
    ],
    ["an unknown word after the end is the news", [told("COMPLETED", 5), told("CORRUPTED", 6)], "CORRUPTED"],
  ] as const)("%s", (_, heard, state) => {
    expect(stateAfter(...heard)).toBe(state);
  });
});

it("was found in AWS's lists only if the state that it is in now was", () => {
  expect(jobOf(recordOf([told("FAILED", 5, "list")])).isFound).toBe(true);
  expect(jobOf(recordOf([told("COMPLETED", 4, "list"), told("FAILED", 5)])).isFound).toBeUndefined();
});

it("of more tellings than a job can have, the first 32 are kept", () => {
  const many = Array.from({ length: 40 }, (_, minute) => told(`ODD-${minute}`, minute));
  expect(recordOf(many).heard).toHaveLength(32);
});

describe("the facts of a job", () => {
  it("come from Describe before events, and from events before SNS", () => {
    const record = recordOf([
      told("FAILED", 5, "describe", { resourceName: "orders-db", message: "said by Describe" }),
      told("FAILED", 6, "eventbridge", { message: "said by the event", vaultName: "prod" }),
      told("FAILED", 7, "sns", { resourceArn: "arn:aws:rds:x:1:db:orders-db" }),
    ]);
    expect(jobOf(record).facts).toEqual({
      resourceName: "orders-db",
      message: "said by Describe",
      vaultName: "prod",
      resourceArn: "arn:aws:rds:x:1:db:orders-db",
    });
  });

  it("of the state that it is in now come before what was known of another", () => {
    const record = recordOf([
      told("FAILED", 5, "eventbridge", { bytes: 0, vaultName: "prod" }),
      told("RUNNING", 9, "describe", { bytes: 7, planName: "daily" }),
    ]);
    expect(jobOf(record).facts).toEqual({ bytes: 0, vaultName: "prod", planName: "daily" });
  });

  it("never take words about an earlier state for words about this one", () => {
    const record = recordOf([
      told("RUNNING", 2, "eventbridge", { message: "waiting for a slot" }),
      told("COMPLETED", 5),
    ]);
    expect(jobOf(record).facts).not.toHaveProperty("message");
  });

  it("are asked of AWS once for each end", () => {
    expect(isDescribed(recordOf([told("FAILED", 5)]))).toBe(false);
    expect(isDescribed(recordOf([told("FAILED", 5), told("FAILED", 5, "describe")]))).toBe(true);
    expect(isDescribed(recordOf([told("FAILED", 5), told("RUNNING", 4, "describe")]))).toBe(false);
  });
});

describe("hearing things in any order, any number of times", () => {
  const heard = fc.record({
    state: fc.constantFrom(
      "CREATED",
      "PENDING",
      "RUNNING",
      "COMPLETED",
      "PARTIAL",
      "ABORTED",
      "EXPIRED",
      "FAILED",
      "ODD",
      "ODDER",
    ),
    feed: fc.constantFrom<Heard["feed"]>("sns", "eventbridge", "describe"),
    at: fc.integer({ min: 0, max: 4 }).map((ms) => instant(ms)),
    facts: fc.record({ message: fc.constantFrom("a", "b"), bytes: fc.nat(3) }, { requiredKeys: [] }),
  });

  it("ends in one truth", () => {
    fc.assert(
      fc.property(
        fc.array(heard, { minLength: 1, maxLength: 8 }).chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray([...list, ...list], {
              minLength: list.length * 2,
              maxLength: list.length * 2,
            }),
          ),
        ),
        ([list, shuffled]) => {
          expect(jobOf(recordOf(shuffled))).toEqual(jobOf(recordOf(list)));
          expect(recordOf(shuffled)).toEqual(recordOf(list));
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
