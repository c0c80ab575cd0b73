// What a row of failures looks like when it goes on, and when it is over.
import { headlineOf } from "../../../backup/headline.ts";
import { severityOf } from "../../../backup/job.ts";
import type { Config } from "../../../config/config.ts";
import { ageText } from "../../../i18n/measures.ts";
import { textsFor } from "../../../i18n/texts.ts";
import { context, section } from "../../../slack/blocks.ts";
import { barColors, type Card, marks } from "../../../slack/card.ts";
import { bold, join, md } from "../../../slack/mrkdwn.ts";
import type { Job } from "../../jobs/model.ts";
import type { Incident } from "../model.ts";
import { nameOf, smallPrint } from "../views.ts";
import { at, headline, metadataOf, placeOf } from "./card-parts.ts";

/** The card of a row of failures that a good job has ended: one line, for nobody has to do anything. */
export const recoveredCard = (job: Job, incident: Incident, config: Config, runs: number): Card => {
  const texts = textsFor(config.language);
  const { recovered } = texts.card;
  const head = headline("good", [
    recovered.headline,
    nameOf(job.facts, texts),
    placeOf(incident, job.key, config),
  ]);
  const until = job.facts.completedAt ?? job.at;
  const red =
    incident.since === undefined ? [] : [md`${recovered.red(ageText(until - incident.since, texts), runs)}`];
  return {
    text: join([head, ...red], "\n").mrkdwn,
    blocks: [section(bold(head))],
    body: [
      context(
        join(
          [md`${recovered.by} ${at(until)}`, ...red, ...smallPrint(job, config).slice(0, 1)],
          texts.separator,
        ),
      ),
    ],
    color: barColors.good,
    metadata: metadataOf(incident, "good", job.state),
  };
};

/** Under the card, for whoever follows the thread. */
export const repeatCard = (job: Job, incident: string, config: Config): Card => {
  const texts = textsFor(config.language);
  const severity = severityOf(job.state, job.facts);
  const happened = texts.headline[job.key.kind][headlineOf(job.state, job.facts)];
  const words = md`${marks[severity]} ${texts.card.again} · ${happened} · ${at(job.at)}`;
  return {
    text: headline(severity, [texts.card.again, happened, nameOf(job.facts, texts)]).mrkdwn,
    blocks: [section(words)],
    body: [],
    color: barColors[severity],
    // The card counts for other tools; this line only says that it grew.
    metadata: { ...metadataOf({ id: incident }, severity, job.state), event_type: "stillpoint_again" },
  };
};
