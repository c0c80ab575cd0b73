import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { reasonOf } from "../../src/backup/reason.ts";

const listed: readonly string[] = JSON.parse(
  readFileSync(new URL("../samples/status-messages.json", import.meta.url), "utf8"),
);

describe("the cause of a job's end", () => {
  it.each([
    ["COMPLETED", "Windows VSS Backup Job Error encountered, trying for regular backup", "vss-failed"],
    [
      "ABORTED",
      "ec2-vss-agent.exe is not installed. To install, run command AWS-ConfigureAWSPackage",
      "vss-not-installed",
    ],
    [
      "FAILED",
      "WindowsVSS Backup attempt failed because either Instance or SSM Agent has invalid state or insufficient privileges.",
      "vss-no-rights",
    ],
    ["FAILED", "KMS key is either disabled or pending deletion or access to KMS key is denied", "kms-key"],
    [
      "EXPIRED",
      "Backup job failed because there was a running job for the same resource.",
      "already-running",
    ],
    ["EXPIRED", "Backup job expired before completion.", "not-started-in-time"],
    [
      "FAILED",
      "Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault.",
      "retention-range",
    ],
    [
      "FAILED",
      "Backup job failed because backup vault arn:aws:backup:us-west-2:111111111111:backup-vault:x does not exist.",
      "vault-gone",
    ],
    ["FAILED", "Access denied exception while trying to list tags", "access-denied"],
    ["FAILED", "arn:aws:iam::111111111111:role/x cannot be assumed by AWS Backup", "role-unusable"],
    ["ABORTED", "Backup job was stopped by user.", "stopped-by-person"],
    ["FAILED", "Something that AWS never said before", "unlisted"],
    ["EXPIRED", undefined, "not-started-in-time"],
    ["ABORTED", undefined, "stopped-by-person"],
    ["FAILED", undefined, "none-given"],
  ] as const)("of %s with “%s” is %s", (state, message, reason) => {
    expect(reasonOf(state, message)).toBe(reason);
  });

  it("is found for most of the messages that AWS lists, and looked at quickly for a hostile one", () => {
    const found = listed.filter((line) => reasonOf("FAILED", line.replace(/^REGEX#/, "")) !== "unlisted");
    expect(found.length).toBeGreaterThanOrEqual(65);
    expect(reasonOf("FAILED", "Windows VSS Backup ".repeat(200_000))).toBe("vss-failed");
  });
});
