import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, instant } from "../../../src/core/time.ts";
import type { Held } from "../../../src/features/inventory/model.ts";
import {
  inventoryKey,
  keepInventoryUntil,
  partKey,
  partPrefix,
  partsOf,
  resourcesIn,
} from "../../../src/features/inventory/record.ts";
import { held, many } from "./held.ts";

const restored = (list: readonly Held[]): readonly Held[] => [...partsOf(list).values()].flatMap(resourcesIn);

const word = fc.string({ unit: "grapheme", maxLength: 20 });
const resource: fc.Arbitrary<Held> = fc.record(
  {
    arn: word,
    name: word,
    type: fc.constantFrom("EC2", "RDS", "Storage Gateway", "SAP HANA on Amazon EC2", "S3#/", "型"),
    account: fc.constantFrom("111111111111", "012345678901"),
    region: fc.constantFrom("ap-northeast-1", "us-west-2"),
    lastBackupAt: fc.integer({ min: 1, max: 2 ** 42 }).map(instant),
  },
  { requiredKeys: ["arn", "name", "type", "account", "region"] },
);

describe("a list as it lies in the table", () => {
  it("comes back as it was, type by type and in its order", () => {
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 30 }), (list) => {
        const types = [...new Set(list.map(({ type }) => type))];
        expect(restored(list)).toEqual(types.flatMap((type) => list.filter((each) => each.type === type)));
      }),
      { numRuns: 500 },
    );
  });

  it("of nothing has no parts", () => {
    expect(partsOf([]).size).toBe(0);
  });

  it("has one part for a type that fits, under a name that can stand in a key", () => {
    const list = [held("a"), held("b"), held("c", { type: "Storage Gateway" }), held("d", { type: "S3#/" })];
    expect([...partsOf(list).keys()]).toEqual(["RDS#000", "Storage%20Gateway#000", "S3%23%2F#000"]);
  });

  it.each([1, 12_000, 13_000, 20_000])("of %d of one type has parts that each fit an item", (count) => {
    const list = many(count);
    const parts = partsOf(list);
    expect(parts.size > 1).toBe(count > 12_000);
    for (const { packed } of parts.values()) expect(packed.length).toBeLessThanOrEqual(300_000);
    expect(restored(list)).toEqual(list);
    const names = [...parts.keys()];
    expect([...names].sort()).toEqual(names);
  });

  it("of one resource that fits nowhere is one part, and is not cut for ever", () => {
    const noise = many(30_000)
      .map(({ arn }) => arn.slice(-17))
      .join("");
    expect(partsOf([held("a", { name: noise })]).size).toBe(1);
  });

  it("never swells to more than a list may be", () => {
    const packed = gzipSync(
      Buffer.concat([Buffer.from("["), Buffer.alloc(60_000_000, " "), Buffer.from("]")]),
    );
    expect(() => resourcesIn({ packed: packed.toString("base64") })).toThrow();
  });

  it("lies with its head, is found by the beginning of its key, and is kept for a week", () => {
    expect(inventoryKey("production")).toEqual({ partition: "inventory#production", sort: "head" });
    expect(partKey("production", "RDS#000")).toEqual({
      partition: inventoryKey("production").partition,
      sort: `${partPrefix}RDS#000`,
    });
    expect(keepInventoryUntil(instant(0))).toBe(7 * dayMs);
  });
});
