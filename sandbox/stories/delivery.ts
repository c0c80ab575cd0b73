// What goes wrong between AWS and the channel, and must not be seen there: doubles, disorder, refusals, crashes.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type OwnedResource, resources } from "../estate.ts";
import { hub } from "../settings.ts";
import { keyDisabled as failure } from "./outcomes.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const minute = 60_000;

export const duplicates: Story = {
  name: "duplicates",
  title: { en: "The same news, six times", ja: "同じ通知が 6 回届く" },
  description: {
    en: "SNS and EventBridge each tell of one failure three times. One card.",
    ja: "SNS と EventBridge が同じ失敗を 3 回ずつ通知しても、カードは 1 枚です。",
  },
  async play(stage) {
    const jobId = await stage.backUp(resources.ordersDb, failure);
    await stage.pass(10);
    const { account, region } = resources.ordersDb;
    for (const feed of ["sns", "eventbridge", "sns", "eventbridge"] as const) {
      stage.world.backup.tell({ account, region, jobId, feed });
      await stage.pass(1);
    }
  },
  async check(stage) {
    equal(stage.cards("backup-prod").length, 1);
    equal(stage.calls("slack", "chat.postMessage"), 1);
  },
};

/** An event as EventBridge would deliver it, at whatever moment the story likes. */
const tell = (stage: Stage, resource: OwnedResource, jobId: string, state: string, at: number): void => {
  const message = state === "FAILED" ? { statusMessage: `"${failure.message}"` } : {};
  stage.world.bus.emit({
    source: "aws.backup",
    detailType: "Backup Job State Change",
    account: resource.account,
    region: resource.region,
    time: new Date(stage.world.clock.now() + at * minute).toISOString(),
    resources: [],
    detail: {
      backupJobId: jobId,
      backupVaultName: "prod-daily",
      resourceArn: resource.arn,
      resourceType: resource.type,
      creationDate: new Date(stage.world.clock.now() - 10 * minute).toISOString(),
      state,
      ...message,
    },
  });
};

export const disorder: Story = {
  name: "out-of-order",
  title: { en: "News in the wrong order", ja: "順序の入れ替わった通知" },
  description: {
    en: "The end arrives before the beginning. The card tells the newest truth and never goes back.",
    ja: "完了の後に実行中の通知が届いても、カードは最新の状態を示し続けます。",
  },
  async play(stage) {
    const jobId = randomUUID().toUpperCase();
    for (const [state, at] of [
      ["FAILED", 0],
      ["RUNNING", -5],
      ["CREATED", -9],
      ["COMPLETED", -1],
    ] as const) {
      tell(stage, resources.ordersFs, jobId, state, at);
      await stage.settle();
    }
  },
  async check(stage) {
    deepEqual(
      stage.cards("backup-prod").map(({ state }) => state),
      ["FAILED"],
    );
  },
};

export const slackBusy: Story = {
  name: "slack-says-later",
  title: { en: "Slack says: later", ja: "Slack のレート制限" },
  description: {
    en: "Slack answers 429 and then fails. The card waits in the queue and arrives, once.",
    ja: "Slack が 429 とエラーを返しても、カードはキューで待ち、1 回だけ届きます。",
  },
  async play(stage) {
    stage.faults(
      { service: "slack", operation: "chat.postMessage", times: 2, error: "ratelimited" },
      { service: "slack", operation: "chat.postMessage", times: 3, error: "internal_error" },
    );
    await stage.backUp(resources.ordersDb, failure);
    await stage.pass(40);
  },
  async check(stage) {
    equal(stage.cards("backup-prod").length, 1);
    ok(stage.calls("slack", "chat.postMessage") >= 4);
    equal((await stage.settle()).dlq, 0);
  },
};

export const describeThrottled: Story = {
  name: "describe-throttled",
  title: { en: "AWS limits our questions", ja: "AWS の呼び出し制限" },
  description: {
    en: "The reason cannot be asked at first. The card goes out and says so; later it is completed.",
    ja: "最初は理由を取得できませんが、その旨を示したカードが届き、後から理由が追記されます。",
  },
  async play(stage) {
    // EventBridge is silent, so the reason can only come from Describe.
    stage.faults({
      service: "backup",
      operation: "DescribeBackupJob",
      times: 4,
      error: "ThrottlingException",
    });
    await stage.backUp(resources.ordersDb, { ...failure, silentOn: ["eventbridge"] });
    await stage.pass(5);
    const [early] = stage.cards("backup-prod");
    ok(early !== undefined, "the card goes out without the reason");
    ok(!early.words.includes(failure.message));
    await stage.pass(15);
  },
  async check(stage) {
    const [card, ...others] = stage.cards("backup-prod");
    equal(others.length, 0);
    match(card?.words ?? "", /KMS key is either disabled/);
  },
};

