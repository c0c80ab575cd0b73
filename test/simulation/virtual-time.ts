// Time that stands still until everything that runs waits for it: a day of a simulation takes a moment, and two runs of
// one seed are the same.

export interface VirtualTime {
  now(): number;
  /** Runs `due` once, so many milliseconds from now, unless it is called off by what this answers. */
  after(delayMs: number, due: () => void): () => void;
  wait(delayMs: number): Promise<void>;
  /** Lets time go on until nothing waits for it any more. */
  runOut(): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly due: () => void;
}

/** Node comes to this when all promises that can go on have gone on, and waits for no turn of its loop. */
const turn = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/** More than this many events is a simulation that never comes to rest. */
const eventsMax = 200_000;

export const createVirtualTime = (startAt: number): VirtualTime => {
  let now = startAt;
  const timers: Timer[] = [];
  const after = (delayMs: number, due: () => void) => {
    const timer: Timer = { at: now + Math.max(0, delayMs), due };
    const index = timers.findLastIndex(({ at }) => at <= timer.at);
    timers.splice(index + 1, 0, timer);
    return () => {
      const found = timers.indexOf(timer);
      if (found >= 0) timers.splice(found, 1);
    };
  };
  return {
    now: () => now,
    after,
    wait: (delayMs) =>
      new Promise((resolve) => {
        after(delayMs, resolve);
      }),
    async runOut() {
      for (let events = 0; ; events += 1) {
        await turn();
        const next = timers.shift();
        if (next === undefined) return;
        if (events > eventsMax) throw new Error("it never comes to rest");
        now = next.at;
        next.due();
      }
    },
  };
};

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
