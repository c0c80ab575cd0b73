// What every press on a request has in common: it is found, judged by whoever pressed as Slack knows them now, proven by
// its bytes, written, and answered. A press that comes again finds that it counted and changes nothing.
import type { Environment } from "../../../config/config.ts";
import { type Policy, policyFor } from "../../../config/policy.ts";
import type { Person } from "../../../config/rights.ts";
import type { Asker } from "../../../ports/door.ts";
import type { AnswerWorld, Bar } from "../../../ports/feature.ts";
import type { Plan } from "../../../ports/operation.ts";
import type { Stored } from "../../../store/record.ts";
import { type Decision, planOf, refused } from "../decide.ts";
import { change, drain, environmentOf, requestOf } from "../flow.ts";
import type { Named, Press, Refusal, Request } from "../model.ts";
import { evidenceKey, evidenceOf, keepRequestUntil } from "../record.ts";

/**
 * A record holds 400 KB and a press a card of 24 KB at most: whatever is packed longer was made to be long.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 */
const evidenceMax = 60_000;

/** Why a press counts for nothing; the same word is the key of what is said. */
export type Reason =
  | Refusal
  | Exclude<Bar, "no-right">
  | "busy"
  | "too-long"
  /** The phrase is asked for since, and this button knows no phrase. */
  | "to-type";

/** What a press is judged by. */
export interface Facts {
  readonly request: Request;
  readonly plan: Plan;
  readonly environment: Environment;
  readonly policy: Policy;
  readonly person: Person;
  readonly press: Press;
}

export type Pressed =
  | { readonly type: "accepted"; readonly request: Request }
  | { readonly type: "refused"; readonly reason: Reason; readonly request: Request | undefined };

type Judge = (facts: Facts) => Decision;

/** On a request that there is: decided and written. */
export const pressOn = async (
  { request: id }: Named,
  asker: Asker,
  judge: Judge,
  world: AnswerWorld,
): Promise<Pressed> => proven(await requestOf(id, world), id, asker, judged(asker, judge, world), world);

/** What would come of it, before a form asks for the rest. */
export const tryOn = async (
  { request: id }: Named,
  asker: Asker,
  judge: Judge,
  world: AnswerWorld,
): Promise<Pressed> => {
  const request = (await requestOf(id, world))?.body;
  const decision = judged(asker, judge, world)(request);
  return decision.type === "refused" ? { ...decision, request } : decision;
};

const judged =
  (asker: Asker, judge: Judge, world: AnswerWorld) =>
  (request: Request | undefined): Decision => {
    if (request === undefined) return refused("gone");
    const press = pressOf(asker);
    const environment = environmentOf(request, world);
    if (environment === undefined) return refused("gone");
    const policy = policyFor(environment, request.kind);
    return judge({ request, plan: planOf(request), environment, policy, person: asker.person, press });
  };

/** Only what is accepted is kept as evidence, so that nobody fills the table by pressing. */
export const proven = async (
  stored: Stored<Request> | undefined,
  id: string,
  asker: Asker,
  decide: (request: Request | undefined) => Decision,
  world: AnswerWorld,
): Promise<Pressed> => {
  const first = decide(stored?.body);
  if (first.type === "refused") return { ...first, request: stored?.body };
  if (stored !== undefined && first.request === stored.body) {
    // It was written by a taking that was cut off, perhaps before it sent what it owed.
    await drain(stored, world);
    return first;
  }
  if (asker.packed.length > evidenceMax)
    return { type: "refused", reason: "too-long", request: stored?.body };
  await keepEvidence(asker, world);
  return change(id, decide, world);
};

export const pressOf = ({
  person,
  at,
  packed,
}: Pick<Asker, "at" | "packed"> & { readonly person: Pick<Person, "id"> }): Press => ({
  user: person.id,
  at,
  evidence: evidenceOf(packed),
});

const keepEvidence = async ({ packed }: Asker, world: AnswerWorld): Promise<void> => {
  await world.store.putIfAbsent({
    key: evidenceKey(evidenceOf(packed)),
    version: 1,
    body: { packed },
    keepUntil: keepRequestUntil(world.now()),
  });
};

/** Whether this very press is in the record already: a queue may bring it twice. */
export const isHeard = ({ asked, votes, glass, phase }: Request, { user, at, evidence }: Press): boolean =>
  [asked, ...votes, ...(glass === undefined ? [] : [glass.press])].some(
    (press) => press.evidence === evidence,
  ) ||
  (glass?.reviewed !== undefined && glass.reviewed.by === user && glass.reviewed.at === at) ||
  ((phase.state === "denied" || phase.state === "withdrawn") && phase.by === user && phase.at === at);
