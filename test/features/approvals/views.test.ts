import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkBlocks } from "../../../src/slack/block-check.ts";
import { limits } from "../../../src/slack/limits.ts";
import { bytesMax, bytesOf, requestCardsIn } from "./cards.ts";

const golden = new URL("../../golden/", import.meta.url);

describe.each(["en", "ja"] as const)("cards of requests in %s", (language) => {
  const cards = Object.entries(requestCardsIn(language));

  it.each(cards)("%s is as it was agreed", (name, card) => {
    const file = new URL(`${name}.${language}.json`, golden);
    const drawn = `${JSON.stringify(card, null, 1)}\n`;
    if (process.env.UPDATE_GOLDEN === "1" && !process.env.CI) writeFileSync(file, drawn);
    expect(
      existsSync(file),
      `${name}.${language}.json is missing: run UPDATE_GOLDEN=1 npx vitest run test/features/approvals`,
    ).toBe(true);
    expect(drawn).toBe(readFileSync(file, "utf8"));
  });

  it.each(cards)("%s is taken by Slack, is small, and says its gist in plain text", (_, card) => {
    expect(checkBlocks(card.blocks, "message")).toEqual([]);
    expect(checkBlocks(card.body, "message")).toEqual([]);
    expect(bytesOf(card)).toBeLessThanOrEqual(bytesMax);
    expect(card.text.length).toBeLessThan(limits.updateText);
    expect(card.text.split("\n").length).toBeGreaterThan(1);
    expect(JSON.stringify(card)).not.toMatch(/undefined|NaN|\[object/);
  });
});
