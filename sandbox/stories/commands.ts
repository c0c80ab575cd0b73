// Commands: what is answered at once, what the worker answers, and what each of them shows.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { resources } from "../estate.ts";
import { night } from "./night.ts";
import { person, spoken, wordsOf } from "./person.ts";
import type { Story } from "./story.ts";

export const answeredAtOnce: Story = {
  name: "answered-at-once",
  title: { en: "Help, version, a slip of the finger", ja: "ヘルプ、バージョン、打ち間違い" },
  description: {
    en: "What needs nothing is answered in the response itself, and never reaches the worker.",
    ja: "情報の取得が不要なものは、その場で回答し、ワーカーには渡しません。",
  },
  async play(stage) {
    const oncall = person(stage, "oncall");
    for (const line of ["help", "help jobs", "version", "jbos --state failed", "jobs —since yesterday"])
      await oncall.type(`/backup ${line}`);
  },
  async check(stage) {
    const { front } = spoken(stage);
    const answers = person(stage, "oncall").answers().map(wordsOf);
    equal(answers.length, 5);
    ok(answers[0]?.includes(front.commands.points.usage));
    ok(answers[1]?.includes("--since"));
    match(answers[2] ?? "", /\d+\.\d+\.\d+/);
    ok(answers[3]?.includes("/backup jobs --state failed"));
    ok(answers[4]?.includes("yesterday"));
    equal(stage.calls("sqs", "SendMessage"), 0);
  },
};

export const menu: Story = {
  name: "the-menu",
  title: { en: "/backup alone shows what you may do", ja: "/backup だけで操作メニューを表示" },
  description: {
    en: "The first time the worker looks the person up; the second time the front door knows them.",
    ja: "初回はワーカーが利用者を確認し、2 回目からはその場で表示します。",
  },
  async play(stage) {
    const reader = person(stage, "reader");
    await reader.type("/backup");
    await reader.type("/backup");
    await reader.press("help.show");
    await reader.shortcut("menu.open");
  },
  async check(stage) {
    const reader = person(stage, "reader");
    const [first, second, help] = reader.answers();
    equal(wordsOf(first), wordsOf(second));
    ok(!wordsOf(first).includes("staging") && !wordsOf(first).includes("ステージング"));
    ok(wordsOf(first).includes("inventory.choose"));
    ok(wordsOf(help).includes("/backup status"));
    ok(wordsOf(reader.modal()).includes("home.status"));
    // Once for the first menu, once for the shortcut; the second menu came from the front door itself.
    equal(stage.calls("sqs", "SendMessage"), 2);
  },
};

export const status: Story = {
  name: "status-of-a-night",
  title: { en: "Status after a night", ja: "夜間バックアップ後の状況" },
  description: {
    en: "A bar for each environment, what is open with its cause, the last good backup.",
    ja: "環境ごとのバー、未解決のものとその原因、最後の正常なバックアップを表示します。",
  },
  async play(stage) {
    await night.play(stage);
    const oncall = person(stage, "oncall");
    await oncall.type("/backup status");
    await oncall.type("/backup status 本番");
    await oncall.type("/backup status nowhere");
  },
  async check(stage) {
    const { answers: words } = spoken(stage);
    const [all, one, none] = person(stage, "oncall").answers().map(wordsOf);
    for (const open of ["orders-db", "web-01", "build-cache"]) ok(all?.includes(open), open);
    for (const count of [words.status.counts.failed(1), words.status.counts.good(3)])
      ok(all?.includes(count));
    match(all ?? "", /🟩+🟧+🟥+/u);
    ok(one?.includes("orders-db") && !one.includes("build-cache"));
    ok(none?.includes("nowhere") && none.includes("production"));
  },
};

