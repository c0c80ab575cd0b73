// What a vault tells its topic, word for word.
import { describe, expect, it } from "vitest";
import { parseNotification } from "../../../src/backup/parse.ts";
import { instant } from "../../../src/core/time.ts";
import {
  account,
  createBackupRig,
  day,
  hour,
  iamRoleArn,
  instanceArn,
  place,
  region,
  startAt,
  topicArn,
  vaultArn,
  vaultName,
} from "./backup-rig.ts";

describe("a vault notification", () => {
  it("is sent for nothing that the vault does not subscribe to", async () => {
    const rig = createBackupRig();
    await rig.subscribe("COPY_JOB_FAILED");
    await rig.start();
    rig.clock.advance(hour);
    expect(rig.notices).toEqual([]);
  });

  it("of a completed backup has the words of the field", async () => {
    const rig = createBackupRig();
    await rig.subscribe("BACKUP_JOB_COMPLETED");
    const id = await rig.start();
    rig.clock.advance(hour);
    const { RecoveryPointArn } = await rig.ask("DescribeBackupJob", { BackupJobId: id });
    expect(rig.notices).toEqual([
      {
        account,
        region,
        topicArn,
        subject: "Notification from AWS Backup",
        message: `An AWS Backup job was completed successfully. Recovery point ARN: ${RecoveryPointArn}. Backed up Resource ARN : ${instanceArn}. Backup Job Id : ${id}`,
        attributes: {
          EventType: "BACKUP_JOB",
          State: "COMPLETED",
          AccountId: account,
          Id: id,
          StartTime: "2026-11-20T13:00:00Z",
        },
      },
    ]);
  });

  it("of a completed backup has the words of the documentation where that is wanted", async () => {
    const rig = createBackupRig({ wording: "documented" });
    await rig.subscribe("BACKUP_JOB_COMPLETED");
    rig.clock.advance(226);
    const id = await rig.start();
    rig.clock.advance(hour);
    expect(rig.notices[0]?.message).toMatch(
      new RegExp(
        `^An AWS Backup job was completed successfully\\. Recovery point ARN: \\S+\\. Resource ARN : ${instanceArn}\\. BackupJob ID : ${id}$`,
      ),
    );
    expect(rig.notices[0]?.attributes.StartTime).toBe("2026-11-20T13:00:00.226Z");
  });

  it.each([
    ["FAILED", "An AWS Backup job failed."],
    ["EXPIRED", "An AWS Backup job failed to complete in time."],
    ["ABORTED", "An AWS Backup job was stopped."],
  ] as const)("of a backup that is %s has AWS's words, and never the reason", async (state, words) => {
    const rig = createBackupRig();
    await rig.subscribe("BACKUP_JOB_COMPLETED");
    rig.expect({}, { state, message: "A secret reason." });
    const id = await rig.start();
    rig.clock.advance(hour);
    expect(rig.notices.map(({ message }) => message)).toEqual([
      `${words} Resource ARN : ${instanceArn}. BackupJob ID : ${id}`,
    ]);
    expect(rig.notices[0]?.attributes.State).toBe(state);
  });

  it("of a failed copy has AWS's words, and no ARN", async () => {
    const rig = createBackupRig();
    const RecoveryPointArn = await rig.takePoint();
    rig.addVault({ ...place, name: "second" });
    await rig.subscribe("COPY_JOB_FAILED", "COPY_JOB_SUCCESSFUL");
    rig.expect({ kind: "copy" }, { state: "FAILED" });
    const { CopyJobId } = await rig.ask("StartCopyJob", {
      RecoveryPointArn,
      SourceBackupVaultName: vaultName,
      DestinationBackupVaultArn: vaultArn.replace(vaultName, "second"),
      IamRoleArn: iamRoleArn,
    });
    rig.clock.advance(hour);
    expect(rig.notices.map(({ message, attributes }) => [message, attributes.EventType])).toEqual([
      [`An AWS Copy job was completed but was failed or was aborted. Copy Job Id : ${CopyJobId}`, "COPY_JOB"],
    ]);
  });

  it("is said once more when a scene asks, and not at all where AWS loses it", async () => {
    const rig = createBackupRig();
    await rig.subscribe("BACKUP_JOB_COMPLETED");
    rig.expect({}, { state: "COMPLETED", silentOn: ["sns"] });
    const jobId = await rig.start();
    rig.clock.advance(day);
    expect(rig.notices).toEqual([]);
    rig.tell({ ...place, jobId, feed: "sns" });
    rig.tell({ ...place, jobId, feed: "sns" });
    expect(rig.notices.length).toBe(2);
    const completed = rig.events.find(({ detail }) => detail.state === "COMPLETED");
    const count = rig.events.length;
    rig.tell({ ...place, jobId, feed: "eventbridge" });
    expect(rig.events.at(-1)?.detail).toEqual(completed?.detail);
    expect(rig.events.length).toBe(count + 1);
  });
});

describe("everything that is told of a job", () => {
  it.each([
    "COMPLETED",
    "FAILED",
    "EXPIRED",
    "ABORTED",
  ] as const)("is understood at the door when %s", async (state) => {
    const rig = createBackupRig();
    await rig.subscribe("BACKUP_JOB_COMPLETED");
    rig.expect({}, { state });
    const id = await rig.start();
    rig.clock.advance(hour);
    const sentAt = instant(startAt);
    const message = { messageId: "m-1", sentAt };
    const ofJobs = rig.events.filter((event) => event.detailType === "Backup Job State Change");
    for (const event of ofJobs) {
      const { detailType, ...rest } = event;
      const body = JSON.stringify({ version: "0", id: "e-1", ...rest, "detail-type": detailType });
      expect(parseNotification({ ...message, body, attributes: {} }).type, body).not.toBe("raw");
    }
    const [notice] = rig.notices;
    const parsed = parseNotification({
      ...message,
      body: notice?.message ?? "",
      attributes: notice?.attributes ?? {},
    });
    expect(JSON.stringify(parsed).toUpperCase()).toContain(id);
    expect(parsed.type).not.toBe("raw");
  });
});
