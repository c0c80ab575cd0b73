// A small world of resources that are backed up each hour for a while, in which every call of the clock can be cut off; and
// what must hold of it in the end: what is overdue is told of by one open incident, what is not by none, and each card was
// drawn after the last change of what it tells.
import { expect } from "vitest";
import { memoryStore } from "../../sandbox/memory-store.ts";
import { Fault } from "../../src/core/errors.ts";
import { type Instant, instant, minuteMs } from "../../src/core/time.ts";
import type { Absence, AbsenceEnd, Incident } from "../../src/features/alerts/model.ts";
import { incidentKey } from "../../src/features/alerts/record.ts";
import { keepWatch } from "../../src/features/watch/flow.ts";
import { lookKey, shortNameOf } from "../../src/features/watch/record.ts";
import type { ClockWorld } from "../../src/ports/feature.ts";
import type { Place } from "../../src/ports/world.ts";
import type { Key, Stored } from "../../src/store/record.ts";
import { configIn } from "../features/alerts/cards.ts";
import { idle } from "../idle.ts";
import type { Cut } from "./alert-world.ts";

const startAt = Date.parse("2026-11-20T13:00:00Z");
const place = { account: "111111111111", region: "ap-northeast-1" };
const hour = 60;
/** Two hours, and half an hour for taking its time. */
export const allowedMinutes = 2.5 * hour;
/** One is for what carries a tag, the other for whatever AWS Backup protects. */
const gold = { name: "gold", tags: { protection: "gold" }, everyHours: 2, keepDays: 35 };
const silver = { name: "silver", tags: {}, everyHours: 2, keepDays: 35 };

/** In minutes after the start. */
export interface Life {
  /** When somebody put the tag on; before its first backup, nothing else tells of it. */
  readonly taggedAt?: number;
  /** It is backed up at the beginning of each, and every hour until its end. */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
}

interface Weather {
  /** At these minutes AWS does not tell who carries a tag, or nothing at all. */
  readonly isUntold?: (minute: number) => boolean;
  readonly isSilent?: (minute: number) => boolean;
  readonly cuts?: readonly Cut[];
  /** Which calls are counted: writes and notes that tell something, or every call there is. */
  readonly counts?: "telling" | "all";
}

const arnOf = (index: number) => `arn:aws:rds:ap-northeast-1:111111111111:db:db-${index}`;

const backupsOf = ({ spans }: Life, until: number): readonly number[] =>
  spans.flatMap(({ from, to }) => {
    const last = Math.min(to - 1, until);
    return Array.from(
      { length: Math.max(0, Math.floor((last - from) / hour) + 1) },
      (_, n) => from + n * hour,
    );
  });

/** The function was killed; it is called again. */
class Killed extends Error {}

