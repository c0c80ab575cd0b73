// The poster's part: the card of an incident is made to look as the incident is now. Drawing twice changes nothing.
import type { JobKey } from "../../../backup/job.ts";
import { Fault } from "../../../core/errors.ts";
import { canonicalJson, digestOf } from "../../../core/ids.ts";
import type { PosterWorld } from "../../../ports/feature.ts";
import type { CallNote, DrawNote, RepeatNote } from "../../../ports/note.ts";
import type { World } from "../../../ports/world.ts";
import type { Card } from "../../../slack/card.ts";
import type { Stored } from "../../../store/record.ts";
import { jobOf, withAcceptance } from "../../jobs/decide.ts";
import { readJob } from "../../jobs/flow.ts";
import { hasCard, isWaiting } from "../decide.ts";
import type { Call, Incident, Showing, Shown } from "../model.ts";
import { incidentKey, keepIncidentUntil } from "../record.ts";
import { alertCard, plainCard, rawCard } from "../views.ts";
import { absenceCardOf } from "./absence.ts";
import { mayCall, withCall, withNotices } from "./calling.ts";
import { recoveredCardOf, runsOf } from "./group.ts";
import { isFirst, seenIn, showingIn, withRefusal, withShown } from "./showing.ts";
import { exampleOf, stormCardOf, withinCard } from "./storm-card.ts";
import { thingCardOf } from "./thing-road.ts";

/** Each lost race is somebody who pressed, or news. */
const triesMax = 8;

/** What became of a note to draw. */
export type Drawn =
  | "posted"
  | "edited"
  | "as-shown"
  | "rerouted"
  | "handed-on"
  | "waiting"
  | "within-a-storm"
  | "no-incident";

/**
 * Makes the card of an incident look as the incident is now, and has its other channels do the same. Throws a `Fault`
 * when it must come again.
 */
export const draw = async (note: DrawNote, world: PosterWorld): Promise<Drawn> => {
  const stored = await world.store.get<Incident>(incidentKey(note.incident));
  if (stored === undefined) return "no-incident";
  const incident = stored.body;
  if (isWaiting(incident) || !hasCard(incident)) return "waiting";
  // What a storm's card counts before it was ever posted needs no card of its own.
  if (incident.within !== undefined && incident.shown === undefined) return "within-a-storm";
  const showing = showingIn(incident, note.channel);
  if (showing === undefined) return moved(note, stored, world);
  if (isFirst(incident, showing)) await drawElsewhere(stored, world);
  const { card, drawn, calls } = await cardIn(incident, showing, world);
  if (showing.shown?.drawn === drawn) return "as-shown";
  try {
    const ts = await show(incident, showing, card, world);
    // An edit calls nobody.
    const called = ts === showing.shown?.ts ? [] : calls;
    await keepShown(stored, showing, { ts, drawn, called }, world);
    return showing.shown === undefined ? "posted" : "edited";
  } catch (error) {
    return reroute(stored, showing, error, world);
  }
};

/** Before its own, so that a channel that refuses or waits costs the others nothing. */
const drawElsewhere = async (
  { body: incident, version }: Stored<Incident>,
  world: PosterWorld,
): Promise<void> => {
  for (const showing of incident.also ?? []) {
    const { channel } = showing;
    const { drawn } = await cardIn(incident, showing, world);
    if (drawn === showing.shown?.drawn) continue;
    const once = `${incident.id}@${drawn}-${version}-in-${channel}`;
    await world.posts.send({ note: "alerts.draw", incident: incident.id, channel }, once);
  }
};

const moved = async (note: DrawNote, { body, version }: Stored<Incident>, world: PosterWorld) => {
  const { drawn } = await cardIn(body, { channel: body.channel }, world);
  return body.shown?.drawn === drawn && body.also === undefined
    ? "as-shown"
    : handOn(note, body.channel, `${version}-${drawn}`, world);
};

/** An incident that moved is drawn in its own channel's turn: two at once would show the older look last. */
export const handOn = async (
  note: DrawNote | RepeatNote | CallNote,
  channel: string,
  once: string,
  world: PosterWorld,
): Promise<"handed-on"> => {
  await world.posts.send({ ...note, channel }, `${note.incident}@${note.note}-moved-${once}`);
  return "handed-on";
};

