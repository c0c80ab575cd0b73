// Who may come in, and what happens when the worker is late, dies, or is asked twice.
import { deepEqual, equal, ok } from "node:assert/strict";
import { resources } from "../estate.ts";
import { night } from "./night.ts";
import { person, spoken, wordsOf } from "./person.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const reading = ["", "status", "jobs", "points orders-db", "vaults"];
const strangers = ["outsider", "guest", "single-guest", "stranger", "other-bot", "gone"];

export const outsiders: Story = {
  name: "outsiders",
  title: { en: "Whoever is not named sees nothing", ja: "権限のない人には何も見せない" },
  description: {
    en: "A member without rights, guests, a stranger, a bot and a deactivated account try every command.",
    ja: "権限のないメンバー、ゲスト、外部の人、ボット、無効化されたアカウントが全コマンドを試します。",
  },
  async play(stage) {
    await night.play(stage);
    for (const name of strangers) {
      const actor = person(stage, name);
      for (const command of reading) await actor.type(`/backup ${command}`.trim());
      await actor.openHome();
      await actor.type("/backup points");
    }
    // Rights in one environment open no other.
    const reader = person(stage, "reader");
    await reader.type("/backup jobs --since 7d");
    await reader.type("/backup status staging");
    await reader.type("/backup points build-cache");
    await reader.type("/backup vaults");
  },
  async check(stage) {
    const { refusal } = spoken(stage).answers;
    const whys: Readonly<Record<string, string>> = {
      outsider: refusal.outsider.read,
      guest: refusal.guest,
      "single-guest": refusal.guest,
      stranger: refusal.stranger,
      "other-bot": refusal.bot,
      gone: refusal.deactivated,
    };
    const secrets = /orders-db|shop-prod|prod-daily|carts/;
    for (const name of strangers) {
      const actor = person(stage, name);
      const why = whys[name] ?? "?";
      const seen = [...actor.answers(), ...[actor.home(), actor.modal()].flatMap((view) => view ?? [])].map(
        wordsOf,
      );
      equal(seen.length, reading.length + 2, name);
      for (const words of seen) ok(words.includes(why) && !secrets.test(words), `${name}: ${words}`);
    }
    const theirs = person(stage, "reader").answers().map(wordsOf);
    ok(theirs[0]?.includes("orders-db") && theirs[3]?.includes("prod-daily"));
    for (const words of theirs) ok(!/shop-stg|stg-daily|ap-northeast-1:222222222222/.test(words), words);
  },
};

export const workerDies: Story = {
  name: "the-worker-dies",
  title: { en: "The worker dies before and after it answered", ja: "回答の前後でワーカーが停止する" },
  description: {
    en: "The queue brings the note again. One answer, not two.",
    ja: "キューが再配信しても、回答は 1 回だけです。",
  },
  async play(stage) {
    const oncall = person(stage, "oncall");
    stage.faults({ service: "lambda", operation: "worker", drop: "before", times: 1 });
    await oncall.type("/backup vaults");
    await stage.pass(4);
    stage.faults({ service: "lambda", operation: "worker", drop: "after", times: 1 });
    await oncall.type("/backup vaults production");
    await stage.pass(4);
  },
  async check(stage) {
    equal(person(stage, "oncall").answers().length, 2);
    equal((await stage.settle()).dlq, 0);
  },
};

export const tooLate: Story = {
  name: "five-minutes-later",
  title: { en: "Nobody answered for five minutes", ja: "5 分間応答できなかった" },
  description: {
    en: "Whoever asked has gone on: they are told to ask again, and nothing old is shown.",
    ja: "古い結果は表示せず、もう一度操作するよう伝えます。",
  },
  async play(stage) {
    const oncall = person(stage, "oncall");
    await oncall.type("/backup points");
    stage.faults({ service: "lambda", operation: "worker", drop: "before", times: 4 });
    await oncall.type("/backup status");
    await oncall.submit({ "inventory.resource": resources.ordersFs.arn });
    await stage.pass(12);
  },
  async check(stage) {
    const { fault } = spoken(stage).answers;
    const oncall = person(stage, "oncall");
    ok(wordsOf(oncall.answers().at(-1)).includes(fault.tooOld));
    ok(wordsOf(oncall.modal()).includes(fault.tooOld));
  },
};

