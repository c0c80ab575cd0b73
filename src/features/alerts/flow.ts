// The road of an alert: claim what was heard, ask AWS for the reason, join the incident, leave a note for the
// poster. It may run twice, be cut off anywhere and hear things in any order: each write is conditional, and
// what is still owed lies in the job's own record.
import { type JobKey, severityOf } from "../../backup/job.ts";
import type { Delivery, JobNotification, Notification, RawNotification } from "../../backup/notification.ts";
import { parseNotification } from "../../backup/parse.ts";
import { Fault } from "../../core/errors.ts";
import { cut } from "../../core/text.ts";
import { instant } from "../../core/time.ts";
import type { EventsWorld } from "../../ports/feature.ts";
import {
  type EnrichNote,
  type MissedNote,
  readEnrich,
  readMissed,
  readOutside,
  readStir,
} from "../../ports/note.ts";
import type { Outcome } from "../../ports/outcome.ts";
import { namedTags } from "../../ports/tags.ts";
import type { DescribedJob, World } from "../../ports/world.ts";
import type { Stored } from "../../store/record.ts";
import { environmentOf, isDescribed, isEndHeard, jobOf, withAcceptance } from "../jobs/decide.ts";
import { noteJob, readJob } from "../jobs/flow.ts";
import type { DescribeFault, Job, JobRecord } from "../jobs/model.ts";
import { jobName } from "../jobs/record.ts";
import { decideAlert, decideAmong, hasCard, routeOf, tagsAsked, toldAs } from "./decide.ts";
import { type Ended, joinRow, placeFailure, recover } from "./kinds/group.ts";
import { type Opened, openIncident } from "./kinds/opening.ts";
import { hearOfCall, judgeLater, suspect } from "./kinds/outside.ts";
import { joinLate, joinStorm, placeInStorm, sayAgain, stir } from "./kinds/storm.ts";
import { passOn } from "./kinds/storm-turn.ts";
import { hearOfThing } from "./kinds/thing-road.ts";
import type { Incident, Member, Opening, Route } from "./model.ts";
import { incidentKey, incidentOfJob, incidentOfRaw, keepIncidentUntil, memberKey } from "./record.ts";

/** Asking AWS again: after 30 s, 1 min, 2 min … 15 min, for about an hour. */
const enrichAttemptsMax = 8;
const enrichFirstSeconds = 30;
const enrichLastSeconds = 900;

/** A raw event in the table; its card shows far less. An item of DynamoDB holds 400 KB. */
const rawBodyMax = 20_000;

/** Takes one message of the events queue. Throws a `Fault` when it must come again. */
export const receive = async (delivery: Delivery, world: EventsWorld): Promise<Outcome> => {
  const outcome = await take(delivery, world);
  world.log.info("alert.heard", { messageId: delivery.messageId, outcome });
  return outcome;
};

const take = (delivery: Delivery, world: EventsWorld): Promise<Outcome> => {
  const note = readEnrich(delivery.body);
  if (note !== undefined) return enrich(note, world);
  const stirred = readStir(delivery.body);
  if (stirred !== undefined) return passOn(stirred, world);
  const due = readOutside(delivery.body);
  if (due !== undefined) return judgeLater(due, world);
  const missed = readMissed(delivery.body);
  return missed === undefined ? hearOf(parseNotification(delivery), world) : hearOfMissed(missed, world);
};

const hearOf = async (notification: Notification, world: EventsWorld): Promise<Outcome> => {
  switch (notification.type) {
    case "job":
      return hearOfJob(notification, world);
    case "thing":
      return hearOfThing(notification, world);
    case "raw":
      return showRaw(notification, world);
    case "unnamed":
      return "not-named-yet";
    case "call":
      return hearOfCall(notification, world);
    case "refused-call":
      return "call-refused";
  }
};

const hearOfJob = async (notification: JobNotification, world: EventsWorld): Promise<Outcome> => {
  const { job, feed, state, at, facts } = notification;
  const stored = await noteJob(job, { heard: { feed, state, at, facts } }, world);
  return stored.body.owes === "nothing" ? "nothing-new" : settle(stored, 1, world);
};

/** What AWS never told goes the road of any news, unless AWS told it meanwhile. */
const hearOfMissed = async (note: MissedNote, world: EventsWorld): Promise<Outcome> => {
  const { job, writtenId, state, at } = note;
  const known = await readJob(job, world);
  const heard = { feed: "list" as const, state, at: instant(at), facts: { writtenId } };
  const isKnown = known !== undefined && isEndHeard(known.body);
  const stored = isKnown ? known : await noteJob(job, { heard }, world, known);
  if (!isKnown) world.log.info("watch.found", { job, state });
  return stored.body.owes === "nothing" ? "nothing-new" : settle(stored, 1, world);
};

