// Vault messages that tell of no job's state: indexes, recovery points, and objects of EKS and S3 that failed. They
// carry no `State`, EKS writes `eventType` with a small e, and S3's were never seen in print, so they are read by
// whatever names fit. https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
import { parseArn, shortName } from "./arn.ts";
import type { Delivery, JobNotification, ThingNotification } from "./notification.ts";
import { objectNamed } from "./objects.ts";
import { tellOf } from "./telling.ts";
import { worstOf } from "./thing.ts";

const index = /^RECOVERY_POINT_INDEX(?:ING)?_(COMPLETED|DELETED|FAILED)$/;
const s3Object = /^S3_(BACKUP|RESTORE)_OBJECT_FAILED$/;
const eksObject = /^EKS_(BACKUP|RESTORE)_OBJECT_(FAILED|SKIPPED)$/;

const pointInText = /recovery point arn\s*:\s*(\S+?)(?=\.(?:\s|$)|\s|$)/i;
const jobInText = /(?:backup|restore) ?job id\s*:\s*([\w-]{1,64})/i;
const objectInText = /object(?: key| name)?\s*:\s*(\S+?)(?=\.(?:\s|$)|\s|$)/i;
const jobId = /^[\w-]{1,64}$/;

type Said = Delivery["attributes"];

/** Reads the message, or undefined when it is about something else. */
export const parseVaultThing = (
  message: Delivery,
  topicArn: string | undefined,
): ThingNotification | JobNotification | undefined => {
  const said = message.attributes;
  const eventType = one(said, "EventType", "eventType");
  if (eventType === undefined) return undefined;
  const topic = parseArn(topicArn ?? "");
  const place: Place = {
    account: one(said, "AccountId", "accountId") ?? topic?.account,
    region: topic?.region,
  };
  const indexed = index.exec(eventType);
  if (indexed !== null) return readIndex(message, place, indexed[1] ?? "");
  if (s3Object.test(eventType)) return readS3Object(message, place, eventType);
  if (eksObject.test(eventType)) return readEksObject(message, place, eventType);
  if (eventType === "RECOVERY_POINT_MODIFIED") return readPoint(message, place, eventType, "modified");
  if (eventType === "CONTINUOUS_BACKUP_INTERRUPTED") return readPoint(message, place, eventType, "stopped");
  return undefined;
};

interface Place {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** What the event's name says of the index, beside `IndexStatus`: the worse counts. */
const indexWords: Readonly<Record<string, string>> = {
  COMPLETED: "ACTIVE",
  DELETED: "DELETED",
  FAILED: "FAILED",
};

const readIndex = (message: Delivery, place: Place, ended: string): ThingNotification | undefined => {
  const arn = one(message.attributes, "RecoveryPointArn") ?? pointInText.exec(message.body)?.[1];
  const said = worstOf("index", [one(message.attributes, "IndexStatus"), indexWords[ended]]);
  if (arn === undefined || said === undefined) return undefined;
  return tellOf({
    feed: "sns",
    kind: "index",
    ...placeOf(place, arn),
    id: arn,
    name: shortName(arn),
    ...said,
    at: message.sentAt,
    facts: { point: shortName(arn) },
    message: message.body,
  });
};

const readPoint = (
  message: Delivery,
  place: Place,
  state: string,
  sense: string,
): ThingNotification | undefined => {
  const arn = one(message.attributes, "RecoveryPointArn") ?? pointInText.exec(message.body)?.[1];
  if (arn === undefined) return undefined;
  return tellOf({
    feed: "sns",
    kind: "recovery-point",
    ...placeOf(place, arn),
    id: arn,
    name: shortName(arn),
    state,
    sense,
    at: message.sentAt,
    facts: { point: shortName(arn) },
    message: message.body,
  });
};

const readEksObject = (message: Delivery, place: Place, state: string): ThingNotification | undefined => {
  const said = message.attributes;
  const job = one(said, "backupJobId", "restoreJobId") ?? jobInText.exec(message.body)?.[1];
  const cluster = one(said, "clusterName");
  const resource = [one(said, "resourceType"), one(said, "resourceName")].filter(Boolean).join(" ");
  return tellOf({
    feed: "sns",
    kind: "eks-object",
    account: place.account,
    region: place.region,
    id: job?.toLowerCase(),
    name: cluster,
    state,
    sense: state.replace(/^EKS_(\w+)_OBJECT_(\w+)$/, "$1-$2").toLowerCase(),
    at: message.sentAt,
    facts: { cluster, job },
    message: one(said, "reason"),
    objects: [objectNamed(resource === "" ? message.body : resource, one(said, "reason"))],
  });
};

/** An object that failed belongs to its job, which was running then: its end is told in its own message. */
const readS3Object = (message: Delivery, place: Place, eventType: string): JobNotification | undefined => {
  const said = message.attributes;
  const named = one(
    said,
    "backupJobId",
    "restoreJobId",
    "BackupJobId",
    "RestoreJobId",
    "JobId",
    "jobId",
    "Id",
  );
  const id = named ?? jobInText.exec(message.body)?.[1];
  const { account, region } = placeOf(place, "");
  if (id === undefined || !jobId.test(id) || !account || !region) return undefined;
  const object =
    one(said, "objectKey", "ObjectKey", "resourceName", "ResourceName", "key", "Key") ??
    objectInText.exec(message.body)?.[1];
  return {
    type: "job",
    feed: "sns",
    job: {
      account,
      region,
      kind: eventType.startsWith("S3_BACKUP") ? "backup" : "restore",
      id: id.toLowerCase(),
    },
    state: "RUNNING",
    at: message.sentAt,
    facts: {
      writtenId: id,
      failedObjects: [objectNamed(object ?? message.body, one(said, "reason", "Reason"))],
    },
  };
};

const placeOf = ({ account, region }: Place, arn: string): Place => {
  const own = parseArn(arn);
  return {
    account: account ?? own?.account,
    region: region ?? (own?.region === "" ? undefined : own?.region),
  };
};

/** The first attribute of these names that says something. */
const one = (said: Said, ...names: readonly string[]): string | undefined =>
  names.map((name) => said[name]).find((value) => value !== undefined && value.trim() !== "");
