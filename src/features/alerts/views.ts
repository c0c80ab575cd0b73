// Decision and words → the card of an alert. The order is always: what happened, why and what to do, facts,
// small print. Every limit of Block Kit is kept by cutting data where it enters.
import type { ActionsBlockElement } from "@slack/types";
import { consoleUrlOf, shortName, vaultNameOf } from "../../backup/arn.ts";
import { headlineOf } from "../../backup/headline.ts";
import { type JobFacts, type JobKey, type Severity, severityOf } from "../../backup/job.ts";
import type { RawNotification } from "../../backup/notification.ts";
import { reasonOf } from "../../backup/reason.ts";
import type { Account, Config } from "../../config/config.ts";
import { cut, oneLine } from "../../core/text.ts";
import type { Instant } from "../../core/time.ts";
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
import { barColors, type Card, marks } from "../../slack/card.ts";
import { actions, button, overflow } from "../../slack/elements.ts";
import { limits } from "../../slack/limits.ts";
import {
  bold,
  channelName,
  code,
  codeBlock,
  join,
  link,
  md,
  member,
  moment,
  type Safe,
  utcText,
} from "../../slack/mrkdwn.ts";
import type { Job } from "../jobs/model.ts";
import { jobName } from "../jobs/record.ts";
import { objectLines, objectsSaid } from "./kinds/objects.ts";
import { alertIds, type Incident, snoozes } from "./model.ts";

/** Characters of data in a headline, a fact and a raw event; escaping may make five of one. */
const nameMax = 80;
const factMax = 200;
const rawMax = 550;

/** The card of a job's incident as the job is now. */
export const alertCard = (job: Job, incident: Incident, config: Config, runs = 1): Card => {
  const texts = textsFor(config.language);
  const severity = severityOf(job.state, job.facts);
  const reason = reasonOf(job.state, job.facts.message);
  const head = headline(severity, [
    texts.headline[job.key.kind][headlineOf(job.state, job.facts)],
    nameOf(job.facts, texts),
    placeOf(incident, job.key, config),
  ]);
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
    : (asideOf(job, incident, texts) ?? [
        section(md`${because}\n${bold(md`${texts.card.next}:`)} ${next}`),
        fields([...factsOf(job, config, texts), ...failingSince(incident, runs, texts)]),
        ...objectLines(job.facts.failedObjects ?? [], config),
        ...tryAgain(job, config),
        ...saidByAws(job, config),
        ...gaps(job, incident, texts),
        ...taken(incident, texts),
        ...row(buttonsOf(job, incident, texts)),
        context(join(smallPrint(job, config), texts.separator)),
        ...found,
      ]);
  return {
    text: (isQuiet ? head : md`${head}\n${because}\n${texts.card.next}: ${next}`).mrkdwn,
    blocks: [section(bold(head))],
    body: [...body, ...wrongChannel(incident, texts)],
    color: barColors[severity],
    metadata: metadataOf(incident, severity, job.state),
  };
};

const failingSince = ({ since }: Incident, runs: number, { card }: Texts): readonly Safe[] =>
  since === undefined || runs < 2 ? [] : [fact(card.failingSince, md`${at(since)} (${card.runs(runs)})`)];

/** What other apps of the workspace may read: nothing secret. */
export const metadataOf = (
  { id, environment }: Pick<Incident, "id" | "environment">,
  severity: Severity,
  state: string,
): Card["metadata"] => ({
  event_type: "stillpoint_alert",
  event_payload: {
    incident: id.slice(0, factMax),
    severity,
    environment: environment ?? "",
    state: state.slice(0, nameMax),
  },
});

