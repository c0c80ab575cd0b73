// Alarms, the runbook that they lead to, and the log lines that they count: none of the three may speak of what the
// others do not know.
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { anchorOf } from "../../infra/alarms.ts";
import { consoleLog } from "../../src/adapters/console-log.ts";
import { lambdaLog } from "../../src/adapters/log.ts";
import * as names from "../../src/config/names.ts";
import { installations, installed } from "./installed.ts";
import * as rules from "./rules-alarms.ts";
import { allOf, at } from "./template.ts";
import { holdWalls, type Wall } from "./walls.ts";

const made = installations();
const example = made["the example"] ?? [];
const alarm = "AWS::CloudWatch::Alarm";

const walls: readonly Wall[] = [
  {
    says: "every alarm leads to a heading of the runbook",
    rule: rules.alarmsLeadToTheRunbook,
    faults: [
      {
        in: alarm,
        named: "stillpoint-rerouted",
        set: "AlarmDescription",
        to: "A card. docs/runbook.md#a-card",
      },
      {
        in: alarm,
        named: "stillpoint-events-dlq",
        set: "AlarmDescription",
        to: "Events dead-letter queue is not empty. docs/runbook.md#events-deadletter-queue-is-not-empty",
      },
    ],
  },
  {
    says: "every heading of the runbook has an alarm that leads to it",
    rule: rules.theRunbookHasNoMore,
    faults: [
      { in: alarm, named: "stillpoint-heartbeat", set: "AlarmDescription", to: "Silence. docs#silence" },
    ],
  },
  {
    says: "every alarm rings by e-mail, and tells when it is well again",
    rule: rules.alarmsRingByMail,
    faults: [
      { in: alarm, named: "stillpoint-work-age", set: "OKActions" },
      { in: alarm, named: "stillpoint-undelivered", set: "AlarmActions", to: ["arn:of:another"] },
      { in: alarm, named: "stillpoint-throttles", set: "ActionsEnabled", to: false },
      { in: "AWS::SNS::Subscription", named: "Alarmsbackupteamexamplecom", set: "Protocol", to: "https" },
    ],
  },
  {
    says: "only the clock's silence rings",
    rule: rules.silenceIsRead,
    faults: [
      { in: alarm, named: "stillpoint-heartbeat", set: "TreatMissingData", to: "notBreaching" },
      { in: alarm, named: "stillpoint-slack-errors", set: "TreatMissingData", to: "breaching" },
      { in: alarm, named: "stillpoint-heartbeat", set: "ComparisonOperator", to: "GreaterThanThreshold" },
    ],
  },
];

holdWalls(walls, made);

describe("an alarm's topic", () => {
  it("takes what CloudWatch publishes", () => {
    expect(rules.cloudWatchMayRing(example)).toEqual([]);
  });
});

describe("an alarm's description", () => {
  it("makes anchors as GitHub does", () => {
    for (const heading of rules.headings) expect(anchorOf(heading)).toBe(rules.anchorOnGitHub(heading));
    expect(new Set(rules.headings.map(rules.anchorOnGitHub)).size).toBe(rules.headings.length);
  });

  it("leads to where the team reads the runbook, if the configuration says where", () => {
    const [first] = allOf(installed({ hub: { runbook: "https://wiki.example.com/runbook" } }), alarm);
    expect(at(first?.properties, "AlarmDescription")).toBe(
      "Events dead-letter queue is not empty. https://wiki.example.com/runbook#events-dead-letter-queue-is-not-empty",
    );
  });
});

