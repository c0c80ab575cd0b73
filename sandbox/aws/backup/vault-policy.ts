// What a vault's access policy says, as far as the simulation asks: a Deny for everybody (as on the vault of EFS's
// automatic backups) and the leave to copy into it. https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
import { deny, invalid } from "./errors.ts";
import type { Vault } from "./state.ts";

interface Statement {
  readonly effect: unknown;
  readonly principals: readonly unknown[];
  readonly actions: readonly unknown[];
}

export const refuseIfDenied = (vault: Vault | undefined, action: string): void => {
  const isDenied = statementsOf(vault?.policy).some(
    ({ effect, principals, actions }) =>
      effect === "Deny" && principals.includes("*") && actions.includes(action),
  );
  if (isDenied) throw deny();
};

/** Organization-wide leave names everybody; its conditions are not weighed here. */
export const allowsCopiesFrom = (vault: Vault, account: string): boolean =>
  statementsOf(vault.policy).some(
    ({ effect, principals, actions }) =>
      effect === "Allow" &&
      actions.includes("backup:CopyIntoBackupVault") &&
      principals.some((principal) => principal === "*" || String(principal).includes(account)),
  );

export const checkPolicy = (policy: string | undefined): void => {
  if (policy === undefined) return;
  const statements = statementsOf(policy);
  const isSound = statements.length > 0 && statements.every(({ actions }) => actions.every(isWhole));
  if (!isSound) throw invalid("The specified policy is invalid.", "Policy");
};

/** Wildcards are refused in a vault policy's actions. */
const isWhole = (action: unknown): boolean => typeof action === "string" && !action.includes("*");

const statementsOf = (policy: string | undefined): readonly Statement[] => {
  if (policy === undefined) return [];
  const document = parsed(policy);
  return listOf(isObject(document) ? document.Statement : undefined)
    .filter(isObject)
    .map(({ Effect, Principal, Action }) => ({
      effect: Effect,
      principals: isObject(Principal) ? listOf(Principal.AWS) : listOf(Principal),
      actions: listOf(Action),
    }));
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const listOf = (value: unknown): readonly unknown[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
