// The words of findings: each has some in both languages, and what AWS or a person named stays data.
import { describe, expect, it } from "vitest";
import { backupsEn } from "../../../src/i18n/backups-en.ts";
import { findingText } from "../../../src/ports/findings.ts";

const names = Object.keys(backupsEn.findings);

describe("a finding", () => {
  it.each(names)("called %s is a sentence in both languages", (name) => {
    const finding = { level: "know" as const, name, values: ["<!channel> *a*", "2026-11-22T03:00:00.000Z"] };
    const [english, japanese] = (["en", "ja"] as const).map((each) => findingText(finding, each).mrkdwn);
    expect(english).toMatch(/^.*\.$/);
    expect(japanese).toMatch(/^.*。$/);
    for (const text of [english, japanese]) {
      expect(text).not.toContain("<!channel>");
      expect(text).not.toContain(" *a*");
      expect(text).not.toContain("undefined");
      for (const mark of ["\u0001", "\u0002"]) expect(text).not.toContain(mark);
    }
  });

  it("shows a moment in the reader's own zone", () => {
    const finding = {
      level: "know" as const,
      name: "frozen",
      values: ["2026-11-22T03:00:00.000Z", "Year end"],
    };
    expect(findingText(finding, "en").mrkdwn).toContain("<!date^1795316400^");
  });

  it("of an older version is said by its name", () => {
    const finding = { level: "know" as const, name: "toString", values: ["x"] };
    expect(findingText(finding, "en").mrkdwn).toBe("toString x");
  });
});
