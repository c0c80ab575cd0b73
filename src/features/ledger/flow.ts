// Keeping the books. An event is written down when it comes and once more with what became of it; a week that is over
// becomes one line. Whatever is cut off is done again: each write is conditional, and a line that stands is not posted
// twice.
import type { Delivery } from "../../backup/notification.ts";
import { Fault } from "../../core/errors.ts";
import { dayMs, dayNameOf, type Instant, instant } from "../../core/time.ts";
import { inTurns } from "../../core/turns.ts";
import type { ClockWorld, EventsWorld, PosterWorld } from "../../ports/feature.ts";
import { readLater, type WeekNote } from "../../ports/note.ts";
import type { Outcome } from "../../ports/outcome.ts";
import type { Stored } from "../../store/record.ts";
import { dueWeek, nothingYet, sumOf, tallyOf, tellerOf, weightiest } from "./decide.ts";
import type { Entry, Look, Span, Tally, Week } from "./model.ts";
import { entriesOn, entryKey, keepEntryUntil, lookKey, saysOf, shards, weekKey } from "./record.ts";
import { weekCard } from "./views.ts";

/** Lets a delivery be heard, between its two lines in the books. What Stillpoint asks of itself is no event. */
export const witness = async (
  delivery: Delivery,
  hear: () => Promise<readonly Outcome[]>,
  world: EventsWorld,
): Promise<readonly Outcome[]> => {
  const by = tellerOf(readLater(delivery.body));
  if (by === "ourselves") return hear();
  const { messageId, sentAt } = delivery;
  const says = saysOf(delivery.body, delivery.attributes);
  const key = entryKey(messageId, sentAt, says);
  const body: Entry = { receivedAt: world.now(), by, says };
  const entry = { key, version: 1, body, keepUntil: keepEntryUntil(sentAt) };
  // Begun first and waited for last: no alert waits for the books.
  const receipt = isReceived(entry, world);
  const [heard, received] = await Promise.allSettled([hear(), receipt]);
  if (heard.status === "rejected") throw heard.reason;
  if (received.status === "rejected") throw received.reason;
  const outcome = weightiest(heard.value);
  if (outcome !== undefined) await settle(entry, outcome, received.value, world);
  return heard.value;
};

/** Whether it is in the books. When it cannot be written down, it is heard all the same. */
const isReceived = async (entry: Stored<Entry>, world: EventsWorld): Promise<boolean> => {
  try {
    await world.store.putIfAbsent(entry);
    return true;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    world.log.warn("ledger.not-written", { messageId: entry.key.sort, fault: error.code });
    return false;
  }
};

/**
 * What is in the books must get its end, or it would be called lost: then the message comes again and finds that
 * nothing is new. What is not in the books holds nothing up. The first end that was written stays.
 */
const settle = async (
  entry: Stored<Entry>,
  outcome: Outcome,
  isWritten: boolean,
  world: EventsWorld,
): Promise<void> => {
  const ended = { ...entry, version: 2, body: { ...entry.body, outcome } };
  try {
    const isSettled = await world.store.put(ended);
    if (!isSettled && !isWritten) await world.store.putIfAbsent(ended);
  } catch (error) {
    if (!(error instanceof Fault) || isWritten) throw error;
    world.log.warn("ledger.not-written", { messageId: entry.key.sort, fault: error.code });
  }
};

/** The clock's part: a week that is over is counted, kept, and handed to the poster; how far it looked comes last. */
export const closeWeek = async (world: ClockWorld): Promise<string> => {
  const { weekly, timeZone, fallback } = world.config;
  const { day, at } = weekly;
  if (day === "never") return "no-weekly-line";
  const now = world.now();
  const look = await world.store.get<Look>(lookKey());
  const looked = {
    key: lookKey(),
    version: (look?.version ?? 0) + 1,
    body: { at: now },
    keepUntil: keepEntryUntil(now),
  };
  if (look === undefined) {
    // What was before the first look is nobody's week.
    await world.store.putIfAbsent(looked);
    return "books-opened";
  }
  const { from, to, dueAt } = dueWeek({ day, at }, timeZone, now);
  if (dueAt <= look.body.at) return "no-week-over";
  const first = dayNameOf(from, timeZone);
  const last = dayNameOf(instant(to - 1), timeZone);
  const tally = await count({ from, to }, now, world);
  const channel = weekly.channel ?? fallback.channel;
  const body: Week = { first, last, from, to, tally, channel };
  await world.store.putIfAbsent({ key: weekKey(first), version: 1, body, keepUntil: keepEntryUntil(now) });
  await world.posts.send({ note: "ledger.week", week: first, channel }, `week@${first}`);
  await world.store.put(looked);
  world.log.info("ledger.counted", { week: first, ...tally });
  return "week-told";
};

