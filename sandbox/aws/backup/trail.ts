// What CloudTrail tells EventBridge of calls to AWS Backup that start or stop a job: who called, what for, what came of it.
// Members are written as CloudTrail writes them, with a small first letter; where an account has no trail, nothing is told.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
import { randomUUID } from "node:crypto";
import type * as backup from "@aws-sdk/client-backup";
import type { WorldClock } from "../../clock.ts";
import { AwsError, type Call, type Handlers } from "../service.ts";
import type { BackupEvent } from "./feeds.ts";

export interface TrailOptions {
  readonly clock: WorldClock;
  readonly emit: (event: BackupEvent) => void;
  /** Whether the accounts have a trail at this moment. */
  readonly hasTrail: () => boolean;
}

const recorded = ["StartBackupJob", "StartCopyJob", "StartRestoreJob", "StopBackupJob"] as const;

type Handler = (input: object, call: Call) => object | Promise<object>;

/** The same handlers; of those that start and stop jobs, each call is told once it was answered or refused. */
export const withTrail = (
  handlers: Handlers<typeof backup>,
  options: TrailOptions,
): Handlers<typeof backup> => {
  const told = recorded.flatMap((name) => {
    const handler = handlers[name] as Handler | undefined;
    return handler === undefined ? [] : [[name, onTrail(name, handler, options)] as const];
  });
  return { ...handlers, ...Object.fromEntries(told) };
};

const onTrail =
  (name: string, handler: Handler, options: TrailOptions): Handler =>
  async (input, call) => {
    try {
      const output = await handler(input, call);
      tell(name, call, { requestParameters: askedOf(input), responseElements: written(output) }, options);
      return output;
    } catch (error) {
      if (error instanceof AwsError) {
        const { name: errorCode, message: errorMessage } = error;
        const refused = {
          requestParameters: askedOf(input),
          responseElements: null,
          errorCode,
          errorMessage,
        };
        tell(name, call, refused, options);
      }
      throw error;
    }
  };

const tell = (
  eventName: string,
  call: Call,
  said: Readonly<Record<string, unknown>>,
  { clock, emit, hasTrail }: TrailOptions,
): void => {
  if (!hasTrail()) return;
  const { account, region, requestId } = call;
  const time = new Date(clock.now()).toISOString().replace(/\.\d+Z$/, "Z");
  emit({
    source: "aws.backup",
    detailType: "AWS API Call via CloudTrail",
    account,
    region,
    time,
    resources: [],
    detail: {
      eventVersion: "1.11",
      userIdentity: identityOf(call),
      eventTime: time,
      eventSource: "backup.amazonaws.com",
      eventName,
      awsRegion: region,
      sourceIPAddress: "203.0.113.7",
      userAgent: "AWS Internal",
      ...said,
      requestID: requestId,
      eventID: randomUUID(),
      readOnly: false,
      eventType: "AwsApiCall",
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: "Management",
    },
  });
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
const identityOf = ({ principal: arn, account: accountId, sourceIdentity }: Call) => {
  const [kind = "", name = "", session = ""] = (arn.split(":").at(-1) ?? "").split("/");
  if (kind === "root") return { type: "Root", principalId: accountId, arn, accountId };
  if (kind !== "assumed-role")
    return { type: "IAMUser", principalId: `AIDA${accountId}`, arn, accountId, userName: name };
  const issuer = `arn:aws:iam::${accountId}:role/${name}`;
  return {
    type: "AssumedRole",
    principalId: `AROA${accountId}:${session}`,
    arn,
    accountId,
    sessionContext: {
      sessionIssuer: { type: "Role", arn: issuer, accountId, userName: name },
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    },
  };
};

/** What is nobody's business is not written down. */
const askedOf = (input: object) => ({
  ...written(input),
  ...("Metadata" in input ? { metadata: "HIDDEN_DUE_TO_SECURITY_REASONS" } : {}),
});

const written = (members: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(members)
      .filter(([name, value]) => value !== undefined && name !== "$metadata")
      .map(([name, value]) => [
        name.slice(0, 1).toLowerCase() + name.slice(1),
        value instanceof Date ? value.toISOString() : value,
      ]),
  );
