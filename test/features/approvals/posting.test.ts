// What the poster makes of notes about requests: over the memory store, with a Slack that refuses what it is told to.
import { describe, expect, it } from "vitest";
import { memoryAudit } from "../../../sandbox/memory-audit.ts";
import { memoryStore } from "../../../sandbox/memory-store.ts";
import { takePost } from "../../../src/app/dispatch.ts";
import { Fault, type FaultCode } from "../../../src/core/errors.ts";
import { instant } from "../../../src/core/time.ts";
import type { Request, ShownCard } from "../../../src/features/approvals/model.ts";
import { cardKey, requestKey } from "../../../src/features/approvals/record.ts";
import type { PosterWorld } from "../../../src/ports/feature.ts";
import type { PostNote } from "../../../src/ports/note.ts";
import type { Thread } from "../../../src/ports/world.ts";
import type { Card } from "../../../src/slack/card.ts";
import { configIn } from "../alerts/cards.ts";
import { askedAt, operations, plan, requestWith, vote } from "./plans.ts";

const approvals = "C0APPROVALS1";
const fallback = "C0FALLBACK01";
const keepUntil = instant(askedAt * 2);

interface Spoken {
  readonly do: "post" | "update" | "say";
  readonly channel: string;
  readonly text: string;
  readonly card?: Card;
  readonly thread?: Thread;
}

type Refuses = (spoken: Spoken) => FaultCode | undefined;

const rig = (refuses: Refuses = () => undefined) => {
  const spoken: Spoken[] = [];
  const errors: string[] = [];
  const store = memoryStore();
  const speak = (each: Spoken): string => {
    const code = refuses(each);
    if (code !== undefined) throw new Fault(code, code, { retryable: code === "slack-unavailable" });
    spoken.push(each);
    return `1763644380.00010${spoken.length}`;
  };
  const world: PosterWorld = {
    config: configIn("en"),
    log: { info: () => {}, warn: () => {}, error: (verb) => errors.push(verb) },
    audit: memoryAudit(),
    store,
    operations,
    posts: { send: () => Promise.reject(new Error("not asked for here")) },
    slack: {
      post: async (channel, card, thread) =>
        speak({ do: "post", channel, text: card.text, card, ...(thread === undefined ? {} : { thread }) }),
      update: async (channel, _, card) => void speak({ do: "update", channel, text: card.text, card }),
      hand: async () => {},
      upload: () => Promise.reject(new Error("not asked for here")),
      say: async (channel, text) => void speak({ do: "say", channel, text }),
    },
    now: () => instant(askedAt + 600_000),
  };
  let version = 0;
  const write = async (more: Partial<Request>) => {
    version += 1;
    const item = { key: requestKey(plan.request), version, body: requestWith(more), keepUntil };
    await (version === 1 ? store.putIfAbsent(item) : store.put(item));
  };
  const take = (note: PostNote) => takePost(JSON.stringify(note), world);
  const draw = () => take({ note: "approvals.draw", request: plan.request, channel: approvals });
  const tell = (what: "granted" | "ended" | "slow", id: string = what) =>
    take({ note: "approvals.tell", request: plan.request, channel: plan.requester, what, id });
  const call = (what: "reminder" | "escalation" | "broken-glass" | "outcome" | "edited", id: string = what) =>
    take({ note: "approvals.call", request: plan.request, channel: approvals, what, id });
  const standing = async () => (await store.get<ShownCard>(cardKey(plan.request)))?.body;
  return { spoken, errors, store, write, draw, tell, call, standing };
};

const denied: Partial<Request> = {
  phase: { state: "denied", at: askedAt, by: "U0LEAD0001", why: "not tonight" },
};

describe("the card of a request", () => {
  it("is posted once, calls the leads there, and is edited to the truth", async () => {
    const { spoken, write, draw, standing } = rig();
    await write({});
    expect(await draw()).toBe("posted");
    expect(await draw()).toBe("as-shown");
    await write({ votes: [vote("U0LEAD0001", 1_000)] });
    expect(await draw()).toBe("edited");
    expect(spoken.map((each) => [each.do, each.channel])).toEqual([
      ["post", approvals],
      ["update", approvals],
    ]);
    expect(spoken.map(({ card }) => JSON.stringify(card?.blocks).includes("!subteam"))).toEqual([
      true,
      false,
    ]);
    expect((await standing())?.channel).toBe(approvals);
  });

  it("is of no request that is not there", async () => {
    expect(await rig().draw()).toBe("no-request");
  });

  it("goes to the fallback channel when its own refuses, says so, and stays there", async () => {
    const { spoken, errors, write, draw, standing } = rig(({ channel }) =>
      channel === approvals ? "slack-channel" : undefined,
    );
    await write({});
    expect(await draw()).toBe("rerouted");
    expect(errors).toEqual(["request.rerouted"]);
    expect(await draw()).toBe("as-shown");
    await write(denied);
    expect(await draw()).toBe("edited");
    expect(spoken.map(({ channel }) => channel)).toEqual([fallback, fallback]);
    expect(JSON.stringify(spoken[1]?.card?.body)).toContain("slack-channel");
    expect((await standing())?.refusedBy?.channel).toBe(approvals);
  });

  it("waits when the fallback channel refuses it too", async () => {
    const { write, draw, standing } = rig(() => "slack-channel");
    await write({});
    await expect(draw()).rejects.toThrow("slack-channel");
    expect(await standing()).toBeUndefined();
  });

  it("is posted anew when somebody deleted it", async () => {
    const { spoken, write, draw, standing } = rig((each) =>
      each.do === "update" ? "slack-message-gone" : undefined,
    );
    await write({});
    await draw();
    const before = (await standing())?.ts;
    await write(denied);
    expect(await draw()).toBe("posted");
    expect(spoken.map((each) => each.do)).toEqual(["post", "post"]);
    expect((await standing())?.ts).not.toBe(before);
  });

  it("goes out in a plain layout, with its buttons, when Slack refuses the blocks", async () => {
    const { spoken, errors, write, draw } = rig(({ card }) =>
      JSON.stringify(card).includes("plan.runs") ? "slack-blocks" : undefined,
    );
    await write({});
    expect(await draw()).toBe("posted");
    expect(errors).toEqual(["request.layout-refused"]);
    const card = spoken[0]?.card;
    expect(JSON.stringify(card?.blocks)).toContain("One backup of orders-db");
    expect(card?.body.map(({ type }) => type)).toEqual(["actions", "context"]);
    expect(await draw()).toBe("as-shown");
  });

  it("waits in the queue while Slack is away", async () => {
    const { write, draw } = rig(() => "slack-unavailable");
    await write({});
    await expect(draw()).rejects.toThrow("slack-unavailable");
  });

  it("is drawn again when another lane drew it at the same time", async () => {
    const { store, write, draw, standing } = rig(({ do: what }) => {
      if (what === "post")
        void store.putIfAbsent({
          key: cardKey(plan.request),
          version: 1,
          body: { channel: approvals, ts: "1.1", drawn: "older" },
          keepUntil,
        });
      return undefined;
    });
    await write({});
    await expect(draw()).rejects.toMatchObject({ code: "store-contended", retryable: true });
    expect(await draw()).toBe("edited");
    expect((await standing())?.ts).toBe("1.1");
  });
});

