// Files in three steps, as the client takes them and one by one.
import { describe, expect, it } from "vitest";
import { openSlack, refusalOf, section } from "./lab.ts";

const bytes = Buffer.from("a small chart");

describe("a file", () => {
  it("is sent by the client and stands in the channel with its words", async () => {
    const { client, slack, channel } = openSlack();
    await client.files.uploadV2({
      channel_id: channel,
      filename: "chart.png",
      title: "A chart",
      file: bytes,
      initial_comment: "as asked",
    });
    expect(slack.messages(channel)).toMatchObject([
      { text: "as asked", files: [{ name: "chart.png", title: "A chart", size: bytes.byteLength }] },
    ]);
  });

  it("without a channel stays with the app, to be shown in an image", async () => {
    const { client, slack, channel } = openSlack();
    const { upload_url: url = "", file_id: id = "" } = await client.files.getUploadURLExternal({
      filename: "chart.png",
      length: bytes.byteLength,
    });
    const sent = await slack.fetch(url, { method: "POST", body: bytes });
    expect(await sent.text()).toBe(`OK - ${bytes.byteLength}`);
    await client.files.completeUploadExternal({ files: [{ id }] });
    expect(slack.messages()).toEqual([]);
    const image = { type: "image" as const, alt_text: "a chart", slack_file: { id } };
    const post = client.chat.postMessage({ channel, text: "x", blocks: [image] });
    expect(await refusalOf(post)).toBe("taken");
  });

  it("hangs in a thread, with blocks in place of a comment", async () => {
    const { client, slack, channel } = openSlack();
    const { ts = "" } = await client.chat.postMessage({ channel, text: "parent" });
    const { upload_url: url = "", file_id: id = "" } = await client.files.getUploadURLExternal({
      filename: "log.txt",
      length: 13,
    });
    await slack.fetch(url, { method: "POST", body: bytes });
    await client.apiCall("files.completeUploadExternal", {
      files: [{ id }],
      channel_id: channel,
      thread_ts: ts,
      blocks: [section("the log")],
    });
    expect(slack.messages(channel)[1]).toMatchObject({ threadTs: ts, blocks: [section("the log")] });
  });

  it("is refused where it was never sent, is done already, or goes where the app may not", async () => {
    const { client, slack } = openSlack();
    const { upload_url: url = "", file_id: id = "" } = await client.files.getUploadURLExternal({
      filename: "log.txt",
      length: 13,
    });
    const finish = (more: object = {}) =>
      refusalOf(client.apiCall("files.completeUploadExternal", { files: [{ id }], ...more }));
    expect(await finish()).toBe("file_not_found");
    await slack.fetch(url, { method: "POST", body: bytes });
    expect(await finish({ channel_id: "C0QUIET0001" })).toBe("not_in_channel");
    expect(await finish({ channel_id: "C0NOWHERE00" })).toBe("channel_not_found");
    expect(await finish({ files: [] })).toBe("invalid_arguments");
    expect(await finish()).toBe("taken");
    expect(await finish()).toBe("file_not_found");
    const nameless = client.apiCall("files.getUploadURLExternal", { filename: "x", length: 0 });
    expect(await refusalOf(nameless)).toBe("missing_argument");
    const nowhere = await slack.fetch("https://slack.invalid/api/upload/F0NONE", {
      method: "POST",
      body: bytes,
    });
    expect(nowhere.status).toBe(404);
  });
});
