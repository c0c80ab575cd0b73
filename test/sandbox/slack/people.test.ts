// Who is in the workspace as the Web API tells it, and what a token may ask.
import { describe, expect, it } from "vitest";
import { openSlack, refusalOf } from "./lab.ts";

describe("people", () => {
  it.each([
    ["oncall", { locale: "ja-JP", tz: "Asia/Tokyo" }],
    ["asker", { locale: "en-US", tz: "Europe/Berlin" }],
    ["lead-a", { locale: "ja-JP" }],
    ["lead-b", { locale: "en-US", tz: "America/New_York" }],
    ["auditor", { is_bot: false, deleted: false }],
    ["outsider", { is_restricted: false, is_stranger: false }],
    ["guest", { is_restricted: true, is_ultra_restricted: false }],
    ["single-guest", { is_restricted: true, is_ultra_restricted: true }],
    ["stranger", { is_stranger: true, team_id: "T0ELSEWHERE" }],
    ["gone", { deleted: true }],
    ["other-bot", { is_bot: true }],
  ])("include %s, whose language is told when it is asked for", async (name, expected) => {
    const { client, workspace } = openSlack();
    const user = workspace.users.find((person) => person.name === name)?.id ?? "";
    const { user: whole } = await client.users.info({ user, include_locale: true });
    expect(whole).toMatchObject({ id: user, name, locale: expect.any(String), ...expected });
    expect((await client.users.info({ user })).user).not.toHaveProperty("locale");
  });

  it("are listed by pages, the deactivated among them, those of other teams not", async () => {
    const { client, workspace } = openSlack();
    const first = await client.users.list({ limit: 4 });
    expect(first.members).toHaveLength(4);
    const cursor = first.response_metadata?.next_cursor ?? "";
    const rest = await client.users.list({ limit: 100, cursor, include_locale: true });
    const names = [...(first.members ?? []), ...(rest.members ?? [])].map(({ name }) => name);
    expect(names).toEqual(workspace.users.map(({ name }) => name).filter((name) => name !== "stranger"));
    expect(rest.members?.[0]).toHaveProperty("locale");
    expect(rest.response_metadata?.next_cursor).toBe("");
    expect(await refusalOf(client.users.info({ user: "U0NOBODY00" }))).toBe("user_not_found");
  });
});

describe("user groups", () => {
  it("tell their members; a disabled one only when asked", async () => {
    const { client, workspace } = openSlack();
    const usergroup = workspace.group("backup-leads");
    expect((await client.usergroups.users.list({ usergroup })).users).toEqual(["U0LEADA001", "U0LEADB001"]);
    const { usergroups } = await client.usergroups.list({ include_users: true });
    expect(usergroups).toMatchObject([
      { handle: "backup-leads", users: ["U0LEADA001", "U0LEADB001"] },
      { handle: "backup-readers" },
      { handle: "backup-askers" },
    ]);
    expect((await client.usergroups.list({ include_disabled: true })).usergroups).toHaveLength(4);
    const disabled = { usergroup: workspace.group("old-leads") };
    expect(await refusalOf(client.usergroups.users.list(disabled))).toBe("subteam_disabled");
    const asked = client.usergroups.users.list({ ...disabled, include_disabled: true });
    expect(await refusalOf(asked)).toBe("taken");
    const none = client.usergroups.users.list({ usergroup: "S0NONE0000" });
    expect(await refusalOf(none)).toBe("no_such_subteam");
  });

  it("are not on a free plan", async () => {
    const { workspace } = openSlack();
    const { client } = openSlack({ workspace: { ...workspace, hasUserGroups: false } });
    const usergroup = workspace.group("backup-leads");
    expect(await refusalOf(client.usergroups.users.list({ usergroup }))).toBe("plan_upgrade_required");
    expect(await refusalOf(client.usergroups.list())).toBe("plan_upgrade_required");
  });
});

describe("a token", () => {
  it("must be there and be the right one", async () => {
    expect(await refusalOf(openSlack({}, "xoxb-wrong").client.auth.test())).toBe("invalid_auth");
    const { slack, client, workspace } = openSlack();
    const bare = await slack.fetch("https://slack.com/api/auth.test", { method: "POST" });
    expect(await bare.json()).toEqual({ ok: false, error: "not_authed" });
    expect(await client.auth.test()).toMatchObject({ team_id: workspace.teamId, user_id: workspace.bot });
  });

  it("must have the scope, and the refusal says which", async () => {
    const { client, channel, workspace } = openSlack({ scopes: ["chat:write", "channels:history"] });
    expect(await refusalOf(client.chat.postMessage({ channel, text: "x" }))).toBe("taken");
    await expect(client.users.info({ user: "U0ONCALL01" })).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "users:read", provided: "chat:write,channels:history" },
    });
    expect(await refusalOf(client.conversations.history({ channel }))).toBe("taken");
    const secret = { channel: workspace.channel("backup-approvals") };
    await expect(client.conversations.history(secret)).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "groups:history" },
    });
  });

  it("knows no method that there is none of", async () => {
    const { client } = openSlack();
    expect(await refusalOf(client.apiCall("chat.levitate"))).toBe("unknown_method");
    expect(await refusalOf(client.apiCall("toString"))).toBe("unknown_method");
  });
});
