// World time: the time of jobs, visibility, schedules, expiry. It can be paused, sped up and pushed forward;
// wire time (HTTP timeouts, Slack's rate limits) is real and is not kept here.

export interface WorldClock {
  /** Milliseconds since the epoch, in world time. */
  now(): number;
  /** Runs `due` once, when world time has moved on by `delayMs`. Returns what cancels it. */
  after(delayMs: number, due: () => void): () => void;
  /** Moves world time forward, running what falls due in its order, each at its own moment. */
  advance(byMs: number): void;
  /** When the next timer falls due; undefined when none waits. */
  nextAt(): number | undefined;
  pause(): void;
  /** Lets time run at `speed` world seconds per real second; 0 pauses. */
  run(speed: number): void;
  readonly speed: number;
  /** Stops the ticking for good; nothing falls due any more. */
  close(): void;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly due: () => void;
}

/** The longest real sleep between two looks at the timers; setTimeout overflows at 2^31 ms. */
const sleepMaxMs = 60_000;

/**
 * A clock that starts at `startAt` (epoch milliseconds) and runs at `speed`.
 * With speed 0 it moves only by `advance`: that is what makes tests deterministic.
 */
export const createClock = (startAt: number, speed = 1): WorldClock => {
  let timers: Timer[] = [];
  let order = 0;
  let rate = speed;
  let worldMark = startAt;
  let realMark = performance.now();
  let wake: NodeJS.Timeout | undefined;
  let closed = false;

  const now = () => Math.floor(worldMark + (performance.now() - realMark) * rate);

  const mark = (world: number) => {
    worldMark = world;
    realMark = performance.now();
  };

  const earliest = () =>
    timers.reduce<Timer | undefined>(
      (best, timer) =>
        best === undefined || timer.at < best.at || (timer.at === best.at && timer.order < best.order)
          ? timer
          : best,
      undefined,
    );

  const runUntil = (target: number, moveTo: (at: number) => void) => {
    for (let next = earliest(); next !== undefined && next.at <= target; next = earliest()) {
      const ready = next;
      timers = timers.filter((timer) => timer !== ready);
      moveTo(Math.max(ready.at, worldMark));
      ready.due();
    }
  };

  const plan = () => {
    clearTimeout(wake);
    const next = earliest();
    if (closed || rate === 0 || next === undefined) return;
    const sleepMs = Math.min(Math.max(0, (next.at - now()) / rate), sleepMaxMs);
    wake = setTimeout(() => {
      runUntil(now(), () => {});
      plan();
    }, Math.ceil(sleepMs));
  };

  return {
    now,
    after(delayMs, due) {
      const timer: Timer = { at: now() + Math.max(0, delayMs), order: order++, due };
      timers.push(timer);
      plan();
      return () => {
        timers = timers.filter((other) => other !== timer);
        plan();
      };
    },
    advance(byMs) {
      const target = now() + byMs;
      runUntil(target, mark);
      mark(Math.max(target, now()));
      plan();
    },
    nextAt: () => earliest()?.at,
    pause() {
      mark(now());
      rate = 0;
      plan();
    },
    run(next) {
      mark(now());
      rate = next;
      plan();
    },
    get speed() {
      return rate;
    },
    close() {
      closed = true;
      timers = [];
      clearTimeout(wake);
    },
  };
};
