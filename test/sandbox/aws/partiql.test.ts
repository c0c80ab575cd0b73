import { describe, expect, it } from "vitest";
import { aboutStatement, readInsert } from "../../../sandbox/aws/partiql.ts";

describe("PartiQL's INSERT in the sandbox", () => {
  it("is an item, written out or with parameters in their order", () => {
    const statement = `insert INTO "a-table" VALUE {'pk': ?, 'sk' : 'it''s', 'count': 3, 'row': ?}`;
    expect(readInsert(statement, [{ S: "one" }, { M: {} }])).toEqual({
      table: "a-table",
      item: { pk: { S: "one" }, sk: { S: "it's" }, count: { N: "3" }, row: { M: {} } },
    });
  });

  it.each([
    ["one parameter too few", `INSERT INTO t VALUE {'pk': ?, 'sk': ?}`, "Number of parameters"],
    ["one parameter too many", `INSERT INTO t VALUE {'pk': 'x'}`, "Number of parameters"],
    ["no closing brace", `INSERT INTO t VALUE {'pk': ?`, "wasn't well formed"],
    ["a name twice", `INSERT INTO t VALUE {'pk': ?, 'pk': 'y'}`, "wasn't well formed"],
    ["a second statement", `INSERT INTO t VALUE {'pk': ?}; DELETE FROM t`, "wasn't well formed"],
    ["something after it", `INSERT INTO t VALUE {'pk': ?} VALUE`, "wasn't well formed"],
    ["a list of values, which DynamoDB does not take", `INSERT INTO t VALUES (?)`, "wasn't well formed"],
  ])("is refused with %s", (_, statement, says) => {
    expect(() => readInsert(statement, [{ S: "one" }])).toThrow(says);
  });

  it.each([
    [`INSERT INTO "t-1" VALUE {}`, { verb: "Insert", table: "t-1" }],
    [`SELECT pk, sk FROM t WHERE pk = 'from x'`, { verb: "Select", table: "t" }],
    [`update "t" SET a = 1`, { verb: "Update", table: "t" }],
    [`DELETE FROM t WHERE pk = 'x'`, { verb: "Delete", table: "t" }],
    [`EXPLAIN t`, undefined],
  ])("is told from other statements: %s", (statement, about) => {
    expect(aboutStatement(statement)).toEqual(about);
  });
});
