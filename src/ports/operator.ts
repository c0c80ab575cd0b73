// What acts on AWS, for the executor alone: the calls that can be made in the name of the operator role.
import type {
  StartBackupJobInput,
  StartCopyJobInput,
  StartRestoreJobInput,
  StopBackupJobInput,
} from "@aws-sdk/client-backup";
import type { JobKey } from "../backup/job.ts";
import type { Instant } from "../core/time.ts";

/** The SDK would make up a token of its own for each call: then the same step twice would be two jobs. */
type Once<Input> = Input & { readonly IdempotencyToken: string };

/** One call, with every field of AWS's own input. */
export type OperatorCall =
  | { readonly operation: "StartBackupJob"; readonly input: Once<StartBackupJobInput> }
  | { readonly operation: "StartCopyJob"; readonly input: Once<StartCopyJobInput> }
  | { readonly operation: "StartRestoreJob"; readonly input: Once<StartRestoreJobInput> }
  | { readonly operation: "StopBackupJob"; readonly input: StopBackupJobInput };

/** What AWS answered: stopping a job answers nothing. */
export interface OperatorAnswer {
  readonly jobId?: string;
  /** Only of what knows its recovery point at the start. */
  readonly recoveryPointArn?: string;
  readonly createdAt?: Instant;
}

/** In whose name: CloudTrail shows the request as the session's name, and the requester's Slack id as its source. */
export interface OperatorSession {
  readonly request: string;
  readonly requester: string;
}

export interface Operator {
  /**
   * Calls once and never again by itself. Throws a `Fault` that says what became of the call:
   * - `aws-refused`: it did not happen, and will not. The message ends in AWS's own words.
   * - `aws-throttled`, `aws-unavailable`: it did not happen; later it may.
   * - `aws-unknown`: nobody knows whether it happened. Only the same call, token and all, may be made again.
   */
  call(
    place: Pick<JobKey, "account" | "region">,
    call: OperatorCall,
    as: OperatorSession,
  ): Promise<OperatorAnswer>;
}