/** Asks again for what AWS did not say, unless somebody else got the answer meanwhile. */
const enrich = async (note: EnrichNote, world: EventsWorld): Promise<Outcome> => {
  const stored = await readJob(note.job, world);
  if (stored?.body.describeFault === undefined) return "nothing-new";
  return settle(stored, note.attempt, world);
};

/** Pays what a job's record owes: the reason, the incident, the notes to the poster. */
const settle = async (heard: Stored<JobRecord>, attempt: number, world: EventsWorld): Promise<Outcome> => {
  const joined = heard.body.incident ?? incidentOfJob(heard.body.job);
  const [settled, standing] = await Promise.all([
    described(heard, attempt, world),
    world.store.get<Incident>(incidentKey(joined)),
  ]);
  const { job: before, severity } = weighed(settled.body, world);
  const alone = decideAlert({
    severity,
    alertsFrom: routeOf(world.config, before.key, before.facts, severity).alertsFrom,
    hasCard: hasCard(standing?.body),
    isAccepted: before.facts.accepted !== undefined,
  });
  const tagged = alone.act === "post" ? await withTags(settled, world) : settled;
  const { body: record, version } = tagged;
  const { job } = weighed(record, world);
  const route = routeOf(world.config, job.key, job.facts, severity);
  const isNewFailure = alone.act === "post" && severity !== "good";
  const place = isNewFailure
    ? await placeInStorm(job, await placeFailure(job, route.channel, world), route, world)
    : undefined;
  const ended = await recover(job, severity, world);
  const decision = decideAmong(alone, place, ended.length);
  const id = place?.incident ?? joined;
  let opening: Opening | undefined;
  if (decision.act === "collapse") {
    const under = decision.reason === "storm" ? joinStorm : sayAgain;
    opening = await under(id, job, route, world);
  } else if (standing?.body.subject.type === "storm") {
    await stir(id, standing.body.channel, world);
  } else if (decision.act === "hold") {
    await holdBack(id, job, version, world);
  } else if (decision.act !== "silent" && decision.act !== "resolve") {
    const begins = {
      id,
      subject: { type: "job" as const, job: job.key },
      ...(route.environment === undefined ? {} : { environment: route.environment }),
      channel: route.channel,
      ...(place === undefined ? {} : { since: job.facts.createdAt ?? job.at }),
    };
    const known = id === joined ? (standing ?? "none") : undefined;
    const [opened] = await Promise.all([
      openIncident({ begins, route, severity }, world, known),
      join(id, { job: job.key, state: job.state }, world),
    ]);
    opening = opened.opening;
    if (place?.act === "post") await joinLate(id, job, world);
    const { channel } =
      decision.act === "thread" ? ((await joinRow(id, job, world)) ?? opened.incident) : opened.incident;
    await world.posts.send(
      { note: "alerts.draw", incident: id, channel },
      `${id}@${jobName(job.key)}-${version}`,
    );
    if (decision.act === "thread") {
      const again = { note: "alerts.repeat" as const, incident: id, channel, job: job.key };
      await world.posts.send(again, `${id}@again-${jobName(job.key)}`);
    }
  }
  await drawEnded(ended, job.key, world);
  await suspect(record, job.facts, world);
  const joins = decision.act === "silent" || decision.act === "resolve" ? {} : { incident: id };
  await noteJob(job.key, { paidFor: record.heard, ...joins }, world, tagged);
  const told = toldAs(decision, opening);
  world.log.info("alert.decided", { incident: id, state: job.state, severity, ...told });
  return told.reason;
};

/** Told late of a row that has ended: counted, and no reason to post what nobody had to know of. */
const holdBack = async (id: string, job: Job, version: number, world: EventsWorld): Promise<void> => {
  await join(id, { job: job.key, state: job.state }, world);
  const incident = (await world.store.get<Incident>(incidentKey(id)))?.body;
  if (incident === undefined || !hasCard(incident)) return;
  const { channel } = incident;
  await world.posts.send(
    { note: "alerts.draw", incident: id, channel },
    `${id}@${jobName(job.key)}-${version}`,
  );
};

/** A storm that ten thousand good jobs end is not drawn for each of them. */
const drawEnded = async (ended: readonly Ended[], job: JobKey, world: EventsWorld): Promise<void> => {
  for (const { incident, channel, isStorm } of ended)
    await (isStorm
      ? stir(incident, channel, world)
      : world.posts.send({ note: "alerts.draw", incident, channel }, `${incident}@ended-${jobName(job)}`));
};

