// AWS Backup's vault notifications: attributes first, then prose that drifts from year to year. The texts
// found so far: https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
import { parseInstant } from "../core/time.ts";
import { parseArn } from "./arn.ts";
import type { JobFacts, JobKind } from "./job.ts";
import type { Delivery, JobNotification } from "./notification.ts";
import { saysFailed } from "./reason.ts";

/** `COPY_JOB` was seen in the field; `RESTORE_JOB` is unverified and follows the same form. */
const kinds: Readonly<Record<string, JobKind>> = {
  BACKUP_JOB: "backup",
  COPY_JOB: "copy",
  RESTORE_JOB: "restore",
};

/** An ARN may hold dots (bucket names), so it ends at white space or at a full stop that ends a sentence. */
const resourceArn = /(?:Backed up |Restored )?Resource ARN\s*:\s*(\S+?)(?=\.(?:\s|$)|\s|$)/i;
const recoveryPointArn = /Recovery point ARN\s*:\s*(\S+?)(?=\.(?:\s|$)|\s|$)/i;

/** Reads a message about a job, or undefined when it is about something else. */
export const parseVaultMessage = (
  message: Delivery,
  topicArn: string | undefined,
): JobNotification | undefined => {
  const { EventType: eventType, State: state, Id: id, AccountId: account } = message.attributes;
  const kind = eventType !== undefined && Object.hasOwn(kinds, eventType) ? kinds[eventType] : undefined;
  if (kind === undefined || !state || !id || !account) return undefined;
  const resource = resourceArn.exec(message.body)?.[1];
  const region = parseArn(topicArn ?? "")?.region ?? parseArn(resource ?? "")?.region;
  if (!region) return undefined;
  return {
    type: "job",
    feed: "sns",
    job: { account, region, kind, id: id.toLowerCase() },
    state,
    at: message.sentAt,
    facts: factsOf(message, state, resource),
  };
};

const factsOf = (message: Delivery, state: string, resource: string | undefined): JobFacts => {
  const recoveryPoint = recoveryPointArn.exec(message.body)?.[1];
  const createdAt = parseInstant(message.attributes.StartTime);
  // The copy text says "was completed but was failed": a COMPLETED whose own words complain is not good.
  const contradicts = state === "COMPLETED" && saysFailed(message.body);
  return {
    ...(message.attributes.Id === undefined ? {} : { writtenId: message.attributes.Id }),
    ...(resource === undefined ? {} : { resourceArn: resource }),
    ...(recoveryPoint === undefined ? {} : { recoveryPointArn: recoveryPoint }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(contradicts ? { message: message.body } : {}),
  };
};
