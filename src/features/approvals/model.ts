// A request, from the asker's press to the receipt. One record holds its state, its trail and what must still be sent:
// they change together or not at all.
import type { JobKey } from "../../backup/job.ts";
import type { Instant } from "../../core/time.ts";
import type { AuditRow } from "../../ports/audit.ts";
import type { Finding, OperationName } from "../../ports/operation.ts";

/** What a press names: a card that shows something else is an old one. */
export interface Named {
  readonly request: string;
  readonly revision: number;
  /** The sha256 of the plan. */
  readonly hash: string;
}

/** Who pressed, when by Slack's signature, and the name of the bytes that prove it. */
export interface Press {
  readonly user: string;
  readonly at: Instant;
  /** `evidence#<this>`: the sha256 of the packed request. */
  readonly evidence: string;
}

/** Why a decision was not to be had any more. */
export type VoidReason =
  /** A vote's lead is one no longer, or somebody tightened the policy, and it was already to run. */
  | "votes-fell"
  | "frozen"
  | "barred"
  | "drifted"
  /** Evidence that does not prove what the record says. */
  | "not-proven";

export type FailReason =
  | "refused-by-aws"
  | "job-failed"
  /** A later step could not begin in time. */
  | "window-over"
  /** A later step might not begin any more: what would have made the request void before the first. */
  | "stopped";

/** Where a request stands. Of the ends the first one wins, for good. */
export type Phase =
  | { readonly state: "open" }
  | { readonly state: "granted"; readonly at: Instant }
  | { readonly state: "running"; readonly at: Instant }
  | { readonly state: "succeeded"; readonly at: Instant }
  | { readonly state: "failed"; readonly at: Instant; readonly reason: FailReason; readonly says?: string }
  /** Nobody can tell whether it ran: a person must look. */
  | { readonly state: "unknown"; readonly at: Instant }
  | { readonly state: "denied"; readonly at: Instant; readonly by: string; readonly why: string }
  | { readonly state: "withdrawn"; readonly at: Instant; readonly by: string }
  /** `"open"`: not enough votes in time. `"granted"`: it could not start in time. */
  | { readonly state: "expired"; readonly at: Instant; readonly was: "open" | "granted" }
  | { readonly state: "void"; readonly at: Instant; readonly reason: VoidReason };

export type State = Phase["state"];

/** How far AWS says it is. */
export interface Progress {
  /** 0 to 100, where AWS says it. */
  readonly percent?: number;
  readonly bytes?: number;
  readonly state: string;
  readonly at: Instant;
}

/** What came of a step: for the card, the audit log and whoever asked. */
export interface Receipt {
  readonly jobId?: string;
  readonly recoveryPointArn?: string;
  readonly bytes?: number;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  /** When AWS will delete it; missing where it was not told. */
  readonly keptUntil?: Instant | "forever";
  /** AWS's own words. */
  readonly says?: string;
  /** AWS's own word for how it ended. */
  readonly state?: string;
}

export type StepState =
  | { readonly state: "waiting" }
  /** The executor is about to call, or has called and does not know the answer. */
  | { readonly state: "claimed"; readonly at: Instant }
  | {
      readonly state: "running";
      readonly at: Instant;
      readonly job?: JobKey;
      readonly receipt: Receipt;
      readonly progress?: Progress;
      /** Since then AWS has not answered when it was asked for the job. */
      readonly silentSince?: Instant;
    }
  | { readonly state: "succeeded"; readonly at: Instant; readonly receipt: Receipt }
  | { readonly state: "failed"; readonly at: Instant; readonly receipt: Receipt }
  | { readonly state: "unknown"; readonly at: Instant };

/** One entitled person ran it without votes; all leads were told, and a second person signs it off. */
export interface BrokenGlass {
  readonly press: Press;
  readonly why: string;
  readonly reviewed?: { readonly by: string; readonly at: Instant };
}

/** What must still be sent: written with the decision that owes it, and taken out when it was. */
export type Outgoing =
  /** A row of the trail, by its number, for the audit log. */
  | { readonly send: "audit"; readonly row: number }
  /** The card as it is now. */
  | { readonly send: "card" }
  /** To the executor. */
  | { readonly send: "run" }
  /** The outcome, or news, to whoever asked. */
  | { readonly send: "tell"; readonly to: string; readonly what: Telling; readonly id: string }
  /** Under the card, so that the leads see it. */
  | { readonly send: "call"; readonly what: Calling; readonly id: string };

/** `slow`: it has been running for longer than a day. */
export type Telling = "granted" | "ended" | "slow";
/** `review`: nobody has signed off yet what was run without votes. */
export type Calling = "reminder" | "escalation" | "broken-glass" | "review" | "outcome" | "edited";

export interface Request {
  readonly id: string;
  readonly environment: string;
  readonly kind: OperationName;
  readonly requester: string;
  readonly team: string;
  /** Of the first press. */
  readonly createdAt: Instant;
  readonly revision: number;
  /** The plan's canonical JSON, to the byte. */
  readonly plan: string;
  readonly hash: string;
  /** The asker's press on this revision. */
  readonly asked: Press;
  /** Votes must be in by then. */
  readonly expiresAt: Instant;
  /** Of the preflight: for the card alone, nothing is decided by it. */
  readonly findings: readonly Finding[];
  readonly votes: readonly Press[];
  readonly phase: Phase;
  /** One for each step of the plan. */
  readonly steps: readonly StepState[];
  readonly glass?: BrokenGlass;
  readonly reminded: Reminded;
  /** The alert whose Retry it is. */
  readonly retryOf?: string;
  readonly trail: readonly AuditRow[];
  readonly outbox: readonly Outgoing[];
}

