// What the poster says under a card: that it happened again, and what somebody has to know now.
import { Fault } from "../../../core/errors.ts";
import type { PosterWorld } from "../../../ports/feature.ts";
import type { CallNote, RepeatNote } from "../../../ports/note.ts";
import type { Thread } from "../../../ports/world.ts";
import type { Card } from "../../../slack/card.ts";
import type { Stored } from "../../../store/record.ts";
import { jobOf } from "../../jobs/decide.ts";
import { readJob } from "../../jobs/flow.ts";
import { jobName } from "../../jobs/record.ts";
import type { Incident } from "../model.ts";
import { incidentKey } from "../record.ts";
import { callCard, mayCall } from "./calling.ts";
import { cardIn, handOn, keepShown } from "./drawing.ts";
import { repeatCard } from "./group-card.ts";
import { isFirst, showingIn } from "./showing.ts";

/** What became of a note to say again. */
export type Repeated = "threaded" | "handed-on" | "no-card" | "refused";

/** Says in the thread of each card that it happened again. Whoever reads only the card sees the count there. */
export const repeat = async (note: RepeatNote, world: PosterWorld): Promise<Repeated> => {
  const stored = await world.store.get<Incident>(incidentKey(note.incident));
  const record = await readJob(note.job, world);
  if (stored === undefined || record === undefined) return "no-card";
  const incident = stored.body;
  const showing = showingIn(incident, note.channel);
  const name = jobName(note.job);
  if (showing === undefined) return handOn(note, incident.channel, name, world);
  if (isFirst(incident, showing))
    for (const { channel } of incident.also ?? [])
      await world.posts.send({ ...note, channel }, `${incident.id}@again-${name}-in-${channel}`);
  if (showing.shown === undefined) return "no-card";
  const said = repeatCard(jobOf(record.body), incident.id, world.config);
  return (await say(stored, showing.channel, said, { ts: showing.shown.ts }, world)) ? "threaded" : "refused";
};

/** What became of a note to call somebody. */
export type Called = "called" | "called-before" | "not-needed-any-more" | "handed-on" | "no-card" | "refused";

/** Calls people under the card, for an edit calls nobody; not when the card itself has called them. */
export const call = async (note: CallNote, world: PosterWorld): Promise<Called> => {
  const stored = await world.store.get<Incident>(incidentKey(note.incident));
  if (stored === undefined) return "no-card";
  const incident = stored.body;
  const { channel, shown } = incident;
  if (channel !== note.channel) return handOn(note, channel, note.why, world);
  if (shown === undefined) return "no-card";
  if (shown.called?.includes(note.why) === true) return "called-before";
  const { card } = await cardIn(incident, { channel, shown }, world);
  if (!mayCall(note.why, incident, card)) return "not-needed-any-more";
  const said = callCard(note.why, incident, card, world.config);
  if (!(await say(stored, channel, said, { ts: shown.ts, isBroadcast: true }, world))) return "refused";
  await keepShown(stored, { channel }, { ...shown, called: [note.why] }, world);
  return "called";
};

/** False when its thread or its channel is gone: nothing must wait behind a line that can never be said. */
const say = async (
  { body: { id } }: Stored<Incident>,
  channel: string,
  said: Card,
  thread: Thread,
  world: PosterWorld,
): Promise<boolean> => {
  try {
    await world.slack.post(channel, said, thread);
    return true;
  } catch (error) {
    if (!(error instanceof Fault) || error.retryable) throw error;
    world.log.warn("alert.repeat-refused", { incident: id, refusal: error.message });
    return false;
  }
};
