import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodyOf, readRequest, signedAt } from "../../src/slack/request.ts";
import {
  asForm,
  asJson,
  asPayload,
  closed,
  command,
  homeOpened,
  pressInMessage,
  pressInView,
  reader,
  responseUrl,
  type Sent,
  shortcut,
  submitted,
  type Thing,
  team,
  typed,
} from "../app/requests.ts";

const bytes = (text: string) => Buffer.from(text);
const read = ({ body, contentType }: Sent) => readRequest(bodyOf(body, contentType) ?? {});

const sender = { user: reader, team };
const view = {
  id: "V0123456789",
  hash: "1531420618.abc",
  callbackId: "",
  isModal: true,
  privateMetadata: "",
  values: {},
};

describe("a request of Slack", () => {
  it.each<[string, Sent, object]>([
    [
      "a command",
      asForm(command("jobs 本番 --since 7d")),
      {
        ...sender,
        kind: "command",
        channel: "C0123456789",
        text: "jobs 本番 --since 7d",
        triggerId: "1.2.abc",
        responseUrl,
      },
    ],
    [
      "a press in a message",
      asPayload(pressInMessage("jobs.open", "{}")),
      { ...sender, kind: "press", actionId: "jobs.open", value: "{}", triggerId: "1.2.abc", responseUrl },
    ],
    [
      "a press in a modal",
      asPayload(pressInView("modal", "jobs.open", "v")),
      { ...sender, kind: "press", actionId: "jobs.open", value: "v", triggerId: "1.2.abc", view },
    ],
    [
      "a press on Home",
      asPayload(pressInView("home", "home.status")),
      {
        ...sender,
        kind: "press",
        actionId: "home.status",
        value: "-",
        triggerId: "1.2.abc",
        view: { ...view, isModal: false },
      },
    ],
    [
      "a form that was sent",
      asPayload(
        submitted("inventory.form", {
          b1: { "inventory.resource": { type: "external_select", selected_option: { value: "arn:注文" } } },
          b2: { why: { type: "plain_text_input", value: "because" }, empty: { value: null } },
        }),
      ),
      {
        ...sender,
        kind: "submit",
        view: {
          ...view,
          callbackId: "inventory.form",
          values: { "inventory.resource": "arn:注文", why: "because", empty: "" },
        },
      },
    ],
    [
      "a form that was closed",
      asPayload(closed),
      { ...sender, kind: "close", view: { ...view, callbackId: "x" } },
    ],
    [
      "a field that is typed into",
      asPayload(typed("inventory.resource", "ord")),
      { ...sender, kind: "options", actionId: "inventory.resource", query: "ord" },
    ],
    [
      "the shortcut",
      asPayload(shortcut),
      { ...sender, kind: "shortcut", callbackId: "menu.open", triggerId: "1.2.abc" },
    ],
    ["the Home tab, opened", asJson(homeOpened), { ...sender, kind: "home" }],
  ])("is read: %s", (_, sent, request) => {
    expect(read(sent)).toEqual({ type: "request", request });
  });

  it("names the option that was picked where a menu has no value", () => {
    const action = { action_id: "pick", type: "static_select", selected_option: { value: "two" } };
    const picked = { ...pressInMessage("pick"), actions: [action] };
    expect(read(asPayload(picked))).toMatchObject({ request: { actionId: "pick", value: "two" } });
  });

  it.each<[string, Thing, string]>([
    [
      "the person's own team comes first",
      { user: { id: "U1", team_id: "T0OTHER" }, team: { id: team } },
      "T0OTHER",
    ],
    ["else the team of the workspace", { user: { id: "U1" }, team: { id: team } }, team],
    ["else none", { user: { id: "U1" }, team: null }, ""],
  ])("tells whose it is: %s", (_, whose, expected) => {
    expect(read(asPayload({ ...shortcut, ...whose }))).toMatchObject({
      request: { user: "U1", team: expected },
    });
  });
});

