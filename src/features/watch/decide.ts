// The rules of watching: which jobs are compared with what was heard, and when a resource has gone too long without a
// good backup. Each answer has its reason's name.
import { isEnd, severityOf } from "../../backup/job.ts";
import type { Resource } from "../../backup/resource.ts";
import type { Requirement } from "../../config/config.ts";
import { dayMs, hourMs, type Instant, instant, minuteMs } from "../../core/time.ts";
import type { ListedJob } from "../../ports/world.ts";
import { isEndHeard } from "../jobs/decide.ts";
import type { JobRecord } from "../jobs/model.ts";
import type {
  BareVerdict,
  Look,
  OpenJob,
  Placing,
  Reading,
  Remembered,
  Rhythm,
  Sifted,
  Tagged,
  Verdict,
} from "./model.ts";

export const everyMs = 15 * minuteMs;

/** AWS sends events "every 5 minutes": https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html */
export const patienceMs = 20 * minuteMs;

/** So long may a place keep silent before somebody is told: four looks. */
const silenceMs = hourMs;

/** Jobs that run longer are asked for one by one. */
export const windowMs = 2 * dayMs;

/** AWS lists the jobs of thirty days. */
const listedMs = 30 * dayMs;

/** A job may appear in the list a while after it was created. */
const overlapMs = hourMs;

export const isDue = (look: Look | undefined, now: Instant): boolean =>
  look === undefined || now - look.triedAt >= everyMs;

/** Whether what happens in a place has been out of sight for too long. */
export const isBlind = (look: Pick<Look, "lookedAt"> | undefined, now: Instant): boolean =>
  look !== undefined && now - look.lookedAt >= silenceMs;

/** Since when nobody could tell who carries the tags of requirements: the last time that AWS did. */
export const taggedAt = (look: Look | undefined, now: Instant): Instant =>
  look?.taggedAt ?? look?.lookedAt ?? now;

/** From when on jobs are listed by their creation: as far back as something is still to be seen, and no further. */
export const createdAfter = (look: Look | undefined, now: Instant): Instant => {
  if (look === undefined) return instant(now - windowMs);
  const open = Math.max(look.from, now - windowMs);
  return instant(Math.max(now - listedMs, Math.min(look.lookedAt - overlapMs, open)));
};

const nameOf = ({ kind, id }: Pick<OpenJob, "kind" | "id">): string => `${kind}/${id.toLowerCase()}`;

/** The jobs of the last look that a list of the window does not show any more; AWS forgets them after a month. */
export const beyondWindow = (look: Look | undefined, after: Instant, now: Instant): readonly OpenJob[] =>
  (look?.open ?? []).filter(({ createdAt }) => createdAt <= after && createdAt > now - listedMs);

/** What is compared now, and what is looked at again next time. */
export const sift = (jobs: readonly ListedJob[], look: Look | undefined, now: Instant): Sifted => {
  const known = new Map((look?.open ?? []).map((open) => [nameOf(open), open]));
  const due: { readonly job: ListedJob; readonly endedAt: Instant }[] = [];
  const open: OpenJob[] = [];
  for (const job of jobs) {
    const before = known.get(nameOf(job.job));
    const endedAt = job.facts.completedAt ?? before?.endedAt ?? now;
    const reading = readingOf(job, { endedAt, wasOpen: before !== undefined }, look, now);
    if (reading === "due") due.push({ job, endedAt });
    else if (reading !== "compared") open.push(openOf(job, reading, endedAt, now));
  }
  return { due: due.sort((left, right) => left.endedAt - right.endedAt), open };
};

/** What ended before the first look, nobody was there to hear. */
export const readingOf = (
  job: Pick<ListedJob, "state">,
  { endedAt, wasOpen }: { readonly endedAt: Instant; readonly wasOpen: boolean },
  look: Look | undefined,
  now: Instant,
): Reading => {
  if (!isEnd(job.state)) return "running";
  if (look === undefined || (endedAt <= look.through && !wasOpen)) return "compared";
  return now - endedAt < patienceMs ? "too-young" : "due";
};

const openOf = (job: ListedJob, reading: Reading, endedAt: Instant, now: Instant): OpenJob => ({
  kind: job.job.kind,
  id: job.facts.writtenId ?? job.job.id,
  createdAt: job.facts.createdAt ?? now,
  ...(reading === "too-young" ? { endedAt } : {}),
});

/** AWS says that it ended and nobody told us. */
export const isMissed = (record: JobRecord | undefined): boolean =>
  record === undefined || !isEndHeard(record);

/** More open jobs than a record holds; the oldest are kept, for a list shows the others again. */
const openMax = 3_000;

/** The look after this one: what was put off holds the mark back, so that it is compared again. */
export const nextLook = (
  before: Look | undefined,
  { open }: Pick<Sifted, "open">,
  putOff: Sifted["due"],
  now: Instant,
): Look => {
  const reached = before === undefined ? now : Math.max(before.through, now - patienceMs);
  const held = putOff.reduce((least, { endedAt }) => Math.min(least, endedAt - 1), reached);
  const created = [
    ...open.map(({ createdAt }) => createdAt),
    ...putOff.map(({ job }) => job.facts.createdAt ?? now),
  ];
  return {
    through: instant(held),
    lookedAt: now,
    triedAt: now,
    from: instant(created.reduce<number>((least, at) => Math.min(least, at), now)),
    open: [...open].sort((left, right) => left.createdAt - right.createdAt).slice(0, openMax),
  };
};

/** Gaps that are remembered; the median of so many follows a changed plan within some days. */
const gapsMax = 5;

