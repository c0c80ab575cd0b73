// What is true of a job, out of everything that was heard of it. The answer depends on the set of what was
// heard and never on its order, so late, doubled and shuffled events all end in the same truth.
import {
  type Feed,
  isEnd,
  type JobFacts,
  type JobKey,
  knownFacts,
  rankOf,
  severityOf,
} from "../../backup/job.ts";
import { joinedObjects } from "../../backup/objects.ts";
import { isVss, reasonOf } from "../../backup/reason.ts";
import type { Config, Environment } from "../../config/config.ts";
import { hasPlace, hasVault } from "../../config/environments.ts";
import { canonicalJson } from "../../core/ids.ts";
import { oneLine } from "../../core/text.ts";
import type { Instant } from "../../core/time.ts";
import { fits } from "../../core/wildcard.ts";
import type { ListedJob } from "../../ports/world.ts";
import type { Heard, Job, JobRecord, JobsQuery } from "./model.ts";

/** AWS has at most nine states for a job and there are four feeds; more is not a job's life but an attack. */
const heardMax = 32;

/** A state is kept once for each feed: its latest telling, and of two at one moment always the same one. */
export const hear = (known: readonly Heard[], heard: Heard): readonly Heard[] => {
  const same = known.find((other) => other.feed === heard.feed && other.state === heard.state);
  if (same === undefined) return known.length >= heardMax ? known : [...known, heard].sort(byStateAndFeed);
  const kept = withObjects(isLater(heard, same) ? heard : same, same, heard);
  return kept === same ? known : known.map((other) => (other === same ? kept : other));
};

/** Objects that failed are told one by one: what any telling named stays named. */
const withObjects = (kept: Heard, one: Heard, other: Heard): Heard => {
  const known = kept.facts.failedObjects ?? [];
  const failedObjects = joinedObjects(one.facts.failedObjects ?? [], other.facts.failedObjects ?? []);
  return canonicalJson(failedObjects) === canonicalJson(known)
    ? kept
    : { ...kept, facts: { ...kept.facts, failedObjects } };
};

/** The job as it is now. A record is made by hearing something, so `heard` is never empty. */
export const jobOf = (record: JobRecord): Job => {
  const now = newest(record.heard);
  return {
    key: record.job,
    state: now.state,
    at: now.at,
    facts: {
      ...factsOf(record.heard, now.state),
      ...(record.tags === undefined ? {} : { tags: record.tags }),
    },
    ...(record.describeFault === undefined ? {} : { describeFault: record.describeFault }),
    ...(record.heard.some(({ feed, state }) => feed === "list" && state === now.state)
      ? { isFound: true }
      : {}),
  };
};

/** Whether any feed has shown an end of the job. */
export const isEndHeard = (record: JobRecord): boolean => record.heard.some(({ state }) => isEnd(state));

/** Whether AWS was asked about the state that the job is in now. */
export const isDescribed = (record: JobRecord): boolean => {
  const { state } = newest(record.heard);
  return record.heard.some((heard) => heard.feed === "describe" && heard.state === state);
};

const newest = (heard: readonly Heard[]): Heard => {
  const known = heard.filter(({ state }) => rankOf(state) !== undefined);
  const unknown = heard.filter(({ state }) => rankOf(state) === undefined);
  const furthest = best(known, (left, right) => (rankOf(left.state) ?? 0) - (rankOf(right.state) ?? 0));
  const latest = best(unknown, (left, right) => left.at - right.at);
  if (furthest === undefined || latest === undefined) {
    const only = furthest ?? latest;
    if (only === undefined) throw new Error("a job of which nothing was heard");
    return only;
  }
  // A word that AWS did not have before counts while nothing later is known: it is never good, and never for ever.
  return isEnd(furthest.state) && furthest.at >= latest.at ? furthest : latest;
};

/** The greatest by `compare`; ties go to what was heard later, then to the same one always. */
const best = (heard: readonly Heard[], compare: (left: Heard, right: Heard) => number): Heard | undefined =>
  heard.reduce<Heard | undefined>((top, next) => {
    if (top === undefined) return next;
    const order = compare(next, top);
    return order > 0 || (order === 0 && isLater(next, top)) ? next : top;
  }, undefined);

const isLater = (left: Heard, right: Heard): boolean =>
  left.at !== right.at ? left.at > right.at : canonicalJson(left) > canonicalJson(right);

const trust: Readonly<Record<Feed, number>> = { sns: 0, list: 1, eventbridge: 2, describe: 3 };

