// AWS Backup, asked for lists through the reader role of each account.
import {
  type BackupClient,
  type BackupJob,
  type BackupVaultListMember,
  type CopyJob,
  DescribeBackupVaultCommand,
  type DescribeBackupVaultCommandOutput,
  DescribeRecoveryPointCommand,
  type DescribeRecoveryPointCommandOutput,
  ListBackupJobsCommand,
  ListBackupVaultsCommand,
  ListCopyJobsCommand,
  ListProtectedResourcesCommand,
  ListRecoveryPointsByResourceCommand,
  ListRestoreJobsCommand,
  type ProtectedResource,
  type RecoveryPointByResource,
  type RestoreJobsListMember,
} from "@aws-sdk/client-backup";
import { shortName } from "../backup/arn.ts";
import { isEnd } from "../backup/job.ts";
import type { Expiry, RecoveryPoint } from "../backup/recovery-point.ts";
import type { Resource } from "../backup/resource.ts";
import type { DescribedVault, Vault } from "../backup/vault.ts";
import { instant } from "../core/time.ts";
import type { Catalog, JobQuery, Listed, ListedJob, Place } from "../ports/world.ts";
import { type AwsOptions, awsFault } from "./aws.ts";
import { describeJob } from "./backup.ts";
import { readerCaller } from "./backup-clients.ts";
import { backupFacts, copyFacts, lifecycleFact, restoreFacts } from "./backup-facts.ts";

/** The most that AWS Backup gives in one page. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html */
const pageMax = 1_000;

export const backupCatalog = (functionName: string, installId: string, aws: AwsOptions): Catalog => {
  const call = readerCaller(functionName, installId, aws);

  const asked = async <Answer>(
    what: string,
    place: Place,
    ask: (client: BackupClient) => Promise<Answer>,
  ): Promise<Answer> => {
    try {
      return await call(place, ask);
    } catch (error) {
      throw awsFault(what, error);
    }
  };

  return {
    jobs: (place, query, max) =>
      asked(`List ${query.kind} jobs`, place, (client) => listJobs(client, place, query, max)),
    job: (key) =>
      asked(`Describe ${key.kind} job`, key, async (client) => ({
        job: key,
        ...(await describeJob(client, key)),
      })),
    resources: (place, max) =>
      asked("ListProtectedResources", place, (client) =>
        pages(max, async (MaxResults, NextToken) => {
          const answer = await client.send(new ListProtectedResourcesCommand({ MaxResults, NextToken }));
          return { items: (answer.Results ?? []).flatMap(resourceOf), next: answer.NextToken };
        }),
      ),
    points: (place, ResourceArn, max) =>
      asked("ListRecoveryPointsByResource", place, (client) =>
        pages(max, async (MaxResults, NextToken) => {
          const command = new ListRecoveryPointsByResourceCommand({ ResourceArn, MaxResults, NextToken });
          const answer = await client.send(command);
          return { items: (answer.RecoveryPoints ?? []).map(pointOf), next: answer.NextToken };
        }),
      ),
    point: (place, BackupVaultName, RecoveryPointArn) =>
      asked("DescribeRecoveryPoint", place, async (client) =>
        describedPoint(
          await client.send(new DescribeRecoveryPointCommand({ BackupVaultName, RecoveryPointArn })),
        ),
      ),
    vaults: (place, max) =>
      asked("ListBackupVaults", place, (client) =>
        pages(max, async (MaxResults, NextToken) => {
          const answer = await client.send(new ListBackupVaultsCommand({ MaxResults, NextToken }));
          return { items: (answer.BackupVaultList ?? []).map(vaultOf), next: answer.NextToken };
        }),
      ),
    vault: (place, BackupVaultName) =>
      asked("DescribeBackupVault", place, async (client) =>
        describedVault(await client.send(new DescribeBackupVaultCommand({ BackupVaultName }))),
      ),
    unfinished: (place, resourceArn, createdAfter) =>
      asked("List unfinished jobs", place, async (client) => {
        const listed = await Promise.all(
          (["backup", "copy"] as const).map((kind) =>
            listJobs(client, place, { kind, resourceArn, createdAfter }, pageMax),
          ),
        );
        return newestFirst(listed.flatMap(({ items }) => items.filter(({ state }) => !isEnd(state))));
      }),
  };
};

/** Page after page, until `max` are there or AWS has no more. */
const pages = async <Thing>(
  max: number,
  ask: (
    size: number,
    token: string | undefined,
  ) => Promise<{ readonly items: readonly Thing[]; readonly next: string | undefined }>,
): Promise<Listed<Thing>> => {
  const items: Thing[] = [];
  let token: string | undefined;
  do {
    const page = await ask(Math.min(pageMax, max - items.length), token);
    items.push(...page.items);
    token = page.next;
  } while (token !== undefined && items.length < max);
  return { items: items.slice(0, max), isCut: token !== undefined || items.length > max };
};

