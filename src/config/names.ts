// The names that the infrastructure sets and the functions read. Said once, so that they cannot differ.

/** Environment variables of the functions. */
export const variables = {
  stateTable: "STILLPOINT_STATE_TABLE",
  eventsQueue: "STILLPOINT_EVENTS_QUEUE_URL",
  postsQueue: "STILLPOINT_POSTS_QUEUE_URL",
  workQueue: "STILLPOINT_WORK_QUEUE_URL",
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

/** The role that Stillpoint assumes in each account to read jobs. */
export const readerRoleName = "stillpoint-reader";

export const queueNames = {
  events: "stillpoint-events",
  eventsDead: "stillpoint-events-dlq",
  work: "stillpoint-work.fifo",
  workDead: "stillpoint-work-dlq.fifo",
  posts: "stillpoint-posts.fifo",
  postsDead: "stillpoint-posts-dlq.fifo",
} as const;

export const stateTableName = "stillpoint-state";

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