export const jobsTable: Story = {
  name: "jobs-as-a-table",
  title: { en: "Jobs: filtered, page by page, one whole", ja: "ジョブの一覧、絞り込み、詳細" },
  description: {
    en: "Thirty jobs: the filters, the next page, a job's own page from the menu below the table.",
    ja: "30 件のジョブを絞り込み、ページを送り、1 件の詳細を開きます。",
  },
  async play(stage) {
    for (let count = 0; count < 18; count += 1)
      await stage.backUp(resources.carts, { state: "COMPLETED", afterMs: 1_000, durationMs: 1_000 });
    await stage.backUp(resources.ordersDb, {
      state: "FAILED",
      message: "Access denied",
      afterMs: 1_000,
      durationMs: 1_000,
    });
    await stage.pass(2);
    const oncall = person(stage, "oncall");
    await oncall.type("/backup jobs");
    await oncall.press("jobs.page#older");
    await oncall.press("jobs.page#newer");
    await oncall.type("/backup jobs --state failed --type rds");
    const menu = oncall.answers().at(-1)?.blocks as readonly {
      elements?: readonly { options?: readonly { value: string }[] }[];
    }[];
    const value = menu
      .flatMap(({ elements }) => elements ?? [])
      .flatMap(({ options }) => options ?? [])[0]?.value;
    await oncall.press("jobs.open", value ?? "");
    await oncall.type("/backup jobs staging --since 7d");
  },
  async check(stage) {
    const { answers: words } = spoken(stage);
    const [all, failed, one, none, ...rest] = person(stage, "oncall").answers().map(wordsOf);
    deepEqual(rest, []);
    // Turned there and back in its own place: the first page again.
    ok(all?.includes(words.jobs.page(1, 15, 19)));
    ok(failed?.includes("orders-db") && !failed.includes("carts"));
    ok(one?.includes("Access denied"));
    ok(one?.includes("arn:aws:rds"));
    ok(none?.includes(words.jobs.none));
  },
};

export const layoutRefused: Story = {
  name: "an-answer-is-refused",
  title: { en: "Slack refuses the layout of an answer", ja: "回答の表示が Slack に拒否される" },
  description: {
    en: "The same gist comes as plain text.",
    ja: "同じ要点をテキストで表示します。",
  },
  async play(stage) {
    await night.play(stage);
    const oncall = person(stage, "oncall");
    stage.faults({ service: "slack", operation: "response_url", error: "invalid_blocks", times: 1 });
    await oncall.type("/backup status");
    stage.faults({ service: "slack", operation: "views.update", error: "invalid_arguments", times: 1 });
    await oncall.shortcut("menu.open");
  },
  async check(stage) {
    const [answer] = person(stage, "oncall").answers();
    deepEqual(answer?.blocks, []);
    ok(answer?.text.includes(spoken(stage).answers.status.counts.failed(1)));
    ok(wordsOf(person(stage, "oncall").modal()).includes("/backup status"));
  },
};

export const silentRegion: Story = {
  name: "a-region-is-silent",
  title: { en: "One account does not answer", ja: "応答しないアカウントがある" },
  description: {
    en: "What it has is missing, and the answer says so instead of looking complete.",
    ja: "不足があることを明示し、完全な一覧のようには見せません。",
  },
  async play(stage) {
    await person(stage, "oncall").type("/backup status");
    await night.play(stage);
    stage.faults({
      service: "backup",
      operation: "ListBackupJobs",
      error: "AccessDeniedException",
      times: 1,
    });
    await person(stage, "oncall").type("/backup jobs");
    stage.faults({ service: "backup", operation: "*", error: "AccessDeniedException", times: 100 });
    await person(stage, "oncall").type("/backup vaults");
    await person(stage, "lead-a").openHome();
  },
  async check(stage) {
    const { answers: words } = spoken(stage);
    ok(wordsOf(person(stage, "lead-a").home()).includes(words.fault["aws-denied"]));
    equal(person(stage, "lead-a").directly().length, 0);
    const [, gap, refused] = person(stage, "oncall").answers().map(wordsOf);
    ok(/shop-(?:prod|stg) · /.test(gap ?? "") && gap?.includes("⚠️"));
    ok(refused?.includes(words.fault["aws-denied"]));
  },
};
