// The card of a storm: how many, why and what to do, where and what, and how many are good again. It is counted anew
// from the members each time it is drawn.
import { headlineOf } from "../../../backup/headline.ts";
import { type JobKey, type JobSeverity, severityOf } from "../../../backup/job.ts";
import { reasonOf } from "../../../backup/reason.ts";
import type { Config } from "../../../config/config.ts";
import type { Instant } from "../../../core/time.ts";
import { ageText } from "../../../i18n/measures.ts";
import { textsFor } from "../../../i18n/texts.ts";
import type { PosterWorld } from "../../../ports/feature.ts";
import { awsPage, saidByAws, tryAgain } from "../../../ports/understood.ts";
import type { World } from "../../../ports/world.ts";
import { context, fact, fields, section } from "../../../slack/blocks.ts";
import { barColors, type Card } from "../../../slack/card.ts";
import { actions, button } from "../../../slack/elements.ts";
import { bold, join, md, type Safe } from "../../../slack/mrkdwn.ts";
import { jobOf } from "../../jobs/decide.ts";
import { readJob } from "../../jobs/flow.ts";
import type { Job } from "../../jobs/model.ts";
import { alertIds, type Incident, type StormEnd, type StormMember } from "../model.ts";
import { incidentKey, stormEndPrefix, stormPrefix } from "../record.ts";
import { nameOf } from "../views.ts";
import { asideOf, buttonsOf, taken } from "./buttons.ts";
import { accountText, at, clip, headline, metadataOf, placeOf, spoken, wrongChannel } from "./card-parts.ts";

/** Members that are looked at for what the card says of them; beyond, they are only counted. */
const lookMax = 20_000;

/** Accounts and types that are named. */
const namedMax = 5;
const nameMax = 60;

/** A storm as it is now. */
export interface StormCount {
  readonly count: number;
  readonly good: number;
  readonly first: Instant;
  readonly newest: Instant;
  /** When the newest of the good jobs was created. */
  readonly goodAt?: Instant;
  readonly accounts: readonly Tally[];
  readonly types: readonly Tally[];
}

interface Tally {
  readonly name: string;
  readonly count: number;
}

export const countStorm = async (id: string, { store }: Pick<World, "store">): Promise<StormCount> => {
  const { partition } = incidentKey(id);
  const [members, ends] = await Promise.all([
    store.list<StormMember>(partition, stormPrefix, lookMax),
    store.list<StormEnd>(partition, stormEndPrefix, lookMax),
  ]);
  const bodies = members.map(({ body }) => body);
  const times = bodies.map((each) => each.at);
  const goodAt = newestOf(ends.map(({ body }) => body.at));
  return {
    count: members.length < lookMax ? members.length : await store.count(partition, stormPrefix),
    good: ends.length < lookMax ? ends.length : await store.count(partition, stormEndPrefix),
    first: times.reduce((least, each) => (each < least ? each : least), times[0] ?? (0 as Instant)),
    newest: newestOf(times) ?? (0 as Instant),
    ...(goodAt === undefined ? {} : { goodAt }),
    accounts: tally(bodies.map(({ job }) => `${job.account}/${job.region}`)),
    types: tally(bodies.map(({ type }) => type)),
  };
};

const newestOf = (times: readonly Instant[]): Instant | undefined =>
  times.reduce<Instant | undefined>(
    (most, each) => (most === undefined || each > most ? each : most),
    undefined,
  );

/** The most frequent first. */
const tally = (names: readonly string[]): readonly Tally[] => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((left, right) => right.count - left.count || (left.name < right.name ? -1 : 1));
};

const isStormOver = ({ count, good }: StormCount): boolean => good >= count;

/** Its card, as long as one failure of it is not good again. */
export const severityOfStorm = (count: StormCount, example: Job): JobSeverity =>
  isStormOver(count) ? "good" : severityOf(example.state, example.facts);

export const stormCardOf = async (
  incident: Incident,
  example: Job,
  world: Pick<PosterWorld, "store" | "config">,
): Promise<Card> => stormCard(example, incident, await countStorm(incident.id, world), world.config);

