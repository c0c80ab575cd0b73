// What is done about a storm once for all that came in a turn: its card is drawn, and what has changed with it.
import { Fault } from "../../../core/errors.ts";
import type { StirNote } from "../../../ports/note.ts";
import type { Gust, Incident } from "../model.ts";
import { gustKey, incidentKey, stormEndPrefix, stormPrefix } from "../record.ts";
import { keepStorm, type Speak, type Write } from "./storm.ts";

/** Each lost race is the clock's, or somebody's who pressed. */
const triesMax = 16;

/** News of a storm, once for all of a turn. */
export const passOn = async (note: StirNote, world: Speak): Promise<"storm"> => {
  const { incident: id, channel, turn } = note;
  const stored = await world.store.get<Incident>(incidentKey(id));
  if (stored?.body.subject.type === "storm") {
    const { scope } = stored.body.subject;
    await ((await isGoingOn(id, world)) ? tellAfterAll(id, world) : endGust(scope, id, world));
  }
  await world.posts.send({ note: "alerts.draw", incident: id, channel }, `${id}@turn-${turn}`);
  return "storm";
};

const isGoingOn = async (id: string, { store }: Write): Promise<boolean> => {
  const { partition } = incidentKey(id);
  const [members, ends] = await Promise.all([
    store.count(partition, stormPrefix),
    store.count(partition, stormEndPrefix),
  ]);
  return ends < members;
};

/** Quiet hours ended with all good, and a failure came at that moment: somebody has to know after all. */
const tellAfterAll = async (id: string, world: Write): Promise<void> => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = await world.store.get<Incident>(incidentKey(id));
    const held = stored?.body.held;
    if (stored === undefined || held?.ended !== "good") return;
    const body: Incident = { ...stored.body, held: { ...held, ended: "posted" } };
    if (await keepStorm(stored.key, stored, body, world)) return;
  }
  throw new Fault("store-contended", `too many writers of ${id}`, { retryable: true });
};

/** All are good again: what fails for this cause from now on is a storm of its own, and not an edit that reaches nobody. */
const endGust = async (scope: string, id: string, world: Write): Promise<void> => {
  const key = gustKey(scope);
  const stored = await world.store.get<Gust>(key);
  // Whoever writes it at this moment has another failure: then it goes on.
  if (stored?.body.incident === id)
    await keepStorm<Gust>(key, stored, { firsts: [], latest: stored.body.latest }, world);
};
