// The worker's part in approvals, as short as it can be: a press is read, who pressed is looked up,
// the engine's rule decides, and `change` writes. A mutant puts a faulty rule in the place of one of them.
import { mayAsk, mayBreakGlass, mayDecide, policyFor } from "../../src/config/policy.ts";
import { barOf } from "../../src/config/rights.ts";
import { instant, minuteMs } from "../../src/core/time.ts";
import {
  type Decision,
  decideAsk,
  decideDeny,
  decideVote,
  decideWithdraw,
  phraseOf,
  planOf,
  refused,
} from "../../src/features/approvals/decide.ts";
import { change, environmentOf } from "../../src/features/approvals/flow.ts";
import { decideBreakGlass, decideReview } from "../../src/features/approvals/kinds/glass-rule.ts";
import { saidIn } from "../../src/features/approvals/kinds/proof.ts";
import { approvalIds, type Draft, type Press, type Request } from "../../src/features/approvals/model.ts";
import { draftKey, evidenceKey, evidenceOf } from "../../src/features/approvals/record.ts";
import type { World } from "../../src/ports/world.ts";
import { unpackRequest } from "../../src/slack/pack.ts";
import { bodyOf, readRequest, signedAt } from "../../src/slack/request.ts";

export type PressWorld = Pick<
  World,
  "config" | "log" | "store" | "audit" | "posts" | "run" | "people" | "catalog" | "operations" | "now"
>;

export const pressRules = {
  decideAsk,
  decideVote,
  decideDeny,
  decideWithdraw,
  decideBreakGlass,
  decideReview,
};

export type PressRules = typeof pressRules;

/** After so long it is too late to press: the worker says so. */
const tooOldMs = 5 * minuteMs;

export const press = async (packed: string, world: PressWorld, rules = pressRules): Promise<string> => {
  const raw = unpackRequest(packed);
  const at = signedAt(raw.timestamp);
  if (world.now() - at > tooOldMs) return "too-old";
  const reading = readRequest(bodyOf(raw.body, raw.contentType) ?? {});
  if (reading.type !== "request") throw new Error("a press that cannot be read");
  const said = saidIn(reading.request);
  if (said?.named === undefined) return "no-press";
  const { named, typed } = said;
  const { user } = reading.request;
  const person = await world.people.live(user, at);
  const isMember = barOf(person, world.config) === undefined;
  const given: Press = { user, at, evidence: evidenceOf(packed) };
  await world.store.putIfAbsent({
    key: evidenceKey(given.evidence),
    version: 1,
    body: { packed },
    keepUntil: instant(world.now() + 1),
  });
  const draft =
    said.button === approvalIds.send
      ? await world.store.get<Draft>(draftKey(named.request, named.revision))
      : undefined;
  const could = draft === undefined ? [] : (await world.people.leads({ users: [] }, at)).items;
  const decide = (request: Request | undefined): Decision => {
    const basis = draft?.body ?? request;
    if (basis === undefined) return refused("gone");
    const plan = planOf(basis);
    const environment = environmentOf(plan, world);
    if (environment === undefined) return refused("barred");
    const policy = policyFor(environment, plan.kind);
    const now = world.now();
    switch (said.button) {
      case approvalIds.send:
        return draft === undefined || draft.body.hash !== named.hash
          ? refused("changed")
          : rules.decideAsk({
              before: request,
              plan,
              text: draft.body.plan,
              hash: draft.body.hash,
              findings: draft.body.findings,
              press: given,
              isAsker: isMember && mayAsk(policy, person),
              isBarred: false,
              policy,
              could,
            });
      case approvalIds.approve:
      case approvalIds.approveTyped: {
        const isLead = isMember && mayDecide(policy, person);
        const phrase = phraseOf(plan);
        const vote = { named, press: given, isLead, phrase, ...(typed === undefined ? {} : { typed }) };
        return rules.decideVote(request, vote, policy, plan.terms, now);
      }
      case approvalIds.denied:
        return rules.decideDeny(request, {
          named,
          press: given,
          isLead: isMember && mayDecide(policy, person),
          why: "not tonight",
        });
      case approvalIds.withdraw:
        return rules.decideWithdraw(request, { named, press: given });
      case approvalIds.brokenGlass: {
        const isEntitled = isMember && mayBreakGlass(policy, person);
        const phrase = phraseOf(plan);
        const glass = {
          named,
          press: given,
          isEntitled,
          why: "fire",
          phrase,
          ...(typed === undefined ? {} : { typed }),
        };
        return rules.decideBreakGlass(request, glass, now);
      }
      case approvalIds.review:
        return rules.decideReview(request, { press: given, isLead: isMember && mayDecide(policy, person) });
      default:
        return refused("gone");
    }
  };
  const came = await change(named.request, decide, world);
  return came.type === "accepted" ? "accepted" : came.reason;
};
