// What CloudTrail tells of calls that start and stop jobs: it is read by the same door as the real thing.
import { describe, expect, it } from "vitest";
import type { BackupEvent } from "../../../sandbox/aws/backup/feeds.ts";
import { parseNotification } from "../../../src/backup/parse.ts";
import { instant } from "../../../src/core/time.ts";
import { account, createBackupRig, iamRoleArn, instanceArn, region, vaultName } from "./backup-rig.ts";

const trailed = () => {
  const rig = createBackupRig();
  rig.keepTrail(true);
  const calls = () => rig.events.filter(({ detailType }) => detailType === "AWS API Call via CloudTrail");
  return { ...rig, calls };
};

const heard = ({ detailType, ...event }: BackupEvent) =>
  parseNotification({
    body: JSON.stringify({ id: "e-1", "detail-type": detailType, ...event }),
    messageId: "m-1",
    sentAt: instant(0),
    attributes: {},
  });

describe("the trail", () => {
  it("tells who started a job, and which", async () => {
    const { start, calls } = trailed();
    const id = await start();
    const [call, ...others] = calls();
    expect(others).toEqual([]);
    expect(call && heard(call)).toMatchObject({
      type: "call",
      deed: "start",
      job: { account, region, kind: "backup", id: id.toLowerCase() },
      caller: { name: "admin", isRole: false, shown: "user/admin" },
      facts: { resourceArn: instanceArn, vaultName, iamRoleArn, writtenId: id },
    });
  });

  it("tells of a session with its source identity, and of a restore without its metadata", async () => {
    const { ask, takePoint, calls } = trailed();
    const RecoveryPointArn = await takePoint();
    const principal = `arn:aws:sts::${account}:assumed-role/Operations/kei`;
    await ask(
      "StartRestoreJob",
      { RecoveryPointArn, Metadata: { secret: "value" }, IamRoleArn: iamRoleArn },
      { principal, sourceIdentity: "U0KEI" },
    );
    const call = calls().at(-1);
    expect(call && heard(call)).toMatchObject({
      job: { kind: "restore" },
      caller: { name: "Operations", shown: "U0KEI (Operations/kei)" },
    });
    expect(JSON.stringify(call)).not.toContain('"secret"');
  });

  it("tells of a call that was refused, with AWS's word for why", async () => {
    const { ask, calls } = trailed();
    await expect(ask("StopBackupJob", { BackupJobId: "none" })).rejects.toThrow();
    expect(calls().map(({ detail }) => detail.errorCode)).toEqual(["ResourceNotFoundException"]);
    expect(calls().map(heard)).toEqual([{ type: "refused-call", name: "StopBackupJob" }]);
  });

  it("tells nothing of jobs of a plan, and nothing at all where there is none", async () => {
    const { runPlan, addPlan, start, keepTrail, calls } = trailed();
    runPlan(await addPlan());
    keepTrail(false);
    await start();
    expect(calls()).toEqual([]);
  });
});
