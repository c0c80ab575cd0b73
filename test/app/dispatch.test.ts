import { describe, expect, it } from "vitest";
import { memoryStore } from "../../sandbox/memory-store.ts";
import { takePost } from "../../src/app/dispatch.ts";
import { Fault, type FaultCode } from "../../src/core/errors.ts";
import { instant } from "../../src/core/time.ts";
import type { PosterWorld } from "../../src/ports/feature.ts";
import { configIn } from "../features/alerts/cards.ts";
import { idle } from "../idle.ts";

const note = JSON.stringify({
  note: "say",
  channel: "U0READER001",
  text: "the gist",
  blocks: [{ type: "divider" }],
});

/** A poster whose Slack refuses with `code` what has blocks, or everything. */
const rig = (code: FaultCode | undefined, refuses: "blocks" | "all" = "all") => {
  const said: { readonly text: string; readonly blocks: number }[] = [];
  const world: PosterWorld = {
    config: configIn("en"),
    ...idle,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    store: memoryStore(),
    posts: { send: () => Promise.reject(new Error("not asked for here")) },
    slack: {
      post: () => Promise.reject(new Error("not asked for here")),
      update: () => Promise.reject(new Error("not asked for here")),
      hand: () => Promise.reject(new Error("not asked for here")),
      upload: () => Promise.reject(new Error("not asked for here")),
      say: async (_, text, blocks) => {
        const isRefused = code !== undefined && (refuses === "all" || blocks.length > 0);
        if (isRefused) throw new Fault(code, code, { retryable: code === "slack-unavailable" });
        said.push({ text, blocks: blocks.length });
      },
    },
    now: () => instant(0),
  };
  return { world, said };
};

describe("a direct message", () => {
  it("is said", async () => {
    const { world, said } = rig(undefined);
    expect(await takePost(note, world)).toBe("said");
    expect(said).toEqual([{ text: "the gist", blocks: 1 }]);
  });

  it("waits in the queue while Slack is away", async () => {
    await expect(takePost(note, rig("slack-unavailable").world)).rejects.toThrow("slack-unavailable");
  });

  it("is said as plain text when its layout is refused", async () => {
    const { world, said } = rig("slack-blocks", "blocks");
    expect(await takePost(note, world)).toBe("said");
    expect(said).toEqual([{ text: "the gist", blocks: 0 }]);
  });

  it("to somebody who left is given up, so that nothing waits behind it for ever", async () => {
    expect(await takePost(note, rig("slack-channel").world)).toBe("refused");
    expect(await takePost(note, rig("slack-blocks").world)).toBe("refused");
  });
});

it("what is no note at all is a bug, and ends in the dead-letter queue", async () => {
  await expect(takePost("{}", rig(undefined).world)).rejects.toThrow("not a note");
});
