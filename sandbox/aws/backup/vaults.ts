// Backup vaults as AWS Backup answers for them: their making and end, their policy and their lock.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/vaults.html
import type * as backup from "@aws-sdk/client-backup";
import type { Handlers } from "../service.ts";
import { vaultArn } from "./arn.ts";
import { deny, invalid, notFound, refuse, required } from "./errors.ts";
import { pageOf } from "./page.ts";
import { isAt, type Place, type State, type Vault } from "./state.ts";
import { checkPolicy, refuseIfDenied } from "./vault-policy.ts";
import type { World } from "./world.ts";

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html */
const vaultsMax = 300;
const dayMs = 86_400_000;
const graceMinDays = 3;
const lockMaxDays = 36_500;
/** https://docs.aws.amazon.com/aws-backup/latest/devguide/logicallyairgappedvault.html */
const airGappedMinDays = 7;

const typeOf = ({ isAirGapped }: Vault): backup.VaultType =>
  isAirGapped === true ? "LOGICALLY_AIR_GAPPED_BACKUP_VAULT" : "BACKUP_VAULT";

/** The vault of the caller's place with this name, or AWS's refusal. */
export const vaultNamed = (state: State, place: Place, name: string | undefined): Vault => {
  const wanted = required(name, "BackupVaultName");
  const vault = state.vaults.get(vaultArn(place, wanted));
  if (vault === undefined) throw notFound("Backup vault", wanted);
  return vault;
};

export const createVault = (
  world: World,
  place: Place,
  name: string,
  known: Partial<
    Pick<Vault, "creatorRequestId" | "keyArn" | "tags" | "policy" | "lock" | "isAirGapped">
  > = {},
): Vault => {
  const { account, region } = place;
  const vault: Vault = {
    account,
    region,
    arn: vaultArn(place, name),
    name,
    createdAt: world.clock.now(),
    keyArn: known.keyArn ?? world.keys.ownKey(place),
    tags: {},
    ...known,
  };
  world.state.vaults.set(vault.arn, vault);
  world.feeds.vault(vault, "CREATED");
  return vault;
};

export const pointsIn = (state: State, vault: Vault) =>
  [...state.points.values()].filter((point) => point.vaultArn === vault.arn);