export const unknownEvent: Story = {
  name: "an-unknown-event",
  title: { en: "Something nobody knows", ja: "未知のイベント" },
  description: {
    en: "An event of a new kind and a message that is no event at all: shown raw, nothing vanishes.",
    ja: "新しい種類のイベントや、イベントでないメッセージも、そのまま表示します。",
  },
  async play(stage) {
    const { account, region } = resources.ordersDb;
    stage.world.bus.emit({
      source: "aws.backup",
      detailType: "Backup Horizon State Change",
      account,
      region,
      resources: [],
      detail: { horizon: "near", note: "<!channel> look at <https://example.com|this> `now`" },
    });
    const [topicArn = ""] = stage.world.installed.topics;
    stage.world.sns.publish({
      topicArn,
      subject: "Hello",
      message: "not from AWS Backup at all",
      attributes: { from: "a person" },
    });
    await stage.settle();
  },
  async check(stage) {
    const cards = stage.cards("backup-other");
    deepEqual(
      cards.map(({ severity }) => severity),
      ["unknown", "unknown"],
    );
    ok(cards.every(({ words }) => !words.includes("<!channel>")));
    ok(cards.some(({ words }) => words.includes("not from AWS Backup at all")));
  },
};

export const crashed: Story = {
  name: "functions-crash",
  title: { en: "Functions crash half-way", ja: "関数が途中で落ちる" },
  description: {
    en: "Both functions are cut off before and after their work, again and again. One card.",
    ja: "2 つの関数が処理の前後で繰り返し中断されても、カードは 1 枚です。",
  },
  async play(stage) {
    stage.faults(
      { service: "lambda", operation: "events", times: 2, drop: "after" },
      { service: "lambda", operation: "poster", times: 1, drop: "before" },
      { service: "lambda", operation: "poster", times: 1, drop: "after" },
      { service: "dynamodb", operation: "PutItem", times: 2, drop: "after" },
      { service: "sqs", operation: "SendMessage", times: 1, drop: "after" },
    );
    await stage.backUp(resources.ordersDb, failure);
    await stage.pass(60);
  },
  async check(stage) {
    equal(stage.cards("backup-prod").length, 1);
    equal((await stage.settle()).dlq, 0);
  },
};

export const wrongChannel: Story = {
  name: "the-channel-refuses",
  title: { en: "The channel refuses", ja: "チャンネルに投稿できない" },
  description: {
    en: "The app was removed from the channel. The alert goes to the fallback channel and says so.",
    ja: "アプリがチャンネルから外されています。アラートは予備のチャンネルに届き、その旨を示します。",
  },
  async play(stage) {
    stage.faults({ service: "slack", operation: "chat.postMessage", times: 1, error: "not_in_channel" });
    await stage.backUp(resources.ordersDb, failure);
    await stage.pass(20);
  },
  async check(stage) {
    deepEqual(stage.cards("backup-prod"), []);
    match(stage.cards("backup-other")[0]?.words ?? "", /not_in_channel/);
  },
};

export const hugeMessage: Story = {
  name: "a-huge-message",
  title: { en: "A huge message", ja: "巨大なメッセージ" },
  description: {
    en: "Half a megabyte of nothing arrives beside a failure. It is cut and shown; its neighbour is unharmed.",
    ja: "0.5 MB の無意味なメッセージは切り詰めて表示し、同時に届いた失敗の通知には影響しません。",
  },
  async play(stage) {
    await stage.backUp(resources.ordersDb, failure);
    const { url: QueueUrl } = stage.world.installed.queues.events;
    const sender = new SQSClient(stage.world.awsIn(hub.account, hub.region));
    await sender.send(new SendMessageCommand({ QueueUrl, MessageBody: "x".repeat(500_000) }));
    await stage.pass(20);
  },
  async check(stage) {
    equal(stage.cards("backup-prod").length, 1);
    match(stage.cards("backup-other")[0]?.words ?? "", /\+\d+ chars/);
    equal((await stage.settle()).dlq, 0);
  },
};
