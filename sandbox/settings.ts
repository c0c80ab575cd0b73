// The sandbox's own installation: two accounts, two Regions, production and staging, as a configuration file.
import { compileConfig } from "../src/config/compile.ts";
import type { SealedConfig } from "../src/config/config.ts";

export const hub = { account: "333333333333", region: "ap-northeast-1" } as const;

/** The accounts and Regions whose backups the sandbox plays. */
export const accounts = [
  { id: "111111111111", name: "shop-prod" },
  { id: "222222222222", name: "shop-stg" },
] as const;

export const regions = ["ap-northeast-1", "us-west-2"] as const;

export interface ChannelIds {
  readonly production: string;
  readonly staging: string;
  readonly approvals: string;
  readonly fallback: string;
}

/** Compiled by the very same compiler as a real one, so the sandbox cannot have what a file could not say. */
export const sandboxConfig = (
  language: "en" | "ja",
  slack: {
    readonly team: string;
    readonly groups: { readonly readers: string; readonly askers: string; readonly leads: string };
    readonly auditor: string;
    readonly channels: ChannelIds;
  },
): SealedConfig => {
  const compiled = compileConfig(`
language: ${language}
timeZone: Asia/Tokyo
slackTeam: ${slack.team}
installId: stillpoint-sandbox
hub:
  account: "${hub.account}"
  region: ${hub.region}
  organization: o-sandbox0001
  alarmEmails: [backup-team@example.com]
fallback: { channel: ${slack.channels.fallback}, alertsFrom: good }
environments:
  - name: production
    labels: { en: production, ja: 本番 }
    accounts: [{ id: "${accounts[0].id}", name: ${accounts[0].name} }]
    regions: [${regions.join(", ")}]
    channel: ${slack.channels.production}
    alertsFrom: good
    readers: { group: ${slack.groups.readers} }
    askers: { group: ${slack.groups.askers} }
    leads: { group: ${slack.groups.leads} }
    auditors: { users: [${slack.auditor}] }
    approvals: { channel: ${slack.channels.approvals}, votes: { default: 1, restore: 2 } }
  - name: staging
    labels: { en: staging, ja: ステージング }
    accounts: [{ id: "${accounts[1].id}", name: ${accounts[1].name} }]
    channel: ${slack.channels.staging}
    alertsFrom: warning
    regions: [${regions.join(", ")}]
    askers: { group: ${slack.groups.askers} }
    leads: { group: ${slack.groups.leads} }
`);
  if (compiled.type === "refused") {
    throw new Error(`the sandbox's configuration does not compile: ${JSON.stringify(compiled.problems)}`);
  }
  return compiled.sealed;
};
