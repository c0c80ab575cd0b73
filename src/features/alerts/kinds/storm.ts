// A storm: many jobs that end badly for one cause. The first two post as any failure does; from the third resource on
// there is one card, which the first two hand over to. Each failure is a record of the storm's incident, so that the
// count is a query, and every one can be listed.
import { shortName } from "../../../backup/arn.ts";
import { headlineOf } from "../../../backup/headline.ts";
import { severityOf } from "../../../backup/job.ts";
import { reasonOf } from "../../../backup/reason.ts";
import { Fault } from "../../../core/errors.ts";
import { digestOf } from "../../../core/ids.ts";
import { cut, oneLine } from "../../../core/text.ts";
import { minuteMs } from "../../../core/time.ts";
import type { EventsWorld } from "../../../ports/feature.ts";
import type { Stored } from "../../../store/record.ts";
import { jobOf } from "../../jobs/decide.ts";
import { readJob } from "../../jobs/flow.ts";
import type { Job } from "../../jobs/model.ts";
import { jobName } from "../../jobs/record.ts";
import type { First, Gust, Incident, Opening, Place, Route, Row, StormEnd, StormMember } from "../model.ts";
import {
  gustKey,
  incidentKey,
  incidentOfJob,
  keepIncidentUntil,
  memberOfStorm,
  rowKey,
  rowsOf,
  saidKey,
  stormEndKey,
  stormMemberKey,
} from "../record.ts";
import { openIncident } from "./opening.ts";
import { decideStorm } from "./storm-rule.ts";

export type Write = Pick<EventsWorld, "store" | "now">;
export type Speak = Pick<EventsWorld, "config" | "store" | "now" | "posts" | "later">;

/** Each lost race is another failure of the same cause. */
const triesMax = 64;

/** How stale the time of the newest failure may be: ten thousand must not write one record. */
const latestWithinMs = 5 * minuteMs;

/** The card is redrawn so often at most. */
const stirSeconds = 10;

/** That it goes on is said in the thread so often at most. */
const againEveryMs = 60 * minuteMs;

const nameMax = 120;
const messageMax = 300;

/** Where a failure belongs that would post by itself. */
export const placeInStorm = async (
  job: Job,
  place: Place & { readonly incident: string },
  route: Route,
  world: Write,
): Promise<Place & { readonly incident: string }> => {
  const { resourceArn } = job.facts;
  if (place.act !== "post" || resourceArn === undefined) return place;
  const key = gustKey(scopeOf(job, route));
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = await world.store.get<Gust>(key);
    const gust = stored?.body;
    const now = world.now();
    const own: First = { job: job.key, resource: digestOf(resourceArn).slice(0, 16), at: now };
    const storming = decideStorm(gust, own);
    if (storming.act === "post") {
      const isKnown = gust !== undefined && storming.firsts === gust.firsts;
      if (isKnown || (await keepStorm<Gust>(key, stored, { firsts: storming.firsts, latest: now }, world)))
        return place;
    } else if (storming.opens) {
      const firsts = gust?.firsts ?? [];
      const incident = `storm/${digestOf(JSON.stringify([key.partition, firsts, jobName(job.key)])).slice(0, 32)}`;
      if (await keepStorm<Gust>(key, stored, { firsts, incident, latest: now }, world))
        return { act: "collapse", reason: "storm", incident };
    } else if (gust?.incident !== undefined) {
      // A race that is lost here is won by somebody who says the same.
      if (now - gust.latest > latestWithinMs)
        await keepStorm<Gust>(key, stored, { ...gust, latest: now }, world);
      return { act: "collapse", reason: "storm", incident: gust.incident };
    }
  }
  throw new Fault("store-contended", `too many writers of ${key.partition}`, { retryable: true });
};

/** One channel, environment, kind of job, end and cause. What nobody understands is told apart by AWS's words. */
const scopeOf = ({ key, state, facts }: Job, { channel, environment }: Route): string => {
  const reason = reasonOf(state, facts.message);
  const words = reason === "unlisted" ? [wordsAlike(facts.message ?? "")] : [];
  return digestOf(
    JSON.stringify([channel, environment ?? "", key.kind, headlineOf(state, facts), reason, ...words]),
  );
};

/** AWS's words without what differs from job to job: ARNs, ids and numbers. */
const wordsAlike = (message: string): string =>
  oneLine(message)
    .slice(0, 1_000)
    .replace(/\barn:\S+/g, "…")
    .replace(/\S*\d\S*/g, "…");

export const keepStorm = <Body>(
  key: Stored<Body>["key"],
  stored: Stored<Body> | undefined,
  body: Body,
  world: Write,
): Promise<boolean> => {
  const keepUntil = keepIncidentUntil(world.now());
  return stored === undefined
    ? world.store.putIfAbsent<Body>({ key, version: 1, body, keepUntil })
    : world.store.put<Body>({ key, version: stored.version + 1, body, keepUntil });
};

/** Brings a failure under the storm's card: its member, its row, and the firsts when nobody has brought them yet. */
export const joinStorm = async (id: string, job: Job, route: Route, world: Speak): Promise<Opening> => {
  const begins: Incident = {
    id,
    subject: { type: "storm", example: job.key, scope: scopeOf(job, route) },
    ...(route.environment === undefined ? {} : { environment: route.environment }),
    channel: route.channel,
    since: job.facts.createdAt ?? job.at,
  };
  // What is counted is written before what counts it: whoever looks at the storm then sees the one or the other.
  await bringUnder(id, route.channel, job, world);
  const severity = severityOf(job.state, job.facts);
  const { opening, incident } = await openIncident({ begins, route, severity, isCounted: true }, world);
  await gatherFirsts(id, job, route, world);
  await stir(id, incident.channel, world);
  return opening;
};

