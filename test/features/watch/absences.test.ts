// Backups that never came, from what a look brought to what lies in the table: cut off and done again, in crowds, and
// with messages that the team accepted.
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../../sandbox/memory-store.ts";
import { hourMs, type Instant, instant } from "../../../src/core/time.ts";
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

const open = () => {
  const store = memoryStore();
  const drawn: string[] = [];
  let at: Instant = instant(startAt);
  let cutAfter = Number.POSITIVE_INFINITY;
  const config = {
    ...configIn("en"),
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
    async look(hours: number, count: number, jobs: readonly ListedJob[]) {
      at = instant(startAt + hours * hourMs);
      const items = Array.from({ length: count }, (_, index) => ({
        arn: arnOf(index),
        name: `db-${index}`,
        type: "RDS",
        lastBackupAt: instant(startAt),
      }));
      const seen: Seen = {
        place,
        at,
        stored: undefined,
        sifted: { due: [], open: [] },
        jobs,
        resources: { items, isCut: false },
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
