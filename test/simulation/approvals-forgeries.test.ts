// Whoever can write the table and fill the run queue: everything that they may put there, on a request that waits for the
// end of a freeze. Nothing runs, and what the alarm listens for is said.
import { describe, expect, it } from "vitest";
import { instant, minuteMs } from "../../src/core/time.ts";
import { sealPlan } from "../../src/features/approvals/decide.ts";
import type { Press, Request } from "../../src/features/approvals/model.ts";
import { claimKey, evidenceKey, evidenceOf, requestKey } from "../../src/features/approvals/record.ts";
import type { Plan } from "../../src/ports/operation.ts";
import type { Key } from "../../src/store/record.ts";
import type { Deed } from "./approvals-deeds.ts";
import { asker, packedPress } from "./approvals-people.ts";
import { type Approvals, createApprovals } from "./approvals-world.ts";

const [lead, second] = ["U0LEAD00001", "U0LEAD00002"] as const;

const freeze: Deed = { do: "policy", change: { freezeMinutes: 30, granted: "waits" }, afterMs: 0 };
const askFor = (request: number): Deed => ({
  do: "ask",
  request,
  shape: "one",
  user: asker,
  afterMs: minuteMs,
});
const yes = (request: number): Deed => ({
  do: "approve",
  request,
  user: lead,
  card: "current",
  isTyped: false,
  afterMs: minuteMs,
});
const no: Deed = { do: "deny", request: 0, user: second, card: "current", afterMs: minuteMs };

const id = "req00000001";

/** Writes over whatever lies there, as somebody with rights to the table can. */
const lay = async (world: Approvals, key: Key, body: object): Promise<void> => {
  const known = await world.store.get(key);
  const item = { key, version: (known?.version ?? 0) + 1, body, keepUntil: instant(world.time.now() + 1) };
  await (known === undefined ? world.store.putIfAbsent(item) : world.store.put(item));
};

const headOf = async (world: Approvals, request = id): Promise<Request> => {
  const head = (await world.store.get<Request>(requestKey(request)))?.body;
  if (head === undefined) throw new Error("there is no such request");
  return head;
};

const alter = async (
  world: Approvals,
  change: (head: Request) => Request | Promise<Request>,
): Promise<void> => lay(world, requestKey(id), await change(await headOf(world)));

const withVotes =
  (votes: readonly Press[]) =>
  (head: Request): Request => ({ ...head, votes });

/** A press under any secret, at any time, laid down as evidence. */
const pressBy = async (
  world: Approvals,
  user: string,
  change: { readonly at?: number; readonly secret?: string },
) => {
  const { revision, hash } = await headOf(world);
  const at = instant(change.at ?? world.time.now());
  const named = { request: id, revision, hash };
  const packed = packedPress({ user, at, named, press: "approve" }, change.secret);
  await lay(world, evidenceKey(evidenceOf(packed)), { packed });
  return { user, at, evidence: evidenceOf(packed) };
};

const replanned = (head: Request, change: (plan: Plan) => Plan): Request => {
  const { text, hash } = sealPlan(change(JSON.parse(head.plan) as Plan));
  return { ...head, plan: text, hash };
};

const elsewhere = (plan: Plan): Plan => ({
  ...plan,
  steps: plan.steps.map((step) => ({ ...step, input: { ...step.input, BackupVaultName: "prod-other" } })),
});

const noteFor = (request: string): string => JSON.stringify({ note: "approvals.run", request, revision: 1 });

interface Attack {
  /** What was honestly done before. */
  readonly deeds: readonly Deed[];
  readonly does: (world: Approvals) => Promise<void>;
}

const granted = [freeze, askFor(0), yes(0)];

