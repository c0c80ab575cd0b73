// The rules of alerts: where a job's alert goes and whether it is said at all, each with its reason's name.
import type { JobFacts, JobKey, Severity } from "../../backup/job.ts";
import type { Config, Escalation, QuietHours } from "../../config/config.ts";
import { hasTags, routesBut, tagsNamed } from "../../config/routes.ts";
import { hourMs, type Instant, instant, minuteMs, startOfDay } from "../../core/time.ts";
import { environmentOf } from "../jobs/decide.ts";
import type {
  Acknowledgement,
  Decision,
  DecisionAmong,
  Episode,
  Escalating,
  Held,
  Incident,
  Opening,
  Place,
  Recovery,
  Release,
  Route,
  Row,
  Snoozing,
  Step,
} from "./model.ts";

/** Where its alert goes: the first route that fits, else its environment's channel, else the fallback. */
export const routeOf = (
  config: Config,
  place: Pick<JobKey, "account" | "region"> & Partial<JobKey>,
  facts: RoutedBy,
  severity: Severity,
): Route => {
  const environment = environmentOf(config, place, facts);
  const by = { environment: environment?.name, severity, resourceType: facts.resourceType };
  const route = routesBut(config, by).find((each) => hasTags(facts.tags, each));
  const home = environment ?? config.fallback;
  return {
    ...(environment === undefined ? {} : { environment: environment.name }),
    channel: route?.channel ?? home.channel,
    ...(route?.alsoIn === undefined ? {} : { alsoIn: route.alsoIn }),
    ...(route?.mention === undefined ? {} : { mention: route.mention }),
    alertsFrom: home.alertsFrom,
  };
};

/** By what a job's alert finds its route. */
type RoutedBy = Pick<JobFacts, "vaultName" | "resourceType" | "tags">;

/** The tags that must be known before it is told where its alert goes: none, unless a route that would fit names some. */
export const tagsAsked = (
  config: Config,
  place: Pick<JobKey, "account" | "region"> & Partial<JobKey>,
  facts: RoutedBy,
  severity: Severity,
): readonly string[] => {
  const environment = environmentOf(config, place, facts)?.name;
  return facts.tags === undefined ? tagsNamed(routesBut(config, { environment, severity, ...facts })) : [];
};

/** A card that stands is always brought to the truth; a new one is opened only for what matters. */
export const decideAlert = (facts: {
  readonly severity: Severity;
  readonly alertsFrom: Route["alertsFrom"];
  readonly hasCard: boolean;
  /** The job would be a warning if the team had not accepted its message. */
  readonly isAccepted?: boolean;
}): Decision => {
  if (facts.hasCard) return { act: "edit", reason: "card-exists" };
  if (facts.severity === "running") return { act: "silent", reason: "still-running" };
  if (weights[facts.severity] >= weights[facts.alertsFrom]) return { act: "post", reason: "first-sign" };
  return { act: "silent", reason: facts.isAccepted === true ? "accepted-message" : "below-threshold" };
};

/** A state that nobody knows weighs as much as a warning: it is never good. */
const weights = { good: 0, info: 1, unknown: 2, warning: 2, failed: 3, critical: 4 } as const;

/**
 * Failures of one resource, under one plan, for one cause are one row: the first posts, the next ones thread. What is
 * told late of a row that a newer good job has ended does not open it again, and a copy that cannot succeed because its
 * backup did not is not told a second time.
 */
export const decidePlace = (facts: {
  /** The row that it would join. */
  readonly row: Row | undefined;
  /** The incident of its own, and what it would be called in a storm. */
  readonly own: string;
  readonly member: string;
  readonly createdAt: Instant;
  /** For a copy: whether backups of the same resource and plan fail just now. */
  readonly isUnderFailedBackup: boolean;
}): Place => {
  const { row, own, member, createdAt } = facts;
  if (facts.isUnderFailedBackup) return { act: "silent", reason: "under-a-failed-backup" };
  if (row?.endedBy !== undefined && createdAt < row.endedBy)
    return { act: "hold", reason: "before-recovery" };
  if (row === undefined || row.incident === own) return { act: "post", reason: "first-sign" };
  if (row.member !== undefined && row.member === member) return { act: "collapse", reason: "storm" };
  if (row.endedBy === undefined)
    return row.member === undefined
      ? { act: "thread", reason: "same-again" }
      : { act: "collapse", reason: "storm-again" };
  return { act: "post", reason: "first-sign" };
};

