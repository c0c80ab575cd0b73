// What AWS Backup protects.
import type { Instant } from "../core/time.ts";

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ProtectedResource.html */
export interface Resource {
  readonly arn: string;
  /** As AWS calls it, or the last part of its ARN. */
  readonly name: string;
  /** AWS's own word: EC2, RDS, EFS, S3 … */
  readonly type: string;
  readonly lastBackupAt?: Instant;
}