const attacks: Readonly<Record<string, Attack>> = {
  "evidence of another request": {
    deeds: [...granted, askFor(1), yes(1)],
    does: async (world) => alter(world, withVotes((await headOf(world, "req00000002")).votes)),
  },
  "evidence of another revision, and so of another hash": {
    deeds: [freeze, { do: "policy", change: { votes: 2 }, afterMs: 0 }, askFor(0), yes(0)],
    does: async (world) => {
      const { votes } = await headOf(world);
      await world.play([askFor(0), { ...yes(0), user: second } as Deed]);
      const both = (head: Request): Request => ({
        ...head,
        votes: [...votes, ...head.votes],
        phase: { state: "granted", at: instant(world.time.now()) },
      });
      await alter(world, both);
    },
  },
  "evidence of yesterday": {
    deeds: granted,
    does: async (world) => {
      const at = world.time.now() - 24 * 60 * minuteMs;
      const old = await pressBy(world, lead, { at });
      await alter(world, withVotes([old]));
    },
  },
  "evidence that is gone": {
    deeds: granted,
    does: (world) => alter(world, withVotes([{ user: lead, at: instant(0), evidence: "0".repeat(64) }])),
  },
  "evidence that nobody packed": {
    deeds: granted,
    does: async (world) => {
      await lay(world, evidenceKey(evidenceOf("garbage")), { packed: "garbage" });
      await alter(world, withVotes([{ user: lead, at: instant(0), evidence: evidenceOf("garbage") }]));
    },
  },
  "a vote that was added in another's name": {
    deeds: [...granted, { do: "policy", change: { votes: 2 }, afterMs: minuteMs }],
    does: (world) =>
      alter(world, (head) => ({
        ...head,
        votes: [...head.votes, ...head.votes.map((vote) => ({ ...vote, user: second }))],
      })),
  },
  "a vote that was added under another secret": {
    deeds: granted,
    does: async (world) => {
      const forged = await pressBy(world, second, { secret: "f".repeat(32) });
      await alter(world, (head) => ({ ...head, votes: [...head.votes, forged] }));
    },
  },
  "a vote that was added twice": {
    deeds: granted,
    does: (world) => alter(world, (head) => ({ ...head, votes: [...head.votes, ...head.votes] })),
  },
  "a yes of whoever asked": {
    deeds: [{ do: "role", user: asker, change: "lead", afterMs: 0 }, ...granted],
    does: async (world) => {
      const own = await pressBy(world, asker, {});
      await alter(world, withVotes([own]));
    },
  },
  "a note for what is open": {
    deeds: [freeze, askFor(0)],
    does: async (world) => world.forge(id, noteFor(id)),
  },
  "a note for what nobody asked for": {
    deeds: [freeze, askFor(0)],
    does: async (world) => world.forge("reqnobody", noteFor("reqnobody")),
  },
  "a granted state without votes": {
    deeds: [freeze, askFor(0)],
    does: async (world) => {
      await alter(world, (head) => ({
        ...head,
        phase: { state: "granted", at: instant(world.time.now()) },
        votes: [{ user: lead, at: head.asked.at, evidence: head.asked.evidence }],
      }));
    },
  },
  "a record that was put back to before it was denied": {
    deeds: granted,
    does: async (world) => {
      const before = await headOf(world);
      await world.play([no]);
      expect((await headOf(world)).phase.state).toBe("denied");
      await alter(world, () => before);
      world.forge(id, noteFor(id));
    },
  },
  "a claim that says it ran": {
    deeds: granted,
    does: async (world) => {
      const { hash } = await headOf(world);
      const at = instant(world.time.now());
      await lay(world, claimKey(id, 1, 0), {
        request: id,
        revision: 1,
        step: 0,
        hash,
        token: "t",
        firstCallAt: at,
        leaseUntil: at,
        begun: { jobId: "JOB-9" },
        seal: "0".repeat(64),
      });
    },
  },
  "another plan under the old hash": {
    deeds: granted,
    does: (world) => alter(world, (head) => ({ ...head, plan: replanned(head, elsewhere).plan })),
  },
  "another plan under its own hash": {
    deeds: granted,
    does: (world) => alter(world, (head) => replanned(head, elsewhere)),
  },
  "looser terms": {
    deeds: [{ do: "policy", change: { votes: 2 }, afterMs: 0 }, freeze, askFor(0), yes(0)],
    does: (world) =>
      alter(world, (head) => ({
        ...replanned(head, (plan) => ({ ...plan, terms: { ...plan.terms, votes: 1 } })),
        phase: { state: "granted", at: instant(world.time.now()) },
      })),
  },
  "a plan that is none": {
    deeds: granted,
    does: async (world) => {
      await alter(world, (head) => ({ ...head, plan: "{" }));
      world.forge(id, noteFor(id));
    },
  },
};

const playTo = async ({ deeds, does }: Attack): Promise<Approvals> => {
  const world = createApprovals({ sky: { seed: 1, badness: 0 } });
  await world.play(deeds);
  await does(world);
  await world.settle();
  return world;
};

describe("somebody who writes the table and fills the queue", () => {
  it("sees it run when they touch nothing", async () => {
    const world = await playTo({ deeds: granted, does: async () => {} });
    expect(world.aws.effects).toHaveLength(1);
    expect(world.alarms.map(({ verb }) => verb)).not.toContain("run.refused");
  });

  it.each(Object.entries(attacks))("makes nothing run by %s, and the alarm rings", async (_, attack) => {
    const world = await playTo(attack);
    const ran = world.aws.effects.filter(({ as }) => as.request === id);
    expect(ran).toEqual([]);
    expect(world.alarms.map(({ verb }) => verb)).toContain("run.refused");
  });
});
