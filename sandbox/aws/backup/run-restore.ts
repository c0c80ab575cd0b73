// The course of a restore job. It makes a new resource, save where the metadata say otherwise.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-a-backup.html
import type { RestoreJobStatus } from "@aws-sdk/client-backup";
import { restoredArn } from "./arn.ts";
import { bornIn, type LifeEvent, restoreMachine } from "./job-life.ts";
import type { Outcome } from "./script.ts";
import { placed, type RecoveryPoint, type RestoreJob, type Tags } from "./state.ts";
import { categoryOf, moveIn, progressMarks, type World } from "./world.ts";

export interface RestoreOrder {
  readonly point: RecoveryPoint;
  readonly metadata: Tags;
  readonly iamRoleArn: string;
  readonly resourceType?: string;
  readonly copiesTags: boolean;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-ec2.html */
const newProfile =
  "AWS Backup does not permit attaching a new instance profile to an EC2 instance. Please restore using the backed up instance profile.";

/** Asking these for the source's tags makes the job fail. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartRestoreJob.html */
const tagless = ["VirtualMachine", "SAP HANA on Amazon EC2", "Timestream", "DynamoDB", "S3"];

export const startRestore = (world: World, order: RestoreOrder): RestoreJob => {
  const { point, metadata } = order;
  const now = world.clock.now();
  const outcome = troubledOutcome(order) ?? world.script.take("restore", point.resourceArn);
  const id = world.newId();
  const job: RestoreJob = {
    kind: "restore",
    id,
    account: point.account,
    region: point.region,
    createdAt: now,
    life: bornIn("PENDING", now),
    resourceArn: point.resourceArn,
    resourceName: point.resourceName,
    resourceType: order.resourceType ?? point.resourceType,
    iamRoleArn: order.iamRoleArn,
    bytes: outcome.bytes ?? point.bytes,
    vaultArn: point.vaultArn,
    silentOn: outcome.silentOn ?? [],
    pointArn: point.arn,
    pointCreatedAt: point.createdAt,
    metadata,
  };
  world.state.restores.set(id, job);
  world.feeds.restoreCreated(job);
  world.feeds.changed(job);
  world.clock.after(outcome.afterMs ?? world.pace.startMs, () => run(world, id, outcome));
  return job;
};

/** What the request itself dooms, whatever was foretold; the words for tags are unverified. */
const troubledOutcome = ({ point, metadata, copiesTags }: RestoreOrder): Outcome | undefined => {
  const profile = metadata.IamInstanceProfileName;
  if (point.resourceType === "EC2" && profile !== undefined && !["", "UseBackedUpValue"].includes(profile)) {
    return { state: "FAILED", message: newProfile };
  }
  if (copiesTags && tagless.includes(point.resourceType)) {
    const message = `Copying source tags to the restored resource is not supported for ${point.resourceType}.`;
    return { state: "FAILED", message, category: "InvalidParameters" };
  }
  return undefined;
};

const run = (world: World, id: string, outcome: Outcome): void => {
  const durationMs = outcome.durationMs ?? world.pace.durationMs;
  if (move(world, id, { type: "move", to: "RUNNING" }) === undefined) return;
  for (const percentDone of progressMarks) {
    world.clock.after((durationMs * percentDone) / 100, () => {
      move(world, id, { type: "progress", percentDone });
    });
  }
  world.clock.after(durationMs, () => finish(world, id, outcome));
};

const finish = (world: World, id: string, outcome: Outcome): void => {
  const { state, message } = outcome;
  switch (state) {
    case "COMPLETED":
    case "vssFailed":
      complete(world, id, outcome);
      return;
    case "ABORTED":
      move(world, id, ended("ABORTED", message ?? "Restore job was stopped by user.", outcome.category));
      return;
    case "FAILED":
    case "EXPIRED":
    case "PARTIAL":
      move(world, id, ended("FAILED", message ?? "An internal error occurred.", outcome.category));
      return;
  }
};

const ended = (
  to: RestoreJobStatus,
  message: string,
  category = categoryOf(message),
): LifeEvent<RestoreJobStatus> => ({ type: "move", to, message, category });

const complete = (world: World, id: string, { message, createdResourceArn }: Outcome): void => {
  const job = world.state.restores.get(id);
  if (job === undefined) return;
  const created = createdResourceArn ?? restoredArn(job, job.resourceType, job.metadata, id);
  const words = message === undefined ? {} : { message };
  move(world, id, { type: "move", to: "COMPLETED", ...words }, { createdResourceArn: created });
  const point = world.state.points.get(placed(job, job.pointArn));
  if (point !== undefined) {
    world.state.points.set(placed(job, job.pointArn), { ...point, restoredAt: world.clock.now() });
  }
  if (world.state.resources.has(placed(job, created))) return;
  const { account, region, resourceName, resourceType } = job;
  const resource = {
    account,
    region,
    arn: created,
    name: `${resourceName}-restored`,
    type: resourceType,
    tags: {},
  };
  world.state.resources.set(placed(job, created), resource);
};

const move = (
  world: World,
  id: string,
  event: LifeEvent<RestoreJobStatus>,
  known: Partial<RestoreJob> = {},
): RestoreJob | undefined => {
  const job = moveIn(world.state.restores, id, restoreMachine, event, world, known);
  if (job !== undefined && event.type === "move") world.feeds.changed(job);
  return job;
};
