// What a preflight makes of what AWS and the configuration say: each finding by a table.
import { describe, expect, it } from "vitest";
import type { RecoveryPoint } from "../../../src/backup/recovery-point.ts";
import type { DescribedVault, KeyHealth } from "../../../src/backup/vault.ts";
import type { Freeze } from "../../../src/config/config.ts";
import { policyFor } from "../../../src/config/policy.ts";
import { hourMs, instant, minuteMs } from "../../../src/core/time.ts";
import { findingsOfTerms, latest, planOf, requestIdOf } from "../../../src/features/backups/decide.ts";
import { findingOfOthers, findingsOfStop } from "../../../src/features/backups/kinds/jobs-rule.ts";
import { findingsOfPoint } from "../../../src/features/backups/kinds/point-rule.ts";
import { findingsOfVault } from "../../../src/features/backups/kinds/vault-rule.ts";
import type { Wish } from "../../../src/features/backups/model.ts";
import type { Finding } from "../../../src/ports/operation.ts";
import { environment, place, steps, subject } from "./steps.ts";

const now = instant(Date.parse("2026-11-21T12:00:00Z"));
const said = (findings: readonly Finding[]) => findings.map(({ level, name }) => `${level} ${name}`);

const vault: DescribedVault = { name: "prod-daily", arn: "arn", points: 0, isLocked: false, keyArn: "key" };
const enabled: KeyHealth = { state: "enabled" };
const facts = { name: "prod-daily", vault, key: enabled, lifecycle: { deleteAfterDays: 35 }, isCopy: false };
const locked = { ...vault, isLocked: true, minRetentionDays: 7, maxRetentionDays: 90 };

describe("a vault", () => {
  it.each([
    [{}, ["fine vault-there", "fine key-good"]],
    [{ vault: "gone" }, ["stop vault-gone"]],
    [{ vault: "silent" }, ["know vault-silent"]],
    [{ key: { state: "disabled" } }, ["fine vault-there", "stop key-disabled"]],
    [{ key: { state: "pending-deletion" } }, ["fine vault-there", "stop key-pending-deletion"]],
    [{ key: { state: "gone" } }, ["fine vault-there", "stop key-gone"]],
    [{ key: { state: "not-told" } }, ["fine vault-there", "know key-not-told"]],
    [{ key: "silent" }, ["fine vault-there", "know key-not-told"]],
    [{ vault: locked }, ["fine vault-there", "fine key-good", "fine lock-fits", "know lock-keeps"]],
    [
      { vault: locked, lifecycle: { deleteAfterDays: 6 } },
      ["fine vault-there", "fine key-good", "stop lock-too-short"],
    ],
    [
      { vault: locked, lifecycle: { deleteAfterDays: 7 } },
      ["fine vault-there", "fine key-good", "fine lock-fits", "know lock-keeps"],
    ],
    [
      { vault: locked, lifecycle: { deleteAfterDays: 91 } },
      ["fine vault-there", "fine key-good", "stop lock-too-long"],
    ],
    [{ vault: locked, lifecycle: {} }, ["fine vault-there", "fine key-good", "stop lock-too-long"]],
    [
      { vault: { ...vault, type: "LOGICALLY_AIR_GAPPED_BACKUP_VAULT" } },
      ["fine vault-there", "stop air-gapped", "fine key-good"],
    ],
    [
      { vault: { ...vault, type: "LOGICALLY_AIR_GAPPED_BACKUP_VAULT" }, isCopy: true },
      ["fine vault-there", "know air-gapped-target", "fine key-good"],
    ],
    [
      { vault: { ...vault, type: "RESTORE_ACCESS_BACKUP_VAULT" }, isCopy: true },
      ["fine vault-there", "stop restore-vault", "fine key-good"],
    ],
  ] as const)("with %j is said to be %j", (change, findings) => {
    expect(said(findingsOfVault({ ...facts, ...change } as typeof facts))).toEqual(findings);
  });
});

describe("other jobs of the resource", () => {
  const job = { job: { ...place, kind: "copy" as const, id: "c" }, state: "CREATED", facts: {} };
  it.each([
    [[], "fine alone"],
    [[job], "stop job-running"],
    ["silent", "know jobs-silent"],
    ["gone", "know jobs-silent"],
  ] as const)("%j are %s", (unfinished, finding) => {
    expect(said([findingOfOthers(unfinished)])).toEqual([finding]);
  });
});

describe("a job that shall be stopped", () => {
  it.each([
    ["RUNNING", { resourceType: "EC2" }, ["fine job-there"]],
    ["CREATED", { resourceType: "EFS", planId: "p" }, ["fine job-there", "know job-of-plan"]],
    ["RUNNING", { resourceType: "RDS" }, ["stop job-not-stoppable"]],
    ["RUNNING", { resourceType: "Aurora" }, ["stop job-not-stoppable"]],
    ["COMPLETED", { resourceType: "EC2" }, ["stop job-ended"]],
    ["EXPIRED", { resourceType: "RDS" }, ["stop job-ended"]],
    ["ABORTING", { resourceType: "EC2" }, ["stop job-stopping"]],
  ] as const)("in %s with %j is said to be %j", (state, told, findings) => {
    const job = { job: { ...place, kind: "backup" as const, id: "j" }, state, facts: told };
    expect(said(findingsOfStop(job))).toEqual(findings);
  });
});