export const vaultHandlers = (world: World): Handlers<typeof backup> => {
  const { state, clock, feeds } = world;
  const keep = (vault: Vault): Vault => {
    state.vaults.set(vault.arn, vault);
    return vault;
  };
  const shown = (vault: Vault): backup.BackupVaultListMember => ({
    BackupVaultName: vault.name,
    BackupVaultArn: vault.arn,
    VaultType: typeOf(vault),
    VaultState: "AVAILABLE",
    CreationDate: new Date(vault.createdAt),
    EncryptionKeyArn: vault.keyArn,
    CreatorRequestId: vault.creatorRequestId,
    NumberOfRecoveryPoints: pointsIn(state, vault).length,
    Locked: vault.lock !== undefined,
    MinRetentionDays: vault.lock?.minDays,
    MaxRetentionDays: vault.lock?.maxDays,
    LockDate: vault.lock?.lockAt === undefined ? undefined : new Date(vault.lock.lockAt),
  });

  return {
    CreateBackupVault(input, call) {
      const name = required(input.BackupVaultName, "BackupVaultName");
      if (!/^[a-zA-Z0-9\-_]{2,50}$/.test(name))
        throw invalid("Invalid backup vault name.", "BackupVaultName");
      const arn = vaultArn(call, name);
      const before = state.vaults.get(arn);
      const isRetry =
        input.CreatorRequestId !== undefined && before?.creatorRequestId === input.CreatorRequestId;
      if (before !== undefined && !isRetry) {
        const members = { Arn: arn, CreatorRequestId: before.creatorRequestId ?? "" };
        throw refuse("AlreadyExistsException", "Backup vault with the same name already exists.", members);
      }
      if ([...state.vaults.values()].filter((vault) => isAt(vault, call)).length >= vaultsMax) {
        throw refuse("LimitExceededException", `You have reached the limit of ${vaultsMax} backup vaults.`);
      }
      const vault =
        before ??
        createVault(world, call, name, {
          ...(input.CreatorRequestId === undefined ? {} : { creatorRequestId: input.CreatorRequestId }),
          ...(input.EncryptionKeyArn === undefined ? {} : { keyArn: input.EncryptionKeyArn }),
          ...(input.BackupVaultTags === undefined ? {} : { tags: input.BackupVaultTags }),
        });
      return { BackupVaultName: name, BackupVaultArn: arn, CreationDate: new Date(vault.createdAt) };
    },

    CreateLogicallyAirGappedBackupVault(input, call) {
      const name = required(input.BackupVaultName, "BackupVaultName");
      const minDays = required(input.MinRetentionDays, "MinRetentionDays");
      const maxDays = required(input.MaxRetentionDays, "MaxRetentionDays");
      if (minDays < airGappedMinDays || maxDays < minDays || maxDays > lockMaxDays) {
        throw invalid("MinRetentionDays must be at least 7, and not above the most.", "MinRetentionDays");
      }
      const arn = vaultArn(call, name);
      if (state.vaults.has(arn)) {
        throw refuse("AlreadyExistsException", `Backup vault ${name} already exists.`, { Arn: arn });
      }
      const lock = { minDays, maxDays, lockAt: clock.now() };
      const vault = createVault(world, call, name, { lock, isAirGapped: true });
      return { BackupVaultName: name, BackupVaultArn: arn, CreationDate: new Date(vault.createdAt) };
    },

    DescribeBackupVault(input, call) {
      // For a vault that is not there AWS denies rather than says so: https://github.com/boto/boto3/issues/2269
      const vault = state.vaults.get(vaultArn(call, required(input.BackupVaultName, "BackupVaultName")));
      if (vault === undefined) throw deny();
      return shown(vault);
    },

    ListBackupVaults(input, call) {
      const all = [...state.vaults.values()].filter(
        (vault) =>
          isAt(vault, call) &&
          input.ByShared !== true &&
          (input.ByVaultType ?? "BACKUP_VAULT") === typeOf(vault),
      );
      const { items, NextToken } = pageOf("ListBackupVaults", all, input, ({ name }) => name);
      return { BackupVaultList: items.map(shown), NextToken };
    },

    DeleteBackupVault(input, call) {
      const vault = vaultNamed(state, call, input.BackupVaultName);
      refuseIfDenied(vault, "backup:DeleteBackupVault");
      const count = pointsIn(state, vault).length;
      if (count > 0) {
        // Seen in the field: https://github.com/gruntwork-io/cloud-nuke/issues/730
        const message = "Backup vault cannot be deleted because it contains recovery points.";
        throw refuse("InvalidRequestException", message, { Context: String(count) });
      }
      state.vaults.delete(vault.arn);
      feeds.vault(vault, "DELETED");
      return {};
    },

    PutBackupVaultAccessPolicy(input, call) {
      const vault = vaultNamed(state, call, input.BackupVaultName);
      refuseIfDenied(vault, "backup:PutBackupVaultAccessPolicy");
      checkPolicy(input.Policy);
      keep({ ...vault, policy: required(input.Policy, "Policy") });
      return {};
    },

    GetBackupVaultAccessPolicy(input, call) {
      const vault = vaultNamed(state, call, input.BackupVaultName);
      if (vault.policy === undefined) throw notFound("Access policy of backup vault", vault.name);
      return { BackupVaultName: vault.name, BackupVaultArn: vault.arn, Policy: vault.policy };
    },

    DeleteBackupVaultAccessPolicy(input, call) {
      const vault = vaultNamed(state, call, input.BackupVaultName);
      refuseIfDenied(vault, "backup:DeleteBackupVaultAccessPolicy");
      const { policy: _, ...rest } = vault;
      keep(rest);
      return {};
    },

    PutBackupVaultLockConfiguration(input, call) {
      const vault = vaultNamed(state, call, input.BackupVaultName);
      const { MinRetentionDays: min, MaxRetentionDays: max, ChangeableForDays: grace } = input;
      if (vault.lock?.lockAt !== undefined && vault.lock.lockAt <= clock.now()) {
        throw refuse("InvalidRequestException", "The vault lock is immutable.", { Context: vault.name });
      }
      const isRange = (days: number | undefined) => days === undefined || (days >= 1 && days <= lockMaxDays);
      if (!isRange(min) || !isRange(max) || (min ?? 0) > (max ?? lockMaxDays)) {
        throw invalid(
          "Retention days must be between 1 and 36500, the least not above the most.",
          "RetentionDays",
        );
      }
      if (grace !== undefined && (grace < graceMinDays || grace > lockMaxDays)) {
        throw invalid("ChangeableForDays must be between 3 and 36500.", "ChangeableForDays");
      }
      const locked = keep({
        ...vault,
        lock: {
          ...(min === undefined ? {} : { minDays: min }),
          ...(max === undefined ? {} : { maxDays: max }),
          ...(grace === undefined ? {} : { lockAt: clock.now() + grace * dayMs }),
        },
      });
      feeds.vault(locked, "MODIFIED");
      return {};
    },
  };
};
