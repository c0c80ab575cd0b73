// Where recovery points lie.

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
