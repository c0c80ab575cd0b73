// Reading and writing what was heard of jobs. One conditional write a change; whoever comes second reads again.
import type { JobKey, JobKind } from "../../backup/job.ts";
import type { Environment } from "../../config/config.ts";
import { hasPlace } from "../../config/environments.ts";
import { Fault } from "../../core/errors.ts";
import { canonicalJson } from "../../core/ids.ts";
import { dayMs } from "../../core/time.ts";
import { answersFor } from "../../i18n/answers.ts";
import { frontTextsFor } from "../../i18n/front.ts";
import type { Asker } from "../../ports/door.ts";
import type { Answer, Answerer, AnswerWorld } from "../../ports/feature.ts";
import { allPlacesOf, gather } from "../../ports/places.ts";
import { chosenFrom, refusal } from "../../ports/refusals.ts";
import { startOfSince } from "../../ports/since.ts";
import type { JobQuery, ListedJob, World } from "../../ports/world.ts";
import type { CommandLine } from "../../slack/command-line.ts";
import type { Stored } from "../../store/record.ts";
import { readJobsLine } from "./ack.ts";
import {
  environmentOf,
  hear,
  isMeant,
  isStateWord,
  newestFirst,
  stateWords,
  withAcceptance,
} from "./decide.ts";
import type { Heard, JobRecord, JobsPage } from "./model.ts";
import { jobKey, jobNamed, keepJobUntil, pageIn, queryIn } from "./record.ts";
import { jobMessage, jobsMessage } from "./views.ts";

/** Each lost race is somebody else's win: ten neighbours in a batch may write one job three times each. */
const triesMax = 32;

export interface Change {
  readonly heard?: Heard;
  /** What was heard when the alert was made: paid only if nothing was heard since. */
  readonly paidFor?: readonly Heard[];
  /** The incident that its alert joined. */
  readonly incident?: string;
  /** Kept as they were read first, so that a second telling goes where the first one went. */
  readonly tags?: NonNullable<JobRecord["tags"]>;
  /** `"none"` takes it back. */
  readonly describeFault?: NonNullable<JobRecord["describeFault"]> | "none";
}

/** The job's record after `change`, as it lies in the table. `known`, read or written just before, saves a look. */
export const noteJob = async (
  job: JobKey,
  change: Change,
  world: Pick<World, "store" | "now">,
  known?: Stored<JobRecord>,
): Promise<Stored<JobRecord>> => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = tries === 0 && known !== undefined ? known : await world.store.get<JobRecord>(jobKey(job));
    const before = stored?.body;
    const after = applied(job, before, change);
    if (stored !== undefined && canonicalJson(after) === canonicalJson(before)) return stored;
    const item: Stored<JobRecord> = {
      key: jobKey(job),
      version: (stored?.version ?? 0) + 1,
      body: after,
      keepUntil: keepJobUntil(world.now()),
    };
    const won = stored === undefined ? await world.store.putIfAbsent(item) : await world.store.put(item);
    if (won) return item;
  }
  throw new Fault("store-contended", `too many writers of ${jobKey(job).partition}`, { retryable: true });
};

export const readJob = async (
  job: JobKey,
  world: Pick<World, "store">,
): Promise<Stored<JobRecord> | undefined> => world.store.get<JobRecord>(jobKey(job));

/** Hearing something new owes an alert in the same write, so that a crash right after it loses nothing. */
const applied = (job: JobKey, before: JobRecord | undefined, change: Change): JobRecord => {
  const known = before?.heard ?? [];
  const heard = change.heard === undefined ? known : hear(known, change.heard);
  const fault = change.describeFault ?? before?.describeFault ?? "none";
  const isPaid = change.paidFor !== undefined && canonicalJson(change.paidFor) === canonicalJson(known);
  const isNew = heard !== known || before === undefined;
  return {
    job,
    heard,
    owes: isPaid ? "nothing" : isNew ? "alert" : before.owes,
    ...(fault === "none" ? {} : { describeFault: fault }),
    ...incidentOf(before, change),
    ...tagsOf(before, change),
  };
};

const incidentOf = (before: JobRecord | undefined, change: Change) => {
  const incident = change.incident ?? before?.incident;
  return incident === undefined ? {} : { incident };
};

