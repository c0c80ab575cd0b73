// AWS Backup, asked for one job through the reader role of the account that owns it.
import {
  type BackupClient,
  DescribeBackupJobCommand,
  DescribeCopyJobCommand,
  DescribeRestoreJobCommand,
} from "@aws-sdk/client-backup";
import type { JobKey } from "../backup/job.ts";
import type { BackupReader, DescribedJob } from "../ports/world.ts";
import { type AwsOptions, awsFault } from "./aws.ts";
import { readerCaller } from "./backup-clients.ts";
import { backupFacts, copyFacts, restoreFacts } from "./backup-facts.ts";

export const backupReader = (functionName: string, installId: string, aws: AwsOptions): BackupReader => {
  const call = readerCaller(functionName, installId, aws);
  return {
    async describe(job) {
      try {
        return await call(job, (client) => describeJob(client, job));
      } catch (error) {
        throw awsFault(`Describe ${job.kind} job`, error);
      }
    },
  };
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
