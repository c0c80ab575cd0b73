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
    ["exists", { s: [{ exists: true }] }, { s: "x" }, true],
    ["exists, but empty", { s: [{ exists: true }] }, { s: "" }, false],
    ["exists, but null", { s: [{ exists: true }] }, { s: null }, false],
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
    ["$or within $or", { $or: [{ $or: [{ s: ["a"] }, { u: ["c"] }] }, { t: ["b"] }] }, { u: "c" }, true],
    ["$or of one, which is a key", { $or: ["a"] }, { $or: "a" }, true],
    ["$or below a key", { d: { $or: [{ s: ["a"] }, { t: ["b"] }] } }, { d: { t: "b" } }, true],
    [
      "two $or of which one fails",
      { d: { $or: [{ s: ["a"] }, { t: ["b"] }] }, $or: [{ u: ["c"] }, { v: ["d"] }] },
      { d: { s: "a" }, u: "x" },
      false,
    ],
    ["false", { b: [false] }, { b: false }, true],
    ["true as text", { b: [true] }, { b: "true" }, false],
    ["null that is missing", { b: [null] }, {}, false],
    ["exact or a prefix", { s: ["a", { prefix: "b" }] }, { s: "bc" }, true],
    ["not the suffix", { s: [{ suffix: "-db" }] }, { s: "db-orders" }, false],
    ["a prefix of a number", { s: [{ prefix: "1" }] }, { s: 12 }, false],
    ["wildcard over nothing", { s: [{ wildcard: "a*b" }] }, { s: "ab" }, true],
    ["wildcard with a dot, which is a dot", { s: [{ wildcard: "a.*" }] }, { s: "abc" }, false],
    ["wildcard with a star meant", { s: [{ wildcard: "a\\*" }] }, { s: "a*" }, true],
    ["wildcard with a star meant, and none there", { s: [{ wildcard: "a\\*" }] }, { s: "abc" }, false],
    ["anything-but a number", { n: [{ "anything-but": [1, 2] }] }, { n: 3 }, true],
    ["anything-but a number that it is", { n: [{ "anything-but": [1, 2] }] }, { n: 2 }, false],
    ["anything-but a suffix", { s: [{ "anything-but": { suffix: "-db" } }] }, { s: "a-db" }, false],
    ["anything-but a wildcard", { s: [{ "anything-but": { wildcard: "a*b" } }] }, { s: "axb" }, false],
    ["anything-but a list that has others too", { l: [{ "anything-but": ["a"] }] }, { l: ["a", "b"] }, true],
    ["anything-but a list that has no other", { l: [{ "anything-but": ["a"] }] }, { l: ["a", "a"] }, false],
    ["anything-but, or missing", { s: [{ "anything-but": ["a"] }, { exists: false }] }, {}, true],
    ["numeric <", { n: [{ numeric: ["<", 3] }] }, { n: 3 }, false],
    ["numeric >=, a fraction", { n: [{ numeric: [">=", 3.5] }] }, { n: 3.5 }, true],
    ["numeric of a list", { n: [{ numeric: [">", 5] }] }, { n: [1, 9] }, true],
    ["cidr of version 6", { ip: [{ cidr: "2001:db8::/32" }] }, { ip: "2001:db8::1" }, true],
    ["cidr of another version", { ip: [{ cidr: "10.0.0.0/8" }] }, { ip: "::1" }, false],
    ["exists: false of an empty list", { l: [{ exists: false }] }, { l: [] }, true],
    ["exists: true of what is no leaf", { d: [{ exists: true }] }, { d: { s: "a" } }, false],
    ["a key with a dot", { "d.s": ["a"] }, { d: { s: "a" } }, true],
    [
      "two keys of one object in a list",
      { d: { s: ["a"], t: ["b"] } },
      {
        d: [
          { s: "a", t: "x" },
          { s: "a", t: "b" },
        ],
      },
      true,
    ],
    [
      "two keys of two objects in a list",
      { d: { s: ["a"], t: ["b"] } },
      { d: [{ s: "a" }, { t: "b" }] },
      false,
    ],
    ["a list in a list", { l: ["a"] }, { l: [["x"], ["a"]] }, true],
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
    ["an empty list", '{"a":[]}', /Empty arrays are not allowed/],
    ["a bare value", '{"a":"x"}', /"a" must be an object or an array/],
    ["a list within a list", '{"a":[["x"]]}', /must be String, number, true, false, or null/],
    ["two operators at once", '{"a":[{"prefix":"x","suffix":"y"}]}', /Only one key allowed/],
    ["an operator that is none", '{"a":[{"like":"x"}]}', /Unrecognized match type like/],
    ["a prefix of a number", '{"a":[{"prefix":1}]}', /prefix match pattern must be a string/],
    ["exists of a word", '{"a":[{"exists":"yes"}]}', /must be either true or false/],
    [
      "anything-but of what cannot be",
      '{"a":[{"anything-but":{"numeric":["=",1]}}]}',
      /Unsupported anything-but/,
    ],
    ["a sign that is none", '{"a":[{"numeric":["!=",1]}]}', /Unrecognized numeric range operator: !=/],
    ["a range upside down", '{"a":[{"numeric":[">",5,"<",1]}]}', /Bottom must be less than top/],
    ["a network without bits", '{"a":[{"cidr":"10.0.0.0"}]}', /one '\/' required/],
    ["four wildcards", '{"a":[{"wildcard":"*a*b*c*"}]}', /more than 3 wildcards/],
    ["$or of one, which is a key", '{"$or":[{"s":["a"]}]}', /Unrecognized match type s/],
    ["a nested policy on attributes", '{"a":{"b":["x"]}}', /nested/],
  ])("is refused when it is %s", (_, json, message) => {
    expect(parseFilterPolicy(json, "MessageAttributes")).toMatchObject({
      type: "refused",
      message: expect.stringMatching(message),
    });
  });

  // 4 values 3 levels deep times 6 values 2 levels deep are 144, and 7 are 168.
  it("counts its combinations by depth on a body, and adds up the ways of an $or", () => {
    const nested = (last: number) => ({
      a: { b: { c: ["1", "2", "3", "4"] } },
      d: { e: Array(last).fill("1") },
    });
    expect(parseFilterPolicy(JSON.stringify(nested(6)), "MessageBody").type).toBe("policy");
    expect(parseFilterPolicy(JSON.stringify(nested(7)), "MessageBody").type).toBe("refused");
    const ten = Array(10).fill("1");
    const ways = { $or: [{ a: ten }, { b: ten }], c: Array(7).fill("1") };
    expect(parseFilterPolicy(JSON.stringify(ways), "MessageAttributes").type).toBe("policy");
    const more = { ...ways, c: Array(8).fill("1") };
    expect(parseFilterPolicy(JSON.stringify(more), "MessageAttributes").type).toBe("refused");
  });

  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));

  it("passes one of its values exactly when one of them would pass alone", () => {
    fc.assert(
      fc.property(value, fc.array(value, { minLength: 1, maxLength: 4 }), (given, list) => {
        const alone = list.some((each) => matches({ s: [each] }, { s: given }));
        expect(matches({ s: list }, { s: given })).toBe(alone);
      }),
    );
  });

  it("passes an $or exactly when one of its ways passes, and keys when all of them do", () => {
    const some = fc.record(
      { s: fc.constantFrom("a", "b"), t: fc.constantFrom("a", "b") },
      { requiredKeys: [] },
    );
    const rules = fc.subarray(["a", "b", { exists: false }, { "anything-but": ["a"] }], { minLength: 1 });
    fc.assert(
      fc.property(some, rules, rules, (content, s, t) => {
        const [left, right] = [matches({ s }, content), matches({ t }, content)];
        expect(matches({ $or: [{ s }, { t }] }, content)).toBe(left || right);
        expect(matches({ s, t }, content)).toBe(left && right);
      }),
    );
  });

  it("passes a wildcard as prefix, suffix and everything would", () => {
    const plain = fc.string().filter((text) => !/[*\\]/.test(text));
    fc.assert(
      fc.property(plain, plain, (end, text) => {
        for (const whole of [text, end + text, text + end]) {
          expect(matches({ s: [{ wildcard: `${end}*` }] }, { s: whole })).toBe(
            matches({ s: [{ prefix: end }] }, { s: whole }),
          );
          expect(matches({ s: [{ wildcard: `*${end}` }] }, { s: whole })).toBe(
            matches({ s: [{ suffix: end }] }, { s: whole }),
          );
        }
      }),
    );
  });

  it("passes exists: true exactly when exists: false does not, for every key that is not empty", () => {
    fc.assert(
      fc.property(fc.option(fc.string({ minLength: 1 }), { nil: undefined }), (text) => {
        const content = text === undefined ? {} : { s: text };
        expect(matches({ s: [{ exists: true }] }, content)).toBe(
          !matches({ s: [{ exists: false }] }, content),
        );
      }),
    );
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
