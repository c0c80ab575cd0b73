// The road of a thing that is no job: claim what was heard, join the incident, leave a note for the poster. The same
// road as a job's, without asking AWS: these events carry all that is known.
import type { ThingNotification } from "../../../backup/notification.ts";
import { comesAgain, isCalm, isRoutine, saysWho, type ThingKey } from "../../../backup/thing.ts";
import { Fault } from "../../../core/errors.ts";
import { canonicalJson } from "../../../core/ids.ts";
import type { EventsWorld, PosterWorld } from "../../../ports/feature.ts";
import type { World } from "../../../ports/world.ts";
import type { Card } from "../../../slack/card.ts";
import type { Stored } from "../../../store/record.ts";
import { decideAlert, decideEpisode, hasCard, routeOf, toldAs } from "../decide.ts";
import type { Decision, Episode, Incident, Opening } from "../model.ts";
import { incidentKey, keepIncidentUntil } from "../record.ts";
import { openIncident } from "./opening.ts";
import {
  type HeardThing,
  hearThing,
  incidentNow,
  nextIncident,
  type Thing,
  type ThingRecord,
  thingKey,
  thingOf,
  thingOfIncident,
} from "./thing.ts";
import { thingCard } from "./thing-card.ts";

type Told = Decision["reason"] | Opening["reason"];

/** Each lost race is somebody else's win. */
const triesMax = 32;

/** Takes what was heard; a second telling of the same owes nothing. Throws a `Fault` when it must come again. */
export const hearOfThing = async (
  notification: ThingNotification,
  world: EventsWorld,
): Promise<Told | "nothing-new"> => {
  const { type: _, thing, ...told } = notification;
  const { name, ...key } = thing;
  const heard = { ...told, ...(name === undefined ? {} : { name }) };
  const stored = await noteThing(key, { heard }, world);
  return stored.body.owes === "nothing" ? "nothing-new" : settle(stored, world);
};

/** Pays what the record owes: the incident and the note to the poster. */
const settle = async (stored: Stored<ThingRecord>, world: EventsWorld): Promise<Told> => {
  const { body: record, version } = stored;
  const thing = thingOf(record);
  const { severity, state } = thing;
  const id = incidentNow(record);
  const standing = await world.store.get<Incident>(incidentKey(id));
  const episode = episodeOf(thing, standing?.body);
  if (standing !== undefined && episode.act === "open")
    return settle(await openNext(stored, standing.body, thing, world), world);
  const { account, region } = record.thing;
  const facts = placedBy(thing.facts);
  const route = routeOf(world.config, { account, region }, facts, severity);
  const { channel, environment, alertsFrom } = route;
  const isThere = hasCard(standing?.body);
  const decision: Decision =
    !isThere && isRoutine(record.thing.kind, thing.sense)
      ? { act: "silent", reason: "routine" }
      : decideAlert({
          severity,
          alertsFrom: saysWho(record.thing.kind) ? "info" : alertsFrom,
          hasCard: isThere,
        });
  let opening: Opening | undefined;
  if (decision.act !== "silent") {
    const begins = {
      id,
      subject: { type: "thing" as const, thing: record.thing },
      ...(environment === undefined ? {} : { environment }),
      channel,
    };
    const opened = await openIncident({ begins, route, severity }, world, standing);
    opening = opened.opening;
    const { incident } = opened;
    await turn(id, thing, episode, world);
    const note = { note: "alerts.draw" as const, incident: id, channel: incident.channel };
    await world.posts.send(note, `${id}@${version}`);
  }
  await noteThing(record.thing, { paidFor: record.heard }, world, stored);
  const told = toldAs<Decision>(decision, opening);
  world.log.info("alert.decided", { incident: id, state, severity, episode: episode.reason, ...told });
  return told.reason;
};

const isCalmNow = ({ key, sense, severity }: Thing): boolean => isCalm(key.kind, sense, severity);

const episodeOf = (thing: Thing, incident: Incident | undefined): Episode =>
  decideEpisode({
    comesAgain: comesAgain(thing.key.kind),
    severity: thing.severity,
    isCalm: isCalmNow(thing),
    at: thing.at,
    endedAt: incident?.over?.at,
  });

