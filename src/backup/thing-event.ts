// EventBridge events of things that are no jobs: which event tells of which kind of thing.
import { readBatchJob } from "./batch-job-event.ts";
import { readAlarm } from "./cloudwatch-alarm.ts";
import { readDataSync } from "./datasync-event.ts";
import type { ThingNotification } from "./notification.ts";
import { readDeletion, readIndex, readRecoveryPoint } from "./recovery-point-event.ts";
import { readScan } from "./scan-event.ts";
import { readPlan, readRegionSetting, readVault } from "./setting-event.ts";
import type { ThingEvent } from "./telling.ts";

type ReadThing = (event: ThingEvent) => ThingNotification | undefined;

/** By source and detail-type. `Recovery Point Change` stands in EventBridge's own reference. */
const readers: Readonly<Record<string, ReadThing>> = {
  "aws.backup/Recovery Point State Change": readRecoveryPoint,
  "aws.backup/Recovery Point Change": readRecoveryPoint,
  "aws.backup/Recovery Point Index State Change": readIndex,
  "aws.backup/Backup Vault State Change": readVault,
  "aws.backup/Backup Plan State Change": readPlan,
  "aws.backup/Region Setting State Change": readRegionSetting,
  "aws.backup/Scan Job State Change": readScan,
  "aws.backup/AWS API Call via CloudTrail": readDeletion,
  "aws.s3/AWS Service Event via CloudTrail": readBatchJob,
  "aws.datasync/DataSync Task Execution State Change": readDataSync,
  "aws.cloudwatch/CloudWatch Alarm State Change": readAlarm,
};

/** Reads the event, or undefined when it is not of the shape that AWS documents. */
export const readThing = (event: ThingEvent): ThingNotification | undefined => {
  const name = `${event.source}/${event.detailType}`;
  return Object.hasOwn(readers, name) ? readers[name]?.(event) : undefined;
};