/** A good job that turned a card green has said what it has to say. */
export const decideAmong = (alone: Decision, place: Place | undefined, ended: number): DecisionAmong => {
  if (place !== undefined) return { act: place.act, reason: place.reason } as Place;
  return ended > 0 && alone.act === "post" ? { act: "resolve", reason: "good-again" } : alone;
};

/** A VSS fallback is good for nobody who asked for VSS: it complains. One that was never asked for VSS is not either. */
export const decideRecovery = (
  row: Row,
  good: { readonly createdAt: Instant; readonly hasVss: boolean },
): Recovery => {
  // Heard a second time it ends what it has ended.
  if (row.endedBy !== undefined) return row.endedBy === good.createdAt ? "good-again" : "ended-before";
  if (good.createdAt <= row.latest) return "older-than-the-failure";
  return row.wantsVss && !good.hasVss ? "without-vss" : "good-again";
};

/** Trouble so soon after good news was never over: a card for each time would only be noise. */
const flapMs = 15 * minuteMs;

/**
 * Good news ends what a thing's card tells, as a good job ends a row. Trouble after that is a card of its own: an edit of
 * an old one, far up in the channel, would reach nobody.
 */
export const decideEpisode = (facts: {
  readonly comesAgain: boolean;
  readonly severity: Severity;
  /** Whether nobody has to do anything about it. */
  readonly isCalm: boolean;
  readonly at: Instant;
  /** When good news came last, if nothing but that came since. */
  readonly endedAt: Instant | undefined;
}): Episode => {
  if (!facts.comesAgain) return { act: "join", reason: "lives-once" };
  if (facts.severity === "running") return { act: "join", reason: "still-running" };
  if (facts.isCalm) return { act: "end", reason: "well-again" };
  if (facts.endedAt === undefined) return { act: "join", reason: "same-trouble" };
  return facts.at - facts.endedAt <= flapMs
    ? { act: "reopen", reason: "flapping" }
    : { act: "open", reason: "failing-anew" };
};

/**
 * Whoever may ask for operations there may take an alert: what nobody claims, whoever may ask anywhere. What is good
 * needs nobody.
 */
export const decideAcknowledge = (facts: {
  readonly incident: Pick<Incident, "environment" | "acknowledged">;
  readonly severity: Severity | undefined;
  readonly by: string;
  /** Where they may ask. */
  readonly environments: readonly string[];
}): Acknowledgement => {
  const { incident, severity, by, environments } = facts;
  const { environment, acknowledged } = incident;
  if (environment !== undefined && !environments.includes(environment))
    return { act: "refuse", reason: "not-theirs" };
  if (acknowledged?.by === by) return { act: "draw", reason: "taken-before" };
  if (acknowledged !== undefined) return { act: "refuse", reason: "taken-by-another" };
  return severity === "good" || severity === "running"
    ? { act: "refuse", reason: "all-good" }
    : { act: "take", reason: "taken" };
};

/** Its environment's readers may look at an alert whole: what nobody claims, whoever may read anywhere. */
export const mayLook = (
  { environment }: Pick<Incident, "environment">,
  readable: readonly { readonly name: string }[],
): boolean => environment === undefined || readable.some(({ name }) => name === environment);

/** The team's morning, hours after midnight. */
const morningHours = 9;

/** Whoever may take an alert may put it aside, again and again; what is good is not put aside. */
export const decideSnooze = (facts: {
  readonly incident: Pick<Incident, "environment">;
  readonly severity: Severity | undefined;
  readonly environments: readonly string[];
  readonly choice: string;
  readonly at: Instant;
  /** The team's. */
  readonly timeZone: string;
}): Snoozing => {
  const { environment } = facts.incident;
  if (environment !== undefined && !facts.environments.includes(environment))
    return { act: "refuse", reason: "not-theirs" };
  if (facts.severity === "good" || facts.severity === "running") return { act: "refuse", reason: "all-good" };
  const until = endOfSnooze(facts.choice, facts.at, facts.timeZone);
  return until === undefined
    ? { act: "refuse", reason: "no-such-time" }
    : { act: "snooze", reason: "snoozed", until };
};

