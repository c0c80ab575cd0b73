// The executor's own proof that people said yes: from the bytes that Slack signed, and from nothing that the table says of
// them. What the table says and the bytes do not is forged.
import type { Policy } from "../../../config/policy.ts";
import type { Person } from "../../../config/rights.ts";
import { type Instant, instant } from "../../../core/time.ts";
import type { Plan } from "../../../ports/operation.ts";
import { type RawRequest, unpackRequest } from "../../../slack/pack.ts";
import { bodyOf, readRequest, type SlackRequest, signedAt } from "../../../slack/request.ts";
import { verifySignature } from "../../../slack/signature.ts";
import { isPhrase, phraseOf, stricter } from "../decide.ts";
import { approvalIds, type Named, type Press, type Request, readNamed } from "../model.ts";
import { evidenceOf } from "../record.ts";

/** Each is a lie of somebody who can write the table: nothing runs, and an alarm rings. */
export type Forgery =
  | "no-evidence"
  | "other-bytes"
  | "not-signed"
  | "not-a-press"
  | "other-button"
  | "other-request"
  | "other-revision"
  | "other-hash"
  | "other-person"
  | "other-team"
  | "out-of-time"
  | "voted-twice"
  | "self-approval";

export type Proof =
  | {
      readonly type: "proven";
      /** When the last vote that was needed was given: the run window begins. */
      readonly grantedAt: Instant;
      /** Whose yes counts. */
      readonly by: readonly string[];
      /** What Slack says each of them was shown, by user. */
      readonly shown: readonly { readonly user: string; readonly body: object }[];
    }
  /** Nothing is forged, but too few of those who said yes may still say it. */
  | { readonly type: "fell"; readonly by: readonly string[]; readonly needed: number }
  | { readonly type: "forged"; readonly reason: Forgery; readonly user: string };

interface Facts {
  readonly request: Request;
  readonly plan: Plan;
  readonly policy: Policy;
  /** The packed bytes by the name of the evidence; what is not there is missing. */
  readonly exhibits: ReadonlyMap<string, string>;
  /** The signing secret, and the one before it. */
  readonly secrets: readonly string[];
  /** Of everybody who pressed, as Slack knows them now. */
  readonly people: ReadonlyMap<string, Person>;
  /** Who may decide now, by the executor's own configuration. */
  readonly isLead: (person: Person) => boolean;
  /** Who may ask for it now, by the same. */
  readonly isAsker: (person: Person) => boolean;
  /** Who may run it without votes now, by the same. */
  readonly isBreaker: (person: Person) => boolean;
}

export const prove = (facts: Facts): Proof => {
  const { request, plan, policy } = facts;
  const terms = stricter(plan.terms, policy);
  const asked = pressOf(request.asked, [approvalIds.send], plan.notBefore, plan.notAfter, facts);
  if (asked.type === "forged") return asked;
  if (request.asked.user !== plan.requester) return forged("other-person", request.asked.user);
  // By the terms that it was asked under, which were the loosest: what the worker could never have taken is forged.
  const until = instant(Math.min(asked.at + plan.terms.expiresInMs, plan.notAfter));
  if (request.glass !== undefined) return proveGlass(request.glass.press, asked.at, until, facts);
  // Where no vote is needed whoever asked runs it, and has to be one who may.
  const asker = facts.people.get(plan.requester);
  if (terms.votes === 0 && (asker === undefined || !facts.isAsker(asker)))
    return { type: "fell", by: [], needed: 0 };
  const given = new Map<string, ReadPress>();
  const buttons = plan.terms.isTyped
    ? [approvalIds.approveTyped]
    : [approvalIds.approve, approvalIds.approveTyped];
  const isTyped = ({ typed }: ReadPress): boolean => isPhrase(typed, phraseOf(plan));
  for (const vote of request.votes) {
    const press = pressOf(vote, buttons, asked.at, until, facts);
    if (press.type === "forged") return press;
    if (vote.user === plan.requester) return forged("self-approval", vote.user);
    if (given.has(vote.user)) return forged("voted-twice", vote.user);
    if (plan.terms.isTyped && !isTyped(press)) return forged("other-button", vote.user);
    given.set(vote.user, press);
  }
  // Somebody who left, and what is stricter since, make a vote fall; that is no lie.
  const counts = (press: ReadPress): boolean =>
    press.at < asked.at + terms.expiresInMs && (!terms.isTyped || isTyped(press));
  const counted = [...given].filter(([user, press]) => isAble(user, facts) && counts(press));
  const by = counted.map(([user]) => user);
  if (counted.length < terms.votes) return { type: "fell", by, needed: terms.votes };
  const times = counted.map(([, { at }]) => at).sort((left, right) => left - right);
  return {
    type: "proven",
    grantedAt: times[terms.votes - 1] ?? asked.at,
    by,
    shown: counted.map(([user, { body }]) => ({ user, body })),
  };
};

