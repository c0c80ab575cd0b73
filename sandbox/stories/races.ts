// Somebody takes an alert in the very moment in which AWS tells that it is over.
import { deepEqual, equal, ok } from "node:assert/strict";
import { resources } from "../estate.ts";
import { keyDisabled as failed, completed as good } from "./outcomes.ts";
import { person, spoken, wordsOf } from "./person.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const minute = 60_000;

const card = (stage: Stage, name: string) => {
  const shown = stage.cards("backup-prod").find(({ words }) => words.includes(name));
  if (shown === undefined) throw new Error(`there is no card of ${name}`);
  return shown;
};

const acknowledge = (stage: Stage, name: string) =>
  person(stage, "oncall").pressCard(card(stage, name).ts, "alerts.acknowledge");

/** Presses in the same breath in which the good backup is heard: time moves on while the press is under way. */
const pressWhileItEnds = async (stage: Stage, name: string): Promise<void> => {
  const pressed = acknowledge(stage, name);
  stage.world.clock.advance(6 * minute);
  await pressed;
  await stage.pass(15);
};

export const ackAgainstResolve: Story = {
  name: "acknowledge-against-resolve",
  title: { en: "Taken while it resolves", ja: "対応の開始と復旧が重なる" },
  description: {
    en: "Three rows end well: one is taken before, one after, one in the same moment. All are green; a press never turns a card back.",
    ja: "3 件の失敗が復旧します。復旧の前、後、同時に「対応する」が押されますが、どのカードも緑のままです。",
  },
  async play(stage) {
    for (const resource of [resources.ordersDb, resources.ordersFs, resources.reports]) {
      await stage.backUp(resource, failed);
      await stage.pass(15);
    }
    await stage.pass(60);
    await acknowledge(stage, "orders-db");
    await stage.pass(1);
    await stage.backUp(resources.ordersDb, good);
    await stage.pass(15);

    // The press lies in the queue for three minutes; meanwhile the row ends.
    stage.faults({ service: "lambda", operation: "worker", times: 1, drop: "before" });
    await acknowledge(stage, "orders-fs");
    await stage.settle();
    await stage.backUp(resources.ordersFs, { state: "COMPLETED", afterMs: 10_000, durationMs: 20_000 });
    await stage.pass(15);

    await stage.backUp(resources.reports, good);
    await pressWhileItEnds(stage, "shop-prod-reports");
  },
  async check(stage) {
    const { answers: words } = spoken(stage);
    const cards = ["orders-db", "orders-fs", "shop-prod-reports"].map((name) => card(stage, name));
    deepEqual(
      cards.map(({ severity }) => severity),
      ["good", "good", "good"],
    );
    equal(stage.cards("backup-prod").length, 3);
    const oncall = `<@${stage.world.workspace.user("oncall")}>`;
    ok(!card(stage, "orders-fs").words.includes(oncall));
    ok(cards.every((each) => !each.words.includes('"alerts.acknowledge"')));
    const told = person(stage, "oncall").answers().map(wordsOf);
    ok(told.some((answer) => answer.includes(words.alert.allGood)));
  },
};
