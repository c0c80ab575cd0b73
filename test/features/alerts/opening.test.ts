import { describe, expect, it } from "vitest";
import { instant } from "../../../src/core/time.ts";
import {
  decideEscalation,
  decideOpening,
  decideRelease,
  hasCard,
  isWaiting,
  toldAs,
} from "../../../src/features/alerts/decide.ts";
import {
  seenIn,
  showingIn,
  showingsOf,
  withEscalated,
  withRefusal,
  withShown,
} from "../../../src/features/alerts/kinds/showing.ts";
import type { Held, Incident } from "../../../src/features/alerts/model.ts";

const until = instant(1_000);
const held: Held = { since: instant(1), until, worst: "warning" };
const quiet = { from: "22:00", to: "07:00", holds: "warning" } as const;

describe("an incident that opens", () => {
  it.each([
    ["warning", quiet, until, "wait", "quiet-hours"],
    ["info", quiet, until, "wait", "quiet-hours"],
    ["good", quiet, until, "wait", "quiet-hours"],
    ["warning", quiet, undefined, "post", "first-sign"],
    ["warning", undefined, undefined, "post", "first-sign"],
    ["failed", quiet, until, "post", "first-sign"],
    ["failed", { ...quiet, holds: "failed" as const }, until, "wait", "quiet-hours"],
    ["unknown", { ...quiet, holds: "failed" as const }, until, "post", "first-sign"],
    ["critical", { ...quiet, holds: "failed" as const }, until, "post", "first-sign"],
  ] as const)("as %s, under %j: %s → %s, %s", (severity, hours, quietUntil, act, reason) => {
    const opening = decideOpening({ standing: undefined, severity, quiet: hours, quietUntil });
    expect(opening).toMatchObject({ act, reason });
    expect(opening.act === "wait" ? opening.until : undefined).toBe(act === "wait" ? until : undefined);
  });
});

describe("news of an incident", () => {
  it.each([
    ["with a card", {}, "warning", quiet, "edit", "card-exists"],
    ["that was told late", { held: { ...held, ended: "posted" } }, "failed", quiet, "edit", "card-exists"],
    ["that waits", { held }, "warning", quiet, "wait", "quiet-hours"],
    ["that waits and is good again", { held }, "good", quiet, "wait", "quiet-hours"],
    ["that waits and runs again", { held }, "running", quiet, "wait", "quiet-hours"],
    ["that waits and is worse", { held }, "failed", quiet, "post", "worse-meanwhile"],
    ["that waits and is not understood", { held }, "unknown", quiet, "post", "worse-meanwhile"],
    ["that waits where nothing waits any more", { held }, "warning", undefined, "post", "worse-meanwhile"],
    [
      "that was good before anybody knew",
      { held: { ...held, ended: "good" } },
      "warning",
      quiet,
      "wait",
      "quiet-hours",
    ],
    [
      "that was good, and is worse",
      { held: { ...held, ended: "good" } },
      "failed",
      quiet,
      "post",
      "first-sign",
    ],
  ] as const)("%s: %j, now %s", (_, standing, severity, hours, act, reason) => {
    const opening = decideOpening({ standing, severity, quiet: hours, quietUntil: until });
    expect(opening).toMatchObject({ act, reason });
  });

  it("is told as what it would have been, unless it waits or waits no longer", () => {
    const thread = { act: "thread", reason: "same-again" } as const;
    const wait = { act: "wait", reason: "quiet-hours", until } as const;
    const worse = { act: "post", reason: "worse-meanwhile" } as const;
    expect(toldAs(thread, undefined)).toBe(thread);
    expect(toldAs(thread, { act: "edit", reason: "card-exists" })).toBe(thread);
    expect(toldAs(thread, wait)).toBe(wait);
    expect(toldAs(thread, worse)).toBe(worse);
  });

  it("finds a card unless none was ever there", () => {
    expect([hasCard(undefined), hasCard({}), hasCard({ held })]).toEqual([false, true, true]);
    expect(hasCard({ held: { ...held, ended: "good" } })).toBe(false);
    expect([isWaiting({}), isWaiting({ held })]).toEqual([false, true]);
    expect(isWaiting({ held: { ...held, ended: "posted" } })).toBe(false);
  });
});

