// What may be typed as a retention and as a window, and what the form says of the rest.
import { describe, expect, it } from "vitest";
import { readMinutes, readRetention } from "../../../src/features/backups/ack.ts";

describe("a retention", () => {
  it.each([
    ["35d", 35],
    ["35", 35],
    ["３５ｄ", 35],
    ["12w", 84],
    ["1y", 365],
    ["100y", 36_500],
    ["forever", "forever"],
    ["無期限", "forever"],
    ["101y", undefined],
    ["0d", undefined],
    ["-1d", undefined],
    ["1.5d", undefined],
    ["35h", undefined],
    ["", undefined],
    ["soon", undefined],
  ] as const)("typed as “%s” is %s", (typed, days) => {
    expect(readRetention(typed)).toBe(days);
  });
});

describe("a start window", () => {
  it.each([
    ["1h", 60],
    ["60", 60],
    ["90m", 90],
    ["2d", 2_880],
    ["59m", undefined],
    ["0h", undefined],
    ["99999d", undefined],
    ["1w", undefined],
  ] as const)("typed as “%s” is %s minutes", (typed, minutes) => {
    expect(readMinutes(typed)).toBe(minutes);
  });
});
