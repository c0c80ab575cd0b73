// The poster's part: the card of an incident is made to look as the incident is now. Drawing twice changes nothing.
import { Fault } from "../../../core/errors.ts";
import { canonicalJson, digestOf } from "../../../core/ids.ts";
import type { PosterWorld } from "../../../ports/feature.ts";
import type { DrawNote, RepeatNote } from "../../../ports/note.ts";
import type { World } from "../../../ports/world.ts";
import type { Card } from "../../../slack/card.ts";
import type { Stored } from "../../../store/record.ts";
import { jobOf, withAcceptance } from "../../jobs/decide.ts";
import { readJob } from "../../jobs/flow.ts";
import { jobName } from "../../jobs/record.ts";
import type { Incident, Shown } from "../model.ts";
import { incidentKey, keepIncidentUntil } from "../record.ts";
import { alertCard, plainCard, rawCard } from "../views.ts";
import { absenceCardOf } from "./absence.ts";
import { recoveredCardOf, runsOf } from "./group.ts";
import { repeatCard } from "./group-card.ts";
import { thingCardOf } from "./thing-road.ts";

/** Each lost race is somebody who pressed, or news. */
const triesMax = 8;

/** What became of a note to draw. */
export type Drawn = "posted" | "edited" | "as-shown" | "rerouted" | "handed-on" | "no-incident";

/** Makes the card of an incident look as the incident is now. Throws a `Fault` when it must come again. */
export const draw = async (note: DrawNote, world: PosterWorld): Promise<Drawn> => {
  const stored = await world.store.get<Incident>(incidentKey(note.incident));
  if (stored === undefined) return "no-incident";
  const incident = stored.body;
  const card = await cardOf(incident, world);
  const drawn = digestOf(canonicalJson(card));
  if (incident.shown?.drawn === drawn) return "as-shown";
  if (incident.channel !== note.channel)
    return handOn(note, incident.channel, `${stored.version}-${drawn}`, world);
  try {
    const ts = await show(incident, card, world);
    await keepShown(stored, { ts, drawn }, world);
    return incident.shown === undefined ? "posted" : "edited";
  } catch (error) {
    return reroute(stored, error, world);
  }
};

/** What became of a note to say again. */
export type Repeated = "threaded" | "handed-on" | "no-card" | "refused";

/** Says in the thread of a card that it happened again. Whoever reads only the card sees the count there. */
export const repeat = async (note: RepeatNote, world: PosterWorld): Promise<Repeated> => {
  const stored = await world.store.get<Incident>(incidentKey(note.incident));
  const record = await readJob(note.job, world);
  if (stored?.body.shown === undefined || record === undefined) return "no-card";
  const { id, channel, shown } = stored.body;
  if (channel !== note.channel) return handOn(note, channel, jobName(note.job), world);
  const said = repeatCard(jobOf(record.body), id, world.config);
  try {
    await world.slack.post(channel, said, shown.ts);
    return "threaded";
  } catch (error) {
    // Its thread or its channel is gone: nothing must wait behind a line that can never be said.
    if (!(error instanceof Fault) || error.retryable) throw error;
    world.log.warn("alert.repeat-refused", { incident: id, refusal: error.message });
    return "refused";
  }
};

/** An incident that moved is drawn in its own channel's turn: two at once would show the older look last. */
const handOn = async (
  note: DrawNote | RepeatNote,
  channel: string,
  once: string,
  world: PosterWorld,
): Promise<"handed-on"> => {
  await world.posts.send({ ...note, channel }, `${note.incident}@${note.note}-moved-${once}`);
  return "handed-on";
};

const cardOf = async (incident: Incident, world: PosterWorld): Promise<Card> => {
  if (incident.recovered !== undefined) return recoveredCardOf(incident, incident.recovered, world);
  if (incident.subject.type === "absence") return absenceCardOf(incident, world);
  if (incident.subject.type === "thing") return thingCardOf(incident.subject.thing, incident, world);
  if (incident.subject.type === "raw") return rawCard(incident.subject.notification, incident, world.config);
  const record = await readJob(incident.subject.job, world);
  if (record === undefined) throw new Error(`an incident about a job without a record: ${incident.id}`);
  const job = withAcceptance(jobOf(record.body), record.body.job, world.config, world.now());
  return alertCard(job, incident, world.config, await runsOf(incident, world));
};

/** Edits the card that stands, or posts one; a refused layout goes out as plain text with the same facts. */
const show = async (incident: Incident, card: Card, world: PosterWorld): Promise<string> => {
  try {
    if (incident.shown === undefined) return await world.slack.post(incident.channel, card);
    await world.slack.update(incident.channel, incident.shown.ts, card);
    return incident.shown.ts;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === "slack-message-gone") return world.slack.post(incident.channel, card);
    if (error.code !== "slack-blocks" || card.blocks.length === 0) throw error;
    world.log.error("alert.layout-refused", { incident: incident.id, refusal: error.message });
    return show(incident, plainCard(card, world.config), world);
  }
};

/** A channel that will not have the card must not cost the alert: it goes to the fallback and says so. */
const reroute = async (stored: Stored<Incident>, error: unknown, world: PosterWorld): Promise<Drawn> => {
  const incident = stored.body;
  const { channel } = world.config.fallback;
  if (!(error instanceof Fault) || error.code !== "slack-channel" || incident.channel === channel)
    throw error;
  const { shown: _, ...rest } = incident;
  const refusedBy = { channel: incident.channel, refusal: error.message };
  await keepIncident(stored, { ...rest, channel, refusedBy }, world);
  await world.posts.send(
    { note: "alerts.draw", incident: incident.id, channel },
    `${incident.id}@rerouted-${stored.version}`,
  );
  world.log.error("alert.rerouted", { incident: incident.id, ...refusedBy });
  return "rerouted";
};

/** Where the card stands must not be lost to whoever changed the incident while it was posted. */
const keepShown = async (stored: Stored<Incident>, shown: Shown, world: PosterWorld): Promise<void> => {
  let newest: Stored<Incident> | undefined = stored;
  for (let tries = 0; newest !== undefined && tries < triesMax; tries += 1) {
    if (await keepIncident(newest, { ...newest.body, shown }, world)) return;
    newest = await world.store.get<Incident>(stored.key);
  }
  world.log.warn("alert.twin", { incident: stored.body.id, ts: shown.ts });
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