/** What is known of a resource's backups after one more ended job of it. Told twice, or late, it changes nothing. */
export const learn = (rhythm: Rhythm | undefined, job: ListedJob, endedAt: Instant): Rhythm => {
  const known = rhythm ?? { gapsMs: [] };
  const severity = severityOf(job.state, job.facts);
  if (severity === "warning")
    return endedAt > (known.warnedAt ?? 0) ? { ...known, warnedAt: endedAt } : known;
  if (severity !== "good" || endedAt <= (known.goodAt ?? 0)) return known;
  const gaps = known.goodAt === undefined ? [] : [endedAt - known.goodAt];
  return { ...known, goodAt: endedAt, gapsMs: [...known.gapsMs, ...gaps].slice(-gapsMax) };
};

/** Two gaps are three backups: fewer are no rhythm. */
const gapsMin = 2;
const cadenceFactor = 1.5;
/** A nightly backup does not end at the same minute every night. */
const cadenceLeastMs = 26 * hourMs;
/** What nobody has backed up for so long was given up before anybody watched: most often it was deleted. */
const givenUpMs = 30 * dayMs;

/** What a resource must promise: requirements without tags mean whatever AWS Backup protects. */
export const requirementsOf = (
  arn: string,
  requirements: readonly Requirement[],
  { arns }: Pick<Tagged, "arns">,
): readonly Requirement[] =>
  requirements.filter((each) => !isByTag(each) || arns.get(each)?.has(arn) === true);

export const isByTag = ({ tags }: Requirement): boolean => Object.keys(tags).length > 0;

/**
 * Whether a resource that its tags put under requirements has been without any backup for longer than the strictest
 * allows. It counts from when it was first seen so: nobody knows when it was made, or tagged.
 */
export const judgeBare = (
  bareSince: Instant,
  requirements: readonly Requirement[],
  now: Instant,
): BareVerdict => {
  const requirement = strictestOf(requirements.filter(isByTag));
  if (requirement === undefined) return { reason: "not-due-yet" };
  const allowedMs = withSlack(requirement.everyHours * hourMs);
  return now - bareSince <= allowedMs
    ? { reason: "not-due-yet" }
    : { reason: "never-backed-up", bareSince, allowedMs, requirement: requirement.name };
};

/** Whether a resource's last good backup is older than a requirement or, where none asks, its own rhythm allows. */
export const judge = (
  resource: Pick<Resource, "lastBackupAt">,
  rhythm: Rhythm | undefined,
  /** Those that it is under. */
  requirements: readonly Requirement[],
  now: Instant,
): Verdict => {
  const lastGoodAt = lastGoodOf(resource, rhythm);
  if (lastGoodAt === undefined) return { reason: "never-had-one" };
  const ageMs = now - lastGoodAt;
  const requirement = strictestOf(requirements);
  const allowedMs =
    requirement === undefined ? allowedByCadence(rhythm) : withSlack(requirement.everyHours * hourMs);
  if (allowedMs === undefined) return { reason: "no-cadence", lastGoodAt };
  if (ageMs <= allowedMs) return { reason: "not-due", lastGoodAt };
  if (ageMs > Math.max(givenUpMs, 3 * allowedMs)) return { reason: "given-up", lastGoodAt };
  return requirement === undefined
    ? { reason: "overdue-by-cadence", lastGoodAt, allowedMs }
    : { reason: "overdue-by-requirement", lastGoodAt, allowedMs, requirement: requirement.name };
};

/** AWS's time of the last backup, unless that one came with a warning. */
const lastGoodOf = (
  { lastBackupAt }: Pick<Resource, "lastBackupAt">,
  rhythm: Rhythm | undefined,
): Instant | undefined => {
  const { goodAt, warnedAt } = rhythm ?? {};
  const isWarned = warnedAt !== undefined && (lastBackupAt ?? 0) <= warnedAt;
  const latest = Math.max(goodAt ?? 0, isWarned ? 0 : (lastBackupAt ?? 0));
  return latest === 0 ? undefined : instant(latest);
};

const strictestOf = (requirements: readonly Requirement[]): Requirement | undefined =>
  requirements.reduce<Requirement | undefined>(
    (least, each) => (least === undefined || each.everyHours < least.everyHours ? each : least),
    undefined,
  );

/** A twelfth more, at least half an hour: every day is 26 hours, for a backup takes its time. */
const withSlack = (everyMs: number): number => everyMs + Math.max(30 * minuteMs, everyMs / 12);

const allowedByCadence = (rhythm: Rhythm | undefined): number | undefined => {
  const gaps = [...(rhythm?.gapsMs ?? [])].sort((left, right) => left - right);
  if (gaps.length < gapsMin) return undefined;
  const middle = gaps[Math.floor(gaps.length / 2)] ?? 0;
  return Math.max(cadenceLeastMs, middle * cadenceFactor);
};

/** More than this at once have one cause. */
const aloneMax = 3;
/** Whoever looks at a card of the last two hours looks at it anyway; later a new one is due. */
const groupOpenMs = 2 * hourMs;

export const place = (count: number, groupAt: Instant | undefined, now: Instant): Placing => {
  if (groupAt !== undefined && now - groupAt < groupOpenMs) return "group-open";
  return count > aloneMax ? "group" : "alone";
};

/** What is remembered when the table was asked for what was cut off: what is not open in it was never told, or is over. */
export const settle = (known: Remembered, open: ReadonlySet<string>): Remembered => {
  const told = Object.entries(known.unsettled).filter(([name]) => open.has(name));
  const absent = { ...known.absent, ...Object.fromEntries(told) };
  return { ...known, absent, unsettled: {}, byTag: known.byTag.filter((name) => name in absent) };
};
