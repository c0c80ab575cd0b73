// Backups that somebody asks for: the form that knows the answers, and what it finds before AWS does.
import { ok } from "node:assert/strict";
import {
  BackupClient,
  DescribeBackupVaultCommand,
  PutBackupVaultLockConfigurationCommand,
} from "@aws-sdk/client-backup";
import { DisableKeyCommand, EnableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { backupTextsFor } from "../../src/i18n/backups.ts";
import { findingText } from "../../src/ports/findings.ts";
import type { Finding } from "../../src/ports/operation.ts";
import { resources, vaultFor } from "../estate.ts";
import { type Actor, person, wordsOf } from "./person.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const good = { state: "COMPLETED", afterMs: 1_000, durationMs: 1_000 } as const;
const long = { state: "COMPLETED", afterMs: 1_000, durationMs: 20 * 60_000 } as const;

const { ordersFs } = resources;
const BackupVaultName = vaultFor(ordersFs);

const wordsIn = ({ world }: Stage) => backupTextsFor(world.language);

/** Whether the open modal says what the preflight found. */
const isSaid = ({ world }: Stage, actor: Actor, name: string, ...values: readonly string[]): boolean => {
  const finding: Finding = { level: "stop", name, values };
  return wordsOf(actor.modal()).includes(
    JSON.stringify(findingText(finding, world.language).mrkdwn).slice(1, -1),
  );
};

const administrator = ({ world }: Stage) => {
  const { account, region } = ordersFs;
  const aws = world.awsIn(account, region);
  return { backup: new BackupClient(aws), kms: new KMSClient(aws) };
};

export const looksAhead: Story = {
  name: "backup-looks-ahead",
  title: { en: "A backup's form looks ahead", ja: "バックアップのフォームが先に確認する" },
  description: {
    en: "A running job, a disabled key and a vault's lock are said in the form, before AWS would say them hours later.",
    ja: "実行中のジョブ、無効なキー、ボールトロックを、AWS が何時間も後に失敗を知らせる前にフォームで伝えます。",
  },
  async play(stage) {
    const { backup, kms } = administrator(stage);
    const asker = person(stage, "asker");
    await stage.backUp(ordersFs, good);
    await stage.pass(16);
    await stage.backUp(ordersFs, long);
    await stage.pass(1);
    await asker.type('/backup now orders-fs --retain 35d --why "INC-12: before the migration"');
    await asker.fill({});
    ok(wordsOf(asker.modal()).includes("RUNNING"));
    await stage.pass(20);
    const { EncryptionKeyArn: KeyId = "" } = await backup.send(
      new DescribeBackupVaultCommand({ BackupVaultName }),
    );
    await kms.send(new DisableKeyCommand({ KeyId }));
    await asker.fill({});
    ok(isSaid(stage, asker, "key-disabled", KeyId));
    await kms.send(new EnableKeyCommand({ KeyId }));
    const lock = { BackupVaultName, MinRetentionDays: 40, MaxRetentionDays: 400 };
    await backup.send(new PutBackupVaultLockConfigurationCommand(lock));
    await asker.fill({});
    ok(isSaid(stage, asker, "lock-too-short", "40"));
    await asker.fill({ "backups.retention": "500d" });
    ok(isSaid(stage, asker, "lock-too-long", "400"));
    await asker.fill({ "backups.retention": "60d" });
  },
  async check(stage) {
    const asker = person(stage, "asker");
    const { preflight } = wordsIn(stage);
    ok(JSON.stringify(asker.modal()?.submit).includes(preflight.send));
    ok(wordsOf(asker.modal()).includes("`Lifecycle.DeleteAfterDays` 60"));
    ok(isSaid(stage, asker, "alone"));
    ok(isSaid(stage, asker, "lock-fits", "40–400"));
  },
};

export const stopIsPrepared: Story = {
  name: "what-can-be-stopped",
  title: { en: "What can be stopped, and what cannot", ja: "停止できるジョブとできないジョブ" },
  description: {
    en: "A running job is offered; one that has ended, or that AWS cannot stop, says so at once.",
    ja: "実行中のジョブだけを候補に出し、終了したものや停止できないものは理由を伝えます。",
  },
  async play(stage) {
    const asker = person(stage, "asker");
    const database = await stage.backUp(resources.ordersDb, long);
    const ended = await stage.backUp(ordersFs, good);
    await stage.pass(2);
    await asker.type(`/backup stop ${database.slice(0, 8)}`);
    ok(isSaid(stage, asker, "job-not-stoppable", "RDS"));
    await asker.close();
    await asker.type(`/backup stop ${ended}`);
    ok(isSaid(stage, asker, "job-ended", "COMPLETED"));
    await asker.close();
    const running = await stage.backUp(resources.web, long);
    await stage.pass(1);
    await asker.type("/backup stop 00000000");
    ok(wordsOf(asker.modal()).includes(wordsIn(stage).form.unknownJob("00000000")));
    await asker.close();
    await asker.type(`/backup stop ${running.toLowerCase()}`);
    await asker.fill({ "backups.why": "The disk is being changed" });
    ok(wordsOf(asker.modal()).includes(`\`BackupJobId\` ${running}`));
  },
  async check(stage) {
    const { preflight } = wordsIn(stage);
    ok(JSON.stringify(person(stage, "asker").modal()?.submit).includes(preflight.send));
  },
};

export const copyIsPrepared: Story = {
  name: "a-copy-is-prepared",
  title: { en: "A recovery point, and where it may be copied to", ja: "復旧ポイントとコピー先の選択" },
  description: {
    en: "The resource, its newest recovery point and the vaults of its environment are offered; the same vault is refused.",
    ja: "リソース、最新の復旧ポイント、同じ環境のボールトを候補に出し、コピー元と同じボールトは断ります。",
  },
  async play(stage) {
    const asker = person(stage, "asker");
    await stage.backUp(ordersFs, good);
    await stage.pass(16);
    await asker.type("/backup copy --retain 1y --why archive");
    await asker.fill({ "backups.resource": ordersFs.arn });
    const { account, region } = ordersFs;
    const vault = (name: string) => `arn:aws:backup:${region}:${account}:backup-vault:${name}`;
    await asker.fill({ "backups.target": vault(BackupVaultName) });
    ok(isSaid(stage, asker, "same-vault"));
    await asker.fill({ "backups.target": vault("prod-archive"), "backups.cold": "30d" });
  },
  async check(stage) {
    const asker = person(stage, "asker");
    const { preflight } = wordsIn(stage);
    ok(JSON.stringify(asker.modal()?.submit).includes(preflight.send));
    ok(wordsOf(asker.modal()).includes("`Lifecycle.MoveToColdStorageAfterDays` 30"));
  },
};
