// Slack is away, and comes back: nothing is lost, cards stand in order and tell the newest truth.
import { deepEqual, equal, ok } from "node:assert/strict";
import { type OwnedResource, resources } from "../estate.ts";
import { keyDisabled as failed, completed as good } from "./outcomes.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const minute = 60_000;
const hour = 60;

/** However long it waits, the poster tries again so often: the longest wait is 21 minutes. */
const waitMaxMinutes = 21;

const away = (stage: Stage): void =>
  stage.faults({ service: "slack", operation: "*", error: "service_unavailable" });

/** In leaps, so that a day does not take for ever; whatever waits has its turn in each. */
const wait = async (stage: Stage, minutes: number): Promise<void> => {
  for (let passed = 0; passed < minutes; passed += waitMaxMinutes) {
    await stage.settle();
    stage.world.clock.advance(waitMaxMinutes * minute);
    await stage.settle();
  }
};

const backUp = async (stage: Stage, resource: OwnedResource, outcome: Parameters<Stage["backUp"]>[1]) => {
  await stage.backUp(resource, outcome);
  await stage.pass(10);
};

/** The cards of jobs, in the order in which they stand; absences belong to another story. */
const jobCards = (stage: Stage, channel: string) =>
  stage.cards(channel).filter(({ incident }) => incident.includes("/backup/"));

const posted = (stage: Stage) =>
  stage.world.journal
    .since(0)
    .filter(
      ({ service, operation, error }) => service === "slack" && operation === "chat.postMessage" && !error,
    ).length;

export const slackDownHour: Story = {
  name: "slack-is-down-for-an-hour",
  title: { en: "Slack is down for an hour", ja: "Slack が 1 時間停止する" },
  description: {
    en: "Three backups fail meanwhile, in two channels. Each card arrives once, in order, when Slack is back.",
    ja: "その間に 2 つのチャンネルで 3 件のバックアップが失敗します。復旧後、カードが順番どおり 1 枚ずつ届きます。",
  },
  async play(stage) {
    away(stage);
    await backUp(stage, resources.ordersDb, failed);
    await backUp(stage, resources.stagingDb, failed);
    await backUp(stage, resources.ordersFs, failed);
    await wait(stage, hour - 30);
    deepEqual(stage.cards("backup-prod"), []);
    stage.faults();
    await stage.pass(waitMaxMinutes + 1);
  },
  async check(stage) {
    const cards = jobCards(stage, "backup-prod");
    deepEqual(
      cards.map(({ severity }) => severity),
      ["failed", "failed"],
    );
    ok(cards[0]?.words.includes("orders-db"));
    ok(cards[1]?.words.includes("orders-fs"));
    equal(jobCards(stage, "backup-stg").length, 1);
    equal(posted(stage), 3);
    equal((await stage.settle()).dlq, 0);
  },
};

export const slackDownDay: Story = {
  name: "slack-is-down-for-a-day",
  title: { en: "Slack is down for a day", ja: "Slack が 1 日停止する" },
  description: {
    en: "One card stood before and its row ends meanwhile; two backups fail, one of them recovers. Afterwards each card shows how things are now, and the outage cost few calls.",
    ja: "停止前のカードの連続失敗が停止中に復旧し、別の 2 件が失敗して 1 件は復旧します。復旧後、各カードは最新の状態を示し、停止中の呼び出しもわずかです。",
  },
  async play(stage) {
    await backUp(stage, resources.ordersDb, failed);
    await stage.pass(60);
    away(stage);
    await backUp(stage, resources.ordersFs, failed);
    await backUp(stage, resources.reports, failed);
    await wait(stage, 12 * hour);
    await backUp(stage, resources.ordersDb, good);
    await backUp(stage, resources.reports, good);
    await wait(stage, 12 * hour);
    equal(stage.cards("backup-prod").length, 1);
    equal(jobCards(stage, "backup-prod")[0]?.severity, "failed");
    stage.faults();
    await stage.pass(waitMaxMinutes + 1);
  },
  async check(stage) {
    const cards = jobCards(stage, "backup-prod");
    const nameOf = (words: string) =>
      ["orders-db", "orders-fs", "shop-prod-reports"].find((name) => words.includes(name));
    deepEqual(
      cards.map(({ words, severity }) => [nameOf(words), severity]),
      [
        ["orders-db", "good"],
        ["orders-fs", "failed"],
        ["shop-prod-reports", "good"],
      ],
    );
    ok(stage.calls("slack", "chat.postMessage") + stage.calls("slack", "chat.update") < 250);
    equal((await stage.settle()).dlq, 0);
  },
};
