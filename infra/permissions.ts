// Who may do what in AWS, all of it: the functions in the hub, the two roles in each account, and what nobody may.
// Taken over, a function can do what stands under its name, and nothing else. The tests play every story under these
// rows and take each one away: a row that nothing needs, or that is missing, is found.
import { partitionOf } from "../src/backup/arn.ts";
import {
  botTokenParameterName,
  type FunctionName,
  operatorRoleName,
  readerRoleName,
  signingSecretParameterName,
} from "../src/config/names.ts";
import {
  busArn,
  functionArn,
  logGroupName,
  logStreamsArn,
  type Place,
  parameterArn,
  queueArn,
  roleArn,
  tableArn,
  vaultsArn,
} from "./arns.ts";

export interface Permission {
  /** What it is needed for. */
  readonly to: string;
  readonly may: readonly string[];
  readonly on: readonly string[];
  readonly when?: Conditions;
  /** Why a resource is named by `*`, where one is. */
  readonly wide?: string;
  /** The feature that will use it; nothing does before. */
  readonly awaits?: "approvals" | "backups" | "restores" | "batches";
}

/** Operator → key → values, as a policy writes them. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export interface HubFacts {
  readonly hub: Place;
  /** The accounts that are backed up, each once. */
  readonly accounts: readonly string[];
  /** Of the key that the secrets are encrypted with. */
  readonly secretsKeyArn: string;
}

export const functionPermissions = (
  facts: HubFacts,
): Readonly<Record<FunctionName, readonly Permission[]>> => {
  const { hub, accounts } = facts;
  const send = (queue: "events" | "work" | "run" | "posts", to: string): Permission => ({
    to,
    may: ["sqs:SendMessage"],
    on: [queueArn(hub, queue)],
  });
  const take = (queue: "events" | "work" | "run" | "posts"): Permission => ({
    to: `be handed what lies in ${queue}`,
    may: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    on: [queueArn(hub, queue)],
  });
  const hold = (queue: "work" | "posts"): Permission => ({
    to: "leave a message in the queue for as long as Slack or AWS ask",
    may: ["sqs:ChangeMessageVisibility"],
    on: [queueArn(hub, queue)],
  });
  const records = (action: "GetItem" | "Query" | "PutItem", families: readonly string[], to: string) => ({
    to,
    may: [`dynamodb:${action}`],
    on: [tableArn(hub, "state")],
    when: onlyRecords(families),
  });
  const botToken = secret(facts, botTokenParameterName, "speak to Slack as the app");
  const signingSecret = secret(facts, signingSecretParameterName, "tell Slack's requests from others");
  const log = (name: FunctionName): Permission => ({
    to: "write its own log",
    may: ["logs:CreateLogStream", "logs:PutLogEvents"],
    on: [logStreamsArn(hub, logGroupName(name))],
    wide: "Lambda names the streams",
  });
  const assume = (role: string, to: string): Permission => ({
    to,
    may: ["sts:AssumeRole"],
    on: accounts.map((account) => roleArn({ account, region: hub.region }, role)),
  });
  const readBackups = assume(readerRoleName, "ask AWS Backup, by the reader role of each account");

  return {
    // The internet reaches it. Whoever took it over could ask the worker in anybody's name, read the names of what is
    // backed up and who may see it, and hold both secrets: speak as the app, and sign as Slack does.
    slack: [
      send("work", "hand on what was asked"),
      records("GetItem", ["inventory", "person"], "fill fields and menus"),
      records("Query", ["inventory"], "fill fields"),
      ...signingSecret,
      ...botToken,
      log("slack"),
    ],
    // Decides and remembers. It reads backups and touches none; it cannot sign as Slack does.
    worker: [
      take("work"),
      hold("work"),
      send("posts", "say what finds no modal any more"),
      records(
        "GetItem",
        ["done", "person", "inventory"],
        "know what was answered, who asks and what there is",
      ),
      records("Query", ["inventory"], "know what there is"),
      records("PutItem", ["done", "person", "inventory"], "remember it"),
      readBackups,
      ...botToken,
      log("worker"),
    ],
    // The only one that may start anything, and the only one that writes claims. It proves every vote itself.
    executor: [
      { ...take("run"), may: ["sqs:ReceiveMessage", "sqs:GetQueueAttributes"] },
      log("executor"),
      ...[
        { ...take("run"), may: ["sqs:DeleteMessage"] },
        send("posts", "have its card drawn"),
        records("GetItem", ["request", "claim", "evidence"], "read what was asked and prove who voted"),
        records("PutItem", ["request", "claim"], "claim a step before it calls AWS"),
        { to: "add to the audit log", may: ["dynamodb:PartiQLInsert"], on: [tableArn(hub, "audit")] },
        {
          ...assume(operatorRoleName, "act, by the operator role of each account, in the asker's name"),
          may: ["sts:AssumeRole", "sts:SetSourceIdentity"],
        },
        readBackups,
        ...signingSecret,
        ...botToken,
      ].map((permission): Permission => ({ ...permission, awaits: "approvals" })),
    ],
    // Hears AWS. It cannot speak to Slack.
    events: [
      take("events"),
      send("events", "ask AWS again later"),
      send("posts", "have a card drawn"),
      records("GetItem", ["job", "incident"], "know what was heard before"),
      records("PutItem", ["job", "incident"], "remember what was heard"),
      readBackups,
      log("events"),
    ],
    // Speaks in channels. It cannot ask AWS Backup.
    poster: [
      take("posts"),
      hold("posts"),
      send("posts", "draw a card elsewhere when its channel refuses it"),
      records("GetItem", ["job", "incident"], "know what to draw"),
      records("PutItem", ["incident"], "remember what was drawn, and where"),
      ...botToken,
      log("poster"),
    ],
    // Ticks. It lists what there is, for fields to offer.
    clock: [
      records("GetItem", ["inventory"], "know how old the list is"),
      records("PutItem", ["inventory"], "make it anew"),
      readBackups,
      log("clock"),
    ],
  };
};

