import { describe, expect, it } from "vitest";
import { dayMs } from "../../../src/core/time.ts";
import { readAuditLine } from "../../../src/features/audit/ack.ts";
import { frontEn } from "../../../src/i18n/front-en.ts";
import { readCommandLine } from "../../../src/slack/command-line.ts";

const read = (text: string) => {
  const reading = readCommandLine(`audit ${text}`, ["since"]);
  if (reading.type === "refused") throw new Error(reading.problem);
  return readAuditLine(reading.line, frontEn);
};

describe("what an auditor types", () => {
  it.each([
    ["", { type: "look", sought: { by: "all" }, since: { agoMs: 7 * dayMs } }],
    ["--since 24h", { type: "look", sought: { by: "all" }, since: { agoMs: dayMs } }],
    [
      "<@U0LEADA001|lead-a>",
      { type: "look", sought: { by: "person", user: "U0LEADA001" }, since: { agoMs: 7 * dayMs } },
    ],
    ["Orders-DB", { type: "look", sought: { by: "name", name: "Orders-DB" }, since: { agoMs: 7 * dayMs } }],
    ["verify", { type: "verify", since: { agoMs: 30 * dayMs } }],
    ["ＶＥＲＩＦＹ —since 2026-11-01", { type: "verify", since: { day: "2026-11-01" } }],
    ["--since soon", { type: "refused", says: frontEn.badSince("soon") }],
    ["@bob", { type: "refused", says: frontEn.unknownPerson("@bob") }],
    ["one two", { type: "refused", says: frontEn.tooMany("two") }],
  ])("is understood: %s", (text, reading) => {
    expect(read(text)).toEqual(reading);
  });
});
