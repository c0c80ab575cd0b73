// A small world for alerts, all in memory, in which every call outside can be cut off before or after it happened.
import { memoryStore } from "../../sandbox/memory-store.ts";
import { hearDelivery } from "../../src/app/hearing.ts";
import type { Delivery } from "../../src/backup/notification.ts";
import type { Config } from "../../src/config/config.ts";
import { Fault } from "../../src/core/errors.ts";
import { instant } from "../../src/core/time.ts";
import { draw } from "../../src/features/alerts/kinds/drawing.ts";
import { call, repeat } from "../../src/features/alerts/kinds/threading.ts";
import { tick } from "../../src/features/alerts/kinds/tick.ts";
import type { Entry } from "../../src/features/ledger/model.ts";
import { entriesOn, shards } from "../../src/features/ledger/record.ts";
import type { EventsWorld, PosterWorld } from "../../src/ports/feature.ts";
import type { CallNote, DrawNote, FileNote, LaterNote, RepeatNote, SayNote } from "../../src/ports/note.ts";
import type { DescribedJob, Thread } from "../../src/ports/world.ts";
import type { Card } from "../../src/slack/card.ts";
import { configIn } from "../features/alerts/cards.ts";
import { idle } from "../idle.ts";

export interface Cut {
  /** Which call, counted from 0 over the whole history. */
  readonly call: number;
  /** Killed before it happened, or after; or it happened, and the answer was lost on its way. */
  readonly when: "before" | "after" | "lost";
}

export interface AlertWorldOptions {
  /** How much later it is each time that somebody looks at the clock. */
  readonly stepMs?: number;
  /** A channel that will not have us. */
  readonly refuses?: string;
  readonly config?: Config;
  /** What a mutant changes. */
  readonly change?: (world: EventsWorld & PosterWorld) => EventsWorld & PosterWorld;
}

/** The function was killed; whatever called it will be called again. */
class Killed extends Error {}

