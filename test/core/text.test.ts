import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, oneLine, visible } from "../../src/core/text.ts";

describe("text that is cut", () => {
  it("is never longer than asked, says how much is missing and never halves a character", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.integer({ min: 24, max: 200 }),
        (text, max) => {
          const shown = cut(text.toWellFormed(), max);
          expect(shown.length).toBeLessThanOrEqual(max);
          expect(shown.isWellFormed()).toBe(true);
          if (text.length > max) expect(shown).toMatch(/… \+\d+ chars$/);
        },
      ),
    );
  });

  it("stays as it is when it fits", () => {
    expect(cut("orders-db", 24)).toBe("orders-db");
  });
});

describe("text that is shown", () => {
  it("has no invisible characters left", () => {
    expect(visible("a\u0000b\u2066c\u{e0041}d")).toBe("a\\u{0000}b\\u{2066}c\\u{e0041}d");
  });

  it("is one line in titles", () => {
    expect(oneLine(" a\r\n\tb  c ")).toBe("a b c");
  });
});
