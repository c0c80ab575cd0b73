// When feeds or fields contradict each other, the worse and later one counts: every pair is tried.
import { describe, expect, it } from "vitest";
import { isEnd, rankOf, severityOf } from "../../../src/backup/job.ts";
import { parseNotification } from "../../../src/backup/parse.ts";
import { instant } from "../../../src/core/time.ts";
import { hear, jobOf } from "../../../src/features/jobs/decide.ts";
import type { Heard } from "../../../src/features/jobs/model.ts";

const states = [
  ...["CREATED", "PENDING", "RUNNING", "ABORTING", "COMPLETING", "FAILING"],
  ...["COMPLETED", "PARTIAL", "ABORTED", "EXPIRED", "FAILED", "ARCHIVING"],
] as const;
const feeds = ["sns", "eventbridge", "describe"] as const;
const texts = [
  undefined,
  "An AWS Backup job failed. BackupJob ID : 1b2345b2",
  "An AWS Copy job was completed but was failed or was aborted. Copy Job Id : 2c3456c3",
  "Windows VSS Backup Job Error encountered, trying for regular backup",
  "Fine.",
] as const;
const categories = [undefined, "SUCCESS", "AccessDenied"] as const;

const job = { account: "111111111111", region: "ap-northeast-1", kind: "backup", id: "j-1" } as const;
const now = (...heard: readonly Heard[]) => {
  const known = heard.reduce<readonly Heard[]>((before, each) => hear(before, each), []);
  return jobOf({ job, heard: known, owes: "alert" });
};
const severity = (...heard: readonly Heard[]) => {
  const { state, facts } = now(...heard);
  return severityOf(state, facts);
};

/** What each feed can tell; only Describe knows a category. */
const tellings = feeds.flatMap((feed) =>
  states.flatMap((state) =>
    texts.flatMap((message) =>
      (feed === "describe" ? categories : [undefined]).map((category) => ({
        feed,
        state,
        facts: {
          ...(message === undefined ? {} : { message }),
          ...(category === undefined ? {} : { category }),
        },
      })),
    ),
  ),
);

describe("of two sources that differ", () => {
  it.each([0, 1, 2])("the job is never good when one says bad that is not older: %i", (minute) => {
    const wrong: unknown[] = [];
    for (const one of tellings) {
      const first = { ...one, at: instant(60_000) };
      for (const other of tellings) {
        if (one.feed === other.feed && one.state === other.state) continue;
        const second = { ...other, at: instant(minute * 60_000) };
        if (severity(first, second) !== "good") continue;
        // Describe's SUCCESS says of a message that it is no complaint, unless its words are known for trouble.
        const isBad = ({ state, facts }: Heard) => {
          const told: readonly Heard[] = [first, second];
          const category = told.find((each) => each.state === state && each.facts.category)?.facts.category;
          return isEnd(state) && severityOf(state, category ? { ...facts, category } : facts) !== "good";
        };
        if (isBad(first) || isBad(second)) wrong.push([first, second]);
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it("the order in which they are heard changes nothing", () => {
    const ends = tellings.filter(({ state }) => isEnd(state) || rankOf(state) === undefined);
    const wrong: unknown[] = [];
    for (const one of ends) {
      for (const other of ends) {
        const [first, second] = [
          { ...one, at: instant(60_000) },
          { ...other, at: instant(60_000) },
        ];
        if (JSON.stringify(now(first, second)) !== JSON.stringify(now(second, first)))
          wrong.push([first, second]);
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  });
});

describe("of two fields of one event", () => {
  it.each(
    states.flatMap((state) => states.map((status) => [state, status] as const)),
  )("state %s beside status %s: never good when one is bad, never back to what was before", (state, status) => {
    const event = {
      id: "e1",
      source: "aws.backup",
      "detail-type": "Restore Job State Change",
      account: "111111111111",
      region: "us-west-2",
      time: "2026-11-20T22:13:00Z",
      resources: [],
      detail: { restoreJobId: "R-1", state, status },
    };
    const read = parseNotification({
      body: JSON.stringify(event),
      messageId: "m-1",
      sentAt: instant(0),
      attributes: {},
    });
    if (read.type !== "job") throw new Error("a job event is read as a job");
    const words: readonly string[] = [state, status];
    expect(words).toContain(read.state);
    if (words.some((word) => severityOf(word, {}) === "failed"))
      expect(severityOf(read.state, {})).toBe("failed");
    else if (words.includes("PARTIAL")) expect(read.state).toBe("PARTIAL");
    else if (words.includes("ARCHIVING")) expect(read.state).toBe("ARCHIVING");
    else expect(rankOf(read.state)).toBe(Math.max(...words.map((word) => rankOf(word) ?? -1)));
  });
});

describe("a state and words that differ", () => {
  it.each([
    [{ message: texts[1] }, "failed"],
    [{ message: texts[2] }, "failed"],
    [{ message: texts[1], category: "SUCCESS" }, "failed"],
    [{ message: "Backup job failed because there was a running job for the same resource." }, "failed"],
    [{ message: texts[3], category: "SUCCESS" }, "warning"],
    [{ message: "No objects were backed up from the source bucket x.", category: "SUCCESS" }, "warning"],
    [{ message: "Fine." }, "warning"],
    [{ message: "Fine.", category: "SUCCESS" }, "good"],
    [{ message: "Fine.", category: "success" }, "good"],
    [{ category: "AccessDenied" }, "warning"],
    [{ category: "SUCCESS" }, "good"],
    [{}, "good"],
  ] as const)("COMPLETED with %j is %s", (facts, expected) => {
    expect(severityOf("COMPLETED", facts)).toBe(expected);
  });

  it("is not made of a name: a resource may be called failed", () => {
    const attributes = { EventType: "BACKUP_JOB", State: "COMPLETED", AccountId: "111111111111", Id: "j-1" };
    const read = parseNotification({
      body: "An AWS Backup job was completed successfully. Resource ARN : arn:aws:rds:us-west-2:111111111111:db:aborted-failed. BackupJob ID : j-1",
      messageId: "m-1",
      sentAt: instant(0),
      attributes,
    });
    expect(read).toMatchObject({ type: "job", state: "COMPLETED" });
    expect(read).not.toHaveProperty("facts.message");
  });
});