/** Each fact from whoever knows it best: the state it is in now before others, then Describe, then the newest. */
const factsOf = (heard: readonly Heard[], state: string): JobFacts => {
  const weakestFirst = [...heard].sort(
    (left, right) =>
      Number(left.state === state) - Number(right.state === state) ||
      trust[left.feed] - trust[right.feed] ||
      (isLater(left, right) ? 1 : -1),
  );
  const facts: JobFacts = Object.assign({}, ...weakestFirst.map((each) => each.facts));
  const { message: _, category: __, ...rest } = facts;
  // Words about an earlier state say nothing of this one.
  const told = weakestFirst.filter((each) => each.state === state).map((each) => each.facts);
  // Most often one source has spoken, and its words are what they are.
  return told.length === 1 && heard.length === 1 ? facts : { ...rest, ...saidOf(state, told) };
};

/** AWS's words from whoever knows best, unless somebody else's make it worse: they cannot both be right. */
const saidOf = (state: string, weakestFirst: readonly JobFacts[]): Pick<JobFacts, "message" | "category"> => {
  const category = weakestFirst.findLast((facts) => facts.category !== undefined)?.category;
  const said = weakestFirst.map(({ message }) => knownFacts({ message, category }));
  const worst = said.reduce<JobFacts>((top, next) => {
    const order = badness[severityOf(state, next)] - badness[severityOf(state, top)];
    return order > 0 || (order === 0 && next.message !== undefined) ? next : top;
  }, {});
  return knownFacts({ message: worst.message, category });
};

const badness = { running: 0, good: 0, unknown: 1, warning: 2, failed: 3 } as const;

const byStateAndFeed = (left: Heard, right: Heard): number =>
  left.state < right.state || (left.state === right.state && left.feed < right.feed) ? -1 : 1;

/** The environment that a job belongs to: the first whose account, Region and vault all fit. */
export const environmentOf = (
  config: Config,
  place: Pick<JobKey, "account" | "region"> & Partial<JobKey>,
  { vaultName }: Pick<JobFacts, "vaultName">,
): Environment | undefined =>
  config.environments.find(
    (environment) =>
      hasPlace(environment, place) &&
      // Messages without a vault (every SNS message until Describe answers) belong to the account.
      (vaultName === undefined || hasVault(environment, vaultName)),
  );

/**
 * The job with the team's word on its message, if one holds now. A COMPLETED with a message can be accepted and
 * nothing else; that VSS failed, only by an entry that names the reason.
 */
export const withAcceptance = <Weighed extends { readonly state: string; readonly facts: JobFacts }>(
  job: Weighed,
  key: JobKey,
  config: Config,
  now: Instant,
): Weighed => {
  const { state, facts } = job;
  const { message } = facts;
  if (config.accepted.length === 0 || message === undefined || state !== "COMPLETED") return job;
  if (severityOf(state, facts) !== "warning") return job;
  const reason = reasonOf(state, message);
  const environment = environmentOf(config, key, facts)?.name;
  const found = config.accepted.find(
    (each) =>
      now < each.endsAt &&
      (each.reason === undefined ? !isVss(reason) : each.reason === reason) &&
      (each.environment === undefined || each.environment === environment) &&
      (each.resourceType === undefined || plain(each.resourceType) === plain(facts.resourceType ?? "")) &&
      fits(plain(each.message), plain(message)),
  );
  if (found === undefined) return job;
  return { ...job, facts: { ...facts, accepted: { until: found.until, why: found.why } } };
};

/** AWS's texts drift in case, blanks and full stops. */
const plain = (text: string): string => oneLine(text).trim().replace(/\.$/, "").toLowerCase();

/** Words for a state that people use, and what they mean; AWS's own words are taken as they are. */
export const stateWords = ["failed", "warning", "running", "good"] as const;

/** Whether a word says a state at all: one of ours, or one of AWS's. */
export const isStateWord = (word: string): boolean =>
  stateWords.some((known) => known === word) || rankOf(word.toUpperCase()) !== undefined;

/** Whether a job is among those that were asked for; "failed" and its like are severities, EXPIRED a state. */
export const isMeant = (job: ListedJob, { state, resource, type }: JobsQuery): boolean => {
  const { facts } = job;
  const isState =
    state === undefined || severityOf(job.state, facts) === state || job.state.toLowerCase() === state;
  const isType = type === undefined || facts.resourceType?.toLowerCase() === type.toLowerCase();
  return isState && isType && (resource === undefined || isNamed(facts, resource.toLowerCase()));
};

const isNamed = ({ resourceName, resourceArn, createdResourceArn }: JobFacts, typed: string): boolean =>
  [resourceName, resourceArn, createdResourceArn].some(
    (name) => name?.toLowerCase().includes(typed) === true,
  );

export const newestFirst = (left: ListedJob, right: ListedJob): number =>
  (right.facts.createdAt ?? 0) - (left.facts.createdAt ?? 0) || (left.job.id < right.job.id ? -1 : 1);