/**
 * A record's family is how its partition begins. `Null` closes the hole of ForAllValues, which a request without keys
 * would pass. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
const onlyRecords = (families: readonly string[]): Conditions => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": families.map((family) => `${family}#*`) },
  Null: { "dynamodb:LeadingKeys": "false" },
});

/**
 * Parameter Store decrypts in the caller's name, and says for which parameter.
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
const secret = ({ hub, secretsKeyArn }: HubFacts, name: string, to: string): readonly Permission[] => [
  { to, may: ["ssm:GetParameter"], on: [parameterArn(hub, name)] },
  {
    to,
    may: ["kms:Decrypt"],
    on: [secretsKeyArn],
    when: { StringEquals: { "kms:EncryptionContext:PARAMETER_ARN": parameterArn(hub, name) } },
  },
];

/** In each account. Most of AWS Backup's reading knows no resource but `*`, and nothing in it can be changed by it. */
export const readerPermissions: readonly Permission[] = [
  {
    to: "tell why a job ended as it did",
    may: ["backup:DescribeBackupJob", "backup:DescribeCopyJob", "backup:DescribeRestoreJob"],
    on: ["*"],
    wide: "these calls know no resource",
  },
  {
    to: "show today's jobs",
    may: ["backup:ListBackupJobs", "backup:ListCopyJobs", "backup:ListRestoreJobs"],
    on: ["*"],
    wide: "these calls know no resource",
  },
  {
    to: "show vaults and recovery points",
    may: [
      "backup:ListBackupVaults",
      "backup:ListProtectedResources",
      "backup:ListRecoveryPointsByResource",
      "backup:DescribeRecoveryPoint",
    ],
    on: ["*"],
    wide: "lists know no resource, and a recovery point's ARN is of the service that it came from",
  },
];

/** The role by which an account's rules reach the hub: its queue from the same Region, its bus from others. */
export const senderPermissions = (hub: Place, regions: readonly string[]): readonly Permission[] => [
  ...(regions.includes(hub.region)
    ? [{ to: "hand events on", may: ["sqs:SendMessage"], on: [queueArn(hub, "events")] }]
    : []),
  ...(regions.some((region) => region !== hub.region)
    ? [{ to: "hand events on from other Regions", may: ["events:PutEvents"], on: [busArn(hub)] }]
    : []),
];

/** Of the function that, as it is deployed, has the vaults of one account and Region tell the topic there. */
export const notifierPermissions = ({ account, region }: Place, group: string): readonly Permission[] => [
  {
    to: "find the vaults",
    may: ["backup:ListBackupVaults"],
    on: ["*"],
    wide: "this call knows no resource",
  },
  {
    to: "have them tell the topic, unless they tell another",
    may: [
      "backup:GetBackupVaultNotifications",
      "backup:PutBackupVaultNotifications",
      "backup:DeleteBackupVaultNotifications",
    ],
    on: [vaultsArn({ account, region })],
    wide: "patterns of the configuration choose among the vaults that are found",
  },
  {
    to: "write its own log",
    may: ["logs:CreateLogStream", "logs:PutLogEvents"],
    on: [logStreamsArn({ account, region }, group)],
    wide: "Lambda names the streams",
  },
];

/** The tag that Stillpoint's own S3 batch jobs carry: it confirms no others. */
const batchTag = "stillpoint:request";

