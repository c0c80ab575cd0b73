// Waiting until the world is quiet: nothing receivable in a queue, no function at work, no card to come.
import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import type { SandboxWorld } from "./world.ts";

export interface Settled {
  /** Batches that were handed to functions while it settled. */
  readonly deliveries: number;
  /** Messages in dead-letter queues. */
  readonly dlq: number;
}

/** A message may be out of sight for a moment between two hands; quiet is only quiet when it lasts. */
const quietRounds = 3;
/** As long as something is delivered it is on its way to rest, however long that takes. */
const giveUpMs = 60_000;
/** What can be received is fetched within a turn or two; when nobody is at work and nobody comes for so many, nobody will. */
const strandedRounds = 1_000;

/**
 * What waits for a later moment of the world (a held message, a delayed one) does not keep it: time is moved by
 * whoever settles, not here.
 */
export const settle = async (world: SandboxWorld): Promise<Settled> => {
  const before = world.functions.deliveries();
  const { events, work, run, posts, eventsDead, workDead, runDead, postsDead } = world.installed.queues;
  let moved = { at: performance.now(), deliveries: before };
  let quiet = 0;
  let stranded = 0;
  while (quiet < quietRounds) {
    const deliveries = world.functions.deliveries();
    if (deliveries !== moved.deliveries) moved = { at: performance.now(), deliveries };
    if (performance.now() - moved.at > giveUpMs) throw new Error("the sandbox does not come to rest");
    const waiting = [events, work, run, posts].reduce(
      (sum, { arn }) => sum + world.sqs.depth(arn).receivable,
      0,
    );
    const isBusy = world.functions.isBusy();
    quiet = waiting === 0 && !isBusy ? quiet + 1 : 0;
    stranded = waiting > 0 && !isBusy ? stranded + 1 : 0;
    if (stranded > strandedRounds) throw new Error("the sandbox does not come to rest: nobody receives");
    await (isBusy ? atRest(world) : turn());
  }
  const dead = [eventsDead, workDead, runDead, postsDead, ...world.installed.undelivered].map(({ arn }) =>
    world.sqs.depth(arn),
  );
  return {
    deliveries: world.functions.deliveries() - before,
    dlq: dead.reduce((sum, { visible, inFlight }) => sum + visible + inFlight, 0),
  };
};

/** Without asking all the while: functions of their own processes need this machine for themselves. */
const atRest = async ({ functions }: SandboxWorld): Promise<void> => {
  const over = new AbortController();
  const late = wait(giveUpMs, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([functions.rest(), late]);
  over.abort();
};

/** The smallest step, so that a crowd of timers does not make a day take for ever. */
const stepMs = 1_000;

/**
 * Moves world time on from one thing that falls due to the next, and lets everything come to rest in between: time
 * never jumps while a delivery is under way.
 */
export const passTime = async (world: SandboxWorld, byMs: number): Promise<void> => {
  const target = world.clock.now() + byMs;
  await settle(world);
  while (world.clock.now() < target) {
    const due = world.clock.nextAt() ?? target;
    world.clock.advance(Math.min(target, Math.max(due, world.clock.now() + stepMs)) - world.clock.now());
    await settle(world);
  }
};
