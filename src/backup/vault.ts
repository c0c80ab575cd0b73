// Where recovery points lie, and the key that they are encrypted with.
import type { Instant } from "../core/time.ts";

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupVaultListMember.html */
export interface Vault {
  readonly name: string;
  readonly arn: string;
  /** BACKUP_VAULT, LOGICALLY_AIR_GAPPED_BACKUP_VAULT or RESTORE_ACCESS_BACKUP_VAULT. */
  readonly type?: string;
  readonly points: number;
  readonly isLocked: boolean;
  readonly minRetentionDays?: number;
  readonly maxRetentionDays?: number;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeBackupVault.html */
export interface DescribedVault extends Vault {
  readonly keyArn?: string;
  /** From then on nobody can change the lock; a lock without it can be taken off. */
  readonly lockedFrom?: Instant;
}

/**
 * Whether a key can be used; "not-told" where AWS does not let us ask. AWS's other states cannot be used either, and count
 * as disabled. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
export interface KeyHealth {
  readonly state: "enabled" | "disabled" | "pending-deletion" | "gone" | "not-told";
  /** AWS's own key for a service: nobody can grant its use to another account. */
  readonly isAwsManaged?: boolean;
}
