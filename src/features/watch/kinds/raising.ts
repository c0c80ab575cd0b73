// An absence becomes an incident in two steps: first its id is planned, so that it can be remembered; then it is written,
// and a note to draw it is sent.
import type { Environment } from "../../../config/config.ts";
import { canonicalJson, digestOf } from "../../../core/ids.ts";
import { inTurns } from "../../../core/turns.ts";
import type { ClockWorld } from "../../../ports/feature.ts";
import { namedTags } from "../../../ports/tags.ts";
import type { Tags } from "../../../ports/world.ts";
import type { Stored } from "../../../store/record.ts";
import { decideAlert, routeOf, tagsAsked } from "../../alerts/decide.ts";
import { openAbsence } from "../../alerts/flow.ts";
import type { Absence, Incident, Route } from "../../alerts/model.ts";
import { absenceKey, keepIncidentUntil } from "../../alerts/record.ts";
import { place as placeAbsence } from "../decide.ts";
import type { Group, Placing } from "../model.ts";
import { groupKey, keepWatchUntil, shortNameOf } from "../record.ts";

const atOnceMax = 16;

/** One incident that is about to begin, or to grow. */
export interface Plan {
  readonly environment: Environment;
  readonly placing: Placing;
  readonly incident: string;
  readonly absences: readonly Absence[];
  /** The group that the environment's absences joined last. */
  readonly group: Stored<Group> | undefined;
}

/** Which absences go into which incident. Nothing is written. */
export const planRaise = async (
  environment: Environment,
  absences: readonly Absence[],
  world: ClockWorld,
): Promise<readonly Plan[]> => {
  const [first] = absences;
  if (first === undefined) return [];
  const route = routeTo(environment, first, {}, world);
  const decision = decideAlert({ severity: "failed", alertsFrom: route.alertsFrom, hasCard: false });
  const group = await world.store.get<Group>(groupKey(environment.name));
  const placing = placeAbsence(absences.length, group?.body.at, world.now());
  const count = absences.length;
  world.log.info("watch.absent", { environment: environment.name, count, placing, ...decision });
  if (decision.act === "silent") return [];
  const base = { environment, placing, group };
  if (placing === "alone")
    return absences.map((absence) => ({ ...base, incident: nameOf([absence]), absences: [absence] }));
  const open = placing === "group-open" ? group?.body.incident : undefined;
  return [{ ...base, incident: open ?? nameOf(absences), absences }];
};

/** Writes what was planned, then the note to draw it. */
export const raise = async (plan: Plan, world: ClockWorld): Promise<void> => {
  const { environment, placing, incident, absences, group } = plan;
  const [first] = absences;
  if (first === undefined) return;
  const way =
    placing === "alone"
      ? routeTo(environment, first, await tagsFor(environment, first, world), world)
      : groupRoute(environment, world);
  await write(plan, way, world);
  if (placing !== "group") return;
  const body: Group = { incident, at: world.now() };
  const key = groupKey(environment.name);
  const item = { key, version: (group?.version ?? 0) + 1, body, keepUntil: keepWatchUntil(body.at) };
  await (group === undefined ? world.store.putIfAbsent(item) : world.store.put(item));
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
  { incident: id, environment, absences }: Plan,
  way: Way,
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
