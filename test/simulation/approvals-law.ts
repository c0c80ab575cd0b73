// What must hold of approvals at every moment, whatever the weather: looked at where it counts, inside AWS when something
// really happens and inside the table when something is written. It knows nothing of the engine's rules and reckons by
// itself, from what people really pressed and what they really were.
import { mayBreakGlass, mayDecide, policyFor } from "../../src/config/policy.ts";
import { barOf, type Person } from "../../src/config/rights.ts";
import { canonicalJson } from "../../src/core/ids.ts";
import { type Instant, instant, minuteMs } from "../../src/core/time.ts";
import type { Request, State } from "../../src/features/approvals/model.ts";
import { verifyRows } from "../../src/features/audit/decide.ts";
import type { Plan } from "../../src/ports/operation.ts";
import type { Effect } from "./approvals-aws.ts";
import { configUnder, environmentName, type PolicyNow } from "./approvals-deeds.ts";
import type { Pressed } from "./approvals-doing.ts";
import type { Approvals, Written } from "./approvals-world.ts";

/** From the executor's look at the world to the moment when the call lands: a minute, and a signature's five. */
const lookMs = 6.5 * minuteMs;
/** From a press to its decision, when the queue brings it late: the worker takes nothing older than five minutes. */
const decidesMs = 6 * minuteMs;

const roads: Readonly<Record<State, readonly State[]>> = {
  open: ["open", "granted", "denied", "withdrawn", "expired", "void"],
  granted: ["granted", "running", "denied", "withdrawn", "expired", "void"],
  // Said to be running before anything is called: it may still stop.
  running: ["running", "succeeded", "failed", "unknown", "expired", "void"],
  succeeded: ["succeeded"],
  failed: ["failed"],
  unknown: ["unknown"],
  denied: ["denied"],
  withdrawn: ["withdrawn"],
  expired: ["expired"],
  void: ["void"],
};

