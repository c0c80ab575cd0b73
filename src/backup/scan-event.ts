// Malware scans of recovery points. A scan that completed may have found something: its result counts.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
import { shortName } from "./arn.ts";
import { membersOf, textOf } from "./members.ts";
import type { ThingNotification } from "./notification.ts";
import { type ThingEvent, tellOf } from "./telling.ts";
import { worstOf } from "./thing.ts";

export const readScan = (event: ThingEvent): ThingNotification | undefined => {
  const { detail } = event;
  const said = worstOf("scan", [textOf(detail.state), textOf(detail.status)]);
  if (said === undefined) return undefined;
  const result = textOf(membersOf(detail.scanResult).scanResultStatus);
  const resource = textOf(detail.resourceArn);
  const point = textOf(detail.recoveryPointArn);
  const scanned = resource ?? point;
  return tellOf({
    feed: "eventbridge",
    kind: "scan",
    account: event.account,
    region: event.region,
    id: textOf(detail.scanJobId),
    name: scanned === undefined ? undefined : shortName(scanned),
    state: said.state,
    sense: senseWith(said.sense, result),
    at: event.at,
    facts: {
      resource: resource === undefined ? undefined : shortName(resource),
      type: textOf(detail.resourceType),
      vault: textOf(detail.backupVaultName),
      point: point === undefined ? undefined : shortName(point),
      result,
      scanner: textOf(detail.malwareScanner),
    },
    message: textOf(detail.statusMessage),
  });
};

/** A result that is neither of the two known ones makes a completed scan say nothing. */
const senseWith = (sense: string, result: string | undefined): string => {
  if (result === "THREATS_FOUND") return "threats-found";
  const isClean = result === undefined || result === "NO_THREATS_FOUND";
  return sense === "completed" && !isClean ? "unknown" : sense;
};
