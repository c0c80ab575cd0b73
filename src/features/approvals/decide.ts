// The rules of approvals: what a press, the clock or the executor may make of a request, each with its reason's name.
// A request goes on by one of these functions or not at all.
import type { Policy } from "../../config/policy.ts";
import { canonicalJson, digestOf } from "../../core/ids.ts";
import { oneLine } from "../../core/text.ts";
import { type Instant, instant } from "../../core/time.ts";
import type { AuditRow, AuditVerb } from "../../ports/audit.ts";
import type { Finding, Plan, Terms } from "../../ports/operation.ts";
import { chain } from "../audit/decide.ts";
import type { Named, Outgoing, Phase, Press, Refusal, Request, State } from "./model.ts";

export type Decision =
  | { readonly type: "accepted"; readonly request: Request }
  | { readonly type: "refused"; readonly reason: Refusal };

export const refused = (reason: Refusal): Decision => ({ type: "refused", reason });

/** A later edit is a new request: nobody follows more. */
export const revisionsMax = 20;

/** The bytes that people approve, and their name. */
export const sealPlan = (plan: Plan): { readonly text: string; readonly hash: string } => {
  const text = canonicalJson(plan);
  return { text, hash: digestOf(text) };
};

/** What is stricter of two counts: of the terms when it was asked, and of the policy now. */
export const stricter = (terms: Terms, policy: Terms): Terms => ({
  votes: Math.max(terms.votes, policy.votes),
  isTyped: terms.isTyped || policy.isTyped,
  expiresInMs: Math.min(terms.expiresInMs, policy.expiresInMs),
  runWithinMs: Math.min(terms.runWithinMs, policy.runWithinMs),
});

export const isOver = (state: State): boolean =>
  !(["open", "granted", "running"] as readonly State[]).includes(state);

/** The asker's press on what the preflight page showed. `could` are the leads who could decide now, not counting them. */
export const decideAsk = (facts: {
  readonly before: Request | undefined;
  readonly plan: Plan;
  readonly text: string;
  readonly hash: string;
  readonly findings: readonly Finding[];
  readonly retryOf?: string;
  readonly press: Press;
  readonly isAsker: boolean;
  readonly isBarred: boolean;
  readonly policy: Policy;
  readonly could: readonly string[];
}): Decision => {
  const { before, plan, hash, press, policy } = facts;
  if (!facts.isAsker) return refused("not-asker");
  if (plan.requester !== press.user) return refused("not-requester");
  if (facts.isBarred || facts.findings.some(({ level }) => level === "stop")) return refused("barred");
  const terms = stricter(plan.terms, policy);
  if (before?.hash === hash) return { type: "accepted", request: before };
  if (press.at >= plan.notAfter) return refused("draft-over");
  const able = facts.could.filter((lead) => lead !== press.user);
  if (able.length < terms.votes) return refused("nobody-can-approve");
  const asked = {
    id: plan.request,
    environment: plan.environment,
    kind: plan.kind,
    requester: plan.requester,
    team: plan.team,
    revision: plan.revision,
    plan: facts.text,
    hash,
    asked: press,
    expiresAt: instant(Math.min(press.at + terms.expiresInMs, plan.notAfter)),
    findings: facts.findings,
    votes: [],
    steps: plan.steps.map(() => ({ state: "waiting" as const })),
    reminded: { count: 0 },
    ...(facts.retryOf === undefined ? {} : { retryOf: facts.retryOf }),
  };
  const facts_ = { kind: plan.kind, hash, votes: terms.votes, evidence: press.evidence };
  if (before === undefined) {
    if (plan.revision !== 1) return refused("gone");
    const fresh: Request = {
      ...asked,
      createdAt: press.at,
      phase: { state: "open" },
      trail: [],
      outbox: [],
    };
    const request = told(fresh, "request.asked", press.user, press.at, facts_, [{ send: "card" }]);
    return { type: "accepted", request: grantIfEnough(request, press.at, terms) };
  }
  if (before.requester !== press.user) return refused("not-requester");
  if (before.phase.state !== "open") return refused(before.phase.state === "running" ? "running" : "over");
  if (plan.revision !== before.revision + 1) return refused("changed");
  if (plan.revision > revisionsMax) return refused("too-many-edits");
  const edited: Request = { ...before, ...asked, phase: { state: "open" } };
  const request = told(edited, "request.edited", press.user, press.at, facts_, [
    { send: "card" },
    { send: "call", what: "edited", id: `edited-${plan.revision}` },
  ]);
  return { type: "accepted", request: grantIfEnough(request, press.at, terms) };
};

