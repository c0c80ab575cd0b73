import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Environment } from "../../src/config/config.ts";
import { hasPlace, hasVault } from "../../src/config/environments.ts";
import { configIn } from "../features/alerts/cards.ts";

const [production] = configIn("en").environments;
if (production === undefined) throw new Error("a configuration without an environment");

const withVaults = (...vaults: readonly string[]): Environment => ({ ...production, vaults });

describe("a vault of an environment", () => {
  it.each<[readonly string[], string, boolean]>([
    [[], "anything", true],
    [["prod-daily"], "prod-daily", true],
    [["prod-daily"], "prod-daily-2", false],
    [["prod-daily"], "my-prod-daily", false],
    [["prod-daily"], "PROD-DAILY", false],
    [["prod-*"], "prod-daily", true],
    [["prod-*"], "prod-", true],
    [["prod-*"], "prod", false],
    [["prod-*"], "my-prod-daily", false],
    [["*-prod"], "daily-prod", true],
    [["*-prod"], "daily-prod-2", false],
    [["a*b*c"], "a-b-c", true],
    [["a*b*c"], "abc", true],
    [["a*b*c"], "acb", false],
    [["a*a"], "a", false],
    [["a*a"], "aa", true],
    [["ab*ba"], "aba", false],
    [["a**b"], "ab", true],
    [["*"], "", true],
    [["*"], "anything", true],
    [["aws/efs/*"], "aws/efs/automatic-backup-vault", true],
    [["a.b"], "axb", false],
    [["a[b"], "a[b", true],
    [["staging", "prod-*"], "prod-daily", true],
    [["staging", "prod-*"], "dev", false],
  ])("%j has %s: %s", (vaults, name, has) => {
    expect(hasVault(withVaults(...vaults), name)).toBe(has);
  });

  it("fits a pattern as a regular expression would say", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "-"), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom("a", "b", "-", "*"), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(patterns, letters, (pattern, name) => {
        const asExpression = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
        expect(hasVault(withVaults(pattern), name)).toBe(asExpression.test(name));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("a place of an environment", () => {
  const two = {
    ...production,
    accounts: [
      { id: "111111111111", name: "shop-prod" },
      { id: "012345678901", name: "shop-data" },
    ],
  };

  it.each<[readonly string[], string, string, boolean]>([
    [["ap-northeast-1", "us-west-2"], "111111111111", "ap-northeast-1", true],
    [["ap-northeast-1", "us-west-2"], "012345678901", "us-west-2", true],
    [["ap-northeast-1", "us-west-2"], "111111111111", "eu-west-1", false],
    [["ap-northeast-1", "us-west-2"], "222222222222", "ap-northeast-1", false],
    [["ap-northeast-1"], "12345678901", "ap-northeast-1", false],
    [["ap-northeast-1"], "111111111111", "ap-northeast", false],
    [[], "111111111111", "eu-west-1", true],
    [[], "222222222222", "eu-west-1", false],
  ])("in the Regions %j: %s in %s is %s", (regions, account, region, has) => {
    expect(hasPlace({ ...two, regions }, { account, region })).toBe(has);
  });
});
