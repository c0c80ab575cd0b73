// What may come between a lead's yes and the job: people who leave, freezes, a function that dies, answers that are lost.
import { equal, ok } from "node:assert/strict";
import { approvalIds } from "../../src/features/approvals/model.ts";
import { person, wordsOf } from "./person.ts";
import {
  approve,
  ask,
  begun,
  breakGlass,
  isState,
  jobsOf,
  press,
  request,
  requests,
  wasRefused,
  wordsIn,
} from "./requests.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const leads = (stage: Stage, ...users: readonly string[]): void =>
  stage.world.workspace.changeGroup("backup-leads", { users });

export const leadLeft: Story = {
  name: "a-lead-left-before-the-click",
  title: { en: "A lead until a minute ago", ja: "クリック直前にリーダーから外れる" },
  description: {
    en: "The card was drawn while she was a lead. When she presses she is none, and nothing counts.",
    ja: "カード表示時はリーダーでしたが、押した時点では外れているため無効です。",
  },
  async play(stage) {
    try {
      await ask(stage);
      leads(stage, "lead-b");
      await approve(stage, "lead-a");
      isState(stage, "open");
    } finally {
      leads(stage, "lead-a", "lead-b");
    }
  },
  async check(stage) {
    isState(stage, "open");
    equal(begun(stage).length, 0);
    const { refused } = wordsIn(stage);
    wasRefused(stage, "lead-a", refused["not-lead"](stage.world.language === "en" ? "production" : "本番"));
  },
};

export const leadLeftAfter: Story = {
  name: "a-lead-left-before-the-run",
  title: { en: "A lead who left before it ran", ja: "実行前にリーダーから外れる" },
  description: {
    en: "AWS throttles, and before the next try the lead who approved is one no longer. The vote falls; nothing runs.",
    ja: "スロットリングで待つ間に承認者がリーダーから外れます。票は無効となり、実行されません。",
  },
  async play(stage) {
    try {
      await ask(stage);
      stage.faults({ service: "backup", operation: "StartBackupJob", error: "ThrottlingException" });
      await approve(stage, "lead-a");
      leads(stage, "lead-b");
      stage.faults();
      await stage.pass(20);
    } finally {
      leads(stage, "lead-a", "lead-b");
    }
  },
  async check(stage) {
    isState(stage, "void");
    equal(jobsOf(stage), 0);
    ok(person(stage, "asker").directly().length >= 1);
  },
};

const frozenFor = (stage: Stage, minutes: number, granted: "waits" | "void") => {
  const at = stage.world.clock.now();
  const [from, to] = [at - 60_000, at + minutes * 60_000].map((ms) => new Date(ms).toISOString());
  return {
    approvals: [
      "votes: { default: 1 }",
      `freezes: [{ from: "${from}", to: "${to}", why: Year end, granted: ${granted} }]`,
    ],
  };
};

export const frozen: Story = {
  name: "frozen",
  title: { en: "Frozen until later", ja: "凍結期間の終了を待つ" },
  description: {
    en: "A lead approves during a freeze. It waits, and starts when the freeze has ended.",
    ja: "凍結期間中に承認されます。終了まで待ってから実行されます。",
  },
  async play(stage) {
    await stage.configure(frozenFor(stage, 30, "waits"));
    await ask(stage);
    await approve(stage, "lead-a");
    await stage.pass(10);
    equal(begun(stage).length, 0);
    isState(stage, "granted");
    await stage.pass(35);
  },
  async check(stage) {
    isState(stage, "succeeded");
    equal(jobsOf(stage), 1);
  },
};

export const frozenOut: Story = {
  name: "frozen-out",
  title: { en: "A freeze that ends it", ja: "凍結による無効化" },
  description: {
    en: "A freeze begins before a lead approves, and its rule is that nothing waits. Nothing starts, and whoever asked is told why.",
    ja: "承認前に凍結期間が始まり、待機しない設定になっています。実行されず、依頼者に理由が伝わります。",
  },
  async play(stage) {
    await ask(stage);
    await stage.configure(frozenFor(stage, 30, "void"));
    await approve(stage, "lead-a");
    await stage.pass(40);
  },
  async check(stage) {
    isState(stage, "void");
    equal(begun(stage).length, 0);
  },
};

export const nobodyCan: Story = {
  name: "nobody-can-approve",
  title: { en: "Nobody could approve it", ja: "承認できる人がいない" },
  description: {
    en: "The leads' group is empty. The request is refused when it is sent, and never waits for nobody.",
    ja: "リーダーのグループが空です。送信時に断られ、誰にも承認されない依頼は残りません。",
  },
  async play(stage) {
    try {
      leads(stage);
      const asker = person(stage, "asker");
      await asker.type('/backup now orders-fs --retain 35d --why "INC-12: before the migration"');
      await asker.fill({});
      if (asker.modal()?.submit !== undefined) await asker.fill({});
    } finally {
      leads(stage, "lead-a", "lead-b");
    }
  },
  async check(stage) {
    equal(requests(stage).length, 0);
    equal(begun(stage).length, 0);
    ok(person(stage, "asker").modal() !== undefined);
  },
};