describe("what is no request", () => {
  it.each<[string, Sent, object]>([
    [
      "Slack's question whether somebody is at home",
      asJson({ type: "url_verification", challenge: "3eZbrw1a" }),
      { type: "challenge", challenge: "3eZbrw1a" },
    ],
    [
      "an event that nobody asked for",
      asJson({ type: "event_callback", event: { type: "message" } }),
      { type: "ignored" },
    ],
    [
      "the Messages tab, opened",
      asJson({ ...homeOpened, event: { type: "app_home_opened", tab: "messages", user: "U1" } }),
      { type: "ignored" },
    ],
    [
      "a Home tab of nobody",
      asJson({ ...homeOpened, event: { type: "app_home_opened", tab: "home" } }),
      { type: "ignored" },
    ],
    ["an event without an event", asJson({ type: "event_callback" }), { type: "ignored" }],
    ["a command of nobody", asForm({ command: "/backup", text: "jobs" }), { type: "unknown" }],
    ["a press of nobody", asPayload({ ...pressInMessage("x"), user: {} }), { type: "unknown" }],
    ["a press of nothing", asPayload({ ...pressInMessage("x"), actions: [] }), { type: "unknown" }],
    [
      "presses that are no list",
      asPayload({ ...pressInMessage("x"), actions: { action_id: "x" } }),
      { type: "unknown" },
    ],
    ["a form without a view", asPayload({ ...closed, view: undefined }), { type: "unknown" }],
    ["a message shortcut", asPayload({ ...shortcut, type: "message_action" }), { type: "unknown" }],
    ["a type that is no word", asPayload({ ...shortcut, type: ["shortcut"] }), { type: "unknown" }],
    ["an empty form", asForm({}), { type: "unknown" }],
  ])("is known for it: %s", (_, sent, reading) => {
    expect(read(sent)).toEqual(reading);
  });
});

describe("the body", () => {
  const form = "application/x-www-form-urlencoded";

  it.each<[string, string, string | undefined, object | undefined]>([
    ["a form", "a=1&b=%E6%B3%A8+x", form, { a: "1", b: "注 x" }],
    ["a form without a type", "a=1", undefined, { a: "1" }],
    ["a payload", "payload=%7B%22a%22%3A1%7D", form, { a: 1 }],
    ["JSON", '{"a":1}', "application/json", { a: 1 }],
    ["JSON with a charset", '{"a":"注"}', " Application/JSON; charset=utf-8", { a: "注" }],
    ["JSON behind a byte order mark", '\ufeff{"a":1}', "application/json", { a: 1 }],
    ["JSON that is cut", '{"a":', "application/json", undefined],
    ["JSON that is a list", "[1]", "application/json", undefined],
    ["JSON that is null", "null", "application/json", undefined],
    ["a payload that is none", "payload=x", form, undefined],
    ["a payload that is a list", "payload=%5B%5D", form, undefined],
    ["an empty payload", "payload=", form, undefined],
    ["nothing", "", form, {}],
    ["nothing, as JSON", "", "application/json", undefined],
  ])("is understood as %s", (_, text, contentType, body) => {
    expect(bodyOf(bytes(text), contentType)).toEqual(body);
  });

  it("may be any bytes of any type", () => {
    const types = fc.option(fc.oneof(fc.constant("application/json"), fc.constant(form), fc.string()), {
      nil: undefined,
    });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), types, (body, contentType) => {
        const read = bodyOf(body, contentType);
        if (read !== undefined)
          expect(["request", "challenge", "ignored", "unknown"]).toContain(readRequest(read).type);
      }),
      { numRuns: 3_000 },
    );
  });

  it("may be any JSON under the names that Slack uses", () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant({ id: "U1", value: "x" }));
    const names = ["user", "team", "view", "event", "actions", "challenge", "command", "user_id", "value"];
    const types = [
      "block_actions",
      "view_submission",
      "view_closed",
      "block_suggestion",
      "shortcut",
      "event_callback",
    ];
    const made = fc.tuple(
      fc.constantFrom(...types, "url_verification"),
      fc.dictionary(fc.constantFrom(...names), value),
      fc.dictionary(fc.constantFrom("state", "id", "type", "private_metadata"), value),
    );
    fc.assert(
      fc.property(made, ([type, members, view]) => {
        const reading = readRequest({ type, view, ...members });
        expect(["request", "challenge", "ignored", "unknown"]).toContain(reading.type);
        // Whatever is believed afterwards has its form.
        if (reading.type === "request") expect(reading.request.user).toMatch(/./s);
      }),
      { numRuns: 5_000 },
    );
  });
});

it("a request's moment is the one that was signed", () => {
  expect(new Date(signedAt("1795179600")).toISOString()).toBe("2026-11-20T13:00:00.000Z");
});
