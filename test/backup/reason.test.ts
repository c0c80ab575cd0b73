import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/backup/catalogue.ts";
import { aboutReason, isVss, type Reason, reasonOf, saysFailed } from "../../src/backup/reason.ts";
import { en } from "../../src/i18n/en.ts";
import { ja } from "../../src/i18n/ja.ts";

/** AWS's whole page, its `REGEX#` entries as they stand there, and what was seen elsewhere. */
const samples: readonly { readonly message: string; readonly reason: Reason }[] = JSON.parse(
  readFileSync(new URL("../samples/status-messages.json", import.meta.url), "utf8"),
);
const said = samples.map(({ message, reason }) => [message.replace(/^REGEX#/, ""), reason] as const);

describe("the cause of a job's end", () => {
  it.each(said)("“%s” is %s, in whatever case and wherever in a sentence", (message, reason) => {
    expect(reasonOf("FAILED", message)).toBe(reason);
    expect(reasonOf("FAILED", message.toUpperCase())).toBe(reason);
    expect(reasonOf("COMPLETED", `${message} (job 4711)`)).toBe(
      reason === "none-given" ? "contradicted" : reason,
    );
  });

  it("is said for the whole page", () => {
    expect(samples.filter(({ message }) => message.startsWith("REGEX#"))).toHaveLength(26);
    expect(samples.length).toBeGreaterThanOrEqual(73);
    expect(samples.filter(({ reason }) => reason === "unlisted")).toEqual([]);
  });

  it.each([
    ["EXPIRED", undefined, "not-started-in-time"],
    ["ABORTED", undefined, "stopped-by-person"],
    ["FAILED", undefined, "none-given"],
    ["COMPLETED", undefined, "none-given"],
    ["FAILED", "Something that AWS never said before", "unlisted"],
    ["COMPLETED", "Something that AWS never said before", "unlisted"],
    ["COMPLETED", "An AWS Copy job was completed but was failed or was aborted.", "contradicted"],
    ["COMPLETED", "Copy job failed.", "contradicted"],
  ] as const)("of %s with “%s” is %s", (state, message, reason) => {
    expect(reasonOf(state, message)).toBe(reason);
  });

  it.each([
    ["vss-not-installed", "vss-failed", "Windows VSS Backup: ec2-vss-agent.exe is not installed"],
    ["vss-timeout", "vss-failed", "Windows VSS Backup attempt failed because of timeout"],
    ["default-key", "kms-key", "default Backup service managed key; only an AWS KMS key may be used"],
    ["kms-key", "access-denied", "access to KMS key is denied: access denied"],
    ["kms-key", "resource-gone", "Given key ID does not exist"],
    ["vault-gone", "resource-gone", "backup vault prod-daily does not exist"],
    ["recovery-point-gone", "resource-gone", "Cannot find recovery point: not found"],
    ["role-unusable", "access-denied", "Access denied: role x cannot be assumed by AWS Backup"],
    ["tags-not-copied", "internal-error", "unable to copy resource tags because of an internal error"],
    ["hypervisor-snapshot", "not-supported", "CreateSnapshot method not supported on hypervisor"],
    ["gateway-key", "not-supported", "Storage Gateway backup copies require a vault; not supported"],
    ["tag-limit", "other-limit", "can have at most 50: more than 50 tags"],
  ] as const)("is %s before %s, for the narrow one tells more", (narrow, wide, message) => {
    const fits = catalogue.filter(({ patterns }) => patterns.some((pattern) => pattern.test(message)));
    expect(fits.map(({ reason }) => reason)).toEqual(expect.arrayContaining([narrow, wide]));
    expect(reasonOf("FAILED", message)).toBe(narrow);
  });

  it("costs nothing to find in a hostile message", () => {
    expect(reasonOf("FAILED", "Windows VSS Backup ".repeat(200_000))).toBe("vss-failed");
    expect(reasonOf("FAILED", "backup vault ".repeat(200_000))).toBe("unlisted");
    expect(saysFailed("backup job was ".repeat(200_000))).toBe(false);
  });
});

describe("the catalogue", () => {
  it("has each reason once, and no pattern that decides nothing", () => {
    const names = catalogue.map(({ reason }) => reason);
    expect(new Set(names).size).toBe(names.length);
    const all = catalogue.flatMap(({ patterns }) => patterns);
    const deciding = said.map(([message]) => all.find((pattern) => pattern.test(message)));
    expect(all.filter((pattern) => !deciding.includes(pattern))).toEqual([]);
    expect(new Set(said.map(([, reason]) => reason))).toEqual(new Set([...names, "none-given"]));
  });

  it.each(
    catalogue.map((entry) => [entry.reason, entry] as const),
  )("%s has words, a category, a verdict on trying again and a page of AWS's", (reason, entry) => {
    for (const texts of [en, ja]) {
      expect(texts.reason[reason].cause).not.toBe("");
      expect(texts.reason[reason].next).not.toMatch(/\n/);
      expect(texts.card.retry[entry.retry]).not.toBe("");
    }
    expect(entry.category).not.toBe("");
    expect(entry.page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w/-]+\.html$/);
    expect(aboutReason(reason)).toBe(entry);
    expect(isVss(reason)).toBe(reason.startsWith("vss-"));
  });

  it("knows nothing of a reason that nobody gave", () => {
    for (const reason of ["unlisted", "none-given", "contradicted"] as const)
      expect(aboutReason(reason)).toBeUndefined();
  });
});
