// Every state of a request's card, by name: what the golden files hold and the limits are checked on.
import type { Config, Environment } from "../../../src/config/config.ts";
import { hourMs, type Instant, instant, isoOf, minuteMs } from "../../../src/core/time.ts";
import { calledCard } from "../../../src/features/approvals/kinds/calling.ts";
import type { CardFacts } from "../../../src/features/approvals/kinds/card-facts.ts";
import type { Phase, Request, StepState, VoidReason } from "../../../src/features/approvals/model.ts";
import { plainCard, requestCard, withCall } from "../../../src/features/approvals/views.ts";
import type { Finding, Plan } from "../../../src/ports/operation.ts";
import type { Card } from "../../../src/slack/card.ts";
import { configIn } from "../alerts/cards.ts";
import { askedAt, operations, plan, requestWith, vote } from "./plans.ts";

const after = (minutes: number): Instant => instant(askedAt + minutes * minuteMs);

const lead = "U0LEAD0001";
const second = "U0LEAD0002";
const votes = [vote(lead, 4 * minuteMs), vote(second, 9 * minuteMs)];

const findings: readonly Finding[] = [
  { level: "fine", name: "alone", values: [] },
  { level: "fine", name: "key-good", values: [] },
  { level: "know", name: "freeze-soon", values: ["2026-11-21T00:00:00Z", "Sale of the year"] },
];

const said =
  "The specified KMS key is disabled: KMS key is either disabled or pending deletion or access to KMS key is denied";

const receipt = {
  jobId: "1B2345B2-F22C-4DAB-5EB6-BBC7890ED123",
  recoveryPointArn: "arn:aws:rds:ap-northeast-1:111111111111:snapshot:awsbackup:job-1b2345b2-f22c-4dab-5eb6",
  bytes: 212_000_000_000,
  startedAt: after(10),
  endedAt: after(41),
  keptUntil: instant(askedAt + 35 * 24 * hourMs),
  state: "COMPLETED",
};

const job = {
  account: "111111111111",
  region: "ap-northeast-1",
  kind: "backup",
  id: "1b2345b2-f22c-4dab-5eb6-bbc7890ed123",
} as const;

const running = (percent?: number): StepState => ({
  state: "running",
  at: after(10),
  job,
  receipt: { jobId: receipt.jobId, startedAt: after(10) },
  ...(percent === undefined ? {} : { progress: { percent, state: "RUNNING", at: after(22) } }),
});

const voids: readonly VoidReason[] = ["votes-fell", "frozen", "barred", "drifted", "not-proven"];

const glass = {
  press: { user: "U0ONCALL01", at: after(2), evidence: "d".repeat(64) },
  why: "The disk of orders-db fails now, and no lead answers",
};

const frozen = (environment: Environment): Environment => ({
  ...environment,
  approvals: {
    ...environment.approvals,
    freezes: [
      {
        from: isoOf(after(-60)),
        to: isoOf(after(600)),
        why: "Sale of the year",
        granted: "waits",
      },
    ],
  },
});

const wide = (environment: Environment): Environment => ({
  ...environment,
  approvals: { ...environment.approvals, breakGlass: { users: ["U0ONCALL01"] } },
});

const without = (environment: Environment): Environment => ({
  ...environment,
  approvals: { ...environment.approvals, votes: { default: 0 } },
});

export const factsIn = (config: Config, request: Request, of: Plan = plan): CardFacts => ({
  request,
  plan: of,
  operations,
  config,
  environment: config.environments.find(({ name }) => name === of.environment),
  now: after(22),
});

