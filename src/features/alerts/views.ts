// Decision and words → the card of an alert. The order is always: what happened, why and what to do, facts,
// small print. Every limit of Block Kit is kept by cutting data where it enters.
import { consoleUrlOf, shortName, vaultNameOf } from "../../backup/arn.ts";
import { headlineOf } from "../../backup/headline.ts";
import { type JobFacts, severityOf } from "../../backup/job.ts";
import type { RawNotification } from "../../backup/notification.ts";
import { reasonOf } from "../../backup/reason.ts";
import type { Config } from "../../config/config.ts";
import type { Texts } from "../../i18n/en.ts";
import { ageText, durationText, sizeText } from "../../i18n/measures.ts";
import { textsFor } from "../../i18n/texts.ts";
import { watchTextsFor } from "../../i18n/watch.ts";
import {
  acceptedUntil,
  awsPage,
  saidByAws,
  tryAgain,
  verdictFact,
  verdictText,
} from "../../ports/understood.ts";
import { context, fact, fields, section } from "../../slack/blocks.ts";
import { barColors, type Card } from "../../slack/card.ts";
import { bold, code, codeBlock, join, link, md, type Safe } from "../../slack/mrkdwn.ts";
import type { Job } from "../jobs/model.ts";
import { jobName } from "../jobs/record.ts";
import { asideOf, buttonsOf, detailsButton, retryButton, taken } from "./kinds/buttons.ts";
import {
  accountText,
  at,
  clip,
  headline,
  metadataOf,
  placeOf,
  spoken,
  wrongChannel,
} from "./kinds/card-parts.ts";
import { objectLines, objectsSaid } from "./kinds/objects.ts";
import type { Incident } from "./model.ts";

/** Characters of data in a headline, a fact and a raw event; escaping may make five of one. */
const nameMax = 80;
const factMax = 200;
const rawMax = 550;

/** The card of a job's incident as the job is now. */
export const alertCard = (job: Job, incident: Incident, config: Config, runs = 1): Card => {
  const texts = textsFor(config.language);
  const severity = severityOf(job.state, job.facts);
  const reason = reasonOf(job.state, job.facts.message);
  const parts = [
    texts.headline[job.key.kind][headlineOf(job.state, job.facts)],
    nameOf(job.facts, texts),
    placeOf(incident, job.key, config),
  ];
  const head = headline(severity, parts);
  const said = spoken(severity, parts, texts);
  const isQuiet = severity === "good" || severity === "running";
  const objects = objectsSaid(job, config);
  const because =
    severity === "unknown" ? texts.card.awsState(job.state) : (objects?.cause ?? texts.reason[reason].cause);
  const next = severity === "unknown" ? texts.card.unknownNext : (objects?.next ?? texts.reason[reason].next);
  const found = job.isFound === true ? [context(md`${watchTextsFor(config.language).found}`)] : [];
  const body = isQuiet
    ? [
        ...acceptedUntil(job, config),
        context(join([...quietFacts(job, config, texts), ...smallPrint(job, config)], texts.separator)),
        ...saidByAws(job, config),
        ...found,
      ]
    : (asideOf(incident, looksAt(job, incident, texts), texts) ?? [
        section(md`${because}\n${bold(md`${texts.card.next}:`)} ${next}`),
        fields([...factsOf(job, config, texts), ...failingSince(incident, runs, texts)]),
        ...objectLines(job.facts.failedObjects ?? [], config),
        ...tryAgain(job, config),
        ...saidByAws(job, config),
        ...gaps(job, incident, texts),
        ...taken(incident, texts),
        ...buttonsOf(incident, looksAt(job, incident, texts), texts),
        context(join(smallPrint(job, config), texts.separator)),
        ...found,
      ]);
  return {
    text: (isQuiet ? said : md`${said}\n${because}\n${texts.card.next}: ${next}`).mrkdwn,
    blocks: [section(bold(head))],
    body: [...body, ...wrongChannel(incident, texts)],
    color: barColors[severity],
    metadata: metadataOf(incident, severity, job.state),
  };
};

/** AWS finds a job only by the id as AWS wrote it; a name longer than a button can carry is no job of AWS's. */
const looksAt = ({ key, state, facts }: Job, { environment }: Incident, texts: Texts) => {
  const value = jobName({ ...key, id: facts.writtenId ?? key.id });
  // Nobody may ask for anything in an account of no environment.
  const again = environment === undefined ? [] : retryButton({ kind: key.kind, state, facts, value }, texts);
  return [...again, ...detailsButton(value, texts)];
};

const failingSince = ({ since }: Incident, runs: number, { card }: Texts): readonly Safe[] =>
  since === undefined || runs < 2 ? [] : [fact(card.failingSince, md`${at(since)} (${card.runs(runs)})`)];

