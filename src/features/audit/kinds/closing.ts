// The clock's part: a day that is over is counted, and its head laid where nobody can change it. Cut off anywhere it is
// done again: what lies there is the head.
import { Fault } from "../../../core/errors.ts";
import { dayMs, type Instant, instant } from "../../../core/time.ts";
import { inTurns } from "../../../core/turns.ts";
import type { AuditHead, FiledRow } from "../../../ports/audit.ts";
import type { ClockWorld } from "../../../ports/feature.ts";
import type { World } from "../../../ports/world.ts";
import { closedBy, headOf, isLate, lateDays } from "../decide.ts";
import type { Day } from "../model.ts";
import { type Closed, closedKey, keepAuditUntil } from "../record.ts";
import { daysFrom, rowsOn } from "./looking.ts";

/** Rows of a day. Sixteen a minute, around the clock, are fewer. */
const rowsMax = 25_000;
const atOnceMax = 4;

/** Days that one tick closes, after an absence. */
const daysMax = 7;

export const closeDays = async (world: ClockWorld): Promise<string> => {
  const now = world.now();
  const due = closedBy(now);
  const stored = await world.store.get<Closed>(closedKey());
  if (stored === undefined) return openLog(due, world);
  if (stored.body.day >= due) return "no-day-over";
  let { version, body } = stored;
  const days = daysFrom(startOf(body.day), startOf(due)).slice(1, daysMax + 1);
  for (const day of days) {
    try {
      const { hash, count } = await headFor(day, body.hash, world);
      body = { day, hash };
      version += 1;
      await world.store.put({ key: closedKey(), version, body, keepUntil: keepAuditUntil(now) });
      world.log.info("audit.day-closed", { day, count, hash });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const facts = { day, fault: error.code, says: error.message };
      world.log.warn("audit.head-not-written", facts);
      if (isLate(day, now)) world.log.error("audit.head-late", facts);
      return "head-not-written";
    }
  }
  return "day-closed";
};

const startOf = (day: string): Instant => instant(Date.parse(day));

/** What was before the first look is nobody's day; a log that had heads before goes on from the last of them. */
const openLog = async (day: string, world: ClockWorld): Promise<string> => {
  const last = await world.heads.get(day);
  const hash = typeof last === "object" ? last.hash : "";
  const keepUntil = keepAuditUntil(world.now());
  await world.store.putIfAbsent({ key: closedKey(), version: 1, body: { day, hash }, keepUntil });
  return "log-opened";
};

/** The head of a day as it lies in the bucket, whoever laid it there. */
const headFor = async (day: string, before: string, world: ClockWorld): Promise<AuditHead> => {
  const earlier = daysFrom(instant(startOf(day) - lateDays * dayMs), startOf(day)).slice(0, -1);
  const [own, ...others] = await inTurns([day, ...earlier], atOnceMax, async (name): Promise<Day> => {
    const head = name === day ? undefined : await world.heads.get(name);
    return { day: name, filed: await filedOn(name, world), head };
  });
  if (own === undefined) throw new Error("a day was asked for and not found");
  // A day without a head is its own trouble, which verifying tells; its rows are not late.
  const head = headOf(
    own,
    others.filter((each) => each.head !== undefined),
    before,
  );
  if (await world.heads.put(head)) return head;
  const lying = await world.heads.get(day);
  if (typeof lying === "object") return lying;
  world.log.error("audit.head-foreign", { day });
  return head;
};

/** What lies under a day, for whoever counts it. */
export const filedOn = async (
  day: string,
  world: Pick<World, "audit" | "log">,
): Promise<readonly FiledRow[]> => {
  const filed: FiledRow[] = [];
  for await (const each of rowsOn(day, world.audit)) {
    if (filed.length === rowsMax) {
      world.log.error("audit.cut", { day, at: rowsMax });
      return filed;
    }
    filed.push(each);
  }
  return filed;
};
