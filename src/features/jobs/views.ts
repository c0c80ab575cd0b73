// Jobs as people look at them: a table, and one job whole.
import { consoleUrlOf, shortName, vaultNameOf } from "../../backup/arn.ts";
import { headlineOf } from "../../backup/headline.ts";
import { isEnd, type JobFacts, severityOf } from "../../backup/job.ts";
import { reasonOf } from "../../backup/reason.ts";
import { consistencyOf } from "../../backup/vss.ts";
import type { Config } from "../../config/config.ts";
import { cut, oneLine } from "../../core/text.ts";
import type { Instant } from "../../core/time.ts";
import { answersFor } from "../../i18n/answers.ts";
import { durationText, sizeText } from "../../i18n/measures.ts";
import { textsFor } from "../../i18n/texts.ts";
import { placeText, silentBlocks } from "../../ports/gaps.ts";
import type { SilentPlace } from "../../ports/places.ts";
import { acceptedUntil, awsPage, saidByAws, tryAgain, verdictText } from "../../ports/understood.ts";
import type { ListedJob } from "../../ports/world.ts";
import { allFields, context, fact, section } from "../../slack/blocks.ts";
import { marks } from "../../slack/card.ts";
import { actions, button, linkButton, select } from "../../slack/elements.ts";
import type { Message } from "../../slack/message.ts";
import { bold, code, join, md, moment, type Safe, utcText } from "../../slack/mrkdwn.ts";
import { momentCell, table, textCell } from "../../slack/tables.ts";
import { type JobsPage, type JobsQuery, jobIds, pageSize } from "./model.ts";
import { jobName } from "./record.ts";

const nameMax = 60;
const factMax = 200;

/** The table of one page, with what it was filtered by, a menu that opens a job, and the neighbouring pages. */
export const jobsMessage = (
  page: JobsPage,
  listed: {
    readonly jobs: readonly ListedJob[];
    readonly silent: readonly SilentPlace[];
    readonly cutAt?: number;
  },
  config: Config,
): Message => {
  const { jobs: words, fault } = answersFor(config.language);
  const { jobs } = listed;
  const shown = jobs.slice(page.from, page.from + pageSize);
  const filters = filtersText(page.query, config);
  const heading = words.heading(jobs.length);
  const gaps = [
    ...(listed.cutAt === undefined ? [] : [context(md`⚠️ ${fault.cut(listed.cutAt)}`)]),
    ...silentBlocks(listed.silent, config),
  ];
  if (shown.length === 0) {
    const says = md`${words.none} ${words.noneNext}`;
    return { title: words.title, text: says, blocks: [section(says), context(filters), ...gaps] };
  }
  const { columns } = words;
  const header = [columns.state, columns.resource, columns.when, columns.kind, columns.place];
  const rows = shown.map((job) => [
    textCell(stateText(job)),
    textCell(
      job.facts.resourceType === undefined
        ? nameOf(job, config)
        : `${nameOf(job, config)} (${job.facts.resourceType})`,
    ),
    job.facts.createdAt === undefined ? textCell("–") : momentCell(job.facts.createdAt),
    textCell(words.kind[job.job.kind]),
    textCell(placeText(job.job, config)),
  ]);
  const range =
    jobs.length > pageSize ? [md`${words.page(page.from + 1, page.from + shown.length, jobs.length)}`] : [];
  return {
    title: words.title,
    text: md`${heading}: ${shown
      .slice(0, 3)
      .map((job) => `${stateText(job)} ${nameOf(job, config)}`)
      .join(", ")}`,
    blocks: [
      section(bold(md`${heading}`)),
      context(join([filters, ...range], "  ·  ")),
      table([header.map(textCell), ...rows]),
      actions([
        select(
          jobIds.open,
          words.open,
          shown.map((job) => ({
            label: `${stateText(job)} · ${nameOf(job, config)}`,
            value: jobName({ ...job.job, id: job.facts.writtenId ?? job.job.id }),
            description: `${words.kind[job.job.kind]} · ${placeText(job.job, config)}`,
          })),
        ),
        ...(page.from === 0
          ? []
          : [
              button(
                `${jobIds.page}#newer`,
                words.newer,
                JSON.stringify({ ...page, from: Math.max(0, page.from - pageSize) }),
              ),
            ]),
        ...(page.from + pageSize >= jobs.length
          ? []
          : [
              button(
                `${jobIds.page}#older`,
                words.older,
                JSON.stringify({ ...page, from: page.from + pageSize }),
              ),
            ]),
      ]),
      ...gaps,
    ],
  };
};

