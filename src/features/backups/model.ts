// What people ask for here, and what its forms are called.

import type { Environment } from "../../config/config.ts";
import type { OperationName, Step, Subject } from "../../ports/operation.ts";

/** What its buttons, forms and fields are called in Slack. */
export const backupIds = {
  /** The form that asks for a resource before the others. */
  choose: "backups.choose",
  now: "backups.now",
  copy: "backups.copy",
  stop: "backups.stop",
  resource: "backups.resource",
  vault: "backups.vault",
  point: "backups.point",
  target: "backups.target",
  job: "backups.job",
  retention: "backups.retention",
  cold: "backups.cold",
  window: "backups.window",
  role: "backups.role",
  why: "backups.why",
} as const;

/** What stands in the fields of a form, as it was typed and picked. */
export interface Typed {
  readonly vault?: string;
  readonly point?: string;
  readonly target?: string;
  readonly job?: string;
  readonly retention?: string;
  readonly cold?: string;
  readonly window?: string;
  readonly role?: string;
  readonly why?: string;
}

/** What a form is about, kept in it from its opening to its sending. */
export interface Kept {
  readonly kind: OperationName;
  /** The ARN of the resource. */
  readonly arn?: string;
  /** A recovery point that was named, and the vault that it lies in. */
  readonly point?: { readonly arn: string; readonly vault: string };
  /** The request that is changed, and the revision that the change will be. */
  readonly edit?: Edit;
  readonly typed?: Typed;
}

export interface Edit {
  readonly request: string;
  readonly revision: number;
}

/** One step that somebody wants, before anything was looked at. */
export interface Wish {
  readonly step: Step;
  readonly subject: Subject;
  readonly environment: Environment;
  readonly why: string;
  readonly edit?: Edit;
  /** The incident whose Retry it is. */
  readonly retryOf?: string;
}
