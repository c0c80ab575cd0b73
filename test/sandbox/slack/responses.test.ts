// Response addresses: five answers in thirty minutes, with no token and no membership.
import { describe, expect, it } from "vitest";
import { openSlack, section } from "./lab.ts";

const user = "U0ASKER001";
const elsewhere = "C0QUIET0001";

const addressed = (channel = elsewhere, ts?: string) => {
  const world = openSlack();
  const url = world.slack.issueResponseUrl(user, channel, ts);
  const answer = async (body: object | string) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { "content-type": "application/json" };
    const response = await world.slack.fetch(url, { method: "POST", headers, body: text });
    const said = await response.text();
    return said === "ok" ? "ok" : `${response.status} ${(JSON.parse(said) as { error: string }).error}`;
  };
  return { ...world, answer };
};

describe("a response address", () => {
  it("says it to one pair of eyes, or to the channel, member or not", async () => {
    const { answer, slack } = addressed();
    expect(await answer({ text: "for you" })).toBe("ok");
    expect(await answer({ text: "for all", response_type: "in_channel", blocks: [section("b")] })).toBe("ok");
    const [mine, everybodys] = slack.messages(elsewhere);
    expect(mine).toMatchObject({ text: "for you", ephemeralFor: user });
    expect(everybodys).toMatchObject({ text: "for all", blocks: [section("b")] });
    expect(everybodys).not.toHaveProperty("ephemeralFor");
  });

  it("is good for five answers", async () => {
    const { answer, slack } = addressed();
    for (let count = 0; count < 5; count += 1) expect(await answer({ text: "x" })).toBe("ok");
    expect(await answer({ text: "x" })).toBe("404 used_url");
    expect(slack.messages(elsewhere)).toHaveLength(5);
  });

  it("is good for thirty minutes of world time", async () => {
    const { answer, clock } = addressed();
    clock.advance(30 * 60_000);
    expect(await answer({ text: "x" })).toBe("ok");
    clock.advance(1);
    expect(await answer({ text: "x" })).toBe("404 expired_url");
  });

  it("replaces and deletes what it said, even if only one saw it", async () => {
    const { answer, slack } = addressed();
    await answer({ text: "wait", blocks: [section("wait")] });
    await answer({ text: "done", replace_original: true });
    expect(slack.messages(elsewhere)).toMatchObject([{ text: "done", blocks: [], ephemeralFor: user }]);
    await answer({ delete_original: true });
    expect(slack.messages(elsewhere)).toEqual([]);
  });

  it("replaces the message whose button was pressed", async () => {
    const { client, slack, channel } = openSlack();
    const { ts = "" } = await client.chat.postMessage({ channel, text: "press me" });
    const url = slack.issueResponseUrl(user, channel, ts);
    const body = JSON.stringify({ text: "pressed", replace_original: true });
    await slack.fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
    expect(slack.messages(channel)).toMatchObject([{ ts, text: "pressed" }]);
  });

  it("refuses what says nothing, what Slack would not show, and addresses that are none", async () => {
    const { answer, slack } = addressed();
    expect(await answer({})).toBe("400 no_text");
    expect(await answer("{")).toBe("400 invalid_json");
    expect(await answer({ text: "x", blocks: [{ type: "hologram" }] })).toBe("400 invalid_blocks");
    expect(await answer({ text: "x", thread_ts: "1.000001" })).toBe("400 thread_not_found");
    const none = await slack.fetch("https://slack.invalid/api/response/nothing", { method: "POST" });
    expect(none.status).toBe(404);
    // What was refused is not counted.
    for (let count = 0; count < 5; count += 1) expect(await answer({ text: "x" })).toBe("ok");
  });
});
