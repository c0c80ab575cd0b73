// What AWS Backup can protect among the things that carry a tag. Tags spread: a stack hands them to all that is in it, and
// AWS Backup copies them to every recovery point it makes, so most of what carries one is nothing to back up.
import { parseArn, shortName } from "./arn.ts";
import type { Resource } from "./resource.ts";

/**
 * How the tagging API is asked, and how AWS Backup calls it. AWS Backup asks it for the first seven itself when it selects
 * by tag. What is not here is never missed by its tags: stacks, tables of Timestream, virtual machines, SAP HANA.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html#supported-resources
 */
const types: Readonly<Record<string, string>> = {
  "dynamodb:table": "DynamoDB",
  "ec2:instance": "EC2",
  "ec2:volume": "EBS",
  "elasticfilesystem:file-system": "EFS",
  "rds:cluster": "Aurora",
  "rds:db": "RDS",
  "storagegateway:gateway": "Storage Gateway",
  "fsx:file-system": "FSx",
  "redshift:cluster": "Redshift",
  s3: "S3",
};

/** For GetResources' ResourceTypeFilters. */
export const taggedTypes: readonly string[] = Object.keys(types);

/** The thing as AWS Backup would list it, or undefined when it backs up nothing of the kind. */
export const protectable = (arn: string): Resource | undefined => {
  const parsed = parseArn(arn);
  if (parsed === undefined) return undefined;
  const { service, resource } = parsed;
  const [kind = "", ...rest] = resource.split(/[:/]/);
  // A bucket is named by nothing else; a gateway is backed up volume by volume.
  const name = service === "s3" && rest.length === 0 ? "s3" : `${service}:${kind}`;
  if (name === "storagegateway:gateway" && !resource.includes("/volume/")) return undefined;
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  return type === undefined || isPart(name, rest) ? undefined : { arn, name: shortName(arn), type };
};

/** An index or a stream of a table is no table. */
const isPart = (name: string, rest: readonly string[]): boolean =>
  name === "dynamodb:table" && rest.length > 1;