/** Each verb with the level that it is written at. */
const verbs = new Map(
  readdirSync(new URL("../../src", import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const text = readFileSync(new URL(`../../src/${file}`, import.meta.url), "utf8");
      return [...text.matchAll(/log\.(info|warn|error)\(\s*"([a-z.-]+)"/g)].map(
        ([, level = "", verb = ""]): readonly [string, string] => [verb, level],
      );
    }),
);

describe("what is counted in the logs", () => {
  afterEach(() => vi.restoreAllMocks());

  /** The line that a function of that logger writes. */
  const lineOf = (log: typeof consoleLog, verb: string, level: "info" | "warn" | "error"): object => {
    let written = "";
    const write = (chunk: unknown) => {
      written += String(chunk);
      return true;
    };
    vi.spyOn(process.stdout, "write").mockImplementation(write);
    vi.spyOn(process.stderr, "write").mockImplementation(write);
    log("planted")[level](verb, { incident: "i-1" });
    vi.restoreAllMocks();
    return JSON.parse(written) as object;
  };

  /** As much of CloudWatch's pattern language as our filters speak: comparisons of one member, and "and". */
  const counts = (pattern: string, line: object): boolean => {
    const tests = [...pattern.matchAll(/\$\.(\w+) (!?=) "([^"]*)"/g)];
    expect(tests.length, pattern).toBe(pattern.split("&&").length);
    return tests.every(([, member = "", operator, value]) => {
      const isSame = (line as Readonly<Record<string, unknown>>)[member] === value;
      return operator === "=" ? isSame : !isSame;
    });
  };

  const filters = allOf(example, "AWS::Logs::MetricFilter").map(({ properties }) => ({
    group: String(at(properties, "LogGroupName")),
    pattern: String(at(properties, "FilterPattern")),
    metric: String(at(properties, "MetricTransformations", 0, "MetricName")),
  }));

  const patternOf = (metric: string): string =>
    filters.find((filter) => filter.metric === metric)?.pattern ?? "";

  it("is the errors of the front door, the poster and the clock, how Slack refuses, and what should not run", () => {
    expect(filters.map(({ metric, group }) => `${metric} in ${group}`)).toEqual([
      "SlackErrorLines in /aws/lambda/stillpoint-slack",
      "PosterErrorLines in /aws/lambda/stillpoint-poster",
      "SlackRefuses in /aws/lambda/stillpoint-poster",
      "ClockErrorLines in /aws/lambda/stillpoint-clock",
      "Rerouted in /aws/lambda/stillpoint-poster",
      "RunRefused in /aws/lambda/stillpoint-executor",
      "RunUnknown in /aws/lambda/stillpoint-executor",
      "ViewMismatch in /aws/lambda/stillpoint-executor",
    ]);
  });

  it.each([
    ["SlackErrorLines", "counts", "front.broke", "error"],
    ["SlackErrorLines", "passes over", "front.refused", "warn"],
    ["PosterErrorLines", "counts", "alert.layout-refused", "error"],
    ["PosterErrorLines", "passes over", "post.held", "warn"],
    ["PosterErrorLines", "passes over", "alert.rerouted", "error"],
    ["ClockErrorLines", "counts", "watch.cut", "error"],
    ["ClockErrorLines", "counts", "watch.blind", "error"],
    ["ClockErrorLines", "passes over", "watch.silent", "warn"],
    ["ClockErrorLines", "counts", "approvals.blind", "error"],
    ["ClockErrorLines", "passes over", "approvals.silent", "warn"],
    ["Rerouted", "counts", "alert.rerouted", "error"],
    ["Rerouted", "passes over", "alert.layout-refused", "error"],
    ["RunRefused", "counts", "run.refused", "error"],
    ["RunRefused", "passes over", "run.unknown", "error"],
    ["RunUnknown", "counts", "run.unknown", "error"],
    ["RunUnknown", "passes over", "view.mismatch", "error"],
    ["ViewMismatch", "counts", "view.mismatch", "error"],
    ["ViewMismatch", "passes over", "run.refused", "error"],
  ] as const)("%s %s the line of %s", (metric, does, verb, level) => {
    const log = metric === "SlackErrorLines" ? consoleLog : lambdaLog;
    expect(verbs.get(verb)).toBe(level);
    expect(counts(patternOf(metric), lineOf(log, verb, level))).toBe(does === "counts");
  });

  it("is Slack's refusal of a token, and not its being busy", () => {
    const held = (fault: string) => counts(patternOf("SlackRefuses"), { message: "post.held", fault });
    expect([held("slack-refused"), held("slack-rate-limited")]).toEqual([true, false]);
  });

  it("speaks only of verbs that are written", () => {
    const spoken = filters.flatMap(({ pattern }) => [...pattern.matchAll(/\$\.message !?= "([^"]*)"/g)]);
    expect(spoken.length).toBeGreaterThan(0);
    for (const [, verb = ""] of spoken) expect([...verbs.keys()]).toContain(verb);
  });

  it("has an alarm on each metric", () => {
    const watched = allOf(example, alarm).map(({ properties }) => at(properties, "MetricName"));
    expect(watched).toEqual(expect.arrayContaining(filters.map(({ metric }) => metric)));
  });
});

describe("the runbook", () => {
  const { text, prose } = rules.runbook;
  const known = Object.values(names).flatMap((each) =>
    typeof each === "string" ? [each] : Object.values(each).map(String),
  );

  it.each(rules.headings)("says what it means, where to look and what to do: %s", (heading) => {
    const section = prose.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
    expect(section).toContain("**It means**");
    expect(section).toMatch(/\*\*Look here\.?( and do this)?\*\*/);
    expect(section).toMatch(/\*\*Do this\.\*\*|and do this\*\*/);
  });

  it("names only verbs that are written", () => {
    const rooms = [...new Set([...verbs.keys()].map((verb) => verb.split(".")[0]))].join("|");
    const spoken = [...text.matchAll(new RegExp(`(?<![\\w.$/-])(?:${rooms})\\.[a-z][a-z-]+`, "g"))].map(
      String,
    );
    expect(spoken.length).toBeGreaterThan(20);
    expect(spoken.filter((verb) => !verbs.has(verb))).toEqual([]);
  });

  it("has a word on every line that is an error", () => {
    const errors = [...verbs].filter(([, level]) => level === "error").map(([verb]) => verb);
    expect(errors.filter((verb) => !prose.includes(`\`${verb}\``) && !prose.includes(` ${verb}\``))).toEqual(
      [],
    );
  });

  it("names only what is deployed", () => {
    const deployed = example.flatMap(({ resources }) => JSON.stringify(resources)).join("\n");
    const spoken = [...text.matchAll(/(?<![\w"])\/?stillpoint[-/][a-z][\w./-]*\w/g)].map(String);
    expect(spoken.length).toBeGreaterThan(5);
    expect(spoken.filter((name) => !known.includes(name) && !deployed.includes(`"${name}"`))).toEqual([]);
  });

  it("looks into functions and queues that there are", () => {
    const functions = [...text.matchAll(/`(?:verb|crash|lines) (\w+)/g)].map(([, name = ""]) => name);
    const queues = [...text.matchAll(/(?:`peek|`redrive|\(queue) ([a-z][\w.-]*)/g)].map(
      ([, name = ""]) => name,
    );
    expect(functions.filter((name) => !(name in names.functionNames))).toEqual([]);
    expect(queues.filter((name) => !known.includes(`stillpoint-${name}`))).toEqual([]);
    expect(functions.length + queues.length).toBeGreaterThan(20);
  });
});
