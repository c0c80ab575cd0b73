// What AWS says, understood: what the team accepts for a while, what contradicts itself, what VSS came to.
import { deepEqual, equal, ok } from "node:assert/strict";
import { resources } from "../estate.ts";
import { spoken } from "./person.ts";
import type { Story } from "./story.ts";

const minute = 60_000;
const soon = { afterMs: minute, durationMs: 4 * minute } as const;

const optionsDiffer = {
  ...soon,
  state: "COMPLETED",
  message:
    "Periodic/snapshot backup for bucket shop-prod-reports has different backup options than the continuous backup. When using continuous backups along with snapshot backups for the same bucket, the snapshot will use the same settings for backing up ACLs and Object tags as the continuous backup.",
} as const;

export const acceptedMessage: Story = {
  name: "an-accepted-message",
  title: { en: "An accepted message expires", ja: "許容したメッセージの期限" },
  description: {
    en: "The team accepts a message of a bucket until a day. Until then it is green and says so; afterwards it is a warning again.",
    ja: "チームがあるバケットのメッセージを期限付きで許容しています。期限までは緑色でその旨を示し、期限後は再び警告になります。",
  },
  async play(stage) {
    await stage.backUp(resources.reports, optionsDiffer);
    await stage.pass(10);
    const [entry] = stage.world.config.accepted;
    if (entry === undefined) throw new Error("the sandbox accepts a message");
    const leftMs = entry.endsAt - stage.world.clock.now();
    if (leftMs > 0) await stage.pass(Math.ceil(leftMs / minute));
    await stage.backUp(resources.reports, optionsDiffer);
    await stage.pass(10);
  },
  async check(stage) {
    const told = stage.cards("backup-prod").filter(({ words }) => words.includes("different backup options"));
    deepEqual(
      told.map(({ severity }) => severity),
      ["good", "warning"],
    );
    const why = stage.world.config.accepted[0]?.why ?? "";
    deepEqual(
      told.map(({ words }) => words.includes(why)),
      [true, false],
    );
  },
};

export const contradiction: Story = {
  name: "a-contradiction",
  title: { en: "AWS contradicts itself", ja: "AWS の情報の矛盾" },
  description: {
    en: "A job is COMPLETED and a SUCCESS, and its words say that it failed; a restore says CREATED and FAILED in one breath. Neither is green.",
    ja: "状態は COMPLETED、分類は SUCCESS なのにメッセージは失敗を示すジョブと、CREATED と FAILED を同時に示す復元。どちらも緑色にはなりません。",
  },
  async play(stage) {
    await stage.backUp(resources.ordersFs, {
      ...soon,
      state: "COMPLETED",
      category: "SUCCESS",
      message: "An AWS Backup job was completed but was failed or was aborted.",
    });
    const { account, region, arn } = resources.ordersDb;
    stage.world.bus.emit({
      source: "aws.backup",
      detailType: "Restore Job State Change",
      account,
      region,
      resources: [arn],
      detail: { restoreJobId: "0F1E2D3C-1111-2222-3333-444455556666", state: "CREATED", status: "FAILED" },
    });
    await stage.pass(10);
  },
  async check(stage) {
    const cards = stage.cards("backup-prod");
    deepEqual([...cards.map(({ state }) => state)].sort(), ["COMPLETED", "FAILED"]);
    ok(cards.every(({ severity }) => severity === "failed"));
    ok(cards.some(({ words }) => words.includes("completed but was failed or was aborted")));
  },
};

export const vssVerdicts: Story = {
  name: "vss-failed",
  title: { en: "VSS fails in two ways", ja: "VSS の 2 種類の失敗" },
  description: {
    en: "Once AWS stops the job, and there is no backup; once it goes on without VSS, and there is a crash-consistent one.",
    ja: "VSS の失敗でジョブが中止されバックアップが残らない場合と、VSS なしで続行されクラッシュ整合性のみになる場合です。",
  },
  async play(stage) {
    await stage.backUp(resources.web, {
      ...soon,
      state: "ABORTED",
      message: "Windows VSS Backup attempt failed because ec2-vss-agent.exe is not installed in the Instance",
    });
    await stage.pass(10);
    await stage.backUp(resources.web, { ...soon, state: "vssFailed", bytes: 64e9 });
    await stage.pass(10);
  },
  async check(stage) {
    const { consistencyMeans } = spoken(stage).answers;
    const cards = stage.cards("backup-prod");
    equal(cards.length, 2);
    const [stopped, fallback] = cards;
    equal(stopped?.severity, "failed");
    ok(stopped?.words.includes(consistencyMeans["no-backup"]));
    equal(fallback?.severity, "warning");
    ok(fallback?.words.includes(consistencyMeans["crash-consistent"]));
    ok(cards.every(({ words }) => words.includes("windows-backups.html")));
  },
};
