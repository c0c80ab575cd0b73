// The keys of vaults, and what becomes of backups and copies when a key cannot be used.

import * as kms from "@aws-sdk/client-kms";
import { describe, expect, it } from "vitest";
import { createKms } from "../../../sandbox/aws/kms.ts";
import { createBackupRig, day, hour, iamRoleArn, place, vaultArn, vaultName } from "./backup-rig.ts";
import { createRig } from "./rig.ts";

const rig = () => {
  const { gateway, options, clock } = createRig();
  const model = createKms(clock);
  gateway.serve(kms, model.handlers);
  const client = new kms.KMSClient(options);
  const describeKey = async (KeyId: string) =>
    (await client.send(new kms.DescribeKeyCommand({ KeyId }))).KeyMetadata;
  const create = async () => (await client.send(new kms.CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";
  return { client, model, clock, describeKey, create };
};

describe("a key", () => {
  it("is enabled, disabled and enabled again", async () => {
    const { client, model, describeKey, create } = rig();
    const KeyId = await create();
    expect(await describeKey(KeyId)).toMatchObject({
      Arn: KeyId,
      KeyState: "Enabled",
      KeyManager: "CUSTOMER",
    });
    await client.send(new kms.DisableKeyCommand({ KeyId }));
    expect(await describeKey(KeyId)).toMatchObject({ KeyState: "Disabled", Enabled: false });
    expect(model.keys.isUsable(KeyId)).toBe(false);
    await client.send(new kms.EnableKeyCommand({ KeyId: KeyId.split("/")[1] }));
    expect(model.keys.isUsable(KeyId)).toBe(true);
  });

  it("waits to be deleted, takes no change meanwhile, and is gone", async () => {
    const { client, model, clock, describeKey, create } = rig();
    const KeyId = await create();
    const schedule = (PendingWindowInDays: number) =>
      client.send(new kms.ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));
    await expect(schedule(6)).rejects.toMatchObject({ name: "ValidationException" });
    await schedule(7);
    expect(await describeKey(KeyId)).toMatchObject({ KeyState: "PendingDeletion", Enabled: false });
    await expect(client.send(new kms.EnableKeyCommand({ KeyId }))).rejects.toBeInstanceOf(
      kms.KMSInvalidStateException,
    );
    clock.advance(7 * day);
    await expect(describeKey(KeyId)).rejects.toBeInstanceOf(kms.NotFoundException);
    expect(model.keys.isUsable(KeyId)).toBe(false);
  });

  it("of AWS's own is one for an account and Region, and nobody changes it", async () => {
    const { client, model, describeKey } = rig();
    const KeyId = model.keys.ownKey(place);
    expect(model.keys.ownKey(place)).toBe(KeyId);
    expect(model.keys.ownKey({ ...place, region: "us-west-2" })).not.toBe(KeyId);
    expect(await describeKey(KeyId)).toMatchObject({ KeyManager: "AWS", KeyState: "Enabled" });
    await expect(client.send(new kms.DisableKeyCommand({ KeyId }))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });

  it("of another Region is not found", async () => {
    const { model, describeKey } = rig();
    const elsewhere = model.keys.ownKey({ ...place, region: "us-west-2" });
    await expect(describeKey(elsewhere)).rejects.toBeInstanceOf(kms.NotFoundException);
  });
});

describe("backups and copies", () => {
  const trouble = "KMS key is either disabled or pending deletion or access to KMS key is denied";
  const away = { account: "222222222222", region: place.region };
  const open = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "backup:CopyIntoBackupVault", Resource: "*" }],
  });

  const withKeys = () => {
    const usable = new Set(["own", "good"]);
    const keys = {
      ownKey: () => "own",
      isAwsManaged: (arn: string) => arn === "own",
      isUsable: (arn: string) => usable.has(arn),
    };
    return { ...createBackupRig({ keys }), spoil: (arn: string) => usable.delete(arn) };
  };

  const copyTo = async (made: ReturnType<typeof withKeys>, DestinationBackupVaultArn: string) => {
    const RecoveryPointArn = await made.takePoint();
    return async () => {
      const { CopyJobId } = await made.ask("StartCopyJob", {
        RecoveryPointArn,
        SourceBackupVaultName: vaultName,
        DestinationBackupVaultArn,
        IamRoleArn: iamRoleArn,
      });
      made.clock.advance(hour);
      return (await made.ask("DescribeCopyJob", { CopyJobId })).CopyJob;
    };
  };

  it("fail while the key of their vault cannot be used", async () => {
    const made = withKeys();
    await made.ask("CreateBackupVault", { BackupVaultName: "second", EncryptionKeyArn: "good" });
    const copy = await copyTo(made, vaultArn.replace(vaultName, "second"));
    expect((await copy())?.State).toBe("COMPLETED");
    made.spoil("good");
    expect(await copy()).toMatchObject({ State: "FAILED", StatusMessage: trouble });
    made.spoil("own");
    const BackupJobId = await made.start();
    made.clock.advance(hour);
    expect(await made.ask("DescribeBackupJob", { BackupJobId })).toMatchObject({
      State: "FAILED",
      StatusMessage: trouble,
    });
  });

  it("into another account's vault need a key that is not AWS's own", async () => {
    const made = withKeys();
    const { arn } = made.addVault({ ...away, name: "theirs", policy: open });
    const copy = await copyTo(made, arn);
    expect(await copy()).toMatchObject({
      State: "FAILED",
      StatusMessage: expect.stringContaining("encrypted with the default Backup service managed key"),
    });
  });
});
