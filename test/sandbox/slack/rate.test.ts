// Slack's limits of rate, in wire time: 429 with the seconds to wait.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openSlack, token } from "./lab.ts";

let at = 0;
beforeEach(() => {
  at = 10_000;
  vi.spyOn(performance, "now").mockImplementation(() => at);
});
afterEach(() => vi.restoreAllMocks());

const caller = (limits: "real" | "none") => {
  const { slack, faults, workspace } = openSlack({ limits });
  const call = (method: string, given: Readonly<Record<string, string>> = {}) =>
    slack.fetch(`https://slack.com/api/${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(given),
    });
  const post = (name: string) => call("chat.postMessage", { channel: workspace.channel(name), text: "x" });
  /** How many of the same calls are taken before the first 429. */
  const taken = async (method: string, given = {}) => {
    for (let count = 0; count < 400; count += 1) {
      if ((await call(method, given)).status === 429) return count;
    }
    return Number.POSITIVE_INFINITY;
  };
  return { slack, faults, post, taken };
};

describe("a channel", () => {
  it("takes a short burst, then one message a second; another channel is free", async () => {
    const { post, slack } = caller("real");
    for (let count = 0; count < 3; count += 1) expect((await post("backup-prod")).status).toBe(200);
    const refused = await post("backup-prod");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(await refused.json()).toEqual({ ok: false, error: "ratelimited" });
    expect((await post("backup-stg")).status).toBe(200);
    at += 999;
    expect((await post("backup-prod")).status).toBe(429);
    at += 1;
    expect((await post("backup-prod")).status).toBe(200);
    expect((await post("backup-prod")).status).toBe(429);
    expect(slack.messages()).toHaveLength(5);
  });

  it("takes everything where limits are off", async () => {
    const { post } = caller("none");
    for (let count = 0; count < 20; count += 1) expect((await post("backup-prod")).status).toBe(200);
  });
});

describe("a story", () => {
  it("is not held up by what it puts into a second; whoever calls afterwards is counted again", async () => {
    const { post, slack } = caller("real");
    await slack.uncounted(async () => {
      for (let count = 0; count < 20; count += 1) expect((await post("backup-prod")).status).toBe(200);
    });
    for (let count = 0; count < 3; count += 1) expect((await post("backup-prod")).status).toBe(200);
    expect((await post("backup-prod")).status).toBe(429);
  });
});

describe("a method", () => {
  it.each([
    ["usergroups.list", 20],
    ["users.list", 20],
    ["chat.update", 50],
    ["conversations.history", 50],
    ["users.info", 100],
    ["views.publish", 100],
    ["chat.postEphemeral", 100],
  ])("%s is taken %i times a minute", async (method, count) => {
    const { taken } = caller("real");
    expect(await taken(method)).toBe(count);
    at += 60_000;
    expect(await taken(method)).toBe(count);
  });

  it("is 429 on demand, as often as was asked", async () => {
    const { post, faults } = caller("none");
    faults.set([{ service: "slack", operation: "chat.postMessage", times: 1, error: "ratelimited" }]);
    const refused = await post("backup-prod");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
    expect((await post("backup-prod")).status).toBe(200);
  });
});
