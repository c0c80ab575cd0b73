import { describe, expect, it } from "vitest";
import { instant } from "../../../src/core/time.ts";
import { csvOf } from "../../../src/features/alerts/kinds/storm-file.ts";
import type { StormMember } from "../../../src/features/alerts/model.ts";
import { checkBlocks } from "../../../src/slack/block-check.ts";
import { limits } from "../../../src/slack/limits.ts";
import { configIn, jobWith } from "./cards.ts";
import { stormCardsIn } from "./storm-cards.ts";

const job = jobWith("backup", "FAILED", {
  message: "KMS key is either disabled or pending deletion or access to KMS key is denied",
});

describe.each(["en", "ja"] as const)("a card of a storm in %s", (language) => {
  it.each(
    Object.entries(stormCardsIn(configIn(language), job)),
  )("%s is taken by Slack and pings nobody", (_, card) => {
    expect(checkBlocks(card.blocks, "message")).toEqual([]);
    expect(checkBlocks(card.body, "message")).toEqual([]);
    expect(card.text.length).toBeLessThan(limits.updateText);
    expect(JSON.stringify(card)).not.toMatch(/undefined|NaN|\[object|<!channel>/);
  });

  it("says how many are good again, and is green when all are", () => {
    const cards = stormCardsIn(configIn(language), job);
    expect(JSON.stringify(cards["storm-some-good"]?.body)).toMatch(/31 of 40|40 件中 31 件/);
    expect(cards["storm-some-good"]?.metadata.event_payload).toMatchObject({ severity: "failed" });
    expect(cards["storm-good"]?.metadata.event_payload).toMatchObject({ severity: "good" });
  });
});

describe("the file of a storm", () => {
  const member: StormMember = {
    job: job.key,
    writtenId: "1B23",
    arn: "arn:aws:rds:ap-northeast-1:111111111111:db:orders-db",
    name: "orders-db",
    type: "RDS",
    state: "FAILED",
    at: instant(Date.parse("2026-11-20T13:13:00Z")),
  };

  it.each([
    ["a comma and a quote", 'a "b", c', '"a ""b"", c"'],
    ["a new line", "a\nb", '"a\nb"'],
    ["a formula", "=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["a sign", "-2+3", "'-2+3"],
    ["Japanese", "受注", "受注"],
  ])("holds %s as it was", (_, name, cell) => {
    const text = csvOf([{ member: { ...member, name }, goodAt: undefined }], ["Resource", "Type"]);
    expect(text.startsWith("\uFEFFResource,Type\r\n")).toBe(true);
    expect(text).toContain(
      `\r\n${cell},RDS,111111111111,ap-northeast-1,,FAILED,2026-11-20T13:13:00.000Z,,1B23,`,
    );
    expect(text.endsWith("\r\n")).toBe(true);
  });

  it("says since when a resource is good again", () => {
    const goodAt = instant(Date.parse("2026-11-21T13:13:00Z"));
    expect(csvOf([{ member, goodAt }], [])).toContain(",2026-11-21T13:13:00.000Z,1B23,");
  });
});
