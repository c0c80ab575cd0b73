import { describe, expect, it } from "vitest";
import { memoryStore } from "../../../sandbox/memory-store.ts";
import type { ThingNotification } from "../../../src/backup/notification.ts";
import { severityOfThing, type ThingKind } from "../../../src/backup/thing.ts";
import { hourMs, instant, minuteMs } from "../../../src/core/time.ts";
import { decideEpisode } from "../../../src/features/alerts/decide.ts";
import { severityOfIncident } from "../../../src/features/alerts/kinds/standing.ts";
import { hearOfThing, thingCardOf } from "../../../src/features/alerts/kinds/thing-road.ts";
import type { Incident } from "../../../src/features/alerts/model.ts";
import { incidentKey, keepIncidentUntil } from "../../../src/features/alerts/record.ts";
import type { World } from "../../../src/ports/world.ts";
import { configIn } from "./cards.ts";

const begun = Date.parse("2026-11-20T13:00:00Z");

const told = (kind: ThingKind, id: string, sense: string, minutes: number): ThingNotification => ({
  type: "thing",
  feed: "eventbridge",
  thing: { kind, account: "111111111111", region: "ap-northeast-1", id, name: id },
  state: sense.toUpperCase(),
  sense,
  severity: severityOfThing(kind, sense),
  at: instant(begun + minutes * minuteMs),
  facts: [],
});

/** The events function's part, with what it asked the poster to draw. */
const road = () => {
  const store = memoryStore();
  const drawn = new Set<string>();
  const config = configIn("en");
  const quiet = () => {};
  const now = () => instant(begun + 100 * hourMs);
  const world = {
    config,
    store,
    now,
    log: { info: quiet, warn: quiet, error: quiet },
    posts: {
      send: async ({ incident }: { readonly incident?: string }) => {
        drawn.add(incident ?? "");
      },
    },
  } as unknown as World;
  const incidents = async (): Promise<readonly Incident[]> => {
    const found = await Promise.all([...drawn].map((id) => store.get<Incident>(incidentKey(id))));
    return found.flatMap((stored) => (stored === undefined ? [] : [stored.body]));
  };
  return {
    hear: (...all: readonly ThingNotification[]) =>
      all.reduce<Promise<unknown>>(
        (before, each) => before.then(() => hearOfThing(each, world)),
        Promise.resolve(),
      ),
    hearAtOnce: (...all: readonly ThingNotification[]) =>
      Promise.all(all.map((each) => hearOfThing(each, world))),
    incidents,
    /** What each card says, the oldest first, and whether it can be taken. */
    cards: async () =>
      Promise.all(
        (await incidents()).map(async (incident) => {
          if (incident.subject.type !== "thing") throw new Error("not a thing");
          const card = await thingCardOf(incident.subject.thing, incident, world);
          const now = await severityOfIncident(incident, world);
          return [card.metadata.event_payload.severity, now === "good" ? "nobody" : "somebody"];
        }),
      ),
    async snooze() {
      const [incident] = await incidents();
      if (incident === undefined) throw new Error("nothing to put aside");
      const key = incidentKey(incident.id);
      const stored = await store.get<Incident>(key);
      const snoozed = { by: "U0ONCALL01", at: now(), until: instant(now() + hourMs) };
      const version = (stored?.version ?? 0) + 1;
      await store.put({ key, version, body: { ...incident, snoozed }, keepUntil: keepIncidentUntil(now()) });
    },
  };
};

const alarm = (sense: string, minutes: number) => told("cloudwatch-alarm", "free-storage", sense, minutes);
const red = ["failed", "somebody"];
const green = ["good", "nobody"];