describe("a recovery point", () => {
  const until = instant(now + 3 * hourMs);
  const point: RecoveryPoint = { arn: "a", vaultName: "v", status: "COMPLETED", expiry: "never" };
  const at = (ms: number) => ({ expiry: { at: instant(until + ms) } });
  it.each([
    [{}, ["fine point-there"]],
    [{ status: "PARTIAL" }, ["know point-partial"]],
    [{ status: "AVAILABLE" }, ["stop point-continuous"]],
    [{ status: "STOPPED" }, ["stop point-continuous"]],
    [{ status: "EXPIRED" }, ["stop point-not-whole"]],
    [{ status: "DELETING" }, ["stop point-not-whole"]],
    [at(0), ["fine point-there", "stop point-expires-first"]],
    [at(1), ["fine point-there", "know point-expires"]],
    [at(72 * hourMs), ["fine point-there", "know point-expires"]],
    [at(72 * hourMs + 1), ["fine point-there"]],
  ] as const)("with %j is said to be %j", (change, findings) => {
    expect(said(findingsOfPoint({ ...point, ...change }, until))).toEqual(findings);
  });

  it.each([
    ["gone", "stop point-gone"],
    ["silent", "know point-silent"],
  ] as const)("that is %s is said to be %s", (looked, finding) => {
    expect(said(findingsOfPoint(looked, until))).toEqual([finding]);
  });
});

const person = {
  id: "U1",
  teams: [],
  groups: [],
  isDeleted: false,
  isBot: false,
  isGuest: false,
  isStranger: false,
};
const wish: Wish = {
  step: steps.backup,
  subject,
  environment: { ...environment, askers: { users: ["U1"] } },
  why: "why",
};
const freeze = (fromMs: number, toMs: number, granted: Freeze["granted"] = "waits"): Freeze => ({
  from: new Date(now + fromMs).toISOString(),
  to: new Date(now + toMs).toISOString(),
  why: "Year end",
  granted,
});

describe("the terms", () => {
  const policy = policyFor(wish.environment, "backup");
  const terms = { wish, policy, bar: undefined, person, could: ["U1", "U2"], now };
  const frozen = (...freezes: readonly Freeze[]) => ({ policy: { ...policy, freezes } });
  it.each([
    ["one lead beside the asker", {}, ["fine no-freeze"]],
    ["the asker alone", { could: ["U1"] }, ["stop nobody-can-approve", "fine no-freeze"]],
    ["nobody, and none needed", { could: [], policy: { ...policy, votes: 0 } }, ["fine no-freeze"]],
    ["no asker of it", { person: { ...person, id: "U3" } }, ["stop not-asker", "fine no-freeze"]],
    ["a bar", { bar: "role" as const }, ["stop barred-role", "fine no-freeze"]],
    ["a freeze that ends in time", frozen(freeze(-1, hourMs)), ["know frozen"]],
    ["a freeze that ends too late", frozen(freeze(-1, 3 * hourMs)), ["stop frozen-too-long"]],
    ["a freeze that voids", frozen(freeze(-1, hourMs, "void")), ["stop frozen-too-long"]],
    ["a freeze to come", frozen(freeze(hourMs, 2 * hourMs)), ["know freeze-soon"]],
    ["a freeze of another week", frozen(freeze(48 * hourMs, 72 * hourMs)), ["fine no-freeze"]],
    ["a freeze of the past", frozen(freeze(-2 * hourMs, -hourMs)), ["fine no-freeze"]],
  ])("with %s", (_, change, findings) => {
    expect(said(findingsOfTerms({ ...terms, ...change }))).toEqual(findings);
  });
});

describe("the plan", () => {
  const policy = policyFor(wish.environment, "backup");
  const asking = { wish, policy, requester: "U1", team: "T1", id: "0123456789abcdef", at: now };

  it("holds from the press on, for as long as its page, its votes and its start may take", () => {
    const plan = planOf(asking);
    expect(plan).toMatchObject({
      request: "0123456789abcdef",
      revision: 1,
      notBefore: now,
      steps: [wish.step],
    });
    expect(plan.notAfter).toBe(now + 30 * minuteMs + policy.expiresInMs + policy.runWithinMs);
    expect(plan.notAfter).toBe(latest(now, policy));
  });

  it("of a change is one of the same request", () => {
    const edit = { request: "fedcba9876543210", revision: 3 };
    expect(planOf({ ...asking, wish: { ...wish, edit } })).toMatchObject(edit);
  });

  it("has a name that the same press always has, and no other", () => {
    expect(requestIdOf("press")).toMatch(/^[0-9a-f]{16}$/);
    expect(requestIdOf("press")).toBe(requestIdOf("press"));
    expect(requestIdOf("press")).not.toBe(requestIdOf("another"));
  });
});
