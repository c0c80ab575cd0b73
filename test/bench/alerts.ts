// How many alerts a second are parsed, decided and rendered, against a formatter that checks nothing.
import { readFileSync } from "node:fs";
import { severityOf } from "../../src/backup/job.ts";
import { parseNotification } from "../../src/backup/parse.ts";
import { instant } from "../../src/core/time.ts";
import { decideAlert, routeOf } from "../../src/features/alerts/decide.ts";
import { alertCard } from "../../src/features/alerts/views.ts";
import { hear, jobOf } from "../../src/features/jobs/decide.ts";
import { configIn } from "../features/alerts/cards.ts";
import { naiveCard } from "./naive.ts";

const rounds = 9;
const alertsPerRound = 4_000;

interface Sample {
  readonly "detail-type": string;
  readonly detail: { readonly state?: string; readonly status?: string };
}

/** AWS's own samples of jobs that ended badly, in an account that the configuration knows. */
const bodies = (): readonly string[] => {
  const samples: readonly Sample[] = JSON.parse(
    readFileSync(new URL("../samples/events.json", import.meta.url), "utf8"),
  );
  return samples
    .filter((event) => /^(?:Backup|Copy|Restore) Job/.test(event["detail-type"]))
    .filter(({ detail }) => /FAILED|EXPIRED|ABORTED/.test(detail.state ?? detail.status ?? ""))
    .map((event) => JSON.stringify({ ...event, account: "111111111111" }));
};

const config = configIn("en");

const ourCard = (body: string): string => {
  const told = parseNotification({ body, messageId: "m", sentAt: instant(0), attributes: {} });
  if (told.type !== "job") throw new Error("a sample that is no job");
  const heard = hear([], { feed: told.feed, state: told.state, at: told.at, facts: told.facts });
  const job = jobOf({ job: told.job, heard, owes: "alert" });
  const severity = severityOf(job.state, job.facts);
  const route = routeOf(config, job.key, job.facts, severity);
  const { act } = decideAlert({ severity, alertsFrom: route.alertsFrom, hasCard: false });
  const incident = { id: "incident", subject: { type: "job" as const, job: job.key }, ...route };
  return act === "silent" ? "" : JSON.stringify(alertCard(job, incident, config));
};

const perSecond = (card: (body: string) => string, samples: readonly string[]): number => {
  const startedAt = performance.now();
  let written = 0;
  for (let index = 0; index < alertsPerRound; index += 1) {
    written += card(samples[index % samples.length] ?? "").length;
  }
  if (written === 0) throw new Error("nothing was rendered");
  return (alertsPerRound / (performance.now() - startedAt)) * 1000;
};

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;

export const measureAlerts = () => {
  const samples = bodies();
  perSecond(ourCard, samples);
  perSecond(naiveCard, samples);
  const pairs = Array.from({ length: rounds }, () => {
    const ours = perSecond(ourCard, samples);
    return { ours, ratio: ours / perSecond(naiveCard, samples) };
  });
  return {
    "alerts.perSecond": Math.round(median(pairs.map(({ ours }) => ours))),
    "alerts.rateRatio": Number(median(pairs.map(({ ratio }) => ratio)).toFixed(2)),
  };
};
