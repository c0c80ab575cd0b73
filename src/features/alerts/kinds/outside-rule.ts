// What is told of a job that somebody started or stopped beside Stillpoint, and what is not: the reason's name is the
// outcome in the books.

import { shortName, vaultNameOf } from "../../../backup/arn.ts";
import type { Caller } from "../../../backup/caller.ts";
import { type JobFacts, type JobKey, rankOf } from "../../../backup/job.ts";
import type { CallNotification, ThingNotification } from "../../../backup/notification.ts";
import { tellOf } from "../../../backup/telling.ts";
import type { Environment } from "../../../config/config.ts";
import { operatorRoleName } from "../../../config/names.ts";
import { canonicalJson } from "../../../core/ids.ts";
import type { Instant } from "../../../core/time.ts";
import { fits } from "../../../core/wildcard.ts";
import type { JobRecord } from "../../jobs/model.ts";

export type Call = Pick<CallNotification, "name" | "at" | "caller" | "facts">;

/** What lies in the table of a job that may have been started, or was stopped, beside Stillpoint. */
export interface OutsideRecord {
  readonly job: JobKey;
  readonly deed: CallNotification["deed"];
  /** When it was heard of first. */
  readonly since: Instant;
  /** Who did it, where CloudTrail told. */
  readonly call?: Call;
  /** What was decided, as long as nothing was heard since. */
  readonly decided?: OutsideReason;
  /** It has a card: whatever is heard from then on is written on it. */
  readonly isTold?: true;
}

export type OutsideReason =
  | "told"
  | "started-by-stillpoint"
  | "started-by-plan"
  | "started-by-aws"
  | "expected-caller"
  | "outside-ignored"
  | "origin-unknown";

export type OutsideDecision =
  | { readonly act: "tell"; readonly reason: "told" }
  | { readonly act: "wait"; readonly reason: "origin-pending" }
  | { readonly act: "silent"; readonly reason: Exclude<OutsideReason, "told"> };

/** With a caller it is known at once; without one, only when whoever started it has had time to say so. */
export const decideOutside = (facts: {
  readonly record: Pick<OutsideRecord, "job" | "deed" | "call" | "isTold">;
  /** Stillpoint has written down that it started the job. */
  readonly isOurs: boolean;
  readonly facts: JobFacts;
  /** AWS was asked what started the job, and answered. */
  readonly isAnswered: boolean;
  readonly isDue: boolean;
  readonly policy: Pick<Environment, "outside" | "expectedCallers"> | undefined;
}): OutsideDecision => {
  const { record, isOurs, isAnswered, isDue, policy } = facts;
  const { deed, call, job } = record;
  if (record.isTold === true) return { act: "tell", reason: "told" };
  const silent = (reason: Exclude<OutsideReason, "told">) => ({ act: "silent" as const, reason });
  // Stillpoint calls in its own role alone: what AWS says of a caller counts for more than what was written down.
  const isNamed = call?.caller.shown !== undefined;
  if (isNamed ? isOperator(call.caller, job) : deed === "start" && isOurs)
    return silent("started-by-stillpoint");
  if (call?.caller.isAws === true) return silent("started-by-aws");
  if (deed === "start" && isByAnother(facts.facts)) return silent("started-by-plan");
  if (policy?.outside === "ignore") return silent("outside-ignored");
  if (call !== undefined && isExpected(call.caller, policy?.expectedCallers ?? []))
    return silent("expected-caller");
  if (call !== undefined) return { act: "tell", reason: "told" };
  if (!isDue) return { act: "wait", reason: "origin-pending" };
  return isAnswered ? { act: "tell", reason: "told" } : silent("origin-unknown");
};

/** The role of that name in the job's own account: the executor alone may assume it. */
const isOperator = ({ isRole, name, account }: Caller, job: JobKey): boolean =>
  isRole && name === operatorRoleName && account === job.account;

/** Root has no name, so no pattern expects it. */
const isExpected = ({ name }: Caller, patterns: readonly string[]): boolean =>
  name !== undefined && patterns.some((pattern) => fits(pattern, name));

const isByAnother = ({ planId, startedBy }: JobFacts): boolean =>
  planId !== undefined || startedBy !== undefined;

/**
 * Whether a job may have been started by hand. A backup's or a copy's first event names no plan, whoever started it; a
 * restore's events never name who did.
 */
export const isSuspect = ({ job, heard }: JobRecord, facts: JobFacts): boolean =>
  !isByAnother(facts) &&
  heard.some(
    ({ feed, state }) =>
      feed === "describe" || (feed === "eventbridge" && (job.kind === "restore" || rankOf(state) !== 0)),
  );

/** Asked for twice with one token it is one job: of two calls always the same one, in whatever order they came. */
export const laterCall = (known: Call | undefined, heard: Call | undefined): Call | undefined => {
  if (known === undefined || heard === undefined) return known ?? heard;
  const order = heard.at - known.at || (canonicalJson(heard) > canonicalJson(known) ? 1 : -1);
  return order > 0 ? heard : known;
};

/** What the card tells: a thing that lives once, with who did it as soon as that is known. */
export const thingOfOutside = (
  { job, deed, call, since }: OutsideRecord,
  facts: JobFacts,
): ThingNotification | undefined => {
  const { resourceArn, recoveryPointArn, destinationVaultArn, createdAt } = facts;
  const resource = facts.resourceName ?? (resourceArn === undefined ? undefined : shortName(resourceArn));
  return tellOf({
    feed: "eventbridge",
    kind: deed === "start" ? "outside-start" : "outside-stop",
    account: job.account,
    region: job.region,
    id: job.id,
    name: resource,
    state: call?.name ?? "STARTED",
    sense: job.kind,
    at: call?.at ?? createdAt ?? since,
    facts: {
      resource,
      type: facts.resourceType,
      vault: facts.vaultName,
      point:
        job.kind === "backup" || recoveryPointArn === undefined ? undefined : shortName(recoveryPointArn),
      target: destinationVaultArn === undefined ? undefined : vaultNameOf(destinationVaultArn),
      by: call?.caller.shown,
      job: facts.writtenId ?? job.id,
    },
  });
};
