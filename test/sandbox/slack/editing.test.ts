// What stands in a channel afterwards: edits, deletions, threads, reactions, and reading it all back.
import { describe, expect, it } from "vitest";
import { openSlack, refusalOf, section } from "./lab.ts";

const metadata = { event_type: "e", event_payload: { a: "1" } };
const richText = { type: "rich_text" as const, elements: [] };

const posted = async (more: object = {}) => {
  const world = openSlack();
  const { client, channel } = world;
  const { ts = "" } = await client.chat.postMessage({ channel, text: "t", blocks: [section("a")], ...more });
  const stands = () => world.slack.messages(channel).find((message) => message.ts === ts);
  return { ...world, ts, stands };
};

describe("an edit", () => {
  it("of text alone removes blocks, keeps attachments and metadata, and is called one", async () => {
    const { client, channel, ts, stands } = await posted({ attachments: [{ text: "beside" }], metadata });
    await client.chat.update({ channel, ts, text: "t2" });
    const attachments = [{ text: "beside" }];
    expect(stands()).toMatchObject({ text: "t2", blocks: [], attachments, edited: true, metadata });
  });

  it("of blocks is not called one, with text or without", async () => {
    const { client, channel, ts, stands } = await posted();
    await client.apiCall("chat.update", { channel, ts, blocks: [section("b")] });
    expect(stands()).toMatchObject({ text: "t", blocks: [section("b")], edited: false });
    await client.chat.update({ channel, ts, text: "t2", blocks: [section("c")] });
    expect(stands()).toMatchObject({ text: "t2", blocks: [section("c")], edited: false });
  });

  it("of attachments alone keeps text and blocks; empty lists remove", async () => {
    const { client, channel, ts, stands } = await posted();
    await client.chat.update({ channel, ts, attachments: [{ text: "new" }] });
    expect(stands()).toMatchObject({ text: "t", blocks: [section("a")], attachments: [{ text: "new" }] });
    await client.chat.update({ channel, ts, text: "t", blocks: [], attachments: [] });
    expect(stands()).toMatchObject({ text: "t", blocks: [], attachments: [] });
  });

  it("clears metadata by giving none", async () => {
    const { client, channel, ts, stands } = await posted({ metadata });
    await client.apiCall("chat.update", { channel, ts, text: "x", metadata: {} });
    expect(stands()?.metadata).toBeUndefined();
  });

  it("keeps its ts, its place and its time", async () => {
    const { client, clock, channel, ts, slack } = await posted();
    await client.chat.postMessage({ channel, text: "later" });
    clock.advance(60_000);
    await client.chat.update({ channel, ts, text: "x" });
    expect(slack.messages(channel).map(({ text }) => text)).toEqual(["x", "later"]);
    expect(slack.messages(channel)[0]).toMatchObject({ ts, at: "2026-11-20T13:00:00.000Z" });
  });

  it("is refused above 4 000 characters, of what is gone, of what others wrote, of nothing, in an archive", async () => {
    const { client, channel, ts, slack, stands } = await posted();
    const update = (more: object) => refusalOf(client.apiCall("chat.update", { channel, ts, ...more }));
    const { ts: theirs } = slack.say("U0ASKER001", channel, "hello");
    expect(await update({ text: "x".repeat(4_001) })).toBe("msg_too_long");
    expect(await update({ text: "x", ts: "1.000001" })).toBe("message_not_found");
    expect(await update({ text: "x", ts: theirs })).toBe("cant_update_message");
    expect(await update({})).toBe("no_text");
    expect(await update({ text: "", blocks: [] })).toBe("no_text");
    expect(await update({ text: "x", blocks: [{ type: "hologram" }] })).toBe("invalid_blocks");
    expect(await update({ text: "x", channel: "C0ARCHIVED1" })).toBe("is_archived");
    expect(stands()).toMatchObject({ text: "t", edited: false });
    expect(await update({ text: "x".repeat(4_000) })).toBe("taken");
  });

  it("may not put other blocks in the place of rich text", async () => {
    const { client, channel, ts } = await posted({ blocks: [richText] });
    const update = (blocks: object[]) =>
      refusalOf(client.apiCall("chat.update", { channel, ts, text: "x", blocks }));
    expect(await update([section("x")])).toBe("block_mismatch");
    expect(await update([section("x"), richText])).toBe("taken");
  });
});

it("a deletion takes the message away, once, and only one's own", async () => {
  const { client, channel, ts, slack } = await posted();
  const { ts: theirs } = slack.say("U0ASKER001", channel, "hello");
  await client.chat.delete({ channel, ts });
  expect(slack.messages(channel)).toMatchObject([{ ts: theirs }]);
  expect(await refusalOf(client.chat.delete({ channel, ts }))).toBe("message_not_found");
  expect(await refusalOf(client.chat.delete({ channel, ts: theirs }))).toBe("cant_delete_message");
});

