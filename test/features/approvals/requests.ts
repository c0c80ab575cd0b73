// Plans, presses and requests for the tests of the rules: one backup of one database, asked for at ten o'clock.
import type { Policy } from "../../../src/config/policy.ts";
import { hourMs, instant, minuteMs } from "../../../src/core/time.ts";
import { decideAsk, decideVote, sealPlan } from "../../../src/features/approvals/decide.ts";
import type { Named, Press, Request } from "../../../src/features/approvals/model.ts";
import type { Plan } from "../../../src/ports/operation.ts";

export const ten = instant(Date.UTC(2026, 10, 21, 10));
export const minute = (minutes: number) => instant(ten + minutes * minuteMs);

export const people = {
  asker: "U0ASKER001",
  leadA: "U0LEADA001",
  leadB: "U0LEADB001",
  breaker: "U0BREAKER1",
};
export const team = "T0123456789";

export const planOfBackup = (more: Partial<Plan> = {}): Plan => ({
  request: "r0123456789ab",
  revision: 1,
  requester: people.asker,
  team,
  environment: "production",
  kind: "backup",
  why: "before the release",
  subject: { arn: "arn:aws:rds:ap-northeast-1:111111111111:db:orders-db", name: "orders-db", type: "RDS" },
  notBefore: ten,
  notAfter: instant(ten + 4 * hourMs),
  terms: { votes: 1, isTyped: false, expiresInMs: hourMs, runWithinMs: 2 * hourMs },
  steps: [
    {
      operation: "backup",
      place: { account: "111111111111", region: "ap-northeast-1" },
      input: {
        BackupVaultName: "prod-daily",
        ResourceArn: "arn:aws:rds:ap-northeast-1:111111111111:db:orders-db",
        IamRoleArn: "arn:aws:iam::111111111111:role/service-role/AWSBackupDefaultServiceRole",
      },
    },
  ],
  ...more,
});

export const policyOf = (more: Partial<Policy> = {}): Policy => ({
  rule: "environments.production.approvals.votes.default",
  askers: { users: [people.asker] },
  leads: { users: [people.leadA, people.leadB] },
  votes: 1,
  isTyped: false,
  expiresInMs: hourMs,
  runWithinMs: 2 * hourMs,
  freezes: [],
  breakers: { users: [people.breaker] },
  ...more,
});

export const pressBy = (user: string, minutes: number): Press => ({
  user,
  at: minute(minutes),
  evidence: `evidence of ${user} at ${minutes}`,
});

export const namedOf = ({ id, revision, hash }: Request): Named => ({ request: id, revision, hash });

export const askFor = (
  plan: Plan,
  {
    before,
    policy = policyOf(),
    minutes = 1,
    ...more
  }: { readonly before?: Request; readonly policy?: Policy; readonly minutes?: number } & Partial<
    Parameters<typeof decideAsk>[0]
  > = {},
) => {
  const { text, hash } = sealPlan(plan);
  return decideAsk({
    before,
    plan,
    text,
    hash,
    findings: [],
    press: pressBy(people.asker, minutes),
    isAsker: true,
    isBarred: false,
    policy,
    could: [people.leadA, people.leadB],
    ...more,
  });
};

/** What was accepted; a refusal fails the test. */
export const accepted = (decision: ReturnType<typeof decideVote>): Request => {
  if (decision.type === "refused") throw new Error(`refused: ${decision.reason}`);
  return decision.request;
};

export const asked = (more: Partial<Plan> = {}, policy?: Policy): Request =>
  accepted(askFor(planOfBackup(more), policy === undefined ? {} : { policy }));

export const voteOf = (
  request: Request,
  user: string,
  minutes: number,
  more: Partial<Parameters<typeof decideVote>[1]> & { readonly policy?: Policy; readonly now?: number } = {},
) => {
  const { policy = policyOf(), now = minutes, ...rest } = more;
  const plan = JSON.parse(request.plan) as Plan;
  const vote = {
    named: namedOf(request),
    press: pressBy(user, minutes),
    isLead: true,
    phrase: plan.subject.name,
    ...rest,
  };
  return decideVote(request, vote, policy, plan.terms, minute(now));
};
