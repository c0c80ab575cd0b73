// What approvals do once a minute: send what somebody left lying, end what is over, remind, and ask AWS how far it is.
// Times are compared with the moment that it is, so a tick that comes late, twice or not at all changes no decision.
import { type Policy, policyFor } from "../../../config/policy.ts";
import { dayMs, hourMs, type Instant, instant, isoOf } from "../../../core/time.ts";
import { inTurns } from "../../../core/turns.ts";
import type { ClockWorld } from "../../../ports/feature.ts";
import type { Stored } from "../../../store/record.ts";
import { planOf, stricter } from "../decide.ts";
import { change, drain, environmentOf, requestOf } from "../flow.ts";
import type { Pointer, Request } from "../model.ts";
import { pointersOf } from "../record.ts";
import { observe } from "./observing.ts";
import { decideSeen, decideUnwatched, isBlind } from "./observing-rule.ts";
import { decideDue, isClosable } from "./reminding-rule.ts";
import { minuteOf, owesRun } from "./resending-rule.ts";

/** Longer than the longest request lives: a week of votes, a day until it starts, the thirty that AWS knows a job. */
const farthestMs = 40 * dayMs;

const pageMax = 500;
/** Of one environment. More than this in forty days is no team's work, and the newest are those that wait. */
const pointersMax = 20_000;

/** A press that is older than some minutes is not taken any more, so a head that has not come will not. */
const headlessMs = hourMs;

/** So many requests at a time, and so many jobs: AWS takes fifteen descriptions a second. */
const atOnceMax = 8;

/** From here on a tick asks AWS for no more jobs: the next is near, and other features wait. */
const askingMs = 40_000;

export const tick = async (world: ClockWorld): Promise<string> => {
  const startedAt = world.now();
  const broken: unknown[] = [];
  const found: Stored<Pointer>[] = [];
  const names = new Set(world.config.environments.map(({ name }) => name));
  await aside(broken, {}, world, async () => {
    for (const { key } of await world.store.list(pointersOf(""), "", pageMax)) names.add(key.sort);
  });
  for (const name of names) {
    await aside(broken, { environment: name }, world, async () => {
      found.push(...(await openPointers(name, startedAt, world)));
    });
  }
  const running: Request[] = [];
  await inTurns(found, atOnceMax, (pointer) =>
    aside(broken, { request: pointer.body.id }, world, async () => {
      const request = await lookAfter(pointer, world);
      if (request?.phase.state === "running") running.push(request);
    }),
  );
  // Last, for AWS may be slow: nobody's time runs out unsaid for that.
  await inTurns(running, atOnceMax, (request) =>
    aside(broken, { request: request.id }, world, async () => {
      if (world.now() - startedAt < askingMs) await follow(request, world);
    }),
  );
  if (broken.length > 0) throw broken[0];
  return found.length === 0 ? "nothing-open" : "looked-after";
};

/** What breaks keeps nobody else waiting; it is thrown at the end, so that the clock's alarm rings. */
const aside = async (
  broken: unknown[],
  facts: Readonly<Record<string, string>>,
  world: ClockWorld,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work();
  } catch (error) {
    world.log.warn("approvals.broke", facts);
    broken.push(error);
  }
};

/** Newest first. */
const openPointers = async (
  environment: string,
  now: Instant,
  world: ClockWorld,
): Promise<readonly Stored<Pointer>[]> => {
  const open: Stored<Pointer>[] = [];
  const oldest = isoOf(instant(now - farthestMs));
  // Behind every moment that there may be.
  let before = "~";
  for (let seen = 0; seen < pointersMax; seen += pageMax) {
    const page = await world.store.list<Pointer>(pointersOf(environment), "", pageMax, { before });
    const near = page.filter(({ key }) => key.sort > oldest);
    open.push(...near.filter(({ body }) => body.isClosed !== true).reverse());
    const [first] = page;
    if (first === undefined || near.length < pageMax) return open;
    before = first.key.sort;
  }
  world.log.warn("approvals.cut", { environment, at: pointersMax });
  return open;
};

/** All that needs no word of AWS. Answers with the request as it was found, where it is not over. */
const lookAfter = async (pointer: Stored<Pointer>, world: ClockWorld): Promise<Request | undefined> => {
  const { id, createdAt } = pointer.body;
  // The moment of the look: whoever is held up after it must not take a new request for an old one that never came.
  const now = world.now();
  const stored = await requestOf(id, world);
  if (stored === undefined) {
    if (now - createdAt >= headlessMs) await close(pointer, world);
    return undefined;
  }
  if (isClosable(stored.body)) {
    await close(pointer, world);
    return undefined;
  }
  await drain(stored, world);
  const request = await decided(stored.body, (each) => decideDue(each, holdingFor(each, world), now), world);
  const { terms, policy } = holdingFor(request, world);
  if (owesRun(request, terms, policy, now)) {
    const { revision } = request;
    await world.run.send({ note: "approvals.run", request: id, revision }, `${id}@clock-${minuteOf(now)}`);
  }
  return request;
};

/** Whoever was quicker closed it as well. */
const close = async (pointer: Stored<Pointer>, { store }: ClockWorld): Promise<void> => {
  await store.put<Pointer>({
    ...pointer,
    version: pointer.version + 1,
    body: { ...pointer.body, isClosed: true },
  });
};

/** An environment that left the configuration has no policy: what was promised at the start still ends. */
const holdingFor = (request: Request, world: ClockWorld) => {
  const environment = environmentOf(request, world);
  const policy: Policy | undefined =
    environment === undefined ? undefined : policyFor(environment, request.kind);
  const { terms } = planOf(request);
  return {
    policy,
    terms: policy === undefined ? terms : stricter(terms, policy),
    escalation: environment?.approvals.escalation,
  };
};

/** Written only where something is decided: most minutes, nothing is. */
const decided = async (
  request: Request,
  decide: (request: Request) => Request,
  world: ClockWorld,
): Promise<Request> => {
  if (decide(request) === request) return request;
  const done = await change(
    request.id,
    (now) =>
      now === undefined ? { type: "refused", reason: "gone" } : { type: "accepted", request: decide(now) },
    world,
  );
  if (done.type === "refused") return request;
  world.log.info("approvals.decided", { request: request.id, state: done.request.phase.state });
  return done.request;
};

/** How far its jobs are; what has ended goes on to the next step, or is over. */
const follow = async (request: Request, world: ClockWorld): Promise<void> => {
  const plan = planOf(request);
  for (const [index, step] of request.steps.entries()) {
    const planned = plan.steps[index];
    if (step.state !== "running" || planned === undefined) continue;
    const operation = world.operations[planned.operation];
    const now = world.now();
    if (step.job === undefined) {
      await decided(request, (each) => decideUnwatched(each, index, operation, now), world);
      continue;
    }
    const seen = await observe(step.job, step, operation, world);
    const facts = { request: request.id, ...step.job };
    const after = await decided(request, (each) => decideSeen(each, index, seen, operation, now), world);
    const left = after.steps[index];
    if (left?.state === "unknown") world.log.error("run.unknown", facts);
    if (left?.state !== "running" || left.silentSince === undefined) continue;
    if (isBlind(left, now)) world.log.error("approvals.blind", facts);
    else if (step.silentSince === undefined) world.log.warn("approvals.silent", facts);
  }
};
