// AWS Backup, asked for one job through the reader role of the account that owns it.
import {
  type BackupClient,
  DescribeBackupJobCommand,
  DescribeCopyJobCommand,
  DescribeRestoreJobCommand,
  ListRecoveryPointsByResourceCommand,
  type RecoveryPointByResource,
} from "@aws-sdk/client-backup";
import { type JobKey, severityOf } from "../backup/job.ts";
import { instant } from "../core/time.ts";
import type { BackupReader, DescribedJob } from "../ports/world.ts";
import { type AwsOptions, awsFault } from "./aws.ts";
import { readerCaller } from "./backup-clients.ts";
import { backupFacts, copyFacts, restoreFacts } from "./backup-facts.ts";

export const backupReader = (functionName: string, installId: string, aws: AwsOptions): BackupReader => {
  const call = readerCaller(functionName, installId, aws);
  return {
    async describe(job) {
      try {
        return await call(job, async (client) => withLastPoint(await describeJob(client, job), job, client));
      } catch (error) {
        throw awsFault(`Describe ${job.kind} job`, error);
      }
    },
  };
};

/** AWS gives a thousand in a page, and says nothing of their order. */
const pointsMax = 1_000;

const isThere = ({ Status }: RecoveryPointByResource): boolean =>
  Status === "COMPLETED" || Status === "AVAILABLE";

/** What there is to restore from decides how bad a failed backup is. Without it the card goes out all the same. */
const withLastPoint = async (
  described: DescribedJob,
  { kind }: JobKey,
  client: BackupClient,
): Promise<DescribedJob> => {
  const { state, facts } = described;
  const { resourceArn, createdAt } = facts;
  if (kind !== "backup" || resourceArn === undefined || severityOf(state, facts) !== "failed")
    return described;
  const command = new ListRecoveryPointsByResourceCommand({
    ResourceArn: resourceArn,
    MaxResults: pointsMax,
  });
  const listed = await client.send(command).catch(() => undefined);
  if (listed === undefined) return described;
  const times = (listed.RecoveryPoints ?? [])
    .filter(isThere)
    .flatMap(({ CreationDate }) => (CreationDate === undefined ? [] : [CreationDate.getTime()]))
    .filter((at) => createdAt === undefined || at < createdAt);
  const lastPoint = times.length === 0 ? ("none" as const) : instant(Math.max(...times));
  return { state, facts: { ...facts, lastPoint } };
};

export const describeJob = async (client: BackupClient, job: JobKey): Promise<DescribedJob> => {
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
