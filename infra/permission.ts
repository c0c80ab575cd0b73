// One row of what somebody may do, and the rows that many functions have.
import type { FunctionName } from "../src/config/names.ts";
import { headsArn, logGroupName, logStreamsArn, type Place, queueArn, roleArn, tableArn } from "./arns.ts";

export interface Permission {
  /** What it is needed for. */
  readonly to: string;
  readonly may: readonly string[];
  readonly on: readonly string[];
  readonly when?: Conditions;
  /** Why a resource is named by `*`, where one is. */
  readonly wide?: string;
  /** The feature that will use it; until then no role has it. */
  readonly awaits?: "approvals" | "restores" | "batches";
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
const onlyRecords = (families: readonly string[]): Conditions => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": families.map((family) => `${family}#*`) },
  Null: { "dynamodb:LeadingKeys": "false" },
});

export interface HubFacts {
  readonly hub: Place;
  /** The accounts that are backed up, each once. */
  readonly accounts: readonly string[];
  /** Of the key that the secrets are encrypted with. */
  readonly secretsKeyArn: string;
  /** Of the bucket with the heads of the audit log. */
  readonly auditBucketArn: string;
}

type QueueName = "events" | "work" | "run" | "posts";

const eachDay = { wide: "an object for each day" };

export const rowsFor = ({ hub, accounts, auditBucketArn }: HubFacts) => ({
  send: (queue: QueueName, to: string) => row(to, "sqs:SendMessage", queueArn(hub, queue)),
  take: (queue: QueueName) =>
    row(
      `be handed what lies in ${queue}`,
      ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      queueArn(hub, queue),
    ),
  hold: (queue: QueueName) =>
    row(
      "leave a message in the queue for as long as Slack or AWS ask",
      "sqs:ChangeMessageVisibility",
      queueArn(hub, queue),
    ),
  records: (action: "GetItem" | "Query" | "PutItem", families: readonly string[], to: string) =>
    row(to, `dynamodb:${action}`, tableArn(hub, "state"), { when: onlyRecords(families) }),
  /** By PartiQL, which writes over nothing. */
  addToAudit: (to: string) => row(to, "dynamodb:PartiQLInsert", tableArn(hub, "audit")),
  readAudit: (to: string) => row(to, "dynamodb:Query", tableArn(hub, "audit")),
  writeHeads: (to: string) => row(to, "s3:PutObject", headsArn(auditBucketArn), eachDay),
  /** Whoever may not list a bucket is denied what is not in it, and cannot tell that from a fault. */
  readHeads: (to: string) => [
    row(to, "s3:GetObject", headsArn(auditBucketArn), eachDay),
    row("be told that a day has no head", "s3:ListBucket", auditBucketArn),
  ],
  assume: (role: string, to: string, ...more: readonly string[]) =>
    row(
      to,
      ["sts:AssumeRole", ...more],
      accounts.map((account) => roleArn({ account, region: hub.region }, role)),
    ),
  log: (name: FunctionName) =>
    row(
      "write its own log",
      ["logs:CreateLogStream", "logs:PutLogEvents"],
      logStreamsArn(hub, logGroupName(name)),
      {
        wide: "Lambda names the streams",
      },
    ),
});
