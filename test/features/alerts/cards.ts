// Every state of a card, by name: what the golden files hold and the limits are checked on.

import { sandboxInstallation } from "../../../sandbox/settings.ts";
import { severityOf } from "../../../src/backup/job.ts";
import type { Config } from "../../../src/config/config.ts";
import { instant } from "../../../src/core/time.ts";
import { routeOf } from "../../../src/features/alerts/decide.ts";
import { recoveredCard, repeatCard } from "../../../src/features/alerts/kinds/group-card.ts";
import type { Incident } from "../../../src/features/alerts/model.ts";
import { alertCard, rawCard } from "../../../src/features/alerts/views.ts";
import type { Job } from "../../../src/features/jobs/model.ts";
import type { Card } from "../../../src/slack/card.ts";
import { weekCardsIn } from "../ledger/week-cards.ts";
import { absenceCardIn, absenceCardsIn } from "./absence-cards.ts";
import { callingCardsIn } from "./calling-cards.ts";
import { stormCardsIn } from "./storm-cards.ts";
import { thingCardIn, thingCardsIn, thingIn } from "./thing-cards.ts";

const channels = {
  production: "C0PRODUCTION",
  staging: "C0STAGING001",
  approvals: "C0APPROVALS1",
  payments: "C0PAYMENTS01",
  fallback: "C0FALLBACK01",
};
const ids: Readonly<Record<string, string>> = {
  "backup-prod": channels.production,
  "backup-stg": channels.staging,
  "backup-approvals": channels.approvals,
  "team-payments": channels.payments,
  "backup-other": channels.fallback,
  "backup-readers": "S0123456781",
  "backup-askers": "S0123456782",
  "backup-leads": "S0123456789",
};

export const configIn = (language: "en" | "ja"): Config =>
  sandboxInstallation(language, {
    teamId: "T0123456789",
    group: (handle) => ids[handle] ?? "",
    channel: (name) => ids[name] ?? "",
    user: () => "U0123456789",
  }).sealed.config;

const endedAt = instant(Date.parse("2026-11-20T13:13:00Z"));

export const jobWith = (kind: Job["key"]["kind"], state: string, facts: Job["facts"] = {}): Job => ({
  key: {
    account: "111111111111",
    region: "ap-northeast-1",
    kind,
    id: "1b2345b2-f22c-4dab-5eb6-bbc7890ed123",
  },
  state,
  at: endedAt,
  facts: {
    writtenId: "1B2345B2-F22C-4DAB-5EB6-BBC7890ED123",
    resourceArn: "arn:aws:rds:ap-northeast-1:111111111111:db:orders-db",
    resourceName: "orders-db",
    resourceType: "RDS",
    vaultName: "prod-daily",
    planName: "daily-35d",
    ruleName: "nightly",
    createdAt: instant(endedAt - 13 * 60_000),
    completedAt: endedAt,
    bytes: 212_000_000_000,
    ...facts,
  },
});

export const cardOf = (job: Job, config: Config): Card => {
  const route = routeOf(config, job.key, job.facts, severityOf(job.state, job.facts));
  const incident: Incident = { id: "incident-1", subject: { type: "job", job: job.key }, ...route };
  return alertCard(job, incident, config);
};

const kms = "KMS key is either disabled or pending deletion or access to KMS key is denied";
const vss = "Windows VSS Backup Job Error encountered, trying for regular backup";
const options =
  "Periodic/snapshot backup for bucket shop-prod-reports has different backup options than the continuous backup.";
const accepted = { until: "2026-12-31", why: "The plans are brought together at the end of the year." };
const archive = "arn:aws:backup:ap-northeast-1:111111111111:backup-vault:prod-archive";

const failedObjects = ["2026/01.csv: AccessDenied", "2026/02.csv: AccessDenied", "2026/03.csv"];
const manyObjects = Array.from({ length: 100 }, (_, index) => `2026/${index}.csv`);

