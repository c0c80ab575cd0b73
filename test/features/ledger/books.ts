// Books in memory, and a clock and a poster that a test moves by hand.
import { memoryStore } from "../../../sandbox/memory-store.ts";
import type { Delivery } from "../../../src/backup/notification.ts";
import { Fault } from "../../../src/core/errors.ts";
import { type Instant, instant } from "../../../src/core/time.ts";
import { closeWeek, tellWeek } from "../../../src/features/ledger/flow.ts";
import type { Entry, Week } from "../../../src/features/ledger/model.ts";
import { entriesOn, shards, weekKey } from "../../../src/features/ledger/record.ts";
import type { ClockWorld, EventsWorld, PosterWorld } from "../../../src/ports/feature.ts";
import type { WeekNote } from "../../../src/ports/note.ts";
import type { Outcome } from "../../../src/ports/outcome.ts";
import type { Store } from "../../../src/ports/world.ts";
import type { Card } from "../../../src/slack/card.ts";
import { configIn } from "../alerts/cards.ts";

export const monday = Date.parse("2026-11-23T09:00:00+09:00");
export const friday = instant(Date.parse("2026-11-20T13:00:00Z"));
export const config = configIn("en");
const unavailable = () => new Fault("aws-unavailable", "no", { retryable: true });

export const rig = (change: (memory: Store) => Partial<Store> = () => ({})) => {
  const memory = memoryStore();
  const store: Store = { ...memory, ...change(memory) };
  const sent: WeekNote[] = [];
  const posted: { readonly channel: string; readonly card: Card }[] = [];
  const refusals: Fault[] = [];
  const lines: string[] = [];
  const write = (verb: string) => lines.push(verb);
  let now: Instant = friday;
  const world = {
    config,
    store,
    log: { info: () => {}, warn: write, error: write },
    posts: {
      send: async (note: WeekNote) => {
        sent.push(note);
      },
    },
    slack: {
      post: async (channel: string, card: Card) => {
        const refusal = refusals.shift();
        if (refusal !== undefined) throw refusal;
        posted.push({ channel, card });
        return "1.0";
      },
    },
    now: () => now,
  } as unknown as EventsWorld & ClockWorld & PosterWorld;
  const tickAt = (at: number) => {
    now = instant(at);
    return closeWeek(world);
  };
  const tell = (channel = config.fallback.channel) =>
    tellWeek({ note: "ledger.week", week: "2026-11-16", channel }, world);
  const entries = async (): Promise<readonly Entry[]> =>
    (await Promise.all(shards.map((shard) => memory.list<Entry>(entriesOn(friday, shard), "", 99))))
      .flat()
      .map(({ body }) => body);
  const weekOf = async () => (await memory.get<Week>(weekKey("2026-11-16")))?.body;
  return { world, memory, sent, posted, refusals, lines, tickAt, tell, entries, weekOf };
};

export const delivery: Delivery = { body: "what AWS says", messageId: "m-1", sentAt: friday, attributes: {} };
export const answers = (outcome: Outcome) => async () => [outcome] as const;
export const fails = () => Promise.reject(unavailable());
