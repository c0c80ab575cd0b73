// The front door as it is deployed, under a local Lambda Runtime API, between the simulated Slack and the rest. It is
// frozen once it has answered: what is found then was done before.
import { createHmac } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildEntry } from "../../infra/build.ts";
import { functionEnvironment } from "../../sandbox/environment.ts";
import { type Environment, startEnvironment } from "../../sandbox/runtime/process.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { accounts, regions } from "../../sandbox/settings.ts";
import { settle } from "../../sandbox/settle.ts";
import { type Acked, createDeeds, type Deed } from "../../sandbox/slack/deeds.ts";
import { viewPayload } from "../../sandbox/slack/payloads.ts";
import type { HttpAnswer } from "../../src/app/receiver.ts";
import { protectTenThousand } from "../bench/many.ts";

const folder = mkdtempSync(join(tmpdir(), "stillpoint-front-"));
let sandbox: Sandbox;
let runtime: Environment;
let handler: string;
const lines: string[] = [];
let act: (deed: Deed) => Promise<Acked>;

beforeAll(async () => {
  // Slack signs with the sandbox's clock, and the bundle takes no signature that is old by its own: both must be one.
  const startAt = Date.parse("2026-11-20T13:00:00Z");
  const options = { language: "en", startAt, speed: 1, limits: "none" } as const;
  sandbox = await startSandbox(0, options);
  const { world } = sandbox;
  protectTenThousand(world);
  handler = (await buildEntry("slack", "src/lambda/slack.ts", folder)).path;
  runtime = await start(handler, functionEnvironment(sandbox, "slack"));
  act = createDeeds({
    slack: world.slack,
    clock: world.clock,
    journal: world.journal,
    signingSecret: world.signingSecret,
    door: visit,
  }).act;
}, 120_000);

