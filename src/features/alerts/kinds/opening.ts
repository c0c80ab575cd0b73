// Where every incident begins, and where it hears what is new: it is posted or waits for the end of quiet hours; when it
// becomes critical, whoever has to know is called and what follows is written down.
import type { Severity } from "../../../backup/job.ts";
import { quietHoursOf, quietUntil } from "../../../config/quiet-hours.ts";
import { Fault } from "../../../core/errors.ts";
import { type Instant, instant, minuteMs } from "../../../core/time.ts";
import type { World } from "../../../ports/world.ts";
import type { Stored } from "../../../store/record.ts";
import { decideOpening, hasCard, worseOf } from "../decide.ts";
import type { Incident, Opening, Route } from "../model.ts";
import { incidentKey, keepIncidentUntil } from "../record.ts";
import { keepDue } from "./due.ts";
import { withChannel } from "./showing.ts";

/** Each lost race is somebody who pressed, the poster, or news. */
const triesMax = 16;

type Write = Pick<World, "store" | "config" | "posts" | "now">;

export interface News {
  /** The incident as it would begin. What stands already stays as it is. */
  readonly begins: Incident;
  readonly route: Pick<Route, "channel" | "alsoIn" | "mention">;
  readonly severity: Severity;
  /** It is counted by records of its own: an incident that stands, or waits, is not written for each. */
  readonly isCounted?: true;
}

export interface Opened {
  readonly incident: Incident;
  readonly opening: Opening;
}

/**
 * Writes the incident. Whoever calls has its card drawn after that: of one that waits, the poster draws nothing. `known`
 * is the incident as it was read a moment ago, or that there was none.
 */
export const openIncident = async (
  { begins, route, severity, isCounted }: News,
  world: Write,
  known?: Stored<Incident> | "none",
): Promise<Opened> => {
  const key = incidentKey(begins.id);
  const { timeZone } = world.config;
  const quiet = quietHoursOf(world.config, begins.environment);
  for (let tries = 0; tries < triesMax; tries += 1) {
    const isKnown = tries === 0 && known !== undefined;
    const read = isKnown ? known : await world.store.get<Incident>(key);
    const stored = read === "none" ? undefined : read;
    const standing = stored?.body;
    const at = world.now();
    const until = quiet === undefined ? undefined : quietUntil(quiet, at, timeZone);
    const opening = decideOpening({ standing, severity, quiet, quietUntil: until });
    const base = standing !== undefined && hasCard(standing) ? standing : begun(begins, route);
    const incident = withCritical(withHeld(base, opening, severity, at), severity, route, at);
    await keepDues(base, incident, opening, world);
    // News of one that waits is always written: the end of quiet hours must see that it came.
    const isSame =
      (incident === standing && opening.act !== "wait") || (isCounted === true && hasCard(standing));
    const item = {
      key,
      version: (stored?.version ?? 0) + 1,
      body: incident,
      keepUntil: keepIncidentUntil(at),
    };
    const isKept =
      isSame || (stored === undefined ? await world.store.putIfAbsent(item) : await world.store.put(item));
    if (!isKept) continue;
    if (stored !== undefined && severity === "critical") await call(incident, world);
    return { incident, opening };
  }
  throw new Fault("store-contended", `too many writers of ${begins.id}`, { retryable: true });
};

const begun = ({ held: _, ...begins }: Incident, { alsoIn = [] }: News["route"]): Incident =>
  alsoIn.reduce(withChannel, begins);

const withHeld = (incident: Incident, opening: Opening, severity: Severity, at: Instant): Incident => {
  const { held } = incident;
  if (opening.act === "wait") {
    const worst = worseOf(held?.worst, severity);
    return { ...incident, held: { since: held?.since ?? at, until: opening.until, worst } };
  }
  return opening.reason === "worse-meanwhile" && held !== undefined
    ? { ...incident, held: { ...held, ended: "posted" } }
    : incident;
};

/**
 * Once: what was critical, then better, then critical again calls nobody a second time. The card stays where it stands,
 * and stands from now on where critical ones do.
 */
const withCritical = (
  incident: Incident,
  severity: Severity,
  { channel, alsoIn = [], mention }: News["route"],
  since: Instant,
): Incident => {
  if (severity !== "critical" || incident.critical !== undefined) return incident;
  const everywhere = [channel, ...alsoIn].reduce(withChannel, incident);
  return { ...everywhere, critical: { since, ...(mention === undefined ? {} : { mention }) } };
};

/** What falls due is written first: cut off before the incident, it finds nothing to do. */
const keepDues = async (before: Incident, after: Incident, opening: Opening, world: Write): Promise<void> => {
  const { id: incident, environment, critical } = after;
  if (opening.act === "wait") await keepDue({ kind: "quiet-ends", incident, at: opening.until }, world);
  const escalation = world.config.environments.find(({ name }) => name === environment)?.escalation;
  if (critical === undefined || before.critical !== undefined || escalation === undefined) return;
  const { since } = critical;
  const { afterMinutes, thenAfterMinutes } = escalation;
  const first = instant(since + afterMinutes * minuteMs);
  await keepDue({ kind: "escalates", step: 1, incident, since, at: first }, world);
  if (thenAfterMinutes === undefined) return;
  const second = instant(first + thenAfterMinutes * minuteMs);
  await keepDue({ kind: "escalates", step: 2, incident, since, at: second }, world);
};

/** A card that is not posted yet will call by itself; one that stands is only edited, which calls nobody. */
const call = async ({ id, channel, critical }: Incident, world: Write): Promise<void> => {
  if (critical?.mention === undefined) return;
  const note = { note: "alerts.call" as const, incident: id, channel, why: "critical" as const };
  await world.posts.send(note, `${id}@call-critical`);
};