/** The member first, then the row that points to it: whoever is cut off between the two comes again. */
const bringUnder = async (id: string, channel: string, job: Job, world: Write): Promise<void> => {
  const { resourceArn, message } = job.facts;
  if (resourceArn === undefined) return;
  const member = memberOfStorm(job.key, resourceArn);
  await keepStorm<StormMember>(stormMemberKey(id, member), undefined, memberOf(job, resourceArn), world);
  const key = rowKey(
    rowsOf(job.key, resourceArn),
    job.facts.planId ?? "on-demand",
    reasonOf(job.state, message),
  );
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = await world.store.get<Row>(key);
    if (stored === undefined || stored.body.member === member) return;
    if (stored.body.endedBy !== undefined) return endMember(id, member, stored.body.endedBy, world);
    if (await keepStorm(key, stored, { ...stored.body, incident: id, channel, member }, world)) return;
  }
  throw new Fault("store-contended", `too many writers of ${key.partition}`, { retryable: true });
};

const memberOf = ({ key, state, at, facts }: Job, arn: string): StormMember => ({
  job: key,
  writtenId: facts.writtenId ?? key.id,
  arn,
  name: cut(oneLine(facts.resourceName ?? shortName(arn)), nameMax),
  type: cut(oneLine(facts.resourceType ?? ""), nameMax),
  ...planIn(facts),
  state,
  ...(facts.message === undefined ? {} : { message: cut(oneLine(facts.message), messageMax) }),
  at,
});

const planIn = ({ planName, planId }: Job["facts"]) => {
  const plan = planName ?? planId;
  return plan === undefined ? {} : { plan: cut(oneLine(plan), nameMax) };
};

/** The cards of the first two shrink to a line that says where they are counted. */
const gatherFirsts = async (id: string, job: Job, route: Route, world: Speak): Promise<void> => {
  const key = gustKey(scopeOf(job, route));
  const stored = await world.store.get<Gust>(key);
  if (stored === undefined || stored.body.incident !== id || stored.body.isGathered === true) return;
  for (const first of stored.body.firsts) {
    const record = await readJob(first.job, world);
    if (record === undefined) continue;
    await bringUnder(id, route.channel, jobOf(record.body), world);
    await putWithin(incidentOfJob(first.job), id, world);
  }
  await world.posts.send({ note: "alerts.draw", incident: id, channel: route.channel }, `${id}@opened`);
  for (const { job: first } of stored.body.firsts) {
    const own = incidentOfJob(first);
    await world.posts.send({ note: "alerts.draw", incident: own, channel: route.channel }, `${own}@within`);
  }
  await keepStorm<Gust>(key, stored, { ...stored.body, isGathered: true }, world);
};

const putWithin = async (own: string, id: string, world: Write): Promise<void> => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = await world.store.get<Incident>(incidentKey(own));
    if (stored === undefined || stored.body.within !== undefined || stored.body.recovered !== undefined)
      return;
    if (await keepStorm(stored.key, stored, { ...stored.body, within: id }, world)) return;
  }
  throw new Fault("store-contended", `too many writers of ${own}`, { retryable: true });
};

/** A good job ended it for one resource. */
export const endMember = async (
  id: string,
  member: string,
  at: StormEnd["at"],
  world: Write,
): Promise<void> => {
  await keepStorm<StormEnd>(stormEndKey(id, member), undefined, { member, at }, world);
};

/**
 * Has the card redrawn a moment later, once for all that come until then. The note goes out before it is written down
 * that it did: cut off between the two, it goes out twice, and the second draws nothing new.
 */
export const stir = async (incident: string, channel: string, world: Speak): Promise<void> => {
  const turn = Math.floor(world.now() / (stirSeconds * 1000));
  const key = saidKey(incident, `turn-${turn}`);
  if ((await world.store.get(key)) !== undefined) return;
  await world.later.send({ note: "alerts.stir", incident, channel, turn }, stirSeconds);
  await keepStorm(key, undefined, {}, world);
};

/** A first whose incident was written only after the others had looked for it. */
export const joinLate = async (own: string, job: Job, world: Write): Promise<void> => {
  const { resourceArn, planId, message } = job.facts;
  if (resourceArn === undefined) return;
  const key = rowKey(rowsOf(job.key, resourceArn), planId ?? "on-demand", reasonOf(job.state, message));
  const row = (await world.store.get<Row>(key))?.body;
  if (row?.member === memberOfStorm(job.key, resourceArn)) await putWithin(own, row.incident, world);
};

/** The same resources fail again: said in the thread, but not for each of them. */
export const sayAgain = async (
  id: string,
  job: Job,
  { channel }: Route,
  world: Speak,
): Promise<undefined> => {
  const turn = Math.floor(world.now() / againEveryMs);
  const key = saidKey(id, `again-${turn}`);
  if ((await world.store.get(key)) !== undefined) return;
  await world.posts.send(
    { note: "alerts.repeat", incident: id, channel, job: job.key },
    `${id}@again-${turn}`,
  );
  await keepStorm(key, undefined, {}, world);
};
