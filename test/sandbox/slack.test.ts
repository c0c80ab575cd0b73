// The simulated Slack through the real client: what it takes, what it refuses and how it says so.
import { WebClient } from "@slack/web-api";
import { afterEach, describe, expect, it } from "vitest";
import { createClock } from "../../sandbox/clock.ts";
import { createFaults } from "../../sandbox/faults.ts";
import { createJournal } from "../../sandbox/journal.ts";
import { listenOnLoopback } from "../../sandbox/listen.ts";
import { createSlack } from "../../sandbox/slack/service.ts";
import { defaultWorkspace } from "../../sandbox/slack/workspace.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const open = (limits: "real" | "none" = "none", token = "xoxb-right") => {
  const clock = createClock(Date.parse("2026-11-20T13:00:00Z"), 0);
  const faults = createFaults();
  const workspace = defaultWorkspace();
  const slack = createSlack({
    clock,
    journal: createJournal(clock.now),
    faults,
    workspace,
    botToken: "xoxb-right",
    limits,
  });
  const client = new WebClient(token, {
    fetch: slack.fetch,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  const channel = workspace.channel("backup-prod");
  return { clock, faults, workspace, slack, client, channel };
};

const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => "taken",
    (error: { readonly data?: { readonly error?: string } }) => error.data?.error ?? String(error),
  );

const section = (text: string) => ({ type: "section" as const, text: { type: "mrkdwn" as const, text } });

describe("a message", () => {
  it("is posted, edited and deleted, each with its own ts in world time", async () => {
    const { client, slack, channel } = open();
    const { ts = "" } = await client.chat.postMessage({ channel, text: "one" });
    const { ts: second } = await client.chat.postMessage({ channel, text: "two" });
    expect(second).not.toBe(ts);
    expect(ts).toMatch(/^1795\d{6}\.\d{6}$/);
    await client.chat.update({ channel, ts, text: "uno" });
    expect(slack.messages(channel)).toMatchObject([
      { ts, text: "uno", edited: true },
      { text: "two", edited: false },
    ]);
    await client.chat.delete({ channel, ts });
    expect(slack.messages(channel)).toHaveLength(1);
  });

  it("loses its blocks when only text is given, keeps them when none is, and is not called edited when redrawn", async () => {
    const { client, slack, channel } = open();
    const { ts = "" } = await client.chat.postMessage({ channel, text: "t", blocks: [section("a")] });
    await client.chat.update({ channel, ts, text: "t2", blocks: [section("b")] });
    expect(slack.messages(channel)).toMatchObject([{ blocks: [section("b")], edited: false }]);
    await client.chat.update({ channel, ts, text: "only text" });
    expect(slack.messages(channel)).toMatchObject([{ blocks: [], edited: true }]);
  });

  it("may be in a thread of a message that is there", async () => {
    const { client, channel } = open();
    const { ts = "" } = await client.chat.postMessage({ channel, text: "parent" });
    await client.chat.postMessage({ channel, text: "reply", thread_ts: ts });
    const { messages } = await client.conversations.replies({ channel, ts });
    expect(messages?.map(({ text }) => text)).toEqual(["parent", "reply"]);
    expect((await client.conversations.history({ channel })).messages).toHaveLength(1);
    expect(await refusalOf(client.chat.postMessage({ channel, text: "x", thread_ts: "1.0" }))).toBe(
      "thread_not_found",
    );
  });

  it("may be for one pair of eyes", async () => {
    const { client, slack, channel, workspace } = open();
    const [oncall] = workspace.users;
    await client.chat.postEphemeral({ channel, user: oncall?.id ?? "", text: "only you" });
    expect(slack.messages(channel)).toMatchObject([{ ephemeralFor: oncall?.id }]);
    expect((await client.conversations.history({ channel })).messages).toEqual([]);
    expect(await refusalOf(client.chat.postEphemeral({ channel, user: "U0STRANGER", text: "x" }))).toBe(
      "user_not_in_channel",
    );
  });
});

