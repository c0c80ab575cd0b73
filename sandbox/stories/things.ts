// What AWS tells of things that are no jobs: pipelines of old, DataSync, scans, deletions, and objects inside a job.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { resources } from "../estate.ts";
import { pipelinesTopic } from "../settings.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const minute = 60_000;
const { account, region } = resources.reports;
const point = `arn:aws:backup:${region}:${account}:recovery-point:abcd1234-5678-abcd-9012-abcdef123456`;

const topicOf = (stage: Stage): string => {
  const found = stage.world.installed.topics.find((arn) => arn.includes(`:${region}:${account}:`));
  if (found === undefined) throw new Error("the production account has no topic");
  return found;
};

const publish = (stage: Stage, message: string, attributes: Readonly<Record<string, string>>): void =>
  stage.world.sns.publish({
    topicArn: topicOf(stage),
    subject: "Notification from AWS Backup",
    message,
    attributes,
  });

const emit = (
  stage: Stage,
  source: string,
  detailType: string,
  detail: Readonly<Record<string, unknown>>,
  arn: string,
): void => {
  stage.world.bus.emit({ source, detailType, account, region, resources: [arn], detail });
};

const sayOnTopic = async (stage: Stage, subject: string, message: string): Promise<void> => {
  stage.world.sns.publish({ topicArn: pipelinesTopic, subject, message, attributes: {} });
  await stage.settle();
};

const ran = (name: string): string =>
  [
    `pipelineName: ${name}`,
    "scheduledStartTime: 2026-11-20T13:00:00",
    "actualStartTime: 2026-11-20T13:00:12",
    "source: fs-0123456789abcdef0",
  ].join("\n");

export const pipelines: Story = {
  name: "old-pipelines",
  title: { en: "Data Pipelines of old", ja: "従来の Data Pipeline" },
  description: {
    en: "Two pipelines send free text: one succeeded, one failed. Later that night it is run again and succeeds, and its card turns green.",
    ja: "2 つのパイプラインから自由形式の通知が届きます。1 つは成功、1 つは失敗です。その夜のうちに再実行が成功すると、カードは緑色になります。",
  },
  async play(stage) {
    await sayOnTopic(stage, "[Info] EFS backup Success", ran("efs-orders"));
    const failure = `${ran("efs-reports")}\nerrorMessage: rsync exited with 23`;
    await sayOnTopic(stage, "[Alart] EFS backup Failure", failure);
    const failed = stage.cards("backup-prod").find(({ severity }) => severity === "failed");
    match(failed?.words ?? "", /rsync exited with 23/);
    // Past midnight in Tokyo: the day is another one.
    await stage.pass(4 * 60);
    await sayOnTopic(stage, "[Info] EFS backup Success", ran("efs-reports"));
  },
  async check(stage) {
    deepEqual(
      stage.cards("backup-prod").map(({ severity }) => severity),
      ["good", "good"],
    );
    ok(stage.cards("backup-prod").some(({ words }) => words.includes("efs-reports")));
  },
};

export const dataSync: Story = {
  name: "datasync-fails-then-works",
  title: { en: "DataSync fails, then works", ja: "DataSync の失敗と成功" },
  description: {
    en: "An execution of a task fails and the next one succeeds: one card, red and then green. Later it fails anew, on a card of its own.",
    ja: "タスクの実行が失敗し、次の実行は成功します。カードは 1 枚で、赤から緑に変わります。その後の失敗は新しいカードで届きます。",
  },
  async play(stage) {
    const task = `arn:aws:datasync:${region}:${account}:task/task-0123456789abcdef0`;
    const ended = async (execution: string, ...states: readonly string[]) => {
      const arn = `${task}/execution/exec-${execution}`;
      for (const State of states)
        emit(stage, "aws.datasync", "DataSync Task Execution State Change", { State }, arn);
      await stage.settle();
    };
    await ended("0123456789abcdef0", "ERROR", "ERROR");
    deepEqual(severities(stage), ["failed"]);
    await stage.pass(20);
    await ended("0123456789abcdef1", "LAUNCHING");
    deepEqual(severities(stage), ["failed"]);
    await stage.pass(5);
    await ended("0123456789abcdef1", "SUCCESS");
    deepEqual(severities(stage), ["good"]);
    equal(stage.calls("slack", "chat.postMessage"), 1);
    await stage.pass(30);
    await ended("0123456789abcdef2", "LAUNCHING");
    deepEqual(severities(stage), ["good"]);
    await stage.pass(5);
    await ended("0123456789abcdef2", "ERROR");
    deepEqual(severities(stage), ["good", "failed"]);
    await stage.pass(30);
    // It fails on: the same card, for nothing good came in between.
    await ended("0123456789abcdef3", "ERROR");
    deepEqual(severities(stage), ["good", "failed"]);
    await stage.pass(20);
    await ended("0123456789abcdef4", "SUCCESS");
  },
  async check(stage) {
    deepEqual(
      stage.cards("backup-prod").map(({ severity, state }) => [severity, state]),
      [
        ["good", "SUCCESS"],
        ["good", "SUCCESS"],
      ],
    );
    const [first, second] = stage.cards("backup-prod");
    ok(first?.words.includes("exec-0123456789abcdef1"));
    ok(second?.words.includes("exec-0123456789abcdef4"));
  },
};