/** One job whole: why, what to do, and all that AWS says of it. */
export const jobMessage = (job: ListedJob, config: Config): Message => {
  const texts = textsFor(config.language);
  const { job: words } = answersFor(config.language);
  const severity = severityOf(job.state, job.facts);
  const title = texts.headline[job.job.kind][headlineOf(job.state, job.facts)];
  const head = md`${marks[severity]} ${title} · ${nameOf(job, config)}`;
  const reason = texts.reason[reasonOf(job.state, job.facts.message)];
  const isQuiet = severity === "good" || severity === "running";
  const because =
    severity === "unknown"
      ? md`${texts.card.awsState(job.state)} ${texts.card.unknownNext}`
      : md`${reason.cause}\n${bold(md`${texts.card.next}:`)} ${reason.next}`;
  const url = consoleUrlOf({ ...job.job, id: job.facts.writtenId ?? job.job.id });
  return {
    title: words.title,
    text: isQuiet ? head : md`${head}. ${reason.cause}`,
    blocks: [
      section(bold(head)),
      ...(isQuiet ? [] : [section(because)]),
      ...acceptedUntil(job, config),
      ...allFields(factsOf(job, config)),
      ...tryAgain(job, config),
      ...saidByAws(job, config),
      context(
        join(
          [md`${texts.card.job} ${code(job.facts.writtenId ?? job.job.id)}`, ...awsPage(job, config)],
          texts.separator,
        ),
      ),
      context(code(commandFor(job))),
      ...(url === undefined ? [] : [actions([linkButton(jobIds.console, texts.card.openInConsole, url)])]),
    ],
  };
};

/** What shows the same in a terminal, with the account's credentials. */
const commandFor = ({ job, facts }: ListedJob): string => {
  const id = facts.writtenId ?? job.id;
  return `aws backup describe-${job.kind}-job --${job.kind}-job-id ${id} --region ${job.region}`;
};

const factsOf = ({ job, state, facts }: ListedJob, config: Config): readonly Safe[] => {
  const texts = textsFor(config.language);
  const { card } = texts;
  const { job: words, consistency } = answersFor(config.language);
  const plan = [facts.planName ?? facts.planId, facts.ruleName]
    .filter((word) => word !== undefined)
    .join(" · ");
  // A verdict that nobody asked for, on an instance that may be of any platform, is not explained.
  const plain = job.kind === "backup" && isEnd(state) ? consistencyOf(state, facts) : "unknown";
  const [verdict] = verdictText(job.kind, { state, facts }, config);
  const end = facts.completedAt;
  const told: readonly (readonly [string, string | Safe | undefined])[] = [
    [words.state, state],
    [card.resource, facts.resourceArn ?? facts.recoveryPointArn],
    [card.account, placeText(job, config)],
    [card.plan, plan === "" ? undefined : plan],
    [card.vault, facts.vaultName],
    [card.copiedTo, facts.destinationVaultArn && vaultNameOf(facts.destinationVaultArn)],
    [card.restoredAs, facts.createdResourceArn],
    [words.began, facts.createdAt && momentAt(facts.createdAt)],
    [words.ended, end && momentAt(end)],
    [
      card.took,
      facts.createdAt && end && end > facts.createdAt
        ? durationText(end - facts.createdAt, texts)
        : undefined,
    ],
    [
      words.percentDone,
      isEnd(state) || facts.percentDone === undefined ? undefined : `${facts.percentDone} %`,
    ],
    [words.size, facts.bytes === undefined || facts.bytes === 0 ? undefined : sizeText(facts.bytes)],
    [words.consistency, verdict ?? (plain === "unknown" ? undefined : consistency[plain])],
    [words.role, facts.iamRoleArn && shortName(facts.iamRoleArn)],
  ];
  return told.flatMap(([label, value]) => {
    if (value === undefined || value === "") return [];
    return [fact(label, typeof value === "string" ? md`${cut(oneLine(value), factMax)}` : value)];
  });
};

const filtersText = (query: JobsQuery, config: Config): Safe => {
  const texts = textsFor(config.language);
  const { filters } = answersFor(config.language).jobs;
  const since: readonly [string, string] =
    "day" in query.since
      ? [filters.since, query.since.day]
      : [filters.ago, durationText(query.since.agoMs, texts)];
  const told: readonly (readonly [string, string | undefined])[] = [
    since,
    [filters.environment, query.environment],
    [filters.state, query.state],
    [filters.resource, query.resource],
    [filters.type, query.type],
    [filters.kind, query.kind],
  ];
  return join(
    told.flatMap(([label, value]) =>
      value === undefined ? [] : [md`${label} ${code(cut(value, nameMax))}`],
    ),
    "  ·  ",
  );
};

/** AWS's word for the state, after the mark of what it means. */
const stateText = ({ state, facts }: ListedJob): string =>
  `${marks[severityOf(state, facts)]} ${cut(oneLine(state), 20)}`;

const nameOf = ({ facts }: { readonly facts: JobFacts }, config: Config): string => {
  const arn = facts.resourceArn ?? facts.createdResourceArn ?? facts.recoveryPointArn;
  const unnamed = textsFor(config.language).card.unnamedResource;
  return cut(oneLine(facts.resourceName ?? (arn === undefined ? unnamed : shortName(arn))), nameMax);
};

const momentAt = (at: Instant): Safe => moment(at, utcText(at));
