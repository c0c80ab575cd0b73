// Who somebody is at the time of a click, and who could decide: asked of the simulated Slack.
import { describe, expect, it } from "vitest";
import { createClock } from "../../sandbox/clock.ts";
import { createFaults } from "../../sandbox/faults.ts";
import { createJournal } from "../../sandbox/journal.ts";
import { sandboxInstallation } from "../../sandbox/settings.ts";
import { createSlack } from "../../sandbox/slack/service.ts";
import { defaultWorkspace, type Workspace } from "../../sandbox/slack/workspace.ts";
import { slackPeople } from "../../src/adapters/people.ts";
import { slackCaller } from "../../src/adapters/slack-client.ts";
import { instant } from "../../src/core/time.ts";
import { startAt } from "./ahead.ts";

const lab = (change: (workspace: Workspace) => Workspace = (same) => same) => {
  const clock = createClock(startAt, 0);
  const faults = createFaults();
  const journal = createJournal(clock.now);
  const workspace = change(defaultWorkspace());
  const slack = createSlack({ clock, journal, faults, workspace, botToken: "xoxb-1", limits: "none" });
  const { config } = sandboxInstallation("en", workspace).sealed;
  const call = slackCaller(async () => "xoxb-1", { fetch: slack.fetch, timeoutMs: 500 });
  const now = () => instant(clock.now());
  const asked = (operation: string) =>
    journal.since(0).filter((entry) => entry.operation === operation).length;
  const people = slackPeople(call, config, now);
  const leadsOf = { group: workspace.group("backup-leads"), users: [] };
  return { clock, faults, workspace, people, now, asked, leadsOf };
};

describe("who somebody is at the time of a click", () => {
  it("is told by what was asked after it, and not by what is kept", async () => {
    const { clock, workspace, people, now } = lab();
    const lead = workspace.user("lead-a");
    expect((await people.find(lead)).groups).toEqual([workspace.group("backup-leads")]);
    workspace.changeGroup("backup-leads", { users: ["lead-b"] });
    workspace.changePerson("lead-a", { deleted: true });
    clock.advance(1_000);
    expect((await people.find(lead)).groups).toHaveLength(1);
    expect(await people.live(lead, now())).toMatchObject({ groups: [], isDeleted: true });
    expect((await people.find(lead)).groups).toEqual([]);
  });

  it("is asked once for all who clicked before the question", async () => {
    const { clock, workspace, people, now, asked } = lab();
    const lead = workspace.user("lead-a");
    const early = now();
    clock.advance(2_000);
    await Promise.all([people.live(lead, early), people.live(lead, early), people.live(lead, now())]);
    await people.live(lead, instant(early + 1_000));
    expect(asked("users.info")).toBe(1);
    expect(asked("usergroups.users.list")).toBe(3);
  });

  it("is asked anew for a click in the same instant as an answer that is there", async () => {
    const { workspace, people, now } = lab();
    const lead = workspace.user("lead-a");
    expect((await people.live(lead, now())).isDeleted).toBe(false);
    workspace.changePerson("lead-a", { deleted: true });
    expect((await people.live(lead, now())).isDeleted).toBe(true);
  });

  it("is not shared with a question that was out before the click", async () => {
    const { clock, workspace, people, now, asked } = lab();
    const lead = workspace.user("lead-a");
    const before = people.live(lead, now());
    clock.advance(1_000);
    await Promise.all([before, people.live(lead, now())]);
    expect(asked("users.info")).toBe(2);
  });

  it("is nobody's guess when Slack does not say, and asked again the next time", async () => {
    for (const error of ["ratelimited", "internal_error"]) {
      const { faults, workspace, people, now } = lab();
      const lead = workspace.user("lead-a");
      faults.set([{ service: "slack", operation: "usergroups.users.list", error, times: 1 }]);
      await expect(people.live(lead, now())).rejects.toMatchObject({ name: "Fault", retryable: true });
      expect((await people.live(lead, now())).groups).toHaveLength(1);
    }
  });

  it("is nobody's guess when Slack is silent", async () => {
    const { faults, workspace, people, now } = lab();
    faults.set([{ service: "slack", operation: "users.info", drop: "before", times: 1 }]);
    await expect(people.live(workspace.user("lead-a"), now())).rejects.toMatchObject({
      code: "slack-unavailable",
      retryable: true,
    });
  });

  it("is a stranger when Slack knows nobody of that name", async () => {
    const { people, now } = lab();
    expect(await people.live("U0NOBODY01", now())).toMatchObject({ isStranger: true, groups: [], teams: [] });
  });
});

describe("who could decide", () => {
  it("is everybody in the group and on the list, each once", async () => {
    const { people, workspace, leadsOf } = lab();
    const users = [workspace.user("oncall"), workspace.user("lead-a")];
    const { items, isCut } = await people.leads({ ...leadsOf, users });
    expect([...items].sort()).toEqual(["lead-a", "lead-b", "oncall"].map(workspace.user).sort());
    expect(isCut).toBe(false);
  });

  it.each([
    "guest",
    "single-guest",
    "stranger",
    "gone",
    "other-bot",
    "stillpoint",
  ])("is never %s", async (name) => {
    const { people, workspace, leadsOf } = lab();
    workspace.changeGroup("backup-leads", { users: [name, "lead-a"] });
    const { items } = await people.leads({ ...leadsOf, users: [workspace.user(name), "U0NOBODY01"] });
    expect(items).toEqual([workspace.user("lead-a")]);
  });

  it.each([
    ["has no members", (workspace: Workspace) => workspace.changeGroup("backup-leads", { users: [] }), true],
    [
      "is disabled",
      (workspace: Workspace) => workspace.changeGroup("backup-leads", { disabled: true }),
      true,
    ],
    ["is in no plan of Slack's", () => {}, false],
  ] as const)("is nobody when the group %s", async (_, spoil, hasUserGroups) => {
    const { people, workspace, leadsOf, now } = lab((same) =>
      hasUserGroups ? same : { ...same, hasUserGroups },
    );
    spoil(workspace);
    expect(await people.leads(leadsOf)).toEqual({ items: [], isCut: false });
    expect((await people.live(workspace.user("lead-a"), now())).groups).toEqual([]);
  });

  it("is asked of Slack again for a click", async () => {
    const { clock, people, workspace, leadsOf, now } = lab();
    expect((await people.leads(leadsOf)).items).toHaveLength(2);
    workspace.changePerson("lead-b", { deleted: true });
    expect((await people.leads(leadsOf)).items).toHaveLength(2);
    clock.advance(1_000);
    expect((await people.leads(leadsOf, now())).items).toEqual([workspace.user("lead-a")]);
  });

  it("is looked up sixty at the most", async () => {
    const { people, asked } = lab();
    const users = Array.from({ length: 70 }, (_, index) => `U0NOBODY${index}`);
    expect(await people.leads({ users })).toEqual({ items: [], isCut: true });
    expect(asked("users.info")).toBe(60);
  });

  it("is not known when Slack does not say of one of them", async () => {
    const { faults, people, leadsOf } = lab();
    faults.set([{ service: "slack", operation: "users.info", error: "internal_error", times: 1 }]);
    await expect(people.leads(leadsOf)).rejects.toMatchObject({ retryable: true });
  });
});