const weighed = (record: JobRecord, world: Pick<World, "config" | "now">) => {
  const job = withAcceptance(jobOf(record), record.job, world.config, world.now());
  return { job, severity: severityOf(job.state, job.facts) };
};

/**
 * The record with the tags that say where its alert goes; most often none do, and AWS is asked nothing. What was not read
 * is not asked again, so that whoever does this a second time goes the same way.
 */
const withTags = async (stored: Stored<JobRecord>, world: EventsWorld): Promise<Stored<JobRecord>> => {
  const { job, severity } = weighed(stored.body, world);
  const { resourceArn } = job.facts;
  const names = tagsAsked(world.config, job.key, job.facts, severity);
  if (resourceArn === undefined || names.length === 0) return stored;
  const tags = await namedTags(job.key, resourceArn, names, world);
  return noteJob(job.key, { tags }, world, stored);
};

/** Put if absent: a second run finds it there and changes nothing. */
const join = async (id: string, member: Member, world: Pick<World, "store" | "now">): Promise<void> => {
  const keepUntil = keepIncidentUntil(world.now());
  const key = memberKey(id, member.job, member.state);
  await world.store.putIfAbsent<Member>({ key, version: 1, body: member, keepUntil });
};

/** The record with AWS's own account of the job; without it the card still goes out and says so. */
const described = async (
  stored: Stored<JobRecord>,
  attempt: number,
  world: EventsWorld,
): Promise<Stored<JobRecord>> => {
  const job = jobOf(stored.body);
  const isOurs = environmentOf(world.config, job.key, {}) !== undefined;
  if (!isOurs || severityOf(job.state, job.facts) === "running" || isDescribed(stored.body)) return stored;
  const answer = await askAws(job, world);
  if (answer.type === "described") {
    const heard = { feed: "describe" as const, state: answer.state, at: world.now(), facts: answer.facts };
    return noteJob(job.key, { heard, describeFault: "none" }, world, stored);
  }
  const { fault } = answer;
  world.log.warn("job.not-described", { job: job.key, fault, attempt });
  await askLater(job.key, fault, attempt, world);
  return noteJob(job.key, { describeFault: fault }, world, stored);
};

type Answer =
  | ({ readonly type: "described" } & DescribedJob)
  | { readonly type: "silent"; readonly fault: DescribeFault };

const askAws = async (job: Job, world: EventsWorld): Promise<Answer> => {
  try {
    const id = job.facts.writtenId ?? job.key.id;
    const { state, facts } = await world.backup.describe({ ...job.key, id });
    // An answer without a state says nothing against the one that was heard.
    return { type: "described", state: state === "" ? job.state : state, facts };
  } catch (error) {
    return { type: "silent", fault: describeFaultOf(error) };
  }
};

const describeFaultOf = (error: unknown): DescribeFault => {
  const code = error instanceof Fault ? error.code : undefined;
  switch (code) {
    case "aws-throttled":
    case "aws-denied":
    case "aws-unavailable":
    case "aws-not-found":
      return code;
    default:
      throw error;
  }
};

const askLater = async (
  job: JobKey,
  fault: DescribeFault,
  attempt: number,
  world: EventsWorld,
): Promise<void> => {
  const mayChange = fault === "aws-throttled" || fault === "aws-unavailable";
  if (!mayChange || attempt >= enrichAttemptsMax) return;
  const delaySeconds = Math.min(enrichFirstSeconds * 2 ** (attempt - 1), enrichLastSeconds);
  await world.later.send({ note: "alerts.enrich", job, attempt: attempt + 1 }, delaySeconds);
};

/** Something that nobody understood becomes a card as it is, where unclaimed things go: silence would be worse. */
const showRaw = async (notification: RawNotification, world: EventsWorld): Promise<Outcome> => {
  const id = incidentOfRaw(notification.source, notification.id);
  const { channel } = world.config.fallback;
  const begins: Incident = {
    id,
    subject: { type: "raw", notification: { ...notification, body: cut(notification.body, rawBodyMax) } },
    channel,
  };
  await openIncident({ begins, route: { channel }, severity: "unknown" }, world);
  await world.posts.send({ note: "alerts.draw", incident: id, channel }, id);
  world.log.info("alert.decided", { incident: id, act: "post", reason: "not-understood" });
  return "not-understood";
};

/** For the watch: backups that never came are an incident as any other. */
export const openAbsence = async (
  begins: Incident,
  route: Pick<Route, "channel" | "alsoIn">,
  world: Pick<World, "store" | "config" | "posts" | "now">,
): Promise<Opened> => openIncident({ begins, route, severity: "failed" }, world);
