// One cause takes many resources at once: one card counts them, lists them, and ends with the last of them.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { type OwnedResource, resources } from "../estate.ts";
import { keyDisabled as failed, completed as good } from "./outcomes.ts";
import { person, spoken, wordsOf } from "./person.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const { ordersDb, web, ordersFs, reports, carts } = resources;
const all = [ordersDb, web, ordersFs, reports, carts];

const stormCard = (stage: Stage) => {
  const [card, ...others] = stage
    .cards("backup-prod")
    .filter(({ incident }) => incident.startsWith("storm/"));
  if (card === undefined) throw new Error("there is no card of a storm");
  equal(others.length, 0);
  return card;
};

const backUpAll = async (
  stage: Stage,
  which: readonly OwnedResource[],
  outcome: typeof failed | typeof good,
) => {
  for (const resource of which) await stage.backUp(resource, outcome);
  await stage.pass(20);
};

export const storm: Story = {
  name: "a-storm-and-its-end",
  title: { en: "A storm, and its end", ja: "障害の多発と復旧" },
  description: {
    en: "A key is disabled and every backup of production fails. From the third on there is one card: it is taken, listed, filed, and turns green with the last good backup.",
    ja: "キーの無効化で本番のバックアップがすべて失敗します。3 件目からは 1 枚のカードにまとまり、対応者・一覧・ファイルを扱え、すべて復旧すると緑になります。",
  },
  async play(stage) {
    await backUpAll(stage, all, failed);
    const { ts } = stormCard(stage);
    const oncall = person(stage, "oncall");
    await oncall.pressCard(ts, "alerts.acknowledge");
    await oncall.pressCard(ts, "alerts.list");
    await stage.settle();
    // Whoever may not read there does not get the file.
    await person(stage, "outsider").pressCard(ts, "alerts.file");
    await stage.settle();
    await oncall.close();
    await oncall.pressCard(ts, "alerts.file");
    // Two hours later the same resources fail again: said once in the thread, and no card.
    await stage.pass(2 * 60);
    await backUpAll(stage, all, failed);
    await backUpAll(stage, all.slice(0, 4), good);
    await backUpAll(stage, all.slice(4), good);
  },
  async check(stage) {
    const { severity, ts, words } = stormCard(stage);
    equal(severity, "good");
    ok(!words.includes("alerts.acknowledge"));
    match(words, new RegExp(`${all.length} (?:resources|件)`));
    const roots = stage.cards("backup-prod").filter((card) => !isThreaded(stage, card.ts));
    ok(roots.length <= 3);
    deepEqual(
      new Set(roots.map((card) => card.severity)),
      new Set(roots.length > 1 ? ["info", "good"] : ["good"]),
    );
    ok(sent(stage, "chat.update").some((update) => /4 of 5|5 件中 4 件/.test(update)));
    const list = sent(stage, "views.update").at(-1) ?? "";
    for (const { name } of all) ok(list.includes(name), name);
    const threaded = messages(stage).filter(({ threadTs }) => threadTs === ts);
    equal(threaded.length, 2);
    equal(files(stage).length, 1);
    match(files(stage)[0]?.name ?? "", /^stillpoint-\d{8}T\d{4}\.csv$/);
    const refused = person(stage, "outsider").answers().map(wordsOf).join();
    ok(refused.includes(spoken(stage).answers.refusal.outsider.read));
    equal((await stage.settle()).dlq, 0);
  },
};

const isThreaded = (stage: Stage, ts: string): boolean =>
  messages(stage).some((message) => message.ts === ts && message.threadTs !== undefined);

/** What Slack was told by a method. */
const sent = ({ world }: Stage, operation: string): readonly string[] =>
  world.journal
    .since(0)
    .filter((entry) => entry.service === "slack" && entry.operation === operation)
    .map(({ input }) => JSON.stringify(input));

const messages = ({ world }: Stage) => world.slack.messages(world.workspace.channel("backup-prod"));

const files = (stage: Stage) => messages(stage).flatMap((message) => message.files ?? []);
