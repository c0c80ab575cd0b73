// What is too many for a card: the whole list, opened from it.
import { equal, ok } from "node:assert/strict";
import { type OwnedResource, resources, vaultFor } from "../estate.ts";
import { person, spoken, wordsOf } from "./person.ts";
import type { ShownCard, Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const hour = 60;
const databases: readonly OwnedResource[] = Array.from({ length: 18 }, (_, index) => {
  const name = `orders-${String(index + 1).padStart(2, "0")}`;
  return { ...resources.ordersDb, name, arn: `${resources.ordersDb.arn}-${name}` };
});

const backUpAll = async (stage: Stage): Promise<void> => {
  for (const database of databases)
    await stage.backUp(database, { afterMs: 60_000, durationMs: 240_000, state: "COMPLETED", bytes: 20e9 });
  await stage.pass(20);
};

/** A long time in one leap: nothing is under way, and the clock ticks once when it is over. */
const sleep = async (stage: Stage, minutes: number): Promise<void> => {
  await stage.settle();
  stage.world.clock.advance((minutes - 2) * 60_000);
  await stage.pass(2);
};

const absence = (stage: Stage): ShownCard => {
  const card = stage.cards("backup-prod").find(({ incident }) => incident.startsWith("absence/"));
  if (card === undefined) throw new Error("no card says that backups are missing");
  return card;
};

export const allAbsences: Story = {
  name: "all-of-the-missing-backups",
  title: { en: "All of the missing backups", ja: "欠けたバックアップの一覧" },
  description: {
    en: "Eighteen databases miss their backups. The card names ten; a reader opens the whole list and turns to page two.",
    ja: "18 台のデータベースでバックアップが実行されません。カードには 10 件が表示され、一覧から 2 ページ目まで確認できます。",
  },
  async play(stage) {
    for (const database of databases) stage.world.backup.protect(database, vaultFor(database));
    for (let nights = 0; nights < 3; nights += 1) {
      await backUpAll(stage);
      await sleep(stage, 24 * hour);
    }
    await sleep(stage, 13 * hour);
    const reader = person(stage, "reader");
    await reader.pressCard(absence(stage).ts, "alerts.list");
    await stage.settle();
    equal(named(reader.modal()).length, 15);
    await reader.press("alerts.page#next");
  },
  async check(stage) {
    const { incident, severity } = absence(stage);
    ok(incident.startsWith("absence/"));
    equal(severity, "failed");
    const reader = person(stage, "reader");
    const second = named(reader.modal());
    equal(second.length, 3);
    await reader.press("alerts.page#previous");
    const first = named(reader.modal());
    equal(new Set([...first, ...second]).size, databases.length);
    const outsider = person(stage, "guest");
    await outsider.pressCard(absence(stage).ts, "alerts.list");
    await stage.settle();
    ok(wordsOf(outsider.modal()).includes(spoken(stage).answers.refusal.guest));
  },
};

const named = (modal: Parameters<typeof wordsOf>[0]): readonly string[] =>
  databases.map(({ name }) => name).filter((name) => wordsOf(modal).includes(`${name} (`));
