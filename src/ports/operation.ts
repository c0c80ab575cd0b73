// What may be asked of AWS and needs an approval: a plan of steps, and the contract of each kind of step. All kinds
// travel by the one road of features/approvals; a kind says what it is and never how it is approved.
import type { JobFacts, JobKey, JobKind } from "../backup/job.ts";
import type { Environment } from "../config/config.ts";
import type { Instant } from "../core/time.ts";
import type { Safe } from "../slack/mrkdwn.ts";
import type { OperatorAnswer, OperatorCall } from "./operator.ts";

/** Kinds of steps, as configuration files name them. */
export type OperationName = "backup" | "copy" | "stop";

/** What a call of AWS is made of. Moments are ISO 8601 texts. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };

export type Input = { readonly [member: string]: Json };

/** One call of AWS: every field of it but the token, which is made of the request. */
export interface Step {
  readonly operation: OperationName;
  readonly place: Pick<JobKey, "account" | "region">;
  readonly input: Input;
}

/** What it is done to, as people know it. */
export interface Subject {
  readonly arn: string;
  readonly name: string;
  /** AWS's own word: EC2, RDS … */
  readonly type: string;
}

/**
 * All that will run, and under which terms it was asked for. Its canonical JSON is what people approve: the sha256 of
 * those bytes names it, so nothing in here can change without all votes falling.
 */
export interface Plan {
  /** The request's id. */
  readonly request: string;
  /** 1, and one more with each edit. */
  readonly revision: number;
  /** Slack's ids of who asks. */
  readonly requester: string;
  readonly team: string;
  readonly environment: string;
  readonly kind: OperationName;
  readonly why: string;
  readonly subject: Subject;
  /** No press before this counts. */
  readonly notBefore: Instant;
  /** Nothing starts after this, whatever else is said. */
  readonly notAfter: Instant;
  readonly terms: Terms;
  readonly steps: readonly Step[];
}

/** The policy when it was asked: what is stricter later counts, what is looser does not. */
export interface Terms {
  /** Leads that must say yes; 0 needs the asker's own press alone. */
  readonly votes: number;
  /** Each lead also types a phrase. */
  readonly isTyped: boolean;
  /** From the asker's press to the last vote. */
  readonly expiresInMs: number;
  /** From the last vote to the first call. */
  readonly runWithinMs: number;
}

export interface Described {
  /** What runs, in one sentence. */
  readonly runs: Safe;
  /** What it overwrites or costs, what could go wrong; each a sentence. */
  readonly risks: readonly Safe[];
}

/** Why a step may not run where and as it is written. */
export type Bar = "place" | "vault" | "role" | "input";

/** Which jobs may be the one whose answer was lost. */
export interface Trace {
  readonly kind: JobKind;
  readonly createdAfter: Instant;
  readonly createdBefore?: Instant;
  readonly resourceArn?: string;
}

/** A job as AWS lists it. */
export interface Found {
  readonly job: JobKey;
  readonly state: string;
  readonly facts: JobFacts;
}

/**
 * One kind of step. Everything here is pure: the same step always makes the same call, and the executor draws what
 * leads were shown by the same function.
 */
export interface Operation {
  readonly name: OperationName;
  /** What makes it happen once: AWS's token, its own nature, or a mark that is looked for before a second call. */
  readonly once: "token" | "natural";
  describe(step: Step, subject: Subject, language: "en" | "ja"): Described;
  /** Whether the subject that people read of is what the step touches; true where the step's own sentence names it. */
  isAbout(step: Step, subject: Subject): boolean;
  call(step: Step, token: string): OperatorCall;
  /** Against the configuration of whoever asks: at the request, and again by the executor's own copy. */
  bar(step: Step, environment: Environment): Bar | undefined;
  /** The job that is watched until it ends; undefined when AWS's answer names none. */
  watches(step: Step, begun: OperatorAnswer): JobKey | undefined;
  /** Where to look when an answer was lost, and which of the jobs there is this one's. */
  traces: {
    readonly query: (step: Step, calledAt: Instant) => Trace;
    readonly isIts: (step: Step, found: Found, calledAt: Instant) => boolean;
  };
  /** What the job's end means for the step; undefined while it goes on. `saysFailed`: COMPLETED, and AWS's words say the opposite. */
  ends(state: string, saysFailed: boolean): "succeeded" | "failed" | undefined;
}

/** The list of all kinds, made in one place. */
export type Operations = { readonly [Name in OperationName]: Operation };

/** What a preflight found, by the name of its words. */
export interface Finding {
  /** `stop` keeps it from being asked for. */
  readonly level: "fine" | "know" | "stop";
  readonly name: string;
  readonly values: readonly string[];
}