/** The next incident is the thing's own before it has a card: of two who open one, the first is right. */
const openNext = async (
  stored: Stored<ThingRecord>,
  { id, channel }: Incident,
  { at }: Thing,
  world: EventsWorld,
): Promise<Stored<ThingRecord>> => {
  const opens = { after: id, incident: nextIncident(stored.body, at) };
  const opened = await noteThing(stored.body.thing, { opens }, world, stored);
  // Drawn in between, the card that it leaves would stay as the thing is now.
  await world.posts.send({ note: "alerts.draw", incident: id, channel }, `${id}@left-${at}`);
  return opened;
};

/** Good news ends the incident and what put it aside; trouble that was never over takes the end back. */
const turn = async (id: string, thing: Thing, { act }: Episode, world: EventsWorld): Promise<void> => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = await world.store.get<Incident>(incidentKey(id));
    if (stored === undefined) return;
    const body = afterNews(stored.body, thing, act);
    if (canonicalJson(body) === canonicalJson(stored.body)) return;
    const version = stored.version + 1;
    const keepUntil = keepIncidentUntil(world.now());
    if (await world.store.put({ key: stored.key, version, body, keepUntil })) return;
  }
  throw new Fault("store-contended", `too many writers of ${id}`, { retryable: true });
};

const afterNews = ({ over, snoozed, ...rest }: Incident, thing: Thing, act: Episode["act"]): Incident => {
  const kept = snoozed === undefined || isCalmNow(thing) ? rest : { ...rest, snoozed };
  if (act === "end") return { ...kept, over: thing };
  return act === "reopen" || over === undefined ? kept : { ...kept, over };
};

/** The facts by which a thing belongs to an environment and a route. */
const placedBy = (facts: ThingRecord["heard"][number]["facts"]) => {
  const toldOf = (name: string) => facts.find(({ label }) => label === name)?.value;
  const vaultName = toldOf("vault");
  const resourceType = toldOf("type");
  return {
    ...(vaultName === undefined ? {} : { vaultName }),
    ...(resourceType === undefined ? {} : { resourceType }),
  };
};

interface Change {
  readonly heard?: HeardThing;
  /** What was heard when the alert was made: paid only if nothing was heard since. */
  readonly paidFor?: readonly HeardThing[];
  /** Its next incident, unless it has moved on from `after` already. */
  readonly opens?: { readonly after: string; readonly incident: string };
}

const noteThing = async (
  thing: ThingKey,
  change: Change,
  world: Pick<World, "store" | "now">,
  known?: Stored<ThingRecord>,
): Promise<Stored<ThingRecord>> => {
  const key = thingKey(thing);
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = tries === 0 && known !== undefined ? known : await world.store.get<ThingRecord>(key);
    const before = stored?.body;
    const after = applied(thing, before, change);
    if (stored !== undefined && canonicalJson(after) === canonicalJson(before)) return stored;
    const version = (stored?.version ?? 0) + 1;
    const item = { key, version, body: after, keepUntil: keepIncidentUntil(world.now()) };
    const won = stored === undefined ? await world.store.putIfAbsent(item) : await world.store.put(item);
    if (won) return item;
  }
  throw new Fault("store-contended", `too many writers of ${key.partition}`, { retryable: true });
};

/** Hearing something new owes an alert in the same write, so that a crash right after it loses nothing. */
const applied = (thing: ThingKey, before: ThingRecord | undefined, change: Change): ThingRecord => {
  const known = before?.heard ?? [];
  const heard = change.heard === undefined ? known : hearThing(known, change.heard);
  const isNew = before === undefined || canonicalJson(heard) !== canonicalJson(known);
  const isPaid = change.paidFor !== undefined && canonicalJson(change.paidFor) === canonicalJson(known);
  const { opens } = change;
  const isNext = before !== undefined && opens?.after === incidentNow(before);
  const incident = isNext ? opens?.incident : before?.incident;
  return {
    thing,
    heard,
    owes: isPaid ? "nothing" : isNew ? "alert" : before.owes,
    ...(incident === undefined ? {} : { incident }),
  };
};

/** The card of a thing's incident as the thing is now. */
export const thingCardOf = async (thing: ThingKey, incident: Incident, world: PosterWorld): Promise<Card> => {
  const record = await world.store.get<ThingRecord>(thingKey(thing));
  if (record === undefined) throw new Error(`an incident about a thing without a record: ${incident.id}`);
  return thingCard(thingOfIncident(record.body, incident), incident, world.config);
};
