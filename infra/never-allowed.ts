// What nobody may, whoever asks.

/**
 * What no role of Stillpoint may, whatever else is written anywhere: make a backup go away, or change who or what
 * protects it. Stands in every boundary and in the operator's and the executor's own policy.
 */
export const neverAllowed: readonly string[] = Object.entries({
  backup: `DeleteRecoveryPoint DisassociateRecoveryPoint DisassociateRecoveryPointFromParent
    UpdateRecoveryPointLifecycle DeleteBackupVault PutBackupVaultAccessPolicy DeleteBackupVaultAccessPolicy
    PutBackupVaultLockConfiguration DeleteBackupVaultLockConfiguration DeleteBackupPlan DeleteBackupSelection
    UpdateGlobalSettings UpdateRegionSettings`,
  dynamodb: "DeleteItem UpdateItem DeleteTable UpdateContinuousBackups",
  kms: "DisableKey PutKeyPolicy ScheduleKeyDeletion",
  s3: "BypassGovernanceRetention DeleteBucket DeleteObject DeleteObjectVersion PutBucketPolicy",
  ssm: "PutParameter",
}).flatMap(([service, actions]) => actions.split(/\s+/).map((action) => `${service}:${action}`));
