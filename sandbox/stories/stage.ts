// What a story may do: AWS's part, the clock's and misfortune's, and looking at what came of it.
import {
  BackupClient,
  ListRecoveryPointsByResourceCommand,
  StartBackupJobCommand,
  StartCopyJobCommand,
  StartRestoreJobCommand,
} from "@aws-sdk/client-backup";
import type { Outcome } from "../aws/backup/script.ts";
import { type OwnedResource, roleIn, vaultFor } from "../estate.ts";
import type { Fault } from "../faults.ts";
import type { JournalEntry } from "../journal.ts";
import type { Settings } from "../settings.ts";
import { passTime, settle } from "../settle.ts";
import type { SandboxWorld } from "../world.ts";

/** A card as a story looks at it: the words stay the translators' business. */
export interface ShownCard {
  readonly channel: string;
  readonly ts: string;
  readonly severity: string;
  readonly state: string;
  readonly incident: string;
  /** Everything that is written on it. */
  readonly words: string;
}

export interface Stage {
  readonly world: SandboxWorld;
  /** Starts an on-demand backup that will end as `outcome` says; answers with its job id. */
  backUp(resource: OwnedResource, outcome: Outcome): Promise<string>;
  copy(resource: OwnedResource, outcome: Outcome): Promise<string>;
  restore(resource: OwnedResource, outcome: Outcome): Promise<string>;
  /** Starts the nightly plan's jobs, all at once; how they end was foretold by `foretell`. */
  runPlan(account: string, region: string): void;
  foretell(resource: OwnedResource, outcome: Outcome): void;
  /** Moves world time on, letting everything come to rest whenever something fell due. */
  pass(minutes: number): Promise<void>;
  settle(): ReturnType<typeof settle>;
  faults(...faults: readonly Fault[]): void;
  /** Deploys with more in the configuration, until the story is over. */
  configure(settings: Settings): Promise<void>;
  /** The cards of a channel by its name, oldest first. */
  cards(channel: string): readonly ShownCard[];
  /** What was called since the story began, oldest first: another story may have been played before. */
  journal(): readonly JournalEntry[];
  /** How often an operation was called since the story began. */
  calls(service: string, operation: string): number;
}

export const createStage = (world: SandboxWorld): Stage => {
  const begun = world.journal.since(0).at(-1)?.seq ?? 0;
  const clientFor = ({ account, region }: OwnedResource) => new BackupClient(world.awsIn(account, region));

  const latestPoint = async (resource: OwnedResource): Promise<string> => {
    const listed = await clientFor(resource).send(
      new ListRecoveryPointsByResourceCommand({ ResourceArn: resource.arn, MaxResults: 20 }),
    );
    const point = (listed.RecoveryPoints ?? []).at(-1)?.RecoveryPointArn;
    if (point === undefined) throw new Error(`${resource.name} has no recovery point yet: back it up first`);
    return point;
  };

  return {
    world,
    async backUp(resource, outcome) {
      world.backup.expect({ resourceArn: resource.arn, kind: "backup" }, outcome);
      const { BackupJobId } = await clientFor(resource).send(
        new StartBackupJobCommand({
          BackupVaultName: vaultFor(resource),
          ResourceArn: resource.arn,
          IamRoleArn: roleIn(resource.account),
          ...(resource.windows === true ? { BackupOptions: { WindowsVSS: "enabled" } } : {}),
        }),
      );
      return BackupJobId ?? "";
    },
    async copy(resource, outcome) {
      world.backup.expect({ resourceArn: resource.arn, kind: "copy" }, outcome);
      const { account, region } = resource;
      const { CopyJobId } = await clientFor(resource).send(
        new StartCopyJobCommand({
          RecoveryPointArn: await latestPoint(resource),
          SourceBackupVaultName: vaultFor(resource),
          DestinationBackupVaultArn: `arn:aws:backup:${region}:${account}:backup-vault:prod-archive`,
          IamRoleArn: roleIn(account),
        }),
      );
      return CopyJobId ?? "";
    },
    async restore(resource, outcome) {
      world.backup.expect({ resourceArn: resource.arn, kind: "restore" }, outcome);
      const { RestoreJobId } = await clientFor(resource).send(
        new StartRestoreJobCommand({
          RecoveryPointArn: await latestPoint(resource),
          Metadata: { newFileSystem: "true" },
          IamRoleArn: roleIn(resource.account),
          ResourceType: resource.type,
        }),
      );
      return RestoreJobId ?? "";
    },
    runPlan(account, region) {
      const plan = world.estate.plans[`${account}/${region}`];
      if (plan !== undefined) world.backup.runPlan(plan);
    },
    foretell: (resource, outcome) =>
      world.backup.expect({ resourceArn: resource.arn, kind: "backup" }, outcome),
    pass: (minutes) => passTime(world, minutes * 60_000),
    settle: () => settle(world),
    faults: (...faults) => world.faults.set(faults),
    configure: (settings) => world.configure(settings),
    cards: (channel) =>
      world.slack.messages(world.workspace.channel(channel)).flatMap((message): ShownCard[] => {
        const payload = message.metadata?.event_payload;
        if (message.metadata?.event_type !== "stillpoint_alert" || payload === undefined) return [];
        const said = (name: string) => String(payload[name] ?? "");
        return [
          {
            channel,
            ts: message.ts,
            severity: said("severity"),
            state: said("state"),
            incident: said("incident"),
            words: JSON.stringify([message.text, message.blocks, message.attachments]),
          },
        ];
      }),
    journal: () => world.journal.since(begun),
    calls: (service, operation) =>
      world.journal.since(begun).filter((entry) => entry.service === service && entry.operation === operation)
        .length,
  };
};
