// The simulated AWS Backup: its operations for every account and Region, the resources that it protects, and what a
// scene may ask of it beyond AWS's API: to foretell endings, run plans, say things twice and spoil recovery points.
import { randomUUID } from "node:crypto";
import type * as backup from "@aws-sdk/client-backup";
import type { WorldClock } from "../../clock.ts";
import { createKms, type VaultKeys } from "../kms.ts";
import type { Handlers } from "../service.ts";
import { backupJobHandlers } from "./backup-jobs.ts";
import { copyJobHandlers } from "./copy-jobs.ts";
import { notFound } from "./errors.ts";
import { type BackupEvent, createFeeds, type VaultNotice } from "./feeds.ts";
import { bornIn } from "./job-life.ts";
import { jobSummaryHandlers } from "./job-summaries.ts";
import { planHandlers } from "./plans.ts";
import { protectedResourceHandlers } from "./protected-resources.ts";
import { addPoint, movePoint } from "./recovery-point-life.ts";
import { recoveryPointHandlers } from "./recovery-points.ts";
import { restoreJobHandlers } from "./restore-jobs.ts";
import { createScript, type Feed, type Match, type Outcome } from "./script.ts";
import { runPlan, selectionHandlers } from "./selections.ts";
import { createState, isAt, type Place, placed, type Resource, type Tags, type Vault } from "./state.ts";
import { tagHandlers } from "./tags.ts";
import { withTrail } from "./trail.ts";
import type { Wording } from "./vault-message.ts";
import { vaultNotificationHandlers } from "./vault-notifications.ts";
import { createVault, vaultHandlers } from "./vaults.ts";
import type { World } from "./world.ts";

export interface BackupOptions {
  readonly clock: WorldClock;
  /** Publishes a vault notification to SNS. */
  readonly notify: (notice: VaultNotice) => void;
  /** Hands an event to EventBridge. */
  readonly emit: (event: BackupEvent) => void;
  readonly pace?: {
    /** AWS delivers events "every 5 minutes"; here at once, unless told. */
    readonly eventDelayMs?: number;
    readonly startMs?: number;
    readonly durationMs?: number;
  };
  /** Which words a completed backup is told in over SNS; those of the field, unless told. */
  readonly wording?: Wording;
  /** The organization's management account, which alone may list the jobs of all. */
  readonly managementAccount?: string;
  /** The keys of vaults; without them, keys that nobody else knows. */
  readonly keys?: VaultKeys;
  /** Fresh UUIDs; random, unless told. */
  readonly newId?: () => string;
}

export interface SimulatedBackup {
  readonly handlers: Handlers<typeof backup>;
  /** Whether the accounts have a trail: without one, nobody is told who called. They have, unless told. */
  keepTrail(isKept: boolean): void;
  addResource(resource: Resource): void;
  /** A resource with one whole recovery point from before anybody looked: nobody hears of it. */
  protect(resource: Resource, vaultName: string): void;
  removeResource(place: Place, arn: string): void;
  /** The service that a resource is of gives it other tags. */
  retag(place: Place, arn: string, tags: Tags): void;
  /** Whatever carries a tag in an account and Region, or ever did: recovery points have the tags of what they are of. */
  tagged(place: Place): readonly { readonly arn: string; readonly tags: Tags }[];
  /** A vault as AWS makes them: its name may have a slash, as `aws/efs/automatic-backup-vault` has. */
  addVault(vault: Place & { readonly name: string; readonly policy?: string }): Vault;
  /** How the next jobs that match will end; used up one job at a time. */
  expect(match: Match, outcome: Outcome, times?: number): void;
  /** Starts a job for each resource that the plan selects; their ids. */
  runPlan(planId: string, ruleName?: string): readonly string[];
  /** Says a job's present state once more, as AWS may. */
  tell(what: Place & { readonly jobId: string; readonly feed: Feed }): void;
  /** The ARN of the newest whole recovery point of a resource. */
  latestRecoveryPoint(resourceArn: string): string | undefined;
  /** AWS could not delete the point, or the continuous backup broke. */
  spoilRecoveryPoint(place: Place, arn: string, status: "EXPIRED" | "STOPPED", message?: string): void;
}

