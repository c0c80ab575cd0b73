// What AWS does not tell: an event that was never delivered, and a backup that never came.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { resources } from "../estate.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const minute = 60_000;
const hour = 60 * minute;
const soon = { afterMs: minute, durationMs: 4 * minute } as const;
const nowhere = { silentOn: ["eventbridge", "sns"] } as const;
const key = "KMS key is either disabled or pending deletion or access to KMS key is denied";

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
  title: { en: "A backup that never came", ja: "実行されなかったバックアップ" },
  description: {
    en: "A file system was backed up four nights in a row, then no more. A red card says so; the next good backup turns it green.",
    ja: "4 夜続いたバックアップが止まります。赤いカードが届き、次の正常なバックアップで緑色になります。",
  },
  async play(stage) {
    for (let night = 0; night < 4; night += 1) {
      await stage.backUp(resources.stagingDb, { ...soon, state: "COMPLETED", bytes: 20e9 });
      await stage.pass(10);
      await sleep(stage, 24 * hour);
    }
    await sleep(stage, 13 * hour);
    await stage.backUp(resources.stagingDb, { ...soon, state: "COMPLETED", bytes: 20e9 });
    await stage.pass(30);
  },
  async check(stage) {
    const [card, ...others] = stage.cards("backup-stg");
    equal(others.length, 0);
    equal(card?.severity, "good");
    equal(card?.state, "BACKED_UP");
    match(card?.words ?? "", /orders-db-stg/);
    match(card?.incident ?? "", /^absence\//);
    // Posted red, edited green.
    ok(stage.calls("slack", "chat.update") >= 1);
  },
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
