import { describe, expect, it } from "vitest";
import { headlineOf } from "../../src/backup/headline.ts";
import { consistencyOf, verdictOf } from "../../src/backup/vss.ts";

const vss = "Windows VSS Backup Job Error encountered, trying for regular backup";
const tags = "We are unable to copy resource tags to your backup because of the Internal Failure.";
const accepted = { until: "2026-12-31", why: "known" };
const asked = { windowsVss: true, resourceType: "EC2" };

describe("the verdict on a Windows backup", () => {
  it.each([
    ["COMPLETED", asked, "application-consistent"],
    ["COMPLETED", { ...asked, category: "SUCCESS" }, "application-consistent"],
    ["COMPLETED", { ...asked, message: vss }, "crash-consistent"],
    ["COMPLETED", { ...asked, message: vss, category: "SUCCESS" }, "crash-consistent"],
    ["COMPLETED", { ...asked, message: vss, accepted }, "crash-consistent"],
    ["COMPLETED", { message: vss }, "crash-consistent"],
    ["COMPLETED", { ...asked, message: tags }, "application-consistent"],
    ["COMPLETED", { ...asked, message: "Something new" }, "unknown"],
    ["COMPLETED", { ...asked, message: "Something new", accepted }, "unknown"],
    ["COMPLETED", { ...asked, message: "An AWS Backup job failed." }, "unknown"],
    ["COMPLETED", { ...asked, category: "Other" }, "unknown"],
    ["FAILED", { ...asked, message: vss }, "no-backup"],
    ["FAILED", { message: vss }, "no-backup"],
    ["ABORTED", asked, "no-backup"],
    ["EXPIRED", asked, "no-backup"],
    ["PARTIAL", asked, "unknown"],
    ["COMPLETED", { resourceType: "EC2" }, "unknown"],
    ["COMPLETED", { resourceType: "EC2", windowsVss: false }, undefined],
    ["COMPLETED", { resourceType: "RDS" }, undefined],
    ["FAILED", { resourceType: "RDS" }, undefined],
    ["RUNNING", asked, undefined],
    ["ARCHIVING", asked, undefined],
  ] as const)("of %s with %j is %s", (state, facts, verdict) => {
    expect(verdictOf("backup", state, facts)).toBe(verdict);
    expect(verdictOf("copy", state, facts)).toBeUndefined();
    if (verdict !== undefined) expect(consistencyOf(state, facts)).toBe(verdict);
  });

  it("without VSS is that of any image of a running instance", () => {
    expect(consistencyOf("COMPLETED", { windowsVss: false })).toBe("crash-consistent");
  });

  it("stays in the headline when the team accepts it", () => {
    expect(headlineOf("COMPLETED", { ...asked, message: vss, accepted })).toBe("inconsistent");
    expect(headlineOf("COMPLETED", { ...asked, message: "Something new", accepted })).toBe("good");
  });
});
