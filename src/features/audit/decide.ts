// The rules of the audit log: how a row joins its chain, what is wrong with a chain or a day, and who finds what.
import { shortName } from "../../backup/arn.ts";
import { canonicalJson, digestOf } from "../../core/ids.ts";
import { dayMs, hourMs, type Instant, instant } from "../../core/time.ts";
import {
  type AuditHead,
  type AuditRow,
  dayOf,
  type FiledRow,
  type LateRow,
  sortOf,
} from "../../ports/audit.ts";
import { folded } from "../../slack/command-line.ts";
import type { AuditEntry, Day, Sought, Trouble } from "./model.ts";

/** The row that `next` becomes at the end of its chain; `rows` are those before it, in order. */
export const chain = (rows: readonly AuditRow[], next: AuditEntry, chainName: string): AuditRow => {
  const last = rows.at(-1);
  const row = { ...next, chain: chainName, number: (last?.number ?? 0) + 1, before: last?.hash ?? "" };
  return { ...row, hash: hashOf(row) };
};

const hashOf = (unhashed: object): string => digestOf(canonicalJson(unhashed));

const isWhole = <Hashed extends { readonly hash: string }>({ hash, ...rest }: Hashed): boolean =>
  hash === hashOf(rest);

/** What is wrong with the rows of these days, each by itself and in its chain. */
export const verifyRows = (days: readonly Day[]): readonly Trouble[] => {
  const alone = days.flatMap(({ day, filed }) => filed.flatMap((each) => alonesOf(day, each)));
  const linked = [...chainsOf(days).values()].flatMap((rows) =>
    rows.flatMap((row, index) => linkOf(row, rows[index - 1], rows)),
  );
  return [...alone, ...linked];
};

/** Chains whose first row here is not their first: the rest lies before these days, or is gone. */
export const openChains = (days: readonly Day[]): readonly AuditRow[] =>
  [...chainsOf(days).values()].flatMap(([first]) => (first !== undefined && first.number > 1 ? [first] : []));

const alonesOf = (day: string, { sort, row }: FiledRow): readonly Trouble[] => {
  if (row === undefined) return [{ trouble: "unreadable", day, sort }];
  return [
    ...(isWhole(row) ? [] : [{ trouble: "altered", day, row } as const]),
    ...(day === dayOf(row.at) && sort === sortOf(row) ? [] : [{ trouble: "misplaced", day, row } as const]),
  ];
};

const linkOf = (
  row: AuditRow,
  before: AuditRow | undefined,
  rows: readonly AuditRow[],
): readonly Trouble[] => {
  const day = dayOf(row.at);
  if (before === undefined)
    return row.number > 1 || row.before === "" ? [] : [{ trouble: "unlinked", day, row }];
  if (row.number === before.number) return [{ trouble: "forked", day, row }];
  const missing = row.number - before.number - 1;
  if (missing > 0) return [{ trouble: "gap", day, row, missing }];
  // Where two have the number before it, one of them is its own.
  const isLinked = rows.some(({ number, hash }) => number === row.number - 1 && hash === row.before);
  return isLinked ? [] : [{ trouble: "unlinked", day, row }];
};

/** By number, for clocks differ and numbers do not. */
const chainsOf = (days: readonly Day[]): ReadonlyMap<string, readonly AuditRow[]> => {
  const chains = new Map<string, AuditRow[]>();
  for (const row of days.flatMap(({ filed }) => filed.flatMap((each) => each.row ?? []))) {
    const known = chains.get(row.chain);
    if (known === undefined) chains.set(row.chain, [row]);
    else known.push(row);
  }
  for (const rows of chains.values()) rows.sort((left, right) => left.number - right.number);
  return chains;
};

/**
 * What is wrong with the heads of these days, oldest first, and between them and the rows. `closedTo` is the last day
 * that has to have a head. A log begins with its first head: before that no day needs one, unless it has rows.
 */
export const verifyHeads = (days: readonly Day[], closedTo: string): readonly Trouble[] => {
  const late = new Set(days.flatMap(({ head }) => headOr(head)?.late ?? []).map(nameOfLate));
  const rowsByDay = new Map(days.map(({ day, filed }) => [day, new Set(hashesOf(filed))]));
  let before: Day["head"];
  let hasBegun = false;
  const troubles: Trouble[] = [];
  for (const day of days) {
    troubles.push(...headTroubles(day, { before, hasBegun, isDue: day.day <= closedTo, late, rowsByDay }));
    hasBegun ||= day.head !== undefined;
    before = day.head;
  }
  return troubles;
};

