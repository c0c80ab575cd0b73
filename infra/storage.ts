// What is remembered: the state table, the audit table that is only added to, the audit bucket whose objects stay, and
// the key that the secrets are encrypted with.
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table } from "aws-cdk-lib/aws-dynamodb";
import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Hub } from "../src/config/deployment.ts";
import {
  auditTableName,
  functionNames,
  signingSecretParameterName,
  stateTableName,
} from "../src/config/names.ts";
import { type Place, parameterArn, roleArn } from "./arns.ts";

const table = {
  partitionKey: { name: "pk", type: AttributeType.STRING },
  sortKey: { name: "sk", type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  deletionProtection: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

export const makeStateTable = (scope: Construct): Table =>
  new Table(scope, "State", { ...table, tableName: stateTableName, timeToLiveAttribute: "ttl" });

/**
 * Roles may only `INSERT` by PartiQL, which DynamoDB refuses when the key is there: PutItem cannot be held to that.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.insert.html
 */
export const makeAuditTable = (scope: Construct): Table =>
  new Table(scope, "Audit", { ...table, tableName: auditTableName });

/** For the daily heads of the audit log. */
export const makeAuditBucket = (scope: Construct, { keepDays, lock }: Hub["audit"]): Bucket => {
  const keep = Duration.days(keepDays);
  const bucket = new Bucket(scope, "AuditHeads", {
    objectLockEnabled: true,
    objectLockDefaultRetention:
      lock === "compliance" ? ObjectLockRetention.compliance(keep) : ObjectLockRetention.governance(keep),
    versioned: true,
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(bucket).acknowledge({
    id: "AwsSolutions-S1",
    reason:
      "One object a day, which is locked: CloudTrail tells who wrote it, and a log bucket would hold nothing more",
  });
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: "NobodyBypassesTheLock",
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ["s3:BypassGovernanceRetention"],
      resources: [bucket.arnForObjects("*")],
    }),
  );
  return bucket;
};

/** The signing secret proves votes: whoever can read it can forge them. So the key itself names who may. */
export const makeSecretsKey = (scope: Construct, hub: Place): Key => {
  const key = new Key(scope, "SecretsKey", {
    alias: "stillpoint",
    description: "Slack's secrets of Stillpoint",
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: "SigningSecretOnlyForTwo",
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ["kms:Decrypt", "kms:ReEncryptFrom"],
      resources: ["*"],
      conditions: {
        StringEquals: {
          "kms:EncryptionContext:PARAMETER_ARN": parameterArn(hub, signingSecretParameterName),
        },
        ArnNotEquals: {
          "aws:PrincipalArn": [functionNames.slack, functionNames.executor].map((name) => roleArn(hub, name)),
        },
      },
    }),
  );
  return key;
};