/** Two minutes to start and a quarter of an hour to run. */
const paceDefault = { eventDelayMs: 0, startMs: 120_000, durationMs: 900_000 } as const;

export const createBackup = (options: BackupOptions): SimulatedBackup => {
  const { clock, notify, emit, wording = "field", managementAccount, newId = randomUUID } = options;
  const pace = { ...paceDefault, ...options.pace };
  const state = createState();
  const script = createScript();
  const feeds = createFeeds(state, { clock, notify, emit, wording, eventDelayMs: pace.eventDelayMs });
  const keys = options.keys ?? createKms(clock).keys;
  const world: World = { clock, state, script, feeds, pace, keys, newId: () => newId().toUpperCase() };
  const onceTagged = new Set<string>();
  let hasTrail = true;
  const isManagement = (account: string) => account === managementAccount;

  return {
    handlers: withTrail(
      {
        ...vaultHandlers(world),
        ...vaultNotificationHandlers(world),
        ...planHandlers(world),
        ...selectionHandlers(world),
        ...protectedResourceHandlers(world),
        ...backupJobHandlers(world, isManagement),
        ...jobSummaryHandlers(world, isManagement),
        ...copyJobHandlers(world, isManagement),
        ...restoreJobHandlers(world, isManagement),
        ...recoveryPointHandlers(world),
        ...tagHandlers(world),
      },
      { clock, emit, hasTrail: () => hasTrail },
    ),
    keepTrail(isKept) {
      hasTrail = isKept;
    },
    addResource(resource) {
      state.resources.set(placed(resource, resource.arn), resource);
    },
    protect(resource, vaultName) {
      state.resources.set(placed(resource, resource.arn), resource);
      const { account, region } = resource;
      const point = addPoint(world, {
        account,
        region,
        arn: `arn:aws:backup:${region}:${account}:recovery-point:${world.newId().toLowerCase()}`,
        vaultArn: `arn:aws:backup:${region}:${account}:backup-vault:${vaultName}`,
        vaultName,
        resourceArn: resource.arn,
        resourceName: resource.name,
        resourceType: resource.type,
        iamRoleArn: `arn:aws:iam::${account}:role/service-role/AWSBackupDefaultServiceRole`,
        createdAt: clock.now(),
        bytes: resource.sizeBytes ?? 0,
        tags: {},
      });
      state.points.set(placed(point, point.arn), { ...point, life: bornIn("COMPLETED", clock.now()) });
    },
    removeResource(place, arn) {
      state.resources.delete(placed(place, arn));
    },
    retag(place, arn, tags) {
      const resource = state.resources.get(placed(place, arn));
      if (resource === undefined) throw notFound("Resource", arn);
      if (Object.keys(resource.tags).length > 0) onceTagged.add(placed(place, arn));
      state.resources.set(placed(place, arn), { ...resource, tags });
    },
    tagged: (place) =>
      [state.resources, state.points, state.vaults, state.plans].flatMap((records) =>
        [...records.values()].filter(
          (record) =>
            isAt(record, place) &&
            (Object.keys(record.tags).length > 0 || onceTagged.has(placed(place, record.arn))),
        ),
      ),
    addVault: ({ name, policy, ...place }) =>
      createVault(world, place, name, policy === undefined ? {} : { policy }),
    expect: script.expect,
    runPlan: (planId, ruleName) => runPlan(world, planId, ruleName).map(({ id }) => id),
    tell({ jobId, feed, ...place }) {
      const job = state.backups.get(jobId) ?? state.copies.get(jobId) ?? state.restores.get(jobId);
      if (job === undefined || !isAt(job, place)) throw notFound("Job", jobId);
      feeds.tell(job, feed);
    },
    latestRecoveryPoint(resourceArn) {
      const whole = [...state.points.values()].filter(
        (point) => point.resourceArn === resourceArn && ["COMPLETED", "AVAILABLE"].includes(point.life.state),
      );
      return whole.sort((a, b) => b.createdAt - a.createdAt)[0]?.arn;
    },
    spoilRecoveryPoint(place, arn, status, message) {
      movePoint(world, place, arn, status, message);
    },
  };
};
