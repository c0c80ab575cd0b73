// Whatever AWS tells of that is not a backup, copy or restore job: which thing it is, and how bad its state is. Pure;
// the states are AWS's own words, and a word that is not in the table is never good.
import type { Severity } from "./job.ts";

/**
 * What a state means, by kind. A sense is AWS's word in lower case, or ours where AWS says it in two members.
 * Recovery points, vaults, plans, Regions, indexes and scans: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
const severities = {
  // EXPIRED could not be deleted, STOPPED is a continuous backup that broke:
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeRecoveryPoint.html
  "recovery-point": {
    creating: "running",
    available: "good",
    completed: "good",
    modified: "info",
    partial: "warning",
    expired: "warning",
    stopped: "warning",
    deleting: "info",
    deleted: "info",
    "deleted-by-hand": "warning",
  },
  vault: { created: "info", modified: "info", deleted: "warning" },
  plan: { created: "info", modified: "info", deleted: "warning" },
  "region-setting": { created: "info", modified: "info", deleted: "warning" },
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_IndexedRecoveryPoint.html
  index: {
    pending: "running",
    active: "good",
    available: "good",
    failed: "warning",
    deleting: "info",
    deleted: "info",
  },
  scan: {
    created: "running",
    running: "running",
    completed: "good",
    "completed-with-issues": "warning",
    failed: "failed",
    expired: "failed",
    canceled: "failed",
    "threats-found": "critical",
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-job-status.html
  "batch-job": {
    new: "running",
    preparing: "running",
    ready: "running",
    active: "running",
    pausing: "running",
    paused: "running",
    completing: "running",
    suspended: "info",
    complete: "good",
    "complete-with-failures": "warning",
    cancelling: "warning",
    cancelled: "warning",
    failing: "failed",
    failed: "failed",
  },
  // https://docs.aws.amazon.com/datasync/latest/userguide/API_DescribeTaskExecution.html
  datasync: {
    queued: "running",
    launching: "running",
    preparing: "running",
    transferring: "running",
    verifying: "running",
    cancelling: "running",
    success: "good",
    error: "failed",
  },
  // Free text that whoever wrote the pipeline chose: https://docs.aws.amazon.com/datapipeline/latest/DeveloperGuide/dp-object-snsalarm.html
  pipeline: { success: "good", failure: "failed" },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
  "cloudwatch-alarm": { ok: "good", "insufficient-data": "warning", alarm: "failed" },
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
  "eks-object": { "backup-failed": "warning", "restore-failed": "warning", "restore-skipped": "info" },
  // What somebody had AWS Backup do beside Stillpoint, by the kind of job: news, and never more.
  "outside-start": { backup: "info", copy: "info", restore: "info" },
  "outside-stop": { backup: "info" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Severity>>>>;

export type ThingKind = keyof typeof severities;

export const thingKinds = Object.keys(severities) as readonly ThingKind[];

/** Which thing: unique over all accounts and Regions by all but its name. */
export interface ThingKey {
  readonly kind: ThingKind;
  readonly account: string;
  readonly region: string;
  readonly id: string;
  /** What people call it. */
  readonly name?: string;
}

export type FactLabel =
  | "resource"
  | "type"
  | "vault"
  | "point"
  | "plan"
  | "by"
  | "how"
  | "deletes"
  | "locked"
  | "changed"
  | "result"
  | "scanner"
  | "codes"
  | "execution"
  | "scheduled"
  | "started"
  | "finished"
  | "source"
  | "target"
  | "metric"
  | "cluster"
  | "job";

/** Something known of a thing, as AWS wrote it; what it is called on a card is in i18n. */
export interface ThingFact {
  readonly label: FactLabel;
  readonly value: string;
}

/**
 * What a recovery point and its index say after their job has said it, good or in part, and an end that was foretold.
 * No card is opened for it.
 */
const routine: Readonly<Partial<Record<ThingKind, readonly string[]>>> = {
  "recovery-point": ["creating", "available", "completed", "partial", "deleting", "deleted"],
  index: ["pending", "active", "available", "deleting", "deleted"],
};

export const isRoutine = (kind: ThingKind, sense: string): boolean => routine[kind]?.includes(sense) === true;

/** What lives once: whatever is told of it later, it is the same life. Anything else may be well and fail anew. */
const livesOnce: ReadonlySet<ThingKind> = new Set([
  "index",
  "scan",
  "batch-job",
  "eks-object",
  "outside-start",
  "outside-stop",
]);

export const comesAgain = (kind: ThingKind): boolean => !livesOnce.has(kind);

/** What is told for the sake of who did it, whatever opens a card there: a switch of its own says whether it is. */
export const saysWho = (kind: ThingKind): boolean => kind === "outside-start" || kind === "outside-stop";

/** What is only news, and yet waits for somebody. */
const asking: Readonly<Partial<Record<ThingKind, readonly string[]>>> = { "batch-job": ["suspended"] };

/** Whether nobody has to do anything about it. */
export const isCalm = (kind: ThingKind, sense: string, severity: Severity): boolean =>
  severity === "good" ||
  severity === "running" ||
  (severity === "info" && asking[kind]?.includes(sense) !== true);

/** The senses that a kind can have, beside `unknown`. */
export const sensesOf = (kind: ThingKind): readonly string[] => Object.keys(severities[kind]);

/** What AWS's word means for a thing of this kind. */
export const senseOf = (kind: ThingKind, state: string): string => {
  const sense = state
    .trim()
    .toLowerCase()
    .replaceAll(/[_\s]+/g, "-");
  return Object.hasOwn(severities[kind], sense) ? sense : "unknown";
};

export const severityOfThing = (kind: ThingKind, sense: string): Severity => {
  const known: Readonly<Record<string, Severity>> = severities[kind];
  return (Object.hasOwn(known, sense) ? known[sense] : undefined) ?? "unknown";
};

const weights: Readonly<Record<Severity, number>> = {
  running: 0,
  good: 1,
  info: 2,
  unknown: 3,
  warning: 4,
  failed: 5,
  critical: 6,
};

/** Above zero when the left one is worse. */
export const compareBadness = (left: Severity, right: Severity): number => weights[left] - weights[right];

/** Of words that stand in one breath the worst counts; undefined when there is none. */
export const worstOf = (
  kind: ThingKind,
  words: readonly (string | undefined)[],
): { readonly state: string; readonly sense: string } | undefined => {
  const said = words
    .filter((word) => word !== undefined)
    .map((state) => ({ state, sense: senseOf(kind, state) }));
  const [first, ...rest] = said;
  return rest.reduce((top, next) => {
    if (top === undefined) return next;
    const order = compareBadness(severityOfThing(kind, next.sense), severityOfThing(kind, top.sense));
    return order > 0 ? next : top;
  }, first);
};
