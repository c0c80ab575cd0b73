// The rules of alerts: where a job's alert goes and whether it is said at all, each with its reason's name.
import type { JobFacts, JobKey, Severity } from "../../backup/job.ts";
import type { Config, Environment } from "../../config/config.ts";
import type { Decision, Route } from "./model.ts";

/** The environment that a job belongs to: the first whose account, Region and vault all fit. */
export const environmentOf = (config: Config, job: JobKey, facts: JobFacts): Environment | undefined =>
  config.environments.find(
    (environment) =>
      environment.accounts.some(({ id }) => id === job.account) &&
      (environment.regions.length === 0 || environment.regions.includes(job.region)) &&
      (environment.vaults.length === 0 ||
        // Messages without a vault (every SNS message until Describe answers) belong to the account.
        facts.vaultName === undefined ||
        environment.vaults.some((pattern) => fits(pattern, facts.vaultName ?? ""))),
  );

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
const weights = { good: 0, unknown: 1, warning: 1, failed: 2 } as const;

/** `*` stands for anything; every other character for itself. */
const fits = (pattern: string, name: string): boolean => {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === name;
  if (!name.startsWith(first)) return false;
  const last = rest.pop() ?? "";
  const end = rest.reduce((from, part) => {
    const found = from < 0 ? -1 : name.indexOf(part, from);
    return found < 0 ? -1 : found + part.length;
  }, first.length);
  return end >= 0 && name.length - last.length >= end && name.endsWith(last);
};
