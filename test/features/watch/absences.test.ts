// Backups that never came, from what a look brought to what lies in the table: cut off and done again, in crowds, and
// with messages that the team accepted.
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../../sandbox/memory-store.ts";
import { hourMs, type Instant, instant } from "../../../src/core/time.ts";
import type { Absence, AbsenceEnd } from "../../../src/features/alerts/model.ts";
import { keepAbsences } from "../../../src/features/watch/kinds/absences.ts";
import type { Memory, Seen } from "../../../src/features/watch/model.ts";
import { memoryKey } from "../../../src/features/watch/record.ts";
import type { ClockWorld } from "../../../src/ports/feature.ts";
import type { ListedJob } from "../../../src/ports/world.ts";
import { configIn } from "../alerts/cards.ts";

const startAt = Date.parse("2026-11-20T13:00:00Z");
const place = { account: "222222222222", region: "us-west-2" };
const arnOf = (index: number) => `arn:aws:rds:us-west-2:222222222222:db:db-${index}`;
const message = "A message that the team knows well";

const backup = (index: number, at: number, facts: ListedJob["facts"] = {}): ListedJob => ({
  job: { ...place, kind: "backup", id: `j-${index}-${at}` },
  state: "COMPLETED",
  facts: { resourceArn: arnOf(index), completedAt: instant(at), ...facts },
});

/** Three nights of `count` resources, the last of them at `startAt`. */
const nights = (count: number, facts: ListedJob["facts"] = {}) =>
  Array.from({ length: count }, (_, index) =>
    [48, 24, 0].map((ago) => backup(index, startAt - ago * hourMs, facts)),
  ).flat();

const gold = { name: "gold", tags: { protection: "gold" }, everyHours: 24, keepDays: 35 };
const unread = { isRead: false, isCut: false, arns: new Map() };
/** The resources of these numbers carry the tag of the requirement. */
const carried = (...indexes: readonly number[]) => ({
  isRead: true,
  isCut: false,
  arns: new Map([[gold, new Set(indexes.map(arnOf))]]),
});

const open = () => {
  const store = memoryStore();
  const drawn: string[] = [];
  let at: Instant = instant(startAt);
  let cutAfter = Number.POSITIVE_INFINITY;
  const config = {
    ...configIn("en"),
    requirements: [gold],
    accepted: [{ message, until: "2026-12-31", endsAt: instant(startAt + 999 * hourMs), why: "known" }],
  };
  const world = {
    config,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    store: {
      ...store,
      putIfAbsent: (item: Parameters<typeof store.putIfAbsent>[0]) => {
        cutAfter -= 1;
        return cutAfter < 0 ? Promise.reject(new Error("cut off")) : store.putIfAbsent(item);
      },
    },
    now: () => at,
    posts: {
      send: async ({ incident }: { readonly incident: string }) => {
        drawn.push(incident);
      },
    },
  } as unknown as ClockWorld;
  return {
    drawn,
    store,
    cutNext: (after: number) => {
      cutAfter = after;
    },
    /** One look, `hours` after the last night. */
    async look(
      hours: number,
      count: number,
      jobs: readonly ListedJob[],
      tagged: Seen["tagged"] = carried(),
      lastBackupAt: Instant = instant(startAt),
    ) {
      at = instant(startAt + hours * hourMs);
      const items = Array.from({ length: count }, (_, index) => ({
        arn: arnOf(index),
        name: `db-${index}`,
        type: "RDS",
        lastBackupAt,
      }));
      const seen: Seen = {
        place,
        at,
        stored: undefined,
        sifted: { due: [], open: [] },
        jobs,
        resources: { items, isCut: false },
        tagged,
        memory: await store.get<Memory>(memoryKey(place)),
      };
      return keepAbsences([seen], world);
    },
  };
};

describe("absences", () => {
  it("are told once each, and end with a good backup", async () => {
    const { look, drawn } = open();
    expect(await look(1, 2, nights(2))).toEqual({ raised: 0, ended: 0 });
    expect(await look(37, 2, [])).toEqual({ raised: 2, ended: 0 });
    expect(await look(37.25, 2, [])).toEqual({ raised: 0, ended: 0 });
    expect(await look(38, 2, [backup(0, startAt + 37.5 * hourMs)])).toEqual({ raised: 0, ended: 1 });
    expect(new Set(drawn).size).toBe(2);
  });

  it("end when AWS Backup lists the resource no more", async () => {
    const { look } = open();
    await look(1, 2, nights(2));
    await look(37, 2, []);
    expect(await look(38, 1, [])).toEqual({ raised: 0, ended: 1 });
  });

  it("are one incident when there are many, also those that have their turn later", async () => {
    const { look, drawn, store } = open();
    await look(1, 2_600, nights(2_600));
    expect(await look(37, 2_600, [])).toEqual({ raised: 2_500, ended: 0 });
    expect(await look(37.25, 2_600, [])).toEqual({ raised: 100, ended: 0 });
    expect(new Set(drawn).size).toBe(1);
    expect(await store.count(`incident#${drawn[0]}`, "absence#")).toBe(2_600);
  });

  it("are the same incident when the clock was cut off and looks again", async () => {
    for (let after = 0; after < 6; after += 1) {
      const { look, drawn, cutNext, store } = open();
      await look(1, 5, nights(5));
      cutNext(after);
      await look(37, 5, []).catch(() => undefined);
      cutNext(Number.POSITIVE_INFINITY);
      await look(37.02, 5, []);
      expect(new Set(drawn).size).toBe(1);
      expect(await store.count(`incident#${drawn[0]}`, "absence#")).toBe(5);
    }
  });

  it("are told by whoever remembers them first, when two look at once", async () => {
    const { look, drawn } = open();
    await look(1, 2, nights(2));
    const both = await Promise.all([look(37, 2, []), look(37, 2, [])]);
    expect(both.map(({ raised }) => raised).sort()).toEqual([0, 2]);
    expect(drawn).toHaveLength(2);
  });

  it("are none where the team accepted what AWS says of every backup, and are where it did not", async () => {
    const accepted = open();
    await accepted.look(1, 1, nights(1, { message }));
    const later = [backup(0, startAt + 24 * hourMs, { message })];
    expect(await accepted.look(37, 1, later)).toEqual({ raised: 0, ended: 0 });
    const warned = open();
    await warned.look(1, 1, nights(1));
    const other = [backup(0, startAt + 24 * hourMs, { message: "Something else went wrong" })];
    expect(await warned.look(37, 1, other)).toEqual({ raised: 1, ended: 0 });
  });
});

