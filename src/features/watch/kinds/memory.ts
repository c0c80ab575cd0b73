// The watch's memory around what it writes: before, with what is about to be told as unsettled; after, without. What a look
// finds unsettled was cut off, and the table knows how far it came.
import { canonicalJson, digestOf } from "../../../core/ids.ts";
import { inTurns } from "../../../core/turns.ts";
import type { ClockWorld } from "../../../ports/feature.ts";
import type { Stored } from "../../../store/record.ts";
import type { Incident } from "../../alerts/model.ts";
import { absenceEndKey, absenceKey, incidentKey } from "../../alerts/record.ts";
import { isByTag, settle } from "../decide.ts";
import type { Assessed, Memory, Remembered, Seen } from "../model.ts";
import { keepWatchUntil, memoryKey, packed, remembered, shortNameOf } from "../record.ts";

const atOnceMax = 16;

/** By ARN: the incident that was planned for it. */
export type Incidents = ReadonlyMap<string, string>;

/** What is remembered of a place. What a cut left unsettled is asked for, and what was written of it is drawn again. */
export const settled = async ({ place, memory }: Seen, world: ClockWorld): Promise<Remembered> => {
  const known = remembered(memory?.body);
  const unsettled = Object.entries(known.unsettled);
  const standing = new Map<string, Incident>();
  for (const id of new Set(unsettled.map(([, incident]) => incident))) {
    const stored = await world.store.get<Incident>(incidentKey(id));
    if (stored !== undefined) standing.set(id, stored.body);
  }
  const written = await inTurns(unsettled, atOnceMax, async ([name, incident]) => {
    if (!standing.has(incident)) return { name, isOpen: false };
    const [begun, over] = await Promise.all([
      world.store.get(absenceKey(incident, name)),
      world.store.get(absenceEndKey(incident, name)),
    ]);
    return { name, isOpen: begun !== undefined && over === undefined };
  });
  const cut = digestOf(canonicalJson([place, memory?.version ?? 0]));
  for (const { id, channel } of standing.values())
    await world.posts.send({ note: "alerts.draw", incident: id, channel }, `${id}@settled-${cut}`);
  return settle(known, new Set(written.filter(({ isOpen }) => isOpen).map(({ name }) => name)));
};

/** Before anything is told. Undefined where somebody else was quicker. */
export const keepBefore = async (
  each: Assessed,
  incidents: Incidents,
  world: ClockWorld,
): Promise<Kept | undefined> => {
  const { staying, raising, ending } = movesOf(each, incidents);
  const unsettled = { ...ending, ...raising };
  if (Object.keys(unsettled).length === 0) return { each, memory: each.seen.memory };
  return keep({ each, memory: each.seen.memory }, { absent: staying, unsettled }, world);
};

/** After all is told. Whoever was quicker has found the rest unsettled. */
export const keepAfter = async (kept: Kept, incidents: Incidents, world: ClockWorld): Promise<void> => {
  const { staying, raising } = movesOf(kept.each, incidents);
  await keep(kept, { absent: { ...staying, ...raising }, unsettled: {} }, world);
};

export interface Kept {
  readonly each: Assessed;
  /** As it lies in the table now. */
  readonly memory: Stored<Memory> | undefined;
}

const movesOf = ({ known, fresh, over }: Assessed, incidents: Incidents) => {
  const ending = Object.fromEntries(over.map(({ incident, end }) => [end.short, incident]));
  const staying = Object.fromEntries(Object.entries(known.absent).filter(([name]) => !(name in ending)));
  const raising = Object.fromEntries(
    fresh.flatMap(({ arn }) => {
      const incident = incidents.get(arn);
      return incident === undefined ? [] : [[shortNameOf(arn), incident] as const];
    }),
  );
  return { staying, raising, ending };
};

const keep = async (
  { each, memory }: Kept,
  { absent, unsettled }: Pick<Remembered, "absent" | "unsettled">,
  world: ClockWorld,
): Promise<Kept | undefined> => {
  const { seen, known, rhythms, fresh } = each;
  const tagging = new Set(world.config.requirements.filter(isByTag).map(({ name }) => name));
  const tagged = fresh.filter(({ requirement = "" }) => tagging.has(requirement));
  const byTag = [...known.byTag, ...tagged.map(({ arn }) => shortNameOf(arn))].filter(
    (name) => name in absent || name in unsettled,
  );
  // What was told of waits no more.
  const bare = Object.fromEntries(Object.entries(each.bare).filter(([name]) => absent[name] === undefined));
  const body = packed({ rhythms, absent, unsettled, byTag, bare });
  if (body.packed === memory?.body.packed) return { each, memory };
  const key = memoryKey(seen.place);
  const item = { key, version: (memory?.version ?? 0) + 1, body, keepUntil: keepWatchUntil(world.now()) };
  const isKept = await (memory === undefined ? world.store.putIfAbsent(item) : world.store.put(item));
  return isKept ? { each, memory: item } : undefined;
};
