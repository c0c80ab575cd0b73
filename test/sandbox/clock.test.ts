import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { createClock } from "../../sandbox/clock.ts";

const clocks: { close(): void }[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.close();
});

const standing = () => {
  const clock = createClock(1_000_000, 0);
  clocks.push(clock);
  return clock;
};

describe("world time", () => {
  it("stands still until it is moved", async () => {
    const clock = standing();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(clock.now()).toBe(1_000_000);
    clock.advance(500);
    expect(clock.now()).toBe(1_000_500);
  });

  it("runs at its speed, and stands when it is paused", async () => {
    const clock = createClock(0, 60);
    clocks.push(clock);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(clock.now()).toBeGreaterThan(2_000);
    clock.pause();
    const paused = clock.now();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(clock.now()).toBe(paused);
    expect(clock.speed).toBe(0);
  });

  it("wakes a timer by itself when it runs", async () => {
    const clock = createClock(0, 1_000);
    clocks.push(clock);
    const woken = await new Promise<number>((resolve) => clock.after(20_000, () => resolve(clock.now())));
    expect(woken).toBeGreaterThanOrEqual(20_000);
  });

  it("runs what falls due in its order, each at its own moment, and what was cancelled never", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { maxLength: 30 }), fc.nat(120), (delays, by) => {
        const clock = createClock(0, 0);
        const ran: number[] = [];
        const cancels = delays.map((delay) => clock.after(delay, () => ran.push(clock.now())));
        cancels.at(0)?.();
        clock.advance(by);
        const due = delays.slice(1).filter((delay) => delay <= by);
        expect(ran).toEqual([...due].sort((left, right) => left - right));
        expect(clock.now()).toBe(by);
        clock.close();
      }),
    );
  });

  it("runs a timer that a timer sets, when it still falls due", () => {
    const clock = standing();
    const ran: number[] = [];
    clock.after(10, () => clock.after(10, () => ran.push(clock.now() - 1_000_000)));
    clock.advance(15);
    expect(ran).toEqual([]);
    clock.advance(5);
    expect(ran).toEqual([20]);
    expect(clock.nextAt()).toBeUndefined();
  });
});