/** The card of an event that nobody understood: its content, cut where it can be seen. */
export const rawCard = (raw: RawNotification, incident: Incident, config: Config): Card => {
  const texts = textsFor(config.language);
  const what = [raw.source, raw.detailType].filter((word) => word !== "").map((word) => clip(word, nameMax));
  const head = headline("unknown", [texts.raw.headline, ...what]);
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
      section(codeBlock(raw.body, rawMax)),
      context(join(print, texts.separator)),
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

/** One thing to press first: to take it, as long as nobody has. */
const buttonsOf = (job: Job, incident: Incident, texts: Texts) => [
  ...(incident.acknowledged === undefined && isShort(incident.id)
    ? [button(alertIds.acknowledge, texts.card.acknowledge, incident.id, { isPrimary: true })]
    : []),
  ...furtherButtons(job, incident, texts),
];

const furtherButtons = (job: Job, { id }: Incident, { card }: Texts) => {
  // AWS finds a job only by the id as AWS wrote it; a name longer than a button can carry is no job of AWS's.
  const name = jobName({ ...job.key, id: job.facts.writtenId ?? job.key.id });
  const choices = snoozes.map((each) => ({ label: card.snooze[each], value: `${each} ${id}` }));
  return [
    ...(name.length > limits.buttonValue ? [] : [button(alertIds.details, card.details, name)]),
    ...(isShort(id) ? [overflow(alertIds.snooze, choices)] : []),
  ];
};

/** Whether an incident's id can be carried by what is pressed; AWS's own are half as long. */
const isShort = (id: string): boolean => id.length + "morning ".length <= limits.optionValue;

/** A row of nothing is refused by Slack. */
const row = (elements: readonly ActionsBlockElement[]) => (elements.length === 0 ? [] : [actions(elements)]);

const taken = ({ acknowledged }: Incident, { card }: Texts) =>
  acknowledged === undefined
    ? []
    : [context(md`✋ ${card.takenBy} ${member(acknowledged.by)} · ${at(acknowledged.at)}`)];

/** What was put aside is one line, until it opens again by itself. */
const asideOf = (job: Job, incident: Incident, texts: Texts) => {
  const { snoozed } = incident;
  if (snoozed === undefined) return undefined;
  const { snoozedUntil, snoozedBy } = texts.card;
  return [
    context(md`💤 ${snoozedUntil} ${at(snoozed.until)} · ${snoozedBy} ${member(snoozed.by)}`),
    ...taken(incident, texts),
    ...row(furtherButtons(job, incident, texts)),
  ];
};

export const headline = (severity: Severity, parts: readonly string[]): Safe =>
  md`${marks[severity]} ${join(
    parts.filter((part) => part !== "").map((part) => md`${part}`),
    " · ",
  )}`;

export const nameOf = (facts: JobFacts, texts: Texts): string => {
  const arn = facts.resourceArn ?? facts.createdResourceArn ?? facts.recoveryPointArn;
  const name = facts.resourceName ?? (arn === undefined ? texts.card.unnamedResource : shortName(arn));
  return clip(name, nameMax);
};

/** The environment's label, else the account's digits: a name that nobody gave is not made up. */
export const placeOf = (incident: Incident, job: Pick<JobKey, "account">, config: Config): string => {
  const environment = config.environments.find(({ name }) => name === incident.environment);
  return environment?.labels[config.language] ?? environment?.name ?? clip(job.account, nameMax);
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

export const accountText = (id: string, region: string | undefined, config: Config): Safe => {
  const name = accountNamed(id, config)?.name ?? id;
  return md`${clip([name, region ?? ""].filter((part) => part !== "").join(" · "), factMax)}`;
};

const accountNamed = (id: string, config: Config): Account | undefined => {
  for (const { accounts } of config.environments) {
    const found = accounts.find((account) => account.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
};

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

export const wrongChannel = ({ refusedBy }: Incident, texts: Texts) => {
  if (refusedBy === undefined) return [];
  const { before, after } = texts.card.wrongChannel(clip(refusedBy.refusal, nameMax));
  return [context(md`${before}${channelName(clip(refusedBy.channel, nameMax))}${after}`)];
};

export const at = (when: Instant): Safe => moment(when, utcText(when));

export const clip = (text: string, max: number): string => cut(oneLine(text), max);
