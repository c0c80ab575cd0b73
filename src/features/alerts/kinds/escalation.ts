// A critical alert that nobody takes is said again to all, and then stands in a second channel too. The clock may be late,
// come twice or be cut off anywhere: a step is written down before it is told, and told again until its due is done.
import type { Escalation } from "../../../config/config.ts";
import { decideEscalation } from "../decide.ts";
import type { Incident, Step } from "../model.ts";
import { incidentKey, keepIncidentUntil } from "../record.ts";
import type { Doers, DueWorld } from "./due.ts";
import { withEscalated } from "./showing.ts";
import { severityOfIncident } from "./standing.ts";

export const escalate: Doers["escalates"] = async (due, world) => {
  const { incident: id, step, since } = due;
  const stored = await world.store.get<Incident>(incidentKey(id));
  if (stored === undefined || stored.body.critical?.since !== since) return true;
  const incident = stored.body;
  const escalation = world.config.environments.find(({ name }) => name === incident.environment)?.escalation;
  const severity = await severityOfIncident(incident, world);
  const decision = decideEscalation({ incident, severity, step, escalation });
  if (decision.act === "silent" || escalation === undefined) {
    world.log.info("alert.decided", { incident: id, step, ...decision });
    return true;
  }
  const isWritten = incident.escalated?.some((each) => each.step === step) === true;
  if (!isWritten) {
    const body = escalated(incident, step, escalation, world);
    const item = { key: stored.key, version: stored.version + 1, body };
    // Somebody pressed, or there is news: it is looked at again as it is then.
    if (!(await world.store.put({ ...item, keepUntil: keepIncidentUntil(world.now()) })))
      return escalate(due, world);
  }
  await tell(incident, step, escalation, world);
  world.log.info("alert.decided", { incident: id, step, severity, ...decision });
  return true;
};

const escalated = (
  incident: Incident,
  step: Step,
  { channel }: Escalation,
  world: Pick<DueWorld, "now">,
): Incident => {
  const said = { ...incident, escalated: [...(incident.escalated ?? []), { step, at: world.now() }] };
  return step === 2 && channel !== undefined ? withEscalated(said, channel) : said;
};

/** The channels beside the first are drawn by whoever draws the first. */
const tell = async (
  { id: incident, channel }: Incident,
  step: Step,
  escalation: Escalation,
  { posts }: Pick<DueWorld, "posts">,
): Promise<void> => {
  const once = `${incident}@not-taken-${step}`;
  if (step === 1) await posts.send({ note: "alerts.call", incident, channel, why: "not-taken" }, once);
  else if (escalation.channel !== undefined)
    await posts.send({ note: "alerts.draw", incident, channel: escalation.channel }, once);
  await posts.send({ note: "alerts.draw", incident, channel }, `${once}-drawn`);
};
