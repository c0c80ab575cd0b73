// One job at a time: how each of its ends looks as a card.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { resources } from "../estate.ts";
import type { Story } from "./story.ts";

const minute = 60_000;
const soon = { afterMs: minute, durationMs: 4 * minute } as const;

export const failedJob: Story = {
  name: "a-failed-backup",
  title: { en: "A backup fails", ja: "バックアップが失敗する" },
  description: {
    en: "The KMS key of a database is disabled. One red card says so, and what to do.",
    ja: "データベースの KMS キーが無効化されています。原因と対応を示す赤いカードが 1 枚届きます。",
  },
  async play(stage) {
    await stage.backUp(resources.ordersDb, {
      ...soon,
      state: "FAILED",
      message: "KMS key is either disabled or pending deletion or access to KMS key is denied",
      category: "AccessDenied",
    });
    await stage.pass(10);
  },
  async check(stage) {
    const [card, ...others] = stage.cards("backup-prod");
    equal(others.length, 0);
    equal(card?.severity, "failed");
    match(card?.words ?? "", /orders-db/);
    match(card?.words ?? "", /KMS key is either disabled or pending deletion/);
  },
};

export const completedJob: Story = {
  name: "a-completed-backup",
  title: { en: "A backup completes", ja: "バックアップが完了する" },
  description: {
    en: "Production shows a green line. The filtered topic says nothing of it: EventBridge does.",
    ja: "本番では緑色の 1 行が届きます。フィルターされた SNS ではなく、EventBridge から届いたものです。",
  },
  async play(stage) {
    await stage.backUp(resources.ordersFs, { ...soon, state: "COMPLETED", bytes: 1340e9 });
    await stage.backUp(resources.stagingVolume, { ...soon, state: "COMPLETED", bytes: 100e9 });
    await stage.pass(10);
  },
  async check(stage) {
    deepEqual(
      stage.cards("backup-prod").map(({ severity }) => severity),
      ["good"],
    );
    // Staging asks for warnings and worse, so a good backup there stays silent.
    deepEqual(stage.cards("backup-stg"), []);
  },
};

export const expiredJob: Story = {
  name: "an-expired-backup",
  title: { en: "A backup expires", ja: "バックアップが期限切れになる" },
  description: {
    en: "A job did not start within its window.",
    ja: "ジョブがウィンドウ内に開始されませんでした。",
  },
  async play(stage) {
    await stage.backUp(resources.stagingVolume, {
      ...soon,
      state: "EXPIRED",
      message: "Backup job expired before completion.",
    });
    await stage.pass(15);
  },
  async check(stage) {
    const [card, ...others] = stage.cards("backup-stg");
    equal(others.length, 0);
    equal(card?.state, "EXPIRED");
    equal(card?.severity, "failed");
  },
};

export const inconsistentJob: Story = {
  name: "a-vss-fallback",
  title: { en: "VSS falls back", ja: "VSS が失敗する" },
  description: {
    en: "AWS calls the job completed. The card says that the image is not application-consistent.",
    ja: "AWS の状態は完了ですが、アプリケーション整合性のないイメージであることをカードが伝えます。",
  },
  async play(stage) {
    await stage.backUp(resources.web, { ...soon, state: "vssFailed", bytes: 64e9 });
    await stage.pass(10);
  },
  async check(stage) {
    const [card, ...others] = stage.cards("backup-prod");
    equal(others.length, 0);
    equal(card?.state, "COMPLETED");
    equal(card?.severity, "warning");
    match(card?.words ?? "", /Windows VSS Backup Job Error encountered/);
  },
};

export const copyAndRestore: Story = {
  name: "a-failed-copy-and-restore",
  title: { en: "A copy and a restore fail", ja: "コピーと復元が失敗する" },
  description: {
    en: "The copy's retention does not fit the locked vault; the restore's role lacks a permission.",
    ja: "コピーの保持期間がロックされたボールトの範囲外です。復元ではロールの権限が不足しています。",
  },
  async play(stage) {
    await stage.backUp(resources.ordersFs, { ...soon, state: "COMPLETED", bytes: 1340e9 });
    await stage.pass(10);
    await stage.copy(resources.ordersFs, {
      ...soon,
      state: "FAILED",
      message:
        "Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault.",
    });
    await stage.pass(10);
    await stage.restore(resources.ordersFs, {
      ...soon,
      state: "FAILED",
      message: "You are not authorized to perform this operation.",
      category: "AccessDenied",
    });
    await stage.pass(10);
  },
  async check(stage) {
    const cards = stage.cards("backup-prod");
    deepEqual(
      cards.map(({ severity }) => severity),
      ["good", "failed", "failed"],
    );
    const kinds = cards.map(({ incident }) => incident.split("/")[2]);
    deepEqual(kinds, ["backup", "copy", "restore"]);
    ok(cards.every(({ words }) => words.includes("orders-fs") || words.includes("fs-0123456789abcdef0")));
  },
};