describe("a thread", () => {
  it("holds its replies, and the channel only those that were sent there too", async () => {
    const { client, channel, ts } = await posted();
    const reply = { channel, thread_ts: ts };
    await client.chat.postMessage({ ...reply, text: "quiet" });
    await client.chat.postMessage({ ...reply, text: "loud", reply_broadcast: true });
    await client.chat.postEphemeral({ ...reply, user: "U0ONCALL01", text: "hidden" });
    const { messages: thread } = await client.conversations.replies({ channel, ts });
    expect(thread?.map(({ text }) => text)).toEqual(["t", "quiet", "loud"]);
    expect(thread?.[0]).toMatchObject({ thread_ts: ts, reply_count: 2 });
    const { messages: shown } = await client.conversations.history({ channel });
    expect(shown?.map(({ text, subtype }) => [text, subtype])).toEqual([
      ["loud", "thread_broadcast"],
      ["t", undefined],
    ]);
  });

  it("hangs on a message of the channel, not on a reply and not on a whisper", async () => {
    const { client, channel, ts } = await posted();
    const { ts: reply = "" } = await client.chat.postMessage({ channel, thread_ts: ts, text: "reply" });
    const hidden = { channel, user: "U0ONCALL01", text: "x" };
    const { message_ts: whisper = "" } = await client.chat.postEphemeral(hidden);
    for (const parent of [reply, whisper, "1.000001"]) {
      const nested = client.chat.postMessage({ channel, thread_ts: parent, text: "x" });
      expect(await refusalOf(nested)).toBe("thread_not_found");
    }
    const none = client.conversations.replies({ channel, ts: "1.000001" });
    expect(await refusalOf(none)).toBe("thread_not_found");
  });
});

describe("reading back", () => {
  it("gives the newest first, by pages, between two moments, in Slack's own shape", async () => {
    const { client, channel, slack, workspace } = await posted({ metadata });
    for (const words of ["two", "three"]) await client.chat.postMessage({ channel, text: words });
    const [first, second = "", third] = slack.messages(channel).map(({ ts }) => ts);
    const asked = { channel, limit: 2, include_all_metadata: true };
    const page = await client.conversations.history(asked);
    expect(page.messages?.map(({ text }) => text)).toEqual(["three", "two"]);
    expect(page.has_more).toBe(true);
    const cursor = page.response_metadata?.next_cursor ?? "";
    const rest = await client.conversations.history({ ...asked, cursor });
    expect(rest.messages).toMatchObject([
      { type: "message", user: workspace.bot, bot_id: workspace.botId, ts: first, metadata },
    ]);
    expect(rest.has_more).toBe(false);
    const plain = await client.conversations.history({ channel, latest: second, inclusive: true });
    expect(plain.messages?.map(({ ts }) => ts)).toEqual([second, first]);
    expect(plain.messages?.[1]).not.toHaveProperty("metadata");
    const newer = await client.conversations.history({ channel, oldest: second });
    expect(newer.messages?.map(({ ts }) => ts)).toEqual([third]);
    expect(await refusalOf(client.conversations.history({ channel, limit: 0 }))).toBe("invalid_limit");
    expect(await refusalOf(client.conversations.history({ channel, cursor: "????" }))).toBe("invalid_cursor");
  });

  it("is for members, but what a public channel is, everybody may know", async () => {
    const { client, workspace } = openSlack();
    const quiet = { channel: workspace.channel("quiet-corner") };
    expect(await refusalOf(client.conversations.history(quiet))).toBe("not_in_channel");
    const { channel } = await client.conversations.info(quiet);
    expect(channel).toMatchObject({ name: "quiet-corner", is_member: false, is_private: false });
    const archived = await client.conversations.info({ channel: workspace.channel("old-backups") });
    expect(archived.channel).toMatchObject({ is_archived: true });
    const approvals = { channel: workspace.channel("backup-approvals") };
    const { members } = await client.conversations.members(approvals);
    expect(members).toEqual(["U0LEADA001", "U0LEADB001", "U0ONCALL01", workspace.bot]);
  });

  it("has a permalink for what is there", async () => {
    const { client, channel, ts } = await posted();
    const { permalink } = await client.chat.getPermalink({ channel, message_ts: ts });
    expect(permalink).toBe(`https://sandbox.slack.com/archives/${channel}/p${ts.replace(".", "")}`);
    const gone = client.chat.getPermalink({ channel, message_ts: "1.0" });
    expect(await refusalOf(gone)).toBe("message_not_found");
    const nowhere = client.chat.getPermalink({ channel: "C0", message_ts: ts });
    expect(await refusalOf(nowhere)).toBe("channel_not_found");
  });
});

it("a reaction stands once, on what is there, under a name that can be one", async () => {
  const { client, channel, ts, stands, workspace } = await posted();
  const react = (more: object) =>
    refusalOf(client.apiCall("reactions.add", { channel, timestamp: ts, ...more }));
  expect(await react({ name: "eyes" })).toBe("taken");
  expect(await react({ name: "eyes" })).toBe("already_reacted");
  expect(await react({ name: "not a name" })).toBe("invalid_name");
  expect(await react({ name: "eyes", timestamp: "1.0" })).toBe("message_not_found");
  expect(await react({})).toBe("no_reaction");
  expect(await react({ name: "eyes", timestamp: undefined })).toBe("no_item_specified");
  expect(stands()?.reactions).toEqual([{ name: "eyes", users: [workspace.bot] }]);
});
