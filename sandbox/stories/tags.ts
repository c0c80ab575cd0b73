// Tags of resources: what they ask backups for, and whose channel an alert belongs to.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { type OwnedResource, paymentsDb, resources } from "../estate.ts";
import { keyDisabled as failed, soon } from "./outcomes.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const minute = 60_000;
const hour = 60 * minute;

export const neverBackedUp: Story = {
  name: "tagged-but-never-backed-up",
  title: { en: "Tagged, and never backed up", ja: "タグはあるのに一度もバックアップされていない" },
  description: {
    en: "A new production database carries the tag of a requirement, but no plan selects it. After a day a red card says that it was never backed up; its first backup turns it green.",
    ja: "新しい本番データベースに要件のタグが付いていますが、どのバックアッププランにも選択されていません。1 日後に「一度もバックアップされていません」という赤いカードが届き、最初のバックアップで緑色になります。",
  },
  async play(stage) {
    await byTags(stage);
    stage.world.backup.addResource(paymentsDb);
    await stage.pass(20);
    await sleep(stage, 26 * hour);
    await stage.pass(20);
    await stage.backUp(paymentsDb, { ...soon, state: "COMPLETED", bytes: 48e9 });
    await stage.pass(40);
  },
  async check(stage) {
    const cards = stage.cards("team-payments").filter(({ incident }) => incident.startsWith("absence/"));
    deepEqual(
      cards.map(({ severity, state }) => [severity, state]),
      [["good", "BACKED_UP"]],
    );
    const [first, ...others] = stage.world.journal
      .since(0)
      .filter(({ service, operation }) => service === "slack" && operation === "chat.postMessage")
      .map(({ input }) => JSON.stringify(input))
      .filter((input) => /Never backed up|一度もバックアップされていません/.test(input));
    match(first ?? "", /payments-db.*gold/s);
    deepEqual(others, []);
    // Its recovery point carries the same tags, and is nothing to back up.
    ok(stage.world.backup.tagged(paymentsDb).filter(({ tags }) => tags.protection === "gold").length > 1);
  },
};

export const routedByTag: Story = {
  name: "routed-by-tag",
  title: { en: "An alert that a tag sends", ja: "タグで届け先が決まるアラート" },
  description: {
    en: "Two databases fail, and the one with the team's tag is told of in the team's own channel. When AWS does not tell the tags, the card goes out all the same.",
    ja: "2 つのデータベースが失敗し、チームのタグが付いたほうはそのチームのチャンネルに届きます。AWS からタグを取得できないときも、カードは届きます。",
  },
  async play(stage) {
    await byTags(stage);
    stage.world.backup.addResource(paymentsDb);
    stage.world.backup.addResource(ledgerDb);
    await stage.pass(2);
    const id = await stage.backUp(paymentsDb, failed);
    await stage.backUp(resources.ordersDb, failed);
    await stage.pass(10);
    for (const feed of ["eventbridge", "sns"] as const)
      stage.world.backup.tell({ account: paymentsDb.account, region: paymentsDb.region, jobId: id, feed });
    await stage.pass(10);
    stage.faults({ service: "tagging", operation: "GetResources", error: "ThrottledException" });
    await stage.backUp(ledgerDb, failed);
    await stage.pass(10);
  },
  async check(stage) {
    deepEqual(
      stage.cards("team-payments").map(({ severity, words }) => [severity, words.includes("payments-db")]),
      [["failed", true]],
    );
    deepEqual(
      stage
        .cards("backup-prod")
        .map(({ severity, words }) => [severity, /orders-db|ledger-db/.exec(words)?.[0]]),
      [
        ["failed", "orders-db"],
        ["failed", "ledger-db"],
      ],
    );
    equal((await stage.settle()).dlq, 0);
  },
};

/** The team writes a requirement by tag into its file, and a route by tag. */
const byTags = (stage: Stage): Promise<void> => {
  const channel = stage.world.workspace.channel("team-payments");
  return stage.configure({
    all: [
      `routes: [{ environment: production, tags: { team: payments }, channel: ${channel} }]`,
      "requirements: [{ name: gold, tags: { protection: gold }, everyHours: 24, keepDays: 35 }]",
    ],
  });
};

const ledgerDb: OwnedResource = {
  ...paymentsDb,
  arn: paymentsDb.arn.replace("payments-db", "ledger-db"),
  name: "ledger-db",
};

/** A long time in one leap: nothing is under way, and the clock ticks once when it is over. */
const sleep = async (stage: Stage, ms: number): Promise<void> => {
  await stage.settle();
  stage.world.clock.advance(ms - 2 * minute);
  await stage.pass(2);
};
