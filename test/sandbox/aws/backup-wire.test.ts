// The model behind the wire, spoken to by the real SDK.
import * as backup from "@aws-sdk/client-backup";
import { describe, expect, it } from "vitest";
import { createBackup } from "../../../sandbox/aws/backup/service.ts";
import { account, createBackupRig, hour, iamRoleArn, instanceArn, region, vaultName } from "./backup-rig.ts";
import { createRig } from "./rig.ts";

const connect = () => {
  const wire = createRig();
  const model = createBackup({ clock: wire.clock, notify: () => {}, emit: () => {} });
  wire.gateway.serve(backup, model.handlers);
  model.addVault({ account, region, name: vaultName });
  model.addResource({ account, region, arn: instanceArn, name: "web-1", type: "EC2", tags: {} });
  return { ...wire, client: new backup.BackupClient(wire.options) };
};

describe("the simulated AWS Backup behind the wire", () => {
  it("answers the real SDK, from a backup to its restore", async () => {
    const { client, clock } = connect();
    const { BackupJobId } = await client.send(
      new backup.StartBackupJobCommand({
        BackupVaultName: vaultName,
        ResourceArn: instanceArn,
        IamRoleArn: iamRoleArn,
      }),
    );
    clock.advance(hour);
    const job = await client.send(new backup.DescribeBackupJobCommand({ BackupJobId }));
    expect(job).toMatchObject({ State: "COMPLETED", ResourceName: "web-1" });
    expect(job.CompletionDate).toBeInstanceOf(Date);
    const { RestoreMetadata = {} } = await client.send(
      new backup.GetRecoveryPointRestoreMetadataCommand({
        BackupVaultName: vaultName,
        RecoveryPointArn: job.RecoveryPointArn,
      }),
    );
    const { RestoreJobId } = await client.send(
      new backup.StartRestoreJobCommand({
        RecoveryPointArn: job.RecoveryPointArn,
        Metadata: RestoreMetadata,
        IamRoleArn: iamRoleArn,
      }),
    );
    clock.advance(hour);
    const restored = await client.send(new backup.DescribeRestoreJobCommand({ RestoreJobId }));
    expect(restored.Status).toBe("COMPLETED");
  });

  it("refuses with an error that the SDK knows", async () => {
    const { client } = connect();
    const error = await client
      .send(new backup.DescribeBackupJobCommand({ BackupJobId: "none" }))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(backup.ResourceNotFoundException);
    expect(error).toMatchObject({ Context: "none", Code: expect.any(String), Type: "client" });
  });

  it("has every operation that it promises", () => {
    const { handlers } = createBackupRig();
    const promised = Object.keys(handlers);
    expect(promised.length).toBe(45);
    for (const name of promised) expect(`${name}Command` in backup, name).toBe(true);
  });
});
