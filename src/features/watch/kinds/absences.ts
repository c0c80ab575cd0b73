// Backups that never came: each is an incident of its own, or one with its neighbours when there are more than three at
// once. A good backup ends it, and so does a resource that AWS Backup lists no more and no tag asks backups for.
import type { Resource } from "../../../backup/resource.ts";
import type { Environment } from "../../../config/config.ts";
import { hasPlace } from "../../../config/environments.ts";
import { canonicalJson, digestOf } from "../../../core/ids.ts";
import { inTurns } from "../../../core/turns.ts";
import type { ClockWorld } from "../../../ports/feature.ts";
import type { Absence, AbsenceEnd, Incident } from "../../alerts/model.ts";
import { absenceEndKey, incidentKey, keepIncidentUntil } from "../../alerts/record.ts";
import { withAcceptance } from "../../jobs/decide.ts";
import { judge, judgeBare, learn, requirementsOf } from "../decide.ts";
import type { Assessed, BareVerdict, Remembered, Rhythm, Seen, Verdict } from "../model.ts";
import { shortNameOf } from "../record.ts";
import { bareOf, waitingIn } from "./bare.ts";
import { keepAfter, keepBefore, settled } from "./memory.ts";
import { planRaise, raise } from "./raising.ts";

/** Of one round; the rest has its turn at the next. */
const raisedMax = 2_500;
const atOnceMax = 16;

/**
 * What is about to be told is remembered before anything is written, as unsettled, and as settled when all is written:
 * whoever is cut off between the two asks the table at the next look, so that nothing is told twice or stays red.
 */
export const keepAbsences = async (
  looks: readonly Seen[],
  world: ClockWorld,
): Promise<{ readonly raised: number; readonly ended: number }> => {
  const known = await inTurns(looks, 1, (seen) => settled(seen, world));
  const assessed = looks.map((seen, index) => assess(seen, known[index] as Remembered, world));
  const plans = await inTurns(world.config.environments, 1, (environment) => {
    const inIt = assessed.filter(({ seen }) => environmentOf(seen, world)?.name === environment.name);
    const fresh = inIt.flatMap((each) => each.fresh);
    return planRaise(environment, fresh.slice(0, raisedMax), world);
  });
  const planned = plans.flat();
  const incidents = new Map(
    planned.flatMap(({ incident, absences }) => absences.map(({ arn }) => [arn, incident] as const)),
  );
  const kept = await inTurns(assessed, 1, (each) => keepBefore(each, incidents, world));
  // Where somebody was quicker, it is all his.
  const ours = kept.filter((each) => each !== undefined);
  const mine = new Set(ours.flatMap(({ each }) => each.fresh.map(({ arn }) => arn)));
  let raised = 0;
  for (const plan of planned) {
    const absences = plan.absences.filter(({ arn }) => mine.has(arn));
    await raise({ ...plan, absences }, world);
    raised += absences.length;
  }
  for (const { each } of ours) await endAll(each, world);
  for (const each of ours) await keepAfter(each, incidents, world);
  return { raised, ended: ours.reduce((sum, { each }) => sum + each.over.length, 0) };
};

