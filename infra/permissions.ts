// Who may do what in AWS, all of it: the functions in the hub, the roles in each account, and what nobody may. Taken
// over, a function can do what stands under its name, and nothing else. The tests play every story under these rows and
// take each one away: a row that nothing needs, or that is missing, is found.
import { partitionOf } from "../src/backup/arn.ts";
import {
  botTokenParameterName,
  type FunctionName,
  operatorRoleName,
  readerRoleName,
  signingSecretParameterName,
} from "../src/config/names.ts";
import { busArn, logStreamsArn, type Place, parameterArn, queueArn, vaultsArn } from "./arns.ts";
import { type HubFacts, type Permission, row, rowsFor } from "./permission.ts";

export const functionPermissions = (
  facts: HubFacts,
): Readonly<Record<FunctionName, readonly Permission[]>> => {
  const { send, take, hold, records, assume, log, ...audit } = rowsFor(facts);
  const { addToAudit, readAudit, readHeads, writeHeads } = audit;
  const botToken = secret(facts, botTokenParameterName, "speak to Slack as the app");
  const signingSecret = secret(facts, signingSecretParameterName, "tell Slack's requests from others");
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
      send("run", "have what leads granted carried out"),
      records(
        "GetItem",
        ["done", "person", "inventory", "job", "incident", "thing", "draft", "refused"],
        "know what was answered, who asks, what there is and what was refused before",
      ),
      records("Query", ["inventory", "incident", "requests"], "know what there is, and list what is many"),
      records(
        "PutItem",
        ["done", "person", "inventory", "incident", "due", "draft", "refused"],
        "remember it, what somebody is about to ask, who took an alert or put it aside, and what was refused",
      ),
      records("GetItem", ["request", "card"], "know what was asked for, and where its card stands"),
      records("PutItem", ["request", "requests", "evidence"], "write what people decide, with its proof"),
      addToAudit("add to the audit log"),
      readAudit("show auditors what the log says"),
      ...readHeads("hold the log against the heads of its days"),
      readBackups,
      ...botToken,
      log("worker"),
    ],
    // The only one that may start anything, and the only one that writes claims. It proves every vote itself.
    executor: [
      take("run"),
      hold("run"),
      send("posts", "have its card drawn"),
      records("GetItem", ["request", "claim", "evidence"], "read what was asked and prove who voted"),
      records(
        "PutItem",
        ["request", "claim", "started"],
        "claim a step before it calls AWS, and say what is ours",
      ),
      readAudit("see that nobody put an older request back"),
      addToAudit("add to the audit log"),
      assume(operatorRoleName, "act, by the operator role of each account", "sts:SetSourceIdentity"),
      readBackups,
      ...signingSecret,
      ...botToken,
      log("executor"),
    ],
    // Hears AWS. It cannot speak to Slack.
    events: [
      take("events"),
      send("events", "ask AWS again later"),
      send("posts", "have a card drawn"),
      records("GetItem", [...heard, "started"], "know what was heard before"),
      records("PutItem", [...heard, "due", "ledger"], "remember what was heard, and what falls due"),
      records("Query", ["row", "incident"], "know what fails in a row, and whether a storm goes on"),
      readBackups,
      log("events"),
    ],
    // Speaks in channels. It cannot ask AWS Backup.
    poster: [
      take("posts"),
      hold("posts"),
      send("posts", "draw a card elsewhere when its channel refuses it"),
      records("GetItem", ["job", "incident", "thing", "week", "request", "card"], "know what to draw"),
      records("Query", ["incident"], "count who belongs to it"),
      records("PutItem", ["incident", "week", "card"], "remember what was drawn and said, and where"),
      readAudit("hand an auditor the log as a file"),
      ...botToken,
      log("poster"),
    ],
    // Ticks. It compares what AWS lists with what was heard, and ends requests; nothing runs by what it writes.
    clock: [
      records(
        "GetItem",
        ["inventory", "job", "thing", "watch", "incident", "due", "week", "audit"],
        "know how old the list is, what was heard, how far was looked, what is put aside, when a week was told and a day of the log closed",
      ),
      records(
        "PutItem",
        ["inventory", "watch", "incident", "due", "week", "audit"],
        "make the list anew, remember the look, tell of backups that never came, open what is due, keep a week and close a day of the log",
      ),
      readAudit("count what a day of the log came to"),
      writeHeads("write the head of a day of the log"),
      ...readHeads("know the heads of the days before, and what came late"),
      send("events", "tell of a job that AWS did not"),
      send("posts", "have cards drawn, leads reminded and a week told"),
      records(
        "Query",
        ["due", "incident", "ledger", "requests"],
        "know what falls due, how much of it is good again, what came in a week and who waits for leads",
      ),
      records("GetItem", ["request"], "know what is asked for and what runs"),
      records("PutItem", ["request", "requests"], "end what is over, and say how far it is"),
      addToAudit("add to the audit log"),
      send("run", "have carried out what was left lying"),
      readBackups,
      log("clock"),
    ],
  };
};

/** Records of what was heard, and of what came of it. */
const heard = ["job", "incident", "thing", "row", "storm", "outside"];