describe("a thing that fails anew", () => {
  it("has a card of its own after it was good for long, and the old one stays green", async () => {
    const { hear, cards } = road();
    await hear(alarm("alarm", 0), alarm("ok", 30), alarm("alarm", 300));
    expect(await cards()).toEqual([green, red]);
    await hear(alarm("ok", 400));
    expect(await cards()).toEqual([green, green]);
  });

  it("is the same card when good news was not long ago: an alarm that flaps", async () => {
    const { hear, cards } = road();
    await hear(...[0, 10, 20, 30].flatMap((minutes) => [alarm("alarm", minutes), alarm("ok", minutes + 5)]));
    await hear(alarm("alarm", 40));
    expect(await cards()).toEqual([red]);
    // Counted from the last good news, not from the first.
    await hear(alarm("ok", 45), alarm("alarm", 61));
    expect(await cards()).toEqual([green, red]);
  });

  it("does not edit a card that began green: silence there would be a failure nobody hears of", async () => {
    const { hear, cards } = road();
    await hear(told("pipeline", "efs", "success", 0), told("pipeline", "efs", "failure", 24 * 60));
    expect(await cards()).toEqual([green, red]);
  });

  it("is one new card, however often and however much at once it is told", async () => {
    const { hear, hearAtOnce, cards } = road();
    await hear(alarm("alarm", 0), alarm("ok", 30));
    await hearAtOnce(
      alarm("alarm", 300),
      alarm("alarm", 300),
      alarm("alarm", 301),
      alarm("insufficient-data", 302),
    );
    expect(await cards()).toHaveLength(2);
    await hear(alarm("alarm", 300), alarm("alarm", 301));
    expect(await cards()).toHaveLength(2);
  });

  it("is no news when the failure is older than the good news", async () => {
    const { hear, cards } = road();
    await hear(alarm("alarm", 0), alarm("ok", 300), alarm("alarm", 200));
    expect(await cards()).toEqual([green]);
  });

  it("stays red while it runs again", async () => {
    const { hear, cards } = road();
    await hear(told("datasync", "task-1", "error", 0), told("datasync", "task-1", "transferring", 60));
    expect(await cards()).toEqual([red]);
  });

  it("is no new card for what lives once: feeds that contradict each other make one, and it is not green", async () => {
    const { hear, cards } = road();
    await hear(told("scan", "1", "completed", 0), told("scan", "1", "threats-found", 60));
    expect(await cards()).toEqual([["critical", "somebody"]]);
  });
});

it.each([
  "cloudwatch-alarm",
  "batch-job",
] as const)("good news of a %s opens what was put aside", async (kind) => {
  const { hear, incidents, snooze } = road();
  const [bad, good] = kind === "batch-job" ? ["failing", "complete"] : ["alarm", "ok"];
  await hear(told(kind, "1", bad, 0));
  await snooze();
  await hear(told(kind, "1", bad, 1));
  expect((await incidents())[0]?.snoozed).toBeDefined();
  await hear(told(kind, "1", good, 20));
  expect((await incidents())[0]?.snoozed).toBeUndefined();
});

describe("what a thing's state is to its incident", () => {
  const at = instant(begun);
  const ago = (minutes: number) => instant(begun - minutes * minuteMs);
  it.each([
    [false, "failed", false, ago(600), "join", "lives-once"],
    [true, "running", true, ago(600), "join", "still-running"],
    [true, "good", true, undefined, "end", "well-again"],
    [true, "info", true, ago(600), "end", "well-again"],
    [true, "failed", false, undefined, "join", "same-trouble"],
    [true, "unknown", false, undefined, "join", "same-trouble"],
    [true, "failed", false, ago(0), "reopen", "flapping"],
    [true, "failed", false, ago(15), "reopen", "flapping"],
    [true, "failed", false, ago(16), "open", "failing-anew"],
    [true, "unknown", false, ago(600), "open", "failing-anew"],
  ] as const)("comes again %s, %s, calm %s, ended %s: %s, %s", (comesAgain, severity, isCalm, endedAt, act, reason) => {
    expect(decideEpisode({ comesAgain, severity, isCalm, at, endedAt })).toEqual({ act, reason });
  });
});
