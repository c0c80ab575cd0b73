// One row of what somebody may do.

export interface Permission {
  /** What it is needed for. */
  readonly to: string;
  readonly may: readonly string[];
  readonly on: readonly string[];
  readonly when?: Conditions;
  /** Why a resource is named by `*`, where one is. */
  readonly wide?: string;
  /** The feature that will use it; until then no role has it. */
  readonly awaits?: "approvals" | "backups" | "restores" | "batches";
}

/** Operator → key → values, as a policy writes them. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export const row = (
  to: string,
  may: string | readonly string[],
  on: string | readonly string[],
  more: Pick<Permission, "when" | "wide" | "awaits"> = {},
): Permission => ({ to, may: [may].flat(), on: [on].flat(), ...more });

/**
 * A record's family is how its partition begins. `Null` closes the hole of ForAllValues, which a request without keys
 * would pass. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export const onlyRecords = (families: readonly string[]): Conditions => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": families.map((family) => `${family}#*`) },
  Null: { "dynamodb:LeadingKeys": "false" },
});
