// Somebody takes an alert, and looks at it whole.
import { equal, ok } from "node:assert/strict";
import { resources } from "../estate.ts";
import { keyDisabled as failure } from "./outcomes.ts";
import { person, spoken, wordsOf } from "./person.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const { account, region } = resources.ordersDb;

const card = (stage: Stage) => {
  const [shown] = stage.cards("backup-prod");
  if (shown === undefined) throw new Error("there is no card to press");
  return shown;
};

export const taken: Story = {
  name: "somebody-takes-it",
  title: { en: "Somebody takes it", ja: "誰かが引き受ける" },
  description: {
    en: "Who may only look cannot take an alert; of two who may, the first does, and the card says who and when.",
    ja: "閲覧のみの人は引き受けられません。権限のある 2 人のうち先に押した人が対応者となり、カードに表示されます。",
  },
  async play(stage) {
    await stage.backUp(resources.ordersDb, failure);
    await stage.pass(15);
    const { ts } = card(stage);
    const press = (name: string) => person(stage, name).pressCard(ts, "alerts.acknowledge");
    await press("reader");
    await stage.settle();
    // Both see the button; the card changes only afterwards.
    await Promise.all([press("oncall"), press("asker")]);
    await stage.pass(1);
  },
  async check(stage) {
    const { answers: words } = spoken(stage);
    equal(stage.cards("backup-prod").length, 1);
    const shown = card(stage).words;
    ok(!shown.includes("alerts.acknowledge"));
    const told = (name: string) => person(stage, name).answers().map(wordsOf);
    ok(told("reader")[0]?.includes(words.refusal.outsider.ask));
    const isNamed = (name: string) => shown.includes(`<@${stage.world.workspace.user(name)}>`);
    const [first, second] = isNamed("oncall") ? ["oncall", "asker"] : ["asker", "oncall"];
    ok(isNamed(first ?? ""));
    equal(told(first ?? "").length, 0);
    ok(told(second ?? "")[0]?.includes(words.alert.taken));
  },
};

export const details: Story = {
  name: "the-whole-job",
  title: { en: "The whole job", ja: "ジョブの詳細" },
  description: {
    en: "Details opens the job of a card in a modal, as AWS has it.",
    ja: "「詳細」を押すと、カードのジョブの全情報がモーダルで開きます。",
  },
  async play(stage) {
    await stage.backUp(resources.ordersDb, failure);
    await stage.pass(15);
    await person(stage, "oncall").pressCard(card(stage).ts, "alerts.details");
    await stage.settle();
  },
  async check(stage) {
    const shown = wordsOf(person(stage, "oncall").modal());
    ok(shown.includes("orders-db"));
    ok(shown.includes("KMS key is either disabled"));
  },
};

export const snoozed: Story = {
  name: "put-aside-for-an-hour",
  title: { en: "Put aside for an hour", ja: "1 時間スヌーズ" },
  description: {
    en: "Somebody snoozes an alert. Everybody sees who and until when; an hour later it opens by itself.",
    ja: "アラートをスヌーズします。誰がいつまで設定したかは全員に見え、1 時間後に自動で元に戻ります。",
  },
  async play(stage) {
    await stage.backUp(resources.ordersDb, failure);
    await stage.pass(15);
    const { ts, incident } = card(stage);
    for (const name of ["reader", "oncall"])
      await person(stage, name).pressCard(ts, "alerts.snooze", `1h ${incident}`);
    await stage.pass(1);
    equal(asideUntil(stage), true);
    await stage.pass(62);
  },
  async check(stage) {
    const { answers: words } = spoken(stage);
    equal(stage.cards("backup-prod").length, 1);
    equal(asideUntil(stage), false);
    ok(card(stage).words.includes("alerts.acknowledge"));
    ok(person(stage, "reader").answers().map(wordsOf)[0]?.includes(words.refusal.outsider.ask));
  },
};

const asideUntil = (stage: Stage): boolean => card(stage).words.includes("💤");

/** Raw events and whatever is no job: from the same buttons. */
export const thingTaken: Story = {
  name: "a-datasync-failure-is-taken",
  title: { en: "A DataSync failure is taken", ja: "DataSync の失敗を引き受ける" },
  description: {
    en: "Somebody takes a failed DataSync task, looks at it whole and puts it aside; good news opens it and turns it green.",
    ja: "失敗した DataSync タスクを引き受け、詳細を確認してスヌーズします。次の成功でスヌーズが解除され、緑色になります。",
  },
  async play(stage) {
    const ended = (execution: string, State: string) => {
      const task = `arn:aws:datasync:${region}:${account}:task/task-0123456789abcdef0`;
      stage.world.bus.emit({
        source: "aws.datasync",
        detailType: "DataSync Task Execution State Change",
        account,
        region,
        resources: [`${task}/execution/${execution}`],
        detail: { State },
      });
    };
    ended("exec-0123456789abcdef0", "ERROR");
    await stage.pass(1);
    const { ts, incident } = card(stage);
    const oncall = person(stage, "oncall");
    await person(stage, "reader").pressCard(ts, "alerts.acknowledge");
    await oncall.pressCard(ts, "alerts.acknowledge");
    await stage.pass(1);
    ok(card(stage).words.includes(`<@${stage.world.workspace.user("oncall")}>`));
    await oncall.pressCard(ts, "alerts.details");
    await stage.settle();
    ok(wordsOf(oncall.modal()).includes("aws datasync describe-task-execution"));
    await oncall.pressCard(ts, "alerts.snooze", `8h ${incident}`);
    await stage.pass(1);
    equal(asideUntil(stage), true);
    ended("exec-0123456789abcdef1", "SUCCESS");
    // Whoever still sees the old card presses in vain.
    await person(stage, "asker").pressCard(ts, "alerts.snooze", `1h ${incident}`);
    await stage.pass(1);
  },
  async check(stage) {
    const { answers: words } = spoken(stage);
    const { severity } = card(stage);
    equal(severity, "good");
    equal(asideUntil(stage), false);
    ok(person(stage, "reader").answers().map(wordsOf)[0]?.includes(words.refusal.outsider.ask));
  },
};

export const rawTaken: Story = {
  name: "an-unknown-event-is-taken",
  title: { en: "An unknown event is taken", ja: "未知のイベントを引き受ける" },
  description: {
    en: "An event that nobody knows is shown as it came, opened whole and taken.",
    ja: "未知のイベントを届いたまま表示し、詳細を開いて引き受けます。",
  },
  async play(stage) {
    const detail = { horizon: "near", list: Array.from({ length: 200 }, (_, index) => `entry-${index}`) };
    const resources = [`arn:aws:backup:${region}:${account}:horizon:1`];
    const detailType = "Backup Horizon State Change";
    stage.world.bus.emit({ source: "aws.backup", detailType, account, region, resources, detail });
    await stage.pass(1);
    const { ts } = unknown(stage);
    const oncall = person(stage, "oncall");
    await oncall.pressCard(ts, "alerts.details", undefined, "backup-other");
    await stage.settle();
    ok(wordsOf(oncall.modal()).includes("entry-199"));
    await oncall.pressCard(ts, "alerts.acknowledge", undefined, "backup-other");
    await stage.pass(1);
  },
  async check(stage) {
    const { words } = unknown(stage);
    ok(!words.includes("alerts.acknowledge"));
    ok(words.includes(`<@${stage.world.workspace.user("oncall")}>`));
  },
};

const unknown = (stage: Stage) => {
  const [shown] = stage.cards("backup-other");
  if (shown === undefined) throw new Error("the event is not shown");
  return shown;
};
