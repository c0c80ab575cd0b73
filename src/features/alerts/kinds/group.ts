// Rows of failures: the first failure of a resource opens a card, the same again threads under it, and the next good job
// turns it green with how long it was red. A row is a record of its own, so that whoever comes next finds it, whatever
// order things are told in.
import { type JobKey, type JobSeverity, severityOf } from "../../../backup/job.ts";
import { reasonOf } from "../../../backup/reason.ts";
import { Fault } from "../../../core/errors.ts";
import type { Instant } from "../../../core/time.ts";
import type { EventsWorld, PosterWorld } from "../../../ports/feature.ts";
import type { Card } from "../../../slack/card.ts";
import type { Stored } from "../../../store/record.ts";
import { jobOf } from "../../jobs/decide.ts";
import { readJob } from "../../jobs/flow.ts";
import type { Job } from "../../jobs/model.ts";
import { jobName } from "../../jobs/record.ts";
import { decidePlace, decideRecovery } from "../decide.ts";
import type { Incident, Member, Place, Row } from "../model.ts";
import { incidentKey, incidentOfJob, keepIncidentUntil, memberOfStorm, rowKey, rowsOf } from "../record.ts";
import { recoveredCard } from "./group-card.ts";
import { endMember } from "./storm.ts";

/** Each lost race is somebody else's news of the same resource. */
const triesMax = 16;

/** Rows of one resource: plans times causes. More are not looked at. */
const rowsMax = 50;

/** Runs that are counted on a card; more are "200+". */
const runsMax = 200;

type Write = Pick<EventsWorld, "store" | "now">;

/** Where a failure belongs. Its row is written before its incident: cut off between the two, it is found to be its own. */
export const placeFailure = async (
  job: Job,
  channel: string,
  world: Write,
): Promise<Place & { readonly incident: string }> => {
  const own = incidentOfJob(job.key);
  const { resourceArn, windowsVss, message } = job.facts;
  const first = { act: "post", reason: "first-sign", incident: own } as const;
  if (resourceArn === undefined) return first;
  const member = memberOfStorm(job.key, resourceArn);
  const plan = planOf(job);
  const createdAt = job.facts.createdAt ?? job.at;
  const key = rowKey(rowsOf(job.key, resourceArn), plan, reasonOf(job.state, message));
  const isUnderFailedBackup =
    job.key.kind === "copy" && (await areBackupsFailing(job, resourceArn, plan, world));
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = await world.store.get<Row>(key);
    const row = stored?.body;
    const place = decidePlace({ row, own, member, createdAt, isUnderFailedBackup });
    if (place.act === "silent") return { ...place, incident: own };
    if (row !== undefined && place.act !== "post") {
      const latest = Math.max(row.latest, createdAt) as Instant;
      if (latest === row.latest || (await keepRow(key, stored, { ...row, latest }, world)))
        return { ...place, incident: row.incident };
      continue;
    }
    if (row?.incident === own) return first;
    const wantsVss = windowsVss === true;
    const opened: Row = {
      incident: own,
      channel,
      plan,
      wantsVss,
      since: createdAt,
      latest: createdAt,
      ...(leftNothing(job) ? { isWithoutPoint: true } : {}),
    };
    if (await keepRow(key, stored, opened, world)) return first;
  }
  throw new Fault("store-contended", `too many writers of ${key.partition}`, { retryable: true });
};

const planOf = ({ facts }: Job): string => facts.planId ?? "on-demand";

/** A warning is told of a recovery point, and part of one can be copied too. */
const leftNothing = ({ state, facts }: Job): boolean =>
  state !== "PARTIAL" && state !== "COMPLETED" && severityOf(state, facts) === "failed";

const areBackupsFailing = async (
  job: Job,
  resourceArn: string,
  plan: string,
  world: Write,
): Promise<boolean> => {
  const rows = await world.store.list<Row>(rowsOf({ ...job.key, kind: "backup" }, resourceArn), "", rowsMax);
  return rows.some(
    ({ body }) =>
      body.isWithoutPoint === true &&
      body.endedBy === undefined &&
      (body.plan === plan || plan === "on-demand"),
  );
};

const keepRow = (
  key: Stored<Row>["key"],
  stored: Stored<Row> | undefined,
  body: Row,
  world: Write,
): Promise<boolean> => {
  const keepUntil = keepIncidentUntil(world.now());
  return stored === undefined
    ? world.store.putIfAbsent({ key, version: 1, body, keepUntil })
    : world.store.put({ key, version: stored.version + 1, body, keepUntil });
};