/** 9 states of backup, 5 of copy, 5 of restore, and what is between them. */
const jobs: Readonly<Record<string, Job>> = {
  ...Object.fromEntries(
    ["CREATED", "PENDING", "RUNNING", "ABORTING", "ABORTED", "COMPLETED", "FAILED", "EXPIRED", "PARTIAL"].map(
      (state) => [`backup-${state.toLowerCase()}`, jobWith("backup", state)],
    ),
  ),
  ...Object.fromEntries(
    ["CREATED", "RUNNING", "COMPLETED", "FAILED", "PARTIAL"].map((state) => [
      `copy-${state.toLowerCase()}`,
      jobWith("copy", state, { destinationVaultArn: archive }),
    ]),
  ),
  ...Object.fromEntries(
    ["PENDING", "RUNNING", "COMPLETED", "ABORTED", "FAILED"].map((state) => [
      `restore-${state.toLowerCase()}`,
      jobWith("restore", state, {
        createdResourceArn: "arn:aws:rds:ap-northeast-1:111111111111:db:orders-db-2",
      }),
    ]),
  ),
  "backup-failed-kms": jobWith("backup", "FAILED", { message: kms, category: "AccessDenied" }),
  "backup-vss-fallback": jobWith("backup", "COMPLETED", { message: vss, resourceType: "EC2" }),
  "backup-vss-consistent": jobWith("backup", "COMPLETED", { resourceType: "EC2", windowsVss: true }),
  "backup-vss-failed": jobWith("backup", "ABORTED", {
    message: "Windows VSS Backup attempt failed because ec2-vss-agent.exe is not installed in the Instance",
    resourceType: "EC2",
    windowsVss: true,
  }),
  "backup-vss-accepted": jobWith("backup", "COMPLETED", { message: vss, resourceType: "EC2", accepted }),
  "backup-completed-with-message": jobWith("backup", "COMPLETED", { message: options, resourceType: "S3" }),
  "backup-accepted": jobWith("backup", "COMPLETED", { message: options, resourceType: "S3", accepted }),
  "backup-contradicted": jobWith("backup", "COMPLETED", {
    message: "An AWS Backup job failed. BackupJob ID : 1B2345B2-F22C-4DAB-5EB6-BBC7890ED123",
    category: "SUCCESS",
  }),
  "backup-reason-unlisted": jobWith("backup", "FAILED", { message: "Something that AWS never said before" }),
  "backup-unknown-state-with-message": jobWith("backup", "ARCHIVING", { message: kms }),
  "backup-running-with-message": jobWith("backup", "RUNNING", { message: "Waiting for a slot" }),
  "backup-completed-with-success-message": jobWith("backup", "COMPLETED", {
    message: "Fine.",
    category: "SUCCESS",
  }),
  "backup-unknown-state": jobWith("backup", "ARCHIVING"),
  "backup-not-described": {
    ...jobWith("backup", "FAILED"),
    facts: { resourceArn: "arn:aws:s3:::my.bucket.example", writtenId: "1B2345B2-F22C" },
    describeFault: "aws-throttled",
  },
  "backup-failed-objects": jobWith("backup", "COMPLETED", { resourceType: "S3", failedObjects }),
  "backup-many-failed-objects": jobWith("backup", "COMPLETED", { failedObjects: manyObjects }),
  "restore-failed-objects": jobWith("restore", "COMPLETED", { failedObjects }),
  "backup-nothing-known": { ...jobWith("backup", "FAILED"), facts: {} },
};

/** The same card when somebody took it, and when somebody put it aside. */
const takenAndSnoozed = (
  name: string,
  draw: (more: Pick<Incident, "acknowledged" | "snoozed">) => Card,
): Readonly<Record<string, Card>> => {
  const by = "U0ONCALL01";
  const acknowledged = { by, at: endedAt };
  const snoozed = { by, at: endedAt, until: instant(endedAt + 3_600_000) };
  return { [`${name}-taken`]: draw({ acknowledged }), [`${name}-snoozed`]: draw({ acknowledged, snoozed }) };
};

export const cardsIn = (language: "en" | "ja"): Readonly<Record<string, Card>> => {
  const config = configIn(language);
  const raw = {
    type: "raw" as const,
    id: "e-1",
    source: "aws.backup",
    detailType: "Backup Horizon State Change",
    account: "111111111111",
    region: "ap-northeast-1",
    at: endedAt,
    body: '{\n "horizon": "near"\n}',
  };
  const about: Incident = {
    id: "raw/1",
    subject: { type: "raw", notification: raw },
    channel: channels.fallback,
  };
  const failed = jobWith("backup", "FAILED", { message: kms });
  const rerouted: Incident = {
    id: "incident-1",
    subject: { type: "job", job: failed.key },
    environment: "production",
    channel: channels.fallback,
    refusedBy: { channel: channels.production, refusal: "not_in_channel" },
  };
  const inRow: Incident = {
    id: "incident-1",
    subject: { type: "job", job: failed.key },
    environment: "production",
    channel: channels.production,
    since: instant(endedAt - 50 * 3_600_000),
  };
  const snoozed = { by: "U0ONCALL01", at: endedAt, until: instant(endedAt + 3_600_000) };
  return {
    ...Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, cardOf(job, config)])),
    ...thingCardsIn(config),
    ...absenceCardsIn(config),
    ...stormCardsIn(config, failed),
    ...callingCardsIn(config),
    ...weekCardsIn(config),
    raw: rawCard(raw, about, config),
    rerouted: alertCard(failed, rerouted, config),
    "backup-failed-again": alertCard(failed, inRow, config, 3),
    "backup-found": alertCard({ ...failed, isFound: true }, inRow, config),
    "backup-taken": alertCard(failed, { ...inRow, acknowledged: { by: "U0ONCALL01", at: endedAt } }, config),
    "backup-snoozed": alertCard(failed, { ...inRow, snoozed }, config),
    ...takenAndSnoozed("datasync-error", (more) => thingCardIn(thingIn("datasync", "error"), config, more)),
    ...takenAndSnoozed("raw", (more) => rawCard(raw, { ...about, ...more }, config)),
    ...takenAndSnoozed("absence-some", (more) => absenceCardIn("some", config, more)),
    "backup-recovered": recoveredCard(jobWith("backup", "COMPLETED"), inRow, config, 3),
    "backup-again-in-thread": repeatCard(failed, inRow.id, config),
    "unknown-account": cardOf({ ...failed, key: { ...failed.key, account: "1112233445566" } }, config),
  };
};
