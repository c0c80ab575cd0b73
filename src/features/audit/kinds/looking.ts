// Looking through the log from its newest row back: a day after a day, and never through more than is fair to ask.
import { dayMs, type Instant, instant, isoOf } from "../../../core/time.ts";
import { dayOf, type FiledRow } from "../../../ports/audit.ts";
import type { Audit, World } from "../../../ports/world.ts";
import { isSought } from "../decide.ts";
import { type Found, type Page, type Place, pageSize, type Query } from "../model.ts";

/** Rows and days that are looked at for one page; then somebody is asked whether to go on. */
const rowsMax = 5_000;
const daysMax = 120;

/** Rows of one call: as many as a page of DynamoDB has, more or less. */
const listMax = 500;

/** The sort key of a row begins with its time: nothing lies behind this one. */
const end = "~";

/** One page for somebody who audits these environments. */
export const findPage = async (
  { query, before }: Page,
  environments: readonly string[],
  world: Pick<World, "audit" | "now">,
): Promise<Found> => {
  const rows: NonNullable<FiledRow["row"]>[] = [];
  const first = dayOf(query.since);
  let place: Place = before ?? { day: dayOf(world.now()) };
  let looked = 0;
  let days = 0;
  let last: Place | undefined;
  while (place.day >= first) {
    if (looked >= rowsMax || days >= daysMax) return { rows, next: place, stoppedAt: place.day };
    const { day, sort = end } = place;
    const filed = await world.audit.list(day, listMax, { before: sort });
    for (const each of [...filed].reverse()) {
      const { row } = each;
      if (row === undefined || row.at < query.since || !isSought(row, query.sought, environments)) continue;
      if (rows.length === pageSize && last !== undefined) return { rows, next: last };
      rows.push(row);
      last = { day, sort: each.sort };
    }
    looked += filed.length;
    const [oldest] = filed;
    const isMore = filed.length === listMax && oldest !== undefined;
    days += isMore ? 0 : 1;
    place = isMore ? { day, sort: oldest.sort } : { day: dayBefore(day) };
  }
  return { rows };
};

/** All of a span that somebody may have, oldest first, at most `max`. */
export const findAll = async (
  query: Query & { readonly to: Instant; readonly environments: readonly string[] },
  max: number,
  world: Pick<World, "audit">,
): Promise<{ readonly rows: readonly NonNullable<FiledRow["row"]>[]; readonly isCut: boolean }> => {
  const rows: NonNullable<FiledRow["row"]>[] = [];
  for (const day of daysFrom(query.since, query.to)) {
    for await (const { row } of rowsOn(day, world.audit)) {
      if (row === undefined || row.at < query.since || !isSought(row, query.sought, query.environments))
        continue;
      if (rows.length === max) return { rows, isCut: true };
      rows.push(row);
    }
  }
  return { rows, isCut: false };
};

/** Whatever lies under a day, by time. */
export async function* rowsOn(day: string, audit: Audit): AsyncGenerator<FiledRow> {
  let after: string | undefined;
  do {
    const filed: readonly FiledRow[] = await audit.list(
      day,
      listMax,
      after === undefined ? undefined : { after },
    );
    yield* filed;
    after = filed.length < listMax ? undefined : filed.at(-1)?.sort;
  } while (after !== undefined);
}

const dayBefore = (day: string): string => isoOf(instant(Date.parse(day) - dayMs)).slice(0, 10);

/** The UTC days that a span touches. */
export const daysFrom = (from: Instant, to: Instant): readonly string[] => {
  const first = Math.floor(from / dayMs);
  const count = Math.max(0, Math.floor(to / dayMs) - first + 1);
  return Array.from({ length: count }, (_, index) => dayOf(instant((first + index) * dayMs)));
};
