// Backups that never came: each is an incident of its own, or one with its neighbours when there are more than three at
// once. A good backup ends it, and so does a resource that AWS Backup lists no more and no tag asks backups for.
import type { Resource } from "../../../backup/resource.ts";
import type { Environment } from "../../../config/config.ts";
import { hasPlace } from "../../../config/environments.ts";
import { canonicalJson, digestOf } from "../../../core/ids.ts";
import type { Instant } from "../../../core/time.ts";
import { inTurns } from "../../../core/turns.ts";
import type { ClockWorld } from "../../../ports/feature.ts";
import { namedTags } from "../../../ports/tags.ts";
import type { Tags } from "../../../ports/world.ts";
import { decideAlert, routeOf, tagsAsked } from "../../alerts/decide.ts";
import { openAbsence } from "../../alerts/flow.ts";
import type { Absence, AbsenceEnd, Incident, Route } from "../../alerts/model.ts";
import { absenceEndKey, absenceKey, keepIncidentUntil } from "../../alerts/record.ts";
import { withAcceptance } from "../../jobs/decide.ts";
import { isByTag, judge, judgeBare, learn, place as placeAbsence, requirementsOf } from "../decide.ts";
import type { BareVerdict, Group, Remembered, Rhythm, Seen, Verdict } from "../model.ts";
import { groupKey, keepWatchUntil, memoryKey, packed, remembered, shortNameOf } from "../record.ts";
import { bareOf, waitingIn } from "./bare.ts";

/** Of one round; the rest has its turn at the next. */
const raisedMax = 2_500;
const atOnceMax = 16;

/** What one place's lists say of its resources. */
interface Assessed {
  readonly seen: Seen;
  readonly known: Remembered;
  readonly rhythms: Readonly<Record<string, Rhythm>>;
  readonly fresh: readonly Absence[];
  /** Since when each resource that AWS Backup does not list was seen so. */
  readonly bare: Readonly<Record<string, Instant>>;
  readonly over: readonly { readonly incident: string; readonly end: AbsenceEnd }[];
}

export const keepAbsences = async (
  looks: readonly Seen[],
  world: ClockWorld,
): Promise<{ readonly raised: number; readonly ended: number }> => {
  const assessed = looks.map((seen) => assess(seen, world));
  const raised = new Map<string, string>();
  for (const environment of world.config.environments) {
    const fresh = assessed
      .filter(({ seen }) => environmentOf(seen, world)?.name === environment.name)
      .flatMap((each) => each.fresh);
    for (const [arn, incident] of await raise(environment, fresh.slice(0, raisedMax), world))
      raised.set(arn, incident);
  }
  for (const each of assessed) {
    await endAll(each, world);
    await keep(each, raised, world);
  }
  return { raised: raised.size, ended: assessed.reduce((sum, { over }) => sum + over.length, 0) };
};

