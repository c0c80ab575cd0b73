// The ARNs that AWS Backup gives to what it makes; the shape of a recovery point's ARN hangs on the resource type.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html
import { createHash } from "node:crypto";
import type { Place } from "./state.ts";

export const vaultArn = ({ account, region }: Place, name: string): string =>
  `arn:aws:backup:${region}:${account}:backup-vault:${name}`;

export const planArn = ({ account, region }: Place, id: string): string =>
  `arn:aws:backup:${region}:${account}:backup-plan:${id}`;

/** `seed` is a fresh id; native ids are made of it. */
export const recoveryPointArn = ({ account, region }: Place, type: string, seed: string): string => {
  const hex = hexOf(seed);
  const job = `awsbackup:job-${seed.toLowerCase()}`;
  switch (type) {
    case "EC2":
      return `arn:aws:ec2:${region}::image/ami-${hex}`;
    case "EBS":
    case "Storage Gateway":
      return `arn:aws:ec2:${region}::snapshot/snap-${hex}`;
    case "RDS":
      return `arn:aws:rds:${region}:${account}:snapshot:${job}`;
    case "Aurora":
    case "DocumentDB":
    case "Neptune":
      return `arn:aws:rds:${region}:${account}:cluster-snapshot:${job}`;
    case "FSx":
      return `arn:aws:fsx:${region}:${account}:backup/backup-${hex}`;
    default:
      return `arn:aws:backup:${region}:${account}:recovery-point:${seed.toLowerCase()}`;
  }
};

/** A restore makes a new resource and names it as the metadata say, where they can. */
export const restoredArn = (
  { account, region }: Place,
  type: string,
  metadata: Readonly<Record<string, string>>,
  seed: string,
): string => {
  const hex = hexOf(seed);
  const said = (key: string): string | undefined =>
    Object.entries(metadata).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  const name = (key: string) => said(key) ?? `awsbackup-restore-${hex}`;
  switch (type) {
    case "EC2":
      return `arn:aws:ec2:${region}:${account}:instance/i-${hex}`;
    case "EBS":
      return `arn:aws:ec2:${region}:${account}:volume/vol-${hex}`;
    case "RDS":
      return `arn:aws:rds:${region}:${account}:db:${name("DBInstanceIdentifier").toLowerCase()}`;
    case "Aurora":
    case "DocumentDB":
    case "Neptune":
      return `arn:aws:rds:${region}:${account}:cluster:${name("dbClusterIdentifier").toLowerCase()}`;
    case "DynamoDB":
      return `arn:aws:dynamodb:${region}:${account}:table/${name("targetTableName")}`;
    case "S3":
      return `arn:aws:s3:::${name("DestinationBucketName")}`;
    case "EFS": {
      const same = said("newFileSystem") === "true" ? undefined : said("file-system-id");
      return `arn:aws:elasticfilesystem:${region}:${account}:file-system/${same ?? `fs-${hex}`}`;
    }
    default:
      return `arn:aws:backup:${region}:${account}:restored/${hex}`;
  }
};

/** Seventeen hexadecimal digits, as native ids have. */
const hexOf = (seed: string): string => createHash("sha256").update(seed).digest("hex").slice(0, 17);

/** The place that a vault's ARN names. */
export const placeOfVault = (arn: string): Place | undefined => {
  const [, region, account] = /^arn:aws[a-z-]*:backup:([a-z0-9-]+):(\d{12}):backup-vault:.+$/.exec(arn) ?? [];
  return region === undefined || account === undefined ? undefined : { account, region };
};