const endOfSnooze = (choice: string, at: Instant, timeZone: string): Instant | undefined => {
  switch (choice) {
    case "1h":
      return instant(at + hourMs);
    case "8h":
      return instant(at + 8 * hourMs);
    case "morning": {
      // Clocks are changed at night, so the morning is told from the midnight after it.
      const midnight = nextDay(nextDay(startOfDay(at, timeZone), timeZone), timeZone);
      return instant(midnight - (24 - morningHours) * hourMs);
    }
    default:
      return undefined;
  }
};

/** A day has 23 to 25 hours: 26 after its beginning it is over, and the next one is not. */
const nextDay = (midnight: Instant, timeZone: string): Instant =>
  startOfDay(instant(midnight + 26 * hourMs), timeZone);

/** What quiet hours hold waits until they end; what nobody understands may be anything, so it never waits. */
export const decideOpening = (facts: {
  readonly standing: Pick<Incident, "held"> | undefined;
  readonly severity: Severity;
  /** The quiet hours that hold for it, and when those end that it is in now. */
  readonly quiet: QuietHours | undefined;
  readonly quietUntil: Instant | undefined;
}): Opening => {
  const { standing, severity, quiet, quietUntil } = facts;
  const mayWait = quiet !== undefined && isHeldBy(quiet, severity);
  if (standing !== undefined && standing.held?.ended !== "good") {
    if (!isWaiting(standing)) return { act: "edit", reason: "card-exists" };
    return mayWait && standing.held !== undefined
      ? { act: "wait", reason: "quiet-hours", until: standing.held.until }
      : { act: "post", reason: "worse-meanwhile" };
  }
  return mayWait && quietUntil !== undefined
    ? { act: "wait", reason: "quiet-hours", until: quietUntil }
    : { act: "post", reason: "first-sign" };
};

/** What is said of it in the end: that it waits, or waits no longer, matters more than what it would have been. */
export const toldAs = <Decided extends { readonly reason: string }>(
  decision: Decided,
  opening: Opening | undefined,
): Decided | Opening =>
  opening?.reason === "quiet-hours" || opening?.reason === "worse-meanwhile" ? opening : decision;

const isHeldBy = ({ holds }: QuietHours, severity: Severity): boolean =>
  severity === "running" ||
  (severity !== "unknown" && severity !== "critical" && weights[severity] <= weights[holds]);

/** Whether it has no card yet because quiet hours hold it back. */
export const isWaiting = ({ held }: Pick<Incident, "held">): boolean =>
  held !== undefined && held.ended === undefined;

/** Whether its card stands, or will: what was good again before anybody had to know begins anew. */
export const hasCard = (incident: Pick<Incident, "held"> | undefined): boolean =>
  incident !== undefined && incident.held?.ended !== "good";

export const worseOf = (left: Severity | undefined, right: Severity): Severity =>
  left !== undefined && weightOf(left) > weightOf(right) ? left : right;

const weightOf = (severity: Severity): number => (severity === "running" ? -1 : weights[severity]);

/** What was bad and is no more has nobody to tell; what was never bad is told as ever. */
export const decideRelease = (facts: {
  readonly severity: Severity;
  readonly held: Held;
  readonly alertsFrom: Route["alertsFrom"];
}): Release => {
  const { severity, held, alertsFrom } = facts;
  const wasBad = weightOf(held.worst) > weights.info;
  const isGoodAgain = wasBad && (severity === "good" || weightOf(severity) < weights[alertsFrom]);
  return isGoodAgain || severity === "running"
    ? { act: "silent", reason: "good-meanwhile" }
    : { act: "post", reason: "quiet-hours-over" };
};

/** Nobody took it, nobody put it aside, and it is as bad as it was. */
export const decideEscalation = (facts: {
  readonly incident: Pick<Incident, "acknowledged" | "snoozed">;
  readonly severity: Severity | undefined;
  readonly step: Step;
  readonly escalation: Escalation | undefined;
}): Escalating => {
  const { incident, severity, step, escalation } = facts;
  if (incident.acknowledged !== undefined) return { act: "silent", reason: "acknowledged" };
  if (incident.snoozed !== undefined) return { act: "silent", reason: "snoozed" };
  if (severity !== "critical") return { act: "silent", reason: "not-critical" };
  if (escalation === undefined || (step === 2 && escalation.channel === undefined))
    return { act: "silent", reason: "not-configured" };
  return { act: "escalate", reason: "not-taken" };
};