/**
 * Parameter Store decrypts in the caller's name, and says for which parameter.
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
const secret = ({ hub, secretsKeyArn }: HubFacts, name: string, to: string): readonly Permission[] => {
  const parameter = parameterArn(hub, name);
  return [
    row(to, "ssm:GetParameter", parameter),
    row(to, "kms:Decrypt", secretsKeyArn, {
      when: { StringEquals: { "kms:EncryptionContext:PARAMETER_ARN": parameter } },
    }),
  ];
};

const noResource = { wide: "these calls know no resource" };
const anyPoint = { wide: "a recovery point's ARN is of the service that it came from" };

/** The reader role in each account: what it may, changes nothing. */
export const readerPermissions: readonly Permission[] = [
  row(
    "tell why a job ended as it did",
    ["backup:DescribeBackupJob", "backup:DescribeCopyJob", "backup:DescribeRestoreJob"],
    "*",
    noResource,
  ),
  row(
    "show today's jobs",
    ["backup:ListBackupJobs", "backup:ListCopyJobs", "backup:ListRestoreJobs"],
    "*",
    noResource,
  ),
  row(
    "show vaults and what is protected",
    ["backup:ListBackupVaults", "backup:ListProtectedResources", "backup:ListRecoveryPointsByResource"],
    "*",
    noResource,
  ),
  row(
    "know which resources carry the tags that the configuration names",
    "tag:GetResources",
    "*",
    noResource,
  ),
  row("show a recovery point", "backup:DescribeRecoveryPoint", "*", anyPoint),
  row(
    "know how long a vault keeps what it holds",
    "backup:DescribeBackupVault",
    "arn:*:backup:*:*:backup-vault:*",
    {
      wide: "patterns of the configuration choose among the vaults",
    },
  ),
  row("know whether the key of a vault can be used", "kms:DescribeKey", "arn:*:kms:*:*:key/*", {
    wide: "a vault names its key, and nobody else does",
  }),
];

/** The role by which an account's rules reach the hub: its queue from the same Region, its bus from others. */
export const senderPermissions = (hub: Place, regions: readonly string[]): readonly Permission[] => [
  ...(regions.includes(hub.region)
    ? [row("hand events on", "sqs:SendMessage", queueArn(hub, "events"))]
    : []),
  ...(regions.some((region) => region !== hub.region)
    ? [row("hand events on from other Regions", "events:PutEvents", busArn(hub))]
    : []),
];

/** Of the function that, as it is deployed, has the vaults of one account and Region tell the topic there. */
export const notifierPermissions = (
  place: Place,
  group: string,
  partition = partitionOf(place.region),
): readonly Permission[] => [
  row("find the vaults", "backup:ListBackupVaults", "*", noResource),
  row(
    "have them tell the topic, unless they tell another",
    [
      "backup:GetBackupVaultNotifications",
      "backup:PutBackupVaultNotifications",
      "backup:DeleteBackupVaultNotifications",
    ],
    vaultsArn(place, partition),
    { wide: "patterns of the configuration choose among the vaults that are found" },
  ),
  row(
    "write its own log",
    ["logs:CreateLogStream", "logs:PutLogEvents"],
    logStreamsArn(place, group, partition),
    {
      wide: "Lambda names the streams",
    },
  ),
];

/** The tag that Stillpoint's own S3 batch jobs carry: it confirms no others. */
const batchTag = "stillpoint:request";

/** The operator role in each account, for the executor alone. `passed` are ARNs of roles that the configuration names. */
export const operatorPermissions = (
  { account, region }: Place,
  passed: { readonly backup: readonly string[]; readonly batch: readonly string[] },
): readonly Permission[] => {
  const partition = partitionOf(region);
  const pass = (roles: readonly string[], service: string, more: Pick<Permission, "awaits"> = {}) =>
    roles.length === 0
      ? []
      : [
          row(`hand the named roles to ${service}, and to nobody else`, "iam:PassRole", roles, {
            when: { StringEquals: { "iam:PassedToService": service } },
            ...more,
          }),
        ];
  return [
    row("back up now", "backup:StartBackupJob", vaultsArn({ account, region: "*" }, partition), {
      wide: "the vault is in what leads approved, and the environment's patterns hold it",
    }),
    row("copy a recovery point", "backup:StartCopyJob", "*", anyPoint),
    row("stop a job", "backup:StopBackupJob", "*", noResource),
    row("restore a recovery point", "backup:StartRestoreJob", "*", { ...anyPoint, awaits: "restores" }),
    ...pass(passed.backup, "backup.amazonaws.com"),
    ...(passed.batch.length === 0 ? [] : batchPermissions(`arn:${partition}:s3:*:${account}:job/*`)),
    ...pass(passed.batch, "batchoperations.s3.amazonaws.com", { awaits: "batches" }),
  ];
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-job-tags-examples.html */
const batchPermissions = (jobs: string): readonly Permission[] => [
  row("create a job that copies, and waits to be confirmed", "s3:CreateJob", "*", {
    when: {
      StringEquals: { "s3:RequestJobOperation": ["S3PutObjectCopy", "S3ReplicateObject"] },
      Null: { [`aws:RequestTag/${batchTag}`]: "false" },
    },
    wide: "a job that is not there yet has no ARN",
    awaits: "batches",
  }),
  row("confirm or cancel its own jobs", "s3:UpdateJobStatus", jobs, {
    when: { Null: { [`aws:ResourceTag/${batchTag}`]: "false" } },
    wide: "S3 chooses a job's id; its tag tells ours",
    awaits: "batches",
  }),
];
