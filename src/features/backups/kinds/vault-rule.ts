// What a vault has against what shall come into it: that it is not there, its key, its lock, its kind.
import type { Lifecycle } from "../../../backup/lifecycle.ts";
import type { DescribedVault, KeyHealth } from "../../../backup/vault.ts";
import type { Finding } from "../../../ports/operation.ts";
import { finding } from "../decide.ts";
import type { Looked } from "./looking.ts";

export interface VaultFacts {
  readonly name: string;
  readonly vault: Looked<DescribedVault>;
  readonly key: Looked<KeyHealth>;
  readonly lifecycle: Lifecycle;
  /** A copy may go where no backup can. */
  readonly isCopy: boolean;
}

export const findingsOfVault = (facts: VaultFacts): readonly Finding[] => {
  const { name, vault } = facts;
  if (vault === "gone") return [finding("stop", "vault-gone", name)];
  if (vault === "silent") return [finding("know", "vault-silent", name)];
  return [
    finding("fine", "vault-there", name),
    ...ofType(facts, vault),
    ...ofKey(facts, vault),
    ...ofLock(facts, vault),
  ];
};

const ofType = ({ name, isCopy }: VaultFacts, { type }: DescribedVault): readonly Finding[] => {
  switch (type) {
    case "LOGICALLY_AIR_GAPPED_BACKUP_VAULT":
      return [isCopy ? finding("know", "air-gapped-target", name) : finding("stop", "air-gapped", name)];
    case "RESTORE_ACCESS_BACKUP_VAULT":
      return [finding("stop", "restore-vault", name)];
    default:
      return [];
  }
};

/** A vault without a key of its own says nothing of one. */
const ofKey = ({ key }: VaultFacts, { keyArn }: DescribedVault): readonly Finding[] => {
  if (keyArn === undefined) return [];
  if (key === "gone" || key === "silent") return [finding("know", "key-not-told", keyArn)];
  switch (key.state) {
    case "enabled":
      return [finding("fine", "key-good")];
    case "not-told":
      return [finding("know", "key-not-told", keyArn)];
    default:
      return [finding("stop", `key-${key.state}`, keyArn)];
  }
};

/** What is outside of the lock's range fails hours later, with nothing but a sentence to show for it. */
const ofLock = (
  { lifecycle }: VaultFacts,
  { isLocked, minRetentionDays: least = 1, maxRetentionDays: most }: DescribedVault,
): readonly Finding[] => {
  if (!isLocked) return [];
  const days = lifecycle.deleteAfterDays ?? Number.POSITIVE_INFINITY;
  if (days < least) return [finding("stop", "lock-too-short", String(least))];
  if (most !== undefined && days > most) return [finding("stop", "lock-too-long", String(most))];
  return [finding("fine", "lock-fits", `${least}–${most ?? "∞"}`), finding("know", "lock-keeps")];
};
