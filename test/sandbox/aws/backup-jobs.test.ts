// Backup jobs through world time: how they start, wait, end, and say why.
import { describe, expect, it } from "vitest";
import {
  account,
  createBackupRig,
  hour,
  instanceArn,
  minute,
  place,
  vaultArn,
  vaultName,
} from "./backup-rig.ts";

describe("a backup job", () => {
  it("waits, runs, completes and leaves a recovery point", async () => {
    const rig = createBackupRig();
    const BackupJobId = await rig.start();
    const states: unknown[] = [];
    for (let at = 0; at <= 17; at += 1) {
      const { State, PercentDone } = await rig.ask("DescribeBackupJob", { BackupJobId });
      if (states.at(-1) !== `${State} ${PercentDone}`) states.push(`${State} ${PercentDone}`);
      rig.clock.advance(minute);
    }
    expect(states).toEqual([
      "CREATED 0.0",
      "PENDING 0.0",
      "RUNNING 0.0",
      "RUNNING 25.0",
      "RUNNING 50.0",
      "RUNNING 75.0",
      "COMPLETED 100.0",
    ]);
    const job = await rig.ask("DescribeBackupJob", { BackupJobId });
    expect(job).toMatchObject({
      MessageCategory: "SUCCESS",
      BackupSizeInBytes: 3_221_225_472,
      ResourceName: "web-1",
    });
    expect(job.StatusMessage).toBeUndefined();
    const { RecoveryPoints } = await rig.ask("ListRecoveryPointsByBackupVault", {
      BackupVaultName: vaultName,
    });
    expect(RecoveryPoints).toMatchObject([
      { RecoveryPointArn: job.RecoveryPointArn, Status: "COMPLETED", ResourceArn: instanceArn },
    ]);
  });

  it("that was to use VSS on Windows completes with a message, and not as a success, when VSS fails", async () => {
    const rig = createBackupRig();
    rig.expect({ resourceArn: instanceArn }, { state: "vssFailed" });
    const BackupJobId = await rig.start({ BackupOptions: { WindowsVSS: "enabled" } });
    rig.clock.advance(hour);
    const job = await rig.ask("DescribeBackupJob", { BackupJobId });
    expect(job.State).toBe("COMPLETED");
    expect(job.StatusMessage).toBe("Windows VSS Backup Job Error encountered, trying for regular backup");
    expect(job.MessageCategory).not.toBe("SUCCESS");
  });

  it("that was to use VSS on Linux succeeds silently", async () => {
    const rig = createBackupRig();
    const arn = instanceArn.replace("i-01", "i-99");
    rig.addResource({ ...place, arn, name: "linux", type: "EC2", tags: {} });
    rig.expect({ resourceArn: arn }, { state: "vssFailed" });
    const BackupJobId = await rig.start({ ResourceArn: arn, BackupOptions: { WindowsVSS: "enabled" } });
    rig.clock.advance(hour);
    const job = await rig.ask("DescribeBackupJob", { BackupJobId });
    expect(job).toMatchObject({ State: "COMPLETED", MessageCategory: "SUCCESS" });
    expect(job.StatusMessage).toBeUndefined();
  });

  it("that fails says why, and leaves nothing", async () => {
    const rig = createBackupRig();
    rig.expect({}, { state: "FAILED", message: "You are not authorized to perform this operation." });
    const BackupJobId = await rig.start();
    rig.clock.advance(hour);
    expect(await rig.ask("DescribeBackupJob", { BackupJobId })).toMatchObject({
      State: "FAILED",
      StatusMessage: "You are not authorized to perform this operation.",
      MessageCategory: "AccessDenied",
    });
    const { RecoveryPoints } = await rig.ask("ListRecoveryPointsByBackupVault", {
      BackupVaultName: vaultName,
    });
    expect(RecoveryPoints).toEqual([]);
  });

  it("waits for a running job of its resource, and runs when that is over", async () => {
    const rig = createBackupRig();
    await rig.start();
    rig.clock.advance(5 * minute);
    const second = await rig.start();
    rig.clock.advance(10 * minute);
    expect((await rig.ask("DescribeBackupJob", { BackupJobId: second })).State).toBe("CREATED");
    rig.clock.advance(hour);
    expect((await rig.ask("DescribeBackupJob", { BackupJobId: second })).State).toBe("COMPLETED");
  });

  it("expires when another job of its resource runs for the whole of its start window", async () => {
    const rig = createBackupRig();
    rig.expect({}, { state: "COMPLETED", durationMs: 12 * hour });
    await rig.start();
    rig.clock.advance(5 * minute);
    const BackupJobId = await rig.start();
    rig.clock.advance(9 * hour);
    const job = await rig.ask("DescribeBackupJob", { BackupJobId });
    expect(job).toMatchObject({
      State: "EXPIRED",
      StatusMessage: "Backup job failed because there was a running job for the same resource.",
    });
    expect(job.CompletionDate).toEqual(job.StartBy);
  });

  it("expires when it runs past its completion window", async () => {
    const rig = createBackupRig();
    rig.expect({}, { state: "COMPLETED", durationMs: 5 * hour });
    const BackupJobId = await rig.start({ StartWindowMinutes: 60, CompleteWindowMinutes: 120 });
    rig.clock.advance(2 * hour);
    expect(await rig.ask("DescribeBackupJob", { BackupJobId })).toMatchObject({
      State: "EXPIRED",
      StatusMessage: "Backup job expired before completion.",
    });
  });

  it("stops when it is asked to, unless its kind cannot be stopped or it has ended", async () => {
    const rig = createBackupRig();
    const BackupJobId = await rig.start();
    rig.clock.advance(5 * minute);
    await rig.ask("StopBackupJob", { BackupJobId });
    expect((await rig.ask("DescribeBackupJob", { BackupJobId })).State).toBe("ABORTING");
    rig.clock.advance(minute);
    expect(await rig.ask("DescribeBackupJob", { BackupJobId })).toMatchObject({
      State: "ABORTED",
      StatusMessage: "Backup job was stopped by user.",
    });
    await expect(rig.ask("StopBackupJob", { BackupJobId })).rejects.toMatchObject({
      name: "InvalidRequestException",
    });
    const ResourceArn = `arn:aws:rds:ap-northeast-1:${account}:db:orders`;
    rig.addResource({ ...place, arn: ResourceArn, name: "orders", type: "RDS", tags: {} });
    const database = await rig.start({ ResourceArn });
    await expect(rig.ask("StopBackupJob", { BackupJobId: database })).rejects.toMatchObject({
      name: "InvalidRequestException",
    });
  });

  it("fails when its resource is gone", async () => {
    const rig = createBackupRig();
    const BackupJobId = await rig.start({
      ResourceArn: `arn:aws:ec2:ap-northeast-1:${account}:volume/vol-0aaaaaaaaaaaaaaaa`,
    });
    rig.clock.advance(hour);
    expect(await rig.ask("DescribeBackupJob", { BackupJobId })).toMatchObject({
      State: "FAILED",
      StatusMessage: "The specified volume was not found.",
    });
  });

  it("is foretold as often as was said, and then goes well", async () => {
    const rig = createBackupRig();
    rig.expect({ kind: "backup" }, { state: "FAILED", durationMs: 1 }, 2);
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      ids.push(await rig.start());
      rig.clock.advance(hour);
    }
    const jobs = await Promise.all(ids.map((BackupJobId) => rig.ask("DescribeBackupJob", { BackupJobId })));
    expect(jobs.map(({ State }) => State)).toEqual(["FAILED", "FAILED", "COMPLETED"]);
  });
});

