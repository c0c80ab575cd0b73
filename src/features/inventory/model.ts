// What AWS Backup protects, as a list that is a few minutes old; recovery points and vaults, asked when wanted.
import type { Resource } from "../../backup/resource.ts";
import type { Instant } from "../../core/time.ts";

/** What its buttons, fields and forms are called in Slack. */
export const inventoryIds = {
  /** Opens the form that asks for a resource. */
  choose: "inventory.choose",
  /** The form, and its field. */
  form: "inventory.form",
  resource: "inventory.resource",
  /** Shows the recovery points of the resource in its value. */
  points: "inventory.points",
  page: "inventory.page",
  vaults: "inventory.vaults",
} as const;

/** A resource, and where it is. */
export interface Held extends Resource {
  readonly account: string;
  readonly region: string;
}

/** What was found in one environment. */
export interface Inventory {
  readonly environment: string;
  readonly builtAt: Instant;
  readonly resources: readonly Held[];
}

/** The head of an environment's list: when it was built, and in how many parts it lies. */
export interface InventoryHead {
  readonly builtAt: Instant;
  readonly parts: readonly string[];
  readonly count: number;
  /** Places that did not answer; what was known of them before is kept. */
  readonly silent: readonly string[];
}

/** gzip and base64 of the part's resources as JSON. */
export interface InventoryPart {
  readonly packed: string;
}
