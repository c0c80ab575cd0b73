// The rules of alerts: where a job's alert goes and whether it is said at all, each with its reason's name.
import type { JobFacts, JobKey, Severity } from "../../backup/job.ts";
import type { Config } from "../../config/config.ts";
import { environmentOf } from "../jobs/decide.ts";
import type { Decision, Route } from "./model.ts";

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
}): Decision => {
  if (facts.hasCard) return { act: "edit", reason: "card-exists" };
  if (facts.severity === "running") return { act: "silent", reason: "still-running" };
  return weights[facts.severity] >= weights[facts.alertsFrom]
    ? { act: "post", reason: "first-sign" }
    : { act: "silent", reason: "below-threshold" };
};

/** A state that nobody knows weighs as much as a warning: it is never good. */
const weights = { good: 0, info: 1, unknown: 2, warning: 2, failed: 3, critical: 4 } as const;