export const killed: Story = {
  name: "killed-between-claim-and-call",
  title: { en: "The executor dies before it calls", ja: "呼び出し直前に実行関数が停止" },
  description: {
    en: "The executor has claimed the step and dies before AWS hears of it. Another one calls, once.",
    ja: "ステップを確保した直後に実行関数が落ち、AWS には届きません。次の実行で 1 回だけ呼び出されます。",
  },
  async play(stage) {
    await ask(stage);
    stage.faults(
      { service: "backup", operation: "StartBackupJob", times: 1, drop: "before" },
      { service: "lambda", operation: "executor", times: 1, drop: "after" },
    );
    await approve(stage, "lead-a");
    await stage.pass(20);
  },
  async check(stage) {
    isState(stage, "succeeded");
    equal(jobsOf(stage), 1);
  },
};

export const answerLost: Story = {
  name: "the-answer-was-lost",
  title: { en: "AWS's answer was lost", ja: "AWS の応答が届かない" },
  description: {
    en: "AWS starts the job and its answer is lost. The same token asks again, and there is still one job.",
    ja: "ジョブは開始されましたが応答が失われます。同じトークンで再度呼び出し、ジョブは 1 つのままです。",
  },
  async play(stage) {
    await ask(stage);
    stage.faults({ service: "backup", operation: "StartBackupJob", times: 1, drop: "after" });
    await approve(stage, "lead-a");
    await stage.pass(20);
  },
  async check(stage) {
    isState(stage, "succeeded");
    equal(jobsOf(stage), 1);
    ok(begun(stage).length >= 2);
    equal(
      new Set(begun(stage).map(({ input }) => (input as { IdempotencyToken?: string }).IdempotencyToken))
        .size,
      1,
    );
  },
};

export const lostForGood: Story = {
  name: "lost-until-the-token-is-forgotten",
  title: { en: "Lost for an hour", ja: "1 時間応答がない" },
  description: {
    en: "No answer comes for an hour, and nothing is called after 45 minutes. AWS's lists tell that the job is there.",
    ja: "1 時間応答がなく、45 分以降は呼び出しません。AWS の一覧からジョブを見つけて続けます。",
  },
  async play(stage) {
    await ask(stage, { outcome: { state: "COMPLETED", afterMs: 1_000, durationMs: 3 * 60 * 60_000 } });
    stage.faults({ service: "backup", operation: "StartBackupJob", drop: "after" });
    await approve(stage, "lead-a");
    await stage.pass(70);
    stage.faults();
    await stage.pass(150);
  },
  async check(stage) {
    isState(stage, "succeeded");
    equal(jobsOf(stage), 1);
  },
};

export const throttled: Story = {
  name: "aws-throttles-the-call",
  title: { en: "AWS throttles", ja: "スロットリング" },
  description: {
    en: "AWS says 'too many' four times. The request waits in its queue and runs once.",
    ja: "AWS がスロットリングを 4 回返します。キューで待ち、1 回だけ実行されます。",
  },
  async play(stage) {
    await ask(stage);
    stage.faults({ service: "backup", operation: "StartBackupJob", times: 4, error: "ThrottlingException" });
    await approve(stage, "lead-a");
    await stage.pass(20);
  },
  async check(stage) {
    isState(stage, "succeeded");
    equal(jobsOf(stage), 1);
  },
};

export const refusedByAws: Story = {
  name: "aws-refuses",
  title: { en: "AWS refuses", ja: "AWS に拒否される" },
  description: {
    en: "AWS refuses the call for good. The card says so in AWS's words, and nothing is tried again.",
    ja: "AWS が呼び出しを拒否します。カードに AWS のメッセージを表示し、再試行はしません。",
  },
  async play(stage) {
    await ask(stage);
    stage.faults({
      service: "backup",
      operation: "StartBackupJob",
      error: "LimitExceededException",
    });
    await approve(stage, "lead-a");
    await stage.pass(10);
  },
  async check(stage) {
    isState(stage, "failed");
    equal(jobsOf(stage), 0);
    equal(begun(stage).length, 1);
    ok(request(stage).words.includes("LimitExceeded"));
  },
};

export const glassBroken: Story = {
  name: "the-glass-is-broken",
  title: { en: "The glass is broken", ja: "緊急実行とその確認" },
  description: {
    en: "At night one entitled person runs it without votes and says why. All leads hear at once; the next day a lead signs it off.",
    ja: "夜間、権限のある 1 人が理由を添えて承認なしで実行します。リーダー全員に即時に伝わり、後で別の人が確認します。",
  },
  async play(stage) {
    await ask(stage);
    await breakGlass(stage, "oncall");
    await stage.pass(10);
    isState(stage, "succeeded");
    const card = request(stage);
    ok(card.words.includes("The shop is down"));
    await press(stage, "oncall", approvalIds.review, card);
    ok(request(stage).words.includes(approvalIds.review));
    await press(stage, "lead-a", approvalIds.review, card);
    await stage.pass(1);
  },
  async check(stage) {
    isState(stage, "succeeded");
    equal(jobsOf(stage), 1);
    ok(!request(stage).words.includes(approvalIds.review));
    ok(request(stage).words.includes(stage.world.workspace.user("lead-a")));
    const { channel } = stage.world.workspace;
    const called = stage.world.slack
      .messages(channel("backup-approvals"))
      .filter(({ metadata }) => metadata?.event_type === "stillpoint_request_call");
    ok(called.some((each) => wordsOf(each).includes(stage.world.workspace.group("backup-leads"))));
  },
};
