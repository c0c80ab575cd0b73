// Today at a glance: a bar for each environment, what is open, the last good backup; and the Home tab around it.
import { shortName } from "../../backup/arn.ts";
import { severityOf } from "../../backup/job.ts";
import { reasonOf } from "../../backup/reason.ts";
import type { Config, Environment } from "../../config/config.ts";
import { environmentsFor, type Person, type Right } from "../../config/rights.ts";
import { cut, oneLine } from "../../core/text.ts";
import { dayMs, type Instant } from "../../core/time.ts";
import { answersFor } from "../../i18n/answers.ts";
import { approvalTextsFor } from "../../i18n/approvals.ts";
import { approvalAsksFor } from "../../i18n/approvals-asks.ts";
import { ageText } from "../../i18n/measures.ts";
import { textsFor } from "../../i18n/texts.ts";
import type { Asker } from "../../ports/door.ts";
import { silentBlocks } from "../../ports/gaps.ts";
import { context, divider, section } from "../../slack/blocks.ts";
import { marks } from "../../slack/card.ts";
import { actions, button } from "../../slack/elements.ts";
import { limits } from "../../slack/limits.ts";
import type { Home, Message } from "../../slack/message.ts";
import { messageLink } from "../../slack/message-link.ts";
import { bold, join, link, md, moment, type Safe, utcText } from "../../slack/mrkdwn.ts";
import { planOf } from "../approvals/decide.ts";
import { approvalIds } from "../approvals/model.ts";
import { listIn } from "../approvals/record.ts";
import { inventoryIds } from "../inventory/model.ts";
import { type JobsQuery, jobIds } from "../jobs/model.ts";
import { byWeight } from "./decide.ts";
import { type DayStatus, homeIds, type OpenRequest, type OpenTrouble, places } from "./model.ts";

const nameMax = 60;
const factMax = 200;

/** Squares of a bar. Whatever there is at all has one, so that one failure among thousands is seen. */
const barMax = 10;

export const statusMessage = (days: readonly DayStatus[], now: Instant, config: Config): Message => {
  const { status } = answersFor(config.language);
  const lines = days.map(
    (day) =>
      md`${labelOf(day.environment, config)}: ${countsText(day, config).join(", ") || status.notKnown}`,
  );
  return {
    title: status.title,
    text: join(lines, " · "),
    blocks: [
      ...statusBlocks(days, now, config),
      actions([...jobsButtons(days, config), button(homeIds.status, status.refresh, "")]),
    ],
  };
};

/** What failed is the one thing to press, when something did. */
const jobsButtons = (days: readonly DayStatus[], config: Config) => {
  const { status } = answersFor(config.language);
  const hasFailed = days.some(({ failed }) => failed > 0);
  const all: JobsQuery = { since: { agoMs: dayMs } };
  const failed: JobsQuery = { ...all, state: "failed" };
  return [
    ...(hasFailed
      ? [button(`${jobIds.list}#failed`, status.failedJobs, JSON.stringify(failed), { isPrimary: true })]
      : []),
    button(jobIds.list, status.allJobs, JSON.stringify(all), { isPrimary: !hasFailed }),
  ];
};

/** Also on the Home tab. */
const statusBlocks = (days: readonly DayStatus[], now: Instant, config: Config): Message["blocks"] => {
  const { status, fault } = answersFor(config.language);
  const cutAt = days.find((day) => day.cutAt !== undefined)?.cutAt;
  return [
    section(bold(md`${status.today(config.timeZone)}`)),
    ...days.flatMap((day) => [section(dayText(day, now, config))]),
    ...openBlocks(days, now, config),
    ...(cutAt === undefined ? [] : [context(md`⚠️ ${fault.cut(cutAt)}`)]),
    ...silentBlocks(
      days.flatMap(({ silent }) => silent),
      config,
    ),
  ];
};

const dayText = (day: DayStatus, now: Instant, config: Config): Safe => {
  const { status } = answersFor(config.language);
  const texts = textsFor(config.language);
  const counts = countsText(day, config);
  // A place that did not answer may hold what seems to be missing: then nothing is claimed.
  const last =
    day.lastGoodAt === undefined
      ? md`⚠️ ${day.silent.length > 0 ? status.notKnown : status.noBackup}`
      : md`${status.lastBackup}: ${momentAt(day.lastGoodAt)} (${ageText(now - day.lastGoodAt, texts)})`;
  return join(
    [
      md`${bold(md`${labelOf(day.environment, config)}`)}   ${barOf(day)}`,
      ...(counts.length === 0 ? [] : [md`${counts.join(texts.separator)}`]),
      last,
    ],
    "\n",
  );
};

const countsText = (day: DayStatus, config: Config): readonly string[] => {
  const { counts, nothing } = answersFor(config.language).status;
  const told = [
    ...(day.good === 0 ? [] : [counts.good(day.good)]),
    ...(day.warned === 0 ? [] : [counts.warned(day.warned)]),
    ...(day.failed === 0 ? [] : [counts.failed(day.failed)]),
    ...(day.unknown === 0 ? [] : [counts.unknown(day.unknown)]),
  ];
  const running = day.running === 0 ? [] : [counts.running(day.running)];
  const none = day.silent.length > 0 ? [] : [nothing];
  return [...(told.length === 0 ? none : told), ...running];
};

