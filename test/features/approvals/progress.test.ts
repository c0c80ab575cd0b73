import { describe, expect, it } from "vitest";
import { hourMs, minuteMs } from "../../../src/core/time.ts";
import { leftMs } from "../../../src/features/approvals/kinds/progress.ts";

describe("how long a job may still take", () => {
  it.each([
    ["to the minute, when it is soon over", 58, 12, 9],
    ["to five minutes, within the hour", 30, 20, 45],
    ["to a quarter of an hour, when it takes long", 20, 60, 240],
    ["a minute at the least", 99, 10, 1],
  ])("is told %s", (_, percent, tookMinutes, left) => {
    expect(leftMs(percent, tookMinutes * minuteMs)).toBe(left * minuteMs);
  });

  it.each([
    ["before a tenth is done", 9, 30 * minuteMs],
    ["in the first two minutes", 50, minuteMs],
    ["when all is done and AWS says no end", 100, 30 * minuteMs],
    ["when it would be more than a day", 10, 4 * hourMs],
  ])("is not guessed %s", (_, percent, tookMs) => {
    expect(leftMs(percent, tookMs)).toBeUndefined();
  });
});
