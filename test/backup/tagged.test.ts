import { describe, expect, it } from "vitest";
import { protectable } from "../../src/backup/tagged.ts";

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:ap-northeast-1:111111111111:${resource}`;

describe("what carries a tag", () => {
  it.each([
    ["an instance", arn("ec2", "instance/i-0a1b2c3d"), "EC2", "i-0a1b2c3d"],
    ["a volume", arn("ec2", "volume/vol-012f345d"), "EBS", "vol-012f345d"],
    ["a database", arn("rds", "db:orders"), "RDS", "orders"],
    ["a cluster", arn("rds", "cluster:orders"), "Aurora", "orders"],
    ["a table", arn("dynamodb", "table/carts"), "DynamoDB", "carts"],
    ["a file system", arn("elasticfilesystem", "file-system/fs-01234567"), "EFS", "fs-01234567"],
    ["another file system", arn("fsx", "file-system/fs-01234567"), "FSx", "fs-01234567"],
    ["a warehouse", arn("redshift", "cluster:sales"), "Redshift", "sales"],
    ["a gateway's volume", arn("storagegateway", "gateway/sgw-1/volume/vol-2"), "Storage Gateway", "vol-2"],
    ["a bucket", "arn:aws:s3:::shop-prod-reports", "S3", "shop-prod-reports"],
    ["a bucket in China", "arn:aws-cn:s3:::reports", "S3", "reports"],
  ])("and is %s can be backed up", (_, each, type, name) => {
    expect(protectable(each)).toEqual({ arn: each, type, name });
  });

  it.each([
    ["a snapshot, which AWS Backup made", arn("ec2", "snapshot/snap-1")],
    ["an image", arn("ec2", "image/ami-1")],
    ["a snapshot of a database", arn("rds", "snapshot:awsbackup:job-1")],
    ["a parameter group", arn("rds", "pg:orders")],
    ["a recovery point", arn("backup", "recovery-point:1EB3B5E7")],
    ["a table's index", arn("dynamodb", "table/carts/index/by-name")],
    ["a gateway", arn("storagegateway", "gateway/sgw-1")],
    ["an access point of S3", arn("s3", "accesspoint/reports")],
    ["a stack", arn("cloudformation", "stack/shop/1")],
    ["named like a member of every object", arn("constructor", "")],
    ["no ARN at all", "payments-db"],
  ])("and is %s cannot", (_, each) => {
    expect(protectable(each)).toBeUndefined();
  });
});