describe("the end of quiet hours", () => {
  it.each([
    ["warning", "warning", "warning", "post", "quiet-hours-over"],
    ["good", "warning", "warning", "silent", "good-meanwhile"],
    ["good", "warning", "good", "silent", "good-meanwhile"],
    ["good", "good", "good", "post", "quiet-hours-over"],
    ["running", "warning", "good", "silent", "good-meanwhile"],
    ["info", "warning", "warning", "silent", "good-meanwhile"],
    ["info", "warning", "info", "post", "quiet-hours-over"],
    // News that asks nothing of anybody counts as good by then.
    ["good", "info", "info", "post", "quiet-hours-over"],
    ["unknown", "warning", "warning", "post", "quiet-hours-over"],
  ] as const)("for what is %s and was %s, where %s opens a card: %s, %s", (severity, worst, alertsFrom, act, reason) => {
    expect(decideRelease({ severity, held: { ...held, worst }, alertsFrom })).toEqual({ act, reason });
  });
});

describe("a step of an escalation", () => {
  const escalation = { afterMinutes: 15 };
  const further = { ...escalation, thenAfterMinutes: 30, channel: "C0INCIDENTS1" };
  const acknowledged = { by: "U0ONCALL01", at: instant(5) };
  const snoozed = { ...acknowledged, until };
  it.each([
    ["nobody took it", {}, "critical", 1, escalation, "escalate", "not-taken"],
    ["nobody took it for long", {}, "critical", 2, further, "escalate", "not-taken"],
    ["there is no second channel any more", {}, "critical", 2, escalation, "silent", "not-configured"],
    ["nothing is to be done any more", {}, "critical", 1, undefined, "silent", "not-configured"],
    ["somebody took it", { acknowledged }, "critical", 1, escalation, "silent", "acknowledged"],
    ["somebody put it aside", { snoozed }, "critical", 1, escalation, "silent", "snoozed"],
    ["it is only failed", {}, "failed", 1, escalation, "silent", "not-critical"],
    ["it is good again", {}, "good", 2, further, "silent", "not-critical"],
    ["nothing is known of it", {}, undefined, 1, escalation, "silent", "not-critical"],
  ] as const)("when %s", (_, incident, severity, step, given, act, reason) => {
    expect(decideEscalation({ incident, severity, step, escalation: given })).toEqual({ act, reason });
  });
});

describe("a card in several channels", () => {
  const subject = { type: "absence" } as const;
  const shown = { ts: "1.0", drawn: "a" };
  const one: Incident = { id: "i", subject, channel: "C1", also: [{ channel: "C2" }, { channel: "C3" }] };

  it("is remembered for each of them", () => {
    const both = withShown(withShown(one, "C1", shown) ?? one, "C3", { ...shown, ts: "3.0" }) ?? one;
    expect(showingsOf(both)).toEqual([
      { channel: "C1", shown },
      { channel: "C2" },
      { channel: "C3", shown: { ...shown, ts: "3.0" } },
    ]);
    expect(withShown(one, "C9", shown)).toBeUndefined();
    expect(showingIn(both, "C2")).toEqual({ channel: "C2" });
    expect(showingIn(both, "C9")).toBeUndefined();
    expect(seenIn(both, { channel: "C2" })).toMatchObject({ channel: "C2" });
    expect(seenIn(both, { channel: "C2" }).shown).toBeUndefined();
  });

  it("never forgets whom it has called", () => {
    const called = withShown(one, "C1", { ...shown, called: ["critical"] }) ?? one;
    const edited = withShown(called, "C1", { ...shown, drawn: "b", called: [] }) ?? one;
    expect(edited.shown).toEqual({ ts: "1.0", drawn: "b", called: ["critical"] });
  });

  it.each([
    ["the first", "C1", "C9", ["C9", "C2", "C3"]],
    ["another", "C2", "C9", ["C1", "C9", "C3"]],
    ["the first, for one where it stands already", "C1", "C3", ["C2", "C3"]],
    ["another, for the first", "C3", "C1", ["C1", "C2"]],
    ["one that it has left already", "C8", "C9", ["C1", "C2", "C3"]],
  ] as const)("gives way when %s refuses", (_, from, to, channels) => {
    const moved = withRefusal(one, from, to, "not_in_channel");
    expect(showingsOf(moved).map(({ channel }) => channel)).toEqual(channels);
    const there = showingsOf(moved).find(({ channel }) => channel === to);
    expect(there?.refusedBy?.channel).toBe(from === "C8" ? undefined : from);
  });

  it("stands in one more when nobody takes it, once", () => {
    const more = withEscalated(one, "C9");
    expect(showingsOf(more).at(-1)).toEqual({ channel: "C9", isEscalated: true });
    expect(withEscalated(more, "C9")).toBe(more);
    expect(withEscalated(one, "C2")).toBe(one);
  });
});