const assess = (seen: Seen, world: Pick<ClockWorld, "config">): Assessed => {
  const known = remembered(seen.memory?.body);
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

/** Writes the incidents, then the notes to draw them; answers with the incident of each resource by its ARN. */
const raise = async (
  environment: Environment,
  absences: readonly Absence[],
  world: ClockWorld,
): Promise<ReadonlyMap<string, string>> => {
  const [first] = absences;
  if (first === undefined) return new Map();
  const route = routeTo(environment, first, {}, world);
  const decision = decideAlert({ severity: "failed", alertsFrom: route.alertsFrom, hasCard: false });
  const stored = await world.store.get<Group>(groupKey(environment.name));
  const placing = placeAbsence(absences.length, stored?.body.at, world.now());
  const count = absences.length;
  world.log.info("watch.absent", { environment: environment.name, count, placing, ...decision });
  if (decision.act === "silent") return new Map();
  if (placing === "alone") {
    for (const absence of absences) {
      const route = routeTo(environment, absence, await tagsFor(environment, absence, world), world);
      await write(nameOf([absence]), route, environment, [absence], world);
    }
    return new Map(absences.map((absence) => [absence.arn, nameOf([absence])]));
  }
  const open = placing === "group-open" ? stored?.body.incident : undefined;
  const id = open ?? nameOf(absences);
  await write(id, groupRoute(environment, world), environment, absences, world);
  if (open === undefined) {
    const body: Group = { incident: id, at: world.now() };
    const key = groupKey(environment.name);
    const item = { key, version: (stored?.version ?? 0) + 1, body, keepUntil: keepWatchUntil(body.at) };
    await (stored === undefined ? world.store.putIfAbsent(item) : world.store.put(item));
  }
  return new Map(absences.map(({ arn }) => [arn, id]));
};

/** The same absences are the same incident, whoever finds them and however often. */
const nameOf = (absences: readonly Absence[]): string =>
  `absence/${digestOf(canonicalJson(absences.map(whichOf).sort()))}`;

const whichOf = (absence: Absence): readonly unknown[] =>
  "bareSince" in absence ? [absence.arn, "never", absence.bareSince] : [absence.arn, absence.lastGoodAt];

/** The tags by which a route may fit, where one names any. */
const tagsFor = async (environment: Environment, absence: Absence, world: ClockWorld): Promise<Tags> => {
  const facts = { resourceType: absence.type };
  const names = tagsAsked(onlyIn(environment, world), absence, facts, "failed");
  return names.length === 0 ? {} : namedTags(absence, absence.arn, names, world);
};

const routeTo = (
  environment: Environment,
  { account, region, type }: Absence,
  tags: Tags,
  world: ClockWorld,
) => routeOf(onlyIn(environment, world), { account, region }, { resourceType: type, tags }, "failed");

const onlyIn = ({ name }: Environment, { config }: Pick<ClockWorld, "config">) => ({
  ...config,
  environments: config.environments.filter((each) => each.name === name),
});

const groupRoute = (environment: Environment, { config }: ClockWorld): Way =>
  config.routes.find(
    (each) =>
      (each.environment ?? environment.name) === environment.name &&
      (each.severity ?? "failed") === "failed" &&
      each.resourceType === undefined &&
      Object.keys(each.tags ?? {}).length === 0,
  ) ?? environment;

/** Where it goes: a channel, or several. */
type Way = Pick<Route, "channel" | "alsoIn">;

const write = async (
  id: string,
  way: Way,
  environment: Environment,
  absences: readonly Absence[],
  world: ClockWorld,
): Promise<void> => {
  const keepUntil = keepIncidentUntil(world.now());
  await inTurns(absences, atOnceMax, (body) =>
    world.store.putIfAbsent<Absence>({
      key: absenceKey(id, shortNameOf(body.arn)),
      version: 1,
      body,
      keepUntil,
    }),
  );
  const { channel } = way;
  const begins: Incident = { id, subject: { type: "absence" }, environment: environment.name, channel };
  await openAbsence(begins, way, world);
  await world.posts.send({ note: "alerts.draw", incident: id, channel }, `${id}@${nameOf(absences)}`);
};

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
  const channel = environmentOf(seen, world)?.channel ?? world.config.fallback.channel;
  for (const incident of new Set(over.map((each) => each.incident))) {
    const names = over.filter((each) => each.incident === incident).map(({ end }) => end.short);
    const once = `${incident}@over-${digestOf(canonicalJson([...names].sort()))}`;
    await world.posts.send({ note: "alerts.draw", incident, channel }, once);
    world.log.info("watch.over", { incident, count: names.length });
  }
};

/** Written last: whoever is cut off before finds the same again. */
const keep = async (
  { seen, known, rhythms, over, fresh, bare }: Assessed,
  raised: ReadonlyMap<string, string>,
  world: ClockWorld,
): Promise<void> => {
  const gone = new Set(over.map(({ end }) => end.short));
  const still = Object.entries(known.absent).filter(([name]) => !gone.has(name));
  const begun = fresh.flatMap((absence) => {
    const incident = raised.get(absence.arn);
    return incident === undefined ? [] : [{ name: shortNameOf(absence.arn), incident, absence }];
  });
  const tagging = new Set(world.config.requirements.filter(isByTag).map(({ name }) => name));
  const absent = Object.fromEntries([
    ...still,
    ...begun.map(({ name, incident }) => [name, incident] as const),
  ]);
  const opened = begun.filter(({ absence }) => tagging.has(absence.requirement ?? ""));
  const byTag = [...known.byTag, ...opened.map(({ name }) => name)].filter((name) => name in absent);
  // What was told of waits no more.
  const waiting = Object.entries(bare).filter(([name]) => absent[name] === undefined);
  const body = packed({ rhythms, absent, byTag, bare: Object.fromEntries(waiting) });
  if (body.packed === seen.memory?.body.packed) return;
  const key = memoryKey(seen.place);
  const version = (seen.memory?.version ?? 0) + 1;
  const item = { key, version, body, keepUntil: keepWatchUntil(world.now()) };
  await (seen.memory === undefined ? world.store.putIfAbsent(item) : world.store.put(item));
};
