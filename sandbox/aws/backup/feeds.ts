// The two ways that AWS Backup tells the world: vault notifications over SNS, for what a vault subscribes to, and
// EventBridge, at best effort "every 5 minutes". https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
import type { WorldClock } from "../../clock.ts";
import {
  jobEvent,
  recoveryPointDeletedEvent,
  recoveryPointEvent,
  restoreCreatedEvent,
  type Telling,
} from "./event.ts";
import type { Feed } from "./script.ts";
import type { Job, Place, Plan, RecoveryPoint, RestoreJob, State, Vault } from "./state.ts";
import { vaultMessageOf, type Wording } from "./vault-message.ts";

/** A vault notification on its way to SNS; every attribute is of type String. */
export interface VaultNotice extends Place {
  readonly topicArn: string;
  readonly subject: string;
  readonly message: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** An event on its way to EventBridge, which adds `version` and `id`. */
export interface BackupEvent extends Place, Telling {
  readonly source: "aws.backup";
  /** To the second, as EventBridge writes it: `2020-07-29T20:15:26Z`. */
  readonly time: string;
}

export interface FeedsOptions {
  readonly clock: WorldClock;
  readonly notify: (notice: VaultNotice) => void;
  readonly emit: (event: BackupEvent) => void;
  readonly eventDelayMs: number;
  readonly wording: Wording;
}

export interface Feeds {
  /** Tells the job's present state on one feed, whether or not the job is meant to be silent there. */
  tell(job: Job, feed: Feed): void;
  /** A job came into a new state. */
  changed(job: Job): void;
  restoreCreated(job: RestoreJob): void;
  point(point: RecoveryPoint): void;
  pointDeleted(point: RecoveryPoint, deletedBy: string): void;
  vault(vault: Vault, state: "CREATED" | "MODIFIED" | "DELETED"): void;
  plan(plan: Plan, versionId: string, state: "CREATED" | "MODIFIED" | "DELETED", at: number): void;
}

const planDates = { CREATED: "creationDate", MODIFIED: "modifiedAt", DELETED: "deletionDate" } as const;

export const createFeeds = (state: State, options: FeedsOptions): Feeds => {
  const { clock, notify, emit, eventDelayMs, wording } = options;

  const send = ({ account, region }: Place, telling: Telling) => {
    const hand = () => {
      const time = new Date(clock.now()).toISOString().replace(/\.\d+Z$/, "Z");
      emit({ source: "aws.backup", account, region, time, ...telling });
    };
    if (eventDelayMs > 0) clock.after(eventDelayMs, hand);
    else hand();
  };

  const notifyOf = (job: Job) => {
    const subscribed = state.vaults.get(job.vaultArn)?.notifications;
    const said = vaultMessageOf(job, wording);
    if (subscribed === undefined || said === undefined) return;
    if (!said.events.some((event) => subscribed.events.includes(event))) return;
    const { account, region } = job;
    const { subject, message, attributes } = said;
    notify({ account, region, topicArn: subscribed.topicArn, subject, message, attributes });
  };

  const tell = (job: Job, feed: Feed) => {
    if (feed === "sns") {
      notifyOf(job);
      return;
    }
    const event = jobEvent(job);
    if (event !== undefined) send(job, event);
  };

  return {
    tell,
    changed(job) {
      for (const feed of ["eventbridge", "sns"] as const) if (!job.silentOn.includes(feed)) tell(job, feed);
    },
    restoreCreated(job) {
      if (!job.silentOn.includes("eventbridge")) send(job, restoreCreatedEvent(job));
    },
    point: (point) => send(point, recoveryPointEvent(point)),
    pointDeleted: (point, deletedBy) => send(point, recoveryPointDeletedEvent(point, deletedBy)),
    vault(vault, change) {
      const locked = change === "MODIFIED" ? { isLocked: String(vault.lock !== undefined) } : {};
      send(vault, {
        detailType: "Backup Vault State Change",
        resources: [vault.arn],
        detail: { backupVaultName: vault.name, state: change, ...locked },
      });
    },
    plan(plan, versionId, change, at) {
      send(plan, {
        detailType: "Backup Plan State Change",
        resources: [plan.arn],
        detail: {
          backupPlanId: plan.id,
          versionId,
          [planDates[change]]: new Date(at).toISOString(),
          state: change,
        },
      });
    },
  };
};