const proveGlass = (press: Press, from: Instant, until: Instant, facts: Facts): Proof => {
  const read = pressOf(press, [approvalIds.brokenGlass], from, until, facts);
  if (read.type === "forged") return read;
  const person = facts.people.get(press.user);
  if (!isPhrase(read.typed, phraseOf(facts.plan))) return forged("other-button", press.user);
  if (person === undefined || !facts.isBreaker(person)) return { type: "fell", by: [], needed: 1 };
  return {
    type: "proven",
    grantedAt: read.at,
    by: [press.user],
    shown: [{ user: press.user, body: read.body }],
  };
};

const isAble = (user: string, { people, isLead }: Facts): boolean => {
  const person = people.get(user);
  return person !== undefined && isLead(person);
};

const forged = (reason: Forgery, user: string): Extract<Proof, { readonly type: "forged" }> => ({
  type: "forged",
  reason,
  user,
});

interface ReadPress {
  readonly type: "press";
  readonly at: Instant;
  readonly typed?: string;
  readonly body: object;
}

const pressOf = (
  press: Press,
  buttons: readonly string[],
  from: Instant,
  until: Instant,
  { request, plan, exhibits, secrets, people }: Facts,
): ReadPress | Extract<Proof, { readonly type: "forged" }> => {
  const packed = exhibits.get(press.evidence);
  if (packed === undefined) return forged("no-evidence", press.user);
  if (evidenceOf(packed) !== press.evidence) return forged("other-bytes", press.user);
  const raw = unpacked(packed);
  if (raw === undefined) return forged("not-a-press", press.user);
  const at = signedAt(raw.timestamp);
  // When it came is judged below, by the request's own times; here the bytes alone are.
  if (verifySignature(raw, secrets, at) !== "valid") return forged("not-signed", press.user);
  if (!isPayload(raw.body)) return forged("not-a-press", press.user);
  const body = bodyOf(raw.body, undefined) ?? {};
  const reading = readRequest(body);
  if (reading.type !== "request") return forged("not-a-press", press.user);
  const said = saidIn(reading.request);
  if (said === undefined) return forged("not-a-press", press.user);
  if (!buttons.includes(said.button)) return forged("other-button", press.user);
  if (said.named?.request !== request.id) return forged("other-request", press.user);
  if (said.named.revision !== plan.revision) return forged("other-revision", press.user);
  if (said.named.hash !== request.hash) return forged("other-hash", press.user);
  if (reading.request.user !== press.user) return forged("other-person", press.user);
  // In an organisation a lead may be of another workspace than the asker; whether they are one, Slack says.
  const { team } = reading.request;
  if (team !== plan.team && people.get(press.user)?.teams.includes(team) !== true)
    return forged("other-team", press.user);
  if (at < from || at >= until) return forged("out-of-time", press.user);
  return { type: "press", at, body, ...(said.typed === undefined ? {} : { typed: said.typed }) };
};

/**
 * Slack sends a press as a form of one field, and signs neither what kind of body it is nor only what people press: an
 * event holds what the app itself wrote into a view, and read as a form that could be anybody's vote.
 */
const isPayload = (body: Uint8Array): boolean => /^payload=[^&]*$/.test(Buffer.from(body).toString("latin1"));

/** Whoever can write the table can write there what nobody packed. */
const unpacked = (packed: string): RawRequest | undefined => {
  try {
    return unpackRequest(packed);
  } catch {
    return undefined;
  }
};

interface Said {
  readonly button: string;
  readonly named: Named | undefined;
  readonly typed?: string;
}

/** The field of every form in which a phrase is typed. */
export const phraseField = "approvals.phrase";

/** A vote is a button of a message or a form that was sent: what stands in the Home tab is none. */
export const saidIn = (request: SlackRequest): Said | undefined => {
  if (request.kind === "press" && request.view === undefined)
    return { button: request.actionId, named: readNamed(request.value) };
  if (request.kind !== "submit") return undefined;
  const { callbackId, privateMetadata, values, isModal } = request.view;
  const typed = values[phraseField];
  return isModal
    ? {
        button: callbackId,
        named: readNamed(privateMetadata),
        ...(typed === undefined ? {} : { typed }),
      }
    : undefined;
};
