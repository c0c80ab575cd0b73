// The road of a job that somebody started beside Stillpoint: what is put off, what AWS is asked, what is told in the end.
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../../sandbox/memory-store.ts";
import type { Delivery } from "../../../src/backup/notification.ts";
import type { Config } from "../../../src/config/config.ts";
import { Fault } from "../../../src/core/errors.ts";
import { instant, minuteMs } from "../../../src/core/time.ts";
import { receive } from "../../../src/features/alerts/flow.ts";
import type { ThingRecord } from "../../../src/features/alerts/kinds/thing.ts";
import { thingKey } from "../../../src/features/alerts/kinds/thing.ts";
import type { Incident } from "../../../src/features/alerts/model.ts";
import { incidentKey } from "../../../src/features/alerts/record.ts";
import { startedKey } from "../../../src/features/jobs/record.ts";
import type { LaterNote } from "../../../src/ports/note.ts";
import type { DescribedJob, World } from "../../../src/ports/world.ts";
import { configIn } from "./cards.ts";

const account = "111111111111";
const job = { account, region: "ap-northeast-1", kind: "restore" as const, id: "j-1" };

const begun = Date.parse("2026-11-20T13:00:00Z");

const delivery = (detailType: string, detail: object): Delivery => ({
  body: JSON.stringify({
    id: "e-1",
    source: "aws.backup",
    "detail-type": detailType,
    account,
    region: job.region,
    time: "2026-11-20T13:00:00Z",
    resources: [],
    detail,
  }),
  messageId: "m-1",
  sentAt: instant(begun),
  attributes: {},
});

const pending = delivery("Restore Job State Change", { restoreJobId: "J-1", status: "PENDING" });
const called = (role: string) =>
  delivery("AWS API Call via CloudTrail", {
    eventName: "StartRestoreJob",
    userIdentity: { type: "AssumedRole", arn: `arn:aws:sts::${account}:assumed-role/${role}/kei` },
    responseElements: { restoreJobId: "J-1" },
  });

/** The events function alone, with what it has put off. */
const road = (answers: () => DescribedJob, change: (config: Config) => Config = (same) => same) => {
  const store = memoryStore();
  const later: { readonly note: LaterNote; readonly seconds: number }[] = [];
  const asked: string[] = [];
  const quiet = () => {};
  let now = begun;
  const world = {
    config: change(configIn("en")),
    store,
    now: () => instant(now),
    log: { info: quiet, warn: quiet, error: quiet },
    backup: {
      describe: async ({ id }: { readonly id: string }) => {
        asked.push(id);
        return answers();
      },
    },
    posts: { send: async () => {} },
    later: { send: async (note: LaterNote, seconds: number) => later.push({ note, seconds }) },
  } as unknown as World;
  return {
    store,
    asked,
    hear: (each: Delivery) => receive(each, world),
    later,
    /** The next thing that was put off, when its time has come. */
    async wait(): Promise<string> {
      const next = later.shift();
      if (next === undefined) throw new Error("nothing was put off");
      now += next.seconds * 1_000;
      return receive(
        { body: JSON.stringify(next.note), messageId: "n", sentAt: instant(now), attributes: {} },
        world,
      );
    },
    async card(): Promise<Incident | undefined> {
      return (await store.get<Incident>(incidentKey(`thing/${account}/${job.region}/outside-start/j-1`)))
        ?.body;
    },
    async by(): Promise<string | undefined> {
      const { region, id } = job;
      const stored = await store.get<ThingRecord>(thingKey({ kind: "outside-start", account, region, id }));
      return stored?.body.heard.flatMap(({ facts }) => facts).find(({ label }) => label === "by")?.value;
    },
  };
};

const known = { state: "RUNNING", facts: { resourceName: "orders-fs", vaultName: "prod-daily" } };
const silent = (code: "aws-denied" | "aws-throttled") => (): DescribedJob => {
  throw new Fault(code, "no", { retryable: code === "aws-throttled" });
};

describe("a restore that somebody started", () => {
  it("is told when a quarter of an hour has passed, and then with who did it, on the same card", async () => {
    const world = road(() => known);
    await world.hear(pending);
    expect(await world.card()).toBeUndefined();
    expect(world.later.map(({ seconds }) => seconds)).toEqual([15 * 60]);
    expect(await world.wait()).toBe("first-sign");
    expect([(await world.card())?.environment, await world.by()]).toEqual(["production", undefined]);
    expect(await world.hear(called("Operations"))).toBe("card-exists");
    expect(await world.by()).toBe("Operations/kei");
    expect(await world.hear(called("Operations"))).toBe("nothing-new");
  });

  it("is told at once when AWS names somebody, whatever opens a card there", async () => {
    const world = road(
      () => known,
      (config) => ({
        ...config,
        environments: config.environments.map((each) => ({ ...each, alertsFrom: "critical" as const })),
      }),
    );
    expect(await world.hear(called("Operations"))).toBe("first-sign");
    await world.hear(pending);
    expect(world.later).toEqual([]);
  });

  it("is told although AWS does not answer, where it has named somebody", async () => {
    const world = road(silent("aws-denied"));
    expect(await world.hear(called("Operations"))).toBe("first-sign");
    expect(await world.by()).toBe("Operations/kei");
  });

  it("is never told when Stillpoint has written down that it did, even after the event", async () => {
    const world = road(() => known);
    await world.hear(pending);
    const keepUntil = instant(begun + 400 * 24 * 60 * minuteMs);
    await world.store.putIfAbsent({ key: startedKey(job), version: 1, body: { request: "R-1" }, keepUntil });
    expect(await world.wait()).toBe("started-by-stillpoint");
    expect([await world.card(), world.asked]).toEqual([undefined, []]);
  });

  it("is never told when AWS says that a restore testing plan did", async () => {
    const world = road(() => ({ state: "RUNNING", facts: { startedBy: "restore-testing" } }));
    await world.hear(pending);
    expect(await world.wait()).toBe("started-by-plan");
    expect([await world.card(), world.asked]).toEqual([undefined, ["J-1"]]);
  });

  it("is asked for again when AWS does not answer, and not for ever", async () => {
    const world = road(silent("aws-throttled"));
    await world.hear(pending);
    const outcomes: string[] = [];
    while (world.later.length > 0) outcomes.push(await world.wait());
    expect(outcomes).toEqual([...Array(6).fill("origin-pending"), "origin-unknown"]);
    expect(await world.card()).toBeUndefined();
  });

  it("is not asked for again where Stillpoint may not read", async () => {
    const world = road(silent("aws-denied"));
    await world.hear(pending);
    expect(await world.wait()).toBe("origin-unknown");
    expect(world.later).toEqual([]);
  });

  it("is nothing to look at where nobody wants to know", async () => {
    const world = road(
      () => known,
      (config) => ({
        ...config,
        environments: config.environments.map((each) => ({ ...each, outside: "ignore" as const })),
      }),
    );
    await world.hear(pending);
    expect(world.later).toEqual([]);
    expect(await world.hear(called("Operations"))).toBe("outside-ignored");
    expect(await world.card()).toBeUndefined();
  });
});