/** As long as a queue keeps a message, so long it may have waited before it was received. */
const keptMs = 14 * dayMs;

/** Entries of one shard of a day. Sixteen times that is more than a hub hears in a day. */
const entriesMax = 50_000;
const atOnceMax = 8;

/** A shard at a time: what says the same lies in one, and no more of it is held at once. */
const count = async (span: Span, now: Instant, world: ClockWorld): Promise<Tally> => {
  let sum = nothingYet;
  for (const shard of shards) {
    const listed = await inTurns(daysBetween(instant(span.from - keptMs), now), atOnceMax, async (day) => {
      const partition = entriesOn(day, shard);
      const entries = await world.store.list<Entry>(partition, "", entriesMax);
      if (entries.length === entriesMax) world.log.error("ledger.cut", { partition, at: entriesMax });
      return entries.map(({ body }) => body);
    });
    sum = sumOf(sum, tallyOf(listed.flat(), span));
  }
  return sum;
};

const daysBetween = (from: Instant, to: Instant): readonly Instant[] => {
  const first = Math.floor(from / dayMs);
  const last = Math.floor(to / dayMs);
  return Array.from({ length: last - first + 1 }, (_, index) => instant((first + index) * dayMs));
};

/** What became of a note to tell a week. */
type Told = "posted" | "as-shown" | "rerouted" | "handed-on" | "no-week";

/** The poster's part, in the turn of the week's own channel. Throws a `Fault` when it must come again. */
export const tellWeek = async (note: WeekNote, world: PosterWorld): Promise<Told> => {
  const stored = await world.store.get<Week>(weekKey(note.week));
  if (stored === undefined) return "no-week";
  const { channel, ts } = stored.body;
  if (ts !== undefined) return "as-shown";
  if (channel !== note.channel) return handOn(note, channel, world);
  try {
    await keep(stored, { ...stored.body, ts: await post(stored.body, world) }, world);
    return "posted";
  } catch (error) {
    return reroute(note, stored, error, world);
  }
};

const handOn = async (note: WeekNote, channel: string, world: PosterWorld): Promise<"handed-on"> => {
  await world.posts.send({ ...note, channel }, `week@${note.week}@${channel}`);
  return "handed-on";
};

/** A layout that Slack refuses must not cost the line: its text is the same in short. */
const post = async (week: Week, world: PosterWorld): Promise<string> => {
  const card = weekCard(week, world.config);
  try {
    return await world.slack.post(week.channel, card);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "slack-blocks") throw error;
    world.log.error("alert.layout-refused", { week: week.first, refusal: error.message });
    return world.slack.post(week.channel, { ...card, blocks: [], body: [] });
  }
};

/** A channel that will not have it must not cost the line either: it goes to the fallback and says so. */
const reroute = async (
  note: WeekNote,
  stored: Stored<Week>,
  error: unknown,
  world: PosterWorld,
): Promise<Told> => {
  const { channel } = world.config.fallback;
  if (!(error instanceof Fault) || error.code !== "slack-channel" || note.channel === channel) throw error;
  const refusedBy = { channel: note.channel, refusal: error.message };
  await keep(stored, { ...stored.body, channel, refusedBy }, world);
  await handOn(note, channel, world);
  world.log.error("alert.rerouted", { week: note.week, ...refusedBy });
  return "rerouted";
};

const keep = ({ key, version }: Stored<Week>, body: Week, world: PosterWorld): Promise<boolean> =>
  world.store.put({ key, version: version + 1, body, keepUntil: keepEntryUntil(world.now()) });
