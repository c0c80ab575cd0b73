// EventBridge events of AWS Backup jobs, with the traps of the real ones: `state` or `status`, sizes as
// strings, `{}` for an ARN that is not there yet, a quoted message inside a string.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
import * as z from "zod/mini";
import { parseInstant } from "../core/time.ts";
import { vaultNameOf } from "./arn.ts";
import { readCall } from "./call-event.ts";
import { type JobFacts, type JobKind, knownFacts, worseState } from "./job.ts";
import { isMembers, textOf } from "./members.ts";
import type { Delivery, Notification } from "./notification.ts";
import { readThing } from "./thing-event.ts";

const envelope = z.object({
  id: z.optional(z.string()),
  "detail-type": z.string(),
  source: z.string(),
  account: z.optional(z.string()),
  region: z.optional(z.string()),
  time: z.optional(z.string()),
  resources: z.optional(z.array(z.unknown())),
  detail: z.optional(z.unknown()),
});

const kinds: Readonly<Record<string, { readonly kind: JobKind; readonly id: string }>> = {
  "Backup Job State Change": { kind: "backup", id: "backupJobId" },
  "Copy Job State Change": { kind: "copy", id: "copyJobId" },
  "Restore Job State Change": { kind: "restore", id: "restoreJobId" },
};

/** Reads an event, or undefined when the content is not one. */
export const parseEvent = (
  content: Readonly<Record<string, unknown>>,
  delivery: Delivery,
): Notification | undefined => {
  const read = envelope.safeParse(content);
  if (!read.success) return undefined;
  const event = read.data;
  const detailType = event["detail-type"];
  const about =
    event.source === "aws.backup" && Object.hasOwn(kinds, detailType) ? kinds[detailType] : undefined;
  // Read member by member: one odd member must not cost the alert.
  const detail = isMembers(event.detail) ? event.detail : undefined;
  const at = parseInstant(event.time) ?? delivery.sentAt;
  if (about !== undefined && detail !== undefined && event.account && event.region) {
    const state = textOf(detail.state) ?? textOf(detail.status);
    const id = textOf(detail[about.id]);
    if (state !== undefined && id === undefined && state === "CREATED")
      return { type: "unnamed", detailType };
    if (state !== undefined && id !== undefined) {
      return {
        type: "job",
        feed: "eventbridge",
        job: { account: event.account, region: event.region, kind: about.kind, id: id.toLowerCase() },
        state: worseState(state, textOf(detail.status) ?? state),
        at,
        facts: {
          ...factsOf(detail, about.kind, textOf(event.resources?.[0])),
          writtenId: id,
        },
      };
    }
  }
  const told = {
    source: event.source,
    detailType,
    account: event.account,
    region: event.region,
    at,
    resources: event.resources ?? [],
    detail: detail ?? {},
  };
  const understood = readCall(told) ?? readThing(told);
  if (understood !== undefined) return understood;
  return {
    type: "raw",
    id: event.id ?? delivery.messageId,
    source: event.source,
    detailType,
    ...(event.account === undefined ? {} : { account: event.account }),
    ...(event.region === undefined ? {} : { region: event.region }),
    at,
    body: JSON.stringify(event.detail ?? content, null, 1),
  };
};

const factsOf = (
  members: Readonly<Record<string, unknown>>,
  kind: JobKind,
  firstResource: string | undefined,
): JobFacts => {
  const vaultArn = textOf(members.sourceBackupVaultArn) ?? textOf(members.backupVaultArn);
  const createdBy = isMembers(members.createdBy) ? members.createdBy : {};
  return knownFacts({
    resourceArn: textOf(members.resourceArn) ?? textOf(members.sourceResourceArn),
    resourceType: textOf(members.resourceType),
    vaultName:
      textOf(members.backupVaultName) ?? (vaultArn === undefined ? undefined : vaultNameOf(vaultArn)),
    destinationVaultArn: textOf(members.destinationBackupVaultArn),
    recoveryPointArn:
      textOf(members.recoveryPointArn) ?? textOf(members.destinationRecoveryPointArn) ?? firstResource,
    createdResourceArn: kind === "restore" ? textOf(members.createdResourceArn) : undefined,
    planId: textOf(createdBy.backupPlanId),
    startedBy: starterOf(members),
    iamRoleArn: textOf(members.iamRoleArn),
    message: messageOf(members.statusMessage),
    bytes: numberOf(members.backupSizeInBytes),
    percentDone: numberOf(members.percentDone),
    createdAt: parseInstant(textOf(members.creationDate)),
    completedAt: parseInstant(textOf(members.completionDate)),
  });
};

/** A restore test names its plan, a part of a composite job its whole. */
const starterOf = (members: Readonly<Record<string, unknown>>): JobFacts["startedBy"] => {
  if (textOf(members.restoreTestingPlanArn) !== undefined) return "restore-testing";
  return textOf(members.parentJobId) === undefined ? undefined : "job";
};

/** Backup jobs quote their message inside the string; PENDING has an empty one. */
const messageOf = (value: unknown): string | undefined => {
  const text = textOf(value)?.trim();
  const bare = text !== undefined && /^".*"$/s.test(text) ? text.slice(1, -1).trim() : text;
  return bare === "" ? undefined : bare;
};

const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
};
