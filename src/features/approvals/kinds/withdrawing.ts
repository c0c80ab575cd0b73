// Whoever asked takes it back, or changes it: until it runs, and nobody else.
import type { Answerer } from "../../../ports/feature.ts";
import { decideWithdraw, planOf } from "../decide.ts";
import { approvalIds } from "../model.ts";
import { answererOn, answerTo } from "./answering.ts";
import { decideEdit } from "./ask-rule.ts";
import { pressOn, tryOn } from "./pressing.ts";
import { receipt } from "./receipts.ts";

/** Even whoever may not ask any more may take back what they asked for. */
export const answerWithdraw: Answerer<string> = answererOn<string>({
  needs: "read",
  button: approvalIds.withdraw,
  lacking: "not-requester",
  answer: async (named, _, asker, world) => {
    const pressed = await pressOn(
      named,
      asker,
      ({ request, press }) => decideWithdraw(request, { named, press }),
      world,
    );
    const what = { named, button: approvalIds.withdraw, asker };
    return answerTo(pressed, what, (request) => receipt("withdrawn", request, world), world);
  },
});

/** The form that the plan came from, with what stands in the plan; its submit makes the next revision. */
export const answerEdit: Answerer<string> = answererOn<string>({
  needs: "ask",
  button: approvalIds.edit,
  lacking: "not-requester",
  answer: async (named, _, asker, world) => {
    const pressed = await tryOn(
      named,
      asker,
      ({ request, press }) => decideEdit(request, named, press),
      world,
    );
    const what = { named, button: approvalIds.edit, asker };
    return answerTo(pressed, what, (request) => ({ type: "edit", plan: planOf(request) }), world);
  },
});
