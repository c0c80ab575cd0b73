// A backup that somebody asks for, from the form to its end: who is refused, who approves, and that it runs once.
import { equal, ok } from "node:assert/strict";
import { approvalAsksFor } from "../../src/i18n/approvals-asks.ts";
import { resources } from "../estate.ts";
import { person, spoken, wordsOf } from "./person.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const { ordersFs } = resources;
const good = { state: "COMPLETED", afterMs: 1_000, durationMs: 1_000 } as const;
const channel = "backup-approvals";

/** The cards of requests, as leads see them: oldest first. */
const requestCards = ({ world }: Stage) =>
  world.slack
    .messages(world.workspace.channel(channel))
    .filter(({ threadTs, ephemeralFor }) => threadTs === undefined && ephemeralFor === undefined);

const onlyCard = (stage: Stage) => {
  const [card, other] = requestCards(stage);
  if (card === undefined || other !== undefined) throw new Error("there is not one card");
  return card;
};

/** What somebody was told in the leads' channel, alone. */
const toldTo = ({ world }: Stage, name: string): readonly string[] =>
  world.slack
    .messages(world.workspace.channel(channel))
    .filter(({ ephemeralFor }) => ephemeralFor === world.workspace.user(name))
    .map(wordsOf);

const timesCalled = ({ world }: Stage, operation: string): number =>
  world.journal
    .since(0)
    .filter((each) => each.operation === operation && each.principal.includes("stillpoint-operator")).length;

export const askedAndApproved: Story = {
  name: "asked-and-approved-once",
  title: { en: "Asked, refused to some, approved once", ja: "依頼、拒否、そして 1 回だけの承認" },
  description: {
    en: "Whoever asked, a guest and a reader press Approve and are told why not; a lead's press runs it, once.",
    ja: "依頼者本人、ゲスト、閲覧者が「承認」を押すと理由付きで断られ、リーダーの承認で 1 回だけ実行されます。",
  },
  async play(stage) {
    const asker = person(stage, "asker");
    await stage.backUp(ordersFs, good);
    await stage.pass(16);
    stage.foretell(ordersFs, { ...good, durationMs: 10 * 60_000 });
    await asker.type("/backup now orders-fs --retain 35d --window 1h");
    await asker.fill({ "backups.why": "INC-12: before the migration" });
    await asker.fill({});
    const press = (name: string) =>
      person(stage, name).pressCard(onlyCard(stage).ts, "approvals.approve", undefined, channel);
    for (const name of ["asker", "guest", "reader"]) {
      await press(name);
      await stage.settle();
    }
    await Promise.all([press("lead-a"), press("lead-b")]);
    await stage.settle();
    await person(stage, "lead-a").type("/backup requests");
    await stage.pass(20);
  },
  async check(stage) {
    const { answers } = spoken(stage);
    const { refused, noun, state, list } = approvalAsksFor(stage.world.language);
    ok(toldTo(stage, "asker")[0]?.includes(refused["self-approval"](noun.backup)));
    ok(toldTo(stage, "guest")[0]?.includes(answers.refusal.guest));
    equal(toldTo(stage, "reader").length, 1);
    ok([...toldTo(stage, "lead-a"), ...toldTo(stage, "lead-b")][0]?.includes(refused.over(state.granted)));
    equal(timesCalled(stage, "StartBackupJob"), 1);
    ok(wordsOf(person(stage, "lead-a").answers().at(-1)).includes(list.heading.open));
    ok(wordsOf(onlyCard(stage)).includes("🟢"));
    ok(person(stage, "asker").directly().map(wordsOf).at(-1)?.includes("🟢"));
  },
};
