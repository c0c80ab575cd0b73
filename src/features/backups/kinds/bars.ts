// What may not be asked of AWS by its environment: another account or Region, a vault that is not of its patterns, a role
// that is not on its list.
import { parseArn, partitionOf, vaultNameOf } from "../../../backup/arn.ts";
import type { Environment } from "../../../config/config.ts";
import { hasPlace, hasVault } from "../../../config/environments.ts";
import type { Place } from "../../../ports/world.ts";

/** The roles that may be handed to AWS Backup in an account. */
export const rolesIn = ({ roles }: Environment, { account, region }: Place): readonly string[] =>
  roles.backup.map((name) => `arn:${partitionOf(region)}:iam::${account}:role/${name}`);

export const isRole = (environment: Environment, place: Place, arn: string): boolean =>
  rolesIn(environment, place).includes(arn);

/** An ARN that names an account or a Region names this one; those of S3, images and snapshots may name none. */
export const isOf = ({ account, region }: Place, arn: string): boolean => {
  const parts = parseArn(arn);
  if (parts === undefined || parts.partition !== partitionOf(region)) return false;
  return ["", account].includes(parts.account) && ["", region].includes(parts.region);
};

/** Where a vault is; undefined when the text is no vault's ARN. */
export const placeOfVault = (vaultArn: string): Place | undefined => {
  const { service, account = "", region = "", resource = "" } = parseArn(vaultArn) ?? {};
  const isVault = service === "backup" && resource.startsWith("backup-vault:");
  return isVault && account !== "" && region !== "" ? { account, region } : undefined;
};

/** A vault of the environment, wherever in it. */
export const isItsVault = (environment: Environment, vaultArn: string): boolean => {
  const place = placeOfVault(vaultArn);
  return place !== undefined && hasPlace(environment, place) && hasVault(environment, vaultNameOf(vaultArn));
};
