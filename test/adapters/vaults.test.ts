// What is known of a vault, its key and the jobs of a resource before anything is started: asked of the simulated AWS
// through the reader role.
import {
  BackupClient,
  CreateLogicallyAirGappedBackupVaultCommand,
  PutBackupVaultLockConfigurationCommand,
  StartBackupJobCommand,
} from "@aws-sdk/client-backup";
import { DisableKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import { describe, expect, it } from "vitest";
import { resources, roleIn, vaultFor } from "../../sandbox/estate.ts";
import type { SandboxWorld } from "../../sandbox/world.ts";
import { backupCatalog } from "../../src/adapters/catalog.ts";
import { kmsKeys } from "../../src/adapters/keys.ts";
import { instant } from "../../src/core/time.ts";
import { administratorOf, inWorldAhead, startAt } from "./ahead.ts";

const { account, region, arn } = resources.ordersFs;
const place = { account, region };
const staging = { account: resources.stagingDb.account, region };
const dayMs = 86_400_000;

const readers = (world: SandboxWorld) => {
  const { installId } = world.config;
  return {
    catalog: backupCatalog("worker", installId, world.awsFor("worker")),
    keys: kmsKeys("worker", installId, world.awsFor("worker")),
    backup: new BackupClient(administratorOf(world, account)),
    kms: new KMSClient(administratorOf(world, account)),
  };
};

describe("a vault", () => {
  it("says its key, its points and its lock", () =>
    inWorldAhead(async (world) => {
      const { catalog, backup } = readers(world);
      const plain = await catalog.vault(place, "prod-daily");
      expect(plain).toEqual({
        name: "prod-daily",
        arn: `arn:aws:backup:${region}:${account}:backup-vault:prod-daily`,
        type: "BACKUP_VAULT",
        points: 0,
        isLocked: false,
        keyArn: expect.stringMatching(`^arn:aws:kms:${region}:${account}:key/`),
      });
      const lock = { BackupVaultName: "prod-daily", MinRetentionDays: 7, MaxRetentionDays: 90 };
      await backup.send(new PutBackupVaultLockConfigurationCommand(lock));
      const governed = { isLocked: true, minRetentionDays: 7, maxRetentionDays: 90 };
      expect(await catalog.vault(place, "prod-daily")).toEqual({ ...plain, ...governed });
      await backup.send(new PutBackupVaultLockConfigurationCommand({ ...lock, ChangeableForDays: 3 }));
      const lockedFrom = startAt + 3 * dayMs;
      expect(await catalog.vault(place, "prod-daily")).toEqual({ ...plain, ...governed, lockedFrom });
    }));

  it("says that it is air-gapped", () =>
    inWorldAhead(async (world) => {
      const { catalog, backup } = readers(world);
      await backup.send(
        new CreateLogicallyAirGappedBackupVaultCommand({
          BackupVaultName: "apart",
          MinRetentionDays: 7,
          MaxRetentionDays: 30,
        }),
      );
      expect(await catalog.vault(place, "apart")).toMatchObject({
        type: "LOGICALLY_AIR_GAPPED_BACKUP_VAULT",
        isLocked: true,
        minRetentionDays: 7,
        lockedFrom: startAt,
      });
    }));

  it("that is not there is denied, as AWS does", () =>
    inWorldAhead(async (world) => {
      await expect(readers(world).catalog.vault(place, "nowhere")).rejects.toMatchObject({
        code: "aws-denied",
        retryable: false,
      });
    }));
});

describe("the key of a vault", () => {
  it("is told as it is, whoever's it is", () =>
    inWorldAhead(async (world) => {
      const { catalog, keys, kms } = readers(world);
      const { keyArn: KeyId = "" } = await catalog.vault(place, "prod-daily");
      expect(await keys.health(place, KeyId)).toEqual({ state: "enabled", isAwsManaged: false });
      await kms.send(new DisableKeyCommand({ KeyId }));
      expect(await keys.health(place, KeyId)).toEqual({ state: "disabled", isAwsManaged: false });
      const { keyArn = "" } = await catalog.vault(staging, "stg-daily");
      expect(await keys.health(staging, keyArn)).toEqual({ state: "enabled", isAwsManaged: true });
    }));

  it("is about to go, and is gone", () =>
    inWorldAhead(async (world) => {
      const { catalog, keys, kms } = readers(world);
      const { keyArn: KeyId = "" } = await catalog.vault(place, "prod-daily");
      await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
      expect((await keys.health(place, KeyId)).state).toBe("pending-deletion");
      world.clock.advance(7 * dayMs);
      expect(await keys.health(place, KeyId)).toEqual({ state: "gone" });
    }));

  it("is not told to whom its account lets see nothing", () =>
    inWorldAhead(async (world) => {
      const { catalog, keys } = readers(world);
      const { keyArn = "" } = await catalog.vault(staging, "stg-daily");
      expect(await keys.health(place, keyArn)).toEqual({ state: "not-told" });
    }));

  it.each([
    ["kms", "DescribeKey", "ThrottlingException", "aws-throttled"],
    ["kms", "DescribeKey", "KMSInternalException", "aws-unavailable"],
    ["sts", "AssumeRole", "AccessDenied", "aws-denied"],
  ] as const)("is asked for again when %s says to %s: %s", (service, operation, error, code) =>
    inWorldAhead(async (world) => {
      const { keys } = readers(world);
      world.faults.set([{ service, operation, error }]);
      const keyArn = `arn:aws:kms:${region}:${account}:key/some`;
      await expect(keys.health(place, keyArn)).rejects.toMatchObject({ code });
    }));
});

it("tells the jobs of a resource that have not ended, and no others", () =>
  inWorldAhead(async (world) => {
    const { catalog, backup } = readers(world);
    const start = (ResourceArn: string) =>
      backup.send(
        new StartBackupJobCommand({
          BackupVaultName: vaultFor(resources.ordersFs),
          ResourceArn,
          IamRoleArn: roleIn(account),
        }),
      );
    const { BackupJobId: ended } = await start(arn);
    world.clock.advance(60 * 60_000);
    await start(resources.reports.arn);
    const { BackupJobId: running } = await start(arn);
    world.clock.advance(60_000);
    const { BackupJobId: waiting } = await start(arn);
    const found = await catalog.unfinished(place, arn, instant(startAt - dayMs));
    expect(found.map(({ facts }) => facts.writtenId)).toEqual([waiting, running]);
    expect(found.map(({ facts }) => facts.writtenId)).not.toContain(ended);
    expect(await catalog.unfinished(place, arn, instant(world.clock.now() - 1))).toHaveLength(1);
  }));
