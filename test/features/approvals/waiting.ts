// Requests as the rules make them, for what the clock does with them: asked for at noon, by the road that all take.
import type { Config, Environment } from "../../../src/config/config.ts";
import { type Policy, policyFor } from "../../../src/config/policy.ts";
import { hourMs, type Instant, instant, minuteMs } from "../../../src/core/time.ts";
import { decideAsk, decideVote, sealPlan } from "../../../src/features/approvals/decide.ts";
import { decideBreakGlass } from "../../../src/features/approvals/kinds/glass-rule.ts";
import { begun, started } from "../../../src/features/approvals/kinds/run-rows.ts";
import type { Press, Request } from "../../../src/features/approvals/model.ts";
import type { Operation, Plan } from "../../../src/ports/operation.ts";
import { configIn } from "../alerts/cards.ts";

export const noon = instant(Date.parse("2026-11-20T03:00:00Z"));
export const atMinute = (minutes: number): Instant => instant(noon + minutes * minuteMs);

export const [asker, lead] = ["U0ASKER0001", "U0LEAD00001"];

const base = configIn("en");
const [production] = base.environments;
if (production === undefined) throw new Error("the sandbox has no environment");

/** One vote within an hour, and the leads called ten minutes before its end. */
export const environment: Environment = {
  ...production,
  approvals: {
    ...production.approvals,
    votes: { default: 1 },
    expiresInMinutes: 60,
    runWithinMinutes: 120,
    escalation: { beforeMinutes: 10 },
  },
};

export const config: Config = { ...base, environments: [environment] };

export const policy: Policy = policyFor(environment, "backup");

export const job = {
  account: "111111111111",
  region: "ap-northeast-1",
  kind: "backup",
  id: "1b2345b2-f22c-4dab-5eb6-bbc7890ed123",
} as const;

export const writtenId = "1B2345B2-F22C-4DAB-5EB6-BBC7890ED123";

/** As far as the clock knows an operation. */
export const operation: Operation = {
  name: "backup",
  once: "token",
  describe: () => {
    throw new Error("the clock describes nothing");
  },
  isAbout: () => {
    throw new Error("the clock compares nothing");
  },
  call: () => {
    throw new Error("the clock calls nothing");
  },
  bar: () => undefined,
  watches: () => job,
  traces: {
    query: () => {
      throw new Error("the clock looks for nothing");
    },
    isIts: () => false,
  },
  ends: (state, saysFailed) => {
    if (state === "COMPLETED") return saysFailed ? "failed" : "succeeded";
    return ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"].includes(state) ? "failed" : undefined;
  },
};

const press = (user: string, at: Instant): Press => ({ user, at, evidence: "e".repeat(64) });

const planOver = (minutes: number, steps: number): Plan => ({
  request: "r0123456789abcde",
  revision: 1,
  requester: asker,
  team: "T0123456789",
  environment: environment.name,
  kind: "backup",
  why: "before the migration",
  subject: { arn: "arn:aws:rds:ap-northeast-1:111111111111:db:orders-db", name: "orders-db", type: "RDS" },
  notBefore: noon,
  notAfter: instant(noon + 30 * 24 * hourMs),
  terms: { votes: 1, isTyped: false, expiresInMs: minutes * minuteMs, runWithinMs: 2 * hourMs },
  steps: Array.from({ length: steps }, () => ({
    operation: "backup" as const,
    place: { account: job.account, region: job.region },
    input: { BackupVaultName: "prod-daily" },
  })),
});

const accepted = (decision: ReturnType<typeof decideAsk>): Request => {
  if (decision.type === "refused") throw new Error(decision.reason);
  return decision.request;
};

/** Everything that was owed until now has been sent. */
export const sent = (request: Request): Request => ({ ...request, outbox: [] });

export const open = ({ minutes = 60, steps = 1 } = {}): Request => {
  const plan = planOver(minutes, steps);
  const { text, hash } = sealPlan(plan);
  return sent(
    accepted(
      decideAsk({
        before: undefined,
        plan,
        text,
        hash,
        findings: [],
        press: press(asker, noon),
        isAsker: true,
        isBarred: false,
        policy: { ...policy, expiresInMs: minutes * minuteMs },
        could: [lead],
      }),
    ),
  );
};

const namedBy = ({ id, revision, hash }: Request) => ({ request: id, revision, hash });

/** Five minutes after it was asked for. */
export const granted = (request = open()): Request =>
  sent(
    accepted(
      decideVote(
        request,
        { named: namedBy(request), press: press(lead, atMinute(5)), isLead: true, phrase: "orders-db" },
        policy,
        planOver(60, 1).terms,
        atMinute(5),
      ),
    ),
  );

/** Broken by the one who asked, five minutes after. */
export const broken = (request = open()): Request =>
  sent(
    accepted(
      decideBreakGlass(
        request,
        {
          named: namedBy(request),
          press: press(asker, atMinute(5)),
          isEntitled: true,
          why: "production is down",
          typed: "orders-db",
          phrase: "orders-db",
        },
        atMinute(5),
      ),
    ),
  );

export const claimed = (request = granted()): Request => sent(started(request, 0, atMinute(6)));

export const running = (request = claimed()): Request =>
  sent(begun(request, 0, { job, receipt: { jobId: writtenId, startedAt: atMinute(6) } }, atMinute(6)));
