// Ends that are neither good nor plainly failed: somebody stops a job, or it does only a part of its work.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { BackupClient, StopBackupJobCommand } from "@aws-sdk/client-backup";
import { resources } from "../estate.ts";
import type { Story } from "./story.ts";

const minute = 60_000;
const soon = { afterMs: minute, durationMs: 4 * minute } as const;

export const abortedBackup: Story = {
  name: "an-aborted-backup",
  title: { en: "A backup is stopped", ja: "バックアップが中止される" },
  description: {
    en: "Somebody stops a backup that runs. There is no recovery point, so the card is red; AWS's word stays on it.",
    ja: "実行中のバックアップを誰かが中止します。復旧ポイントは作成されないため、AWS の状態名を示した赤いカードが届きます。",
  },
  async play(stage) {
    const jobId = await stage.backUp(resources.ordersFs, {
      state: "COMPLETED",
      afterMs: minute,
      durationMs: 60 * minute,
    });
    await stage.pass(5);
    deepEqual(stage.cards("backup-prod"), []);
    const { account, region } = resources.ordersFs;
    const client = new BackupClient(stage.world.awsIn(account, region));
    await client.send(new StopBackupJobCommand({ BackupJobId: jobId }));
    await stage.pass(15);
  },
  async check(stage) {
    const [card, ...others] = stage.cards("backup-prod");
    equal(others.length, 0);
    deepEqual([card?.state, card?.severity], ["ABORTED", "failed"]);
    match(card?.words ?? "", /orders-fs/);
    match(card?.words ?? "", /AWS.{0,12}Backup job was stopped by user/);
  },
};

export const partialEnds: Story = {
  name: "a-partial-copy-or-backup",
  title: { en: "Only a part was backed up", ja: "一部だけがバックアップされる" },
  description: {
    en: "A backup ends as PARTIAL, and so does a copy of a good one. Both are warnings and neither is green.",
    ja: "バックアップと、正常なバックアップのコピーがそれぞれ PARTIAL で終わります。どちらも警告になり、緑にはなりません。",
  },
  async play(stage) {
    await stage.backUp(resources.reports, {
      ...soon,
      state: "PARTIAL",
      message: "Some objects could not be backed up.",
    });
    await stage.pass(10);
    await stage.backUp(resources.ordersFs, { ...soon, state: "COMPLETED" });
    await stage.pass(10);
    await stage.copy(resources.ordersFs, { ...soon, state: "PARTIAL" });
    await stage.pass(10);
  },
  async check(stage) {
    const cards = stage.cards("backup-prod");
    deepEqual(
      cards.map(({ incident, state, severity }) => [incident.split("/")[2], state, severity]),
      [
        ["backup", "PARTIAL", "warning"],
        ["backup", "COMPLETED", "good"],
        ["copy", "PARTIAL", "warning"],
      ],
    );
    ok(cards[0]?.words.includes("Some objects could not be backed up."));
  },
};
