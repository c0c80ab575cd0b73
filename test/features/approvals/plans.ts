// Plans and requests of tests, with kinds of operations that show and send every field of a step.
import { canonicalJson } from "../../../src/core/ids.ts";
import { hourMs, type Instant, instant, minuteMs } from "../../../src/core/time.ts";
import { sealPlan } from "../../../src/features/approvals/decide.ts";
import type { Request } from "../../../src/features/approvals/model.ts";
import type { Operation, Operations, Plan } from "../../../src/ports/operation.ts";
import type { OperatorCall } from "../../../src/ports/operator.ts";
import { md } from "../../../src/slack/mrkdwn.ts";

export const askedAt: Instant = instant(Date.parse("2026-11-20T13:13:00Z"));

export const plan: Plan = {
  request: "7k2m9q4x8d1w",
  revision: 1,
  requester: "U0ASKER001",
  team: "T0123456789",
  environment: "production",
  kind: "backup",
  why: "INC-12: before the schema of the orders is changed tonight",
  subject: {
    arn: "arn:aws:rds:ap-northeast-1:111111111111:db:orders-db",
    name: "orders-db",
    type: "RDS",
  },
  notBefore: instant(askedAt - minuteMs),
  notAfter: instant(askedAt + 4 * hourMs),
  terms: { votes: 2, isTyped: false, expiresInMs: hourMs, runWithinMs: 2 * hourMs },
  steps: [
    {
      operation: "backup",
      place: { account: "111111111111", region: "ap-northeast-1" },
      input: {
        BackupVaultName: "prod-daily",
        ResourceArn: "arn:aws:rds:ap-northeast-1:111111111111:db:orders-db",
        IamRoleArn: "arn:aws:iam::111111111111:role/service-role/AWSBackupDefaultServiceRole",
        Lifecycle: { DeleteAfterDays: 35 },
        StartWindowMinutes: 60,
      },
    },
  ],
};

/** Nothing is left out: what a kind does not say, the parameters do. */
const kindOf = (name: Operation["name"], operation: OperatorCall["operation"]): Operation => ({
  name,
  once: "token",
  describe: ({ input }, { name: subject, type }, language) => ({
    runs:
      language === "en"
        ? md`One backup of ${subject} (${type}) into the vault ${String(input.BackupVaultName)}, kept for 35 d.`
        : md`${subject}(${type})のバックアップを 1 回取得し、ボールト ${String(input.BackupVaultName)} に 35 日間保持します。`,
    risks: [
      language === "en"
        ? md`While it runs, AWS Backup starts no other backup or copy of this resource.`
        : md`実行中、このリソースの他のバックアップやコピーは開始されません。`,
    ],
  }),
  isAbout: () => true,
  call: ({ input }, token) => ({ operation, input: { ...input, IdempotencyToken: token } }) as never,
  bar: () => undefined,
  watches: () => undefined,
  traces: { query: () => ({ kind: "backup", createdAfter: askedAt }), isIts: () => false },
  ends: () => undefined,
});

export const operations: Operations = {
  backup: kindOf("backup", "StartBackupJob"),
  copy: kindOf("copy", "StartCopyJob"),
  stop: kindOf("stop", "StopBackupJob"),
};

const evidence = (mark: string): string => mark.repeat(64);

export const requestWith = (more: Partial<Request> = {}, of: Plan = plan): Request => {
  const { text, hash } = sealPlan(of);
  return {
    id: of.request,
    environment: of.environment,
    kind: of.kind,
    requester: of.requester,
    team: of.team,
    createdAt: askedAt,
    revision: of.revision,
    plan: text,
    hash,
    asked: { user: of.requester, at: askedAt, evidence: evidence("a") },
    expiresAt: instant(askedAt + hourMs),
    findings: [],
    votes: [],
    phase: { state: "open" },
    steps: of.steps.map(() => ({ state: "waiting" })),
    reminded: { count: 0 },
    trail: [],
    outbox: [],
    ...more,
  };
};

export const vote = (user: string, afterMs: number) => ({
  user,
  at: instant(askedAt + afterMs),
  evidence: evidence(canonicalJson(user).length % 2 === 0 ? "b" : "c"),
});