const tagsOf = (before: JobRecord | undefined, change: Change) => {
  const tags = before?.tags ?? change.tags;
  return tags === undefined ? {} : { tags };
};

/** Jobs of one place and kind that are looked at for one answer; AWS gives a thousand in a call. */
export const lookMax = 5_000;

export const kinds: readonly JobKind[] = ["backup", "copy", "restore"];

type Span = Omit<JobQuery, "kind">;

/** What is asked for in every place at once; a job belongs to the environment that claims it, and to no other. */
export const listJobs = async (
  environments: readonly Environment[],
  asked: readonly JobKind[],
  span: Span,
  world: AnswerWorld,
) => {
  const { found, silent } = await gather(allPlacesOf(environments, world.region), (place) =>
    Promise.all(asked.map((kind) => world.catalog.jobs(place, { ...span, kind }, lookMax))),
  );
  const lists = found.flatMap(({ thing }) => thing);
  const now = world.now();
  const isTheirs = ({ job, facts }: ListedJob) =>
    environments.some(({ name }) => environmentOf(world.config, job, facts)?.name === name);
  return {
    jobs: lists
      .flatMap(({ items }) => items)
      .filter(isTheirs)
      .map((job) => withAcceptance(job, job.job, world.config, now)),
    silent,
    isCut: lists.some(({ isCut }) => isCut),
  };
};

export const answerJobs: Answerer<CommandLine> = {
  needs: "read",
  answer: async (line, asker, world) => {
    const read = readJobsLine(line, await frontTextsFor(world.config.language));
    if (read.type === "refused") return refusal(read.says, world.config);
    return showJobs({ query: read.query, before: asker.at, from: 0 }, "new", asker, world);
  },
};

/** A button that opens the list carries its query; one that turns the page carries the page. */
export const answerJobsButton: Answerer<string> = {
  needs: "read",
  answer: (value, asker, world) => {
    const query = queryIn(value) ?? { since: { agoMs: dayMs } };
    return showJobs({ query, before: asker.at, from: 0 }, "new", asker, world);
  },
};

export const answerJobsPage: Answerer<string> = {
  needs: "read",
  answer: (value, asker, world) => {
    const page = pageIn(value) ?? { query: { since: { agoMs: dayMs } }, before: asker.at, from: 0 };
    return showJobs(page, "same", asker, world);
  },
};

const showJobs = async (
  page: JobsPage,
  place: "new" | "same",
  asker: Asker,
  world: AnswerWorld,
): Promise<Answer> => {
  const { query, before } = page;
  const { jobs: words } = answersFor(world.config.language);
  const chosen = chosenFrom(asker, query.environment, world.config);
  if (chosen.type === "refused") return chosen.answer;
  if (query.state !== undefined && !isStateWord(query.state))
    return refusal(words.unknownState(query.state, stateWords.join(", ")), world.config);
  const createdAfter = startOfSince(query.since, before, world.config.timeZone);
  if (createdAfter === undefined)
    return refusal(words.badDay("day" in query.since ? query.since.day : ""), world.config);
  const asked = query.kind === undefined ? kinds : [query.kind];
  const listed = await listJobs(chosen.environments, asked, { createdAfter, createdBefore: before }, world);
  const jobs = listed.jobs.filter((job) => isMeant(job, query)).sort(newestFirst);
  const message = jobsMessage(
    page,
    {
      jobs,
      silent: listed.silent,
      ...(listed.isCut ? { cutAt: lookMax } : {}),
    },
    world.config,
  );
  return { type: "message", message, place };
};

export const answerJobOpened: Answerer<string> = {
  needs: "read",
  answer: async (value, asker, world) => {
    const { job: words } = answersFor(world.config.language);
    const key = jobNamed(value);
    // The account is looked at before AWS is asked, the vault after: both must be theirs.
    if (key === undefined || !asker.environments.some((environment) => hasPlace(environment, key)))
      return refusal(words.gone, world.config);
    const job = withAcceptance(await world.catalog.job(key), key, world.config, world.now());
    const environment = environmentOf(world.config, key, job.facts);
    const isTheirs = asker.environments.some(({ name }) => name === environment?.name);
    return isTheirs
      ? { type: "message", message: jobMessage(job, world.config), place: "new" }
      : refusal(words.gone, world.config);
  },
};