describe("a plan that is run", () => {
  it("starts one job for each selected resource, says so in each, and copies what it took", async () => {
    const rig = createBackupRig();
    rig.addVault({ ...place, name: "second" });
    const second = vaultArn.replace(vaultName, "second");
    const arn = `arn:aws:ec2:ap-northeast-1:${account}:volume/vol-0aaaaaaaaaaaaaaaa`;
    rig.addResource({ ...place, arn, name: "disk", type: "EBS", tags: { team: "shop" } });
    rig.addResource({ ...place, arn: `${arn}b`, name: "other", type: "EBS", tags: { team: "hr" } });
    const planId = await rig.addPlan({ CopyActions: [{ DestinationBackupVaultArn: second }] });
    const ids = rig.runPlan(planId);
    expect(ids.length).toBe(2);
    rig.clock.advance(hour);
    const { BackupJobs = [] } = await rig.ask("ListBackupJobs", {});
    expect(BackupJobs.map(({ ResourceName }) => ResourceName).sort()).toEqual(["disk", "web-1"]);
    expect(BackupJobs.find(({ ResourceType }) => ResourceType === "EC2")).toMatchObject({
      CreatedBy: { BackupPlanId: planId, BackupRuleName: "daily" },
      BackupOptions: { WindowsVSS: "enabled" },
    });
    const { CopyJobs = [] } = await rig.ask("ListCopyJobs", { ByDestinationVaultArn: second });
    expect(CopyJobs.map(({ State, CreatedByBackupJobId }) => [State, CreatedByBackupJobId]).sort()).toEqual(
      ids.map((id) => ["COMPLETED", id]).sort(),
    );
  });

  it("lets its jobs fail when its vault is gone", async () => {
    const rig = createBackupRig();
    const [id] = rig.runPlan(await rig.addPlan({ TargetBackupVaultName: "gone" }));
    rig.clock.advance(hour);
    const job = await rig.ask("DescribeBackupJob", { BackupJobId: id });
    expect(job.StatusMessage).toBe(
      `Backup job failed because backup vault ${vaultArn.replace(vaultName, "gone")} does not exist.`,
    );
  });
});