export const requestCardsIn = (language: "en" | "ja"): Readonly<Record<string, Card>> => {
  const config = configIn(language);
  const facts = (
    more: Partial<Request>,
    of: Plan = plan,
    how?: (environment: Environment) => Environment,
  ) => {
    const drawn = factsIn(config, requestWith({ findings, ...more }, of), of);
    const { environment } = drawn;
    return how === undefined || environment === undefined
      ? drawn
      : { ...drawn, environment: how(environment) };
  };
  const draw = (
    more: Partial<Request>,
    of: Plan = plan,
    how?: (environment: Environment) => Environment,
  ): Card => requestCard(facts(more, of, how));
  const over = (phase: Phase, more: Partial<Request> = {}): Card => draw({ votes, phase, ...more });
  const typed = { ...plan, terms: { ...plan.terms, isTyped: true } };
  const edited = { ...plan, revision: 2, why: "INC-12: the same, but into the archive" };
  const alone = { ...plan, terms: { ...plan.terms, votes: 0 } };
  const claimed: StepState = { state: "claimed", at: after(10) };
  const refused: StepState = { state: "failed", at: after(10), receipt: { says: said } };
  const ended: StepState = {
    state: "failed",
    at: after(41),
    receipt: { ...receipt, state: "FAILED", says: said },
  };
  const done: StepState = { state: "succeeded", at: after(41), receipt };
  const trail = [
    {
      chain: plan.request,
      number: 1,
      at: after(10),
      environment: "production",
      verb: "step.claimed" as const,
      by: "stillpoint",
      facts: { step: 1 },
      before: "",
      hash: "e".repeat(64),
    },
  ];
  const named: Readonly<Record<string, Card>> = {
    "first-post": withCall(requestCard(facts({}, plan, wide)), facts({}, plan, wide)),
    open: draw({}, plan, wide),
    "one-vote": draw({ votes: votes.slice(0, 1) }, plan, wide),
    typed: draw({}, typed),
    edited: draw({}, edited),
    "open-in-a-freeze": draw({}, plan, frozen),
    "no-votes": draw({ phase: { state: "granted", at: askedAt } }, alone, without),
    granted: over({ state: "granted", at: after(9) }),
    "granted-in-a-freeze": draw({ votes, phase: { state: "granted", at: after(9) } }, plan, frozen),
    calling: over({ state: "running", at: after(10) }, { steps: [claimed] }),
    begun: over({ state: "running", at: after(10) }, { steps: [running()] }),
    running: over({ state: "running", at: after(10) }, { steps: [running(58)] }),
    done: over({ state: "succeeded", at: after(41) }, { steps: [done] }),
    "done-with-a-message": over(
      { state: "succeeded", at: after(41) },
      { steps: [{ ...done, receipt: { ...receipt, keptUntil: "forever", says: "Some words of AWS." } }] },
    ),
    refused: over(
      { state: "failed", at: after(10), reason: "refused-by-aws", says: said },
      { steps: [refused] },
    ),
    "job-failed": over(
      { state: "failed", at: after(41), reason: "job-failed", says: said },
      { steps: [ended] },
    ),
    unknown: over(
      { state: "unknown", at: after(70) },
      { steps: [{ state: "unknown", at: after(70) }], trail },
    ),
    denied: draw({
      votes: votes.slice(0, 1),
      phase: { state: "denied", at: after(12), by: second, why: "The nightly backup runs in an hour" },
    }),
    withdrawn: draw({ phase: { state: "withdrawn", at: after(12), by: plan.requester } }),
    expired: draw({ votes: votes.slice(0, 1), phase: { state: "expired", at: after(60), was: "open" } }),
    "expired-granted": over({ state: "expired", at: after(160), was: "granted" }),
    ...Object.fromEntries(
      voids.map((reason) => [`void-${reason}`, over({ state: "void", at: after(10), reason })]),
    ),
    "broken-glass": draw({ glass, phase: { state: "granted", at: after(2) } }),
    "broken-glass-running": draw({
      glass,
      phase: { state: "running", at: after(3) },
      steps: [running(12)],
    }),
    "broken-glass-done": draw({ glass, phase: { state: "succeeded", at: after(41) }, steps: [done] }),
    "broken-glass-signed-off": draw({
      glass: { ...glass, reviewed: { by: lead, at: after(50) } },
      phase: { state: "succeeded", at: after(41) },
      steps: [done],
    }),
    rerouted: requestCard({
      ...facts({}),
      refusedBy: { channel: "C0APPROVALS1", refusal: "not_in_channel" },
    }),
    plain: plainCard(facts({})),
    "called-reminder": calledCard("reminder", facts({ votes: votes.slice(0, 1) })),
    "called-escalation": calledCard("escalation", facts({})),
    "called-edited": calledCard("edited", facts({}, edited)),
    "called-broken-glass": calledCard(
      "broken-glass",
      facts({ glass, phase: { state: "granted", at: after(2) } }),
    ),
    "called-review": calledCard(
      "review",
      facts({ glass, phase: { state: "succeeded", at: after(41) }, steps: [done] }),
    ),
    "called-done": calledCard(
      "outcome",
      facts({ phase: { state: "succeeded", at: after(41) }, steps: [done] }),
    ),
    "called-failed": calledCard(
      "outcome",
      facts({ phase: { state: "failed", at: after(41), reason: "job-failed", says: said }, steps: [ended] }),
    ),
  };
  return Object.fromEntries(Object.entries(named).map(([name, card]) => [`request-${name}`, card]));
};

/** A card as the poster sends it. */
export const bytesOf = ({ text, blocks, body, color, metadata }: Card): number =>
  Buffer.byteLength(
    JSON.stringify({ text, blocks, attachments: [{ color, fallback: text, blocks: body }], metadata }),
  );

export const bytesMax = 24_000;
