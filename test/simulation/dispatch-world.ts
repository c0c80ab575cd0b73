// The road from news to a channel: the events function's own rules leave notes, and five containers of the poster work
// them off under a bad sky. A container may be cut off at any call; the queue brings the note again.
import type { SQSEvent } from "aws-lambda";
import { memoryStore } from "../../sandbox/memory-store.ts";
import { paced } from "../../src/adapters/slack.ts";
import { Fault } from "../../src/core/errors.ts";
import { instant } from "../../src/core/time.ts";
import { receive } from "../../src/features/alerts/flow.ts";
import { answerAcknowledge } from "../../src/features/alerts/kinds/acknowledge.ts";
import { make } from "../../src/lambda/poster.ts";
import type { EventsWorld, PosterWorld } from "../../src/ports/feature.ts";
import type { World } from "../../src/ports/world.ts";
import { configIn } from "../features/alerts/cards.ts";
import { idle } from "../idle.ts";
import { createDispatchSlack, type Weather } from "./dispatch-slack.ts";
import { createPostsQueue, type Waiting } from "./posts-queue.ts";
import { createVirtualTime, randomFrom } from "./virtual-time.ts";

export const production = "C0PRODUCTION";
const startAt = Date.parse("2026-11-20T13:00:00Z");
const minuteMs = 60_000;
const containersMax = 5;
const latencyMaxMs = 400;
/** As infra makes the function. */
const timeoutMs = 30_000;

/** Something that happens so many minutes after the beginning. */
export type Deed =
  | { readonly minute: number; readonly deed: "hear"; readonly body: string }
  | { readonly minute: number; readonly deed: "acknowledge"; readonly incident: string }
  /** Somebody deletes the newest card of production. */
  | { readonly minute: number; readonly deed: "delete" }
  /** A note that was worked off comes once more. */
  | { readonly minute: number; readonly deed: "repeat-note"; readonly which: number };

export interface Sky extends Weather {
  readonly seed: number;
  /** Calls of the poster, counted over the history, at which it is cut off. */
  readonly cuts: ReadonlyMap<number, "before" | "after">;
}

/** What a mutant changes: the world that a container is given, or its handler. */
export interface Change {
  readonly poster?: (world: PosterWorld) => PosterWorld;
  readonly events?: (world: EventsWorld) => EventsWorld;
  readonly hold?: (hold: Hold) => Hold;
  readonly handle?: (handle: Handle) => Handle;
  readonly paceMs?: number;
}

type Handle = ReturnType<typeof make>;

type Hold = (receiptHandle: string, seconds: number) => Promise<void>;

const silence = { info: () => {}, warn: () => {}, error: () => {} };

