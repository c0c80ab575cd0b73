import { describe, expect, it } from "vitest";
import { decideAlert, routeOf } from "../../../src/features/alerts/decide.ts";
import { configIn } from "./cards.ts";

describe("an alert", () => {
  it.each([
    ["failed", "warning", false, "post", "first-sign"],
    ["warning", "warning", false, "post", "first-sign"],
    ["unknown", "warning", false, "post", "first-sign"],
    ["good", "warning", false, "silent", "below-threshold"],
    ["good", "good", false, "post", "first-sign"],
    ["warning", "failed", false, "silent", "below-threshold"],
    ["running", "good", false, "silent", "still-running"],
    ["good", "failed", true, "edit", "card-exists"],
    ["running", "failed", true, "edit", "card-exists"],
  ] as const)("that is %s, where %s opens a card, with a card there already: %s → %s", (severity, alertsFrom, hasCard, act, reason) => {
    expect(decideAlert({ severity, alertsFrom, hasCard })).toEqual({ act, reason });
  });
});

describe("the way of an alert", () => {
  const base = configIn("en");
  const [production, staging] = base.environments;
  if (production === undefined || staging === undefined) throw new Error("the sandbox has two environments");
  const job = { account: "111111111111", region: "ap-northeast-1", kind: "backup", id: "j" } as const;
  const config = {
    ...base,
    environments: [{ ...production, vaults: ["prod-*", "aws/efs/*-vault"] }, staging],
    routes: [
      { environment: "production", severity: "failed", resourceType: "RDS", channel: "C0DATABASES1" },
      { severity: "unknown", channel: "C0ODDITIES01" },
    ],
  } as const;
  const wayOf = (facts: object, severity: "good" | "failed" | "unknown" = "good", key: object = {}) =>
    routeOf(config, { ...job, ...key }, facts, severity);

  it.each([
    ["its environment's channel", { vaultName: "prod-daily" }, "good", {}, "production", "C0PRODUCTION"],
    [
      "the first route that fits",
      { vaultName: "prod-daily", resourceType: "RDS" },
      "failed",
      {},
      "production",
      "C0DATABASES1",
    ],
    [
      "a route of every environment",
      { vaultName: "prod-daily" },
      "unknown",
      {},
      "production",
      "C0ODDITIES01",
    ],
    ["its account's, while the vault is not known", {}, "good", {}, "production", "C0PRODUCTION"],
    [
      "a pattern with a slash",
      { vaultName: "aws/efs/automatic-backup-vault" },
      "good",
      {},
      "production",
      "C0PRODUCTION",
    ],
    ["the fallback, for a vault of nobody", { vaultName: "other" }, "good", {}, undefined, "C0FALLBACK01"],
    [
      "the fallback, for an account of nobody",
      {},
      "good",
      { account: "1112233445566" },
      undefined,
      "C0FALLBACK01",
    ],
    ["the fallback, for a Region of nobody", {}, "good", { region: "eu-west-1" }, undefined, "C0FALLBACK01"],
    ["staging's", { vaultName: "anything" }, "good", { account: "222222222222" }, "staging", "C0STAGING001"],
  ] as const)("is %s", (_, facts, severity, key, environment, channel) => {
    expect(wayOf(facts, severity, key)).toMatchObject({
      channel,
      ...(environment === undefined ? {} : { environment }),
    });
    expect(wayOf(facts, severity, key).environment).toBe(environment);
  });
});
