// The course of a recovery point: it is made while its job runs, stands, and goes when its retention is over.
import type { Lifecycle, RecoveryPointCreator, RecoveryPointStatus } from "@aws-sdk/client-backup";
import { bornIn, recoveryPointMachine } from "./job-life.ts";
import { calculated } from "./lifecycle.ts";
import { type Place, placed, type RecoveryPoint, type Tags } from "./state.ts";
import { moveIn, type World } from "./world.ts";

export interface PointOrder extends Place {
  readonly arn: string;
  readonly vaultArn: string;
  readonly vaultName: string;
  readonly sourceVaultArn?: string;
  readonly resourceArn: string;
  readonly resourceName: string;
  readonly resourceType: string;
  readonly iamRoleArn: string;
  readonly createdAt: number;
  readonly bytes: number;
  readonly lifecycle?: Lifecycle;
  readonly creator?: RecoveryPointCreator;
  readonly tags: Tags;
}

/** How long a deletion takes is not documented. */
const deletionMs = 60_000;

/** Names its fields one by one, since a whole job may be given as the order. */
export const addPoint = (world: World, order: PointOrder): RecoveryPoint => {
  const { lifecycle, creator, sourceVaultArn } = order;
  const resource = world.state.resources.get(placed(order, order.resourceArn));
  const point: RecoveryPoint = {
    account: order.account,
    region: order.region,
    arn: order.arn,
    vaultArn: order.vaultArn,
    vaultName: order.vaultName,
    resourceArn: order.resourceArn,
    resourceName: order.resourceName,
    resourceType: order.resourceType,
    iamRoleArn: order.iamRoleArn,
    createdAt: order.createdAt,
    bytes: order.bytes,
    tags: order.tags,
    life: bornIn("CREATING", world.clock.now()),
    restoreMetadata: resource?.restoreMetadata ?? metadataOf(order.resourceType, order.resourceArn),
    ...(sourceVaultArn === undefined ? {} : { sourceVaultArn }),
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(creator === undefined ? {} : { creator }),
  };
  world.state.points.set(placed(point, point.arn), point);
  return point;
};

/** Moves a point on, tells of it, and lets its retention begin when it is complete. */
export const movePoint = (
  world: World,
  place: Place,
  arn: string,
  to: RecoveryPointStatus,
  message?: string,
): RecoveryPoint | undefined => {
  const words = message === undefined ? {} : { message };
  const point = moveIn(
    world.state.points,
    placed(place, arn),
    recoveryPointMachine,
    { type: "move", to, ...words },
    world,
  );
  if (point === undefined) return undefined;
  if (to !== "DELETING") world.feeds.point(point);
  if (to === "COMPLETED" || to === "PARTIAL") watchRetention(world, place, arn);
  return point;
};

/** What a job that did not complete leaves behind: nothing. */
export const discardPoint = (world: World, place: Place, arn: string): void => {
  world.state.points.delete(placed(place, arn));
};

export const deletePoint = (world: World, place: Place, arn: string, deletedBy: string): void => {
  const point = movePoint(world, place, arn, "DELETING");
  if (point === undefined) return;
  world.clock.after(deletionMs, () => {
    discardPoint(world, place, arn);
    world.feeds.pointDeleted(point, deletedBy);
  });
};

/** The lifecycle may change meanwhile, so it is read again when its time seems to have come. */
export const watchRetention = (world: World, place: Place, arn: string): void => {
  const point = world.state.points.get(placed(place, arn));
  if (point === undefined) return;
  const { deleteAt } = calculated(point.createdAt, point.lifecycle);
  if (deleteAt === undefined) return;
  world.clock.after(deleteAt - world.clock.now(), () => {
    const current = world.state.points.get(placed(place, arn));
    const dueAt = current && calculated(current.createdAt, current.lifecycle).deleteAt;
    // "LIFECYCLE" is unverified: only MANUAL_DELETE was seen.
    if (dueAt !== undefined && dueAt <= world.clock.now()) deletePoint(world, place, arn, "LIFECYCLE");
  });
};

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-a-backup.html and the pages of the resource types. */
const metadataOf = (type: string, resourceArn: string): Tags => {
  const id = resourceArn.split(/[:/]/).at(-1) ?? "";
  switch (type) {
    case "EC2":
      return { InstanceType: "t3.medium", IamInstanceProfileName: "UseBackedUpValue", EbsOptimized: "false" };
    case "EBS":
      return { encrypted: "false", volumeId: id };
    case "EFS":
      return { "file-system-id": id, Encrypted: "true", PerformanceMode: "generalPurpose" };
    case "RDS":
      return { DBInstanceIdentifier: id };
    case "Aurora":
    case "DocumentDB":
    case "Neptune":
      return { dbClusterIdentifier: id };
    case "DynamoDB":
      return { originalTableName: id, encryptionType: "Default" };
    case "S3":
      return { DestinationBucketName: id, EncryptionType: "original" };
    default:
      return {};
  }
};