export const playDispatch = async (deeds: readonly Deed[], sky: Sky, change: Change = {}) => {
  const time = createVirtualTime(startAt);
  const random = randomFrom(sky.seed);
  const queue = createPostsQueue(time);
  const slack = createDispatchSlack(sky, production, time);
  const store = memoryStore();
  const notes: { readonly group: string; readonly body: string }[] = [];
  const acknowledged: string[] = [];
  const deleted: string[] = [];
  let calls = 0;
  let cut = 0;

  const send: World["posts"]["send"] = async (note, once) => {
    const body = JSON.stringify(note);
    notes.push({ group: note.channel, body });
    queue.send(note.channel, body, once);
  };

  const config = configIn("en");
  const now = () => instant(time.now());
  const eventsWorld: EventsWorld = {
    config,
    log: silence,
    store,
    posts: { send },
    later: { send: async () => {} },
    tags: { carrying: async () => ({ items: [], isCut: false }), of: async () => ({}) },
    backup: {
      describe: async ({ id }) => {
        throw new Fault("aws-not-found", id, { retryable: false });
      },
    },
    now,
  };
  const events = change.events?.(eventsWorld) ?? eventsWorld;

  /** One invocation's calls: each takes its time, and one of them may be its last. */
  const mortal = (die: () => void) => {
    let isDead = false;
    const never = () => new Promise<never>(() => {});
    const end = () => {
      isDead = true;
      cut += 1;
      die();
      return never();
    };
    const wrap = <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== "function") return member;
          return async (...given: unknown[]) => {
            if (isDead) return never();
            const call = calls;
            calls += 1;
            await time.wait(random() * latencyMaxMs);
            if (isDead) return never();
            if (sky.cuts.get(call) === "before") return end();
            try {
              const answer: unknown = await member.apply(target, given);
              await time.wait(random() * latencyMaxMs);
              return answer;
            } finally {
              if (sky.cuts.get(call) === "after") await end();
            }
          };
        },
      });
    return {
      wrap,
      end: () => {
        isDead = true;
        die();
      },
    };
  };

  let free = containersMax;

  const work = async (message: Waiting): Promise<void> => {
    const isDone = await new Promise<boolean>((resolve) => {
      const { wrap, end } = mortal(() => resolve(false));
      time.after(timeoutMs, end);
      const wire = { now: time.now, wait: time.wait };
      const messenger = paced(wrap(slack.messenger), change.paceMs ?? 1_000, wire);
      const world: PosterWorld = {
        ...idle,
        config,
        log: silence,
        store: wrap(store),
        posts: wrap({ send }),
        slack: messenger,
        now,
      };
      const hold: Hold = async (_, seconds) => queue.hold(message, seconds);
      const { hold: queueHold } = wrap({ hold: change.hold?.(hold) ?? hold });
      const made = make(change.poster?.(world) ?? world, queueHold, messenger.rest);
      const handle = change.handle?.(made) ?? made;
      handle(eventOf(message)).then(
        ({ batchItemFailures }) => resolve(batchItemFailures.length === 0),
        () => resolve(false),
      );
    });
    if (isDone) queue.done(message);
  };

  /** Lambda takes the next group for each container that is free. */
  const poll = (): void => {
    while (free > 0) {
      const message = queue.receive();
      if (message === undefined) return;
      free -= 1;
      void work(message).finally(() => {
        free += 1;
        poll();
      });
    }
  };
  queue.onAvailable(poll);

  const act = async (deed: Deed): Promise<void> => {
    switch (deed.deed) {
      case "hear":
        await receive(
          { body: deed.body, messageId: `e-${deed.minute}`, sentAt: now(), attributes: {} },
          events,
        );
        return;
      case "acknowledge": {
        const person = { id: "U0ONCALL001", teams: [], groups: [], isDeleted: false, isBot: false };
        const answer = await answerAcknowledge.answer(
          deed.incident,
          {
            person: { ...person, isGuest: false, isStranger: false },
            environments: config.environments,
            at: now(),
            packed: "",
          },
          {
            ...eventsWorld,
            ...idle,
            people: undefined as never,
            catalog: undefined as never,
            region: "ap-northeast-1",
          },
        );
        if (answer.type !== "draw") return;
        acknowledged.push(deed.incident);
        await send(answer.note, answer.once);
        return;
      }
      case "delete": {
        const ts = slack.remove(production);
        if (ts !== undefined) deleted.push(ts);
        return;
      }
      case "repeat-note": {
        const note = notes[deed.which % Math.max(1, notes.length)];
        if (note !== undefined) queue.send(note.group, note.body, `again ${deed.minute} ${deed.which}`);
      }
    }
  };
  for (const deed of deeds) time.after(deed.minute * minuteMs, () => void act(deed));
  await time.runOut();
  return { ...slack, queue, store, notes, acknowledged, deleted, calls: () => calls, cut: () => cut, time };
};

export type Played = Awaited<ReturnType<typeof playDispatch>>;

const eventOf = (message: Waiting) =>
  ({
    Records: [
      {
        messageId: message.id,
        receiptHandle: message.id,
        body: message.body,
        attributes: { ApproximateReceiveCount: String(message.receives) },
        messageAttributes: {},
      },
    ],
  }) as unknown as SQSEvent;
