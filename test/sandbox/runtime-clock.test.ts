// Functions in the sandbox's Lambda take the world's time for their own, and cannot tell.
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openLab, startAt } from "./runtime-lab.ts";

const { clockAt, functionOf } = openLab();

describe("a local function in the world's time", () => {
  it("takes the world's moment for now, however far the world was moved while it was frozen", async () => {
    const clock = clockAt(0);
    const made = functionOf(
      `const atStart = Date.now();
      exports.handler = async () =>
        ({ atStart, now: Date.now(), iso: new Date().toISOString(), text: Date(), called: Reflect.construct(Date, []) });`,
      { clock },
    );
    const first = { now: startAt, iso: "2026-11-20T13:00:00.000Z", called: "2026-11-20T13:00:00.000Z" };
    expect(await made.invoke({})).toMatchObject({ ...first, atStart: startAt });
    clock.advance(24 * 60 * 60_000);
    expect(await made.invoke({})).toMatchObject({
      atStart: startAt,
      now: startAt + 24 * 60 * 60_000,
      iso: "2026-11-21T13:00:00.000Z",
      text: expect.stringContaining("Sat Nov 21 2026 13:00:00"),
    });
  });

  it("sees time go on at the world's speed, and sleeps in its own", async () => {
    const clock = clockAt(60);
    const made = functionOf(
      `exports.handler = async () => {
        const [from, real] = [Date.now(), performance.now()];
        await new Promise((resolve) => setTimeout(resolve, 100));
        return { from, world: Date.now() - from, real: performance.now() - real };
      };`,
      { clock },
    );
    await made.invoke({});
    await wait(100);
    const before = clock.now();
    const { from, world, real } = (await made.invoke({})) as Record<"from" | "world" | "real", number>;
    expect(from).toBeGreaterThanOrEqual(before);
    expect(from).toBeLessThanOrEqual(clock.now());
    expect(real).toBeGreaterThan(95);
    expect(Math.abs(world / real - 60)).toBeLessThan(2);
    clock.pause();
    expect(await made.invoke({})).toMatchObject({ from: clock.now(), world: 0 });
  });

  it("has as much real time left as its limit gives, at any speed", async () => {
    const clock = clockAt(60);
    const made = functionOf(
      `exports.handler = async (event, { getRemainingTimeInMillis }) => {
        const before = getRemainingTimeInMillis();
        await new Promise((resolve) => setTimeout(resolve, 100));
        return [before, before - getRemainingTimeInMillis()];
      };`,
      { clock, timeoutMs: 5_000 },
    );
    const [before = 0, spent = 0] = (await made.invoke({})) as readonly number[];
    expect(before).toBeGreaterThan(4_900);
    expect(before).toBeLessThanOrEqual(5_000);
    expect(spent).toBeGreaterThan(90);
    expect(spent).toBeLessThan(1_000);
  });

  it("has a Date that is in all else what it was", async () => {
    const made = functionOf(
      `class Day extends Date { name() { return this.toISOString().slice(0, 10); } }
      const { statSync } = require("node:fs");
      const given = new Date("2020-02-29T10:00:00Z");
      exports.handler = async () => [
        new Date(0).getTime() === 0,
        new Date(2020, 1, 29).getTime() === Date.UTC(2020, 1, 29),
        Date.parse("2020-02-29T10:00:00Z") === given.getTime(),
        new Date(given).getTime() === given.getTime(),
        Number.isNaN(new Date(undefined).getTime()),
        given instanceof Date && given.constructor === Date && Date.prototype.constructor === Date,
        statSync(__filename).mtime instanceof Date,
        structuredClone(given) instanceof Date,
        new Day(given).name() === "2020-02-29" && new Day().name() === "2026-11-20" && new Day() instanceof Date,
        Object.prototype.toString.call(new Date()) === "[object Date]",
        Date.name === "Date" && Date.length === 7 && typeof Date === "function",
        new Intl.DateTimeFormat("en", { timeZone: "Asia/Tokyo", timeStyle: "short" }).format(new Date())
          .replace(/\\s/, " ") === "10:00 PM",
        JSON.stringify({ at: given }) === '{"at":"2020-02-29T10:00:00.000Z"}',
        !Object.keys(process.env).some((name) => /SANDBOX/.test(name)),
      ];`,
    );
    expect(await made.invoke({})).toEqual(new Array(14).fill(true));
  });
});