describe("Slack refuses with its own word", () => {
  it.each([
    ["channel_not_found", { channel: "C0NOWHERE00", text: "x" }],
    ["not_in_channel", { channel: "C0QUIET0001", text: "x" }],
    ["is_archived", { channel: "C0ARCHIVED1", text: "x" }],
    ["no_text", { channel: "C0BACKUPPRD", text: "" }],
    ["invalid_blocks", { channel: "C0BACKUPPRD", text: "x", blocks: [section("x".repeat(3_001))] }],
    [
      "invalid_blocks",
      { channel: "C0BACKUPPRD", text: "x", attachments: [{ blocks: [section("x".repeat(3_001))] }] },
    ],
    [
      "too_many_attachments",
      { channel: "C0BACKUPPRD", text: "x", attachments: Array.from({ length: 101 }, () => ({ text: "x" })) },
    ],
    [
      "metadata_too_large",
      {
        channel: "C0BACKUPPRD",
        text: "x",
        metadata: { event_type: "e", event_payload: { a: "x".repeat(20_000) } },
      },
    ],
  ] as const)("%s", async (word, message) => {
    const { client } = open();
    expect(await refusalOf(client.chat.postMessage(message as never))).toBe(word);
  });

  it("and points at what is wrong in the blocks", async () => {
    const { client, channel } = open();
    const error = await client.chat
      .postMessage({ channel, text: "x", blocks: [section("x".repeat(3_001))] })
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      data: {
        response_metadata: { messages: [expect.stringContaining("[json-pointer:/blocks/0/text/text]")] },
      },
    });
  });

  it("edits of what is gone or too long, tokens that are wrong, methods that are none", async () => {
    const { client, channel } = open();
    expect(await refusalOf(client.chat.update({ channel, ts: "1.0", text: "x" }))).toBe("message_not_found");
    const { ts = "" } = await client.chat.postMessage({ channel, text: "x" });
    expect(await refusalOf(client.chat.update({ channel, ts, text: "x".repeat(4_001) }))).toBe(
      "msg_too_long",
    );
    expect(await refusalOf(client.apiCall("chat.levitate"))).toBe("unknown_method");
    expect(await refusalOf(open("none", "xoxb-wrong").client.auth.test())).toBe("invalid_auth");
  });

  it("cuts a text above 40 000 characters", async () => {
    const { client, slack, channel } = open();
    await client.chat.postMessage({ channel, text: "x".repeat(40_010) });
    expect(slack.messages(channel)[0]?.text).toHaveLength(40_000);
  });
});

describe("Slack's limits of rate", () => {
  it("let a short burst through to a channel and then say how long to wait; another channel is free", async () => {
    const { client, channel, workspace } = open("real");
    const posts = Array.from({ length: 6 }, () => client.chat.postMessage({ channel, text: "x" }));
    const answers = await Promise.allSettled(posts);
    const refused = answers.filter((answer) => answer.status === "rejected");
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect(refused[0]).toMatchObject({ reason: { retryAfter: 1 } });
    await client.chat.postMessage({ channel: workspace.channel("backup-stg"), text: "x" });
  });

  it("are there on demand, and so are errors and lost answers", async () => {
    const { client, faults, slack, channel } = open();
    faults.set([{ service: "slack", operation: "chat.postMessage", times: 1, error: "ratelimited" }]);
    await expect(client.chat.postMessage({ channel, text: "x" })).rejects.toMatchObject({ retryAfter: 1 });
    faults.set([{ service: "slack", operation: "*", times: 1, drop: "after" }]);
    await expect(client.chat.postMessage({ channel, text: "it was posted" })).rejects.toThrow();
    expect(slack.messages(channel)).toHaveLength(1);
    faults.set([{ service: "slack", operation: "*", times: 1, error: "internal_error" }]);
    await expect(client.chat.postMessage({ channel, text: "x" })).rejects.toThrow(/500/);
  });
});