const barOf = ({ good, warned, failed, unknown }: DayStatus): string => {
  const parts: readonly (readonly [number, string])[] = [
    [good, "🟩"],
    [warned, "🟧"],
    [failed, "🟥"],
    [unknown, "⬜"],
  ];
  const total = good + warned + failed + unknown;
  if (total === 0) return "";
  const squares = parts.map(([count, square]) => {
    const length = count === 0 ? 0 : Math.max(1, Math.round((count / total) * barMax));
    return { length, square };
  });
  const longest = squares.reduce((most, each) => (each.length > most.length ? each : most));
  const spare = barMax - squares.reduce((sum, { length }) => sum + length, 0);
  return squares
    .map((each) => each.square.repeat(each === longest ? Math.max(1, each.length + spare) : each.length))
    .join("");
};

/** How many troubles are named; the rest are counted. */
const openMax = 8;

const openBlocks = (days: readonly DayStatus[], now: Instant, config: Config): Message["blocks"] => {
  const { status } = answersFor(config.language);
  const open = days
    .flatMap((day) => day.open.map((trouble) => ({ trouble, place: labelOf(day.environment, config) })))
    .sort((left, right) => byWeight(left.trouble, right.trouble));
  const isWhole = days.every(({ silent }) => silent.length === 0);
  if (open.length === 0) return isWhole ? [context(md`${status.nothingOpen}`)] : [];
  const lines = open.slice(0, openMax).map(({ trouble, place }) => openText(trouble, place, now, config));
  const more = open.length > openMax ? [md`${status.openMore(open.length - openMax)}`] : [];
  return [section(join([bold(md`${status.open}`), ...lines, ...more], "\n"))];
};

const openText = ({ job, since }: OpenTrouble, place: string, now: Instant, config: Config): Safe => {
  const texts = textsFor(config.language);
  const { status } = answersFor(config.language);
  const severity = severityOf(job.state, job.facts);
  const cause =
    severity === "unknown"
      ? texts.card.awsState(job.state)
      : texts.reason[reasonOf(job.state, job.facts.message)].cause;
  const age = status.openSince(ageText(Math.max(0, now - since), texts));
  return md`${marks[severity]} ${bold(md`${nameOf(job, config)}`)} · ${place} · ${age}\n      ${cut(cause, factMax)}`;
};

const rights: readonly Right[] = ["read", "ask", "lead", "audit"];

interface Today {
  readonly days: readonly DayStatus[];
  readonly requests: readonly OpenRequest[];
}

export const homeView = (
  { person }: Asker,
  { days, requests }: Today,
  now: Instant,
  config: Config,
): Home => {
  const { home, vaults, points } = answersFor(config.language);
  return homeOf([
    ...statusBlocks(days, now, config),
    actions([
      ...jobsButtons(days, config),
      button(inventoryIds.choose, `${points.title}…`, ""),
      button(inventoryIds.vaults, vaults.title, ""),
    ]),
    divider,
    ...requestBlocks(requests, config),
    divider,
    section(join([bold(md`${home.yours}`), ...rightsLines(person, config)], "\n")),
    context(md`${home.as} ${momentAt(now)}`),
  ]);
};

/** How many are named; the rest are counted. */
const requestsMax = 6;

const requestBlocks = (requests: readonly OpenRequest[], config: Config): Message["blocks"] => {
  const { home: words } = approvalAsksFor(config.language);
  const counts = places.flatMap((place) => {
    const count = requests.filter((each) => each.place === place).length;
    return count === 0 ? [] : [words[place](count)];
  });
  const lines = requests.slice(0, requestsMax).map((each) => requestText(each, config));
  const more = requests.length - requestsMax;
  const head = bold(md`${words.title}`);
  const { separator } = textsFor(config.language);
  return [
    section(join([head, md`${counts.join(separator) || words.none}`, ...lines], "\n")),
    ...(more > 0 ? [context(md`${words.more(more)}`)] : []),
    actions([button(approvalIds.list, words.all, listIn({ which: "open", from: 0 }))]),
  ];
};

const requestText = ({ request, card, place }: OpenRequest, config: Config): Safe => {
  const { language, slackTeam } = config;
  const { list, state, card: see } = approvalAsksFor(language);
  const { name } = planOf(request).subject;
  const { state: now } = request.phase;
  const what = approvalTextsFor(language).title[request.kind](cut(oneLine(name), nameMax));
  const where = card === undefined ? [] : [link(messageLink(slackTeam, card.channel, card.ts), see)];
  const label = config.environments.find((each) => each.name === request.environment)?.labels[language];
  const shown = place === "awaiting" ? bold(md`${what}`) : md`${what}`;
  return join(
    [md`${list.mark[now]} ${shown}`, md`${label ?? request.environment}`, md`${state[now]}`, ...where],
    " · ",
  );
};

const rightsLines = (person: Person, config: Config) =>
  config.environments.flatMap((environment: Environment) => {
    const theirs = rights.filter((right) =>
      environmentsFor(person, right, config).some(({ name }) => name === environment.name),
    );
    const { home } = answersFor(config.language);
    const label = environment.labels[config.language] ?? environment.name;
    return theirs.length === 0
      ? []
      : [md`${bold(md`${label}`)}: ${theirs.map((right) => home.rights[right]).join(", ")}`];
  });

const homeOf = (blocks: Message["blocks"]): Home => ({
  type: "home",
  blocks: blocks.slice(0, limits.viewBlocks),
});

const nameOf = ({ facts }: OpenTrouble["job"], config: Config): string => {
  const arn = facts.resourceArn ?? facts.createdResourceArn ?? facts.recoveryPointArn;
  const unnamed = textsFor(config.language).card.unnamedResource;
  return cut(oneLine(facts.resourceName ?? (arn === undefined ? unnamed : shortName(arn))), nameMax);
};

const labelOf = ({ name, labels }: Environment, config: Config): string => labels[config.language] ?? name;

const momentAt = (at: Instant): Safe => moment(at, utcText(at));
