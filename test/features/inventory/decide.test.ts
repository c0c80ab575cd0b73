import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matching, named } from "../../../src/features/inventory/decide.ts";
import { held, many } from "./held.ts";

const estate = [
  held("users-db"),
  held("orders-db"),
  held("Orders Archive", { type: "S3", arn: "arn:aws:s3:::orders-archive-bucket" }),
  held("legacy-orders", { region: "us-west-2", arn: "arn:aws:rds:us-west-2:111111111111:db:legacy-orders" }),
  held("注文データベース", {
    account: "222222222222",
    arn: "arn:aws:rds:ap-northeast-1:222222222222:db:chumon",
  }),
  held("web", { type: "EC2", arn: "arn:aws:ec2:ap-northeast-1:111111111111:instance/i-0abc" }),
];

const namesOf = (typed: string, max = 100) => matching(estate, typed, max).map(({ name }) => name);

describe("the resources that are meant by a few letters", () => {
  it.each<[string, readonly string[]]>([
    ["", ["Orders Archive", "legacy-orders", "orders-db", "users-db", "web", "注文データベース"]],
    ["   ", ["Orders Archive", "legacy-orders", "orders-db", "users-db", "web", "注文データベース"]],
    ["orders", ["Orders Archive", "orders-db", "legacy-orders"]],
    ["ORDERS", ["Orders Archive", "orders-db", "legacy-orders"]],
    ["ｏｒｄｅｒｓ", ["Orders Archive", "orders-db", "legacy-orders"]],
    ["db", ["orders-db", "users-db", "legacy-orders", "注文データベース"]],
    ["orders s3", ["Orders Archive"]],
    ["s3 orders", ["Orders Archive"]],
    ["orders　us-west", ["legacy-orders"]],
    ["222222222222", ["注文データベース"]],
    ["注文", ["注文データベース"]],
    ["データ", ["注文データベース"]],
    ["chumon", ["注文データベース"]],
    ["i-0abc", ["web"]],
    ["arn:aws:s3", ["Orders Archive"]],
    ["orders nothing", []],
    ["zzz", []],
    [".*", []],
  ])("'%s' finds %j, and those that begin so come first", (typed, names) => {
    expect(namesOf(typed)).toEqual(names);
  });

  it("are at most as many as were asked for, and the best of them", () => {
    expect(namesOf("orders", 2)).toEqual(["Orders Archive", "orders-db"]);
    expect(namesOf("orders", 0)).toEqual([]);
  });

  it("are the same in whatever order the list lies", () => {
    const order = fc.shuffledSubarray(estate, { minLength: estate.length, maxLength: estate.length });
    fc.assert(
      fc.property(order, fc.constantFrom("", "orders", "db", "rds", "a"), (shuffled, typed) => {
        expect(matching(shuffled, typed, 100)).toEqual(matching(estate, typed, 100));
      }),
    );
  });

  it("are found among twenty thousand while somebody types", () => {
    const list = many(20_000);
    const began = performance.now();
    expect(matching(list, "本番 1998", 100).map(({ name }) => name)).toContain("本番サーバー 1998");
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it.each(["本番ＤＢ", "ﾊﾞｯｸｱｯﾌﾟ", "第①系"])("are found by the very letters of their name: %s", (name) => {
    const list = [held(name, { arn: "arn:aws:ec2:ap-northeast-1:111111111111:instance/i-0abc" })];
    expect(matching(list, name, 10)).toEqual(list);
  });
});

describe("the resource that is named", () => {
  const named1 = (typed: string) => named(estate, typed).map(({ name }) => name);

  it.each<[string, readonly string[]]>([
    ["orders-db", ["orders-db"]],
    ["Orders-DB", ["orders-db"]],
    ["ｏｒｄｅｒｓ－ｄｂ", ["orders-db"]],
    ["orders archive", ["Orders Archive"]],
    ["orders-archive-bucket", ["Orders Archive"]],
    ["arn:aws:s3:::orders-archive-bucket", ["Orders Archive"]],
    ["i-0abc", ["web"]],
    ["i-0ABC", ["web"]],
    ["chumon", ["注文データベース"]],
    ["注文データベース", ["注文データベース"]],
    ["orders", []],
    ["db", []],
    ["rders-db", []],
    [":db:orders-db", []],
    ["zzz", []],
  ])("'%s' is %j", (typed, names) => {
    expect(named1(typed)).toEqual(names);
  });

  it("is every one of a name that several have", () => {
    const west = held("orders-db", {
      region: "us-west-2",
      arn: "arn:aws:rds:us-west-2:111111111111:db:orders-db",
    });
    expect(named([...estate, west], "orders-db")).toHaveLength(2);
    expect(named([...estate, west], west.arn)).toEqual([west]);
  });

  it("is one whose ARN was named, before one that is only called so", () => {
    const [first = held("x")] = estate;
    const impostor = held(first.arn, { arn: "arn:aws:rds:ap-northeast-1:111111111111:db:other" });
    expect(named([impostor, ...estate], first.arn)).toEqual([first]);
  });

  it("is found by the end of an ARN that was too long for a menu, and by no shorter end", () => {
    const long = held("long", {
      arn: `arn:aws:fsx:ap-northeast-1:111111111111:volume/${"v".repeat(140)}/${"w".repeat(40)}`,
    });
    expect(named([...estate, long], long.arn.slice(-150))).toEqual([long]);
    expect(named([...estate, long], long.arn.slice(-149))).toEqual([]);
  });

  it("is found by the very letters of its name when they are folded anyway", () => {
    const list = [held("受注 DB")];
    expect(named(list, "受注 DB")).toEqual(list);
  });

  it.each(["本番ＤＢ", "ﾊﾞｯｸｱｯﾌﾟ", "第①系"])("is found by the very letters of its name: %s", (name) => {
    const list = [held(name, { arn: "arn:aws:ec2:ap-northeast-1:111111111111:instance/i-0abc" })];
    expect(named(list, name)).toEqual(list);
  });
});
