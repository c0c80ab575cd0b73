// A hundred clicks at one moment, by those who may and those who may not.
import { deepEqual, equal } from "node:assert/strict";
import { approvalIds } from "../../src/features/approvals/model.ts";
import { rowsOf } from "./audit-rows.ts";
import { person } from "./person.ts";
import { ask, isState, jobsOf, request } from "./requests.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const impostors = ["asker", "reader", "outsider", "guest", "stranger", "auditor"] as const;
const leads = ["lead-a", "lead-b"] as const;
const each = 100 / (impostors.length + leads.length);

/** Fifty-fifty of thirteen and twelve: a hundred in all. */
const timesOf = (index: number): number => (index % 2 === 0 ? Math.ceil(each) : Math.floor(each));

const pressAll = async (stage: Stage, actionId: string): Promise<void> => {
  const card = request(stage);
  const people = [...leads, ...impostors];
  const clicks = people.flatMap((name, index) =>
    Array.from({ length: timesOf(index) }, () =>
      person(stage, name).pressCard(card.ts, actionId, card.named, "backup-approvals"),
    ),
  );
  equal(clicks.length, 100);
  await Promise.all(clicks);
  await stage.settle();
};

export const hundredClicks: Story = {
  name: "a-hundred-clicks",
  title: { en: "A hundred clicks at once", ja: "100 回の同時クリック" },
  description: {
    en: "Two leads and six who may not press Approve a hundred times at one moment. It runs once, and the log has each click.",
    ja: "リーダー 2 人と権限のない 6 人が、同時に合計 100 回「承認」を押します。実行は 1 回だけで、クリックはすべて監査ログに残ります。",
  },
  async play(stage) {
    await ask(stage);
    await pressAll(stage, approvalIds.approve);
    await stage.pass(10);
  },
  async check(stage) {
    isState(stage, "succeeded");
    equal(jobsOf(stage), 1);
    const { id } = request(stage);
    const rows = await rowsOf(stage, id);
    const of = (verb: string) => rows.filter((row) => row.verb === verb);
    equal(of("request.approved").length, 1);
    equal(of("step.claimed").length, 1);
    equal(of("press.refused").length, 99);
    const counted = new Map<string, number>();
    for (const { by } of [...of("request.approved"), ...of("press.refused")])
      counted.set(by, (counted.get(by) ?? 0) + 1);
    deepEqual(
      [...leads, ...impostors].map((name) => counted.get(stage.world.workspace.user(name))),
      [...leads, ...impostors].map((_, index) => timesOf(index)),
    );
  },
};