/** A lead says yes. `typed` is what stands in the field of the form, where one was asked for. */
export const decideVote = (
  request: Request | undefined,
  vote: {
    readonly named: Named;
    readonly press: Press;
    readonly isLead: boolean;
    readonly typed?: string;
    readonly phrase: string;
  },
  policy: Policy,
  terms: Terms,
  now: Instant,
): Decision => {
  const standing = standsFor(request, vote.named);
  if (typeof standing === "string") return refused(standing);
  const { press } = vote;
  // The same press once more, from the queue: it was counted.
  if (standing.votes.some(({ evidence }) => evidence === press.evidence))
    return { type: "accepted", request: standing };
  if (!vote.isLead) return refused("not-lead");
  if (standing.requester === press.user) return refused("self-approval");
  if (standing.votes.some(({ user }) => user === press.user)) return refused("voted-before");
  if (standing.phase.state !== "open")
    return refused(standing.phase.state === "running" ? "running" : "over");
  const strict = stricter(terms, policy);
  if (isPast(standing, strict, press.at) || isPast(standing, strict, now)) return refused("expired");
  if (strict.isTyped && !isPhrase(vote.typed, vote.phrase)) return refused("phrase");
  const voted = { ...standing, votes: [...standing.votes, press] };
  const facts = { revision: standing.revision, hash: standing.hash, evidence: press.evidence };
  const request_ = told(voted, "request.approved", press.user, press.at, facts, [{ send: "card" }]);
  return { type: "accepted", request: grantIfEnough(request_, press.at, strict) };
};

/** A lead says no. One is enough, and it holds until the first call is on its way. */
export const decideDeny = (
  request: Request | undefined,
  deny: {
    readonly named: Named;
    readonly press: Press;
    readonly isLead: boolean;
    readonly why: string;
  },
): Decision => {
  const standing = standsFor(request, deny.named);
  if (typeof standing === "string") return refused(standing);
  if (isBy(standing, "denied", deny.press)) return { type: "accepted", request: standing };
  if (!deny.isLead) return refused("not-lead");
  const late = tooLate(standing);
  if (late !== undefined) return refused(late);
  const { user: by, at, evidence } = deny.press;
  const phase = { state: "denied", at, by, why: deny.why } as const;
  return { type: "accepted", request: ended(standing, phase, "request.denied", by, { evidence }) };
};

/** Whoever asked takes it back. */
export const decideWithdraw = (
  request: Request | undefined,
  { named, press }: { readonly named: Named; readonly press: Press },
): Decision => {
  const standing = standsFor(request, named);
  if (typeof standing === "string") return refused(standing);
  if (isBy(standing, "withdrawn", press)) return { type: "accepted", request: standing };
  if (standing.requester !== press.user) return refused("not-requester");
  const late = tooLate(standing);
  if (late !== undefined) return refused(late);
  const { user: by, at, evidence } = press;
  const phase = { state: "withdrawn", at, by } as const;
  return { type: "accepted", request: ended(standing, phase, "request.withdrawn", by, { evidence }) };
};

/** The time is over, or not yet: undefined. `runUntil` is the end of the run window where it was granted. */
export const decideExpiry = (
  request: Request,
  policy: Terms,
  terms: Terms,
  now: Instant,
): Request | undefined => {
  const strict = stricter(terms, policy);
  const { phase } = request;
  if (phase.state === "open" && isPast(request, strict, now))
    return ended(request, { state: "expired", at: now, was: "open" }, "request.expired", stillpoint);
  if (phase.state === "granted" && now >= phase.at + strict.runWithinMs)
    return ended(request, { state: "expired", at: now, was: "granted" }, "request.expired", stillpoint);
  return undefined;
};

