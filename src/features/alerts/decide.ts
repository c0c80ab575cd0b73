// The rules of alerts: where a job's alert goes and whether it is said at all, each with its reason's name.
import type { JobFacts, JobKey, Severity } from "../../backup/job.ts";
import type { Config } from "../../config/config.ts";
import { environmentOf } from "../jobs/decide.ts";
import type { Acknowledgement, Decision, Incident, Route } from "./model.ts";

/** Where its alert goes: the first route that fits, else its environment's channel, else the fallback. */
export const routeOf = (config: Config, job: JobKey, facts: JobFacts, severity: Severity): Route => {
  const environment = environmentOf(config, job, facts);
  const route = config.routes.find(
    (each) =>
      (each.environment === undefined || each.environment === environment?.name) &&
      (each.severity === undefined || each.severity === severity) &&
      (each.resourceType === undefined || each.resourceType === facts.resourceType),
  );
  const home = environment ?? config.fallback;
  return {
    ...(environment === undefined ? {} : { environment: environment.name }),
    channel: route?.channel ?? home.channel,
    alertsFrom: home.alertsFrom,
  };
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
