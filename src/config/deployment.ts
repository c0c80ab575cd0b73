// What only the deployment reads of the configuration file: where Stillpoint runs and who is woken.

export interface Deployment {
  readonly hub: Hub;
  /** ARNs of topics that vaults tell already. */
  readonly sources: readonly string[];
  /** ARNs of topics on which others speak of backups: all that they say is heard. */
  readonly topics: readonly string[];
}

/** The account and Region that Stillpoint itself runs in. */
export interface Hub {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** An AWS organization's id, `o-…`. */
  readonly organization?: string;
  readonly alarmEmails: readonly string[];
  /** The address of the runbook that alarms link to. */
  readonly runbook?: string;
  readonly door: "http-api" | "function-url";
  readonly logDays: number;
  readonly audit: { readonly keepDays: number; readonly lock: "governance" | "compliance" };
}
