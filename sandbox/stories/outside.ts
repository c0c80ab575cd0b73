// Jobs that somebody starts or stops beside Stillpoint, and those that nobody has to be told of.
import { deepEqual, equal, match } from "node:assert/strict";
import {
  BackupClient,
  StartBackupJobCommand,
  StartRestoreJobCommand,
  StopBackupJobCommand,
} from "@aws-sdk/client-backup";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { operatorRoleName } from "../../src/config/names.ts";
import { resources, roleIn, vaultFor } from "../estate.ts";
import { completed } from "./outcomes.ts";
import type { ShownCard, Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const { account, region } = resources.ordersFs;

/** How long nobody is told of a job of which AWS does not say who started it. */
const waitMinutes = 15;

export const restoredOutside: Story = {
  name: "restored-outside-stillpoint",
  title: { en: "A restore in the console", ja: "コンソールからの復元" },
  description: {
    en: "Somebody restores a file system in the console, and stops a backup. A card each says who did it, once.",
    ja: "誰かがコンソールからファイルシステムを復元し、バックアップも停止します。実行者を示すカードがそれぞれ 1 枚だけ届きます。",
  },
  async play(stage) {
    await stage.backUp(resources.ordersFs, completed);
    await stage.pass(10);
    const console = await clientOf(stage, "Operations", "kei@example.com", "U-KEI");
    const jobId = await restore(stage, console);
    await stage.pass(2);
    deepEqual(states(stage), ["StartRestoreJob"]);
    for (const feed of ["eventbridge", "eventbridge"] as const)
      stage.world.backup.tell({ account, region, jobId, feed });
    await stage.pass(20);
    const backupId = await stage.backUp(resources.web, { ...completed, durationMs: 60 * 60_000 });
    await stage.pass(3);
    await console.send(new StopBackupJobCommand({ BackupJobId: backupId }));
    await stage.pass(waitMinutes + 5);
  },
  async check(stage) {
    deepEqual(states(stage), ["StartRestoreJob", "StopBackupJob"]);
    for (const { words, severity } of outside(stage)) {
      match(words, /U-KEI \(Operations\/kei@example\.com\)/);
      equal(severity, "info");
    }
    // The jobs' own news is told as ever.
    equal(stage.cards("backup-prod").filter(({ incident }) => incident.includes("/restore/")).length, 1);
    equal((await stage.settle()).dlq, 0);
  },
};

export const outsideWithoutTrail: Story = {
  name: "restored-without-a-trail",
  title: { en: "A restore, and no trail", ja: "証跡のない復元" },
  description: {
    en: "The account has no CloudTrail trail. A quarter of an hour after the restore a card says that it was started, and that AWS does not say by whom.",
    ja: "アカウントに CloudTrail の証跡がありません。復元開始の 15 分後に届くカードには、実行者は不明と表示されます。",
  },
  async play(stage) {
    await stage.backUp(resources.ordersFs, completed);
    await stage.pass(waitMinutes + 5);
    stage.world.backup.keepTrail(false);
    await restore(stage, await clientOf(stage, "Operations", "kei@example.com"));
    await stage.pass(waitMinutes - 5);
    deepEqual(states(stage), []);
    await stage.pass(10);
  },
  async check(stage) {
    deepEqual(states(stage), ["STARTED"]);
    match(outside(stage)[0]?.words ?? "", /AWS does not say who|AWS の情報からは不明/);
    equal((await stage.settle()).dlq, 0);
  },
};

export const nothingOutside: Story = {
  name: "nothing-outside-stillpoint",
  title: { en: "Jobs that are no news", ja: "知らせる必要のないジョブ" },
  description: {
    en: "A plan runs, Stillpoint's own role starts a backup, a pipeline that the configuration expects starts another, and a call is refused. Nobody is told who.",
    ja: "プランの実行、Stillpoint のロールによるバックアップ、設定で想定済みのパイプラインによるバックアップ、拒否された呼び出し。どれも実行者は通知されません。",
  },
  async play(stage) {
    await stage.configure({ expectedCallers: '["pipeline-*"]' });
    stage.runPlan(account, region);
    await stage.pass(30);
    await byStillpoint(stage);
    await stage.pass(30);
    const pipeline = await clientOf(stage, "pipeline-nightly", "run-17");
    await backUp(stage, pipeline);
    await stage.pass(30);
    const running = await stage.backUp(resources.ordersDb, completed);
    await pipeline.send(new StopBackupJobCommand({ BackupJobId: running })).then(
      () => Promise.reject(new Error("AWS stops no backup of RDS")),
      () => undefined,
    );
    await stage.pass(waitMinutes + 5);
  },
  async check(stage) {
    // The last backup is the administrator's, whom nobody expects any more.
    deepEqual(
      outside(stage).map(({ state, words }) => [state, /user\/sandbox-administrator/.test(words)]),
      [["StartBackupJob", true]],
    );
    match(outside(stage)[0]?.words ?? "", /orders-db/);
    equal((await stage.settle()).dlq, 0);
  },
};

const outside = (stage: Stage): readonly ShownCard[] =>
  stage.cards("backup-prod").filter(({ state }) => /^(?:St(?:art|op)\w+Job|STARTED)$/.test(state));

const states = (stage: Stage): readonly string[] => outside(stage).map(({ state }) => state);

/** A backup as the executor starts one: the trail tells of its role, and of the request by the session's name. */
const byStillpoint = async (stage: Stage): Promise<void> => {
  const { backup, bus } = stage.world;
  backup.keepTrail(false);
  const backupJobId = await stage.backUp(resources.ordersFs, completed);
  backup.keepTrail(true);
  bus.emit({
    source: "aws.backup",
    detailType: "AWS API Call via CloudTrail",
    account,
    region,
    resources: [],
    detail: {
      eventSource: "backup.amazonaws.com",
      eventName: "StartBackupJob",
      userIdentity: {
        type: "AssumedRole",
        arn: `arn:aws:sts::${account}:assumed-role/${operatorRoleName}/R-0001`,
        sessionContext: { sourceIdentity: "U-KEI" },
      },
      requestParameters: { resourceArn: resources.ordersFs.arn },
      responseElements: { backupJobId },
    },
  });
};

/** AWS Backup as somebody calls it in a role that may do anything. */
const clientOf = async (
  { world }: Stage,
  role: string,
  session: string,
  source?: string,
): Promise<BackupClient> => {
  const RoleArn = `arn:aws:iam::${account}:role/${role}`;
  if (world.iam.roleOf(RoleArn) === undefined)
    world.iam.putRole({ arn: RoleArn, trust: anything("sts:AssumeRole"), policies: { all: anything("*") } });
  const { Credentials } = await new STSClient(world.awsIn(account, region)).send(
    new AssumeRoleCommand({
      RoleArn,
      RoleSessionName: session,
      ...(source === undefined ? {} : { SourceIdentity: source }),
    }),
  );
  return new BackupClient({
    ...world.awsIn(account, region),
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
    },
  });
};