const listJobs = async (
  client: BackupClient,
  place: Place,
  query: JobQuery,
  max: number,
): Promise<Listed<ListedJob>> => {
  const { resourceArn, createdAfter, createdBefore } = query;
  const common = {
    ByCreatedAfter: new Date(createdAfter),
    ...(createdBefore === undefined ? {} : { ByCreatedBefore: new Date(createdBefore) }),
  };
  const byArn = resourceArn === undefined ? {} : { ByResourceArn: resourceArn };
  const listed = await pages<ListedJob>(max, async (MaxResults, NextToken) => {
    switch (query.kind) {
      case "backup": {
        const answer = await client.send(
          new ListBackupJobsCommand({ ...common, ...byArn, MaxResults, NextToken }),
        );
        return { items: (answer.BackupJobs ?? []).flatMap(backupJob(place)), next: answer.NextToken };
      }
      case "copy": {
        const answer = await client.send(
          new ListCopyJobsCommand({ ...common, ...byArn, MaxResults, NextToken }),
        );
        return { items: (answer.CopyJobs ?? []).flatMap(copyJob(place)), next: answer.NextToken };
      }
      case "restore": {
        // Restore jobs are found by what they made, never by what they came from: that is looked at here.
        const answer = await client.send(new ListRestoreJobsCommand({ ...common, MaxResults, NextToken }));
        const items = (answer.RestoreJobs ?? []).flatMap(restoreJob(place));
        const isMeant = ({ facts }: ListedJob) =>
          resourceArn === undefined ||
          facts.resourceArn === resourceArn ||
          facts.createdResourceArn === resourceArn;
        return { items: items.filter(isMeant), next: answer.NextToken };
      }
    }
  });
  return { ...listed, items: newestFirst(listed.items) };
};

const newestFirst = (jobs: readonly ListedJob[]): readonly ListedJob[] =>
  [...jobs].sort((left, right) => (right.facts.createdAt ?? 0) - (left.facts.createdAt ?? 0));

/** The account that AWS names is the owner; in an organisation it may be another one than was asked. */
const keyed = (place: Place, kind: ListedJob["job"]["kind"], id: string | undefined, account?: string) =>
  id === undefined
    ? undefined
    : { account: account ?? place.account, region: place.region, kind, id: id.toLowerCase() };

const backupJob =
  (place: Place) =>
  (told: BackupJob): readonly ListedJob[] => {
    const job = keyed(place, "backup", told.BackupJobId, told.AccountId);
    const facts = { ...backupFacts(told), ...writtenId(told.BackupJobId) };
    return job === undefined ? [] : [{ job, state: told.State ?? "", facts }];
  };

const copyJob =
  (place: Place) =>
  (told: CopyJob): readonly ListedJob[] => {
    const job = keyed(place, "copy", told.CopyJobId, told.AccountId);
    const facts = { ...copyFacts(told), ...writtenId(told.CopyJobId) };
    return job === undefined ? [] : [{ job, state: told.State ?? "", facts }];
  };

const restoreJob =
  (place: Place) =>
  (told: RestoreJobsListMember): readonly ListedJob[] => {
    const job = keyed(place, "restore", told.RestoreJobId, told.AccountId);
    const facts = { ...restoreFacts(told), ...writtenId(told.RestoreJobId) };
    return job === undefined ? [] : [{ job, state: told.Status ?? "", facts }];
  };

const writtenId = (id: string | undefined) => (id === undefined ? {} : { writtenId: id });

const resourceOf = (told: ProtectedResource): readonly Resource[] => {
  const { ResourceArn: arn, ResourceName: name, ResourceType: type = "", LastBackupTime: last } = told;
  if (arn === undefined) return [];
  const lastBackup = last === undefined ? {} : { lastBackupAt: instant(last.getTime()) };
  return [{ arn, name: name || shortName(arn), type, ...lastBackup }];
};

const pointOf = (told: RecoveryPointByResource): RecoveryPoint => ({
  arn: told.RecoveryPointArn ?? "",
  vaultName: told.BackupVaultName ?? "",
  status: told.Status ?? "",
  ...(told.CreationDate === undefined ? {} : { createdAt: instant(told.CreationDate.getTime()) }),
  ...(told.BackupSizeBytes === undefined ? {} : { bytes: told.BackupSizeBytes }),
  expiry: "unknown",
});

const describedPoint = (told: DescribeRecoveryPointCommandOutput): RecoveryPoint => ({
  ...pointOf({ ...told, BackupSizeBytes: told.BackupSizeInBytes }),
  expiry: expiryOf(told),
  ...toldOfResource(told),
  ...(told.IamRoleArn === undefined ? {} : { iamRoleArn: told.IamRoleArn }),
  ...(told.Lifecycle === undefined ? {} : { lifecycle: lifecycleFact(told.Lifecycle) ?? {} }),
});

const toldOfResource = (told: DescribeRecoveryPointCommandOutput): Pick<RecoveryPoint, "resource"> => {
  const { ResourceArn: arn, ResourceName: name, ResourceType: type = "" } = told;
  return arn === undefined ? {} : { resource: { arn, name: name || shortName(arn), type } };
};

const expiryOf = ({ CalculatedLifecycle: calculated }: DescribeRecoveryPointCommandOutput): Expiry =>
  calculated?.DeleteAt === undefined ? "never" : { at: instant(calculated.DeleteAt.getTime()) };

const vaultOf = (told: BackupVaultListMember): Vault => ({
  name: told.BackupVaultName ?? "",
  arn: told.BackupVaultArn ?? "",
  ...(told.VaultType === undefined ? {} : { type: told.VaultType }),
  points: told.NumberOfRecoveryPoints ?? 0,
  isLocked: told.Locked === true,
  ...(told.MinRetentionDays === undefined ? {} : { minRetentionDays: told.MinRetentionDays }),
  ...(told.MaxRetentionDays === undefined ? {} : { maxRetentionDays: told.MaxRetentionDays }),
});

const describedVault = (told: DescribeBackupVaultCommandOutput): DescribedVault => ({
  ...vaultOf(told),
  ...(told.EncryptionKeyArn === undefined ? {} : { keyArn: told.EncryptionKeyArn }),
  ...(told.LockDate === undefined ? {} : { lockedFrom: instant(told.LockDate.getTime()) }),
});