interface Around {
  readonly before: Day["head"];
  readonly hasBegun: boolean;
  readonly isDue: boolean;
  readonly late: ReadonlySet<string>;
  readonly rowsByDay: ReadonlyMap<string, ReadonlySet<string>>;
}

const headTroubles = ({ day, filed, head }: Day, around: Around): readonly Trouble[] => {
  if (head === undefined) {
    const isMissing = around.isDue && (around.hasBegun || filed.length > 0);
    return isMissing ? [{ trouble: "head-missing", day }] : [];
  }
  if (head === "unreadable" || head.day !== day || head.count !== head.rows.length || !isWhole(head))
    return [{ trouble: "head-altered", day }];
  const known = headOr(around.before);
  const isLinked = known === undefined || known.hash === head.before;
  const gone = head.rows.filter((hash) => around.rowsByDay.get(day)?.has(hash) !== true).length;
  const lateGone = head.late.filter(
    (row) => around.rowsByDay.has(row.day) && around.rowsByDay.get(row.day)?.has(row.hash) !== true,
  ).length;
  const sealed = new Set(head.rows);
  const unsealed = hashesOf(filed).filter(
    (hash) => !sealed.has(hash) && !around.late.has(nameOfLate({ day, hash })),
  ).length;
  return [
    ...(isLinked ? [] : [{ trouble: "head-unlinked", day } as const]),
    ...(gone + lateGone === 0 ? [] : [{ trouble: "rows-gone", day, count: gone + lateGone } as const]),
    ...(unsealed === 0 ? [] : [{ trouble: "rows-late", day, count: unsealed } as const]),
  ];
};

const headOr = (head: Day["head"]): AuditHead | undefined => (head === "unreadable" ? undefined : head);

const nameOfLate = ({ day, hash }: LateRow): string => `${day} ${hash}`;

const hashesOf = (filed: readonly FiledRow[]): readonly string[] =>
  filed.flatMap(({ row }) => (row === undefined ? [] : [row.hash]));

/** What a day came to. `earlier` are the days whose heads are written: what they lack came late. */
export const headOf = (day: Day, earlier: readonly Day[], before: string): AuditHead => {
  const sealed = new Set(
    earlier.flatMap(({ day: name, head }) => {
      const known = headOr(head);
      return [...(known?.rows ?? []).map((hash) => ({ day: name, hash })), ...(known?.late ?? [])].map(
        nameOfLate,
      );
    }),
  );
  const late = earlier
    .flatMap(({ day: name, filed }) => hashesOf(filed).map((hash) => ({ day: name, hash })))
    .filter((row) => !sealed.has(nameOfLate(row)));
  const rows = hashesOf(day.filed);
  const head = { day: day.day, before, count: rows.length, rows, late };
  return { ...head, hash: hashOf(head) };
};

/** Whether a row is what somebody looks for, where they may look. */
export const isSought = (row: AuditRow, sought: Sought, environments: readonly string[]): boolean => {
  if (row.environment !== "" && !environments.includes(row.environment)) return false;
  switch (sought.by) {
    case "all":
      return true;
    case "person":
      return row.by === sought.user;
    case "name":
      return isNamed(row, sought.name);
  }
};

const isNamed = ({ chain: name, resource }: AuditRow, wanted: string): boolean =>
  name === wanted ||
  name.startsWith(`${wanted}/`) ||
  resource === wanted ||
  (resource !== undefined && folded(shortName(resource)) === folded(wanted));

/** Rows of one person's refusals in one request. */
export const refusalsMax = 20;

export const mayWriteDown = (rows: readonly AuditRow[]): boolean => rows.length < refusalsMax;

/** A row may come late by so much, and is still counted with its day. */
const slackMs = 2 * hourMs;

/** Nobody is called for a head that is late by less. */
const patienceMs = 6 * hourMs;

/** How many days back a head takes up what came when they were closed. */
export const lateDays = 7;

/** The last day that is over and to be closed. */
export const closedBy = (now: Instant): string => dayOf(instant(now - slackMs - dayMs));

/** The last day that must have a head: the clock has had an hour for it. */
export const closedFor = (now: Instant): string => closedBy(instant(now - hourMs));

/** Whether a day that could not be closed has waited for so long that somebody has to know. */
export const isLate = (day: string, now: Instant): boolean => day <= closedBy(instant(now - patienceMs));
