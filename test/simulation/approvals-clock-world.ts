// A small world for the clock's side of approvals, all in memory, in which every call outside can be cut off before or
// after it happened. What was sent is kept by its name, as the queues do.
import { memoryStore } from "../../sandbox/memory-store.ts";
import { Fault } from "../../src/core/errors.ts";
import { type Instant, instant, minuteMs } from "../../src/core/time.ts";
import { keep } from "../../src/features/approvals/flow.ts";
import { tick } from "../../src/features/approvals/kinds/tick.ts";
import type { Pointer, Request } from "../../src/features/approvals/model.ts";
import { pointerKey, requestKey } from "../../src/features/approvals/record.ts";
import { type AuditRow, sortOf } from "../../src/ports/audit.ts";
import type { ClockWorld } from "../../src/ports/feature.ts";
import type { PostNote, RunNote } from "../../src/ports/note.ts";
import type { ListedJob, Store } from "../../src/ports/world.ts";
import { config, noon, operation } from "../features/approvals/waiting.ts";

export interface Cut {
  /** Which call, counted from 0 over the whole history. */
  readonly call: number;
  /** Killed before it happened, or after; or it happened, and the answer was lost on its way. */
  readonly when: "before" | "after" | "lost";
}

/** The function was killed; the clock calls it again. */
class Killed extends Error {}

/** What AWS says of every job at a minute; a fault's code when it does not. */
export type Aws = (
  minute: number,
) => Pick<ListedJob, "state" | "facts"> | "aws-not-found" | "aws-unavailable";

const never = () => {
  throw new Error("the clock does not ask that");
};

export const createClockWorld = (aws: Aws, cuts: readonly Cut[] = []) => {
  const store = memoryStore();
  const rows = new Map<string, AuditRow>();
  const posts = new Map<string, PostNote>();
  const runs = new Map<string, RunNote>();
  const lines: string[] = [];
  let calls = 0;
  let isDead = false;
  let now: Instant = noon;

  const cuttable = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== "function") return member;
        return async (...given: unknown[]) => {
          if (isDead) throw new Killed();
          const call = calls;
          calls += 1;
          const isCut = (when: Cut["when"]) => cuts.some((cut) => cut.call === call && cut.when === when);
          const die = (when: Cut["when"]) => {
            if (!isCut(when)) return;
            isDead = true;
            throw new Killed();
          };
          die("before");
          const answer: unknown = await member.apply(target, given);
          die("after");
          if (isCut("lost")) throw new Fault("aws-unavailable", "the answer was lost", { retryable: true });
          return answer;
        };
      },
    });

  const minuteNow = (): number => (now - noon) / minuteMs;

  const ports = {
    store: store satisfies Store,
    audit: {
      insert: async (row: AuditRow) => {
        rows.set(sortOf(row), row);
      },
      list: never,
    },
    posts: {
      send: async (note: PostNote, once: string) => {
        posts.set(once, note);
      },
    },
    run: {
      send: async (note: RunNote, once: string) => {
        runs.set(once, note);
      },
    },
    catalog: {
      job: async (key: ListedJob["job"]) => {
        const told = aws(minuteNow());
        if (typeof told === "string") throw new Fault(told, told, { retryable: told === "aws-unavailable" });
        return { job: key, ...told };
      },
      point: async () => ({ arn: "", vaultName: "", status: "COMPLETED", expiry: "never" as const }),
      jobs: never,
      resources: never,
      points: never,
      vaults: never,
      vault: never,
      unfinished: never,
    },
  };
  const log = (verb: string) => {
    lines.push(verb);
  };
  const world: ClockWorld = {
    config,
    log: { info: () => {}, warn: log, error: log },
    store: cuttable(ports.store),
    audit: cuttable(ports.audit),
    heads: { put: never, get: never },
    posts: cuttable(ports.posts),
    run: cuttable(ports.run),
    catalog: cuttable(ports.catalog),
    tags: { carrying: never, of: never },
    operations: { backup: operation, copy: operation, stop: operation },
    later: { send: never },
    region: "ap-northeast-1",
    now: () => now,
  };
  const uncut: ClockWorld = { ...world, ...ports };

  return {
    world: uncut,
    store,
    lines,
    calls: () => calls,
    /** As somebody wrote it who then was killed: in the list and in its record, with all that it owes. */
    lay: async (request: Request): Promise<void> => {
      if ((await keep(undefined, request, uncut)) === undefined) throw new Error("it lies there already");
    },
    /** The clock ticks at a minute after noon, so often at once; a tick that is killed is one that was not. */
    tickAt: async (minute: number, times = 1): Promise<void> => {
      now = instant(noon + minute * minuteMs);
      isDead = false;
      const ticks = await Promise.allSettled(Array.from({ length: times }, () => tick(world)));
      for (const ended of ticks) {
        if (ended.status === "fulfilled") continue;
        const { reason } = ended;
        if (!(reason instanceof Killed) && !(reason instanceof Fault)) throw reason;
      }
    },
    requestNow: async (id: string): Promise<Request | undefined> =>
      (await store.get<Request>(requestKey(id)))?.body,
    isClosed: async ({ environment, createdAt, id }: Request): Promise<boolean> =>
      (await store.get<Pointer>(pointerKey(environment, createdAt, id)))?.body.isClosed === true,
    rows: () => [...rows.values()],
    /** What people were told, by its id, in order. */
    said: (): readonly string[] =>
      [...posts.values()].flatMap((note) =>
        note.note === "approvals.call" || note.note === "approvals.tell" ? [`${note.note} ${note.id}`] : [],
      ),
    draws: () => [...posts.values()].filter(({ note }) => note === "approvals.draw").length,
    runs: () => [...runs.keys()],
  };
};
