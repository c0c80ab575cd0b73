// How a request is written and how what it owes is sent. Whoever wrote it sends; whoever dies on the way is relieved by
// the clock, and what is sent twice finds itself.
import type { Environment } from "../../config/config.ts";
import type { Person } from "../../config/rights.ts";
import { Fault } from "../../core/errors.ts";
import { minuteMs } from "../../core/time.ts";
import { inTurns } from "../../core/turns.ts";
import type { Listed, World } from "../../ports/world.ts";
import type { Stored } from "../../store/record.ts";
import type { Decision } from "./decide.ts";
import { isMeant } from "./kinds/list-rule.ts";
import type { Outgoing, Pointer, Refusal, Request, ShownCard, Which } from "./model.ts";
import { cardKey, environmentKey, keepRequestUntil, pointerKey, pointersOf, requestKey } from "./record.ts";

/** The executor sends itself nothing: it is at it, and what it leaves the clock calls for again. */
export type EngineWorld = Pick<World, "config" | "store" | "posts" | "audit" | "now"> &
  Partial<Pick<World, "run">>;

export const requestOf = (id: string, world: Pick<World, "store">): Promise<Stored<Request> | undefined> =>
  world.store.get<Request>(requestKey(id));

export const environmentOf = (
  { environment }: Pick<Request, "environment">,
  { config }: Pick<World, "config">,
): Environment | undefined => config.environments.find(({ name }) => name === environment);

/** Leads decide in their own channel; without one, in that of the alerts. */
const channelOf = (request: Pick<Request, "environment">, world: Pick<World, "config">): string => {
  const environment = environmentOf(request, world);
  return environment?.approvals.channel ?? environment?.channel ?? world.config.fallback.channel;
};

/** Of the asker's press; well before the clock closes a pointer without a head. */
const headWithinMs = 15 * minuteMs;

/** Each lost race is somebody else's decision. */
const triesMax = 12;

export type Change =
  | { readonly type: "accepted"; readonly request: Request }
  | { readonly type: "refused"; readonly reason: Refusal | "busy"; readonly request: Request | undefined };

/**
 * Decides on the request as it is, writes what was decided by one conditional write, and sends what it owes. `decide` may
 * be asked again when somebody else was first.
 */
export const change = async (
  id: string,
  decide: (request: Request | undefined) => Decision,
  world: EngineWorld,
): Promise<Change> => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = await requestOf(id, world);
    const decision = decide(stored?.body);
    if (decision.type === "refused") return { ...decision, request: stored?.body };
    if (stored !== undefined && decision.request === stored.body) {
      // Decided by this very press before; what it owed may still lie there.
      await drain(stored, world);
      return decision;
    }
    const kept = await keep(stored, decision.request, world);
    if (kept === undefined) continue;
    await drain(kept, world);
    return decision;
  }
  return { type: "refused", reason: "busy", request: undefined };
};

/** Undefined when somebody else was first. A new one is in the list of its environment before it is anywhere else. */
export const keep = async (
  before: Stored<Request> | undefined,
  request: Request,
  world: EngineWorld,
): Promise<Stored<Request> | undefined> => {
  const next: Stored<Request> = {
    key: requestKey(request.id),
    version: (before?.version ?? 0) + 1,
    body: request,
    keepUntil: keepRequestUntil(world.now()),
  };
  if (before !== undefined) return (await world.store.put(next)) ? next : undefined;
  const { id, createdAt, environment } = request;
  await world.store.putIfAbsent({
    key: environmentKey(environment),
    version: 1,
    body: { name: environment },
    keepUntil: next.keepUntil,
  });
  await world.store.putIfAbsent({
    key: pointerKey(environment, createdAt, id),
    version: 1,
    body: { id, createdAt },
    keepUntil: next.keepUntil,
  });
  // Whoever was held up for so long may find it closed by the clock: a head that nobody looks after is worse than none.
  if (world.now() - createdAt > headWithinMs)
    throw new Fault("store-contended", "held up before the request was written", { retryable: true });
  return (await world.store.putIfAbsent(next)) ? next : undefined;
};

/** Sends what is owed and takes it out; what another took out meanwhile was sent by them. */
export const drain = async (stored: Stored<Request>, world: EngineWorld): Promise<void> => {
  const { outbox } = stored.body;
  if (outbox.length === 0) return;
  // Rows first and in their order: nothing is shown that the log does not have.
  for (const each of [...outbox].sort(byRows)) await send(each, stored, world);
  await keep(stored, { ...stored.body, outbox: [] }, world);
};

const byRows = (left: Outgoing, right: Outgoing): number => rankOf(left) - rankOf(right);

const rankOf = (each: Outgoing): number => (each.send === "audit" ? each.row : Number.MAX_SAFE_INTEGER);

const send = async (
  each: Outgoing,
  { body, version }: Stored<Request>,
  world: EngineWorld,
): Promise<void> => {
  const { id: request, revision } = body;
  const channel = channelOf(body, world);
  switch (each.send) {
    case "audit": {
      const row = body.trail[each.row - 1];
      if (row !== undefined) await world.audit.insert(row);
      return;
    }
    case "card":
      return world.posts.send({ note: "approvals.draw", request, channel }, `${request}@${version}`);
    case "run":
      return world.run?.send({ note: "approvals.run", request, revision }, `${request}@${version}`);
    case "tell": {
      const { to, what, id } = each;
      const note = { note: "approvals.tell" as const, request, channel: to, what, id };
      return world.posts.send(note, `${request} tell ${to} ${id}`);
    }
    case "call": {
      const { what, id } = each;
      const note = { note: "approvals.call" as const, request, channel, what, id };
      return world.posts.send(note, `${request} call ${id}`);
    }
  }
};

/** Of each environment: nobody reads further back in a list. */
export const looksMax = 100;

const readsAtOnce = 10;

/** Of what was asked in these environments lately, what is meant: newest first. */
export const requestsFor = async (
  which: Which,
  person: Person,
  environments: readonly Environment[],
  world: Pick<World, "store" | "now">,
): Promise<Listed<Request>> => {
  const now = world.now();
  const lists = await Promise.all(
    environments.map(async (environment) => {
      const newest = { before: "~" };
      const pointers = await world.store.list<Pointer>(pointersOf(environment.name), "", looksMax, newest);
      // What is closed is over, and waits for nobody.
      const wanted = pointers.filter(({ body }) => which === "mine" || body.isClosed !== true);
      const read = await inTurns(wanted, readsAtOnce, ({ body }) => requestOf(body.id, world));
      const requests = read.flatMap((stored) => (stored === undefined ? [] : [stored.body]));
      const meant = requests.filter((request) => isMeant(which, request, person, environment, now));
      return { meant, isCut: pointers.length === looksMax };
    }),
  );
  const items = lists.flatMap(({ meant }) => meant).sort((left, right) => right.createdAt - left.createdAt);
  return { items, isCut: lists.some(({ isCut }) => isCut) };
};

/** Where the card of a request stands; none before the poster has posted it. */
export const shownCardOf = async (
  request: string,
  { store }: Pick<World, "store">,
): Promise<ShownCard | undefined> => (await store.get<ShownCard>(cardKey(request)))?.body;
