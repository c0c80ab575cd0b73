// A lead says yes: by one press, or by a form in which they also type what is touched. The card is the answer to a press.
import { mayDecide } from "../../../config/policy.ts";
import { approvalAsksFor } from "../../../i18n/approvals-asks.ts";
import type { Answerer, AnswerWorld } from "../../../ports/feature.ts";
import { section } from "../../../slack/blocks.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { ViewState } from "../../../slack/request.ts";
import { type Decision, decideVote, phraseOf, planOf } from "../decide.ts";
import { approvalIds, type Named, type Request } from "../model.ts";
import { answererOn, answerTo } from "./answering.ts";
import { type Facts, type Pressed, pressOn, tryOn } from "./pressing.ts";
import { phraseField } from "./proof.ts";
import { receipt } from "./receipts.ts";
import { typedForm } from "./small-forms.ts";

/** `typed` is what stands in the form; a button has none. */
const vote =
  (named: Named, typed: string | undefined, world: AnswerWorld) =>
  ({ request, plan, policy, person, press }: Facts): Decision =>
    decideVote(
      request,
      {
        named,
        press,
        isLead: mayDecide(policy, person),
        phrase: phraseOf(plan),
        ...(typed === undefined ? {} : { typed }),
      },
      policy,
      plan.terms,
      world.now(),
    );

export const answerApprove: Answerer<string> = answererOn<string>({
  needs: "lead",
  button: approvalIds.approve,
  lacking: "not-lead",
  answer: async (named, _, asker, world) => {
    const pressed = await pressOn(named, asker, vote(named, undefined, world), world);
    const what = { named, button: approvalIds.approve, asker };
    return answerTo(buttonOnly(pressed), what, () => ({ type: "shown" }), world);
  },
});

/** The policy asks for a phrase since the card was drawn. */
const buttonOnly = (pressed: Pressed): Pressed =>
  pressed.type === "refused" && pressed.reason === "phrase" ? { ...pressed, reason: "to-type" } : pressed;

/** The form, for whoever would be heard. */
export const answerTyped: Answerer<string> = answererOn<string>({
  needs: "lead",
  button: approvalIds.typed,
  lacking: "not-lead",
  answer: async (named, _, asker, world) => {
    const pressed = await tryOn(
      named,
      asker,
      (facts) => vote(named, phraseOf(facts.plan), world)(facts),
      world,
    );
    const what = { named, button: approvalIds.typed, asker };
    return answerTo(pressed, what, (request) => formFor(named, request, world), world);
  },
});

const formFor = (named: Named, request: Request, world: AnswerWorld, says?: string) => {
  const form = typedForm(named, planOf(request), world, says === undefined ? undefined : { says });
  const text = md`${says ?? approvalAsksFor(world.config.language).typing.title}`;
  const { title } = approvalAsksFor(world.config.language).typing;
  return { type: "form" as const, form, gist: { title, text, blocks: [section(text)] } };
};

export const answerApproveTyped: Answerer<ViewState> = answererOn<ViewState>({
  needs: "lead",
  button: approvalIds.approveTyped,
  lacking: "not-lead",
  answer: async (named, { values }, asker, world) => {
    const pressed = await pressOn(named, asker, vote(named, values[phraseField] ?? "", world), world);
    // A slip of the finger is no refusal: the form asks again.
    if (pressed.type === "refused" && pressed.reason === "phrase" && pressed.request !== undefined) {
      const { refused } = approvalAsksFor(world.config.language);
      const says = refused.phrase(phraseOf(planOf(pressed.request)));
      return formFor(named, pressed.request, world, says);
    }
    const what = { named, button: approvalIds.approveTyped, asker };
    return answerTo(pressed, what, (request) => receipt("voted", request, world), world);
  },
});