describe("what its tags ask backups for", () => {
  it("is told of when AWS Backup never listed it, a day and some after it was first seen", async () => {
    const { look, drawn, store } = open();
    expect(await look(0, 0, [], carried(7))).toEqual({ raised: 0, ended: 0 });
    expect(await look(26, 0, [], carried(7))).toEqual({ raised: 0, ended: 0 });
    expect(await look(26.25, 0, [], carried(7))).toEqual({ raised: 1, ended: 0 });
    expect(await look(26.5, 0, [], carried(7))).toEqual({ raised: 0, ended: 0 });
    expect(drawn).toHaveLength(1);
    const [told] = await store.list<Absence>(`incident#${drawn[0]}`, "absence#", 9);
    expect(told?.body).toMatchObject({
      arn: arnOf(7),
      name: "db-7",
      type: "RDS",
      requirement: "gold",
      bareSince: startAt,
    });
  });

  it("is well with its first good backup", async () => {
    const { look, drawn, store } = open();
    await look(0, 0, [], carried(0));
    await look(27, 0, [], carried(0));
    const firstAt = instant(startAt + 28 * hourMs);
    expect(await look(29, 1, [], carried(0), firstAt)).toEqual({ raised: 0, ended: 1 });
    const [end] = await store.list<AbsenceEnd>(`incident#${drawn[0]}`, "over#", 9);
    expect(end?.body.goodAt).toBe(firstAt);
  });

  it("is not well with a first backup that AWS complained about", async () => {
    const { look } = open();
    await look(0, 0, [], carried(0));
    await look(27, 0, [], carried(0));
    const at = startAt + 28 * hourMs;
    const warned = [backup(0, at, { message: "Something went wrong on the way" })];
    expect(await look(29, 1, warned, carried(0), instant(at))).toEqual({ raised: 0, ended: 0 });
  });

  it("is watched no more when the tag is taken off, and counts anew when it is put on again", async () => {
    const { look, drawn } = open();
    await look(0, 0, [], carried(7));
    await look(27, 0, [], carried(7));
    expect(await look(28, 0, [], carried())).toEqual({ raised: 0, ended: 1 });
    expect(await look(29, 0, [], carried(7))).toEqual({ raised: 0, ended: 0 });
    expect(await look(56, 0, [], carried(7))).toEqual({ raised: 1, ended: 0 });
    expect(new Set(drawn).size).toBe(2);
  });

  it("is neither told of nor well while nobody can read the tags, and has waited all the while", async () => {
    const { look } = open();
    await look(0, 0, [], carried(7, 8));
    expect(await look(27, 0, [], unread)).toEqual({ raised: 0, ended: 0 });
    expect(await look(27.25, 0, [], carried(7, 8))).toEqual({ raised: 2, ended: 0 });
    expect(await look(28, 0, [], unread)).toEqual({ raised: 0, ended: 0 });
    expect(await look(28.25, 0, [], carried(7, 8))).toEqual({ raised: 0, ended: 0 });
  });

  it("goes by the requirement and not by the rhythm, unless the tags cannot be read", async () => {
    const weekly = open();
    const rare = [14, 7, 0].map((days) => backup(0, startAt - days * 24 * hourMs));
    await weekly.look(1, 1, rare, carried(0));
    expect(await weekly.look(27, 1, [], unread)).toEqual({ raised: 0, ended: 0 });
    expect(await weekly.look(27.25, 1, [], carried(0))).toEqual({ raised: 1, ended: 0 });
    expect(await weekly.look(27.5, 1, [], unread)).toEqual({ raised: 0, ended: 0 });
    const nightly = open();
    await nightly.look(1, 1, nights(1), unread);
    expect(await nightly.look(37, 1, [], unread)).toEqual({ raised: 1, ended: 0 });
  });

  it("stays told of when its last recovery point expires and AWS Backup lists it no more", async () => {
    const { look } = open();
    await look(1, 1, [], carried(0));
    expect(await look(27, 1, [], carried(0))).toEqual({ raised: 1, ended: 0 });
    expect(await look(28, 0, [], carried(0))).toEqual({ raised: 0, ended: 0 });
  });

  it("is one incident, whenever the clock is cut off", async () => {
    for (let after = 0; after < 4; after += 1) {
      const { look, drawn, cutNext } = open();
      await look(0, 0, [], carried(7));
      cutNext(after);
      await look(27, 0, [], carried(7)).catch(() => undefined);
      cutNext(Number.POSITIVE_INFINITY);
      await look(27.02, 0, [], carried(7));
      expect(new Set(drawn).size).toBe(1);
    }
  });
});