/** Says of everything that happens in a world what was wrong about it. */
export const createLaw = (world: Approvals) => {
  const wrongs: string[] = [];
  const wrong = (what: string): void => void wrongs.push(what);
  const done = new Map<string, number>();
  const keyByToken = new Map<string, string>();
  const tokenByKey = new Map<string, string>();

  const policiesIn = (from: Instant, to: Instant): readonly PolicyNow[] =>
    world.policies
      .filter(
        ({ at }, index) => at <= to && (world.policies[index + 1]?.at ?? Number.MAX_SAFE_INTEGER) >= from,
      )
      .map(({ policy }) => policy);

  const environmentOf = (policy: PolicyNow) => {
    const found = configUnder(policy).environments.find(({ name }) => name === environmentName);
    if (found === undefined) throw new Error("no production");
    return found;
  };
  const anyConfig = configUnder(world.policies[0]?.policy as PolicyNow);
  const anyPolicy = policyFor(environmentOf(world.policies[0]?.policy as PolicyNow), "backup");
  const isMember = (person: Person): boolean => barOf(person, anyConfig) === undefined;
  const isLead = (person: Person): boolean => isMember(person) && mayDecide(anyPolicy, person);
  const isBreaker = (person: Person): boolean => isMember(person) && mayBreakGlass(anyPolicy, person);

  const pressesOn = (hash: string, names: readonly Pressed["press"][]): readonly Pressed[] =>
    world.pressed.filter(({ named, press }) => named.hash === hash && names.includes(press));

  /** Whose yes counts, reckoned without the engine: distinct leads then and now, who pressed on these very bytes. */
  const votersOf = (plan: Plan, hash: string, asked: Instant, at: Instant): ReadonlyMap<string, Instant> => {
    const counted = new Map<string, Instant>();
    for (const { user, signedAt } of pressesOn(hash, ["approve", "approveTyped"])) {
      const wasLead = world.people.wasBetween(user, signedAt, instant(signedAt + decidesMs), isLead);
      const isNow = world.people.wasBetween(user, instant(at - lookMs), at, isLead);
      const isInTime = signedAt < asked + plan.terms.expiresInMs;
      if (user !== plan.requester && wasLead && isNow && isInTime) counted.set(user, signedAt);
    }
    return counted;
  };

  const stepOf = ({ place, call }: Effect, plan: Plan): number => {
    const { IdempotencyToken: _, ...input } = call.input as { readonly IdempotencyToken?: string };
    const sent = canonicalJson([place, input]);
    return plan.steps.findIndex((step) => canonicalJson([step.place, step.input]) === sent);
  };

  const ran = (effect: Effect): void => {
    const { as } = effect;
    const id = as.request;
    const head = world.heads.get(id);
    if (head === undefined) {
      wrong(`${id}: something ran that nobody asked for`);
      return;
    }
    if (head.phase.state !== "running") wrong(`${id}: ran while ${head.phase.state}`);
    const shown = world.plans.get(head.hash);
    if (shown === undefined) {
      wrong(`${id}: ran what nobody was shown`);
      return;
    }
    const { plan } = shown;
    const step = stepOf(effect, plan);
    if (step < 0) {
      wrong(`${id}: ran something else than was shown`);
      return;
    }
    const times = (done.get(`${id} ${step}`) ?? 0) + 1;
    done.set(`${id} ${step}`, times);
    if (times > 1) wrong(`${id}: step ${step + 1} ran twice`);
    if (as.requester !== plan.requester) wrong(`${id}: ran in another's name`);
    demandYes(effect, head, plan, step);
  };

  const demandYes = ({ at }: Effect, head: Request, plan: Plan, step: number): void => {
    const asked = pressesOn(head.hash, ["send"]).find(({ user }) => user === plan.requester);
    if (asked === undefined) {
      wrong(`${head.id}: ran without the asker's press`);
      return;
    }
    const policies = policiesIn(instant(at - lookMs), at);
    const voters = votersOf(plan, head.hash, asked.signedAt, at);
    const needed = Math.max(plan.terms.votes, Math.min(...policies.map(({ votes }) => votes)));
    const glass = pressesOn(head.hash, ["brokenGlass"]).filter(
      ({ user, signedAt }) =>
        world.people.wasBetween(user, signedAt, instant(signedAt + decidesMs), isBreaker) &&
        world.people.wasBetween(user, instant(at - lookMs), at, isBreaker),
    );
    if (voters.size < needed && glass.length === 0)
      wrong(`${head.id}: ran with ${voters.size} of ${needed} votes`);
    const isTyped = plan.terms.isTyped || policies.every((policy) => policy.isTyped);
    const typed = new Set(pressesOn(head.hash, ["approveTyped"]).map(({ user }) => user));
    if (isTyped && glass.length === 0 && [...typed].filter((user) => voters.has(user)).length < needed)
      wrong(`${head.id}: ran without the phrase`);
    if (at > plan.notAfter) wrong(`${head.id}: ran after its end`);
    if (step > 0) return;
    const yes = [asked.signedAt, ...voters.values(), ...glass.map(({ signedAt }) => signedAt)];
    const within = Math.min(
      plan.terms.runWithinMs,
      Math.max(...policies.map(({ runWithinMinutes }) => runWithinMinutes * minuteMs)),
    );
    if (at > Math.max(...yes) + within) wrong(`${head.id}: ran after its window`);
    const isFrozen = ({ freeze }: PolicyNow): boolean =>
      freeze !== undefined && Date.parse(freeze.from) <= at - lookMs && at < Date.parse(freeze.to);
    if (policies.every(isFrozen)) wrong(`${head.id}: ran in a freeze`);
  };

  /** Whatever was sent to AWS, with whatever effect. */
  const demandTokens = (): void => {
    for (const call of world.aws.calls) {
      const token = (call.call.input as { readonly IdempotencyToken?: string }).IdempotencyToken;
      if (token === undefined) continue;
      const key = `${call.as.request} ${canonicalJson(call.call.input).replace(token, "")}`;
      if ((keyByToken.get(token) ?? key) !== key) wrong(`${key}: its token is another's`);
      if ((tokenByKey.get(key) ?? token) !== token) wrong(`${key}: two tokens`);
      keyByToken.set(token, key);
      tokenByKey.set(key, token);
    }
  };

  const ranAny = (id: string): boolean => world.aws.effects.some(({ as }) => as.request === id);

  const wrote = ({ at, before, after }: Written): void => {
    const { id, phase } = after;
    if (before !== undefined && !roads[before.phase.state].includes(phase.state))
      wrong(`${id}: from ${before.phase.state} to ${phase.state}`);
    if (before !== undefined && newsOf(before) !== newsOf(after) && after.trail.length <= before.trail.length)
      wrong(`${id}: something changed without a row`);
    if (before?.trail.some(({ hash }, index) => after.trail[index]?.hash !== hash) === true)
      wrong(`${id}: rows were changed`);
    if (before?.phase.state === phase.state) return;
    const isOfNothing =
      phase.state === "failed" && phase.reason === "refused-by-aws" && after.steps.length === 1;
    if ((["denied", "withdrawn", "expired", "void"].includes(phase.state) || isOfNothing) && ranAny(id))
      wrong(`${id}: told ${phase.state} of what ran`);
    if (
      phase.state === "denied" &&
      !world.people.wasBetween(phase.by, phase.at, instant(phase.at + decidesMs), isLead)
    )
      wrong(`${id}: denied by somebody who may not`);
    if (phase.state === "withdrawn" && phase.by !== after.requester) wrong(`${id}: withdrawn by another`);
    if (phase.state === "granted") demandGrant(after, at);
  };

  const demandGrant = (after: Request, at: Instant): void => {
    const plan = world.plans.get(after.hash)?.plan;
    if (plan === undefined) {
      wrong(`${after.id}: granted what nobody was shown`);
      return;
    }
    const humans = new Set(after.votes.map(({ user }) => user));
    if (humans.size !== after.votes.length) wrong(`${after.id}: somebody counts twice`);
    if (humans.has(plan.requester)) wrong(`${after.id}: approved by whoever asked`);
    const needed = Math.max(
      plan.terms.votes,
      Math.min(...policiesIn(instant(at - decidesMs), at).map(({ votes }) => votes)),
    );
    if (humans.size < needed && after.glass === undefined) wrong(`${after.id}: granted too early`);
  };

  /** When faults have stopped and the clock has had its time. */
  const demandRest = (): void => {
    demandTokens();
    for (const { verb, facts } of world.alarms)
      if (verb === "run.refused") wrong(`a false alarm: ${JSON.stringify(facts)}`);
    for (const bug of world.bugs) wrong(`a bug: ${bug instanceof Error ? bug.stack : String(bug)}`);
    const filed = world.filed();
    for (const trouble of verifyRows(filed)) wrong(`the log: ${JSON.stringify(trouble)}`);
    const logged = new Set(filed.flatMap((day) => day.filed.map(({ row }) => row?.hash)));
    for (const { id, phase, trail, outbox } of world.heads.values()) {
      if (["open", "granted", "running"].includes(phase.state)) wrong(`${id}: still ${phase.state}`);
      if (outbox.length > 0) wrong(`${id}: still owes ${outbox.map(({ send }) => send).join()}`);
      if (trail.some(({ hash }) => !logged.has(hash))) wrong(`${id}: rows are missing in the log`);
      const ran = ranAny(id);
      if (ran && !["succeeded", "failed", "unknown"].includes(phase.state))
        wrong(`${id}: ran and is ${phase.state}`);
      if (phase.state === "succeeded" && !ran) wrong(`${id}: succeeded and never ran`);
    }
  };

  return { ran, wrote, demandRest, wrongs };
};

/** What may not change without a row: all but progress, what is owed, and what was reminded. */
const newsOf = ({ phase, revision, votes, steps, glass, hash }: Request): string =>
  canonicalJson([phase, revision, votes.length, steps.map(({ state }) => state), glass ?? null, hash]);