const severities = (stage: Stage): readonly string[] =>
  stage.cards("backup-prod").map(({ severity }) => severity);

export const threats: Story = {
  name: "a-scan-finds-threats",
  title: { en: "A scan finds threats", ja: "スキャンで脅威が見つかる" },
  description: {
    en: "AWS calls the scan completed; its result is that the recovery point holds malware. That is critical.",
    ja: "スキャンの状態は完了ですが、復旧ポイントからマルウェアが検出されています。最も深刻なアラートになります。",
  },
  async play(stage) {
    for (const told of [
      { state: "RUNNING" },
      { state: "COMPLETED", scanResult: { scanResultStatus: "THREATS_FOUND" } },
    ]) {
      const detail = {
        scanJobId: "4d5fc12e-7e33-4336-a981-bbe43c300298",
        backupVaultName: "prod-daily",
        recoveryPointArn: point,
        resourceArn: resources.web.arn,
        resourceType: "EC2",
        malwareScanner: "GUARDDUTY",
        ...told,
      };
      emit(stage, "aws.backup", "Scan Job State Change", detail, point);
      await stage.pass(5);
    }
  },
  async check(stage) {
    const [card, ...others] = stage.cards("backup-prod");
    equal(others.length, 0);
    deepEqual([card?.severity, card?.state], ["critical", "COMPLETED"]);
    match(card?.words ?? "", /THREATS_FOUND/);
  },
};

export const deletedByHand: Story = {
  name: "a-deleted-recovery-point",
  title: { en: "Somebody deletes a recovery point", ja: "復旧ポイントが手動で削除される" },
  description: {
    en: "AWS Backup says that it is gone, CloudTrail says who did it. One card says both.",
    ja: "AWS Backup からは削除の事実が、CloudTrail からは実行者が届きます。1 枚のカードで両方を示します。",
  },
  async play(stage) {
    const detail = {
      backupVaultName: "prod-daily",
      resourceArn: resources.ordersFs.arn,
      resourceType: "EFS",
      status: "DELETED",
      deletedBy: "MANUAL_DELETE",
    };
    const call = {
      eventSource: "backup.amazonaws.com",
      eventName: "DeleteRecoveryPoint",
      userIdentity: { type: "AssumedRole", arn: `arn:aws:sts::${account}:assumed-role/admin/mallory` },
      requestParameters: { backupVaultName: "prod-daily", recoveryPointArn: point },
    };
    emit(stage, "aws.backup", "Recovery Point State Change", detail, point);
    emit(stage, "aws.backup", "AWS API Call via CloudTrail", call, point);
    await stage.settle();
  },
  async check(stage) {
    const [card, ...others] = stage.cards("backup-prod");
    equal(others.length, 0);
    equal(card?.severity, "warning");
    match(card?.words ?? "", /assumed-role\/admin\/mallory/);
    match(card?.words ?? "", /fs-0123456789abcdef0/);
  },
};

export const failedObjects: Story = {
  name: "completed-with-failed-objects",
  title: { en: "Completed, but objects failed", ja: "完了したがオブジェクトが失敗" },
  description: {
    en: "S3 tells of each object that a backup could not read, some of them twice. The job's own card counts them.",
    ja: "バックアップできなかったオブジェクトが 1 件ずつ、一部は重複して通知されます。ジョブのカードに件数が載ります。",
  },
  async play(stage) {
    const id = await stage.backUp(resources.reports, {
      state: "COMPLETED",
      afterMs: minute,
      durationMs: 4 * minute,
      bytes: 87e9,
    });
    await stage.pass(2);
    const tell = (objectKey: string) =>
      publish(stage, "An object failed to back up.", {
        eventType: "S3_BACKUP_OBJECT_FAILED",
        backupJobId: id,
        objectKey,
        reason: "AccessDenied",
      });
    for (const key of ["2026/01.csv", "2026/02.csv", "2026/01.csv"]) tell(key);
    await stage.pass(10);
    // The last one comes when the job has long ended.
    tell("2026/03.csv");
    await stage.settle();
  },
  async check(stage) {
    const [card, ...others] = stage.cards("backup-prod");
    equal(others.length, 0);
    deepEqual([card?.severity, card?.state], ["warning", "COMPLETED"]);
    for (const key of ["2026/01.csv", "2026/02.csv", "2026/03.csv"]) ok(card?.words.includes(key), key);
    match(card?.words ?? "", /: 3\D/);
  },
};
