// The way in: forms and JSON, in process and through a socket, the journal, faults on demand, and who hears of changes.
import { WebClient } from "@slack/web-api";
import { describe, expect, it, vi } from "vitest";
import { modal, openSlack, quietly, refusalOf, section, token } from "./lab.ts";

const json = (body: string) => ({
  method: "POST",
  headers: { authorization: `Bearer ${token}`, "content-type": "application/json; charset=utf-8" },
  body,
});

describe("the way in", () => {
  it("is the same through a socket, with addresses that lead back to it", async () => {
    const { slack, channel } = openSlack();
    const { apiUrl, close } = await slack.listen(0);
    try {
      expect(apiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/$/);
      const client = new WebClient(token, { slackApiUrl: apiUrl, ...quietly });
      await client.chat.postMessage({ channel, text: "over the wire & back ☂" });
      expect(slack.messages(channel)).toMatchObject([{ text: "over the wire & back ☂" }]);
      const url = slack.issueResponseUrl("U0ONCALL01", channel);
      expect(url.startsWith(apiUrl)).toBe(true);
      const answer = await fetch(url, { method: "POST", body: new URLSearchParams({ text: "hello" }) });
      expect(await answer.text()).toBe("ok");
      await client.files.uploadV2({ channel_id: channel, filename: "a.txt", file: Buffer.from("abc") });
      expect(slack.messages(channel).at(-1)?.files).toMatchObject([{ name: "a.txt", size: 3 }]);
    } finally {
      await close();
    }
    await expect(fetch(`${apiUrl}auth.test`)).rejects.toThrow();
  });

  it("takes JSON and forms alike, and says what is wrong with either", async () => {
    const { slack, channel } = openSlack();
    const url = "https://slack.com/api/chat.postMessage";
    const message = { channel, text: "x", blocks: [section("b")] };
    const taken = await slack.fetch(url, json(JSON.stringify(message)));
    expect(await taken.json()).toMatchObject({ ok: true, channel });
    expect(slack.messages(channel)).toMatchObject([{ blocks: [section("b")] }]);
    const errorOf = async (body: string) =>
      ((await (await slack.fetch(url, json(body))).json()) as { error: string }).error;
    expect(await errorOf("{")).toBe("invalid_json");
    expect(await errorOf("[]")).toBe("json_not_object");
    expect(await errorOf(JSON.stringify({ channel, text: "x", blocks: "[" }))).toBe("invalid_blocks_format");
  });

  it("has the token in the header or in the form, and keeps it out of the journal", async () => {
    const { slack, journal } = openSlack();
    const body = new URLSearchParams({ token });
    const answer = await slack.fetch("https://slack.com/api/auth.test", { method: "POST", body });
    expect(await answer.json()).toMatchObject({ ok: true });
    expect(JSON.stringify(journal.since(0))).not.toContain(token);
  });

  it("validates blocks, messages and views for everybody, without a token", async () => {
    const { slack, client } = openSlack();
    const validate = async (given: object) => {
      const url = "https://slack.com/api/blocks.validate";
      const body = JSON.stringify(given);
      const headers = { "content-type": "application/json" };
      return (await slack.fetch(url, { method: "POST", headers, body })).json();
    };
    expect(await validate({ blocks: [section("fine")] })).toEqual({ ok: true, errors: [] });
    expect(await validate({ blocks: [section("x".repeat(3_001))] })).toEqual({
      ok: true,
      errors: [
        {
          pointer: "/blocks/0/text/text",
          code: "too-long",
          message: "must be less than 3001 characters",
          constraint: 3_000,
          field: "text",
        },
      ],
    });
    expect(await validate({ view: { ...modal, title: undefined } })).toMatchObject({ errors: [{}] });
    expect(await validate({ message: { blocks: [{ type: "hologram" }] } })).toMatchObject({ errors: [{}] });
    expect(await validate({})).toMatchObject({ ok: false, error: "invalid_arguments" });
    expect(await validate({ blocks: [], view: modal })).toMatchObject({ error: "invalid_arguments" });
    expect(await refusalOf(client.apiCall("blocks.validate", { blocks: [section("fine")] }))).toBe("taken");
  });
});

describe("what goes wrong on demand", () => {
  const fault = { service: "slack", operation: "chat.postMessage", times: 1 };

  it("is Slack's own word, or a status where Slack is down", async () => {
    const { client, faults, channel } = openSlack();
    const post = () => client.chat.postMessage({ channel, text: "x" });
    faults.set([{ ...fault, error: "channel_not_found" }]);
    expect(await refusalOf(post())).toBe("channel_not_found");
    faults.set([{ ...fault, error: "internal_error" }]);
    await expect(post()).rejects.toMatchObject({ statusCode: 500 });
    faults.set([{ ...fault, error: "service_unavailable" }]);
    await expect(post()).rejects.toMatchObject({ statusCode: 503 });
    expect(await refusalOf(post())).toBe("taken");
  });

  it("loses a request before anything happened, or the answer afterwards", async () => {
    const { client, faults, slack, channel } = openSlack();
    faults.set([{ ...fault, drop: "before" }]);
    await expect(client.chat.postMessage({ channel, text: "x" })).rejects.toThrow();
    expect(slack.messages()).toEqual([]);
    faults.set([{ ...fault, drop: "after" }]);
    await expect(client.chat.postMessage({ channel, text: "x" })).rejects.toThrow();
    expect(slack.messages()).toHaveLength(1);
  });

  it("takes real time", async () => {
    const { client, faults, channel } = openSlack();
    faults.set([{ ...fault, latencyMs: 60 }]);
    const before = performance.now();
    await client.chat.postMessage({ channel, text: "x" });
    expect(performance.now() - before).toBeGreaterThanOrEqual(55);
  });
});

describe("what happened", () => {
  it("is in the journal, refusals too", async () => {
    const { client, journal, channel } = openSlack();
    await client.chat.postMessage({ channel, text: "x" });
    await refusalOf(client.chat.postMessage({ channel: "C0NOWHERE00", text: "y" }));
    expect(journal.since(0)).toMatchObject([
      {
        service: "slack",
        operation: "chat.postMessage",
        input: { channel, text: "x" },
        output: { ok: true },
      },
      { operation: "chat.postMessage", input: { text: "y" }, error: { name: "channel_not_found" } },
    ]);
  });

  it("is heard by those who listen, until they stop", async () => {
    const { client, slack, channel } = openSlack();
    const heard = vi.fn();
    const stop = slack.onChange(heard);
    const { ts = "" } = await client.chat.postMessage({ channel, text: "x" });
    await client.chat.update({ channel, ts, text: "y" });
    await client.reactions.add({ channel, timestamp: ts, name: "eyes" });
    await client.chat.delete({ channel, ts });
    await client.views.open({ trigger_id: slack.issueTrigger("U0ONCALL01"), view: modal });
    await client.auth.test();
    expect(heard).toHaveBeenCalledTimes(5);
    stop();
    await client.chat.postMessage({ channel, text: "x" });
    expect(heard).toHaveBeenCalledTimes(5);
  });
});
