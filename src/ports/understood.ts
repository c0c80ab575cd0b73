// What every answer says of a job beside its facts: AWS's own words, whether the same again is worth it, what the
// team accepts, and whether a Windows backup can be trusted.
import { type JobFacts, type JobKind, severityOf } from "../backup/job.ts";
import { aboutReason, reasonOf } from "../backup/reason.ts";
import { verdictOf } from "../backup/vss.ts";
import type { Config } from "../config/config.ts";
import { cut, oneLine } from "../core/text.ts";
import { answersFor } from "../i18n/answers.ts";
import { textsFor } from "../i18n/texts.ts";
import { context, fact } from "../slack/blocks.ts";
import { code, link, md, type Safe } from "../slack/mrkdwn.ts";

interface Told {
  readonly state: string;
  readonly facts: JobFacts;
}

/** Characters of data; escaping may make five of one. */
const whyMax = 200;
const messageMax = 450;

/** AWS's own words, always and for whatever severity: people search Slack for them. */
export const saidByAws = ({ facts: { message } }: Told, config: Config) =>
  message === undefined
    ? []
    : [context(md`${textsFor(config.language).card.awsSays}: ${code(cut(oneLine(message), messageMax))}`)];

/** Until when the team accepts what would be a warning, and why. */
export const acceptedUntil = ({ facts: { accepted } }: Told, config: Config) =>
  accepted === undefined
    ? []
    : [
        context(
          md`${textsFor(config.language).card.accepted(accepted.until, cut(oneLine(accepted.why), whyMax))}`,
        ),
      ];

/** Whether the same job again is worth it, where the catalogue knows. */
export const tryAgain = (job: Told, config: Config) => {
  const about = aboutTrouble(job);
  const { tryAgain: label, retry } = textsFor(config.language).card;
  return about === undefined ? [] : [context(md`${label}: ${retry[about.retry]}`)];
};

/** Where AWS writes about it, for the small print. */
export const awsPage = (job: Told, config: Config): readonly Safe[] => {
  const about = aboutTrouble(job);
  return about === undefined ? [] : [link(about.page, textsFor(config.language).card.awsPage)];
};

/** What the catalogue has on the job's reason; without trouble, or in a state that nobody knows, nothing. */
const aboutTrouble = ({ state, facts }: Told) => {
  const severity = severityOf(state, facts);
  const isTrouble = severity === "failed" || severity === "warning";
  return isTrouble ? aboutReason(reasonOf(state, facts.message)) : undefined;
};

/** Whether a Windows backup can be trusted, and what it means when it cannot. */
export const verdictText = (kind: JobKind, { state, facts }: Told, config: Config): readonly Safe[] => {
  const verdict = verdictOf(kind, state, facts);
  if (verdict === undefined) return [];
  const { consistency, consistencyMeans } = answersFor(config.language);
  return [md`${verdict === "application-consistent" ? consistency[verdict] : consistencyMeans[verdict]}`];
};

/** The same as a fact with its name. */
export const verdictFact = (kind: JobKind, job: Told, config: Config): readonly Safe[] =>
  verdictText(kind, job, config).map((text) => fact(answersFor(config.language).job.consistency, text));
