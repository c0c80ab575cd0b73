// The names that the infrastructure sets and the functions read. Said once, so that they cannot differ.

/** Environment variables of the functions. */
export const variables = {
  stateTable: "STILLPOINT_STATE_TABLE",
  eventsQueue: "STILLPOINT_EVENTS_QUEUE_URL",
  postsQueue: "STILLPOINT_POSTS_QUEUE_URL",
  workQueue: "STILLPOINT_WORK_QUEUE_URL",
  auditTable: "STILLPOINT_AUDIT_TABLE",
  /** CloudFormation chooses its name: those of buckets are the whole world's, and this one outlives its stack. */
  auditBucket: "STILLPOINT_AUDIT_BUCKET",
  runQueue: "STILLPOINT_RUN_QUEUE_URL",
  /** A path; relative ones begin at the function's own folder. */
  config: "STILLPOINT_CONFIG",
  botTokenParameter: "STILLPOINT_BOT_TOKEN_PARAMETER",
  signingSecretParameter: "STILLPOINT_SIGNING_SECRET_PARAMETER",
  /** In place of the parameters, where there is no Parameter Store: for trying a bundle on one's own machine. */
  botToken: "STILLPOINT_BOT_TOKEN",
  signingSecret: "STILLPOINT_SIGNING_SECRET",
  version: "STILLPOINT_VERSION",
  commit: "STILLPOINT_COMMIT",
  slackApiUrl: "STILLPOINT_SLACK_API_URL",
} as const;

/** Each with a role of its own, of the same name. */
export const functionNames = {
  slack: "stillpoint-slack",
  worker: "stillpoint-worker",
  executor: "stillpoint-executor",
  events: "stillpoint-events",
  poster: "stillpoint-poster",
  clock: "stillpoint-clock",
} as const;

export type FunctionName = keyof typeof functionNames;

/** The role that Stillpoint assumes in each account to read jobs. */
export const readerRoleName = "stillpoint-reader";

/** The role that the executor alone assumes in each account, to back up and restore. */
export const operatorRoleName = "stillpoint-operator";

/** The role by which each account's events come to the hub. */
export const senderRoleName = "stillpoint-events-sender";

export const queueNames = {
  events: "stillpoint-events",
  eventsDead: "stillpoint-events-dlq",
  work: "stillpoint-work.fifo",
  workDead: "stillpoint-work-dlq.fifo",
  run: "stillpoint-run.fifo",
  runDead: "stillpoint-run-dlq.fifo",
  posts: "stillpoint-posts.fifo",
  postsDead: "stillpoint-posts-dlq.fifo",
} as const;

/** In each account and Region: what a rule or a subscription could not hand on. */
export const undeliveredQueueName = "stillpoint-undelivered";

/** In the hub: where the events of other Regions arrive, whose rules cannot reach a queue. */
export const busName = "stillpoint";

export const stateTableName = "stillpoint-state";

export const auditTableName = "stillpoint-audit";

export const vaultTopicName = "stillpoint-vault-events";

export const botTokenParameterName = "/stillpoint/slack/bot-token";

/** The signing secret in force and, after a space, the one before it while it is being changed. */
export const signingSecretParameterName = "/stillpoint/slack/signing-secret";

/**
 * The default filter on the vault topic: everything but a plain COMPLETED, and whatever carries no State
 * (index and EKS messages), which a filter on State alone would drop without a word.
 */
export const vaultTopicFilter = {
  $or: [{ State: [{ "anything-but": ["COMPLETED"] }] }, { State: [{ exists: false }] }],
} as const;

/** What vaults are asked to tell: of jobs whatever ends, and how is in the State; of anything else, what went wrong. */
export const vaultEvents = [
  "BACKUP_JOB_COMPLETED",
  "COPY_JOB_SUCCESSFUL",
  "COPY_JOB_FAILED",
  "RESTORE_JOB_COMPLETED",
  "CONTINUOUS_BACKUP_INTERRUPTED",
  "RECOVERY_POINT_INDEXING_FAILED",
  "S3_BACKUP_OBJECT_FAILED",
  "S3_RESTORE_OBJECT_FAILED",
  "EKS_BACKUP_OBJECT_FAILED",
  "EKS_RESTORE_OBJECT_FAILED",
] as const;
