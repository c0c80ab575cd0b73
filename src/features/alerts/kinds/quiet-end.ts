// Quiet hours are over: what they held is told, unless it was good again before anybody had to know.
import { decideRelease, isWaiting } from "../decide.ts";
import type { Incident } from "../model.ts";
import { incidentKey, keepIncidentUntil } from "../record.ts";
import type { Doers, DueWorld } from "./due.ts";
import { severityOfIncident } from "./standing.ts";

/** Each lost race is news of what waits; the next tick comes in a minute. */
const triesMax = 8;

/**
 * The incident is read before what it is about: whoever brings news writes first what is true, and then the incident, so
 * that one of the two sees the other.
 */
export const release: Doers["quiet-ends"] = async (due, world) => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const released = await releaseOnce(due, world);
    if (released !== "overtaken") return released;
  }
  return false;
};

const releaseOnce = async (
  due: Parameters<Doers["quiet-ends"]>[0],
  world: DueWorld,
): Promise<boolean | "overtaken"> => {
  const { incident: id, at: until } = due;
  const stored = await world.store.get<Incident>(incidentKey(id));
  const held = stored?.body.held;
  // It may be on its way: what ends it was written before.
  if (stored === undefined || held?.until !== until) return false;
  const { environment, channel } = stored.body;
  const draw = () =>
    world.posts.send({ note: "alerts.draw", incident: id, channel }, `${id}@held-until-${until}`);
  if (!isWaiting(stored.body)) {
    if (held.ended === "posted") await draw();
    return true;
  }
  const { alertsFrom } =
    world.config.environments.find(({ name }) => name === environment) ?? world.config.fallback;
  // What nothing is known of any more is told rather than lost.
  const severity = (await severityOfIncident(stored.body, world)) ?? held.worst;
  const decision = decideRelease({ severity, held, alertsFrom });
  const ended = decision.act === "post" ? "posted" : "good";
  const body: Incident = { ...stored.body, held: { ...held, ended } };
  const keepUntil = keepIncidentUntil(world.now());
  if (!(await world.store.put({ key: stored.key, version: stored.version + 1, body, keepUntil })))
    return "overtaken";
  if (decision.act === "post") await draw();
  world.log.info("alert.decided", { incident: id, severity, ...decision });
  return true;
};