export const createAbsenceWorld = (lives: readonly Life[], weather: Weather) => {
  const { isUntold, isSilent, cuts = [], counts = "all" } = weather;
  let minute = 0;
  let calls = 0;
  let isDead = false;
  const memory = memoryStore();
  const incidents = new Set<string>();
  const sentAt = new Map<string, number>();
  /** What each card told when it was drawn last. */
  const shown = new Map<string, string>();
  const now = (): Instant => instant(startAt + minute * minuteMs);

  const rowsOf = async (incident: string) => {
    const absences = await memory.list<Absence>(`incident#${incident}`, "absence#", 99);
    const ends = await memory.list<AbsenceEnd>(`incident#${incident}`, "over#", 99);
    return { absences: absences.map(({ body }) => body), ends: ends.map(({ body }) => body) };
  };

  const cuttable = <Port extends object>(
    port: Port,
    isCounted: (name: string, given: unknown[]) => boolean,
  ) =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== "function") return member;
        return async (...given: unknown[]) => {
          if (isDead) throw new Killed();
          const call = isCounted(String(name), given) ? calls : -1;
          if (call >= 0) calls += 1;
          const strikes = (when: Cut["when"]) => cuts.some((cut) => cut.call === call && cut.when === when);
          const die = () => {
            isDead = true;
            throw new Killed();
          };
          if (strikes("before")) die();
          const answer: unknown = await member.apply(target, given);
          if (strikes("after")) die();
          if (strikes("lost")) throw new Fault("aws-unavailable", "the answer was lost", { retryable: true });
          return answer;
        };
      },
    });

  const isTelling = (name: string, [item]: unknown[]): boolean =>
    counts === "all" ||
    (name.startsWith("put") && (item as { readonly key: Key }).key.sort !== lookKey(place).sort);
  const always = () => true;
  const isOutside = () => counts === "all";

  const isHere = ({ account, region }: Place) => account === place.account && region === place.region;
  const answer = <Answer>(give: () => Answer): Promise<Answer> =>
    isSilent?.(minute) === true
      ? Promise.reject(new Fault("aws-unavailable", "silence", { retryable: true }))
      : Promise.resolve(give());
  const notAsked = () => Promise.reject(new Error("not asked for here"));
  const noted = <Body>(item: Stored<Body>): Stored<Body> => {
    const { id } = item.body as Partial<Incident>;
    if (id !== undefined && item.key.sort === incidentKey(id).sort) incidents.add(id);
    return item;
  };
  const base = configIn("en");
  const world: ClockWorld = {
    config: {
      ...base,
      requirements: [gold, silver],
      environments: base.environments.filter((each) => each.name === "production"),
    },
    ...idle,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    store: cuttable(
      {
        ...memory,
        put: <Body>(item: Stored<Body>) => memory.put(noted(item)),
        putIfAbsent: <Body>(item: Stored<Body>) => memory.putIfAbsent(noted(item)),
      },
      isTelling,
    ),
    region: place.region,
    now,
    posts: cuttable<ClockWorld["posts"]>(
      {
        send: async (note, once) => {
          // Said within five minutes, it is dropped.
          if (minute - (sentAt.get(once) ?? Number.NEGATIVE_INFINITY) < 5) return;
          sentAt.set(once, minute);
          if (note.note === "alerts.draw")
            shown.set(note.incident, JSON.stringify(await rowsOf(note.incident)));
        },
      },
      always,
    ),
    later: cuttable({ send: async () => {} }, isOutside),
    tags: cuttable<ClockWorld["tags"]>(
      {
        carrying: (asked) =>
          isUntold?.(minute) === true
            ? Promise.reject(new Fault("aws-throttled", "too many", { retryable: true }))
            : answer(() => {
                const carried = lives.flatMap(({ taggedAt }, index) =>
                  taggedAt !== undefined && taggedAt <= minute ? [arnOf(index)] : [],
                );
                return { items: isHere(asked) ? carried : [], isCut: false };
              }),
        of: async () => ({}),
      },
      isOutside,
    ),
    catalog: cuttable<ClockWorld["catalog"]>(
      {
        jobs: () => answer(() => ({ items: [], isCut: false })),
        resources: (asked) =>
          answer(() => {
            const items = lives.flatMap((life, index) => {
              const last = backupsOf(life, minute).at(-1);
              if (last === undefined) return [];
              const lastBackupAt = instant(startAt + last * minuteMs);
              return [{ arn: arnOf(index), name: `db-${index}`, type: "RDS", lastBackupAt }];
            });
            return { items: isHere(asked) ? items : [], isCut: false };
          }),
        job: notAsked,
        points: notAsked,
        point: notAsked,
        vaults: notAsked,
        vault: notAsked,
        unfinished: notAsked,
      },
      isOutside,
    ),
  };

  return {
    calls: () => calls,
    /** The clock strikes, this many minutes after the start. */
    async tick(at: number): Promise<void> {
      minute = at;
      isDead = false;
      await keepWatch(world).catch(() => undefined);
    },
    /** Every incident there is, what lies in the table for it, and what its card told when it was drawn last. */
    async told() {
      return Promise.all(
        [...incidents].map(async (id) => {
          const rows = await rowsOf(id);
          return { ...rows, isDrawn: shown.get(id) === JSON.stringify(rows) };
        }),
      );
    },
  };
};

type AbsenceWorld = ReturnType<typeof createAbsenceWorld>;

/** How often a resource was without a backup for too long, and whether it is so in the end. */
const spellsOf = (life: Life, until: number) => {
  const seen = life.taggedAt === undefined ? [] : [life.taggedAt];
  const marks = [...seen, ...backupsOf(life, until), until].sort((left, right) => left - right);
  const gaps = marks.slice(1).map((at, index) => at - (marks[index] ?? at));
  const count = gaps.filter((gap) => gap > allowedMinutes).length;
  return { count, isOpen: (gaps.at(-1) ?? 0) > allowedMinutes };
};

/** How often each resource was told of. */
export const demandAbsences = async (
  lives: readonly Life[],
  world: AbsenceWorld,
  until: number,
): Promise<readonly number[]> => {
  const told = await world.told();
  for (const { isDrawn } of told) expect(isDrawn).toBe(true);
  return lives.map((life, index) => {
    const short = shortNameOf(arnOf(index));
    const mine = told.filter(({ absences }) => absences.some(({ arn }) => arn === arnOf(index)));
    const open = mine.filter(({ ends }) => ends.every((end) => end.short !== short));
    const { count, isOpen } = spellsOf(life, until);
    expect(open).toHaveLength(isOpen ? 1 : 0);
    expect(mine.length).toBeLessThanOrEqual(count);
    const goodAts = mine.flatMap(({ ends }) => ends.filter((end) => end.short === short));
    for (const { goodAt } of goodAts) expect(goodAt).toBeDefined();
    return mine.length;
  });
};
