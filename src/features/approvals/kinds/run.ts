// The executor's road: one note, one request, one step. It reads, proves, decides, claims, calls, and writes down what
// came of it; it may be cut off between any two of these and comes again by the clock.
import type { Environment } from "../../../config/config.ts";
import { mayAsk, mayBreakGlass, mayDecide, policyFor } from "../../../config/policy.ts";
import { barOf, type Person } from "../../../config/rights.ts";
import { Fault } from "../../../core/errors.ts";
import type { ExecutorWorld } from "../../../ports/feature.ts";
import type { RunNote } from "../../../ports/note.ts";
import type { Plan } from "../../../ports/operation.ts";
import { isOver, planOf, stricter, told } from "../decide.ts";
import { environmentOf, requestOf } from "../flow.ts";
import type { Claim, Request } from "../model.ts";
import { claimKey, evidenceKey } from "../record.ts";
import { act } from "./acting.ts";
import { isSealed } from "./claims.ts";
import { flawIn } from "./plan-rule.ts";
import { type Proof, prove } from "./proof.ts";
import { isRewound } from "./rewound.ts";
import { decideRun, nextStep, type RunDecision } from "./run-rule.ts";
import { shownDiffers } from "./shown-parts.ts";

/** What it goes by. They can be handed in, so that it can be shown what a faulty one would do. */
export interface RunRules {
  readonly prove: typeof prove;
  readonly decideRun: typeof decideRun;
}

/** Whoever granted it is still writing down what was sent: a moment later nobody is in the way. */
const triesMax = 4;

/** Takes one note of the run queue; answers with the name of what was done. Throws a `Fault` when it must come again. */
export const takeRun = async (
  note: RunNote,
  world: ExecutorWorld,
  rules: RunRules = { prove, decideRun },
): Promise<string> => {
  for (let tries = 1; tries < triesMax; tries += 1) {
    try {
      return await carryOut(note, world, rules);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "store-contended") throw error;
    }
  }
  return carryOut(note, world, rules);
};

const carryOut = async (note: RunNote, world: ExecutorWorld, rules: RunRules): Promise<string> => {
  const stored = await requestOf(note.request, world);
  if (stored === undefined) return ring(note.request, "no-such-request", world);
  const request = stored.body;
  if (isOver(request.phase.state) || request.revision > note.revision) return "over";
  if (request.phase.state === "open" || request.revision < note.revision)
    return ring(request.id, "not-granted", world);
  const step = nextStep(request);
  const next = step === undefined ? undefined : request.steps[step];
  if (step === undefined || next === undefined || next.state === "running") return "under-way";
  const claimed = await world.store.get<Claim>(claimKey(request.id, request.revision, step));
  const environment = environmentOf(request, world);
  const flaw = flawIn(request, world.operations);
  if (environment === undefined || flaw !== undefined)
    return act({ act: "refuse", reason: flaw ?? "no-environment" }, stored, claimed, world);
  const plan = planOf(request);
  if (await isRewound(request, world)) {
    // The log may know more because somebody has written meanwhile.
    if ((await requestOf(request.id, world))?.version !== stored.version)
      throw new Fault("store-contended", "the request went on meanwhile", { retryable: true });
    return act({ act: "refuse", reason: "rewound" }, stored, claimed, world);
  }
  const policy = policyFor(environment, plan.kind);
  const people = await peopleOf(request, stricter(plan.terms, policy).votes === 0, world);
  const isLead = (person: Person) => barOf(person, world.config) === undefined && mayDecide(policy, person);
  const isAsker = (person: Person) => barOf(person, world.config) === undefined && mayAsk(policy, person);
  const isBreaker = (person: Person) =>
    barOf(person, world.config) === undefined && mayBreakGlass(policy, person);
  const secrets = await world.secrets();
  const exhibits = await exhibitsOf(request, world);
  const proof = rules.prove({ request, plan, policy, exhibits, secrets, people, isLead, isAsker, isBreaker });
  const mismatch = mismatchIn(proof, plan, world);
  if (mismatch !== undefined) world.log.error("view.mismatch", { request: request.id, user: mismatch });
  if (mismatch !== undefined && mismatchBlocks)
    return act({ act: "refuse", reason: "shown-otherwise" }, stored, claimed, world);
  const decision: RunDecision = rules.decideRun({
    request,
    plan,
    policy,
    step,
    claim: claimed?.body,
    isClaimSealed: claimed === undefined || isSealed(claimed.body, secrets),
    proof,
    bar: barredBy(plan, step, environment, world),
    now: world.now(),
  });
  // Written down once, with the start.
  const isNew = mismatch !== undefined && decision.act === "start";
  const body = isNew ? told(request, "view.mismatch", mismatch, world.now(), {}, []) : request;
  return act(decision, { ...stored, body }, claimed, world);
};

/**
 * Whether a lead to whom Slack showed something else than the plan stops it. Off until it is proven against live Slack that
 * nothing but what we know of is written otherwise there; the alarm rings all the same.
 */
const mismatchBlocks: boolean = false;

/** The first of those whose yes counts who was shown something else. */
const mismatchIn = (proof: Proof, plan: Plan, { operations, config }: ExecutorWorld): string | undefined =>
  proof.type === "proven"
    ? proof.shown.find(({ body }) => shownDiffers(plan, operations, config.language, body))?.user
    : undefined;

/**
 * Whoever put the note there was not one of ours: nothing runs, and the note stays until it lies in the dead-letter queue,
 * where it is evidence and its alarm rings.
 */
const ring = (request: string, reason: string, world: ExecutorWorld): never => {
  world.log.error("run.refused", { request, reason });
  throw new Error(`the run queue holds a note that nobody owes: ${reason}`);
};

const barredBy = (plan: Plan, step: number, environment: Environment, { operations }: ExecutorWorld) => {
  const next = plan.steps[step];
  // A kind that this executor does not know is none.
  return next === undefined || !Object.hasOwn(operations, next.operation)
    ? "input"
    : operations[next.operation].bar(next, environment);
};

/** Everybody whose press counts for something, as Slack knows them now. */
const peopleOf = async (
  { asked, votes, glass }: Request,
  isWithoutVotes: boolean,
  world: ExecutorWorld,
): Promise<ReadonlyMap<string, Person>> => {
  const presses = [
    ...votes,
    ...(glass === undefined ? [] : [glass.press]),
    ...(isWithoutVotes ? [asked] : []),
  ];
  const users = [...new Set(presses.map(({ user }) => user))];
  const now = world.now();
  const found = await Promise.all(users.map((user) => world.people.live(user, now)));
  return new Map(found.map((person) => [person.id, person]));
};

const exhibitsOf = async (
  { asked, votes, glass }: Request,
  world: ExecutorWorld,
): Promise<ReadonlyMap<string, string>> => {
  const names = [asked, ...votes, ...(glass === undefined ? [] : [glass.press])].map(
    ({ evidence }) => evidence,
  );
  const found = await Promise.all(
    names.map(async (name) => {
      const stored = await world.store.get<{ readonly packed: string }>(evidenceKey(name));
      return stored === undefined ? [] : [[name, stored.body.packed] as const];
    }),
  );
  return new Map(found.flat());
};
