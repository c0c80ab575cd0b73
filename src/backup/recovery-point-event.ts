// Recovery points and their indexes, as events tell of them.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
import { parseArn, shortName, vaultNameOf } from "./arn.ts";
import { membersOf, textOf } from "./members.ts";
import type { ThingNotification } from "./notification.ts";
import { type ThingEvent, tellOf } from "./telling.ts";
import { worstOf } from "./thing.ts";

/** `deletedBy` of a person; a lifecycle deletes by another word. */
const byHand = /manual/i;

export const readRecoveryPoint = (event: ThingEvent): ThingNotification | undefined => {
  const { detail } = event;
  const arn = textOf(detail.recoveryPointArn) ?? textOf(event.resources[0]);
  const said = worstOf("recovery-point", [textOf(detail.status), textOf(detail.state)]);
  if (arn === undefined || said === undefined) return undefined;
  const how = textOf(detail.deletedBy);
  const isDeleted = said.sense === "deleted" || said.sense === "deleting";
  const isByHand = isDeleted && how !== undefined && byHand.test(how);
  return tellOf({
    feed: "eventbridge",
    kind: "recovery-point",
    account: event.account,
    region: event.region,
    id: arn,
    name: nameOf(textOf(detail.resourceArn), arn),
    state: said.state,
    sense: isByHand ? "deleted-by-hand" : said.sense,
    at: event.at,
    facts: {
      ...factsOf(event, arn),
      by: whoOf(detail.userIdentity),
      how,
      deletes: textOf(membersOf(detail.calculatedLifeCycle ?? detail.calculatedLifecycle).deleteAt),
    },
    message: textOf(detail.statusMessage),
  });
};

/** CloudTrail tells who deleted a recovery point; AWS Backup's own event does not. A refused call deleted nothing. */
export const readDeletion = (event: ThingEvent): ThingNotification | undefined => {
  const { detail } = event;
  if (detail.eventName !== "DeleteRecoveryPoint" || detail.errorCode !== undefined) return undefined;
  const asked = membersOf(detail.requestParameters);
  const arn = textOf(asked.recoveryPointArn);
  if (arn === undefined) return undefined;
  return tellOf({
    feed: "eventbridge",
    kind: "recovery-point",
    account: event.account,
    region: event.region,
    id: arn,
    name: nameOf(undefined, arn),
    state: "DeleteRecoveryPoint",
    sense: "deleted-by-hand",
    at: event.at,
    facts: {
      vault: textOf(asked.backupVaultName),
      point: shortName(arn),
      by: whoOf(detail.userIdentity),
    },
  });
};

export const readIndex = (event: ThingEvent): ThingNotification | undefined => {
  const { detail } = event;
  const arn = textOf(detail.recoveryPointArn) ?? textOf(event.resources[0]);
  const said = worstOf("index", [textOf(detail.indexStatus), textOf(detail.status), textOf(detail.state)]);
  if (arn === undefined || said === undefined) return undefined;
  return tellOf({
    feed: "eventbridge",
    kind: "index",
    account: event.account,
    region: event.region,
    id: arn,
    name: nameOf(textOf(detail.sourceResourceArn), arn),
    ...said,
    at: event.at,
    facts: factsOf(event, arn),
    message: textOf(detail.indexStatusMessage),
  });
};

const factsOf = ({ detail }: ThingEvent, point: string) => {
  const resource = textOf(detail.resourceArn) ?? textOf(detail.sourceResourceArn);
  return {
    resource: resource === undefined ? undefined : shortName(resource),
    type: textOf(detail.resourceType),
    vault: textOf(detail.backupVaultName) ?? vaultIn(textOf(detail.backupVaultArn)),
    point: shortName(point),
    plan: textOf(detail.backupPlanName) ?? textOf(membersOf(detail.createdBy).backupPlanId),
  };
};

/** An index event names a pod of AWS's own where others name the vault. */
const vaultIn = (arn: string | undefined): string | undefined =>
  arn !== undefined && parseArn(arn)?.resource.startsWith("backup-vault:") ? vaultNameOf(arn) : undefined;

const nameOf = (resourceArn: string | undefined, pointArn: string): string =>
  shortName(resourceArn ?? pointArn);

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
const whoOf = (identity: unknown): string | undefined => {
  const { arn, userName, principalId, invokedBy } = membersOf(identity);
  return textOf(arn) ?? textOf(userName) ?? textOf(principalId) ?? textOf(invokedBy);
};