/** What the clock has said already. */
interface Reminded {
  /** How often the leads were reminded, and when last. */
  readonly count: number;
  readonly at?: Instant;
  readonly isEscalated?: true;
  /** On how many days it was said that nobody signed the broken glass. */
  readonly reviews?: number;
  /** Whoever asked has heard that it takes long. */
  readonly isSlow?: true;
}

/** In a list of its environment, by when it was asked; closed when it is over and nothing is left to send. */
export interface Pointer {
  readonly id: string;
  readonly createdAt: Instant;
  readonly isClosed?: true;
}

/** A plan between its preflight page and the asker's press. */
export interface Draft {
  readonly plan: string;
  readonly hash: string;
  readonly findings: readonly Finding[];
  readonly retryOf?: string;
}

/** Where the card stands: the poster's own memory. */
export interface ShownCard {
  readonly channel: string;
  readonly ts: string;
  /** A digest of what was drawn last. */
  readonly drawn: string;
  /** The channel that it was meant for, when that would not have it. */
  readonly refusedBy?: { readonly channel: string; readonly refusal: string };
}

/** A step's first call, and what came of it; the executor's alone. */
export interface Claim {
  readonly request: string;
  readonly revision: number;
  readonly step: number;
  readonly hash: string;
  readonly token: string;
  readonly firstCallAt: Instant;
  /** Nobody else calls before this. */
  readonly leaseUntil: Instant;
  readonly begun?: { readonly jobId?: string; readonly recoveryPointArn?: string };
  readonly refusal?: string;
  /** The last call surely did not happen: nobody has to wait for the lease. */
  readonly isFree?: true;
  /** The answer of an earlier call never came: a refusal now says nothing about that one. */
  readonly isLost?: true;
  /** It is not called again, whatever the token: only looked for. */
  readonly isClosed?: true;
  /** HMAC over the rest by the signing secret, which only two functions can read. */
  readonly seal: string;
}

/** Why a press was refused; the same word is the key of what is said. */
export type Refusal =
  | "gone"
  | "changed"
  | "over"
  | "self-approval"
  | "voted-before"
  | "not-lead"
  | "not-requester"
  | "not-asker"
  | "expired"
  | "phrase"
  | "running"
  | "nobody-can-approve"
  | "barred"
  | "draft-over"
  | "not-entitled"
  | "reviewed-before"
  | "own-review"
  | "too-many-edits"
  | "unchanged";

/** What its buttons and forms are called in Slack. */
export const approvalIds = {
  approve: "approvals.approve",
  /** The button that opens the form in which a phrase is typed, and the submit of that form: the vote. */
  typed: "approvals.typed",
  approveTyped: "approvals.approve-typed",
  deny: "approvals.deny",
  denied: "approvals.denied",
  withdraw: "approvals.withdraw",
  edit: "approvals.edit",
  /** The rarer things behind three dots: its options hold what `readMore` reads. */
  more: "approvals.more",
  everything: "approvals.everything",
  /** The asker's press: the submit of the preflight page. */
  send: "approvals.send",
  breakGlass: "approvals.break-glass",
  brokenGlass: "approvals.broken-glass",
  review: "approvals.review",
  list: "approvals.list",
  page: "approvals.page",
  open: "approvals.open",
} as const;

/** The field of a form in which somebody says why. */
export const whyField = "approvals.why";

export const whyMax = 500;

/** What the value of a button and the private metadata of a form hold: nothing else is read back. */
export const namedIn = ({ request, revision, hash }: Named): string => `${request} ${revision} ${hash}`;

export const readNamed = (text: string): Named | undefined => {
  const [, request, revision, hash] = /^([a-z0-9]{8,40}) (\d{1,4}) ([0-9a-f]{64})$/.exec(text) ?? [];
  return request === undefined || revision === undefined || hash === undefined
    ? undefined
    : { request, revision: Number(revision), hash };
};

/** What stands behind the three dots of a card. */
const further = ["deny", "withdraw", "edit", "break-glass"] as const;

export type Further = (typeof further)[number];

/** Of an option behind the three dots; an option holds 150 characters. */
export const moreOf = (what: Further, named: Named): string => `${what} ${namedIn(named)}`;

export const readMore = (text: string): { readonly what: Further; readonly named: Named } | undefined => {
  const what = further.find((each) => text.startsWith(`${each} `));
  const named = what === undefined ? undefined : readNamed(text.slice(what.length + 1));
  return what === undefined || named === undefined ? undefined : { what, named };
};

/** Which requests are listed. */
export const whiches = ["open", "mine", "awaiting"] as const;

export type Which = (typeof whiches)[number];

/** The request that a button's value or a form's metadata names. */
export const requestIn = (text: string): string | undefined =>
  (readNamed(text) ?? readMore(text)?.named)?.request;
