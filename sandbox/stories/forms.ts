// Forms: a skeleton at once, offers while somebody types, shape errors in place, Checking…, and what comes back.
import { deepEqual, equal, ok } from "node:assert/strict";
import { resources } from "../estate.ts";
import { person, spoken, wordsOf } from "./person.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const field = "inventory.resource";

/** Something to find: a backup of a file system, and of a Windows instance whose VSS failed. */
const backUpTwo = async (stage: Stage): Promise<void> => {
  await stage.backUp(resources.ordersFs, {
    state: "COMPLETED",
    afterMs: 1_000,
    durationMs: 1_000,
    bytes: 5e9,
  });
  await stage.backUp(resources.web, { state: "vssFailed", afterMs: 1_000, durationMs: 1_000 });
  await stage.pass(2);
};

export const points: Story = {
  name: "points-by-a-form",
  title: { en: "Recovery points by a form", ja: "フォームから復旧ポイントを表示" },
  description: {
    en: "The form opens at once, offers what the person may read, and shows the points in its place.",
    ja: "フォームをすぐに開き、参照できるリソースだけを候補に出し、同じ場所に結果を表示します。",
  },
  async play(stage) {
    await backUpTwo(stage);
    const oncall = person(stage, "oncall");
    await oncall.type("/backup points web-01");
    await oncall.type("/backup points order");
    await oncall.type("/backup points");
    await stage.pass(16);
    deepEqual(await oncall.offers(field, "efs"), [resources.ordersFs.arn]);
    const empty = await oncall.submit({ [field]: "" });
    equal((empty.ack as { response_action?: string }).response_action, "errors");
    const checking = await oncall.submit({ [field]: resources.ordersFs.arn });
    equal((checking.ack as { response_action?: string }).response_action, "update");
  },
  async check(stage) {
    const oncall = person(stage, "oncall");
    const { answers: words } = spoken(stage);
    const [web, choice] = oncall.answers().map(wordsOf);
    ok(web?.includes(words.consistency["crash-consistent"]));
    ok(choice?.includes("orders-fs"));
    ok(wordsOf(oncall.modal()).includes("prod-daily"));
    equal(oncall.modal()?.submit, undefined);
  },
};

export const formComesBack: Story = {
  name: "the-form-comes-back",
  title: { en: "A form that cannot be used comes back as it was", ja: "入力を保ったままフォームに戻る" },
  description: {
    en: "The resource has no recovery point any more: the form returns with what was chosen and the reason.",
    ja: "復旧ポイントがない場合、選択内容と理由を表示してフォームに戻ります。",
  },
  async play(stage) {
    const oncall = person(stage, "oncall");
    await oncall.type("/backup points");
    await oncall.submit({ [field]: "arn:aws:rds:ap-northeast-1:111111111111:db:nobody" });
  },
  async check(stage) {
    const { answers: words } = spoken(stage);
    const view = person(stage, "oncall").modal();
    const typed = words.points.unknownResource("arn:aws:rds:ap-northeast-1:111111111111:db:nobody");
    ok(wordsOf(view).includes(typed.slice(0, 60)));
    ok(wordsOf(view).includes('"type":"alert"'));
    ok(view?.submit !== undefined);
  },
};

export const closedMeanwhile: Story = {
  name: "closed-meanwhile",
  title: { en: "The form was closed while it was checked", ja: "確認中にフォームが閉じられた" },
  description: {
    en: "The answer comes as a direct message, once.",
    ja: "結果はダイレクトメッセージで 1 回だけ届きます。",
  },
  async play(stage) {
    await backUpTwo(stage);
    const { world } = stage;
    const oncall = person(stage, "oncall");
    await oncall.type("/backup points");
    const view = oncall.modal();
    // The worker is kept away until the form is closed.
    stage.faults({ service: "lambda", operation: "worker", drop: "before", times: 1 });
    await oncall.submit({ [field]: resources.ordersFs.arn });
    await oncall.close();
    equal(oncall.modal(), undefined);
    ok(view !== undefined && world.slack.view(view.id) === undefined);
    await stage.pass(4);
  },
  async check(stage) {
    const oncall = person(stage, "oncall");
    equal(oncall.directly().length, 1);
    ok(wordsOf(oncall.directly()[0]).includes("orders-fs"));
    equal(oncall.modal(), undefined);
  },
};

export const noteLost: Story = {
  name: "the-note-is-lost",
  title: { en: "The queue does not answer", ja: "キューが応答しない" },
  description: {
    en: "A command, a form that opens and a form that is sent each say so where they were asked.",
    ja: "コマンドでもフォームでも、操作した場所で受け付けられなかったことを伝えます。",
  },
  async play(stage) {
    const oncall = person(stage, "oncall");
    await oncall.type("/backup points");
    const down = {
      service: "sqs",
      operation: "SendMessage",
      error: "ServiceUnavailable",
      times: 20,
    } as const;
    stage.faults(down);
    const sent = await oncall.submit({ [field]: resources.ordersFs.arn });
    equal((sent.ack as { response_action?: string }).response_action, "errors");
    ok(oncall.modal()?.submit !== undefined);
    await oncall.close();
    await oncall.type("/backup status");
    await oncall.type("/backup points");
    ok(wordsOf(oncall.modal()).includes(spoken(stage).front.trouble.notTaken));
    await oncall.close();
    // Slack sends an event again that was not taken; by then the queue is there.
    stage.faults({ ...down, times: 2 });
    equal((await oncall.openHome()).status, 503);
    await stage.pass(1);
  },
  async check(stage) {
    const oncall = person(stage, "oncall");
    const { front } = spoken(stage);
    ok(wordsOf(oncall.answers().at(-1)).includes(front.trouble.notTaken));
    ok(wordsOf(oncall.home()).includes("inventory.vaults"));
  },
};

export const notOpened: Story = {
  name: "the-form-does-not-open",
  title: { en: "Slack does not open the form", ja: "Slack がフォームを開かない" },
  description: {
    en: "The trigger was too old: whoever typed or pressed is told, where they did.",
    ja: "トリガーの期限切れを、操作した場所で伝えます。",
  },
  async play(stage) {
    const oncall = person(stage, "oncall");
    await oncall.type("/backup");
    stage.faults({ service: "slack", operation: "views.open", error: "expired_trigger_id", times: 2 });
    await oncall.press("inventory.choose");
    await oncall.type("/backup points");
  },
  async check(stage) {
    const { front } = spoken(stage);
    const oncall = person(stage, "oncall");
    const told = oncall
      .answers()
      .map(wordsOf)
      .filter((words) => words.includes(front.trouble.notOpened));
    equal(told.length, 2);
    equal(oncall.modal(), undefined);
  },
};

export const tableSilent: Story = {
  name: "the-table-is-silent",
  title: { en: "The table does not answer", ja: "テーブルが応答しない" },
  description: {
    en: "The menu comes from the worker once it can, and a field offers nothing; nobody is left with a spinner.",
    ja: "候補は空になり、メニューは回復後にワーカーが表示します。待たされたままにはなりません。",
  },
  async play(stage) {
    const oncall = person(stage, "oncall");
    await oncall.type("/backup points");
    stage.faults({ service: "dynamodb", operation: "*", error: "InternalServerError", times: 12 });
    deepEqual(await oncall.offers(field, "efs"), []);
    await oncall.close();
    equal((await oncall.type("/backup")).status, 200);
    await stage.pass(4);
  },
  async check(stage) {
    ok(wordsOf(person(stage, "oncall").answers().at(-1)).includes("home.status"));
  },
};
