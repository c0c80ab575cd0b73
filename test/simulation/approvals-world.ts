// The whole road of approvals in memory: presses come to the worker's queue, run notes to the executor's, the clock ticks,
// people and policies change, and every function runs under the same bad sky on the engine's own code.
import { holdSecondsAfter } from "../../src/app/answer.ts";
import { operations } from "../../src/app/operations.ts";
import { takeWork } from "../../src/app/worker.ts";
import { Fault } from "../../src/core/errors.ts";
import { type Instant, instant, minuteMs } from "../../src/core/time.ts";
import { isOver } from "../../src/features/approvals/decide.ts";
import { type RunRules, takeRun } from "../../src/features/approvals/kinds/run.ts";
import { tick as tickOf } from "../../src/features/approvals/kinds/tick.ts";
import type { Request } from "../../src/features/approvals/model.ts";
import type { ClockWorld, ExecutorWorld, WorkerWorld } from "../../src/ports/feature.ts";
import { readRun } from "../../src/ports/note.ts";
import type { Plan } from "../../src/ports/operation.ts";
import type { Catalog, Run, Views } from "../../src/ports/world.ts";
import { createAws, type Effect } from "./approvals-aws.ts";
import {
  configUnder,
  type Deed,
  type History,
  type PolicyNow,
  policyAfter,
  policyFirst,
} from "./approvals-deeds.ts";
import { createDoing } from "./approvals-doing.ts";
import { createPeople, signingSecret } from "./approvals-people.ts";
import { type PressRules, type PressWorld, press } from "./approvals-pressing.ts";
import { createSky, operatorFaults, slackFaults } from "./approvals-sky.ts";
import { createTable } from "./approvals-table.ts";
import { createPostsQueue, type PostsQueue, type Waiting } from "./posts-queue.ts";
import { createVirtualTime } from "./virtual-time.ts";

const startAt = Date.parse("2026-11-20T01:00:00Z");

/** What a mutant changes. */
export interface Change {
  /** Puts a short worker with these rules in the place of the real one. */
  readonly press?: PressRules;
  readonly run?: RunRules;
  readonly executor?: (world: ExecutorWorld, peek: Peek) => ExecutorWorld;
  /** Every function's world. */
  readonly world?: (world: PressWorld, peek: Peek) => PressWorld;
}

/** What a mutant may look at, outside of every port. */
export interface Peek {
  /** The plan that was drafted last for a request. */
  readonly newestPlan: (request: string) => Plan | undefined;
  readonly random: () => number;
  /** Lives as long as the history. */
  readonly memory: Map<string, unknown>;
}

export interface Written {
  readonly at: Instant;
  readonly before: Request | undefined;
  readonly after: Request;
}

/** Whoever watches is told at the moment when it happens. */
export interface Watcher {
  readonly ran: (effect: Effect) => void;
  readonly wrote: (written: Written) => void;
}

