// Posting: what is taken and how it stands, and each refusal in Slack's own word.
import { describe, expect, it } from "vitest";
import { limits } from "../../../src/slack/limits.ts";
import { openSlack, refusalOf, section } from "./lab.ts";

const channel = "C0BACKUPPRD";
const divider = { type: "divider" };
const metadata = (length: number) => ({ event_type: "e", event_payload: { a: "x".repeat(length) } });

describe("Slack refuses to post with", () => {
  it.each([
    ["channel_not_found", { channel: "C0NOWHERE00", text: "x" }],
    ["channel_not_found", { channel: "U0GONE0001", text: "x" }],
    ["not_in_channel", { channel: "C0QUIET0001", text: "x" }],
    ["not_in_channel", { channel: "C0GENERAL01", text: "x" }],
    ["is_archived", { channel: "C0ARCHIVED1", text: "x" }],
    ["no_text", { channel, text: "" }],
    ["no_text", { channel, blocks: [] }],
    ["no_text", { channel, attachments: [] }],
    ["thread_not_found", { channel, text: "x", thread_ts: "1.000001" }],
    ["invalid_blocks", { channel, text: "x", blocks: [{ type: "hologram" }] }],
    ["invalid_blocks", { channel, text: "x", blocks: Array.from({ length: 51 }, () => divider) }],
    ["invalid_blocks", { channel, text: "x", attachments: [{ blocks: [{ type: "hologram" }] }] }],
    ["invalid_blocks_format", { channel, text: "x", blocks: "[{" }],
    ["invalid_blocks_format", { channel, text: "x", blocks: divider }],
    ["invalid_attachments", { channel, text: "x", attachments: "[{" }],
    ["too_many_attachments", { channel, attachments: Array.from({ length: 101 }, () => ({ text: "x" })) }],
    ["metadata_too_large", { channel, text: "x", metadata: metadata(limits.metadataBytes) }],
    ["invalid_metadata_format", { channel, text: "x", metadata: "{" }],
    ["invalid_metadata_format", { channel, text: "x", metadata: { event_type: "e" } }],
    ["markdown_text_conflict", { channel, text: "x", markdown_text: "y" }],
    ["msg_too_long", { channel, markdown_text: "x".repeat(limits.markdown + 1) }],
  ])("%s", async (word, message) => {
    const { client, slack } = openSlack();
    expect(await refusalOf(client.apiCall("chat.postMessage", message))).toBe(word);
    expect(slack.messages()).toEqual([]);
  });

  it("channel_not_found where a private channel is not its own", async () => {
    const { workspace } = openSlack();
    const channels = workspace.channels.map((each) =>
      each.isPrivate ? { ...each, members: each.members.filter((id) => id !== workspace.bot) } : each,
    );
    const { client } = openSlack({ workspace: { ...workspace, channels } });
    const secret = workspace.channel("backup-approvals");
    expect(await refusalOf(client.chat.postMessage({ channel: secret, text: "x" }))).toBe(
      "channel_not_found",
    );
    expect(await refusalOf(client.conversations.info({ channel: secret }))).toBe("channel_not_found");
  });

  it("a pointer to each fault, in blocks and in those of attachments", async () => {
    const { client } = openSlack();
    const long = section("x".repeat(3_001));
    const message = { channel, text: "x", blocks: [divider, long], attachments: [{ blocks: [long] }] };
    await expect(client.apiCall("chat.postMessage", message)).rejects.toMatchObject({
      data: {
        error: "invalid_blocks",
        response_metadata: {
          messages: [
            "[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]",
            "[ERROR] must be less than 3001 characters [json-pointer:/attachments/0/blocks/0/text/text]",
          ],
        },
      },
    });
  });
});

describe("a message", () => {
  it("has a ts of its own, rising in world time even where time stands", async () => {
    const { client, clock, slack } = openSlack();
    await client.chat.postMessage({ channel, text: "one" });
    await client.chat.postMessage({ channel, text: "two" });
    clock.advance(60_000);
    await client.chat.postMessage({ channel, text: "three" });
    expect(slack.messages().map(({ ts }) => ts)).toEqual([
      "1795179600.000000",
      "1795179600.000001",
      "1795179660.000000",
    ]);
    expect(slack.messages()[2]?.at).toBe("2026-11-20T13:01:00.000Z");
  });

  it("is cut above 40 000 characters, and not at it", async () => {
    const { client, slack } = openSlack();
    await client.chat.postMessage({ channel, text: "x".repeat(40_000) });
    await client.chat.postMessage({ channel, text: "x".repeat(40_001) });
    expect(slack.messages().map((message) => message.text.length)).toEqual([40_000, 40_000]);
  });

  it("carries blocks, attachments and metadata, and may be of markdown", async () => {
    const { client, slack } = openSlack();
    const attachments = [{ color: "#123456", blocks: [section("beside")] }];
    const blocks = [section("above")];
    await client.chat.postMessage({ channel, text: "t", blocks, attachments, metadata: metadata(3) });
    await client.chat.postMessage({ channel, markdown_text: "**bold**" });
    expect(slack.messages()).toMatchObject([
      { text: "t", blocks, attachments, metadata: metadata(3), edited: false },
      { text: "**bold**", blocks: [{ type: "markdown", text: "**bold**" }] },
    ]);
  });

  it("to a person goes to their conversation with the app, and is edited there by its D id", async () => {
    const { client, slack } = openSlack();
    const { channel: direct = "", ts = "" } = await client.chat.postMessage({
      channel: "U0ONCALL01",
      text: "psst",
    });
    const { channel: opened } = await client.conversations.open({ users: "U0ONCALL01" });
    expect(opened?.id).toBe(direct);
    const byPerson = client.chat.update({ channel: "U0ONCALL01", ts, text: "x" });
    expect(await refusalOf(byPerson)).toBe("channel_not_found");
    await client.chat.update({ channel: direct, ts, text: "louder" });
    expect(slack.messages(direct)).toMatchObject([{ text: "louder" }]);
    expect((await client.conversations.info({ channel: direct })).channel).toMatchObject({ is_im: true });
  });

  it.each([
    ["user_not_found", { users: "U0NOBODY00" }],
    ["user_disabled", { users: "U0GONE0001" }],
    ["cannot_dm_bot", { users: "U0OTHERBOT" }],
    ["users_list_not_supplied", {}],
    ["too_many_users", { users: Array.from({ length: 9 }, () => "U0ONCALL01").join(",") }],
  ])("opens no conversation: %s", async (word, given) => {
    expect(await refusalOf(openSlack().client.apiCall("conversations.open", given))).toBe(word);
  });

  it("for one pair of eyes is not found again, and is only for members", async () => {
    const { client, slack } = openSlack();
    const whispered = { channel, user: "U0ONCALL01", text: "only you" };
    const { message_ts: ts = "" } = await client.chat.postEphemeral(whispered);
    expect(slack.messages(channel)).toMatchObject([{ ephemeralFor: "U0ONCALL01", text: "only you" }]);
    expect((await client.conversations.history({ channel })).messages).toEqual([]);
    expect(await refusalOf(client.chat.update({ channel, ts, text: "x" }))).toBe("message_not_found");
    expect(await refusalOf(client.chat.delete({ channel, ts }))).toBe("message_not_found");
    const toStranger = client.chat.postEphemeral({ ...whispered, user: "U0STRANGER" });
    expect(await refusalOf(toStranger)).toBe("user_not_in_channel");
    expect(await refusalOf(client.chat.postEphemeral({ ...whispered, text: "" }))).toBe("no_text");
  });
});