afterAll(async () => {
  await runtime?.stop();
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (path: string, environment: Readonly<Record<string, string>>) =>
  startEnvironment({
    handler: path,
    environment,
    clock: sandbox.world.clock,
    // As the function is given in the template.
    timeoutMs: 10_000,
    memoryMb: 512,
    onLine: (line) => lines.push(line),
  });

/** As an HTTP API hands it over, payload 2.0: JSON as it is, anything else in base64. */
const visit = async ({
  headers,
  body,
}: {
  readonly headers: Record<string, string>;
  readonly body: string;
}) => {
  const isBase64Encoded = headers["content-type"] !== "application/json";
  const answer = (await runtime.invoke({
    version: "2.0",
    routeKey: "POST /slack/events",
    rawPath: "/slack/events",
    rawQueryString: "",
    headers,
    requestContext: { http: { method: "POST", path: "/slack/events", protocol: "HTTP/1.1" } },
    body: isBase64Encoded ? Buffer.from(body).toString("base64") : body,
    isBase64Encoded,
  })) as HttpAnswer;
  return { status: answer.statusCode, body: answer.body };
};

const signed = (body: string, contentType: string) => {
  const timestamp = String(Math.floor(sandbox.world.clock.now() / 1000));
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
const modal = () => sandbox.world.slack.views(user).modal;

let mark = 0;
const setMark = () => {
  mark = sandbox.world.journal.since(mark).at(-1)?.seq ?? mark;
};

/** What the front door wrote since the mark: notes in queues, views that opened. It alone opens any. */
const written = () =>
  sandbox.world.journal
    .since(mark)
    .filter(
      ({ principal, operation }) =>
        /stillpoint-slack/.test(principal) || /^views\.(?:open|push)$/.test(operation),
    )
    .map(({ operation }) => operation)
    .filter((operation) => !/^(?:Get|Query|Batch)/.test(operation));

const acting = async (deed: Deed): Promise<Acked> => {
  setMark();
  return act(deed);
};

describe("the built front door", () => {
  afterEach(async () => {
    await settle(sandbox.world);
    setMark();
    await runtime.thaw(50);
    // Nothing was left to be done: a frozen process may never run again.
    const late = sandbox.world.journal.since(mark).filter(({ service }) => service === "slack");
    expect([...written(), ...late]).toEqual([]);
    expect(lines.filter((line) => line.includes('"ERROR"'))).toEqual([]);
  });

  it("answers who is not Slack with 401, and Slack's question whether somebody is at home", async () => {
    setMark();
    expect(await visit({ headers: {}, body: "command=%2Fbackup" })).toEqual({ status: 401, body: "" });
    const body = JSON.stringify({ type: "url_verification", challenge: "knock" });
    const answer = await visit({ headers: signed(body, "application/json"), body });
    expect(answer).toEqual({ status: 200, body: '{"challenge":"knock"}' });
    expect(written()).toEqual([]);
  });

  it("answers a slash command at once, with no note to anybody", async () => {
    const acked = await acting({ user, do: "command", channel, text: "/backup help" });
    expect(acked).toMatchObject({ status: 200, ack: { response_type: "ephemeral" } });
    expect(written()).toEqual([]);
    expect(answers().at(-1)?.text).toContain("/backup help jobs");
  });

  it("hands a slash command to the worker, which answers", async () => {
    const acked = await acting({ user, do: "command", channel, text: "/backup" });
    expect(acked).toMatchObject({ status: 200, ack: null });
    expect(written()).toEqual(["SendMessage"]);
    await settle(sandbox.world);
    expect(answers().at(-1)?.text).toContain("You may read production, staging.");
  });

  it("answers a button by its response address before it is frozen", async () => {
    const { ts = "" } = answers().at(-1) ?? {};
    const before = answers().length;
    const acked = await acting({ user, do: "press", channel, ts, actionId: "help.show" });
    expect(acked).toMatchObject({ status: 200, ack: null });
    expect(answers()).toHaveLength(before + 1);
    expect(answers().at(-1)?.text).toContain("/backup help jobs");
  });

  it("opens a modal for a button before the note, and the worker brings the form", async () => {
    const { ts = "" } = answers().find(({ text }) => text.includes("You may read")) ?? {};
    const acked = await acting({ user, do: "press", channel, ts, actionId: "inventory.choose" });
    expect(acked).toMatchObject({ status: 200, ack: null });
    expect(written()).toEqual(["views.open", "SendMessage"]);
    await settle(sandbox.world);
    expect(modal()?.callback_id).toBe("inventory.form");
  });

  it("offers to a field out of ten thousand resources that the clock listed", async () => {
    sandbox.world.clock.advance(60_000);
    await settle(sandbox.world);
    const asked = { user, do: "options", viewId: modal()?.id ?? "", actionId: "inventory.resource" } as const;
    // The simulated Slack waits three seconds and no longer: a status is an answer in time.
    expect(await acting({ ...asked, query: "stg-04242" })).toMatchObject({
      status: 200,
      ack: { option_groups: [{ options: [{ text: { text: "shop-stg-04242" } }] }] },
    });
    const all = (await act({ ...asked, query: "" })).ack as {
      readonly option_groups: readonly { readonly options: readonly unknown[] }[];
    };
    expect(all.option_groups.map(({ options }) => options.length)).toEqual([50, 50]);
    expect(written()).toEqual([]);
  });

  it("says inline what a form lacks", async () => {
    const acked = await acting({ user, do: "submit", viewId: modal()?.id ?? "", values: {} });
    expect(acked).toMatchObject({
      status: 200,
      ack: { response_action: "errors", errors: { "inventory.resource": "Choose a resource." } },
    });
    expect(written()).toEqual([]);
  });

  it("takes a form that is sent, and the worker answers into the modal", async () => {
    const value = `arn:aws:rds:${regions[0]}:${accounts[0].id}:db:shop-prod-00042`;
    const chosen = {
      type: "external_select",
      selected_option: { text: { type: "plain_text", text: "x" }, value },
    };
    const values = { "inventory.resource": { "inventory.resource": chosen } };
    const acked = await acting({ user, do: "submit", viewId: modal()?.id ?? "", values });
    expect(acked).toMatchObject({ status: 200, ack: { response_action: "update" } });
    expect(written()).toEqual(["SendMessage"]);
    await settle(sandbox.world);
    expect(JSON.stringify(modal()?.blocks)).toContain("shop-prod-00042");
  });

  it("takes it that a form is closed", async () => {
    const { workspace, clock, slack } = sandbox.world;
    const person = workspace.users.find(({ id }) => id === user);
    const view = modal();
    if (person === undefined || view === undefined) throw new Error("there is nothing to close");
    const envelope = { workspace, person, triggerId: "", now: clock.now() };
    // Slack sends a callback id of nothing where a view has none.
    const payload = JSON.stringify(viewPayload(envelope, "view_closed", { callback_id: "", ...view }));
    const body = new URLSearchParams({ payload }).toString();
    setMark();
    const headers = signed(body, "application/x-www-form-urlencoded");
    expect(await visit({ headers, body })).toEqual({ status: 200, body: "" });
    expect(written()).toEqual([]);
    slack.closeView(view.id, "all");
  });

  it("opens a modal for the shortcut, and the worker brings the menu", async () => {
    const acked = await acting({ user, do: "shortcut", callbackId: "menu.open" });
    expect(acked).toMatchObject({ status: 200, ack: null });
    expect(written()).toEqual(["views.open", "SendMessage"]);
    await settle(sandbox.world);
    expect(JSON.stringify(modal()?.blocks)).toContain("home.status");
  });

  it("takes the opening of the Home tab, and the worker publishes it", async () => {
    expect(await acting({ user, do: "home" })).toMatchObject({ status: 200, ack: null });
    expect(written()).toEqual(["SendMessage"]);
    await settle(sandbox.world);
    expect(sandbox.world.slack.views(user).home?.type).toBe("home");
  });
});

describe("the local runtime", () => {
  it("says what a function throws", async () => {
    const { STILLPOINT_CONFIG: _, ...rest } = functionEnvironment(sandbox, "slack");
    const other = await start(handler, rest);
    await expect(other.invoke({ version: "2.0", headers: {} })).rejects.toThrow(
      "STILLPOINT_CONFIG is not set",
    );
    await other.stop();
  });

  it("stops a function that works on after its answer", async () => {
    const careless = join(folder, "careless");
    mkdirSync(careless);
    writeFileSync(join(careless, "package.json"), '{"type":"commonjs"}');
    writeFileSync(
      join(careless, "index.js"),
      `const { handler } = require(${JSON.stringify(handler)});
exports.handler = async (event) => void handler(event);`,
    );
    const other = await start(join(careless, "index.js"), functionEnvironment(sandbox, "slack"));
    const body = new URLSearchParams({ command: "/backup", text: "jobs", user_id: user }).toString();
    setMark();
    await other.invoke({ headers: signed(body, "application/x-www-form-urlencoded"), body });
    await wait(300);
    expect(written()).toEqual([]);
    for (let tries = 0; tries < 40 && written().length === 0; tries += 1) await other.thaw(100);
    expect(written()).toEqual(["SendMessage"]);
    await other.stop();
  });
});
