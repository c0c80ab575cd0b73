// Calls that start or stop a job, as CloudTrail tells of them through EventBridge: the one place where AWS says who.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/logging-using-cloudtrail.html
import { vaultNameOf } from "./arn.ts";
import { readCaller } from "./caller.ts";
import { type JobFacts, type JobKind, knownFacts } from "./job.ts";
import { type Members, membersOf, textOf } from "./members.ts";
import type { CallNotification, RefusedCall } from "./notification.ts";
import type { ThingEvent } from "./telling.ts";

interface KnownCall {
  readonly deed: CallNotification["deed"];
  readonly kind: JobKind;
  /** Where the job's id stands: in the answer of a start, in the request of a stop. */
  readonly id: string;
}

const calls: Readonly<Record<string, KnownCall>> = {
  StartBackupJob: { deed: "start", kind: "backup", id: "backupJobId" },
  StartCopyJob: { deed: "start", kind: "copy", id: "copyJobId" },
  StartRestoreJob: { deed: "start", kind: "restore", id: "restoreJobId" },
  StopBackupJob: { deed: "stop", kind: "backup", id: "backupJobId" },
};

const place = /^[\w-]{1,40}$/;
/** AWS's ids are UUIDs; a key of the table holds more, and this is no longer than what can be pressed on a card. */
const idMax = 100;

/** Reads the event, or undefined when it tells of another call, or not of a job that can be named. */
export const readCall = (
  event: Pick<ThingEvent, "source" | "detailType" | "account" | "region" | "at" | "detail">,
): CallNotification | RefusedCall | undefined => {
  const { source, detailType, account = "", region = "", at, detail } = event;
  const name = textOf(detail.eventName) ?? "";
  if (source !== "aws.backup" || detailType !== "AWS API Call via CloudTrail") return undefined;
  const known = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (known === undefined) return undefined;
  // A call that was refused has started and stopped nothing.
  if (detail.errorCode !== undefined && detail.errorCode !== null) return { type: "refused-call", name };
  const asked = membersOf(detail.requestParameters);
  const answered = membersOf(detail.responseElements);
  const id = textOf(known.deed === "start" ? answered[known.id] : asked[known.id]);
  if (id === undefined || id.length > idMax || !place.test(account) || !place.test(region)) return undefined;
  return {
    type: "call",
    deed: known.deed,
    job: { account, region, kind: known.kind, id: id.toLowerCase() },
    name,
    at,
    caller: readCaller(detail.userIdentity),
    facts: { ...factsOf(asked, known.kind), writtenId: id },
  };
};

/** A restore's metadata stays where it is: it may hold what is nobody's business. */
const factsOf = (asked: Members, kind: JobKind): JobFacts => {
  const target = textOf(asked.destinationBackupVaultArn);
  const vault = textOf(asked.backupVaultName) ?? textOf(asked.sourceBackupVaultName);
  return knownFacts({
    resourceArn: textOf(asked.resourceArn),
    resourceType: kind === "restore" ? textOf(asked.resourceType) : undefined,
    vaultName: vault?.startsWith("arn:") ? vaultNameOf(vault) : vault,
    destinationVaultArn: target,
    recoveryPointArn: textOf(asked.recoveryPointArn),
    iamRoleArn: textOf(asked.iamRoleArn),
  });
};
