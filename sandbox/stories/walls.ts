// What stands between Stillpoint and whoever would like to speak in its name: policies of queues, and a function that
// acts on nothing that it has not proven.
import { deepEqual, equal, ok } from "node:assert/strict";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { accounts, hub } from "../settings.ts";
import type { Story } from "./story.ts";

export const nobodyGranted: Story = {
  name: "nobody-granted-this",
  title: { en: "Nobody granted this", ja: "誰も承認していない実行依頼" },
  description: {
    en: "Somebody with the keys to the queue asks the executor for a restore. It does nothing, and an alarm rings.",
    ja: "キューへの送信権限を持つ誰かが、リストアの実行を直接依頼します。実行はされず、アラームが鳴ります。",
  },
  async play(stage) {
    const { url: QueueUrl } = stage.world.installed.queues.run;
    const sender = new SQSClient(stage.world.awsIn(hub.account, hub.region));
    const MessageBody = JSON.stringify({ note: "approvals.run", request: "R-1", approved: true });
    await sender.send(
      new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: "R-1", MessageDeduplicationId: "1" }),
    );
    await stage.pass(30);
  },
  async check(stage) {
    const started = stage.world.journal
      .since(0)
      .filter(({ operation }) => /^(?:Start|Create)\w*Job$/.test(operation));
    deepEqual(started, []);
    equal(stage.world.sqs.depth(stage.world.installed.queues.runDead.arn).visible, 1);
  },
};

export const strangersEvents: Story = {
  name: "a-strangers-events",
  title: { en: "Somebody else's events", ja: "部外者が送るイベント" },
  description: {
    en: "A rule that is not ours sends false alarms to our queue, in a role that is not ours. None arrives.",
    ja: "管理外のルールが、管理外のロールで偽の失敗イベントを送ります。1 件も届きません。",
  },
  async play(stage) {
    const { world } = stage;
    const account = accounts[1].id;
    const { region } = hub;
    const role = `arn:aws:iam::${account}:role/curious`;
    world.iam.putRole({
      arn: role,
      trust: statement({ Principal: { Service: "events.amazonaws.com" }, Action: "sts:AssumeRole" }),
      policies: { all: statement({ Action: "sqs:*", Resource: "*" }) },
    });
    const client = new EventBridgeClient(world.awsIn(account, region));
    const EventPattern = JSON.stringify({ source: ["curious"] });
    await client.send(new PutRuleCommand({ Name: "curious", EventPattern }));
    const Arn = world.installed.queues.events.arn;
    await client.send(
      new PutTargetsCommand({ Rule: "curious", Targets: [{ Id: "queue", Arn, RoleArn: role }] }),
    );
    world.bus.emit({
      source: "curious",
      detailType: "Backup Job State Change",
      account,
      region,
      resources: [],
      detail: { backupJobId: "J-1", state: "FAILED", statusMessage: "Not true at all" },
    });
    await stage.pass(10);
  },
  async check(stage) {
    ok(stage.world.slack.messages().every(({ text }) => !text.includes("Not true at all")));
    equal(stage.cards("backup-stg").length + stage.cards("backup-other").length, 0);
  },
};

const statement = (rest: object) => ({ Version: "2012-10-17", Statement: { Effect: "Allow", ...rest } });
