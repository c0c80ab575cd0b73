import { describe, expect, it } from "vitest";
import { memoryStore } from "../../../sandbox/memory-store.ts";
import { instant } from "../../../src/core/time.ts";
import { noteJob } from "../../../src/features/jobs/flow.ts";
import type { Heard } from "../../../src/features/jobs/model.ts";
import type { Store } from "../../../src/ports/world.ts";

const job = { account: "111111111111", region: "ap-northeast-1", kind: "backup", id: "j-1" } as const;
const told = (state: string): Heard => ({ feed: "eventbridge", state, at: instant(1), facts: {} });
const worldOf = (store: Store = memoryStore()) => ({ store, now: () => instant(1) });

describe("what a job owes", () => {
  it("is an alert for everything new, and nothing for a double", async () => {
    const world = worldOf();
    const first = await noteJob(job, { heard: told("RUNNING") }, world);
    expect(first.body.owes).toBe("alert");
    const paid = await noteJob(job, { paidFor: first.body.heard }, world, first);
    expect(paid.body.owes).toBe("nothing");
    expect(await noteJob(job, { heard: told("RUNNING") }, world)).toEqual(paid);
    expect((await noteJob(job, { heard: told("FAILED") }, world)).body.owes).toBe("alert");
  });

  it("stays owed when something was heard while the alert was made", async () => {
    const world = worldOf();
    const first = await noteJob(job, { heard: told("RUNNING") }, world);
    await noteJob(job, { heard: told("FAILED") }, world);
    expect((await noteJob(job, { paidFor: first.body.heard }, world, first)).body.owes).toBe("alert");
  });

  it("is one truth, though many write at once", async () => {
    const world = worldOf();
    const states = ["CREATED", "PENDING", "RUNNING", "FAILED", "ODD"];
    await Promise.all([...states, ...states].map((state) => noteJob(job, { heard: told(state) }, world)));
    const { body, version } = await noteJob(job, {}, world);
    expect(body.heard.map(({ state }) => state)).toEqual([...states].sort());
    expect(version).toBe(states.length);
  });

  it("gives up after too many lost races, so that the queue brings it again", async () => {
    const store = { ...memoryStore(), putIfAbsent: async () => false };
    await expect(noteJob(job, { heard: told("FAILED") }, worldOf(store))).rejects.toMatchObject({
      code: "store-contended",
      retryable: true,
    });
  });
});
