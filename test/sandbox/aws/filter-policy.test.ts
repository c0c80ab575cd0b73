import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matches, parseFilterPolicy } from "../../../sandbox/aws/sns/filter-policy.ts";
import { vaultTopicFilter } from "../../../src/config/names.ts";

describe("a filter policy", () => {
  it.each([
    ["an exact word", { s: ["a"] }, { s: "a" }, true],
    ["another word", { s: ["a"] }, { s: "b" }, false],
    ["another case", { s: ["a"] }, { s: "A" }, false],
    ["one of two", { s: ["a", "b"] }, { s: "b" }, true],
    ["a missing key", { s: ["a"] }, {}, false],
    ["both keys", { s: ["a"], t: ["b"] }, { s: "a", t: "b" }, true],
    ["only one of both keys", { s: ["a"], t: ["b"] }, { s: "a" }, false],
    ["a number", { n: [3] }, { n: 3 }, true],
    ["a number as text", { n: [3] }, { n: "3" }, false],
    ["true", { b: [true] }, { b: true }, true],
    ["null", { b: [null] }, { b: null }, true],
    ["a list that has it", { l: ["a"] }, { l: ["x", "a"] }, true],
    ["a list that has it not", { l: ["a"] }, { l: ["x"] }, false],
    ["prefix", { s: [{ prefix: "pro" }] }, { s: "prod" }, true],
    ["not the prefix", { s: [{ prefix: "pro" }] }, { s: "aprod" }, false],
    ["suffix", { s: [{ suffix: "-db" }] }, { s: "orders-db" }, true],
    ["equals-ignore-case", { s: [{ "equals-ignore-case": "Failed" }] }, { s: "FAILED" }, true],
    ["wildcard", { s: [{ wildcard: "prod-*-db" }] }, { s: "prod-a.b-db" }, true],
    ["not the wildcard", { s: [{ wildcard: "prod-*-db" }] }, { s: "stg-a-db" }, false],
    ["anything-but", { s: [{ "anything-but": ["a"] }] }, { s: "b" }, true],
    ["anything-but itself", { s: [{ "anything-but": ["a"] }] }, { s: "a" }, false],
    ["anything-but of one word", { s: [{ "anything-but": "a" }] }, { s: "a" }, false],
    ["anything-but of a missing key", { s: [{ "anything-but": ["a"] }] }, {}, false],
    ["anything-but a prefix", { s: [{ "anything-but": { prefix: "a" } }] }, { s: "ab" }, false],
    [
      "anything-but a prefix that it has not",
      { s: [{ "anything-but": { prefix: "a" } }] },
      { s: "ba" },
      true,
    ],
    ["exists", { s: [{ exists: true }] }, { s: "" }, true],
    ["exists, but it does not", { s: [{ exists: true }] }, {}, false],
    ["exists: false", { s: [{ exists: false }] }, {}, true],
    ["exists: false, but it does", { s: [{ exists: false }] }, { s: "x" }, false],
    ["numeric =", { n: [{ numeric: ["=", 3] }] }, { n: 3 }, true],
    ["numeric range", { n: [{ numeric: [">", 0, "<=", 5] }] }, { n: 5 }, true],
    ["numeric range missed", { n: [{ numeric: [">", 0, "<=", 5] }] }, { n: 0 }, false],
    ["numeric of a text", { n: [{ numeric: [">", 0] }] }, { n: "3" }, false],
    ["cidr", { ip: [{ cidr: "10.0.0.0/24" }] }, { ip: "10.0.0.77" }, true],
    ["cidr missed", { ip: [{ cidr: "10.0.0.0/24" }] }, { ip: "10.0.1.1" }, false],
    ["$or, the second", { $or: [{ s: ["a"] }, { t: ["b"] }] }, { t: "b" }, true],
    ["$or, none", { $or: [{ s: ["a"] }, { t: ["b"] }] }, { t: "c" }, false],
    ["$or and a key", { k: ["k"], $or: [{ s: ["a"] }, { t: ["b"] }] }, { s: "a" }, false],
    ["$or within $or", { $or: [{ $or: [{ s: ["a"] }] }, { t: ["b"] }] }, { s: "a" }, true],
    ["a nested key", { d: { s: ["a"] } }, { d: { s: "a" } }, true],
    ["a nested key that is missing", { d: { s: ["a"] } }, { d: 3 }, false],
    ["a list of objects", { d: { s: ["a"] } }, { d: [{ s: "x" }, { s: "a" }] }, true],
    ["a key of the prototype", { constructor: [{ exists: true }] }, {}, false],
  ] as const)("on %s", (_, policy, content, passes) => {
    expect(matches(policy, content)).toBe(passes);
  });

  it.each([
    ["what is not JSON", "{", /parse/],
    ["a list", "[]", /object/],
    [
      "more than five keys",
      JSON.stringify(Object.fromEntries("abcdef".split("").map((key) => [key, ["x"]]))),
      /more than 5 keys/,
    ],
    [
      "more than 150 combinations",
      JSON.stringify({ a: Array(13).fill("x"), b: Array(12).fill("y") }),
      /too complex/,
    ],
    ["an empty list", '{"a":[]}', /empty array/],
    ["an operator that is none", '{"a":[{"like":"x"}]}', /Unrecognized match type like/],
    ["a nested policy on attributes", '{"a":{"b":["x"]}}', /nested/],
  ])("is refused when it is %s", (_, json, message) => {
    expect(parseFilterPolicy(json, "MessageAttributes")).toMatchObject({
      type: "refused",
      message: expect.stringMatching(message),
    });
  });

  it("anything-but is the opposite of exact, for every key that exists", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (value, list) => {
        expect(matches({ s: [{ "anything-but": list }] }, { s: value })).toBe(
          !matches({ s: list }, { s: value }),
        );
      }),
    );
  });
});

describe("the default filter on the vault topic", () => {
  const passes = (attributes: object) => matches(vaultTopicFilter, attributes);

  it("drops only a plain COMPLETED, and passes what carries no State", () => {
    expect(parseFilterPolicy(JSON.stringify(vaultTopicFilter), "MessageAttributes").type).toBe("policy");
    expect(passes({ EventType: "BACKUP_JOB", State: "COMPLETED" })).toBe(false);
    for (const State of ["FAILED", "EXPIRED", "ABORTED", "PARTIAL", "NEW"])
      expect(passes({ State })).toBe(true);
    expect(passes({ eventType: "EKS_BACKUP_OBJECT_FAILED" })).toBe(true);
  });
});
