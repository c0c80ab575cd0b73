// The asker's press on the preflight page: what it showed is asked for, if somebody could say yes. Nothing is ever
// "submitted" that nobody can approve.
import { mayAsk, type Policy, policyFor } from "../../../config/policy.ts";
import type { Asker } from "../../../ports/door.ts";
import type { Answer, Answerer, AnswerWorld } from "../../../ports/feature.ts";
import type { Plan } from "../../../ports/operation.ts";
import type { ViewState } from "../../../slack/request.ts";
import { decideAsk, stricter } from "../decide.ts";
import { environmentOf, requestOf } from "../flow.ts";
import { approvalIds, type Draft, type Named } from "../model.ts";
import { draftKey } from "../record.ts";
import { answererOn, whoPressed } from "./answering.ts";
import { isBarred, planIn } from "./ask-rule.ts";
import { isHeard, pressOf, proven } from "./pressing.ts";
import { askedReceipt } from "./receipts.ts";
import { refuse } from "./refusing.ts";

export const answerSend: Answerer<ViewState> = answererOn<ViewState>({
  needs: "ask",
  button: approvalIds.send,
  lacking: "not-asker",
  answer: (named, _, asker, world) => send(named, asker, world),
});

const send = async (named: Named, asker: Asker, world: AnswerWorld): Promise<Answer> => {
  const draft = await world.store.get<Draft>(draftKey(named.request, named.revision));
  const plan = planIn(draft?.body, named);
  const environment = plan === undefined ? undefined : environmentOf(plan, world);
  const what = { ...whoPressed(asker), button: approvalIds.send, named, plan, request: undefined };
  if (draft === undefined || plan === undefined || environment === undefined)
    return refuse({ ...what, reason: "draft-over" }, world);
  const policy = policyFor(environment, plan.kind);
  const could = await couldDecide(plan, policy, asker, world);
  const press = pressOf(asker);
  const asked = {
    plan,
    text: draft.body.plan,
    hash: named.hash,
    findings: draft.body.findings,
    ...(draft.body.retryOf === undefined ? {} : { retryOf: draft.body.retryOf }),
    press,
    isAsker: mayAsk(policy, asker.person),
    isBarred: isBarred(plan, environment, world.operations),
    policy,
    could,
  };
  const pressed = await proven(
    await requestOf(named.request, world),
    named.request,
    asker,
    (before) =>
      before !== undefined && isHeard(before, press)
        ? { type: "accepted", request: before }
        : decideAsk({ ...asked, before }),
    world,
  );
  if (pressed.type === "accepted") return askedReceipt(pressed.request, world);
  const able = could.filter((lead) => lead !== press.user).length;
  return refuse({ ...what, reason: pressed.reason, request: pressed.request, able }, world);
};

/** Nobody is looked up where no vote is needed. */
const couldDecide = async (
  { terms }: Plan,
  policy: Policy,
  { at }: Asker,
  { people }: AnswerWorld,
): Promise<readonly string[]> =>
  stricter(terms, policy).votes === 0 ? [] : (await people.leads(policy.leads, at)).items;
