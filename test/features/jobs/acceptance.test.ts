import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { severityOf } from "../../../src/backup/job.ts";
import type { AcceptedMessage, Config } from "../../../src/config/config.ts";
import { instant } from "../../../src/core/time.ts";
import { fits } from "../../../src/core/wildcard.ts";
import { decideAlert } from "../../../src/features/alerts/decide.ts";
import { dayOf } from "../../../src/features/home/decide.ts";
import { isMeant, withAcceptance } from "../../../src/features/jobs/decide.ts";
import { jobMessage } from "../../../src/features/jobs/views.ts";
import { cardOf, configIn, jobWith } from "../alerts/cards.ts";

const base = configIn("en");
const options =
  "Periodic/snapshot backup for bucket shop-prod-reports has different backup options than the continuous backup. The snapshot will use the same settings.";
const vss = "Windows VSS Backup Job Error encountered, trying for regular backup";
const endsAt = Date.parse("2026-12-31T15:00:00Z");
const entry: AcceptedMessage = {
  message: "periodic/snapshot backup for bucket * has different backup options*",
  until: "2026-12-31",
  endsAt,
  why: "known",
};
const before = instant(endsAt - 1);
const acceptedBy = (
  entries: readonly AcceptedMessage[],
  state: string,
  facts: object,
  now = before,
  key: object = {},
) => {
  const job = jobWith("backup", state, facts);
  const config: Config = { ...base, accepted: entries };
  return withAcceptance(job, { ...job.key, ...key }, config, now);
};

describe("an accepted message", () => {
  it("makes a warning good, until the day is over, and then it is a warning again", () => {
    const during = acceptedBy([entry], "COMPLETED", { message: options });
    expect(during.facts.accepted).toEqual({ until: "2026-12-31", why: "known" });
    expect(severityOf(during.state, during.facts)).toBe("good");
    const after = acceptedBy([entry], "COMPLETED", { message: options }, instant(endsAt));
    expect(after.facts.accepted).toBeUndefined();
    expect(severityOf(after.state, after.facts)).toBe("warning");
  });

  it.each([
    ["a failure", [{ ...entry, message: "*KMS key is*" }], "FAILED", { message: "KMS key is disabled" }, {}],
    ["a partial backup", [entry], "PARTIAL", { message: options }, {}],
    ["an expired job", [entry], "EXPIRED", { message: options }, {}],
    ["a state that nobody knows", [entry], "ARCHIVING", { message: options }, {}],
    [
      "a completed job whose words say that it failed",
      [{ ...entry, message: "An AWS Backup job failed*" }],
      "COMPLETED",
      { message: "An AWS Backup job failed. BackupJob ID : j-1" },
      {},
    ],
    ["a complaint without words", [{ ...entry, message: "*" }], "COMPLETED", { category: "Other" }, {}],
    [
      "VSS, by its text alone",
      [{ ...entry, message: "Windows VSS Backup*" }],
      "COMPLETED",
      { message: vss },
      {},
    ],
    [
      "VSS, under another reason",
      [{ ...entry, message: "Windows VSS Backup*", reason: "vss-timeout" }],
      "COMPLETED",
      { message: vss },
      {},
    ],
    ["another text", [entry], "COMPLETED", { message: `${options} And more`.replace("Periodic", "") }, {}],
    ["another type", [{ ...entry, resourceType: "S3" }], "COMPLETED", { message: options }, {}],
    ["another environment", [{ ...entry, environment: "staging" }], "COMPLETED", { message: options }, {}],
    [
      "an account of nobody",
      [{ ...entry, environment: "production" }],
      "COMPLETED",
      { message: options },
      { account: "999999999999" },
    ],
  ] as const)("never accepts %s", (_, entries, state, facts, key) => {
    expect(acceptedBy(entries, state, facts, before, key).facts.accepted).toBeUndefined();
  });

  it("accepts VSS by the name of its reason, by type and by environment", () => {
    const named = { ...entry, message: "Windows VSS Backup*", reason: "vss-failed", resourceType: "ec2" };
    const facts = { message: vss, resourceType: "EC2" };
    const job = acceptedBy([{ ...named, environment: "production" }], "COMPLETED", facts);
    expect(job.facts.accepted).toBeDefined();
  });

  it("says the same on the card, in the list, in the status and in the details", () => {
    const config: Config = { ...base, accepted: [entry] };
    const job = jobWith("backup", "COMPLETED", { message: options });
    for (const [now, severity] of [
      [before, "good"],
      [instant(endsAt), "warning"],
    ] as const) {
      const weighed = withAcceptance(job, job.key, config, now);
      const listed = { job: job.key, state: weighed.state, facts: weighed.facts };
      expect(cardOf(weighed, config).metadata.event_payload.severity).toBe(severity);
      expect(isMeant(listed, { state: severity, since: { agoMs: 0 } })).toBe(true);
      const [production] = config.environments;
      if (production === undefined) throw new Error("the sandbox has environments");
      const { good, warned, open } = dayOf(production, [listed], instant(0));
      expect([good, warned, open.length]).toEqual(severity === "good" ? [1, 0, 0] : [0, 1, 1]);
      const words = JSON.stringify([jobMessage(listed, config), cardOf(weighed, config)]);
      expect(words.match(/Accepted until 2026-12-31, because: known/g) ?? []).toHaveLength(
        severity === "good" ? 2 : 0,
      );
      expect(words.match(/AWS says: `Periodic/g)).toHaveLength(2);
    }
  });

  it("is the named reason of a silence", () => {
    const facts = { severity: "good", alertsFrom: "warning", hasCard: false } as const;
    expect(decideAlert({ ...facts, isAccepted: true })).toEqual({
      act: "silent",
      reason: "accepted-message",
    });
    expect(decideAlert({ ...facts, isAccepted: false }).reason).toBe("below-threshold");
    expect(decideAlert({ ...facts, alertsFrom: "good", isAccepted: true }).act).toBe("post");
  });
});

describe("a text with * for anything", () => {
  it("fits what the same regular expression fits", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", ".", "*"), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (said, found) => {
        const expression = said.replaceAll(".", "\\.").replaceAll("*", ".*");
        expect(fits(said, found)).toBe(new RegExp(`^${expression}$`).test(found));
      }),
      { numRuns: 2_000 },
    );
  });

  it("costs nothing against a hostile message", () => {
    expect(fits(`${"*a".repeat(190)}*b`, "a".repeat(1_000_000))).toBe(false);
  });
});
