// What the clock says of a request that waits: to its leads before its time is over, to whoever can sign a broken glass,
// and to the one who asked when it takes long. Each is owed once, however often and however late the clock comes.
import type { ApprovalEscalation } from "../../../config/config.ts";
import { dayMs, type Instant, instant, minuteMs } from "../../../core/time.ts";
import type { Terms } from "../../../ports/operation.ts";
import { decideExpiry, isOver } from "../decide.ts";
import type { Outgoing, Request } from "../model.ts";

/** Who has just seen the card come needs no other word: leads are not nagged. */
const quietMs = 5 * minuteMs;

/** Two reminders closer than this are one. */
const apartMs = 10 * minuteMs;

/** The first after this part of the time there is; then it takes twice as long each time, so that a week has two. */
const firstPart = 1 / 4;

/** A request of a year would have no more. */
const remindersMax = 8;

/** A broken glass is looked at by a second person: they hear of it each day until they have. */
const reviewEveryMs = dayMs;

/** Backups of large file systems take hours; whoever asked hears of one that takes longer than a day. */
const slowAfterMs = dayMs;

export interface DueFacts {
  /** What holds now: the stricter of the plan's terms and the policy. */
  readonly terms: Terms;
  readonly escalation: ApprovalEscalation | undefined;
}

/** All that is due by now; the very same request when nothing is. */
export const decideDue = (request: Request, facts: DueFacts, now: Instant): Request =>
  decideExpiry(request, facts.terms, facts.terms, now) ??
  withSlowness(withReview(withReminder(request, facts, now), now), now);

const withReminder = (request: Request, { terms, escalation }: DueFacts, now: Instant): Request => {
  if (request.phase.state !== "open") return request;
  const from = request.asked.at;
  const until = instant(Math.min(request.expiresAt, from + terms.expiresInMs));
  const { reminded, revision } = request;
  const passed = remindersBy(from, until, now);
  if (isEscalationDue(request, escalation, until, now))
    return owing(
      {
        ...request,
        reminded: { ...reminded, count: Math.max(passed, reminded.count), at: now, isEscalated: true },
      },
      { send: "call", what: "escalation", id: `escalation-${revision}` },
    );
  const isApart = reminded.at === undefined || now - reminded.at >= apartMs;
  if (passed <= reminded.count || !isApart) return request;
  // A clock that was away says once what it would have said twice.
  return owing(
    { ...request, reminded: { ...reminded, count: passed, at: now } },
    { send: "call", what: "reminder", id: `reminder-${revision}-${passed}` },
  );
};

const isEscalationDue = (
  { reminded, asked }: Request,
  escalation: ApprovalEscalation | undefined,
  until: Instant,
  now: Instant,
): boolean => {
  if (escalation === undefined || reminded.isEscalated === true) return false;
  return now >= Math.max(until - escalation.beforeMinutes * minuteMs, asked.at + quietMs);
};

/** How many reminders should have been given. */
const remindersBy = (from: Instant, until: Instant, now: Instant): number => {
  const first = (until - from) * firstPart;
  let count = 0;
  while (count < remindersMax) {
    const at = from + Math.max(first * (2 ** (count + 1) - 1), quietMs);
    if (now < at || at >= until) break;
    count += 1;
  }
  return count;
};

const withReview = (request: Request, now: Instant): Request => {
  const { glass, reminded } = request;
  if (glass === undefined || glass.reviewed !== undefined) return request;
  const days = Math.floor((now - glass.press.at) / reviewEveryMs);
  if (days <= (reminded.reviews ?? 0)) return request;
  return owing(
    { ...request, reminded: { ...reminded, reviews: days } },
    { send: "call", what: "review", id: `review-${days}` },
  );
};

const withSlowness = (request: Request, now: Instant): Request => {
  const { phase, reminded, requester, revision } = request;
  if (phase.state !== "running" || reminded.isSlow === true || now - phase.at < slowAfterMs) return request;
  return owing(
    { ...request, reminded: { ...reminded, isSlow: true } },
    { send: "tell", to: requester, what: "slow", id: `slow-${revision}` },
  );
};

/** A word to somebody changes nothing about the request: it has no row. */
const owing = (request: Request, owed: Outgoing): Request => ({
  ...request,
  outbox: [...request.outbox, owed],
});

/** Whether the clock may forget it: over, nothing left to send, and nobody's signature missing. */
export const isClosable = ({ phase, outbox, glass }: Request): boolean =>
  isOver(phase.state) && outbox.length === 0 && (glass === undefined || glass.reviewed !== undefined);
