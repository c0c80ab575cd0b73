// The inventory: built every quarter of an hour by the clock, asked by name; recovery points and vaults from AWS.
import type { RecoveryPoint } from "../../backup/recovery-point.ts";
import type { Environment } from "../../config/config.ts";
import { hasPlace, hasVault } from "../../config/environments.ts";
import { Fault } from "../../core/errors.ts";
import { dayMs, type Instant, instant, minuteMs } from "../../core/time.ts";
import { answersFor } from "../../i18n/answers.ts";
import type { Asker } from "../../ports/door.ts";
import type { Answer, Answerer, AnswerWorld, ClockWorld } from "../../ports/feature.ts";
import { allPlacesOf, gather, placesOf } from "../../ports/places.ts";
import { chosenFrom, refusal } from "../../ports/refusals.ts";
import type { ListedJob, Place } from "../../ports/world.ts";
import type { CommandLine } from "../../slack/command-line.ts";
import type { ViewState } from "../../slack/request.ts";
import { readInventory } from "./ack.ts";
import { matching, named } from "./decide.ts";
import { type Held, type Inventory, type InventoryHead, type InventoryPart, inventoryIds } from "./model.ts";
import { inventoryKey, keepInventoryUntil, partKey, partsOf } from "./record.ts";
import {
  choiceMessage,
  type PointsPage,
  pointsForm,
  pointsMessage,
  pointsPageOf,
  vaultsMessage,
} from "./views.ts";

/** Resources of one account in one Region; more than AWS Backup's own quotas let most accounts have. */
const resourcesMax = 50_000;

const everyMs = 15 * minuteMs;

/** The clock's part: builds what is older than a quarter of an hour. Doing it twice only writes the same again. */
/** The worker builds it anew when a name is in no list; the clock when it has grown old. */
type KeepWorld = Pick<ClockWorld, "config" | "log" | "store" | "catalog" | "region" | "now">;

