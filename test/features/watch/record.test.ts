import { expect, it } from "vitest";
import { hourMs, instant } from "../../../src/core/time.ts";
import type { Rhythm } from "../../../src/features/watch/model.ts";
import { packed, remembered, shortNameOf } from "../../../src/features/watch/record.ts";

const rhythm = (index: number): Rhythm => ({
  goodAt: instant(1_795_180_000_000 + index * 1_000),
  warnedAt: instant(1_795_100_000_000),
  gapsMs: [24, 24, 25, 23, 24].map((hours) => hours * hourMs + index * 1_000),
});
const many = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [shortNameOf(`arn:${index}`), rhythm(index)]),
  );

it("what was packed comes back, and nothing is remembered before", () => {
  const memory = { rhythms: { a: rhythm(1), b: { gapsMs: [] } }, absent: { a: "absence/1" } };
  expect(remembered(packed(memory))).toEqual(memory);
  expect(remembered(undefined)).toEqual({ rhythms: {}, absent: {} });
});

it("a backup is never later than itself, though its second is all that is remembered", () => {
  const goodAt = instant(1_795_180_000_001);
  const back = remembered(packed({ rhythms: { a: { goodAt, gapsMs: [] } }, absent: {} }));
  expect(back.rhythms.a?.goodAt).toBeGreaterThanOrEqual(goodAt);
});

it("five thousand resources of a place fit an item; of more than fit, the newest are kept", () => {
  expect(Object.keys(remembered(packed({ rhythms: many(5_000), absent: {} })).rhythms)).toHaveLength(5_000);
  const memory = packed({ rhythms: many(30_000), absent: {} });
  expect(memory.packed.length).toBeLessThanOrEqual(380_000);
  const { rhythms } = remembered(memory);
  expect(Object.keys(rhythms).length).toBeGreaterThan(5_000);
  expect(rhythms[shortNameOf("arn:29999")]).toBeDefined();
  expect(rhythms[shortNameOf("arn:0")]).toBeUndefined();
});
