// Faulty ways to do what alerts do, each put in where a function meets its world. No file is changed: a mutant wraps
// the store, the queue, Slack or AWS as the functions see them.
import { Fault } from "../../src/core/errors.ts";
import { instant, minuteMs } from "../../src/core/time.ts";
import type { EventsWorld, PosterWorld } from "../../src/ports/feature.ts";
import type { Messenger, Store } from "../../src/ports/world.ts";
import type { Key, Stored } from "../../src/store/record.ts";
import type { AlertWorldOptions } from "./alert-world.ts";
import type { Change } from "./dispatch-world.ts";
import type { WatchChange } from "./watch-law.ts";

type Holder = { readonly store: Store };

const withStore = <World extends Holder>(world: World, change: (store: Store) => Partial<Store>): World => ({
  ...world,
  store: { ...methodsOf(world.store), ...change(world.store) },
});

/** A port may be a proxy, whose members a spread does not see one by one. */
const methodsOf = (store: Store): Store => ({
  get: (key) => store.get(key),
  put: (item) => store.put(item),
  putIfAbsent: (item) => store.putIfAbsent(item),
  list: (partition, prefix, max) => store.list(partition, prefix, max),
  count: (partition, prefix) => store.count(partition, prefix),
});

/** Writes over whatever lies there. */
const blindly = (store: Store): Partial<Store> => {
  const write = async (item: Stored<unknown>): Promise<boolean> => {
    for (;;) {
      const known = await store.get(item.key);
      const isDone =
        known === undefined
          ? await store.putIfAbsent({ ...item, version: 1 })
          : await store.put({ ...item, version: known.version + 1 });
      if (isDone) return true;
    }
  };
  return { put: write, putIfAbsent: write };
};

/** Records of a kind are written as `change` says. */
const written = (store: Store, kind: string, change: (body: object) => object): Partial<Store> => {
  const changed = <Body>(item: Stored<Body>): Stored<Body> =>
    item.key.partition.startsWith(kind) ? { ...item, body: change(item.body as object) as Body } : item;
  return {
    put: (item) => store.put(changed(item)),
    putIfAbsent: (item) => store.putIfAbsent(changed(item)),
  };
};

/** What was read once is believed for ever. */
const fromMemory = (store: Store): Partial<Store> => {
  const seen = new Map<string, unknown>();
  return {
    get: async <Body>(key: Key) => {
      const name = `${key.partition} ${key.sort}`;
      const known = seen.get(name) ?? (await store.get<Body>(key));
      if (known !== undefined) seen.set(name, known);
      return known as Stored<Body> | undefined;
    },
  };
};

const slackOf = (world: PosterWorld, change: (slack: Messenger) => Partial<Messenger>): PosterWorld => {
  const { slack } = world;
  const plain: Messenger = {
    post: (channel, card, thread) => slack.post(channel, card, thread),
    update: (channel, ts, card) => slack.update(channel, ts, card),
    upload: (channel, thread, file) => slack.upload(channel, thread, file),
    say: (user, text, blocks) => slack.say(user, text, blocks),
    hand: (user, text, file) => slack.hand(user, text, file),
  };
  return { ...world, slack: { ...plain, ...change(plain) } };
};

/** Takes a fault for success. */
const shrugs = (codes: readonly string[]) => (world: PosterWorld) =>
  slackOf(world, (slack) => {
    const hide = (error: unknown): void => {
      if (!(error instanceof Fault && codes.includes(error.code))) throw error;
    };
    return {
      post: (channel, card, thread) =>
        slack.post(channel, card, thread).catch((error: unknown) => {
          hide(error);
          return "0.0";
        }),
      update: (channel, ts, card) => slack.update(channel, ts, card).catch(hide),
    };
  });

const both =
  (change: (world: EventsWorld & PosterWorld) => EventsWorld & PosterWorld): AlertWorldOptions["change"] =>
  (world) =>
    change(world);

type Options = { readonly change: NonNullable<AlertWorldOptions["change"]> };

const heardIn = (body: object): readonly object[] => (body as { readonly heard: readonly object[] }).heard;

export const ofIngest: Readonly<Record<string, Options>> = Object.fromEntries(
  Object.entries({
    "drops the outbox": both((world) =>
      withStore(world, (store) => written(store, "job#", (body) => ({ ...body, owes: "nothing" }))),
    ),
    "remembers only what it heard last": both((world) =>
      withStore(world, (store) =>
        written(store, "job#", (body) => ({ ...body, heard: heardIn(body).slice(-1) })),
      ),
    ),
    "believes a record that it read once": both((world) => withStore(world, fromMemory)),
    "takes a note for sent that was not": both((world) => ({
      ...world,
      posts: { send: (note, once) => world.posts.send(note, once).catch(() => undefined) },
    })),
    "forgets where its card stands": both((world) =>
      withStore(world, (store) => written(store, "incident#", (body) => ({ ...body, shown: undefined }))),
    ),
  }).map(([name, change]) => [name, { change: change as Options["change"] }]),
);

