// The rules of asking for something: the plan that leads will see, and what keeps it from being asked for.
import { vaultNameOf } from "../../backup/arn.ts";
import type { Freeze } from "../../config/config.ts";
import { endOfFreeze, freezeAt, mayAsk, type Policy } from "../../config/policy.ts";
import type { Person } from "../../config/rights.ts";
import { digestOf } from "../../core/ids.ts";
import { type Instant, instant, isoOf, minuteMs, parseInstant } from "../../core/time.ts";
import type { Bar, Finding, Plan } from "../../ports/operation.ts";
import type { Wish } from "./model.ts";

/** How long a preflight page may be looked at before it is sent. */
const draftMs = 30 * minuteMs;

/** Enough that no two presses have one name, and short enough to be read aloud. */
const idLength = 16;

/** Of the bytes of the press that asked: the same press, delivered twice, asks for the same request. */
export const requestIdOf = (packed: string): string => digestOf(packed).slice(0, idLength);

export const finding = (level: Finding["level"], name: string, ...values: readonly string[]): Finding => ({
  level,
  name,
  values,
});

export const isStopped = (findings: readonly Finding[]): boolean =>
  findings.some(({ level }) => level === "stop");

interface Asking {
  readonly wish: Wish;
  readonly policy: Policy;
  /** Slack's ids of who asks. */
  readonly requester: string;
  readonly team: string;
  /** Names the request where this is no change of one. */
  readonly id: string;
  readonly at: Instant;
}

export const planOf = ({ wish, policy, requester, team, id, at }: Asking): Plan => {
  const { step, subject, environment, why, edit } = wish;
  const { votes, isTyped, expiresInMs, runWithinMs } = policy;
  return {
    request: edit?.request ?? id,
    revision: edit?.revision ?? 1,
    requester,
    team,
    environment: environment.name,
    kind: step.operation,
    why,
    subject,
    notBefore: at,
    notAfter: latest(at, policy),
    terms: { votes, isTyped, expiresInMs, runWithinMs },
    steps: [step],
  };
};

/** The last moment at which it could start, when everybody takes their time. */
export const latest = (at: Instant, { expiresInMs, runWithinMs }: Policy): Instant =>
  instant(at + draftMs + expiresInMs + runWithinMs);

/** What the configuration has against it. `could` are the leads who could decide now. */
export const findingsOfTerms = (facts: {
  readonly wish: Wish;
  readonly policy: Policy;
  readonly bar: Bar | undefined;
  readonly person: Person;
  readonly could: readonly string[];
  readonly now: Instant;
}): readonly Finding[] => {
  const { wish, policy, bar, person, could, now } = facts;
  const able = could.filter((lead) => lead !== person.id).length;
  return [
    ...(bar === undefined ? [] : [finding("stop", `barred-${bar}`, barredValue(wish, bar))]),
    ...(mayAsk(policy, person) ? [] : [finding("stop", "not-asker", wish.environment.name)]),
    ...(able >= policy.votes
      ? []
      : [finding("stop", "nobody-can-approve", String(policy.votes), String(able))]),
    findingOfFreezes(policy, now),
  ];
};

const barredValue = ({ step: { input } }: Wish, bar: Bar): string => {
  const value =
    bar === "vault" ? (input.DestinationBackupVaultArn ?? input.BackupVaultName) : input.IamRoleArn;
  return typeof value === "string" ? (bar === "vault" ? vaultNameOf(value) : value) : "";
};

/** Nothing starts in a freeze; what waits for its end must have time left then. */
const findingOfFreezes = (policy: Policy, now: Instant): Finding => {
  const { freezes, expiresInMs, runWithinMs } = policy;
  const current = freezeAt(freezes, now);
  if (current !== undefined) {
    const until = endOfFreeze(current);
    const isInTime = current.granted === "waits" && until < now + expiresInMs + runWithinMs;
    const [level, name] = isInTime ? (["know", "frozen"] as const) : (["stop", "frozen-too-long"] as const);
    return finding(level, name, isoOf(until), current.why);
  }
  const soon = freezes
    .filter((freeze) => beginOf(freeze) > now && beginOf(freeze) < now + expiresInMs + runWithinMs)
    .sort((left, right) => beginOf(left) - beginOf(right))[0];
  return soon === undefined
    ? finding("fine", "no-freeze")
    : finding("know", "freeze-soon", isoOf(instant(beginOf(soon))), soon.why);
};

const beginOf = ({ from }: Freeze): number => parseInstant(from) ?? 0;
