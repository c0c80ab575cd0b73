// What AWS does not tell: an event that was never delivered, and a backup that never came.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { resources } from "../estate.ts";
import { accounts, regions } from "../settings.ts";
import { keyMessage as key, soon } from "./outcomes.ts";
import type { ShownCard, Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const minute = 60_000;
const hour = 60 * minute;
const nowhere = { silentOn: ["eventbridge", "sns"] } as const;

export const neverDelivered: Story = {
  name: "a-never-delivered-event",
  title: { en: "An event that never came", ja: "届かなかったイベント" },
  description: {
    en: "A backup fails and AWS tells nobody. Stillpoint finds it in AWS's lists; when AWS tells it after all, nothing changes.",
    ja: "バックアップが失敗しても AWS から通知が届きません。Stillpoint がジョブ一覧から見つけ、後から届いた通知では何も変わりません。",
  },
  async play(stage) {
    await stage.pass(2);
    const id = await stage.backUp(resources.ordersDb, {
      ...soon,
      ...nowhere,
      state: "FAILED",
      message: key,
      category: "AccessDenied",
    });
    // A good backup that nobody heard of is silent in staging, as every good one is there.
    await stage.backUp(resources.stagingVolume, { ...soon, ...nowhere, state: "COMPLETED" });
    await stage.pass(50);
    for (const feed of ["eventbridge", "sns"] as const)
      stage.world.backup.tell({ ...placeOf(resources.ordersDb), jobId: id, feed });
    await stage.pass(20);
  },
  async check(stage) {
    const [card, ...others] = stage.cards("backup-prod");
    equal(others.length, 0);
    equal(card?.severity, "failed");
    match(card?.words ?? "", /KMS key is either disabled/);
    match(card?.words ?? "", /AWS did not deliver this event|AWS から配信されませんでした/);
    deepEqual(stage.cards("backup-stg"), []);
    equal((await stage.settle()).dlq, 0);
  },
};

export const missingBackup: Story = {
  name: "a-missing-backup",
  title: { en: "Backups that never came", ja: "実行されなかったバックアップ" },
  description: {
    en: "Three good nights, then the plans no longer run. Red cards say so, one for all of production; good backups turn them green.",
    ja: "3 夜続いたバックアッププランが動かなくなります。本番は 1 枚にまとまった赤いカードが届き、正常なバックアップで緑色になります。",
  },
  async play(stage) {
    for (let nights = 0; nights < 3; nights += 1) {
      await backUpAll(stage);
      await sleep(stage, 24 * hour);
    }
    await sleep(stage, 13 * hour);
    await backUpAll(stage);
    await stage.pass(15);
  },
  async check(stage) {
    const absences = ["backup-prod", "backup-stg"].map((channel) =>
      stage.cards(channel).filter(({ incident }) => incident.startsWith("absence/")),
    );
    for (const cards of absences)
      deepEqual(
        cards.map(({ severity, state }) => [severity, state]),
        [["good", "BACKED_UP"]],
      );
    const [[production], [staging]] = absences as [[ShownCard], [ShownCard]];
    for (const name of ["orders-db", "web-01", "orders-fs", "shop-prod-reports", "carts"])
      ok(production.words.includes(name));
    match(staging.words, /orders-db-stg/);
    // Both were red before they were edited.
    const first = stage.world.journal
      .since(0)
      .filter(({ service, operation }) => service === "slack" && operation === "chat.postMessage")
      .map(({ input }) => JSON.stringify(input))
      .filter((input) => input.includes('"ABSENT"') || input.includes('\\"ABSENT\\"'));
    equal(first.length, 2);
  },
};

/** The plan of production in both Regions, and one backup in staging; all good. */
const backUpAll = async (stage: Stage): Promise<void> => {
  const [{ id }] = accounts;
  for (const region of regions) stage.runPlan(id, region);
  await stage.backUp(resources.stagingDb, { ...soon, state: "COMPLETED", bytes: 20e9 });
  await stage.pass(20);
};

/** A long time in one leap: nothing is under way, and the clock ticks once when it is over. */
const sleep = async (stage: Stage, ms: number): Promise<void> => {
  await stage.settle();
  stage.world.clock.advance(ms - 2 * minute);
  await stage.pass(2);
};

const placeOf = ({ account, region }: { readonly account: string; readonly region: string }) => ({
  account,
  region,
});
