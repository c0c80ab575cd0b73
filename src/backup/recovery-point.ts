// A recovery point: what a restore starts from.
import type { Instant } from "../core/time.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Resource } from "./resource.ts";

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeRecoveryPoint.html */
export interface RecoveryPoint {
  readonly arn: string;
  readonly vaultName: string;
  /** AWS's own word: COMPLETED, PARTIAL, DELETING, EXPIRED, AVAILABLE, STOPPED, CREATING. */
  readonly status: string;
  readonly createdAt?: Instant;
  readonly bytes?: number;
  readonly expiry: Expiry;
  /** What only Describe tells. */
  readonly resource?: Pick<Resource, "arn" | "name" | "type">;
  readonly iamRoleArn?: string;
  readonly lifecycle?: Lifecycle;
}

/** When AWS will delete it; `"unknown"` until Describe was asked, `"never"` when its lifecycle has no end. */
export type Expiry = { readonly at: Instant } | "never" | "unknown";