describe("people", () => {
  it("are shown with their flags, their language and their zone", async () => {
    const { client, workspace } = open();
    for (const person of workspace.users) {
      const { user } = await client.users.info({ user: person.id, include_locale: true });
      expect(user).toMatchObject({
        locale: person.locale,
        tz: person.tz,
        deleted: person.deleted === true,
        is_bot: person.is_bot === true,
        is_restricted: person.is_restricted === true,
        is_ultra_restricted: person.is_ultra_restricted === true,
        is_stranger: person.is_stranger === true,
      });
    }
    const flags = workspace.users.flatMap(
      ({ is_restricted, is_ultra_restricted, is_stranger, is_bot, deleted }) => [
        is_restricted && "restricted",
        is_ultra_restricted && "ultra",
        is_stranger && "stranger",
        is_bot && "bot",
        deleted && "deleted",
      ],
    );
    expect(new Set(flags.filter(Boolean)).size).toBe(5);
    expect(await refusalOf(client.users.info({ user: "U0NOBODY" }))).toBe("user_not_found");
  });

  it("stand in user groups; a disabled one and one that is none are refused", async () => {
    const { client, workspace } = open();
    const { users } = await client.usergroups.users.list({ usergroup: workspace.group("backup-leads") });
    expect(users).toEqual(["U0LEADA001", "U0LEADB001"]);
    expect(await refusalOf(client.usergroups.users.list({ usergroup: "S0DISABLED1" }))).toBe(
      "subteam_disabled",
    );
    expect(await refusalOf(client.usergroups.users.list({ usergroup: "S0NONE0000" }))).toBe(
      "no_such_subteam",
    );
  });
});

describe("views", () => {
  const modal = {
    type: "modal" as const,
    title: { type: "plain_text" as const, text: "Title" },
    blocks: [{ type: "divider" as const }],
  };

  it("open by a trigger, once; are updated by id and hash; lie three deep", async () => {
    const { client, slack } = open();
    const trigger = slack.issueTrigger("U0ONCALL01");
    const { view } = await client.views.open({ trigger_id: trigger, view: modal });
    expect(slack.views("U0ONCALL01").modal).toMatchObject({ id: view?.id });
    expect(await refusalOf(client.views.open({ trigger_id: trigger, view: modal }))).toBe(
      "exchanged_trigger_id",
    );
    expect(await refusalOf(client.views.open({ trigger_id: "none", view: modal }))).toBe(
      "invalid_trigger_id",
    );
    const again = { view_id: view?.id ?? "", view: modal };
    expect(await refusalOf(client.views.update({ ...again, hash: "old" }))).toBe("hash_conflict");
    expect(await refusalOf(client.views.update(again))).toBe("taken");
    expect(await refusalOf(client.views.update({ view_id: "V0NONE", view: modal }))).toBe("not_found");
    for (let depth = 2; depth <= 3; depth += 1) {
      await client.views.push({ trigger_id: slack.issueTrigger("U0ONCALL01"), view: modal });
    }
    const deeper = client.views.push({ trigger_id: slack.issueTrigger("U0ONCALL01"), view: modal });
    expect(await refusalOf(deeper)).toBe("push_limit_reached");
  });

  it("may not be too large, and a Home tab is published by hash", async () => {
    const { client, slack } = open();
    const large = { ...modal, blocks: Array.from({ length: 90 }, () => section("x".repeat(2_990))) };
    const opened = client.views.open({ trigger_id: slack.issueTrigger("U0ONCALL01"), view: large });
    expect(await refusalOf(opened)).toBe("view_too_large");
    const home = { type: "home" as const, blocks: [{ type: "divider" as const }] };
    const { view } = await client.views.publish({ user_id: "U0ONCALL01", view: home });
    await client.views.publish({ user_id: "U0ONCALL01", view: home, hash: view?.hash ?? "" });
    const stale = client.views.publish({ user_id: "U0ONCALL01", view: home, hash: view?.hash ?? "" });
    expect(await refusalOf(stale)).toBe("hash_conflict");
  });
});

it("answers over a socket as it does in process", async () => {
  const { slack, channel } = open();
  const server = await listenOnLoopback(0, slack.handle);
  closing.push(server.close);
  const client = new WebClient("xoxb-right", { slackApiUrl: `http://127.0.0.1:${server.port}/api/` });
  await client.chat.postMessage({ channel, text: "over the wire & back" });
  expect(slack.messages(channel)).toMatchObject([{ text: "over the wire & back" }]);
});
