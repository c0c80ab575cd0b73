// The front door as it is deployed, under a local Lambda Runtime API, between the simulated Slack and the rest.
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildEntry } from "../../infra/build.ts";
import { functionEnvironment } from "../../sandbox/environment.ts";
import { resources } from "../../sandbox/estate.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { accounts, regions } from "../../sandbox/settings.ts";
import { settle } from "../../sandbox/settle.ts";
import { type Acked, createDeeds, type Deed } from "../../sandbox/slack/deeds.ts";
import { viewPayload } from "../../sandbox/slack/payloads.ts";
import type { HttpAnswer } from "../../src/app/receiver.ts";
import { type Runtime, startRuntime } from "./runtime.ts";

const folder = mkdtempSync(join(tmpdir(), "stillpoint-front-"));
let sandbox: Sandbox;
let runtime: Runtime;
let act: (deed: Deed) => Promise<Acked>;

const eachAccountHas = 5_000;

beforeAll(async () => {
  // The bundle reads the real clock, and Slack signs with the sandbox's: both must say the same.
  const options = { language: "en", startAt: Date.now(), speed: 1, limits: "none" } as const;
  sandbox = await startSandbox(0, options);
  const { world } = sandbox;
  for (const { id: account, name } of accounts)
    for (let index = 0; index < eachAccountHas; index += 1) {
      const region = regions[index % regions.length] ?? regions[0];
      const id = `${name}-${String(index).padStart(5, "0")}`;
      const arn = `arn:aws:rds:${region}:${account}:db:${id}`;
      world.backup.protect(
        { ...resources.ordersDb, account, region, arn, name: id },
        name === "shop-prod" ? "prod-daily" : "stg-daily",
      );
    }
  const { path } = await buildEntry("slack", "src/lambda/slack.ts", folder);
  runtime = await startRuntime(path, functionEnvironment(sandbox, "slack"), folder);
  act = createDeeds({
    slack: world.slack,
    clock: world.clock,
    journal: world.journal,
    signingSecret: world.signingSecret,
    door: visit,
  }).act;
}, 120_000);

afterAll(async () => {
  await runtime?.close();
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As an HTTP API hands it over, payload 2.0. */
const visit = async ({ headers, body }: { readonly headers: object; readonly body: string }) => {
  const event = { version: "2.0", rawPath: "/slack/events", headers, body, isBase64Encoded: false };
  const answer = (await runtime.invoke(event)) as HttpAnswer;
  return { status: answer.statusCode, body: answer.body };
};

const signed = (body: string, contentType: string) => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac("sha256", sandbox.world.signingSecret)
    .update(`v0:${timestamp}:${body}`)
    .digest("hex");
  return {
    "content-type": contentType,
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${digest}`,
  };
};

const user = "U0ONCALL01";
const channel = "C0BACKUPPRD";
const answers = () =>
  sandbox.world.slack.messages(channel).filter(({ ephemeralFor }) => ephemeralFor === user);

describe("the built front door answers", () => {
  it("who is not Slack with 401, and Slack's question whether somebody is at home", async () => {
    expect((await visit({ headers: {}, body: "command=%2Fbackup" })).status).toBe(401);
    const body = JSON.stringify({ type: "url_verification", challenge: "knock" });
    const answer = await visit({ headers: signed(body, "application/json"), body });
    expect(answer).toEqual({ status: 200, body: '{"challenge":"knock"}' });
  });

  it("a slash command at once", async () => {
    expect(await act({ user, do: "command", channel, text: "/backup help" })).toMatchObject({ status: 200 });
    expect(answers().at(-1)?.text).toContain("/backup help jobs");
  });

  it("a slash command by the worker, though it is frozen once it has answered", async () => {
    await act({ user, do: "command", channel, text: "/backup" });
    await settle(sandbox.world);
    expect(answers().at(-1)?.text).toContain("You may read production, staging.");
  });

  it("a button, which opens a form", async () => {
    const { ts = "" } = answers().at(-1) ?? {};
    expect(await act({ user, do: "press", channel, ts, actionId: "inventory.choose" })).toMatchObject({
      status: 200,
    });
    await settle(sandbox.world);
    expect(sandbox.world.slack.views(user).modal?.callback_id).toBe("inventory.form");
  });

  it("a field that somebody types into, out of ten thousand resources that the clock listed", async () => {
    const built = () =>
      sandbox.world.journal.since(0).filter(({ operation }) => operation === "ListProtectedResources");
    sandbox.world.clock.advance(60_000);
    await settle(sandbox.world);
    expect(built().length).toBeGreaterThanOrEqual(4);
    const viewId = sandbox.world.slack.views(user).modal?.id ?? "";
    const asked = { user, do: "options", viewId, actionId: "inventory.resource" } as const;
    const acked = await act({ ...asked, query: "stg-04242" });
    // The simulated Slack waits three seconds and no longer: a status is an answer in time.
    expect(acked).toMatchObject({
      status: 200,
      ack: { option_groups: [{ options: [{ text: { text: "shop-stg-04242" } }] }] },
    });
    const all = (await act({ ...asked, query: "" })).ack as {
      readonly option_groups: readonly { readonly options: readonly unknown[] }[];
    };
    expect(all.option_groups.map(({ options }) => options.length)).toEqual([50, 50]);
  });

  it("a form that is sent, and one that is closed", async () => {
    const { modal } = sandbox.world.slack.views(user);
    const value = `arn:aws:rds:${regions[0]}:${accounts[0].id}:db:shop-prod-00042`;
    const chosen = {
      type: "external_select",
      selected_option: { text: { type: "plain_text", text: "x" }, value },
    };
    const values = { "inventory.resource": { "inventory.resource": chosen } };
    const sent = await act({ user, do: "submit", viewId: modal?.id ?? "", values });
    expect(sent).toMatchObject({ status: 200, ack: { response_action: "update" } });
    await settle(sandbox.world);
    const shown = sandbox.world.slack.views(user).modal;
    expect(JSON.stringify(shown?.blocks)).toContain("shop-prod-00042");
    if (shown === undefined) throw new Error("the modal is gone");
    const { workspace, clock } = sandbox.world;
    const person = workspace.users.find(({ id }) => id === user);
    if (person === undefined) throw new Error("the workspace lost somebody");
    const envelope = { workspace, person, triggerId: "", now: clock.now() };
    const payload = JSON.stringify(viewPayload(envelope, "view_closed", shown));
    const body = new URLSearchParams({ payload }).toString();
    const closed = await visit({ headers: signed(body, "application/x-www-form-urlencoded"), body });
    expect(closed).toEqual({ status: 200, body: "" });
    await act({ user, do: "close", viewId: shown.id });
  });

  it("the shortcut, with a menu", async () => {
    expect(await act({ user, do: "shortcut", callbackId: "menu.open" })).toMatchObject({ status: 200 });
    await settle(sandbox.world);
    expect(JSON.stringify(sandbox.world.slack.views(user).modal?.blocks)).toContain("home.status");
  });

  it("the opening of the Home tab", async () => {
    expect(await act({ user, do: "home" })).toMatchObject({ status: 200 });
    await settle(sandbox.world);
    expect(sandbox.world.slack.views(user).home?.type).toBe("home");
  });
});
