// Backups that never came: each is an incident of its own, or one with its neighbours when there are more than three at
// once. A good backup, or a resource that AWS Backup lists no more, ends it.
import type { Resource } from "../../../backup/resource.ts";
import type { Environment } from "../../../config/config.ts";
import { hasPlace } from "../../../config/environments.ts";
import { canonicalJson, digestOf } from "../../../core/ids.ts";
import { inTurns } from "../../../core/turns.ts";
import type { ClockWorld } from "../../../ports/feature.ts";
import { decideAlert, routeOf } from "../../alerts/decide.ts";
import { openAbsence } from "../../alerts/flow.ts";
import type { Absence, AbsenceEnd, Incident, Route } from "../../alerts/model.ts";
import { absenceEndKey, absenceKey, keepIncidentUntil } from "../../alerts/record.ts";
import { withAcceptance } from "../../jobs/decide.ts";
import { judge, learn, place as placeAbsence } from "../decide.ts";
import type { Group, Remembered, Rhythm, Seen, Verdict } from "../model.ts";
import { groupKey, keepWatchUntil, memoryKey, packed, remembered, shortNameOf } from "../record.ts";

/** Of one round; the rest has its turn at the next. */
const raisedMax = 2_500;
const atOnceMax = 16;

/** What one place's lists say of its resources. */
interface Assessed {
  readonly seen: Seen;
  readonly rhythms: Readonly<Record<string, Rhythm>>;
  readonly absent: Readonly<Record<string, string>>;
  readonly fresh: readonly Absence[];
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
  const learnt = learnAll(seen, known, world);
  const rhythms: Record<string, Rhythm> = {};
  const fresh: Absence[] = [];
  const over: { readonly incident: string; readonly end: AbsenceEnd }[] = [];
  const listed = new Set<string>();
  for (const resource of seen.resources.items) {
    const name = shortNameOf(resource.arn);
    const rhythm = learnt.get(name);
    const verdict = judge(resource, rhythm, world.config.requirements, seen.at);
    const incident = known.absent[name];
    listed.add(name);
    if (rhythm !== undefined) rhythms[name] = rhythm;
    if (incident === undefined && "allowedMs" in verdict) fresh.push(absenceOf(resource, seen, verdict));
    if (incident !== undefined && isOver(verdict)) {
      const goodAt = verdict.reason === "not-due" ? { goodAt: verdict.lastGoodAt } : {};
      over.push({ incident, end: { short: name, at: seen.at, ...goodAt } });
    }
  }
  // A list that was cut says nothing of what it does not show.
  for (const [name, incident] of Object.entries(known.absent)) {
    if (seen.resources.isCut || listed.has(name)) continue;
    over.push({ incident, end: { short: name, at: seen.at } });
  }
  return { seen, rhythms, absent: known.absent, fresh, over };
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

/** What was given up stays as it is: nothing good came. */
const isOver = ({ reason }: Verdict): boolean =>
  reason === "not-due" || reason === "no-cadence" || reason === "never-had-one";

const absenceOf = (
  { arn, name, type }: Resource,
  { place: { account, region } }: Seen,
  verdict: Extract<Verdict, { readonly allowedMs: number }>,
): Absence => ({
  account,
  region,
  arn,
  name,
  type,
  lastGoodAt: verdict.lastGoodAt,
  allowedMs: verdict.allowedMs,
  ...(verdict.reason === "overdue-by-requirement" ? { requirement: verdict.requirement } : {}),
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
  const route = routeTo(environment, first, world);
  const decision = decideAlert({ severity: "failed", alertsFrom: route.alertsFrom, hasCard: false });
  const stored = await world.store.get<Group>(groupKey(environment.name));
  const placing = placeAbsence(absences.length, stored?.body.at, world.now());
  const count = absences.length;
  world.log.info("watch.absent", { environment: environment.name, count, placing, ...decision });
  if (decision.act === "silent") return new Map();
  if (placing === "alone") {
    for (const absence of absences) {
      await write(nameOf([absence]), routeTo(environment, absence, world), environment, [absence], world);
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
  `absence/${digestOf(canonicalJson(absences.map(({ arn, lastGoodAt }) => [arn, lastGoodAt]).sort()))}`;

const routeTo = ({ name }: Environment, { account, region, type }: Absence, world: ClockWorld) => {
  const { config } = world;
  const only = { ...config, environments: config.environments.filter((each) => each.name === name) };
  return routeOf(only, { account, region, kind: "backup", id: "" }, { resourceType: type }, "failed");
};

const groupRoute = (environment: Environment, { config }: ClockWorld): Way =>
  config.routes.find(
    (each) =>
      (each.environment ?? environment.name) === environment.name &&
      (each.severity ?? "failed") === "failed" &&
      each.resourceType === undefined,
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
  { seen, rhythms, absent, over }: Assessed,
  raised: ReadonlyMap<string, string>,
  world: ClockWorld,
): Promise<void> => {
  const gone = new Set(over.map(({ end }) => end.short));
  const still = Object.entries(absent).filter(([name]) => !gone.has(name));
  const begun = seen.resources.items.flatMap(({ arn }) => {
    const incident = raised.get(arn);
    return incident === undefined ? [] : [[shortNameOf(arn), incident] as const];
  });
  const body = packed({ rhythms, absent: Object.fromEntries([...still, ...begun]) });
  if (body.packed === seen.memory?.body.packed) return;
  const key = memoryKey(seen.place);
  const version = (seen.memory?.version ?? 0) + 1;
  const item = { key, version, body, keepUntil: keepWatchUntil(world.now()) };
  await (seen.memory === undefined ? world.store.putIfAbsent(item) : world.store.put(item));
};
