// What the simulated AWS Backup knows, for all accounts and Regions: plain records, replaced and never changed.
import type {
  BackupJobState,
  BackupPlan,
  BackupSelection,
  BackupVaultEvent,
  CopyAction,
  CopyJobState,
  Lifecycle,
  RecoveryPointCreator,
  RecoveryPointStatus,
  RestoreJobStatus,
} from "@aws-sdk/client-backup";
import type { Life } from "./job-life.ts";
import type { Feed } from "./script.ts";

export interface Place {
  readonly account: string;
  readonly region: string;
}

export type Tags = Readonly<Record<string, string>>;

/** Something that can be backed up. */
export interface Resource extends Place {
  readonly arn: string;
  readonly name: string;
  /** AWS Backup's own word: `EC2`, `EBS`, `RDS`, `EFS`, `S3`, … */
  readonly type: string;
  readonly tags: Tags;
  /** An instance that could do VSS. */
  readonly windows?: boolean;
  readonly sizeBytes?: number;
  /** What its recovery points know of how to restore it. */
  readonly restoreMetadata?: Tags;
}

export interface Vault extends Place {
  readonly arn: string;
  readonly name: string;
  readonly createdAt: number;
  readonly creatorRequestId?: string;
  readonly keyArn: string;
  readonly tags: Tags;
  readonly notifications?: { readonly topicArn: string; readonly events: readonly BackupVaultEvent[] };
  readonly policy?: string;
  readonly lock?: VaultLock;
  readonly isAirGapped?: true;
}

export interface VaultLock {
  readonly minDays?: number;
  readonly maxDays?: number;
  /** From then on nobody can change the lock; absent in governance mode. */
  readonly lockAt?: number;
}

export interface RecoveryPoint extends Place {
  readonly arn: string;
  readonly vaultArn: string;
  readonly vaultName: string;
  readonly sourceVaultArn?: string;
  readonly resourceArn: string;
  readonly resourceName: string;
  readonly resourceType: string;
  readonly iamRoleArn: string;
  readonly createdAt: number;
  readonly life: Life<RecoveryPointStatus>;
  readonly bytes: number;
  readonly lifecycle?: Lifecycle;
  readonly creator?: RecoveryPointCreator;
  readonly restoreMetadata: Tags;
  readonly restoredAt?: number;
  readonly tags: Tags;
}

interface JobRecord<Kind extends string, State extends string> extends Place {
  readonly kind: Kind;
  readonly id: string;
  readonly createdAt: number;
  readonly life: Life<State>;
  readonly resourceArn: string;
  readonly resourceName: string;
  readonly resourceType: string;
  readonly iamRoleArn: string;
  readonly bytes: number;
  readonly vaultArn: string;
  readonly silentOn: readonly Feed[];
}

export interface BackupJob extends JobRecord<"backup", BackupJobState> {
  readonly vaultName: string;
  readonly startBy: number;
  readonly completeBy: number;
  readonly expectedAt?: number;
  readonly options: Tags;
  readonly lifecycle?: Lifecycle;
  readonly pointTags: Tags;
  readonly pointArn: string;
  /** Its point stays AVAILABLE rather than COMPLETED. */
  readonly isContinuous: boolean;
  readonly copyActions: readonly CopyAction[];
  readonly creator?: RecoveryPointCreator;
}

/** Its `vaultArn` is the source vault. */
export interface CopyJob extends JobRecord<"copy", CopyJobState> {
  readonly pointArn: string;
  readonly targetVaultArn: string;
  readonly targetPointArn?: string;
  readonly lifecycle?: Lifecycle;
  readonly creator?: RecoveryPointCreator;
  readonly backupJobId?: string;
}

export interface RestoreJob extends JobRecord<"restore", RestoreJobStatus> {
  readonly pointArn: string;
  readonly pointCreatedAt: number;
  readonly metadata: Tags;
  readonly createdResourceArn?: string;
}

export type Job = BackupJob | CopyJob | RestoreJob;

export interface Plan extends Place {
  readonly id: string;
  readonly arn: string;
  /** The last one is the current one. */
  readonly versions: readonly PlanVersion[];
  readonly createdAt: number;
  readonly creatorRequestId?: string;
  readonly ranAt?: number;
  readonly deletedAt?: number;
  readonly tags: Tags;
}

export interface PlanVersion {
  readonly id: string;
  readonly createdAt: number;
  readonly plan: BackupPlan;
}

export interface Selection {
  readonly id: string;
  readonly planId: string;
  readonly createdAt: number;
  readonly creatorRequestId?: string;
  readonly selection: BackupSelection;
}

export interface State {
  readonly resources: Map<string, Resource>;
  readonly vaults: Map<string, Vault>;
  readonly points: Map<string, RecoveryPoint>;
  readonly plans: Map<string, Plan>;
  readonly selections: Map<string, Selection>;
  readonly backups: Map<string, BackupJob>;
  readonly copies: Map<string, CopyJob>;
  readonly restores: Map<string, RestoreJob>;
}

export const createState = (): State => ({
  resources: new Map(),
  vaults: new Map(),
  points: new Map(),
  plans: new Map(),
  selections: new Map(),
  backups: new Map(),
  copies: new Map(),
  restores: new Map(),
});

/** Many ARNs (buckets, images) name no account or Region, so a thing is known by its place and its ARN. */
export const placed = ({ account, region }: Place, arn: string): string => `${account}/${region}/${arn}`;

export const isAt = (thing: Place, { account, region }: Place): boolean =>
  thing.account === account && thing.region === region;