/** Joins a row's incident: the newest of its jobs is what the card shows. */
export const joinRow = async (id: string, job: Job, world: Write): Promise<Incident | undefined> => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = await world.store.get<Incident>(incidentKey(id));
    if (stored === undefined) return undefined;
    const shown = await newestJob(stored.body, job, world);
    if (shown === undefined) return stored.body;
    const body: Incident = { ...stored.body, subject: { type: "job", job: shown } };
    if (await putIncident(stored, body, world)) return body;
  }
  throw new Fault("store-contended", `too many writers of ${id}`, { retryable: true });
};

/** The job, when it is newer than the one that the card shows. */
const newestJob = async ({ subject }: Incident, job: Job, world: Write): Promise<JobKey | undefined> => {
  if (subject.type !== "job" || jobName(subject.job) === jobName(job.key)) return undefined;
  const record = await readJob(subject.job, world);
  const shown = record === undefined ? undefined : jobOf(record.body);
  const startOf = (each: Job) => each.facts.createdAt ?? each.at;
  return shown === undefined || startOf(job) > startOf(shown) ? job.key : undefined;
};

/** What a good job has ended: its card is to be drawn. */
export interface Ended {
  readonly incident: string;
  readonly channel: string;
  readonly isStorm: boolean;
}

/** Ends the rows that a good job ends. */
export const recover = async (job: Job, severity: JobSeverity, world: Write): Promise<readonly Ended[]> => {
  const { resourceArn, createdAt, windowsVss } = job.facts;
  if (severity !== "good" || resourceArn === undefined) return [];
  const good = { createdAt: createdAt ?? job.at, hasVss: windowsVss === true };
  const ended: Ended[] = [];
  for (const stored of await world.store.list<Row>(rowsOf(job.key, resourceArn), "", rowsMax)) {
    if (decideRecovery(stored.body, good) !== "good-again") continue;
    const isEnded = stored.body.endedBy !== undefined;
    // When a failure came in between, the row is looked at again as it is then.
    if (!isEnded && !(await keepRow(stored.key, stored, { ...stored.body, endedBy: good.createdAt }, world)))
      throw new Fault("store-contended", `a row of ${stored.key.partition} moved on`, { retryable: true });
    const { incident, channel, member } = stored.body;
    const storm = member === undefined ? undefined : { id: incident, member };
    const within = storm ?? (await turnGreen(incident, job.key, resourceArn, world));
    if (within !== undefined) await endMember(within.id, within.member, good.createdAt, world);
    if (storm === undefined) ended.push({ incident, channel, isStorm: false });
    if (within !== undefined) ended.push({ incident: within.id, channel, isStorm: true });
  }
  return ended;
};

/** Answers with the storm that counts the incident, when one does. */
const turnGreen = async (
  id: string,
  recovered: JobKey,
  resourceArn: string,
  world: Write,
): Promise<{ readonly id: string; readonly member: string } | undefined> => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = await world.store.get<Incident>(incidentKey(id));
    if (stored === undefined) return undefined;
    const { within, subject } = stored.body;
    const { snoozed: _, ...rest } = stored.body;
    if (stored.body.recovered === undefined && !(await putIncident(stored, { ...rest, recovered }, world)))
      continue;
    return within === undefined || subject.type !== "job"
      ? undefined
      : { id: within, member: memberOfStorm(subject.job, resourceArn) };
  }
  throw new Fault("store-contended", `too many writers of ${id}`, { retryable: true });
};

const putIncident = ({ key, version }: Stored<Incident>, body: Incident, world: Write): Promise<boolean> =>
  world.store.put({ key, version: version + 1, body, keepUntil: keepIncidentUntil(world.now()) });

/** How many jobs are in an incident, counted and never kept; one that is no row has one. */
export const runsOf = async (
  { id, since }: Incident,
  { store }: Pick<PosterWorld, "store">,
): Promise<number> => {
  if (since === undefined) return 1;
  const members = await store.list<Member>(`incident#${id}`, "member#", runsMax);
  return new Set(members.map(({ body }) => jobName(body.job))).size;
};

/** The card of a row that a good job has ended. */
export const recoveredCardOf = async (
  incident: Incident,
  recovered: JobKey,
  world: PosterWorld,
): Promise<Card> => {
  const record = await readJob(recovered, world);
  if (record === undefined) throw new Error(`an incident that a job without a record ended: ${incident.id}`);
  return recoveredCard(jobOf(record.body), incident, world.config, await runsOf(incident, world));
};