export const stormCard = (example: Job, incident: Incident, storm: StormCount, config: Config): Card => {
  const texts = textsFor(config.language);
  const { storm: words } = texts;
  const isOver = isStormOver(storm);
  const severity = severityOfStorm(storm, example);
  const what = isOver
    ? texts.card.recovered.headline
    : texts.headline[example.key.kind][headlineOf(example.state, example.facts)];
  const parts = [words.head(what, storm.count), placeOf(incident, example.key, config)];
  const head = headline(severity, parts);
  const said = spoken(severity, parts, texts);
  const reason = texts.reason[reasonOf(example.state, example.facts.message)];
  const again = storm.good === 0 || isOver ? [] : [bold(md`${words.good(storm.good, storm.count)}`)];
  const span = md`${at(storm.first)} – ${at(storm.newest)}`;
  const list = button(alertIds.list, words.all(storm.count), incident.id);
  const looks = [list, button(alertIds.file, words.file, incident.id)];
  const body = isOver
    ? [
        context(
          join([...overFor(storm, incident, config), ...tallies(storm.types, typeText)], texts.separator),
        ),
        actions([list]),
      ]
    : (asideOf(incident, looks, texts) ?? [
        section(md`${reason.cause}\n${bold(md`${texts.card.next}:`)} ${reason.next}`),
        fields([
          fact(texts.card.account, join(tallies(storm.accounts, accountOf(config)), "\n")),
          fact(words.types, join(tallies(storm.types, typeText), "\n")),
          fact(words.span, span),
          ...again.map((text) => fact(words.goodAgain, text)),
        ]),
        ...tryAgain(example, config),
        ...saidByAws(example, config),
        ...taken(incident, texts),
        ...buttonsOf(incident, looks, texts),
        context(join([md`${words.explained}`, ...awsPage(example, config)], texts.separator)),
      ]);
  return {
    text: (isOver ? said : md`${said}\n${reason.cause}\n${texts.card.next}: ${reason.next}`).mrkdwn,
    blocks: [section(bold(head))],
    body: [...body, ...wrongChannel(incident, texts)],
    color: barColors[severity],
    metadata: metadataOf(incident, severity, isOver ? "COMPLETED" : example.state),
  };
};

const overFor = ({ goodAt }: StormCount, { since }: Incident, config: Config): readonly Safe[] => {
  const texts = textsFor(config.language);
  const { recovered } = texts.card;
  if (goodAt === undefined) return [];
  const red =
    since === undefined || since > goodAt ? [] : [md`${recovered.red(ageText(goodAt - since, texts), 1)}`];
  return [md`${recovered.by} ${at(goodAt)}`, ...red];
};

const typeText = (name: string): Safe => md`${clip(name === "" ? "–" : name, nameMax)}`;

const accountOf =
  (config: Config) =>
  (name: string): Safe => {
    const [account = "", region = ""] = name.split("/");
    return accountText(account, region, config);
  };

const tallies = (all: readonly Tally[], nameText: (name: string) => Safe): readonly Safe[] => {
  const shown = all.slice(0, namedMax).map(({ name, count }) => md`${nameText(name)}: ${String(count)}`);
  const left = all.slice(namedMax).reduce((sum, { count }) => sum + count, 0);
  return left === 0 ? shown : [...shown, md`…: ${String(left)}`];
};

/** A card that was the beginning of a storm: a line that says where it is counted. */
export const withinCard = (job: Job, incident: Incident, config: Config): Card => {
  const texts = textsFor(config.language);
  const head = headline("info", [
    texts.headline[job.key.kind][headlineOf(job.state, job.facts)],
    nameOf(job.facts, texts),
    placeOf(incident, job.key, config),
  ]);
  return {
    text: md`${head}\n${texts.storm.within}`.mrkdwn,
    blocks: [section(bold(head))],
    body: [context(md`${texts.storm.within}`), ...taken(incident, texts)],
    color: barColors.info,
    metadata: metadataOf(incident, "info", job.state),
  };
};

/** The job that a storm's words are taken from. */
export const exampleOf = async (id: string, example: JobKey, world: Pick<World, "store">): Promise<Job> => {
  const record = await readJob(example, world);
  if (record === undefined) throw new Error(`a storm whose example has no record: ${id}`);
  return jobOf(record.body);
};
