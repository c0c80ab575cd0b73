import { describe, expect, it } from "vitest";
import { headOf, isSought } from "../../../src/features/audit/decide.ts";
import type { Sought } from "../../../src/features/audit/model.ts";
import { type AuditRow, readAuditHead } from "../../../src/ports/audit.ts";
import { chained, daysOf, entry } from "./rows.ts";

const arn = "arn:aws:rds:ap-northeast-1:111111111111:db:orders-db";
const [row] = chained("req-1", [entry({ resource: arn })]) as [AuditRow];
const [refused] = chained("req-1/refused/U7", [entry({ verb: "press.refused", by: "U7" })]) as [AuditRow];
const [nowhere] = chained("door/refused/U7", [entry({ environment: "", by: "U7" })]) as [AuditRow];

describe("what an auditor finds", () => {
  const name = (text: string): Sought => ({ by: "name", name: text });
  it.each<[string, AuditRow, Sought, readonly string[], boolean]>([
    ["everything where they audit", row, { by: "all" }, ["production"], true],
    ["nothing of another environment", row, { by: "all" }, ["staging"], false],
    ["nothing of another environment by name either", row, name("req-1"), ["staging"], false],
    ["what was refused before it was known where", nowhere, { by: "all" }, ["staging"], true],
    ["a person's deeds", row, { by: "person", user: "U1" }, ["production"], true],
    ["not another's", row, { by: "person", user: "U2" }, ["production"], false],
    ["a request", row, name("req-1"), ["production"], true],
    ["a request's refusals", refused, name("req-1"), ["production"], true],
    ["no other request that begins alike", row, name("req"), ["production"], false],
    ["a resource by its ARN", row, name(arn), ["production"], true],
    ["a resource by its name", row, name("Orders-DB"), ["production"], true],
    ["no other resource", row, name("orders"), ["production"], false],
  ])("is %s", (_, found, sought, environments, isFound) => {
    expect(isSought(found, sought, environments)).toBe(isFound);
  });
});

describe("a head as text", () => {
  const [day] = daysOf([row]);
  const head = headOf(day as NonNullable<typeof day>, [], "");

  it("is read as it was written", () => {
    expect(readAuditHead(JSON.stringify(head))).toEqual(head);
  });

  it.each([
    ["nothing"],
    ["{}"],
    [JSON.stringify({ ...head, more: 1 })],
    [JSON.stringify({ ...head, hash: "x" })],
  ])("is none when it says %s", (text) => {
    expect(readAuditHead(text)).toBeUndefined();
  });
});