export const keepInventory = async (world: KeepWorld): Promise<string> => {
  const built = await Promise.allSettled(
    world.config.environments.map(async (environment) => {
      const head = await world.store.get<InventoryHead>(inventoryKey(environment.name));
      if (head !== undefined && world.now() - head.body.builtAt < everyMs) return false;
      await buildInventory(environment, world);
      return true;
    }),
  );
  // An environment that does not answer keeps no other from its list, and is told when all have had their turn.
  const failed = built.find((each) => each.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  const isBuilt = built.some((each) => each.status === "fulfilled" && each.value);
  return isBuilt ? "inventory-built" : "inventory-young";
};

/** What a place does not say is kept as it was known, so that a fault never empties a list. */
const buildInventory = async (
  environment: Environment,
  world: Pick<ClockWorld, "store" | "catalog" | "log" | "region" | "now">,
): Promise<Inventory> => {
  const { name } = environment;
  const { found, silent } = await gather(placesOf(environment, world.region), async (place) => ({
    ...(await world.catalog.resources(place, resourcesMax)),
    place,
  }));
  const known = silent.length === 0 ? undefined : await readInventory(name, world.store);
  const kept = (known?.resources ?? []).filter(({ account, region }) =>
    silent.some(({ place }) => place.account === account && place.region === region),
  );
  const fresh = found.flatMap(({ thing: { items, place } }) =>
    items.map((resource): Held => ({ ...resource, ...place })),
  );
  const resources = [...fresh, ...kept].filter((held) => hasPlace(environment, held));
  const builtAt = world.now();
  const parts = partsOf(resources);
  for (const [part, body] of parts) await overwrite(partKey(name, part), body, world);
  const head: InventoryHead = {
    builtAt,
    parts: [...parts.keys()],
    count: resources.length,
    silent: silent.map(({ place }) => `${place.account}/${place.region}`),
  };
  await overwrite(inventoryKey(name), head, world);
  world.log.info("inventory.built", { environment: name, count: resources.length, silent: head.silent });
  return { environment: name, builtAt, resources };
};

/** The last one to look writes; somebody who was quicker wrote something as young. */
const overwrite = async (
  key: ReturnType<typeof inventoryKey>,
  body: InventoryHead | InventoryPart,
  world: Pick<ClockWorld, "store" | "now">,
): Promise<void> => {
  const before = await world.store.get(key);
  const item = { key, version: (before?.version ?? 0) + 1, body, keepUntil: keepInventoryUntil(world.now()) };
  await (before === undefined ? world.store.putIfAbsent(item) : world.store.put(item));
};

/**
 * The lists of some environments, and what is called so in them. When nothing is, and a list is not of this minute,
 * it is built anew once: what was backed up for the first time just now is asked for just now.
 */
export const lookFor = async (typed: string, environments: readonly Environment[], world: AnswerWorld) => {
  const lists = (how: "kept" | "fresh"): Promise<readonly Inventory[]> =>
    Promise.all(
      environments.map(async (environment) => {
        const kept = await readInventory(environment.name, world.store);
        const isGood = kept !== undefined && (how === "kept" || world.now() - kept.builtAt < minuteMs);
        if (isGood) return kept;
        const old = kept ?? { environment: environment.name, builtAt: world.now(), resources: [] };
        return buildInventory(environment, world).catch((error: unknown) => {
          // What does not answer now hides neither what was known of it nor the other environments.
          if (!(error instanceof Fault)) throw error;
          world.log.warn("inventory.not-built", { environment: environment.name, fault: error.code });
          return old;
        });
      }),
    );
  const found = (inventories: readonly Inventory[]) => {
    const resources = inventories.flatMap((inventory) => inventory.resources);
    return { resources, exact: named(resources, typed), ageMs: ageOf(inventories, world.now()) };
  };
  const first = found(await lists("kept"));
  return first.exact.length > 0 ? first : found(await lists("fresh"));
};

export const answerPoints: Answerer<CommandLine> = {
  needs: "read",
  answer: ({ words: [, typed] }, asker, world) =>
    typed === undefined
      ? Promise.resolve({ type: "form", ...pointsForm(world.config) })
      : pointsOf(typed, { from: 0 }, "new", asker, world),
};

export const answerPointsButton: Answerer<string> = {
  needs: "read",
  answer: (arn, asker, world) => pointsOf(arn, { from: 0 }, "new", asker, world),
};

export const answerPointsPage: Answerer<string> = {
  needs: "read",
  answer: (value, asker, world) => {
    const [, from = "0", arn = ""] = /^(\d{1,6}) (.+)$/s.exec(value) ?? [];
    return pointsOf(arn, { from: Number(from) }, "same", asker, world);
  },
};

export const answerChoose: Answerer<string> = {
  needs: "read",
  answer: async (_, __, world) => ({ type: "form", ...pointsForm(world.config) }),
};

/** The form comes back with what was chosen when nothing can be shown for it. */
export const answerPointsForm: Answerer<ViewState> = {
  needs: "read",
  answer: async ({ values }, asker, world) => {
    const chosen = values[inventoryIds.resource] ?? "";
    const { exact, ageMs } = await lookFor(chosen, asker.environments, world);
    const [held] = exact;
    if (held === undefined) {
      const { points } = answersFor(world.config.language);
      return { type: "form", ...pointsForm(world.config, { says: points.unknownResource(chosen) }) };
    }
    const answer = await showPoints(held, asker.environments, ageMs, { from: 0 }, world);
    if (answer.total > 0) return { type: "message", message: answer.message, place: "same" };
    const { points } = answersFor(world.config.language);
    return { type: "form", ...pointsForm(world.config, { says: points.none(held.name), held }) };
  },
};

/** Suggestions for a name that nothing has. */
const similarMax = 10;

const pointsOf = async (
  typed: string,
  page: PointsPage,
  place: "new" | "same",
  { environments }: Asker,
  world: AnswerWorld,
): Promise<Answer> => {
  const { points } = answersFor(world.config.language);
  const { resources, exact, ageMs } = await lookFor(typed, environments, world);
  if (resources.length === 0) return refusal(points.nothingProtected, world.config);
  const [held, other] = exact;
  if (held !== undefined && other === undefined) {
    const { message } = await showPoints(held, environments, ageMs, page, world);
    return { type: "message", message, place };
  }
  const offered = held === undefined ? matching(resources, typed, similarMax) : exact;
  return { type: "message", message: choiceMessage(typed, offered, held !== undefined, world.config), place };
};

const ageOf = (inventories: readonly Inventory[], now: Instant): number =>
  Math.max(0, ...inventories.map(({ builtAt }) => now - builtAt));

/** Recovery points that are looked at for one resource; a page shows a few of them. */
const pointsMax = 1_000;

/** AWS keeps backup jobs for about thirty days; what an older point's job said is not known any more. */
const jobsBackMs = 31 * dayMs;

/** Points in vaults of environments that are not theirs are not there, though the account be the same. */
const showPoints = async (
  held: Held,
  environments: readonly Environment[],
  listAgeMs: number,
  page: PointsPage,
  world: AnswerWorld,
) => {
  const place: Place = { account: held.account, region: held.region };
  const [listed, jobs] = await Promise.all([
    world.catalog.points(place, held.arn, pointsMax),
    jobsOf(held, place, world),
  ]);
  const theirs = listed.items.filter(({ vaultName }) =>
    environments.some((each) => hasPlace(each, held) && hasVault(each, vaultName)),
  );
  const sorted = [...theirs].sort((left, right) => (right.createdAt ?? 0) - (left.createdAt ?? 0));
  const shown = await Promise.all(pointsPageOf(sorted, page).map((point) => described(point, place, world)));
  const facts = { held, points: sorted, page, jobs, listAgeMs, now: world.now() };
  const message = pointsMessage(facts, shown, world.config);
  return { message, total: theirs.length };
};

/** Only Windows instances have a verdict, and only the job tells it. Without the jobs it is not known. */
const jobsOf = async (held: Held, place: Place, world: AnswerWorld): Promise<readonly ListedJob[]> => {
  if (held.type !== "EC2") return [];
  const createdAfter = instant(world.now() - jobsBackMs);
  const query = { kind: "backup" as const, createdAfter, resourceArn: held.arn };
  const listed = await gather([place], (each) => world.catalog.jobs(each, query, pointsMax)).catch(
    () => undefined,
  );
  return listed?.found.flatMap(({ thing }) => thing.items) ?? [];
};

/** Its expiry too; what AWS does not say stays unknown. */
const described = async (point: RecoveryPoint, place: Place, world: AnswerWorld): Promise<RecoveryPoint> => {
  const told = await gather([place], (each) => world.catalog.point(each, point.vaultName, point.arn)).catch(
    () => undefined,
  );
  const expiry = told?.found[0]?.thing.expiry ?? point.expiry;
  return { ...point, expiry };
};

/** Vaults of one account in one Region; AWS Backup's quota is 100. */
const vaultsMax = 500;

export const answerVaults: Answerer<CommandLine> = {
  needs: "read",
  answer: async ({ words: [, name] }, asker, world) => {
    const chosen = chosenFrom(asker, name, world.config);
    return chosen.type === "refused" ? chosen.answer : showVaults(chosen.environments, world);
  },
};

export const answerVaultsButton: Answerer<string> = {
  needs: "read",
  answer: (_, asker, world) => showVaults(asker.environments, world),
};

const showVaults = async (environments: readonly Environment[], world: AnswerWorld): Promise<Answer> => {
  const places = allPlacesOf(environments, world.region);
  const { found, silent } = await gather(places, (place) => world.catalog.vaults(place, vaultsMax));
  const theirs = found.flatMap(({ place, thing }) =>
    thing.items
      .filter(({ name }) => environments.some((each) => hasVault(each, name) && hasPlace(each, place)))
      .map((vault) => ({ vault, place })),
  );
  return { type: "message", message: vaultsMessage(theirs, silent, world.config), place: "new" };
};
