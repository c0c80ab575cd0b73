// The watch's round: looks at each account and Region that is due, leaves a note for every job that AWS never told of,
// and makes a card of backups that never came. It may be cut off anywhere: what it writes is put if absent, and how far
// it came is written last.
import { Fault } from "../../core/errors.ts";
import { dayMs, type Instant, instant } from "../../core/time.ts";
import type { ClockWorld } from "../../ports/feature.ts";
import { allPlacesOf, gather } from "../../ports/places.ts";
import type { ListedJob, Place } from "../../ports/world.ts";
import type { Stored } from "../../store/record.ts";
import { withAcceptance } from "../jobs/decide.ts";
import { kinds } from "../jobs/flow.ts";
import {
  beyondWindow,
  createdAfter,
  everyMs,
  isBlind,
  isDue,
  nextLook,
  sift,
  taggedAt,
  windowMs,
} from "./decide.ts";
import { keepAbsences } from "./kinds/absences.ts";
import { notesMax, reportMissed } from "./kinds/missed-jobs.ts";
import { readTagged } from "./kinds/tagged.ts";
import type { Look, Memory, OpenJob, Seen } from "./model.ts";
import { keepWatchUntil, lookKey, memoryKey } from "./record.ts";

/** Jobs of one kind, and resources, of one account and Region: fifty pages. */
const listMax = 50_000;

/** Describe may be called fifteen times a second: https://docs.aws.amazon.com/general/latest/gr/bk.html */
const describeMax = 30;

/** From so far back a resource's rhythm is learnt when it is met first. */
const historyMs = 15 * dayMs;
const historyMax = 20_000;

/** The clock's part. */
export const keepWatch = async (world: ClockWorld): Promise<string> => {
  const places = allPlacesOf(world.config.environments, world.region);
  const { found } = await gather(places, (place) => lookAt(place, world));
  const seen = found.flatMap(({ thing }) => (thing === undefined ? [] : [thing]));
  if (seen.length === 0) return "watch-young";
  let left = notesMax;
  for (const [index, each] of seen.entries()) {
    // A place with a thousand of them leaves the others their share.
    const share = Math.ceil(left / (seen.length - index));
    const { sent, putOff } = await reportMissed(each, share, world);
    left -= sent;
    const { place, stored, at, sifted, tagged } = each;
    const next = nextLook(stored?.body, sifted, putOff, at);
    const readAt = tagged.isRead ? at : taggedAt(stored?.body, at);
    await keepLook(place, stored, { ...next, taggedAt: readAt }, world);
  }
  const { raised, ended } = await keepAbsences(seen, world);
  world.log.info("watch.looked", { places: seen.length, missed: notesMax - left, raised, ended });
  return "watch-looked";
};

/** A place that does not answer keeps its mark, and no other from its look. */
const lookAt = async (place: Place, world: ClockWorld): Promise<Seen | undefined> => {
  const stored = await world.store.get<Look>(lookKey(place));
  const at = world.now();
  if (!isDue(stored?.body, at)) return undefined;
  try {
    return await seenAt(place, stored, at, world);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const facts = { ...place, fault: error.code, nextInMs: everyMs };
    if (isBlind(stored?.body, at)) world.log.error("watch.blind", facts);
    else world.log.warn("watch.silent", facts);
    const first: Look = { through: at, lookedAt: at, triedAt: at, from: instant(at - windowMs), open: [] };
    await keepLook(place, stored, { ...(stored?.body ?? first), triedAt: at }, world);
    return undefined;
  }
};

const seenAt = async (
  place: Place,
  stored: Stored<Look> | undefined,
  at: Instant,
  world: ClockWorld,
): Promise<Seen> => {
  const look = stored?.body;
  const after = createdAfter(look, at);
  const jobs: ListedJob[] = [];
  // One call at a time in a place: pages and kinds one after another stay below what AWS takes a second.
  for (const kind of kinds) {
    const listed = await world.catalog.jobs(place, { kind, createdAfter: after }, listMax);
    if (listed.isCut) world.log.error("watch.cut", { ...place, kind, at: listMax });
    jobs.push(...listed.items);
  }
  for (const open of beyondWindow(look, after, at).slice(0, describeMax)) {
    jobs.push(...(await described(place, open, world)));
  }
  const resources = await world.catalog.resources(place, listMax);
  const tagged = await readTagged(place, look, at, world);
  const memory = await world.store.get<Memory>(memoryKey(place));
  const history =
    memory === undefined
      ? await world.catalog.jobs(place, { kind: "backup", createdAfter: instant(at - historyMs) }, historyMax)
      : { items: [] };
  return {
    place,
    at,
    stored,
    sifted: sift(jobs, look, at),
    jobs: [...history.items, ...jobs].map((job) => withAcceptance(job, job.job, world.config, at)),
    resources,
    tagged,
    memory,
  };
};

/** A job that runs for days is in no list of the last two. */
const described = async (place: Place, open: OpenJob, world: ClockWorld): Promise<readonly ListedJob[]> => {
  try {
    const { job, state, facts } = await world.catalog.job({ ...place, kind: open.kind, id: open.id });
    return [{ job: { ...job, id: open.id.toLowerCase() }, state, facts: { ...facts, writtenId: open.id } }];
  } catch (error) {
    if (error instanceof Fault && error.code === "aws-not-found") return [];
    throw error;
  }
};

/** Whoever was quicker looked as well. */
const keepLook = async (
  place: Place,
  stored: Stored<Look> | undefined,
  body: Look,
  world: ClockWorld,
): Promise<void> => {
  const key = lookKey(place);
  const item = { key, version: (stored?.version ?? 0) + 1, body, keepUntil: keepWatchUntil(world.now()) };
  await (stored === undefined ? world.store.putIfAbsent(item) : world.store.put(item));
};
