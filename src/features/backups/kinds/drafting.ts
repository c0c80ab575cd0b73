// From a wish to the page that its asker sends, or to what keeps it from being asked for. The draft lies in the table
// before the page is shown: what is sent then only names it.
import { policyFor } from "../../../config/policy.ts";
import type { Asker } from "../../../ports/door.ts";
import type { Answer, AnswerWorld } from "../../../ports/feature.ts";
import type { Finding } from "../../../ports/operation.ts";
import { unpackRequest } from "../../../slack/pack.ts";
import { bodyOf, readRequest } from "../../../slack/request.ts";
import type { Stored } from "../../../store/record.ts";
import { sealPlan } from "../../approvals/decide.ts";
import type { Draft } from "../../approvals/model.ts";
import { draftKey, keepDraftUntil } from "../../approvals/record.ts";
import { planOf, requestIdOf } from "../decide.ts";
import type { Wish } from "../model.ts";
import { preflightPage } from "../views.ts";
import { check, stopsOf } from "./checking.ts";

/** What stands in its way is shown by whoever knows the form that it came from. */
export const draft = async (
  wish: Wish,
  asker: Asker,
  world: AnswerWorld,
  refuse: (stops: readonly Finding[]) => Answer | Promise<Answer>,
): Promise<Answer> => {
  const checked = await check(wish, asker, world);
  const stops = stopsOf(checked);
  if (stops.length > 0) return refuse(stops);
  const policy = policyFor(wish.environment, wish.step.operation);
  const plan = planOf({
    wish,
    policy,
    requester: asker.person.id,
    team: teamOf(asker),
    id: requestIdOf(asker.packed),
    at: asker.at,
  });
  const { text, hash } = sealPlan(plan);
  const { findings, could } = checked;
  const retry = wish.retryOf === undefined ? {} : { retryOf: wish.retryOf };
  await keepDraft(plan.request, plan.revision, { plan: text, hash, findings, ...retry }, world);
  return preflightPage({ plan, hash, findings, policy, could, environment: wish.environment }, world);
};

/** The team that Slack's bytes name is the one that the proof will look for. */
const teamOf = ({ packed }: Asker): string => {
  const raw = unpackRequest(packed);
  const reading = readRequest(bodyOf(raw.body, raw.contentType) ?? {});
  if (reading.type !== "request") throw new Error("a press that cannot be read");
  return reading.request.team;
};

/** Of two drafts of one change the later one holds: the page of the other names what is not there any more. */
const keepDraft = async (
  request: string,
  revision: number,
  body: Draft,
  world: Pick<AnswerWorld, "store" | "now">,
): Promise<void> => {
  const key = draftKey(request, revision);
  const before = await world.store.get<Draft>(key);
  if (before?.body.hash === body.hash) return;
  const next: Stored<Draft> = {
    key,
    version: (before?.version ?? 0) + 1,
    body,
    keepUntil: keepDraftUntil(world.now()),
  };
  await (before === undefined ? world.store.putIfAbsent(next) : world.store.put(next));
};
