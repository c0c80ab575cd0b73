// A week in one line: what came, what became of it, and what never came to an end.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { dayMs, instant, startOfDay } from "../../src/core/time.ts";
import { resources } from "../estate.ts";
import { keyDisabled as failure, soon } from "./outcomes.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const minute = 60_000;
const hour = 60 * minute;

export const week: Story = {
  name: "a-week",
  title: { en: "A week in one line", ja: "1 行で見る 1 週間" },
  description: {
    en: "A failure and its repeat, a good backup that stays silent, an unknown event, and one that nobody could finish. On Monday at nine one line counts them.",
    ja: "失敗とその繰り返し、通知されない成功、未知のイベント、処理できなかったイベント。月曜 9 時に 1 行で集計されます。",
  },
  async play(stage) {
    // The books are opened by the first tick.
    await stage.pass(2);
    await stage.backUp(resources.ordersDb, failure);
    await stage.pass(10);
    await stage.backUp(resources.ordersDb, failure);
    await stage.backUp(resources.stagingVolume, { ...soon, state: "COMPLETED" });
    await stage.pass(10);
    unknownEvent(stage, "near");
    await stage.settle();
    // Whatever would be handed to the poster is refused: five receives, then the dead-letter queue.
    stage.faults({ service: "sqs", operation: "SendMessage", error: "ServiceUnavailable" });
    unknownEvent(stage, "far");
    await stage.pass(20);
    stage.faults();
    await untilMonday(stage);
    await stage.pass(5);
  },
  async check(stage) {
    const lines = linesOf(stage);
    equal(lines.length, 1);
    const [line] = lines as [(typeof lines)[number]];
    const came = stage.world.sqs.brought(stage.world.installed.queues.events.arn);
    const cards = ["backup-prod", "backup-stg", "backup-other"].flatMap((channel) => stage.cards(channel));
    const { received, posted, grouped, silent, lost } = line.counts;
    deepEqual({ received, lost }, { received: came, lost: 1 });
    // Two feeds that tell of one failure at the same moment are both posted, in one card.
    equal(cards.length, 2);
    ok(posted >= cards.length && posted <= cards.length + 1);
    equal((await stage.settle()).dlq, 1);
    equal(posted + grouped + silent + lost, received);
    // The good backup's states and what both feeds told twice are silent; the repeat went to the first one's card.
    ok(grouped >= 1 && silent >= 1);
    match(line.words, /16–22 Nov|11月16日〜22日/);
    match(line.words, /Events dead-letter queue is not empty/);
  },
};

const unknownEvent = (stage: Stage, horizon: string): void => {
  const { account, region } = resources.ordersDb;
  stage.world.bus.emit({
    source: "aws.backup",
    detailType: "Backup Horizon State Change",
    account,
    region,
    resources: [],
    detail: { horizon },
  });
};

/** In one leap to a minute before nine, as the team's clocks have it. */
const untilMonday = async ({ world, settle }: Stage): Promise<void> => {
  await settle();
  let midnight = startOfDay(instant(world.clock.now()), world.config.timeZone);
  do midnight = startOfDay(instant(midnight + dayMs + hour), world.config.timeZone);
  while (new Date(midnight + 12 * hour).getUTCDay() !== 1);
  world.clock.advance(midnight + 9 * hour - minute - world.clock.now());
};

const linesOf = ({ world }: Stage) =>
  world.slack.messages(world.workspace.channel("backup-other")).flatMap((message) => {
    const payload = message.metadata?.event_payload;
    if (message.metadata?.event_type !== "stillpoint_week" || payload === undefined) return [];
    const count = (name: string) => Number(payload[name]);
    return [
      {
        words: JSON.stringify([message.text, message.blocks, message.attachments]),
        counts: {
          received: count("received"),
          posted: count("posted"),
          grouped: count("grouped"),
          silent: count("silent"),
          lost: count("lost"),
        },
      },
    ];
  });
