import { describe, expect, it } from "vitest";
import { dayMs, hourMs, minuteMs } from "../../../src/core/time.ts";
import { jobsDoor, readJobsLine } from "../../../src/features/jobs/ack.ts";
import { type JobsQuery, jobIds } from "../../../src/features/jobs/model.ts";
import { frontEn } from "../../../src/i18n/front-en.ts";
import { frontJa } from "../../../src/i18n/front-ja.ts";
import type { Reply } from "../../../src/ports/door.ts";
import { readCommandLine } from "../../../src/slack/command-line.ts";
import type { PressRequest } from "../../../src/slack/request.ts";
import { configIn } from "../alerts/cards.ts";

const porch = { config: configIn("en"), texts: frontEn };
const door = jobsDoor.commands?.jobs;

const lineOf = (text: string) => {
  const read = readCommandLine(text, door?.flags ?? []);
  if (read.type === "refused") throw new Error(`${text}: ${read.problem} --${read.flag}`);
  return read.line;
};

const readingOf = (text: string) => readJobsLine(lineOf(text), frontEn);
const queryOf = (text: string): JobsQuery | string => {
  const read = readingOf(text);
  return read.type === "query" ? read.query : read.says;
};

describe("what was typed after jobs", () => {
  const day = { agoMs: dayMs };

  it.each<[string, JobsQuery]>([
    ["jobs", { since: day }],
    ["jobs production", { since: day, environment: "production" }],
    ["jobs Production", { since: day, environment: "production" }],
    ["jobs --state FAILED", { since: day, state: "failed" }],
    ["jobs --state Expired", { since: day, state: "expired" }],
    ["jobs --kind Copy", { since: day, kind: "copy" }],
    ["jobs --type RDS", { since: day, type: "RDS" }],
    ['jobs --resource "Orders DB"', { since: day, resource: "Orders DB" }],
    [
      "jobs —since 7d production —kind backup —type EC2 —state failed —resource orders-db",
      {
        since: { agoMs: 7 * dayMs },
        environment: "production",
        kind: "backup",
        type: "EC2",
        state: "failed",
        resource: "orders-db",
      },
    ],
  ])("%s", (text, query) => {
    expect(queryOf(text)).toEqual(query);
  });

  it.each<[string, JobsQuery["since"]]>([
    ["90m", { agoMs: 90 * minuteMs }],
    ["24h", { agoMs: 24 * hourMs }],
    ["24H", { agoMs: 24 * hourMs }],
    ["7d", { agoMs: 7 * dayMs }],
    ["2w", { agoMs: 14 * dayMs }],
    ["007d", { agoMs: 7 * dayMs }],
    ['"7 d"', { agoMs: 7 * dayMs }],
    ["７ｄ", { agoMs: 7 * dayMs }],
    ["2026-11-20", { day: "2026-11-20" }],
    ["2028-02-29", { day: "2028-02-29" }],
  ])("looks back --since %s", (typed, since) => {
    expect(queryOf(`jobs --since ${typed}`)).toEqual({ since });
  });

  it.each([
    "0h",
    "00d",
    "h",
    "7",
    "-7d",
    "7y",
    "1.5h",
    "99999h",
    "7d7h",
    "yesterday",
    "昨日",
  ])("looks back for no length of time: %s", (typed) => {
    expect(queryOf(`jobs --since ${typed}`)).toBe(frontEn.badSince(typed));
  });

  it.each([
    "2026-13-01",
    "2026-00-10",
    "2026-11-32",
    "2026-11-00",
    "2026-11",
    "2026/11/20",
    "20-11-2026",
  ])("looks back to no day: %s", (typed) => {
    expect(queryOf(`jobs --since ${typed}`)).toBe(frontEn.badSince(typed));
  });

  it.each<[string, Partial<JobsQuery>]>([
    ["--since ２０２６－１１－２０", { since: { day: "2026-11-20" } }],
    ["--kind ｂａｃｋｕｐ", { kind: "backup" }],
    ["--state ｆａｉｌｅｄ", { state: "failed" }],
    ["ｐｒｏｄｕｃｔｉｏｎ", { environment: "production" }],
  ])("may be of full width: %s", (typed, query) => {
    expect(queryOf(`jobs ${typed}`)).toMatchObject(query);
  });

  it.each([
    ["jobs --kind snapshot", frontEn.badKind("snapshot")],
    ["jobs production staging", frontEn.tooMany("staging")],
    ["jobs production staging more", frontEn.tooMany("staging")],
  ])("%s is refused", (text, says) => {
    expect(queryOf(text)).toBe(says);
  });
});

describe("jobs at the door", () => {
  const ack = (text: string, texts = frontEn): Reply | undefined =>
    door?.ack(lineOf(text), { ...porch, texts });

  it("hands a query to the worker", () => {
    expect(ack("jobs production --since 7d")).toEqual({ do: "work" });
  });

  it.each([
    ["en", frontEn],
    ["ja", frontJa],
  ] as const)("says in %s what is wrong, how it is used, and an example", (_, texts) => {
    const reply = ack("jobs --since never", texts);
    if (reply?.do !== "answer") throw new Error("it was not answered");
    const shown = JSON.stringify(reply.message.blocks);
    for (const said of [texts.badSince("never"), texts.commands.jobs.usage, texts.commands.jobs.examples[0]])
      expect(shown).toContain(JSON.stringify(said).slice(1, -1));
    expect(reply.message.text.mrkdwn).toContain(texts.badSince("never"));
    expect(reply.message.title).toBe(texts.trouble.title);
  });

  const press = (place: "message" | "modal" | "home"): PressRequest => ({
    kind: "press",
    user: "U1",
    team: "T1",
    actionId: "x",
    value: "",
    triggerId: "1.2",
    ...(place === "message"
      ? { responseUrl: "https://hooks.slack.com/x" }
      : {
          view: {
            id: "V1",
            hash: "1.a",
            callbackId: "",
            isModal: place === "modal",
            privateMetadata: "",
            values: {},
          },
        }),
  });

  it.each<[string, "message" | "modal" | "home", Reply["do"]]>([
    [jobIds.list, "message", "work"],
    [jobIds.list, "modal", "work"],
    [jobIds.list, "home", "open"],
    [jobIds.open, "message", "work"],
    [jobIds.open, "home", "open"],
    [jobIds.page, "message", "work"],
    [jobIds.console, "message", "nothing"],
    [jobIds.console, "home", "nothing"],
  ])("a press of %s in a %s means: %s", (actionId, place, does) => {
    expect(jobsDoor.actions?.[actionId]?.(press(place), porch)).toMatchObject({ do: does });
  });
});
