// A lead says no, and why. One no is enough, and whoever was told "denied" can rely on it.
import { mayDecide } from "../../../config/policy.ts";
import { approvalAsksFor } from "../../../i18n/approvals-asks.ts";
import type { Answerer } from "../../../ports/feature.ts";
import { section } from "../../../slack/blocks.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { ViewState } from "../../../slack/request.ts";
import { type Decision, decideDeny, planOf } from "../decide.ts";
import { approvalIds, type Named, whyField, whyMax } from "../model.ts";
import { answererOn, answerTo } from "./answering.ts";
import { type Facts, pressOn, tryOn } from "./pressing.ts";
import { receipt } from "./receipts.ts";
import { denyForm } from "./small-forms.ts";

const deny =
  (named: Named, why: string) =>
  ({ request, policy, person, press }: Facts): Decision =>
    decideDeny(request, { named, press, isLead: mayDecide(policy, person), why });

/** The form that asks why, for whoever would be heard. */
export const answerDeny: Answerer<string> = answererOn<string>({
  needs: "lead",
  button: approvalIds.deny,
  lacking: "not-lead",
  answer: async (named, _, asker, world) => {
    const pressed = await tryOn(named, asker, deny(named, ""), world);
    const { title, label } = approvalAsksFor(world.config.language).denying;
    const gist = { title, text: md`${label}`, blocks: [section(md`${label}`)] };
    const what = { named, button: approvalIds.deny, asker };
    return answerTo(
      pressed,
      what,
      (request) => ({ type: "form", form: denyForm(named, planOf(request), world.config), gist }),
      world,
    );
  },
});

export const answerDenied: Answerer<ViewState> = answererOn<ViewState>({
  needs: "lead",
  button: approvalIds.denied,
  lacking: "not-lead",
  answer: async (named, { values }, asker, world) => {
    const why = (values[whyField] ?? "").trim().slice(0, whyMax);
    const pressed = await pressOn(named, asker, deny(named, why), world);
    const what = { named, button: approvalIds.denied, asker };
    return answerTo(pressed, what, (request) => receipt("denied", request, world), world);
  },
});
