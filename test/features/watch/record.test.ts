import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { hourMs, instant } from "../../../src/core/time.ts";
import { settle } from "../../../src/features/watch/decide.ts";
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

const nothing = { absent: {}, unsettled: {}, byTag: [], bare: {} };

it("what was packed comes back, and nothing is remembered before", () => {
  const memory = {
    rhythms: { a: rhythm(1), b: { gapsMs: [] } },
    absent: { a: "absence/1" },
    unsettled: { b: "absence/2" },
    byTag: ["a"],
    bare: { c: instant(1_795_180_000_000) },
  };
  expect(remembered(packed(memory))).toEqual(memory);
  expect(remembered(undefined)).toEqual({ ...nothing, rhythms: {} });
});

it("a backup is never later than itself, though its second is all that is remembered", () => {
  const goodAt = instant(1_795_180_000_001);
  const back = remembered(packed({ rhythms: { a: { goodAt, gapsMs: [] } }, ...nothing }));
  expect(back.rhythms.a?.goodAt).toBeGreaterThanOrEqual(goodAt);
});

it("five thousand resources of a place fit an item; of more than fit, the newest are kept", () => {
  expect(Object.keys(remembered(packed({ rhythms: many(5_000), ...nothing })).rhythms)).toHaveLength(5_000);
  const memory = packed({ rhythms: many(30_000), ...nothing });
  expect(memory.packed.length).toBeLessThanOrEqual(380_000);
  const { rhythms } = remembered(memory);
  expect(Object.keys(rhythms).length).toBeGreaterThan(5_000);
  expect(rhythms[shortNameOf("arn:29999")]).toBeDefined();
  expect(rhythms[shortNameOf("arn:0")]).toBeUndefined();
});

it("what was packed before there were tags comes back", () => {
  const before = gzipSync(JSON.stringify({ rhythms: { a: [1] }, absent: { a: "absence/1" } })).toString(
    "base64",
  );
  expect(remembered({ packed: before })).toEqual({
    ...nothing,
    rhythms: { a: { goodAt: 1_000, gapsMs: [] } },
    absent: { a: "absence/1" },
  });
});

it("of very many that were never backed up, those that were seen first are kept, beside everything else", () => {
  const bare = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [
      shortNameOf(`arn:bare-${index}`),
      instant(1_795_180_000_000 + index * 1_000),
    ]),
  );
  const memory = packed({ ...nothing, rhythms: many(5_000), bare });
  expect(memory.packed.length).toBeLessThanOrEqual(380_000);
  const back = remembered(memory);
  expect(Object.keys(back.bare)).toHaveLength(5_000);
  expect(back.bare[shortNameOf("arn:bare-0")]).toBeDefined();
  expect(Object.keys(back.rhythms).length).toBeGreaterThan(4_000);
});

it("of what was cut off only that is still told of which the table shows as open", () => {
  const known = {
    ...nothing,
    rhythms: {},
    absent: { a: "absence/1" },
    unsettled: { b: "absence/2", c: "absence/3" },
    byTag: ["a", "b", "c"],
  };
  expect(settle(known, new Set(["b"]))).toEqual({
    ...known,
    absent: { a: "absence/1", b: "absence/2" },
    unsettled: {},
    byTag: ["a", "b"],
  });
});
