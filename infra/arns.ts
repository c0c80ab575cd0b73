// The ARNs that permissions, queues and alarms speak of. Accounts and Regions are known when it is synthesised, so they
// stand in the template as plain text that a reviewer can read.
import { partitionOf } from "../src/backup/arn.ts";
import {
  auditTableName,
  busName,
  type FunctionName,
  functionNames,
  queueNames,
  senderRoleName,
  stateTableName,
  undeliveredQueueName,
  vaultTopicName,
} from "../src/config/names.ts";

export interface Place {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

export const queueArn = ({ account, region }: Place, queue: keyof typeof queueNames): string =>
  `arn:${partitionOf(region)}:sqs:${region}:${account}:${queueNames[queue]}`;

export const undeliveredArn = ({ account, region }: Place): string =>
  `arn:${partitionOf(region)}:sqs:${region}:${account}:${undeliveredQueueName}`;

export const tableArn = ({ account, region }: Place, table: "state" | "audit"): string =>
  `arn:${partitionOf(region)}:dynamodb:${region}:${account}:table/${
    table === "state" ? stateTableName : auditTableName
  }`;

/** The objects in the audit bucket, one for each day. */
export const headsArn = (bucketArn: string): string => `${bucketArn}/heads/*`;

export const parameterArn = ({ account, region }: Place, name: string): string =>
  `arn:${partitionOf(region)}:ssm:${region}:${account}:parameter${name}`;

export const logGroupName = (name: FunctionName): string => `/aws/lambda/${functionNames[name]}`;

export const logStreamsArn = (
  { account, region }: Place,
  group: string,
  partition = partitionOf(region),
): string => `arn:${partition}:logs:${region}:${account}:log-group:${group}:log-stream:*`;

/** `name` may have a path. The Region only tells the partition: roles have none. */
export const roleArn = ({ account, region }: Place, name: string): string =>
  `arn:${partitionOf(region)}:iam::${account}:role/${name}`;

export const senderArn = (place: Place): string => roleArn(place, senderRoleName);

export const accountArn = ({ account, region }: Place): string =>
  `arn:${partitionOf(region)}:iam::${account}:root`;

export const busArn = ({ account, region }: Place): string =>
  `arn:${partitionOf(region)}:events:${region}:${account}:event-bus/${busName}`;

export const ruleArn = ({ account, region }: Place, rule: string): string =>
  `arn:${partitionOf(region)}:events:${region}:${account}:rule/${rule}`;

export const vaultTopicArn = ({ account, region }: Place): string =>
  `arn:${partitionOf(region)}:sns:${region}:${account}:${vaultTopicName}`;

export const functionArn = ({ account, region }: Place, name: FunctionName): string =>
  `arn:${partitionOf(region)}:lambda:${region}:${account}:function:${functionNames[name]}`;

/** Every vault of a place; the Region may be `*`, and then the partition has to be told. */
export const vaultsArn = ({ account, region }: Place, partition = partitionOf(region)): string =>
  `arn:${partition}:backup:${region}:${account}:backup-vault:*`;