const assess = (seen: Seen, known: Remembered, world: Pick<ClockWorld, "config">): Assessed => {
  const canTell = seen.tagged.isRead && !seen.tagged.isCut;
  const byTag = new Set(known.byTag);
  /** What tags have opened, nothing but tags can end: their silence does not. */
  const mayEnd = (name: string): boolean => canTell || !byTag.has(name);
  const learnt = learnAll(seen, known, world);
  const rhythms: Record<string, Rhythm> = {};
  const fresh: Absence[] = [];
  const over: { readonly incident: string; readonly end: AbsenceEnd }[] = [];
  const listed = new Set<string>();
  for (const resource of seen.resources.items) {
    const name = shortNameOf(resource.arn);
    const rhythm = learnt.get(name);
    const asked = requirementsOf(resource.arn, world.config.requirements, seen.tagged);
    const verdict = judge(resource, rhythm, asked, seen.at);
    const incident = known.absent[name];
    listed.add(name);
    if (rhythm !== undefined) rhythms[name] = rhythm;
    if (incident === undefined && "allowedMs" in verdict) fresh.push(absenceOf(resource, seen, verdict));
    if (incident !== undefined && isOver(verdict, asked.length > 0) && mayEnd(name)) {
      const goodAt = verdict.reason === "not-due" ? { goodAt: verdict.lastGoodAt } : {};
      over.push({ incident, end: { short: name, at: seen.at, ...goodAt } });
    }
  }
  const bare = bareOf(seen, known, listed);
  for (const [name, { resource, since }] of bare) {
    const asked = requirementsOf(resource.arn, world.config.requirements, seen.tagged);
    const verdict = judgeBare(since, asked, seen.at);
    const isTold = known.absent[name] !== undefined;
    if (verdict.reason === "never-backed-up" && !isTold) fresh.push(absenceOf(resource, seen, verdict));
  }
  // A list that was cut says nothing of what it does not show.
  for (const [name, incident] of Object.entries(known.absent)) {
    if (seen.resources.isCut || listed.has(name) || bare.has(name) || !mayEnd(name)) continue;
    over.push({ incident, end: { short: name, at: seen.at } });
  }
  return { seen, known, rhythms, fresh, over, bare: waitingIn(seen, known, bare) };
};

/** A message that the team accepted does not make a backup less good. */
const learnAll = (
  { jobs, at }: Seen,
  { rhythms }: Remembered,
  { config }: Pick<ClockWorld, "config">,
): ReadonlyMap<string, Rhythm> => {
  const learnt = new Map(Object.entries(rhythms));
  const backups = jobs
    .filter(({ job, facts }) => job.kind === "backup" && facts.resourceArn !== undefined)
    .map((job) => ({
      job: withAcceptance(job, job.job, config, at),
      endedAt: job.facts.completedAt ?? at,
    }))
    .sort((left, right) => left.endedAt - right.endedAt);
  for (const { job, endedAt } of backups) {
    const name = shortNameOf(job.facts.resourceArn ?? "");
    learnt.set(name, learn(learnt.get(name), job, endedAt));
  }
  return learnt;
};

/** What was given up stays as it is: nothing good came. Nor did it where all there is came with a warning. */
const isOver = ({ reason }: Verdict, isRequired: boolean): boolean =>
  reason === "not-due" || reason === "no-cadence" || (reason === "never-had-one" && !isRequired);

const absenceOf = (
  { arn, name, type }: Resource,
  { place: { account, region } }: Seen,
  verdict: Extract<Verdict | BareVerdict, { readonly allowedMs: number }>,
): Absence => ({
  account,
  region,
  arn,
  name,
  type,
  allowedMs: verdict.allowedMs,
  ...("requirement" in verdict ? { requirement: verdict.requirement } : {}),
  ...("bareSince" in verdict ? { bareSince: verdict.bareSince } : { lastGoodAt: verdict.lastGoodAt }),
});

const environmentOf = ({ place }: Seen, { config }: Pick<ClockWorld, "config">): Environment | undefined =>
  config.environments.find((environment) => hasPlace(environment, place));

const endAll = async ({ seen, over }: Assessed, world: ClockWorld): Promise<void> => {
  if (over.length === 0) return;
  const keepUntil = keepIncidentUntil(world.now());
  await inTurns(over, atOnceMax, ({ incident, end }) =>
    world.store.putIfAbsent<AbsenceEnd>({
      key: absenceEndKey(incident, end.short),
      version: 1,
      body: end,
      keepUntil,
    }),
  );
  const usual = environmentOf(seen, world)?.channel ?? world.config.fallback.channel;
  for (const incident of new Set(over.map((each) => each.incident))) {
    // Where its card stands: whoever draws there has the others drawn too.
    const channel = (await world.store.get<Incident>(incidentKey(incident)))?.body.channel ?? usual;
    const names = over.filter((each) => each.incident === incident).map(({ end }) => end.short);
    const once = `${incident}@over-${digestOf(canonicalJson([...names].sort()))}`;
    await world.posts.send({ note: "alerts.draw", incident, channel }, once);
    world.log.info("watch.over", { incident, count: names.length });
  }
};