export const createApprovals = ({ sky: weather }: Pick<History, "sky">, change: Change = {}) => {
  const time = createVirtualTime(startAt);
  const now = () => instant(time.now());
  const sky = createSky(weather, time);
  let watcher: Watcher | undefined;
  const { store, table, audit, heads, filed } = createTable((before, after) =>
    watcher?.wrote({ at: now(), before, after }),
  );
  const aws = createAws(now, (effect) => watcher?.ran(effect));
  const policies = [{ at: instant(0), policy: policyFirst }];
  const policy = (): PolicyNow => policies.at(-1)?.policy ?? policyFirst;
  let config = configUnder(policyFirst);
  const people = createPeople(config, now);
  /** What only an alarm hears of. */
  const alarms: { readonly verb: string; readonly facts: object }[] = [];
  const bugs: unknown[] = [];
  /** How to send again what was sent once. */
  const sendings: (() => void)[] = [];
  const work = createPostsQueue(time);
  const run = createPostsQueue(time);

  const sendTo = (queue: PostsQueue, group: string, body: string, once: string): void => {
    sendings.push(() => queue.send(group, body, `again ${time.now()} ${once}`));
    queue.send(group, body, once);
  };
  const catalog = catalogOf(aws.jobs);

  const peek: Peek = {
    newestPlan: (request) =>
      [...doing.plans.values()].findLast(({ named }) => named.request === request)?.plan,
    random: sky.random,
    memory: new Map(),
  };

  type Invocation = ReturnType<typeof sky.invocation>;

  const pressWorld = ({ wrap }: Invocation): PressWorld => {
    const made: PressWorld = {
      config,
      log: { info: () => {}, warn: () => {}, error: (verb, facts) => void alarms.push({ verb, facts }) },
      store: wrap(table),
      audit: wrap(audit),
      posts: wrap({ send: async () => {} }),
      run: wrap({
        send: async (note, once) => sendTo(run, note.request, JSON.stringify(note), once),
      } satisfies Run),
      people: wrap(people.port, slackFaults),
      catalog: wrap(catalog),
      operations,
      now,
    };
    return change.world?.(made, peek) ?? made;
  };
  const workerWorld = (each: Invocation): WorkerWorld => ({
    ...pressWorld(each),
    heads: { put: async () => true, get: async () => undefined },
    keys: { health: async () => ({ state: "enabled" }) },
    region: "ap-northeast-1",
    views: each.wrap(views, slackFaults),
    responder: each.wrap({ respond: async () => {} }, slackFaults),
  });
  const clockWorld = (each: Invocation): ClockWorld => ({
    ...pressWorld(each),
    tags: { carrying: async () => ({ items: [], isCut: false }), of: async () => ({}) },
    heads: { put: async () => true, get: async () => undefined },
    later: { send: async () => {} },
    region: "ap-northeast-1",
  });
  const executorWorld = (each: Invocation): ExecutorWorld => {
    const made: ExecutorWorld = {
      ...pressWorld(each),
      operator: each.wrap(aws.operator, operatorFaults),
      secrets: async () => [signingSecret],
    };
    return change.executor?.(made, peek) ?? made;
  };

  /** One invocation: it ends, or it is cut off. */
  const invoke = (
    job: (each: Invocation) => Promise<unknown>,
  ): Promise<"done" | "dead" | { error: unknown }> =>
    new Promise((resolve) => {
      const each = sky.invocation(() => resolve("dead"));
      job(each).then(
        () => resolve("done"),
        (error: unknown) => resolve({ error }),
      );
    });

  /** An invocation for each message that may be received; what fails comes again, as the queue says. */
  const serve = (
    queue: PostsQueue,
    take: (body: string, each: Invocation, receives: number) => Promise<unknown>,
  ): void => {
    const serveOne = async (message: Waiting): Promise<void> => {
      const { receives } = message;
      const outcome = await invoke((each) => take(message.body, each, receives).finally(each.rest));
      // Its receipt is worth nothing any more when the message was handed to another meanwhile.
      if (outcome === "dead" || message.receives !== receives) return;
      if (outcome === "done") return queue.done(message);
      if (outcome.error instanceof Fault && outcome.error.retryable)
        return queue.hold(message, holdSecondsAfter(outcome.error, receives));
      bugs.push(outcome.error);
      queue.done(message);
    };
    queue.onAvailable(() => {
      for (let next = queue.receive(); next !== undefined; next = queue.receive()) void serveOne(next);
    });
  };
  serve(work, (packed, each, receives) =>
    change.press === undefined
      ? takeWork({ note: "work", packed }, receives, workerWorld(each))
      : press(packed, pressWorld(each), change.press),
  );
  serve(run, (body, each) => {
    const note = readRun(body);
    if (note === undefined) throw new Error("a run note that is none");
    return takeRun(note, executorWorld(each), change.run);
  });

  const tick = async (): Promise<void> => {
    const outcome = await invoke((each) => tickOf(clockWorld(each)).finally(each.rest));
    if (typeof outcome === "object" && !(outcome.error instanceof Fault)) bugs.push(outcome.error);
  };

  const doing = createDoing({
    now,
    random: sky.random,
    aws,
    people,
    heads,
    store,
    policy,
    decree: (asked) => {
      policies.push({ at: now(), policy: policyAfter(policy(), asked, now()) });
      config = configUnder(policy());
    },
    deliver: (packed, request) => sendTo(work, request, packed, `press ${sendings.length}`),
    again: (which) => sendings[which % Math.max(1, sendings.length)]?.(),
    tick,
  });

  const isAtRest = (): boolean =>
    [...heads.values()].every(({ phase, outbox }) => isOver(phase.state) && outbox.length === 0);

  /** The sky clears, and the clock brings everything to its end. */
  const settle = async (): Promise<void> => {
    sky.clear();
    for (const minutes of settleAfterMinutes) {
      if (isAtRest()) return;
      time.after(minutes * minuteMs, () => {
        aws.endJobs("COMPLETED");
        void tick();
      });
      await time.runOut();
    }
  };

  return {
    time,
    sky,
    aws,
    people,
    policies,
    heads,
    store: table,
    filed,
    alarms,
    bugs,
    plans: doing.plans,
    pressed: doing.pressed,
    act: doing.act,
    settle,
    /** Puts a note there that nobody owes. */
    forge: (request: string, body: string): void => run.send(request, body, `forged ${time.now()}`),
    watch(by: Watcher): void {
      watcher = by;
    },
    /** Plays the deeds at their times, and all that comes of them. */
    async play(deeds: readonly Deed[]): Promise<void> {
      let at = 0;
      for (const deed of deeds) {
        at += deed.afterMs;
        time.after(at, () => void doing.act(deed));
      }
      await time.runOut();
    },
  };
};

export type Approvals = ReturnType<typeof createApprovals>;

/** Past the lease, past what AWS remembers, past every window. */
const settleAfterMinutes = [1, 1, 3, 7, 50, 10, 60, 240, 10, 600, 1, 1_500, 1, 1];

/** Nobody looks at them here. */
const views: Views = {
  open: async () => ({ id: "V0000000001", hash: "1" }),
  push: async () => ({ id: "V0000000002", hash: "1" }),
  update: async () => {},
  publish: async () => {},
};

const catalogOf = (all: ReturnType<typeof createAws>["jobs"]): Catalog => {
  const listed: Pick<Catalog, "jobs" | "job"> = {
    jobs: async (_, { createdAfter, createdBefore, resourceArn }) => ({
      items: all.filter(({ facts }) => {
        const { createdAt = instant(0) } = facts;
        const isOfResource = resourceArn === undefined || facts.resourceArn === resourceArn;
        return isOfResource && createdAt >= createdAfter && (createdBefore ?? createdAt) >= createdAt;
      }),
      isCut: false,
    }),
    job: async ({ id }) => {
      const found = all.find(({ job }) => job.id === id.toLowerCase());
      if (found === undefined) throw new Fault("aws-not-found", id, { retryable: false });
      return found;
    },
  };
  // Nothing else of it is asked for: no job here names its recovery point.
  return listed as Catalog;
};