/** In each account, for the executor alone. `passed` are ARNs of roles, as the configuration names them. */
export const operatorPermissions = (
  { account, region }: Place,
  passed: { readonly backup: readonly string[]; readonly batch: readonly string[] },
): readonly Permission[] => {
  const partition = partitionOf(region);
  const pass = (
    roles: readonly string[],
    service: string,
    awaits: "backups" | "batches",
  ): readonly Permission[] =>
    roles.length === 0
      ? []
      : [
          {
            to: `hand the named roles to ${service}, and to nobody else`,
            may: ["iam:PassRole"],
            on: roles,
            when: { StringEquals: { "iam:PassedToService": service } },
            awaits,
          },
        ];
  return [
    {
      to: "back up now",
      may: ["backup:StartBackupJob"],
      on: [vaultsArn({ account, region: "*" }, partition)],
      wide: "the vault is in what leads approved, and the environment's patterns hold it",
      awaits: "backups",
    },
    {
      to: "copy a recovery point",
      may: ["backup:StartCopyJob"],
      on: ["*"],
      wide: "a recovery point's ARN is of the service that it came from",
      awaits: "backups",
    },
    {
      to: "stop a job",
      may: ["backup:StopBackupJob"],
      on: ["*"],
      wide: "this call knows no resource",
      awaits: "backups",
    },
    {
      to: "restore a recovery point",
      may: ["backup:StartRestoreJob"],
      on: ["*"],
      wide: "a recovery point's ARN is of the service that it came from",
      awaits: "restores",
    },
    ...pass(passed.backup, "backup.amazonaws.com", "backups"),
    ...(passed.batch.length === 0 ? [] : batchPermissions(`arn:${partition}:s3:*:${account}:job/*`)),
    ...pass(passed.batch, "batchoperations.s3.amazonaws.com", "batches"),
  ];
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-job-tags-examples.html */
const batchPermissions = (jobs: string): readonly Permission[] => [
  {
    to: "create a job that copies, which waits to be confirmed",
    may: ["s3:CreateJob"],
    on: ["*"],
    wide: "a job that is not there yet has no ARN",
    when: {
      StringEquals: { "s3:RequestJobOperation": ["S3PutObjectCopy", "S3ReplicateObject"] },
      Null: { [`aws:RequestTag/${batchTag}`]: "false" },
    },
    awaits: "batches",
  },
  {
    to: "tag it as it is created",
    may: ["s3:PutJobTagging"],
    on: [jobs],
    wide: "S3 chooses a job's id",
    awaits: "batches",
  },
  {
    to: "confirm or cancel its own jobs",
    may: ["s3:UpdateJobStatus"],
    on: [jobs],
    wide: "S3 chooses a job's id; its tag tells ours",
    when: { Null: { [`aws:ResourceTag/${batchTag}`]: "false" } },
    awaits: "batches",
  },
];

/**
 * What no role of Stillpoint may, whatever else is written anywhere: make a backup go away, or change who or what
 * protects it. Stands in every boundary and in the operator's and the executor's own policy.
 */
export const neverAllowed: readonly string[] = [
  "backup:DeleteRecoveryPoint",
  "backup:DisassociateRecoveryPoint",
  "backup:DisassociateRecoveryPointFromParent",
  "backup:UpdateRecoveryPointLifecycle",
  "backup:DeleteBackupVault",
  "backup:PutBackupVaultAccessPolicy",
  "backup:DeleteBackupVaultAccessPolicy",
  "backup:PutBackupVaultLockConfiguration",
  "backup:DeleteBackupVaultLockConfiguration",
  "backup:DeleteBackupPlan",
  "backup:DeleteBackupSelection",
  "backup:UpdateGlobalSettings",
  "backup:UpdateRegionSettings",
  "dynamodb:DeleteItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteTable",
  "dynamodb:UpdateContinuousBackups",
  "kms:DisableKey",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucket",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutBucketPolicy",
  "ssm:PutParameter",
];

/** The most that a role in the hub can ever be given, whoever changes its policy. */
export const hubBoundary = ({ hub, secretsKeyArn }: HubFacts): readonly Permission[] => {
  const named = (text: string) => text.replace(/stillpoint-[^:/]+$/, "stillpoint-*");
  return [
    {
      to: "work with its own queues",
      may: [
        "sqs:SendMessage",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ChangeMessageVisibility",
      ],
      on: [named(queueArn(hub, "posts"))],
      wide: "a boundary: each role's own policy names its queues",
    },
    {
      to: "keep records",
      may: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem"],
      on: [tableArn(hub, "state")],
    },
    { to: "add to the audit log", may: ["dynamodb:PartiQLInsert"], on: [tableArn(hub, "audit")] },
    {
      to: "read its secrets",
      may: ["ssm:GetParameter"],
      on: [parameterArn(hub, "/stillpoint/*")],
      wide: "a boundary: each role's own policy names its parameters",
    },
    { to: "read its secrets", may: ["kms:Decrypt"], on: [secretsKeyArn] },
    {
      to: "assume its roles in the accounts",
      may: ["sts:AssumeRole", "sts:SetSourceIdentity"],
      on: [readerRoleName, operatorRoleName].map((role) => roleArn({ ...hub, account: "*" }, role)),
      wide: "a boundary: each role's own policy names the accounts",
    },
    {
      to: "write logs",
      may: ["logs:CreateLogStream", "logs:PutLogEvents"],
      on: [logStreamsArn(hub, "/aws/lambda/stillpoint-*")],
      wide: "a boundary: each role's own policy names its log",
    },
    { to: "start the clock", may: ["lambda:InvokeFunction"], on: [functionArn(hub, "clock")] },
  ];
};
