// AWS Backup, read through the reader role of the account that owns the job.
import {
  BackupClient,
  type CopyJob,
  DescribeBackupJobCommand,
  type DescribeBackupJobCommandOutput,
  DescribeCopyJobCommand,
  DescribeRestoreJobCommand,
  type DescribeRestoreJobCommandOutput,
} from "@aws-sdk/client-backup";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { partitionOf, vaultNameOf } from "../backup/arn.ts";
import { type JobFacts, type JobKey, knownFacts } from "../backup/job.ts";
import { readerRoleName } from "../config/names.ts";
import { instant } from "../core/time.ts";
import type { BackupReader, DescribedJob } from "../ports/world.ts";
import { type AwsCredentials, type AwsOptions, awsFault, clientOptions } from "./aws.ts";

/** Credentials are asked anew this long before they end, measured on the real clock, as STS does. */
const renewBeforeMs = 5 * 60_000;
const sessionSeconds = 3_600;

export const backupReader = (installId: string, aws: AwsOptions): BackupReader => {
  const credentialsFor = readerCredentials(installId, aws);
  const clients = new Map<string, { readonly client: BackupClient; readonly credentials: AwsCredentials }>();

  const clientFor = async ({ account, region }: JobKey): Promise<BackupClient> => {
    const credentials = await credentialsFor(account);
    const name = `${account}/${region}`;
    const known = clients.get(name);
    if (known?.credentials === credentials) return known.client;
    const client = new BackupClient(clientOptions({ ...aws, region, credentials }));
    clients.set(name, { client, credentials });
    return client;
  };

  return {
    async describe(job) {
      try {
        return await describeJob(await clientFor(job), job);
      } catch (error) {
        throw awsFault(`Describe ${job.kind} job`, error);
      }
    },
  };
};

const readerCredentials = (installId: string, aws: AwsOptions) => {
  const sts = new STSClient(clientOptions(aws));
  const known = new Map<string, { readonly credentials: AwsCredentials; readonly until: number }>();
  return async (account: string): Promise<AwsCredentials> => {
    const held = known.get(account);
    if (held !== undefined && held.until - renewBeforeMs > Date.now()) return held.credentials;
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:${partitionOf(aws.region)}:iam::${account}:role/${readerRoleName}`,
        RoleSessionName: "stillpoint-events",
        ExternalId: installId,
        DurationSeconds: sessionSeconds,
      }),
    );
    if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) {
      throw new Error("AssumeRole answered without credentials");
    }
    const credentials = {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
    };
    known.set(account, { credentials, until: Date.now() + sessionSeconds * 1000 });
    return credentials;
  };
};

const describeJob = async (client: BackupClient, job: JobKey): Promise<DescribedJob> => {
  switch (job.kind) {
    case "backup": {
      const answer = await client.send(new DescribeBackupJobCommand({ BackupJobId: job.id }));
      return { state: answer.State ?? "", facts: backupFacts(answer) };
    }
    case "copy": {
      const { CopyJob: answer } = await client.send(new DescribeCopyJobCommand({ CopyJobId: job.id }));
      return { state: answer?.State ?? "", facts: copyFacts(answer ?? {}) };
    }
    case "restore": {
      const answer = await client.send(new DescribeRestoreJobCommand({ RestoreJobId: job.id }));
      return { state: answer.Status ?? "", facts: restoreFacts(answer) };
    }
  }
};

/** What AWS says of a backup job and of a copy job in the same words. */
type Told = Pick<
  DescribeBackupJobCommandOutput & CopyJob,
  | "ResourceArn"
  | "ResourceType"
  | "IamRoleArn"
  | "StatusMessage"
  | "BackupSizeInBytes"
  | "CreationDate"
  | "CompletionDate"
> &
  Partial<Pick<CopyJob, "ResourceName" | "CreatedBy" | "MessageCategory">>;

const commonFacts = (job: Told) => ({
  resourceArn: job.ResourceArn,
  resourceName: job.ResourceName,
  resourceType: job.ResourceType,
  planId: job.CreatedBy?.BackupPlanId,
  planName: job.CreatedBy?.BackupPlanName,
  ruleName: job.CreatedBy?.BackupRuleName,
  iamRoleArn: job.IamRoleArn,
  message: bare(job.StatusMessage),
  category: job.MessageCategory,
  bytes: job.BackupSizeInBytes,
  createdAt: job.CreationDate && instant(job.CreationDate.getTime()),
  completedAt: job.CompletionDate && instant(job.CompletionDate.getTime()),
});

const backupFacts = (job: DescribeBackupJobCommandOutput): JobFacts =>
  knownFacts({
    ...commonFacts(job),
    vaultName: job.BackupVaultName,
    recoveryPointArn: job.RecoveryPointArn,
    percentDone: percent(job.PercentDone),
  });

const copyFacts = (job: CopyJob): JobFacts =>
  knownFacts({
    ...commonFacts(job),
    vaultName: job.SourceBackupVaultArn && vaultNameOf(job.SourceBackupVaultArn),
    destinationVaultArn: job.DestinationBackupVaultArn,
    recoveryPointArn: job.DestinationRecoveryPointArn,
  });

const restoreFacts = (job: DescribeRestoreJobCommandOutput): JobFacts =>
  knownFacts({
    ...commonFacts({ ...job, ResourceArn: job.SourceResourceArn, CreatedBy: undefined }),
    vaultName: job.BackupVaultArn && vaultNameOf(job.BackupVaultArn),
    recoveryPointArn: job.RecoveryPointArn,
    createdResourceArn: job.CreatedResourceArn,
    percentDone: percent(job.PercentDone),
  });

/** AWS may quote its message or leave it empty; either way it is no message then. */
const bare = (message: string | undefined): string | undefined =>
  message
    ?.trim()
    .replace(/^"(.*)"$/s, "$1")
    .trim() || undefined;

/** "37.5" or "37.5%". */
const percent = (text: string | undefined): number | undefined => {
  const number = Number.parseFloat(text ?? "");
  return Number.isFinite(number) ? number : undefined;
};
