// Backups, copies and stops on their whole road: asked for, approved, run once, watched to their end.
import { equal, ok } from "node:assert/strict";
import {
  BackupClient,
  DescribeBackupVaultCommand,
  ListRecoveryPointsByResourceCommand,
  StartBackupJobCommand,
} from "@aws-sdk/client-backup";
import { DisableKeyCommand, EnableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { approvalTextsFor } from "../../src/i18n/approvals.ts";
import { backupTextsFor } from "../../src/i18n/backups.ts";
import { resources, roleIn, vaultFor } from "../estate.ts";
import { person, wordsOf } from "./person.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const good = { state: "COMPLETED", afterMs: 1_000, durationMs: 1_000 } as const;
const long = { state: "COMPLETED", afterMs: 1_000, durationMs: 10 * 60_000, bytes: 5e9 } as const;

const { ordersFs, stagingDb, web } = resources;

/** The cards of requests as leads see them, oldest first. */
const requestCards = ({ world }: Stage, channel: string) =>
  world.slack
    .messages(world.workspace.channel(channel))
    .filter(({ metadata }) => metadata?.event_type === "stillpoint_request");

const lastCard = (stage: Stage, channel = "backup-approvals") => {
  const card = requestCards(stage, channel).at(-1);
  if (card === undefined) throw new Error("nobody asked for anything");
  return card;
};

const approve = async (stage: Stage, lead: string, channel = "backup-approvals"): Promise<void> => {
  await person(stage, lead).pressCard(lastCard(stage, channel).ts, "approvals.approve", undefined, channel);
  await stage.settle();
};

/** What the operator role was used for. */
const started = (stage: Stage, operation: string) =>
  stage.world.journal
    .since(0)
    .filter((each) => each.operation === operation && each.principal.includes("stillpoint-operator"));

const hasEnded = (stage: Stage, channel?: string): boolean => {
  const { text } = lastCard(stage, channel);
  return (text ?? "").includes(approvalTextsFor(stage.world.language).word.succeeded);
};

export const backupNow: Story = {
  name: "backup-now-approved",
  title: { en: "A backup, asked for and approved", ja: "依頼して承認されたバックアップ" },
  description: {
    en: "A form, a look ahead, one lead's yes: it runs once, in the name of whoever asked, and the card tells its end.",
    ja: "フォームとチェックの後、リーダー 1 名が承認すると、依頼者の名前で 1 回だけ実行され、結果がカードに表示されます。",
  },
  async play(stage) {
    const asker = person(stage, "asker");
    await stage.backUp(ordersFs, good);
    await stage.pass(16);
    stage.foretell(ordersFs, long);
    await asker.type("/backup now orders-fs --retain 35d --window 1h");
    await asker.fill({ "backups.why": "INC-12: before the migration" });
    await asker.fill({});
    await approve(stage, "lead-a");
    await stage.pass(20);
  },
  async check(stage) {
    const [call, more] = started(stage, "StartBackupJob");
    equal(more, undefined);
    ok(hasEnded(stage));
    const { IdempotencyToken, ...input } = call?.input as Record<string, unknown>;
    equal(String(IdempotencyToken).length, 43);
    equal(input.ResourceArn, ordersFs.arn);
    equal(input.StartWindowMinutes, 60);
    equal(call?.sourceIdentity, stage.world.workspace.user("asker"));
  },
};

export const elsewhere: Story = {
  name: "approved-in-another-account",
  title: { en: "Approved in another account", ja: "別アカウントでの承認と実行" },
  description: {
    en: "Staging has an account and a channel of its own. AWS's answer is lost for an hour there; its list tells that the job is there, and it stays one.",
    ja: "ステージングには専用のアカウントとチャンネルがあります。AWS の応答が 1 時間届きませんが、一覧からジョブを見つけ、1 つのままです。",
  },
  async play(stage) {
    const asker = person(stage, "asker");
    await stage.backUp(stagingDb, good);
    await stage.pass(16);
    stage.foretell(stagingDb, { ...long, durationMs: 3 * 60 * 60_000 });
    await asker.type('/backup now orders-db-stg --retain 35d --why "INC-12: before the migration"');
    await asker.fill({});
    await asker.fill({});
    stage.faults({ service: "backup", operation: "StartBackupJob", drop: "after" });
    await approve(stage, "lead-a", "backup-stg");
    await stage.pass(70);
    stage.faults();
    await stage.pass(150);
  },
  async check(stage) {
    const calls = started(stage, "StartBackupJob");
    const tokens = calls.map(
      ({ input }) => (input as { readonly IdempotencyToken?: string }).IdempotencyToken,
    );
    equal(new Set(tokens).size, 1);
    ok(calls.every(({ principal }) => principal.includes(stagingDb.account)));
    ok(hasEnded(stage, "backup-stg"));
    equal(requestCards(stage, "backup-approvals").length, 0);
  },
};

export const copyApproved: Story = {
  name: "copy-approved",
  title: { en: "A copy, asked for and approved", ja: "依頼して承認されたコピー" },
  description: {
    en: "The recovery point is named, the other vault typed, and one lead says yes.",
    ja: "復旧ポイントとコピー先を指定し、リーダー 1 名が承認するとコピーされます。",
  },
  async play(stage) {
    const asker = person(stage, "asker");
    await stage.backUp(ordersFs, good);
    await stage.pass(16);
    const aws = stage.world.awsIn(ordersFs.account, ordersFs.region);
    const list = new ListRecoveryPointsByResourceCommand({ ResourceArn: ordersFs.arn, MaxResults: 20 });
    const { RecoveryPoints: points = [] } = await new BackupClient(aws).send(list);
    await asker.type(
      `/backup copy ${points[0]?.RecoveryPointArn} --to prod-archive --retain 1y --why "kept for the audit"`,
    );
    stage.world.backup.expect({ resourceArn: ordersFs.arn, kind: "copy" }, long);
    await asker.fill({});
    await asker.fill({});
    await approve(stage, "lead-b");
    await stage.pass(20);
  },
  async check(stage) {
    const [call, more] = started(stage, "StartCopyJob");
    equal(more, undefined);
    ok(hasEnded(stage));
    const input = call?.input as Record<string, unknown>;
    ok(String(input.DestinationBackupVaultArn).endsWith(":prod-archive"));
    equal(JSON.stringify(input.Lifecycle), '{"DeleteAfterDays":365}');
  },
};

export const stopApproved: Story = {
  name: "stop-approved",
  title: { en: "A running job is stopped", ja: "実行中のジョブの停止" },
  description: {
    en: "Somebody asks that a running backup be stopped, a lead approves, and AWS ends it.",
    ja: "実行中のバックアップの停止を依頼し、リーダーが承認すると AWS が停止します。",
  },
  async play(stage) {
    const asker = person(stage, "asker");
    const job = await stage.backUp(web, { ...long, durationMs: 3 * 60 * 60_000 });
    await stage.pass(2);
    await asker.type(`/backup stop ${job.slice(0, 8)} --why "The disk is being changed"`);
    await asker.fill({});
    await asker.fill({});
    await approve(stage, "lead-a");
    await stage.pass(5);
  },
  async check(stage) {
    equal(started(stage, "StopBackupJob").length, 1);
    ok(hasEnded(stage));
  },
};

/** As a plan does: with a retention that the job tells. */
const backUpKept = async ({ world }: Stage): Promise<void> => {
  const { account, region, arn } = ordersFs;
  const command = new StartBackupJobCommand({
    BackupVaultName: vaultFor(ordersFs),
    ResourceArn: arn,
    IamRoleArn: roleIn(account),
    Lifecycle: { DeleteAfterDays: 35 },
  });
  await new BackupClient(world.awsIn(account, region)).send(command);
};

/** What an administrator does with the key of a resource's vault. */
const turnKey = async ({ world }: Stage, way: "on" | "off"): Promise<void> => {
  const aws = world.awsIn(ordersFs.account, ordersFs.region);
  const described = new DescribeBackupVaultCommand({ BackupVaultName: vaultFor(ordersFs) });
  const { EncryptionKeyArn: KeyId = "" } = await new BackupClient(aws).send(described);
  const kms = new KMSClient(aws);
  await (way === "on"
    ? kms.send(new EnableKeyCommand({ KeyId }))
    : kms.send(new DisableKeyCommand({ KeyId })));
};

export const retryFromAlert: Story = {
  name: "retry-from-the-alert",
  title: { en: "Retry, from the alert", ja: "アラートから再実行" },
  description: {
    en: "While the key is disabled Retry says so; once it is enabled the same job is asked for again, with one press.",
    ja: "キーが無効な間は理由を伝え、有効化後は同じ条件のジョブをボタン 1 つで依頼できます。",
  },
  async play(stage) {
    const asker = person(stage, "asker");
    await turnKey(stage, "off");
    await backUpKept(stage);
    await stage.pass(15);
    const card = stage.cards("backup-prod").find(({ severity }) => severity === "failed");
    if (card === undefined) throw new Error("there is no alert");
    await asker.pressCard(card.ts, "backups.retry");
    await stage.settle();
    const { preflight } = backupTextsFor(stage.world.language);
    ok(wordsOf(asker.modal()).includes(preflight.stopped));
    await asker.close();
    await turnKey(stage, "on");
    stage.foretell(ordersFs, good);
    await asker.pressCard(card.ts, "backups.retry");
    await stage.settle();
    await asker.fill({});
    await approve(stage, "lead-a");
    await stage.pass(10);
  },
  async check(stage) {
    equal(started(stage, "StartBackupJob").length, 1);
    ok(hasEnded(stage));
    ok(stage.cards("backup-prod").every(({ severity }) => severity !== "failed"));
  },
};