/** The card of an event that nobody understood: its content, cut where it can be seen. */
export const rawCard = (raw: RawNotification, incident: Incident, config: Config): Card => {
  const texts = textsFor(config.language);
  const what = [raw.source, raw.detailType].filter((word) => word !== "").map((word) => clip(word, nameMax));
  const head = headline("unknown", [texts.raw.headline, ...what]);
  const looks = detailsButton(incident.id, texts);
  const place = raw.account === undefined ? undefined : accountText(raw.account, raw.region, config);
  const print = [
    md`${texts.raw.explained}`,
    ...(place === undefined ? [] : [place]),
    ...(raw.at === undefined ? [] : [at(raw.at)]),
  ];
  return {
    text: join([head, md`${texts.raw.explained}`], "\n").mrkdwn,
    blocks: [section(bold(head))],
    body: [
      ...(asideOf(incident, looks, texts) ?? [
        section(codeBlock(raw.body, rawMax)),
        ...taken(incident, texts),
        ...buttonsOf(incident, looks, texts),
        context(join(print, texts.separator)),
      ]),
      ...wrongChannel(incident, texts),
    ],
    color: barColors.unknown,
    metadata: metadataOf(incident, "unknown", "raw"),
  };
};

/** The same facts with no layout, for when Slack refuses the blocks. */
export const plainCard = (card: Card, config: Config): Card => ({
  ...card,
  text: `${card.text}\n${textsFor(config.language).card.plainNotice}`,
  blocks: [],
  body: [],
});

export const nameOf = (facts: JobFacts, texts: Texts): string => {
  const arn = facts.resourceArn ?? facts.createdResourceArn ?? facts.recoveryPointArn;
  const name = facts.resourceName ?? (arn === undefined ? texts.card.unnamedResource : shortName(arn));
  return clip(name, nameMax);
};

const factsOf = (job: Job, config: Config, texts: Texts): readonly Safe[] => {
  const { facts, key } = job;
  const { card } = texts;
  const type = facts.resourceType === undefined ? md`` : md` (${clip(facts.resourceType, nameMax)})`;
  const plan = [facts.planName ?? facts.planId, facts.ruleName].filter((word) => word !== undefined);
  return [
    fact(card.resource, md`${nameOf(facts, texts)}${type}`),
    fact(card.account, accountText(key.account, key.region, config)),
    ...(plan.length === 0 ? [] : [fact(card.plan, md`${clip(plan.join(" · "), factMax)}`)]),
    ...(facts.vaultName === undefined ? [] : [fact(card.vault, md`${clip(facts.vaultName, factMax)}`)]),
    ...(facts.destinationVaultArn === undefined
      ? []
      : [fact(card.copiedTo, md`${clip(vaultNameOf(facts.destinationVaultArn), factMax)}`)]),
    ...(facts.createdResourceArn === undefined
      ? []
      : [fact(card.restoredAs, md`${clip(shortName(facts.createdResourceArn), factMax)}`)]),
    ...lastPoint(facts, texts).map((text) => fact(card.lastPoint, text)),
    ...took(facts, texts).map((text) => fact(card.took, text)),
    ...verdictFact(key.kind, job, config),
  ];
};

/** What there is to restore from: the line that decides whether to get up. */
const lastPoint = ({ lastPoint: last, createdAt }: JobFacts, texts: Texts): readonly Safe[] => {
  const { card } = texts;
  if (last === undefined) return [];
  if (last === "none") return [md`${card.noPoint}`];
  return createdAt === undefined
    ? [at(last)]
    : [md`${at(last)} (${card.earlier(ageText(createdAt - last, texts))})`];
};

const quietFacts = (job: Job, config: Config, texts: Texts): readonly Safe[] => [
  accountText(job.key.account, job.key.region, config),
  ...(job.facts.vaultName === undefined ? [] : [md`${clip(job.facts.vaultName, factMax)}`]),
  ...(job.facts.bytes === undefined || job.facts.bytes === 0 ? [] : [md`${sizeText(job.facts.bytes)}`]),
  ...took(job.facts, texts),
  ...verdictText(job.key.kind, job, config),
];

const took = ({ createdAt, completedAt }: JobFacts, texts: Texts): readonly Safe[] =>
  createdAt === undefined || completedAt === undefined || completedAt < createdAt
    ? []
    : [md`${durationText(completedAt - createdAt, texts)}`];

/** The first part of a UUID: enough to find the job by; the link has the whole. */
const shortId = (id: string): string => clip(id.split("-")[0] ?? id, 36);

/** What is not known, and why, so that nobody takes a gap for a fact. */
const gaps = (job: Job, incident: Incident, texts: Texts) => {
  if (job.facts.message !== undefined) return [];
  const gap =
    incident.environment === undefined
      ? texts.card.unknownAccount
      : job.describeFault === undefined
        ? undefined
        : texts.card.noDetails[job.describeFault];
  return gap === undefined ? [] : [context(md`${gap}`)];
};

export const smallPrint = (job: Job, config: Config): readonly Safe[] => {
  const texts = textsFor(config.language);
  const url = consoleUrlOf({ ...job.key, id: job.facts.writtenId ?? job.key.id });
  return [
    md`${texts.card.job} ${code(shortId(job.facts.writtenId ?? job.key.id))}`,
    at(job.at),
    ...(url === undefined ? [] : [link(url, texts.card.openInConsole)]),
    ...awsPage(job, config),
  ];
};