/** `described` is what AWS answers when it is asked; undefined when it does not know the job. */
export const createAlertWorld = (
  described: DescribedJob | undefined,
  cuts: readonly Cut[],
  { refuses, config = configIn("en"), change = (same) => same, stepMs = 1_000 }: AlertWorldOptions = {},
) => {
  const messages: { channel: string; ts: string; thread: string | undefined; card: Card }[] = [];
  const notes: (DrawNote | RepeatNote | CallNote)[] = [];
  const stirs: string[] = [];
  const looks: string[] = [];
  const store = memoryStore();
  const once = new Set<string>();
  let calls = 0;
  let isDead = false;
  let now = Date.parse("2026-11-20T13:15:00Z");

  const cuttable = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== "function") return member;
        return async (...given: unknown[]) => {
          // Whoever was killed calls nothing any more.
          if (isDead) throw new Killed();
          const call = calls;
          calls += 1;
          const die = (when: Cut["when"]) => {
            if (!cuts.some((cut) => cut.call === call && cut.when === when)) return;
            isDead = true;
            throw new Killed();
          };
          die("before");
          const answer: unknown = await member.apply(target, given);
          die("after");
          if (cuts.some((cut) => cut.call === call && cut.when === "lost"))
            throw new Fault("aws-unavailable", "the answer was lost", { retryable: true });
          return answer;
        };
      },
    });

  const demandOpen = (channel: string): void => {
    if (channel === refuses) throw new Fault("slack-channel", "is_archived", { retryable: false });
  };

  const silence = { info: () => {}, warn: () => {}, error: () => {} };
  const made: EventsWorld & PosterWorld = {
    config,
    ...idle,
    log: silence,
    store: cuttable(store),
    backup: cuttable({
      describe: async () => {
        if (described === undefined) throw new Fault("aws-not-found", "no such job", { retryable: false });
        return described;
      },
    }),
    tags: cuttable({ carrying: async () => ({ items: [], isCut: false }), of: async () => ({}) }),
    posts: cuttable({
      send: async (note: DrawNote | RepeatNote | CallNote | FileNote | SayNote, name: string) => {
        if (once.has(name)) return;
        once.add(name);
        if (note.note !== "say" && note.note !== "alerts.file") notes.push(note);
      },
    }),
    later: cuttable({
      send: async (note: LaterNote) => {
        if (note.note === "alerts.stir") stirs.push(JSON.stringify(note));
        if (note.note === "alerts.outside") looks.push(JSON.stringify(note));
      },
    }),
    slack: cuttable({
      say: async () => {},
      post: async (channel: string, card: Card, thread?: Thread) => {
        demandOpen(channel);
        const ts = `${messages.length + 1}.0`;
        messages.push({ channel, ts, thread: thread?.ts, card });
        return ts;
      },
      upload: async () => {},
      hand: async () => {},
      update: async (channel: string, ts: string, card: Card) => {
        demandOpen(channel);
        const found = messages.findIndex((message) => message.channel === channel && message.ts === ts);
        const before = messages[found];
        if (before === undefined)
          throw new Fault("slack-message-gone", "message_not_found", { retryable: false });
        messages[found] = { ...before, card };
      },
    }),
    now: () => {
      now += stepMs;
      return instant(now);
    },
  };

  const world = change(made);

  /**
   * As the queue does: again until it is done, or laid aside after so many times. A cut strikes once, because calls are
   * counted on.
   */
  const isDoneWithin = async (times: number, work: () => Promise<unknown>): Promise<boolean> => {
    for (let tries = 0; tries < times; tries += 1) {
      isDead = false;
      try {
        await work();
        return true;
      } catch (error) {
        const isPassing = error instanceof Killed || (error instanceof Fault && error.retryable);
        if (!isPassing) throw error;
      }
    }
    return false;
  };

  const untilDone = async (work: () => Promise<unknown>): Promise<void> => {
    if (!(await isDoneWithin(20, work))) throw new Error("it never came to an end");
  };

  const deliver = (delivery: Delivery) => untilDone(() => hearDelivery(delivery, world));

  const take = (note: DrawNote | RepeatNote | CallNote): Promise<string> => {
    switch (note.note) {
      case "alerts.draw":
        return draw(note, world);
      case "alerts.repeat":
        return repeat(note, world);
      case "alerts.call":
        return call(note, world);
    }
  };

  return {
    messages,
    roots: () => messages.filter(({ thread }) => thread === undefined),
    /** To look into: what a test asks of it is never cut off. */
    store,
    calls: () => calls,
    deliver,
    /** The clock ticks after so long. */
    async tick(minutes: number): Promise<void> {
      now += minutes * 60_000;
      await untilDone(() => tick(world));
    },
    /** What was put off comes to the events function. */
    async putOff(): Promise<void> {
      for (let body = stirs.shift(); body !== undefined; body = stirs.shift())
        await deliver({ body, messageId: "put off", sentAt: instant(now), attributes: {} });
    },
    /** A quarter of an hour later, what was to be looked at by then. */
    async lookOutside(): Promise<void> {
      now += 15 * 60_000;
      for (let body = looks.shift(); body !== undefined; body = looks.shift())
        await deliver({ body, messageId: "a look", sentAt: instant(now), attributes: {} });
    },
    /** Whether it was heard to its end before the queue laid it aside. */
    isHeard: (delivery: Delivery, times: number) => isDoneWithin(times, () => hearDelivery(delivery, world)),
    /** What the books have of a day, by message. */
    async booksOf(day: number): Promise<ReadonlyMap<string, Entry>> {
      const lists = shards.map((shard) => store.list<Entry>(entriesOn(instant(day), shard), "", 1_000));
      return new Map((await Promise.all(lists)).flat().map(({ key, body }) => [key.sort, body]));
    },
    /** The poster works off what waits for it. */
    async post(): Promise<void> {
      for (let next = notes.shift(); next !== undefined; next = notes.shift()) {
        const note = next;
        await untilDone(() => take(note));
      }
    },
  };
};
