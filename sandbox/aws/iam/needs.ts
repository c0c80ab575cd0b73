// What a call needs leave for: its action, on which resource, and what a condition may ask about it. Where a call has an
// action of another name, or needs a second one, it stands here; the rest is the service and the operation.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
import { partitionOf } from "../../../src/backup/arn.ts";
import { aboutStatement } from "../partiql.ts";
import type { Call } from "../service.ts";
import type { Asking } from "./service.ts";

type Input = Readonly<Record<string, unknown>>;

export type Need = Pick<Asking, "action" | "resource" | "context">;

export interface NeedFacts {
  /** The key that a parameter is encrypted with: an alias or an ARN. */
  readonly keyOf: (account: string, region: string, parameter: string) => string | undefined;
  /** The ARN of the key behind an alias; the key of AWS's own has none, and needs no leave. */
  readonly keyArnOf: (
    key: string,
    place: { readonly account: string; readonly region: string },
  ) => string | undefined;
}

export const needsOf = (call: Call, input: Input, facts: NeedFacts): readonly Need[] => {
  const { service, operation } = call;
  const plain = (resource: string, context?: Need["context"]): Need => ({
    action: `${service}:${operation.replace(/Batch$/, "")}`,
    resource,
    ...(context === undefined ? {} : { context }),
  });
  switch (service) {
    case "sqs":
      return [plain(queueOf(text(input.QueueUrl), call))];
    case "dynamodb":
      if (operation === "ExecuteStatement") return [statementNeed(call, text(input.Statement))];
      return [plain(tableOf(text(input.TableName), call), leadingKeysOf(input))];
    case "ssm":
      return [plain(parameterOf(text(input.Name), call)), ...decryption(call, input, facts)];
    case "sts":
      return operation === "AssumeRole" ? assumption(input) : [];
    case "backup":
      return [plain(backupResourceOf(call, input)), ...passing(input, "backup.amazonaws.com")];
    case "kms":
      return [plain(operation === "CreateKey" ? "*" : vaultKeyOf(text(input.KeyId), call))];
    case "s3":
      return [objectNeed(call, input)];
    // It signs as `tagging` and is allowed as `tag`.
    case "tagging":
      return [{ action: `tag:${operation}`, resource: "*" }];
    case "s3control":
      return [batchNeed(call, input), ...passing(input, "batchoperations.s3.amazonaws.com")];
    default:
      return [plain("*")];
  }
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const placed = (service: string, { account, region }: Call, rest: string): string =>
  `arn:${partitionOf(region)}:${service}:${region}:${account}:${rest}`;

const queueOf = (url: string, call: Call): string => {
  const [, account = call.account, name = ""] = /\/(\d{12})\/([^/]+)$/.exec(url) ?? [];
  return placed("sqs", { ...call, account }, name);
};

const tableOf = (name: string, call: Call): string =>
  name.startsWith("arn:") ? name : placed("dynamodb", call, `table/${name}`);

const parameterOf = (name: string, call: Call): string =>
  placed("ssm", call, `parameter${name.startsWith("/") ? "" : "/"}${name}`);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html */
const statementNeed = (call: Call, statement: string): Need => {
  const about = aboutStatement(statement);
  return {
    action: `dynamodb:PartiQL${about?.verb ?? "Select"}`,
    resource: about === undefined ? "*" : tableOf(about.table, call),
  };
};

const vaultKeyOf = (name: string, call: Call): string =>
  name.startsWith("arn:") ? name : placed("kms", call, `key/${name}`);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
const leadingKeysOf = (input: Input): Need["context"] => {
  const partitionOfItem = (item: unknown) => (item as { pk?: { S?: string } } | undefined)?.pk?.S;
  const asked = (input.ExpressionAttributeValues as { ":pk"?: { S?: string } } | undefined)?.[":pk"]?.S;
  const keys = [partitionOfItem(input.Key), partitionOfItem(input.Item), asked].filter(
    (key): key is string => key !== undefined,
  );
  return keys.length === 0 ? {} : { "dynamodb:LeadingKeys": keys };
};

/**
 * Parameter Store decrypts in the caller's name.
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
const decryption = (call: Call, input: Input, { keyOf, keyArnOf }: NeedFacts): readonly Need[] => {
  const name = text(input.Name);
  const key = keyOf(call.account, call.region, name);
  const keyArn = key === undefined ? undefined : keyArnOf(key, call);
  if (call.operation !== "GetParameter" || input.WithDecryption !== true || keyArn === undefined) return [];
  return [
    {
      action: "kms:Decrypt",
      resource: keyArn,
      context: {
        "kms:EncryptionContext:PARAMETER_ARN": parameterOf(name, call),
        "kms:ViaService": `ssm.${call.region}.amazonaws.com`,
      },
    },
  ];
};

const assumption = (input: Input): readonly Need[] => {
  const resource = text(input.RoleArn);
  const identity = text(input.SourceIdentity);
  const assume: Need = {
    action: "sts:AssumeRole",
    resource,
    context: {
      ...(input.ExternalId === undefined ? {} : { "sts:ExternalId": text(input.ExternalId) }),
      "sts:RoleSessionName": text(input.RoleSessionName),
      ...(identity === "" ? {} : { "sts:SourceIdentity": identity }),
    },
  };
  if (identity === "") return [assume];
  // Setting the identity is asked for by itself, and knows nothing of an external id.
  return [assume, { action: "sts:SetSourceIdentity", resource, context: { "sts:SourceIdentity": identity } }];
};

/** Most of AWS Backup's calls know no resource. */
const backupResourceOf = (call: Call, input: Input): string => {
  switch (call.operation) {
    case "StartBackupJob":
    case "GetBackupVaultNotifications":
    case "PutBackupVaultNotifications":
    case "DeleteBackupVaultNotifications":
    case "DescribeBackupVault":
      return placed("backup", call, `backup-vault:${text(input.BackupVaultName)}`);
    case "DescribeRecoveryPoint":
    case "StartCopyJob":
    case "StartRestoreJob":
      return text(input.RecoveryPointArn);
    default:
      return "*";
  }
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const objectNeed = ({ operation }: Call, input: Input): Need => {
  const key = text(input.Key);
  const action =
    operation === "ListObjectVersions"
      ? "ListBucketVersions"
      : `${operation}${input.VersionId === undefined ? "" : "Version"}`;
  return {
    action: `s3:${action}`,
    resource: `arn:aws:s3:::${text(input.Bucket)}${key === "" ? "" : `/${key}`}`,
  };
};

/** S3 Control's calls are actions of S3. */
const batchNeed = (call: Call, input: Input): Need => {
  const job = text(input.JobId);
  return {
    action: `s3:${call.operation}`,
    resource: job === "" ? "*" : placed("s3", call, `job/${job}`),
    context: { ...batchContext(input) },
  };
};

const batchContext = (input: Input): Readonly<Record<string, string>> => {
  const [operation] = Object.keys((input.Operation as object | undefined) ?? {});
  const tags = (input.Tags ?? []) as readonly { readonly Key: string; readonly Value: string }[];
  return {
    ...(operation === undefined ? {} : { "s3:RequestJobOperation": operation }),
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
  };
};

const passing = (input: Input, service: string): readonly Need[] => {
  const resource = text(input.IamRoleArn ?? input.RoleArn);
  return resource === ""
    ? []
    : [{ action: "iam:PassRole", resource, context: { "iam:PassedToService": service } }];
};
