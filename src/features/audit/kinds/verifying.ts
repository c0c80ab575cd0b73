// Checking the log: every row, every chain, every head since a day. A chain that began before is followed back to its
// beginning, however far that lies.
import { dayMs, type Instant, instant } from "../../../core/time.ts";
import { inTurns } from "../../../core/turns.ts";
import { dayOf } from "../../../ports/audit.ts";
import type { World } from "../../../ports/world.ts";
import { closedFor, openChains, verifyHeads, verifyRows } from "../decide.ts";
import type { Day, Verdict } from "../model.ts";
import { filedOn } from "./closing.ts";
import { daysFrom } from "./looking.ts";

const atOnceMax = 12;

/** Days that are looked through at a time for the beginning of a chain, and how often. */
const stepDays = 30;
const stepsMax = 13;

type VerifyWorld = Pick<World, "audit" | "heads" | "log" | "now">;

export const verifyLog = async (since: Instant, world: VerifyWorld): Promise<Verdict> => {
  const now = world.now();
  // A head names the one of the day before, so that day is checked with them.
  const names = daysFrom(instant(since - dayMs), now);
  const days = await inTurns(names, atOnceMax, async (day): Promise<Day> => {
    const [filed, head] = await Promise.all([filedOn(day, world), world.heads.get(day)]);
    return { day, filed, head };
  });
  const chains = await withBeginnings(days, world);
  const begun = new Set(days.map(({ day }) => day));
  const lost = openChains(chains).map(
    (row) => ({ trouble: "gap", day: dayOf(row.at), row, missing: row.number - 1 }) as const,
  );
  const troubles = [...lost, ...verifyRows(chains), ...verifyHeads(days, closedFor(now))];
  return {
    from: names[0] ?? dayOf(since),
    to: dayOf(now),
    rows: days.reduce((sum, { filed }) => sum + filed.length, 0),
    heads: days.filter(({ head }) => head !== undefined).length,
    troubles: troubles.filter(({ day }) => begun.has(day)),
  };
};

const withBeginnings = async (days: readonly Day[], world: VerifyWorld): Promise<readonly Day[]> => {
  let all = days;
  for (let step = 0; step < stepsMax && openChains(all).length > 0; step += 1) {
    const [oldest] = all;
    if (oldest === undefined) return all;
    const to = instant(Date.parse(oldest.day) - dayMs);
    const names = daysFrom(instant(to - (stepDays - 1) * dayMs), to);
    const earlier = await inTurns(
      names,
      atOnceMax,
      async (day): Promise<Day> => ({ day, filed: await filedOn(day, world), head: undefined }),
    );
    all = [...earlier, ...all];
  }
  return all;
};
