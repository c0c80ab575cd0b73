// Recovery points as AWS Backup answers for them. https://docs.aws.amazon.com/aws-backup/latest/devguide/recovery-points.html
import type * as backup from "@aws-sdk/client-backup";
import type { Handlers } from "../service.ts";
import { invalid, notFound, refuse, required } from "./errors.ts";
import { calculated, calculatedLifecycle, checkLifecycle, isWithinLock } from "./lifecycle.ts";
import { isAsked, isWithin } from "./list-filter.ts";
import { pageOf, timeKey } from "./page.ts";
import { deletePoint, watchRetention } from "./recovery-point-life.ts";
import { isAt, placed, type RecoveryPoint, type State, type Vault } from "./state.ts";
import { refuseIfDenied } from "./vault-policy.ts";
import { pointsIn, vaultNamed } from "./vaults.ts";
import type { World } from "./world.ts";

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListRecoveryPointsByResource.html */
const rdsPageMin = 20;

export const pointIn = (state: State, vault: Vault, arn: string | undefined): RecoveryPoint => {
  const point = state.points.get(placed(vault, required(arn, "RecoveryPointArn")));
  if (point === undefined || point.vaultArn !== vault.arn) throw notFound("Recovery point", arn ?? "");
  return point;
};

export const recoveryPointHandlers = (world: World): Handlers<typeof backup> => {
  const { state, clock } = world;
  return {
    DescribeRecoveryPoint(input, call) {
      const vault = vaultNamed(state, call, input.BackupVaultName);
      return { ...shown(pointIn(state, vault, input.RecoveryPointArn)), StorageClass: "WARM" };
    },

    ListRecoveryPointsByBackupVault(input, call) {
      const vault = vaultNamed(state, call, input.BackupVaultName);
      const wanted = pointsIn(state, vault)
        .filter((point) => isAsked(input.BackupVaultAccountId, point.account))
        .filter((point) => isAsked(input.ByResourceArn, point.resourceArn))
        .filter((point) => isAsked(input.ByResourceType, point.resourceType))
        .filter((point) => isAsked(input.ByBackupPlanId, point.creator?.BackupPlanId))
        .filter(() => input.ByParentRecoveryPointArn === undefined)
        .filter((point) => isWithin(point.createdAt, input.ByCreatedAfter, input.ByCreatedBefore));
      const { items, NextToken } = pageOf("ListRecoveryPointsByBackupVault", wanted, input, keyOf);
      return { RecoveryPoints: items.map(shown), NextToken };
    },

    ListRecoveryPointsByResource(input, call) {
      const resourceArn = required(input.ResourceArn, "ResourceArn");
      if (/:rds:/.test(resourceArn) && (input.MaxResults ?? rdsPageMin) < rdsPageMin) {
        throw invalid(`MaxResults must be at least ${rdsPageMin} for Amazon RDS.`, "MaxResults");
      }
      const wanted = [...state.points.values()].filter(
        (point) => isAt(point, call) && point.resourceArn === resourceArn,
      );
      const { items, NextToken } = pageOf("ListRecoveryPointsByResource", wanted, input, keyOf);
      const RecoveryPoints = items.map((point) => ({
        RecoveryPointArn: point.arn,
        CreationDate: new Date(point.createdAt),
        Status: point.life.state,
        StatusMessage: point.life.message,
        BackupSizeBytes: point.bytes,
        BackupVaultName: point.vaultName,
        ResourceName: point.resourceName,
        VaultType: "BACKUP_VAULT" as const,
        IsParent: false,
      }));
      return { RecoveryPoints, NextToken };
    },

    DeleteRecoveryPoint(input, call) {
      const vault = vaultNamed(state, call, input.BackupVaultName);
      refuseIfDenied(vault, "backup:DeleteRecoveryPoint");
      const point = pointIn(state, vault, input.RecoveryPointArn);
      const { deleteAt = Number.POSITIVE_INFINITY } = calculated(point.createdAt, point.lifecycle);
      if (vault.lock !== undefined && deleteAt > clock.now()) {
        const message = "Recovery point cannot be deleted. Backup vault is configured with a vault lock.";
        throw refuse("InvalidRequestException", message, { Context: point.arn });
      }
      if (["CREATING", "DELETING"].includes(point.life.state)) {
        const message = `Recovery point ${point.arn} cannot be deleted in state ${point.life.state}.`;
        throw refuse("InvalidRequestException", message, { Context: point.arn });
      }
      deletePoint(world, point, point.arn, "MANUAL_DELETE");
      return {};
    },

    UpdateRecoveryPointLifecycle(input, call) {
      const vault = vaultNamed(state, call, input.BackupVaultName);
      refuseIfDenied(vault, "backup:UpdateRecoveryPointLifecycle");
      const point = pointIn(state, vault, input.RecoveryPointArn);
      const lifecycle = input.Lifecycle ?? {};
      checkLifecycle(lifecycle);
      if (!isWithinLock(vault.lock, lifecycle)) {
        const message = "The retention is not within the range specified for the backup vault.";
        throw refuse("InvalidRequestException", message, { Context: point.arn });
      }
      state.points.set(placed(point, point.arn), { ...point, lifecycle });
      watchRetention(world, point, point.arn);
      return {
        BackupVaultArn: vault.arn,
        RecoveryPointArn: point.arn,
        Lifecycle: lifecycle,
        CalculatedLifecycle: calculatedLifecycle(point.createdAt, lifecycle),
      };
    },

    GetRecoveryPointRestoreMetadata(input, call) {
      const vault = vaultNamed(state, call, input.BackupVaultName);
      refuseIfDenied(vault, "backup:GetRecoveryPointRestoreMetadata");
      const point = pointIn(state, vault, input.RecoveryPointArn);
      return {
        BackupVaultArn: vault.arn,
        RecoveryPointArn: point.arn,
        RestoreMetadata: { ...point.restoreMetadata },
        ResourceType: point.resourceType,
      };
    },
  };
};

const keyOf = ({ createdAt, arn }: RecoveryPoint): string => timeKey(createdAt, arn);

const shown = (point: RecoveryPoint): backup.RecoveryPointByBackupVault => ({
  RecoveryPointArn: point.arn,
  BackupVaultName: point.vaultName,
  BackupVaultArn: point.vaultArn,
  SourceBackupVaultArn: point.sourceVaultArn,
  ResourceArn: point.resourceArn,
  ResourceName: point.resourceName,
  ResourceType: point.resourceType,
  CreatedBy: point.creator,
  IamRoleArn: point.iamRoleArn,
  Status: point.life.state,
  StatusMessage: point.life.message,
  CreationDate: new Date(point.createdAt),
  InitiationDate: new Date(point.createdAt),
  CompletionDate: point.life.state === "CREATING" ? undefined : new Date(point.life.changedAt),
  BackupSizeInBytes: point.bytes,
  Lifecycle: point.lifecycle,
  CalculatedLifecycle: calculatedLifecycle(point.createdAt, point.lifecycle),
  IsEncrypted: true,
  LastRestoreTime: point.restoredAt === undefined ? undefined : new Date(point.restoredAt),
  IsParent: false,
  VaultType: "BACKUP_VAULT",
});
