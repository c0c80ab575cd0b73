// The calls that act on AWS Backup, through the operator role of each account. Each is made once: whether it is made again
// is decided by whoever asked, who knows whether it may.
import {
  BackupClient,
  StartBackupJobCommand,
  StartCopyJobCommand,
  StartRestoreJobCommand,
  StopBackupJobCommand,
} from "@aws-sdk/client-backup";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { partitionOf } from "../backup/arn.ts";
import { operatorRoleName } from "../config/names.ts";
import { Fault } from "../core/errors.ts";
import { instant } from "../core/time.ts";
import type { Operator, OperatorAnswer, OperatorCall, OperatorSession } from "../ports/operator.ts";
import { type AwsCredentials, type AwsOptions, actFault, clientOptions } from "./aws.ts";

/** The shortest that STS gives. */
const sessionSeconds = 900;
const renewBeforeMs = 60_000;
const timeoutDefaultMs = 10_000;

interface OperatorOptions extends AwsOptions {
  readonly timeoutMs?: number;
}

export const backupOperator = (installId: string, options: OperatorOptions): Operator => {
  const { timeoutMs = timeoutDefaultMs, ...aws } = options;
  const session = operatorSession(installId, aws, timeoutMs);
  const send = async (account: string, region: string, call: OperatorCall, as: OperatorSession) => {
    const credentials = await session.begin(account, as);
    const client = new BackupClient(once({ ...aws, region, credentials }));
    try {
      return await act(client, call, within(timeoutMs));
    } catch (error) {
      throw actFault(call.operation, error);
    }
  };
  return {
    async call({ account, region }, call, as) {
      const isKept = session.isKept(account, as);
      try {
        return await send(account, region, call, as);
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== "aws-unavailable") throw error;
        session.end();
        if (!isKept) throw error;
      }
      // The session had ended before its time, and AWS did not look at what was signed with it.
      return send(account, region, call, as);
    },
  };
};

const once = (aws: AwsOptions) => ({ ...clientOptions(aws), maxAttempts: 1 });

/** However far the call came: the time for one answer is longer than what a client has by itself. */
const within = (timeoutMs: number) => ({
  requestTimeout: timeoutMs,
  abortSignal: AbortSignal.timeout(timeoutMs),
});

const act = async (
  client: BackupClient,
  call: OperatorCall,
  http: ReturnType<typeof within>,
): Promise<OperatorAnswer> => {
  switch (call.operation) {
    case "StartBackupJob": {
      const told = await client.send(new StartBackupJobCommand(call.input), http);
      return answerOf(told.BackupJobId, told.CreationDate, told.RecoveryPointArn);
    }
    case "StartCopyJob": {
      const told = await client.send(new StartCopyJobCommand(call.input), http);
      return answerOf(told.CopyJobId, told.CreationDate);
    }
    case "StartRestoreJob": {
      const told = await client.send(new StartRestoreJobCommand(call.input), http);
      return answerOf(told.RestoreJobId);
    }
    case "StopBackupJob":
      await client.send(new StopBackupJobCommand(call.input), http);
      return {};
  }
};

const answerOf = (jobId?: string, createdAt?: Date, recoveryPointArn?: string): OperatorAnswer => ({
  ...(jobId === undefined ? {} : { jobId }),
  ...(createdAt === undefined ? {} : { createdAt: instant(createdAt.getTime()) }),
  ...(recoveryPointArn === undefined ? {} : { recoveryPointArn }),
});

/** Of one request only: another one's session has another name, and CloudTrail would tell a lie. */
const operatorSession = (installId: string, aws: AwsOptions, timeoutMs: number) => {
  const sts = new STSClient(once(aws));
  let held:
    | { readonly name: string; readonly credentials: AwsCredentials; readonly until: number }
    | undefined;
  const nameOf = (account: string, { request, requester }: OperatorSession): string =>
    JSON.stringify([account, request, requester]);
  const isKept = (account: string, as: OperatorSession): boolean =>
    held?.name === nameOf(account, as) && held.until - renewBeforeMs > Date.now();
  const begin = async (account: string, as: OperatorSession): Promise<AwsCredentials> => {
    if (held !== undefined && isKept(account, as)) return held.credentials;
    const command = new AssumeRoleCommand({
      RoleArn: `arn:${partitionOf(aws.region)}:iam::${account}:role/${operatorRoleName}`,
      RoleSessionName: as.request,
      SourceIdentity: as.requester,
      ExternalId: installId,
      DurationSeconds: sessionSeconds,
    });
    const { Credentials: given } = await sts.send(command, within(timeoutMs)).catch((error: unknown) => {
      throw beforeTheCall(actFault("AssumeRole", error));
    });
    if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) {
      throw new Error("AssumeRole answered without credentials");
    }
    const credentials = {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
    };
    held = { name: nameOf(account, as), credentials, until: Date.now() + sessionSeconds * 1000 };
    return credentials;
  };
  const end = (): void => {
    held = undefined;
  };
  return { begin, end, isKept };
};

/** Whatever became of the question for credentials, the call itself was never made. */
const beforeTheCall = (fault: Fault): Fault =>
  fault.code === "aws-unknown"
    ? new Fault("aws-unavailable", fault.message, { retryable: true, cause: fault.cause })
    : fault;
