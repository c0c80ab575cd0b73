// Somebody takes an alert, and looks at it whole.
import { equal, ok } from "node:assert/strict";
import { resources } from "../estate.ts";
import { person, spoken, wordsOf } from "./person.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const failure = {
  state: "FAILED",
  message: "KMS key is either disabled or pending deletion or access to KMS key is denied",
  category: "AccessDenied",
  afterMs: 60_000,
  durationMs: 4 * 60_000,
} as const;

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