describe("whoever asked", () => {
  it("hears of each news once", async () => {
    const { spoken, write, tell } = rig();
    await write({ votes: [vote("U0LEAD0001", 1_000)], phase: { state: "granted", at: askedAt } });
    expect([await tell("granted"), await tell("granted")]).toEqual(["told", "told-before"]);
    await write(denied);
    expect([await tell("ended"), await tell("ended")]).toEqual(["told", "told-before"]);
    expect(spoken.map(({ channel }) => channel)).toEqual([plan.requester, plan.requester]);
    expect(spoken[1]?.text).toContain("not tonight");
  });

  it.each([
    ["that it was granted, when it is over meanwhile", "granted", denied],
    ["that they pressed Run themselves", "granted", { phase: { state: "granted", at: askedAt } }],
    ["that they took it back", "ended", { phase: { state: "withdrawn", at: askedAt, by: plan.requester } }],
    ["that it takes long, when it is over", "slow", denied],
    ["of an end that is none", "ended", {}],
  ] as const)("is not told %s", async (_, what, request) => {
    const { spoken, write, tell } = rig();
    await write(request);
    expect(await tell(what)).toBe("not-needed-any-more");
    expect(spoken).toEqual([]);
  });

  it("who has left holds nothing back", async () => {
    const { write, tell } = rig(() => "slack-channel");
    await write(denied);
    expect([await tell("ended"), await tell("ended")]).toEqual(["refused", "told-before"]);
  });

  it("is told later while Slack is away", async () => {
    const { write, tell } = rig(() => "slack-unavailable");
    await write(denied);
    await expect(tell("ended")).rejects.toThrow("slack-unavailable");
  });
});

describe("what is said under a card", () => {
  it("calls the leads in its thread, once for each name", async () => {
    const { spoken, write, draw, call, standing } = rig();
    await write({});
    await draw();
    expect([
      await call("reminder", "r1"),
      await call("reminder", "r1"),
      await call("reminder", "r2"),
    ]).toEqual(["called", "called-before", "called"]);
    const [, first] = spoken;
    expect(first?.thread).toEqual({ ts: (await standing())?.ts, isBroadcast: false });
    expect(first?.text).toContain("<!subteam^");
  });

  it.each([
    ["an escalation", "escalation", {}, true],
    ["a good end", "outcome", { phase: { state: "succeeded", at: askedAt } }, false],
    ["a denial", "outcome", denied, false],
    ["a failure", "outcome", { phase: { state: "failed", at: askedAt, reason: "job-failed" } }, true],
    ["what nobody can tell", "outcome", { phase: { state: "unknown", at: askedAt } }, true],
  ] as const)("is for the thread or for all: %s", async (_, what, request, isBroadcast) => {
    const { spoken, write, draw, call } = rig();
    await write(request);
    await draw();
    expect(await call(what)).toBe("called");
    expect(spoken[1]?.thread?.isBroadcast).toBe(isBroadcast);
  });

  it.each([
    ["a reminder of what is decided", "reminder", denied],
    ["an escalation of what is decided", "escalation", denied],
    ["an edit of what is decided", "edited", denied],
    ["an end that is none", "outcome", {}],
    ["glass that is whole", "broken-glass", {}],
  ] as const)("is not said any more: %s", async (_, what, request) => {
    const { spoken, write, draw, call } = rig();
    await write(request);
    await draw();
    expect(await call(what)).toBe("not-needed-any-more");
    expect(spoken.length).toBe(1);
  });

  it("needs a card", async () => {
    const { write, call } = rig();
    await write({});
    expect(await call("reminder")).toBe("no-card");
  });

  it("follows the card to the fallback channel", async () => {
    const { spoken, write, draw, call } = rig(({ channel }) =>
      channel === approvals ? "slack-channel" : undefined,
    );
    await write({});
    await draw();
    expect(await call("reminder")).toBe("called");
    expect(spoken[1]?.channel).toBe(fallback);
  });
});
