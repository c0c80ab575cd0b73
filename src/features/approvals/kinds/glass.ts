// In need one entitled person runs something without votes, with a reason that everybody reads; a second person looks at
// it afterwards.
import { mayBreakGlass, mayDecide } from "../../../config/policy.ts";
import { approvalAsksFor } from "../../../i18n/approvals-asks.ts";
import type { Answerer, AnswerWorld } from "../../../ports/feature.ts";
import { section } from "../../../slack/blocks.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { ViewState } from "../../../slack/request.ts";
import { type Decision, phraseOf, planOf } from "../decide.ts";
import { approvalIds, type Named, type Request, whyField, whyMax } from "../model.ts";
import { answererOn, answerTo } from "./answering.ts";
import { decideBreakGlass, decideReview } from "./glass-rule.ts";
import { type Facts, pressOn, tryOn } from "./pressing.ts";
import { phraseField } from "./proof.ts";
import { receipt } from "./receipts.ts";
import { glassForm, type Trouble } from "./small-forms.ts";

const breakGlass =
  (named: Named, why: string, typed: string | undefined, world: AnswerWorld) =>
  ({ request, plan, policy, person, press }: Facts): Decision =>
    decideBreakGlass(
      request,
      {
        named,
        press,
        isEntitled: mayBreakGlass(policy, person),
        why,
        typed: typed ?? phraseOf(plan),
        phrase: phraseOf(plan),
      },
      world.now(),
    );

const formFor = (named: Named, request: Request, world: AnswerWorld, trouble?: Trouble) => {
  const { title } = approvalAsksFor(world.config.language).breaking;
  const text = md`${trouble?.says ?? title}`;
  const form = glassForm(named, planOf(request), world, trouble);
  return { type: "form" as const, form, gist: { title, text, blocks: [section(text)] } };
};

/** The form, for whoever would be heard. */
export const answerBreakGlass: Answerer<string> = answererOn<string>({
  needs: "lead",
  button: approvalIds.breakGlass,
  lacking: "not-entitled",
  answer: async (named, _, asker, world) => {
    const pressed = await tryOn(named, asker, breakGlass(named, "", undefined, world), world);
    const what = { named, button: approvalIds.breakGlass, asker };
    return answerTo(pressed, what, (request) => formFor(named, request, world), world);
  },
});

export const answerBrokenGlass: Answerer<ViewState> = answererOn<ViewState>({
  needs: "lead",
  button: approvalIds.brokenGlass,
  lacking: "not-entitled",
  answer: async (named, { values }, asker, world) => {
    const why = (values[whyField] ?? "").trim().slice(0, whyMax);
    const typed = values[phraseField] ?? "";
    const pressed = await pressOn(named, asker, breakGlass(named, why, typed, world), world);
    if (pressed.type === "refused" && pressed.reason === "phrase" && pressed.request !== undefined) {
      const { refused } = approvalAsksFor(world.config.language);
      const says = refused.phrase(phraseOf(planOf(pressed.request)));
      return formFor(named, pressed.request, world, { says, why });
    }
    const what = { named, button: approvalIds.brokenGlass, asker };
    return answerTo(pressed, what, (request) => receipt("broken", request, world), world);
  },
});

export const answerReview: Answerer<string> = answererOn<string>({
  needs: "lead",
  button: approvalIds.review,
  lacking: "not-lead",
  answer: async (named, _, asker, world) => {
    const pressed = await pressOn(
      named,
      asker,
      ({ request, policy, person, press }) =>
        decideReview(request, { press, isLead: mayDecide(policy, person) }),
      world,
    );
    const what = { named, button: approvalIds.review, asker };
    return answerTo(pressed, what, () => ({ type: "shown" }), world);
  },
});