const anything = (action: string) => ({
  Version: "2012-10-17",
  Statement: {
    Effect: "Allow",
    Action: action,
    ...(action === "*" ? { Resource: "*" } : { Principal: { AWS: `arn:aws:iam::${account}:root` } }),
  },
});

const backUp = async ({ world }: Stage, client: BackupClient): Promise<void> => {
  world.backup.expect({ resourceArn: resources.ordersFs.arn, kind: "backup" }, completed);
  await client.send(
    new StartBackupJobCommand({
      BackupVaultName: vaultFor(resources.ordersFs),
      ResourceArn: resources.ordersFs.arn,
      IamRoleArn: roleIn(account),
    }),
  );
};

const restore = async ({ world }: Stage, client: BackupClient): Promise<string> => {
  world.backup.expect({ resourceArn: resources.ordersFs.arn, kind: "restore" }, completed);
  const RecoveryPointArn = world.backup.latestRecoveryPoint(resources.ordersFs.arn);
  if (RecoveryPointArn === undefined) throw new Error("the file system has no recovery point yet");
  const { RestoreJobId } = await client.send(
    new StartRestoreJobCommand({
      RecoveryPointArn,
      Metadata: { newFileSystem: "true" },
      IamRoleArn: roleIn(account),
      ResourceType: resources.ordersFs.type,
    }),
  );
  return RestoreJobId ?? "";
};
