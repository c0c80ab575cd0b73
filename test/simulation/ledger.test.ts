// Whole nights of events in which the function is killed, or an answer is lost, at any call, and the queue gives up after
// two receives: what came is what was posted, grouped, kept silent by a named rule or never ended; nothing is in the
// books twice, and nothing that was heard to its end is missing there.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Delivery } from "../../src/backup/notification.ts";
import { dayMs, instant } from "../../src/core/time.ts";
import { countsOf, tallyOf } from "../../src/features/ledger/decide.ts";
import { fates } from "../../src/ports/outcome.ts";
import { type Cut, createAlertWorld } from "./alert-world.ts";

const day = Date.parse("2026-11-20T00:00:00Z");
const minute = 60_000;

interface Came {
  readonly id: number;
  readonly job: number;
  readonly state: string;
  /** Of the same day, the message may come again that many times after it was done. */
  readonly again: number;
}

const bodyOf = ({ id, job, state }: Came): string => {
  if (state === "unknown") return `nobody knows message ${id}`;
  if (state === "asking") {
    const key = { account: "111111111111", region: "ap-northeast-1", kind: "backup", id: `job-${job}` };
    return JSON.stringify({ note: "alerts.enrich", job: key, attempt: 2 });
  }
  return JSON.stringify({
    id: `e-${id}`,
    source: "aws.backup",
    "detail-type": "Backup Job State Change",
    account: "111111111111",
    region: "ap-northeast-1",
    time: new Date(day + id * minute).toISOString(),
    resources: [],
    detail: {
      backupJobId: `JOB-${job}`,
      state,
      resourceArn: `arn:aws:rds:ap-northeast-1:111111111111:db:db-${job}`,
    },
  });
};

const deliveryOf = (came: Came): Delivery => ({
  body: bodyOf(came),
  messageId: `m-${came.id}`,
  sentAt: instant(day + came.id * minute),
  attributes: {},
});

const night = fc.record({
  came: fc
    .array(
      fc.record({
        job: fc.nat(3),
        state: fc.constantFrom("CREATED", "RUNNING", "COMPLETED", "FAILED", "EXPIRED", "unknown", "asking"),
        again: fc.constantFrom(0, 0, 0, 1, 2),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((all) => all.map((each, id): Came => ({ ...each, id }))),
  cuts: fc.uniqueArray(
    fc.record({ call: fc.nat(90), when: fc.constantFrom<Cut["when"]>("before", "after", "lost") }),
    { maxLength: 30, selector: ({ call }) => call },
  ),
});

const play = async ({ came, cuts }: { readonly came: readonly Came[]; readonly cuts: readonly Cut[] }) => {
  const world = createAlertWorld(undefined, cuts);
  const heard = new Set<string>();
  for (const each of came) {
    const delivery = deliveryOf(each);
    for (let times = 0; times <= each.again; times += 1) {
      if (await world.isHeard(delivery, 2)) heard.add(delivery.messageId);
    }
    await world.post();
  }
  const events = came.filter(({ state }) => state !== "asking").map(({ id }) => `m-${id}`);
  const books = await world.booksOf(day);
  const tally = tallyOf([...books.values()], { from: instant(day), to: instant(day + dayMs) });
  return { world, events, heard, books, tally };
};

const seed = Number(process.env.SIM_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`the books of a night (SIM_SEED=${seed})`, () => {
  it("hold every event once: posted, grouped, silent by a named rule, or without an end", async () => {
    await fc.assert(
      fc.asyncProperty(night, async (each) => {
        const { events, heard, books, tally } = await play(each);
        const { received, posted, grouped, silent } = countsOf(tally);
        const ended = events.filter((id) => books.get(id)?.outcome !== undefined);
        const open = events.filter((id) => books.has(id) && books.get(id)?.outcome === undefined);
        const unwritten = events.filter((id) => !books.has(id));
        // What came, counted by hand, is what the books come to.
        expect(ended.length + open.length + unwritten.length).toBe(events.length);
        expect(received).toBe(events.length - unwritten.length);
        expect(posted + grouped + silent).toBe(ended.length);
        expect(tally.lost).toBe(open.length);
        // What was heard to its end has one; what was given up was killed each time.
        for (const id of events) if (heard.has(id)) expect(ended).toContain(id);
        for (const id of [...open, ...unwritten]) expect(heard.has(id)).toBe(false);
        for (const { outcome } of books.values())
          if (outcome !== undefined) expect(Object.keys(fates)).toContain(outcome);
      }),
      { numRuns: 300, seed },
    );
  }, 120_000);

  it("hold every event with its end and count each card that an event opened, when nobody is killed", async () => {
    await fc.assert(
      fc.asyncProperty(night, async ({ came }) => {
        const { world, events, tally } = await play({ came, cuts: [] });
        const { received, posted } = countsOf(tally);
        // A storm's card is made of what was posted before it, and counts as grouped.
        const opened = world
          .roots()
          .filter(({ card }) => card.metadata.event_payload.incident?.startsWith("storm/") !== true);
        expect({ received, posted, lost: tally.lost }).toEqual({
          received: events.length,
          posted: opened.length,
          lost: 0,
        });
      }),
      { numRuns: 200, seed },
    );
  }, 120_000);
});
