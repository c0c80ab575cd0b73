// Which failures of one resource hide another: told as AWS tells them, through the whole road in memory.
import { describe, expect, it } from "vitest";
import type { Delivery } from "../../../src/backup/notification.ts";
import { instant } from "../../../src/core/time.ts";
import { createAlertWorld } from "../../simulation/alert-world.ts";

const at = "2026-11-20T13:10:00Z";
const resourceArn = "arn:aws:ec2:ap-northeast-1:111111111111:instance/i-0a1b2c3d4e5f60718";

const told = (kind: "Backup" | "Copy", detail: object): Delivery => ({
  body: JSON.stringify({
    id: `${kind}-1`,
    source: "aws.backup",
    "detail-type": `${kind} Job State Change`,
    account: "111111111111",
    region: "ap-northeast-1",
    time: at,
    resources: [],
    detail: { resourceArn, creationDate: at, ...detail },
  }),
  messageId: `${kind}-1`,
  sentAt: instant(Date.parse(at)),
  attributes: {},
});

const copyFailed = told("Copy", { copyJobId: "C-1", state: "FAILED", statusMessage: "Access Denied" });

const cardsAfter = async (backup: object): Promise<readonly unknown[]> => {
  const world = createAlertWorld(undefined, []);
  await world.deliver(told("Backup", { backupJobId: "B-1", ...backup }));
  await world.deliver(copyFailed);
  await world.post();
  return world.roots().map(({ card }) => card.metadata.event_payload.state);
};

describe("a copy that fails", () => {
  it("is not told beside a backup that left nothing to copy", async () => {
    expect(await cardsAfter({ state: "FAILED", statusMessage: "Access Denied" })).toEqual(["FAILED"]);
  });

  it.each([
    [
      "came with a warning",
      {
        state: "COMPLETED",
        statusMessage: "Windows VSS Backup Job Error encountered, trying for regular backup",
      },
    ],
    ["came in part", { state: "PARTIAL", statusMessage: "Some objects failed" }],
  ])("is told beside a backup that %s", async (_, backup) => {
    expect(await cardsAfter(backup)).toEqual([backup.state, "FAILED"]);
  });
});