export const ofDispatch: Readonly<Record<string, Change>> = {
  "treats an ambiguous post as posted": { poster: shrugs(["slack-unavailable"]) },
  "counts 429 as done": { poster: shrugs(["slack-rate-limited"]) },
  "gives up what a channel refuses": { poster: shrugs(["slack-channel"]) },
  "gives up a layout that is refused": { poster: shrugs(["slack-blocks"]) },
  "waits for nothing that Slack asks": { hold: (hold) => (receipt) => hold(receipt, 1) },
  "tries a bad layout again for ever": {
    poster: (world) =>
      slackOf(world, (slack) => ({
        post: (channel, card, thread) =>
          card.blocks.length === 0
            ? Promise.reject(new Fault("slack-unavailable", "never plain", { retryable: true }))
            : slack.post(channel, card, thread),
      })),
  },
  "posts without keeping where": {
    poster: (world) => withStore(world, () => ({ put: async () => true })),
  },
  "keeps it without a condition": { poster: (world) => withStore(world, blindly) },
  "believes a record that it read once": { poster: rememberingPoster() },
  "is done with whatever failed": {
    handle: (handle) => async (event) => {
      await handle(event);
      return { batchItemFailures: [] };
    },
  },
  "speaks without a pause": { paceMs: 0 },
  "ends a row by an older good job": {
    events: (world) => withStore(world, (store) => ({ list: rowsFrom(store, { latest: 0 }) })),
  },
  "ends no row": {
    events: (world) => withStore(world, (store) => ({ list: rowsFrom(store, { latest: Number.MAX_VALUE }) })),
  },
  "opens a card for each failure of a row": {
    events: (world) =>
      withStore(world, (store) => ({
        get: async <Body>(key: Key) => (key.partition.startsWith("row#") ? undefined : store.get<Body>(key)),
        putIfAbsent: async (item) => {
          const isThere = !(await store.putIfAbsent(item));
          return isThere ? item.key.partition.startsWith("row#") : true;
        },
      })),
  },
};

/** A container that outlives many notes and asks the table once for each. */
function rememberingPoster(): NonNullable<Change["poster"]> {
  const seen = new WeakMap<object, Partial<Store>>();
  return (world) => {
    const kept = seen.get(world.config) ?? fromMemory(world.store);
    seen.set(world.config, kept);
    return withStore(world, () => kept);
  };
}

const rowsFrom =
  (store: Store, change: object): Store["list"] =>
  async <Body>(partition: string, prefix: string, max: number) => {
    const found = await store.list<Body>(partition, prefix, max);
    if (!partition.startsWith("row#")) return found;
    return found.map((row) => ({ ...row, body: { ...row.body, ...change } }));
  };

export const ofWatch: Readonly<Record<string, WatchChange>> = {
  "takes silence for an empty list": {
    clock: (world) => ({
      ...world,
      catalog: {
        ...world.catalog,
        jobs: (place, query, max) =>
          world.catalog.jobs(place, query, max).catch(() => ({ items: [], isCut: false })),
        resources: (place, max) =>
          world.catalog.resources(place, max).catch(() => ({ items: [], isCut: false })),
      },
    }),
  },
  "drops its notes": { clock: (world) => ({ ...world, later: { send: async () => {} } }) },
  "takes a note for sent that was not": {
    clock: (world) => ({
      ...world,
      later: { send: (note, seconds) => world.later.send(note, seconds).catch(() => undefined) },
    }),
  },
  "forgets how far it came": {
    clock: (world) => withStore(world, () => ({ put: async () => true, putIfAbsent: async () => true })),
  },
  "lists only what was created in the last hour": {
    clock: (world) => ({
      ...world,
      catalog: {
        ...world.catalog,
        jobs: (place, query, max) => {
          const hourAgo = world.now() - 60 * minuteMs;
          const createdAfter = instant(Math.max(query.createdAfter, hourAgo));
          return world.catalog.jobs(place, { ...query, createdAfter }, max);
        },
      },
    }),
  },
  "asks for no job by itself": {
    clock: (world) => ({
      ...world,
      catalog: {
        ...world.catalog,
        job: async ({ id }) => {
          throw new Fault("aws-not-found", id, { retryable: false });
        },
      },
    }),
  },
  "has no patience with AWS": {
    clock: (world) => ({ ...world, now: () => instant(world.now() + 30 * minuteMs) }),
  },
};