/** The card as a channel is to show it: only the first calls, so that nobody is called twice. */
export const cardIn = async (incident: Incident, showing: Showing, world: PosterWorld) => {
  const plain = withNotices(await cardOf(seenIn(incident, showing), world), incident, world.config);
  const calls = isFirst(incident, showing) && mayCall("critical", incident, plain);
  const card = calls ? withCall(plain, incident) : plain;
  const called: readonly Call[] = calls ? ["critical"] : [];
  return { card, drawn: digestOf(canonicalJson(card)), calls: called };
};

const cardOf = async (incident: Incident, world: PosterWorld): Promise<Card> => {
  if (incident.recovered !== undefined) return recoveredCardOf(incident, incident.recovered, world);
  if (incident.subject.type === "absence") return absenceCardOf(incident, world);
  if (incident.subject.type === "thing") return thingCardOf(incident.subject.thing, incident, world);
  if (incident.subject.type === "raw") return rawCard(incident.subject.notification, incident, world.config);
  if (incident.subject.type === "storm")
    return stormCardOf(incident, await exampleOf(incident.id, incident.subject.example, world), world);
  return jobCardOf(incident, incident.subject.job, world);
};

const jobCardOf = async (incident: Incident, key: JobKey, world: PosterWorld): Promise<Card> => {
  const record = await readJob(key, world);
  if (record === undefined) throw new Error(`an incident about a job without a record: ${incident.id}`);
  const job = withAcceptance(jobOf(record.body), record.body.job, world.config, world.now());
  if (incident.within !== undefined) return withinCard(job, incident, world.config);
  return alertCard(job, incident, world.config, await runsOf(incident, world));
};

/** Edits the card that stands, or posts one; a refused layout goes out as plain text with the same facts. */
const show = async (
  incident: Incident,
  showing: Showing,
  card: Card,
  world: PosterWorld,
): Promise<string> => {
  const { channel, shown } = showing;
  try {
    if (shown === undefined) return await world.slack.post(channel, card);
    await world.slack.update(channel, shown.ts, card);
    return shown.ts;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === "slack-message-gone") return world.slack.post(channel, card);
    if (error.code !== "slack-blocks" || card.blocks.length === 0) throw error;
    world.log.error("alert.layout-refused", { incident: incident.id, refusal: error.message });
    return show(incident, showing, plainCard(card, world.config), world);
  }
};

/** A channel that will not have the card must not cost the alert: it goes to the fallback and says so. */
const reroute = async (
  stored: Stored<Incident>,
  { channel: from }: Showing,
  error: unknown,
  world: PosterWorld,
): Promise<Drawn> => {
  const { id } = stored.body;
  const { channel } = world.config.fallback;
  if (!(error instanceof Fault) || error.code !== "slack-channel" || from === channel) throw error;
  const refusal = error.message;
  await change(stored, (incident) => withRefusal(incident, from, channel, refusal), world);
  const once = `${id}@rerouted-${stored.version}-${from}`;
  await world.posts.send({ note: "alerts.draw", incident: id, channel }, once);
  world.log.error("alert.rerouted", { incident: id, channel: from, refusal });
  return "rerouted";
};

/** Where the card stands must not be lost to whoever changed the incident while it was posted. */
export const keepShown = async (
  stored: Stored<Incident>,
  { channel }: Showing,
  shown: Shown,
  world: PosterWorld,
): Promise<void> => {
  const isKept = await change(stored, (incident) => withShown(incident, channel, shown), world);
  if (!isKept) world.log.warn("alert.twin", { incident: stored.body.id, ts: shown.ts });
};

/** False when there is nothing to change any more, or too many others change it. */
const change = async (
  stored: Stored<Incident>,
  how: (incident: Incident) => Incident | undefined,
  world: PosterWorld,
): Promise<boolean> => {
  let newest: Stored<Incident> | undefined = stored;
  for (let tries = 0; newest !== undefined && tries < triesMax; tries += 1) {
    const changed = how(newest.body);
    if (changed === undefined) return false;
    if (await keepIncident(newest, changed, world)) return true;
    newest = await world.store.get<Incident>(stored.key);
  }
  return false;
};

const keepIncident = (
  stored: Stored<Incident>,
  body: Incident,
  world: Pick<World, "store" | "now">,
): Promise<boolean> =>
  world.store.put({
    key: stored.key,
    version: stored.version + 1,
    body,
    keepUntil: keepIncidentUntil(world.now()),
  });