export const twice: Story = {
  name: "pressed-twice",
  title: { en: "Everything is pressed twice", ja: "すべて 2 回押される" },
  description: {
    en: "Two answers to two questions, a page that turns in place, one form on top of the other.",
    ja: "2 回の質問には 2 つの回答。ページはその場で切り替わります。",
  },
  async play(stage) {
    const oncall = person(stage, "oncall");
    for (let count = 0; count < 16; count += 1)
      await stage.backUp(resources.carts, { state: "COMPLETED", afterMs: 1_000, durationMs: 1_000 });
    await stage.pass(1);
    await Promise.all([oncall.hurry("/backup jobs"), oncall.hurry("/backup jobs")]);
    await stage.settle();
    await Promise.all([oncall.press("jobs.page#older"), oncall.press("jobs.page#older")]);
    await stage.settle();
    await Promise.all([oncall.hurry("/backup points"), oncall.hurry("/backup points")]);
    await stage.settle();
    await Promise.all([oncall.openHome(), oncall.openHome()]);
  },
  async check(stage) {
    const { answers: words } = spoken(stage);
    const oncall = person(stage, "oncall");
    const shown = oncall.answers().map(wordsOf);
    deepEqual(
      shown.map((text) => text.includes(words.jobs.page(16, 16, 16))),
      [false, true],
    );
    ok(oncall.modal()?.submit !== undefined);
    ok(oncall.home() !== undefined);
  },
};

const slackDown = (stage: Stage, times: number) =>
  stage.faults({ service: "slack", operation: "users.info", error: "internal_error", times });

export const whoAreYou: Story = {
  name: "slack-does-not-say-who",
  title: { en: "Slack does not say who is asking", ja: "Slack から利用者を確認できない" },
  description: {
    en: "For a moment: the answer comes a little later. For longer: nothing is shown, and it says why.",
    ja: "一時的な障害なら少し遅れて回答し、長引けば理由を伝えて何も表示しません。",
  },
  async play(stage) {
    slackDown(stage, 2);
    await person(stage, "reader").type("/backup vaults");
    await stage.pass(1);
    slackDown(stage, 100);
    await person(stage, "lead-a").type("/backup vaults");
    await stage.pass(6);
  },
  async check(stage) {
    const { fault } = spoken(stage).answers;
    ok(wordsOf(person(stage, "reader").answers()[0]).includes("prod-daily"));
    const told = person(stage, "lead-a").answers().map(wordsOf);
    equal(told.length, 1);
    ok(told[0]?.includes(fault.slack));
  },
};

export const homeTab: Story = {
  name: "the-home-tab",
  title: { en: "The Home tab", ja: "ホームタブ" },
  description: {
    en: "Today, what is open and what one may do; its buttons open a modal.",
    ja: "今日の状況、未解決のもの、自分の権限を表示し、ボタンでモーダルを開きます。",
  },
  async play(stage) {
    const oncall = person(stage, "oncall");
    await oncall.openHome();
    await night.play(stage);
    await oncall.openHome();
    const { world } = stage;
    const home = oncall.home();
    if (home === undefined) throw new Error("there is no Home tab");
    const user = world.workspace.user("oncall");
    await world.act({ user, do: "press", viewId: home.id, actionId: "inventory.vaults" });
    await stage.settle();
  },
  async check(stage) {
    const oncall = person(stage, "oncall");
    const home = wordsOf(oncall.home());
    ok(home.includes("orders-db") && home.includes("build-cache"));
    ok(home.includes(spoken(stage).answers.home.rights.ask));
    ok(wordsOf(oncall.modal()).includes("prod-archive"));
  },
};
