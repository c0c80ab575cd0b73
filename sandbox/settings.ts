// The sandbox's own installation: two accounts, two Regions, production and staging, as a configuration file.
import { compileConfig } from "../src/config/compile.ts";
import type { SealedConfig } from "../src/config/config.ts";
import type { Deployment } from "../src/config/deployment.ts";
import type { Workspace } from "./slack/workspace.ts";

export interface Place {
  readonly account: string;
  readonly region: string;
}

export const hub = { account: "333333333333", region: "ap-northeast-1" } as const;

/** The accounts and Regions whose backups the sandbox plays. */
export const accounts = [
  { id: "111111111111", name: "shop-prod" },
  { id: "222222222222", name: "shop-stg" },
] as const;

export const regions = ["ap-northeast-1", "us-west-2"] as const;

/** Where production's pipelines of old tell how they ended. */
export const pipelinesTopic = `arn:aws:sns:${hub.region}:${accounts[0].id}:pipelines`;

export interface Installation {
  readonly sealed: SealedConfig;
  readonly deployment: Deployment;
}

/** What production takes as it is for a while: the options of a bucket's two backups differ. */
const acceptedUntil = (day: string): string => `
accepted:
  - message: "Periodic/snapshot backup for bucket * has different backup options than the continuous backup.*"
    resourceType: S3
    environment: production
    until: ${day}
    why: Both plans of the bucket are brought together this week.
`;

/** What a story has the team write into its file beside what stands there, each as YAML of one line. */
export interface Settings {
  /** Members of the whole file. */
  readonly all?: readonly string[];
  readonly production?: readonly string[];
  /** Members of production's approvals, instead of its votes and whoever may break the glass. */
  readonly approvals?: readonly string[];
  /** Who may start and stop jobs without a word, as YAML of one line; whoever plays with the sandbox, unless told. */
  readonly expectedCallers?: string;
}

/**
 * Compiled by the very same compiler as a real one, so the sandbox cannot have what a file could not say. `day` is the
 * last one of what it accepts; without one, nothing is.
 */
export const sandboxInstallation = (
  language: "en" | "ja",
  workspace: Pick<Workspace, "teamId" | "group" | "channel" | "user">,
  day?: string,
  settings: Settings = {},
): Installation => {
  const lines = (each: readonly string[] = [], indent = "") =>
    each.map((line) => `\n${indent}${line}`).join("");
  const { teamId, group, channel, user } = workspace;
  const approvals = settings.approvals ?? [
    "votes: { default: 1, restore: 2 }",
    `breakGlass: { users: [${user("oncall")}] }`,
    "escalation: { beforeMinutes: 10 }",
  ];
  const expected = settings.expectedCallers ?? "[sandbox-administrator]";
  const compiled = compileConfig(`
language: ${language}
timeZone: Asia/Tokyo
slackTeam: ${teamId}
installId: stillpoint-sandbox
hub:
  account: "${hub.account}"
  region: ${hub.region}
  organization: o-sandbox0001
  alarmEmails: [backup-team@example.com]
topics: ["${pipelinesTopic}"]
fallback: { channel: ${channel("backup-other")}, alertsFrom: good }
environments:
  - name: production
    labels: { en: production, ja: 本番 }
    accounts: [{ id: "${accounts[0].id}", name: ${accounts[0].name} }]
    regions: [${regions.join(", ")}]
    channel: ${channel("backup-prod")}
    alertsFrom: good
    readers: { group: ${group("backup-readers")} }
    askers: { group: ${group("backup-askers")} }
    leads: { group: ${group("backup-leads")} }
    auditors: { users: [${user("auditor")}] }
    approvals: { channel: ${channel("backup-approvals")}, ${approvals.join(", ")} }
    expectedCallers: ${expected}${lines(settings.production, "    ")}
  - name: staging
    labels: { en: staging, ja: ステージング }
    accounts: [{ id: "${accounts[1].id}", name: ${accounts[1].name} }]
    channel: ${channel("backup-stg")}
    alertsFrom: warning
    regions: [${regions.join(", ")}]
    askers: { group: ${group("backup-askers")} }
    leads: { group: ${group("backup-leads")} }
    expectedCallers: ${expected}
${day === undefined ? "" : acceptedUntil(day)}${lines(settings.all)}`);
  if (compiled.type === "refused") {
    throw new Error(`the sandbox's configuration does not compile: ${JSON.stringify(compiled.problems)}`);
  }
  return compiled;
};
