// However many jobs ended, and however many of them AWS never told of, each is read about once.
import { expect, it } from "vitest";
import { memoryStore } from "../../../sandbox/memory-store.ts";
import { instant } from "../../../src/core/time.ts";
import { noteJob } from "../../../src/features/jobs/flow.ts";
import { nextLook, sift } from "../../../src/features/watch/decide.ts";
import { reportMissed } from "../../../src/features/watch/kinds/missed-jobs.ts";
import type { Look } from "../../../src/features/watch/model.ts";
import type { ListedJob } from "../../../src/ports/world.ts";

const startAt = Date.parse("2026-11-20T13:00:00Z");
const count = 10_000;
const max = 200;
const silence = { info: () => {}, warn: () => {}, error: () => {} };

/** Ten thousand failures within three hours. */
const jobs: readonly ListedJob[] = Array.from({ length: count }, (_, index) => ({
  job: { account: "111111111111", region: "ap-northeast-1", kind: "backup", id: `j-${index}` },
  state: "FAILED",
  facts: { createdAt: instant(startAt + index), completedAt: instant(startAt + 1_000 * index) },
}));

/** Rounds of the reconciler until nothing is put off; every `heardEvery`th job was heard. */
const workOff = async (heardEvery: number) => {
  const store = memoryStore();
  const notes: string[] = [];
  let reads = 0;
  const now = instant(startAt + 24 * 3_600_000);
  const heard = { feed: "eventbridge" as const, state: "FAILED", at: now, facts: {} };
  const world = {
    log: silence,
    now: () => now,
    store: {
      ...store,
      get: (key: Parameters<typeof store.get>[0]) => {
        reads += 1;
        return store.get(key);
      },
    },
    later: {
      send: async (note: { readonly job: { readonly id: string } }) => {
        notes.push(note.job.id);
      },
    },
  } as Parameters<typeof reportMissed>[2] & { now: () => typeof now };
  for (const [index, { job }] of jobs.entries())
    if (index % heardEvery === 0) await noteJob(job, { heard }, { store, now: world.now });
  const before = instant(startAt - 1);
  let look: Look = { through: before, lookedAt: before, triedAt: before, from: before, open: [] };
  let rounds = 0;
  for (let isLeft = true; isLeft; rounds += 1) {
    const sifted = sift(jobs, look, now);
    const { sent, putOff } = await reportMissed({ sifted }, max, world);
    expect(sent).toBeLessThanOrEqual(max);
    isLeft = putOff.length > 0;
    look = nextLook(look, sifted, putOff, now);
  }
  return { notes, reads, rounds };
};

it("tells of ten thousand in rounds of two hundred, each once", async () => {
  const { notes, reads, rounds } = await workOff(count + 1);
  expect(new Set(notes).size).toBe(count - 1);
  expect(notes).toHaveLength(count - 1);
  expect(rounds).toBe(Math.ceil(count / max));
  expect(reads).toBeLessThan(2 * count);
});

it("reads what was heard once, and tells nothing of it", async () => {
  const { notes, reads, rounds } = await workOff(1);
  expect({ notes, reads, rounds }).toEqual({ notes: [], reads: count, rounds: 1 });
});
