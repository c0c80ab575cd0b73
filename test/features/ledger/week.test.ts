import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/core/errors.ts";
import { dayMs, hourMs, instant, minuteMs } from "../../../src/core/time.ts";
import { closeWeek, witness } from "../../../src/features/ledger/flow.ts";
import type { Week } from "../../../src/features/ledger/model.ts";
import { weekKey } from "../../../src/features/ledger/record.ts";
import { lostHeading } from "../../../src/features/ledger/views.ts";
import { answers, config, delivery, friday, monday, rig } from "./books.ts";

describe("the weekly line", () => {
  it("is handed on once, however many ticks there are", async () => {
    const { world, tickAt, sent, weekOf } = rig();
    expect(await tickAt(friday)).toBe("books-opened");
    await witness(delivery, answers("first-sign"), world);
    expect(await tickAt(monday - minuteMs)).toBe("no-week-over");
    expect(await tickAt(monday)).toBe("week-told");
    for (let minutes = 1; minutes < 90; minutes += 1)
      expect(await tickAt(monday + minutes * minuteMs)).toBe("no-week-over");
    expect(sent).toHaveLength(1);
    expect((await weekOf())?.tally).toEqual({ outcomes: { "first-sign": 1 }, lost: 0, found: 0 });
  });

  it("is said when the clock comes two days late, and not of a week before Stillpoint came", async () => {
    const { tickAt, sent } = rig();
    await tickAt(friday);
    expect(await tickAt(monday + 2 * dayMs)).toBe("week-told");
    const { tickAt: newcomers, sent: nothing } = rig();
    await newcomers(monday + hourMs);
    await newcomers(monday + 2 * hourMs);
    expect([sent.length, nothing.length]).toEqual([1, 0]);
  });

  it("never comes when nobody wants it", async () => {
    const { world, sent } = rig();
    const weekly = { ...config.weekly, day: "never" as const };
    expect(await closeWeek({ ...world, config: { ...config, weekly } })).toBe("no-weekly-line");
    expect(sent).toEqual([]);
  });

  it("is told of in the channel that is named for it", async () => {
    const { world, tickAt, weekOf } = rig();
    await tickAt(friday);
    const weekly = { ...config.weekly, channel: "C0PRODUCTION" };
    await closeWeek({ ...world, config: { ...config, weekly }, now: () => instant(monday) });
    expect((await weekOf())?.channel).toBe("C0PRODUCTION");
  });

  it("is said once and counted once, wherever the clock is cut off", async () => {
    /** Every call of the clock, in its order; the one that is named is cut off before or after it happened. */
    const playCut = async (cut: number, when: "before" | "after") => {
      let calls = Number.NEGATIVE_INFINITY;
      const dying = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
        calls += 1;
        const isCut = calls === cut;
        if (isCut && when === "before") throw new Error("cut off");
        const answer = await call();
        if (isCut) throw new Error("cut off");
        return answer;
      };
      const { world, tickAt, sent, tell, posted, weekOf } = rig((kept) => ({
        get: (key) => dying(() => kept.get(key)),
        put: (item) => dying(() => kept.put(item)),
        putIfAbsent: (item) => dying(() => kept.putIfAbsent(item)),
        list: (...asked) => dying(() => kept.list(...asked)),
      }));
      const { send } = world.posts;
      Object.assign(world.posts, {
        send: (...note: Parameters<typeof send>) => dying(() => send(...note)),
      });
      await tickAt(friday);
      await witness(delivery, answers("first-sign"), world);
      calls = 0;
      const isBroken = await tickAt(monday).then(
        () => false,
        () => true,
      );
      const made = calls;
      calls = Number.NEGATIVE_INFINITY;
      await tickAt(monday + minuteMs);
      await tickAt(monday + 2 * minuteMs);
      for (const _ of sent) await tell();
      expect(posted).toHaveLength(1);
      expect((await weekOf())?.tally.outcomes).toEqual({ "first-sign": 1 });
      return { isBroken, made };
    };
    const { made } = await playCut(0, "before");
    // Its own look, the lists, the week, the note, and how far it looked.
    expect(made).toBeGreaterThan(4);
    for (const cut of [1, 2, made - 3, made - 2, made - 1, made])
      for (const when of ["before", "after"] as const) expect((await playCut(cut, when)).isBroken).toBe(true);
  });

  it("counts what had waited in a queue for days when it was received", async () => {
    const { world, tickAt, weekOf } = rig();
    await tickAt(friday);
    const sentAt = instant(friday - 13 * dayMs);
    await witness({ ...delivery, sentAt }, answers("routine"), world);
    await tickAt(monday);
    expect((await weekOf())?.tally.outcomes).toEqual({ routine: 1 });
  });
});

describe("a line that is handed on", () => {
  const counted = async () => {
    const made = rig();
    await made.tickAt(friday);
    await made.tickAt(monday);
    return made;
  };

  it("is posted once, however often it is handed on", async () => {
    const { tell, posted } = await counted();
    expect([await tell(), await tell()]).toEqual(["posted", "as-shown"]);
    expect(posted.map(({ channel }) => channel)).toEqual([config.fallback.channel]);
  });

  it("waits while Slack is away", async () => {
    const { tell, refusals, posted } = await counted();
    refusals.push(new Fault("slack-unavailable", "later", { retryable: true }));
    await expect(tell()).rejects.toThrow("later");
    expect(await tell()).toBe("posted");
    expect(posted).toHaveLength(1);
  });

  it("goes out as plain text when its layout is refused", async () => {
    const { tell, refusals, posted } = await counted();
    refusals.push(new Fault("slack-blocks", "invalid_blocks", { retryable: false }));
    await tell();
    expect(posted.map(({ card }) => [card.blocks, card.text.includes("0 lost")])).toEqual([[[], true]]);
  });

  it("goes to the fallback when its channel refuses it, and says for which it was meant", async () => {
    const { tell, refusals, posted, memory, lines, sent } = await counted();
    const stored = await memory.get<Week>(weekKey("2026-11-16"));
    if (stored === undefined) throw new Error("no week");
    await memory.put({ ...stored, version: 2, body: { ...stored.body, channel: "C0PRODUCTION" } });
    refusals.push(new Fault("slack-channel", "not_in_channel", { retryable: false }));
    expect(await tell("C0PRODUCTION")).toBe("rerouted");
    // Cut off before it was handed on, it comes again to the channel that refused it.
    expect(await tell("C0PRODUCTION")).toBe("handed-on");
    expect(sent.slice(1).map(({ channel }) => channel)).toEqual([
      config.fallback.channel,
      config.fallback.channel,
    ]);
    expect([await tell(), await tell()]).toEqual(["posted", "as-shown"]);
    expect(posted.map(({ channel }) => channel)).toEqual([config.fallback.channel]);
    expect(JSON.stringify(posted)).toContain("C0PRODUCTION");
    expect(lines).toEqual(["alert.rerouted"]);
  });

  it("waits when the fallback itself refuses it", async () => {
    const { tell, refusals } = await counted();
    refusals.push(new Fault("slack-channel", "not_in_channel", { retryable: false }));
    await expect(tell()).rejects.toThrow("not_in_channel");
  });

  it("of a week that nobody counted says nothing", async () => {
    const { tell, posted } = rig();
    expect(await tell()).toBe("no-week");
    expect(posted).toEqual([]);
  });
});

it("names a heading of the runbook", () => {
  const runbook = readFileSync(new URL("../../../docs/runbook.md", import.meta.url), "utf8");
  expect(runbook).toContain(`## ${lostHeading}\n`);
});