/** Who acts when nobody does. */
export const stillpoint = "stillpoint";

/** With the end of its road: nothing runs any more. Tells whoever asked. */
export const ended = (
  request: Request,
  phase: Phase,
  verb: AuditVerb,
  by: string,
  more: AuditRow["facts"] = {},
): Request => {
  const at = "at" in phase ? phase.at : request.createdAt;
  const facts = {
    ...more,
    state: phase.state,
    ...("reason" in phase ? { reason: phase.reason } : {}),
    ...("why" in phase ? { why: phase.why } : {}),
    ...("was" in phase ? { was: phase.was } : {}),
  };
  return told({ ...request, phase }, verb, by, at, facts, [
    { send: "card" },
    { send: "call", what: "outcome", id: `ended-${request.revision}` },
    { send: "tell", to: request.requester, what: "ended", id: `ended-${request.revision}` },
  ]);
};

/** A row in the trail, and what it owes, by the same write. */
export const told = (
  request: Request,
  verb: AuditVerb,
  by: string,
  at: Instant,
  facts: AuditRow["facts"],
  owed: readonly Outgoing[],
): Request => {
  const { environment } = request;
  const entry = { at, environment, verb, by, resource: subjectOf(request), facts };
  const row = chain(request.trail, entry, request.id);
  const isOwed = (each: Outgoing) => request.outbox.some((one) => canonicalJson(one) === canonicalJson(each));
  const audit: Outgoing = { send: "audit", row: row.number };
  return {
    ...request,
    trail: [...request.trail, row],
    outbox: [...request.outbox, audit, ...owed.filter((each) => !isOwed(each))],
  };
};

/** The plan as it was written; it was checked before it was stored. */
export const planOf = ({ plan: text }: Pick<Request, "plan">): Plan => {
  if (text !== lastRead?.text) lastRead = { text, plan: JSON.parse(text) as Plan };
  return lastRead.plan;
};

/** One decision asks many times for one plan, which nothing ever changes: it is read once. */
let lastRead: { readonly text: string; readonly plan: Plan } | undefined;

/** What must be typed: the name of what is touched. Case, width and spaces are a keyboard's, not a person's doubt. */
export const phraseOf = ({ subject }: Plan): string => subject.name;

export const isPhrase = (typed: string | undefined, phrase: string): boolean =>
  typed !== undefined && plainOf(typed) === plainOf(phrase);

/** As the form shows it. */
const plainOf = (text: string): string => oneLine(text.normalize("NFKC")).trim().toLowerCase();

const subjectOf = (request: Request): string => planOf(request).subject.arn;

export const standsFor = (request: Request | undefined, named: Named): Request | Refusal => {
  if (request === undefined) return "gone";
  return request.revision === named.revision && request.hash === named.hash ? request : "changed";
};

/** Whether it ended so by this very press. */
const isBy = ({ phase }: Request, state: "denied" | "withdrawn", { user, at }: Press): boolean =>
  phase.state === state && phase.by === user && phase.at === at;

const tooLate = ({ phase }: Request): Refusal | undefined => {
  if (phase.state === "open" || phase.state === "granted") return undefined;
  return phase.state === "running" ? "running" : "over";
};

const isPast = (request: Request, { expiresInMs }: Terms, at: Instant): boolean =>
  at >= request.expiresAt || at >= request.asked.at + expiresInMs;

const grantIfEnough = (request: Request, at: Instant, { votes }: Terms): Request =>
  request.votes.length < votes
    ? request
    : told({ ...request, phase: { state: "granted", at } }, "request.granted", stillpoint, at, {}, [
        { send: "card" },
        { send: "run" },
        { send: "tell", to: request.requester, what: "granted", id: `granted-${request.revision}` },
      ]);
