import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/compile.ts";
import { openSealed } from "../../src/config/config.ts";

const example = readFileSync(new URL("../../config.example.yaml", import.meta.url), "utf8");

const problemsOf = (yaml: string) => {
  const compiled = compileConfig(yaml);
  return compiled.type === "refused" ? compiled.problems : [];
};

describe("the example configuration", () => {
  it("compiles, and what is sealed can be opened", () => {
    const compiled = compileConfig(example);
    expect(compiled).toMatchObject({ type: "sealed" });
    if (compiled.type !== "sealed") return;
    const carried = JSON.parse(JSON.stringify(compiled.sealed));
    expect(openSealed(carried).environments.map(({ name }) => name)).toEqual(["production", "staging"]);
  });

  it("cannot be opened once somebody changed it", () => {
    const compiled = compileConfig(example);
    if (compiled.type !== "sealed") throw new Error("the example does not compile");
    const changed = { ...compiled.sealed, config: { ...compiled.sealed.config, language: "ja" as const } };
    expect(() => openSealed(changed)).toThrow(/changed after it was checked/);
  });
});

describe("a mistake in the configuration is told with its line, its path and what was expected", () => {
  it.each([
    ["a wrong choice", "language: en", "language: fr", "language", /one of en, ja; found "fr"/],
    [
      "an account that YAML read as a number",
      'id: "111111111111"',
      "id: 111111111111",
      "environments[0].accounts[0].id",
      /Expected string/,
    ],
    ["an unknown setting", "timeZone:", "timezone:", "", /No such setting: timezone/],
    [
      "a channel name instead of its id",
      "channel: C0PRODALERTS",
      "channel: '#alerts'",
      "environments[0].channel",
      /Slack channel id such as/,
    ],
    ["a time zone that is none", "timeZone: Asia/Tokyo", "timeZone: Tokyo", "timeZone", /IANA time zone/],
    [
      "two environments of one name",
      "- name: staging",
      "- name: production",
      "environments[1].name",
      /stands twice/,
    ],
    [
      "a route to nowhere",
      "environment: production",
      "environment: produktion",
      "routes[0].environment",
      /production, staging/,
    ],
    [
      "an accepted message that fits them all",
      'message: "Periodic/snapshot backup for bucket * has different backup options than the continuous backup.*"',
      'message: "*a*"',
      "accepted[0].message",
      /at least 8 characters/,
    ],
    [
      "an accepted message that is a regular expression",
      'message: "Periodic/snapshot backup for bucket * has different backup options than the continuous backup.*"',
      'message: "/Periodic|snapshot/i"',
      "accepted[0].message",
      /regular expression is not read/,
    ],
    ["a day that is none", "until: 2026-12-31", "until: 2026-02-30", "accepted[0].until", /a day such as/],
    [
      "an escalation that comes at once",
      "afterMinutes: 15, mention",
      "afterMinutes: 1, mention",
      "environments[0].escalation.afterMinutes",
      />=5/,
    ],
    [
      "a second step without a channel",
      "thenAfterMinutes: 30, channel: C0INCIDENTS1",
      "thenAfterMinutes: 30",
      "environments[0].escalation.channel",
      /together, or neither/,
    ],
    [
      "critical alerts that wait",
      "holds: warning",
      "holds: critical",
      "quiet.holds",
      /good, info, warning, failed/,
    ],
    ["quiet hours of nearly all day", 'to: "07:00"', 'to: "21:30"', "quiet.to", /at most 23 hours/],
    [
      "callers who are all expected",
      'expectedCallers: ["terraform-*", backup-pipeline]',
      'expectedCallers: ["*"]',
      "environments[0].expectedCallers[0]",
      /write outside: ignore/,
    ],
    [
      "a caller by an ARN",
      'expectedCallers: ["terraform-*", backup-pipeline]',
      'expectedCallers: ["arn:aws:iam::111111111111:role/ci"]',
      "environments[0].expectedCallers[0]",
      /without its path or its ARN/,
    ],
    ["a word for neither", "outside: tell", "outside: loud", "environments[0].outside", /tell, ignore/],
    ["what is not YAML", "language: en", "language: [en", "", /not YAML/],
  ])("%s", (_, from, to, path, message) => {
    expect(example).toContain(from);
    const yaml = example.replace(from, to);
    const line = yaml.split("\n").findIndex((each) => each.includes(to)) + 1;
    const problem = problemsOf(yaml).find((each) => each.path === path);
    expect(problem?.message).toMatch(message);
    if (path !== "" && !_.startsWith("two")) expect(problem?.line).toBe(line);
  });
});

describe("a setting that does not go with another is told with its path and what was expected", () => {
  it.each([
    [
      "a mention where nothing is ever critical",
      "severity: critical",
      "severity: failed",
      "routes[0].mention",
      /never critical/,
    ],
    [
      "a route with a channel and channels",
      "resourceType: RDS",
      "channels: [C0PRODALERTS, C0DATABASES1]",
      "routes[1].channel",
      /either channel or channels/,
    ],
    [
      "an escalation into the same channel",
      "channel: C0INCIDENTS1",
      "channel: C0PRODALERTS",
      "environments[0].escalation.channel",
      /not the environment's own/,
    ],
    ["quiet hours that never end", 'to: "07:00"', 'to: "22:00"', "quiet.days", /a day without them/],
  ])("%s", (_, from, to, path, message) => {
    expect(example).toContain(from);
    const problem = problemsOf(example.replace(from, to)).find((each) => each.path === path);
    expect(problem?.message).toMatch(message);
  });
});

describe("an accepted message", () => {
  const endOf = (zone: string, until: string) => {
    const compiled = compileConfig(
      example
        .replace("timeZone: Asia/Tokyo", `timeZone: ${zone}`)
        .replace("until: 2026-12-31", `until: ${until}`),
    );
    if (compiled.type !== "sealed") throw new Error("the example does not compile");
    return new Date(compiled.sealed.config.accepted[0]?.endsAt ?? 0).toISOString();
  };

  it.each([
    ["Asia/Tokyo", "2026-12-31", "2026-12-31T15:00:00.000Z"],
    ["UTC", "2028-02-28", "2028-02-29T00:00:00.000Z"],
    ["Europe/Berlin", "2026-03-28", "2026-03-28T23:00:00.000Z"],
    ["Europe/Berlin", "2026-03-29", "2026-03-29T22:00:00.000Z"],
  ])("ends with its last day in %s: %s → %s", (zone, until, end) => {
    expect(endOf(zone, until)).toBe(end);
  });

  it("names the reasons of VSS that there are, and an environment that there is", async () => {
    const { catalogue } = await import("../../src/backup/catalogue.ts");
    for (const { reason, category } of catalogue) {
      const yaml = example.replace("until: 2026-12-31", `until: 2026-12-31\n    reason: ${reason}`);
      expect(compileConfig(yaml).type).toBe(category === "vss" ? "sealed" : "refused");
    }
    const yaml = example.replace("resourceType: S3\n    environment: production", "environment: nowhere");
    expect(problemsOf(yaml)).toMatchObject([{ path: "accepted[0].environment" }]);
  });
});

describe("a route", () => {
  const routesOf = (yaml: string) => {
    const compiled = compileConfig(yaml);
    if (compiled.type !== "sealed") throw new Error(JSON.stringify(compiled.problems));
    return compiled.sealed.config.routes;
  };

  it("has one channel, and others beside it, or asks for tags", () => {
    expect(routesOf(example)).toEqual([
      {
        environment: "production",
        severity: "critical",
        channel: "C0PRODALERTS",
        alsoIn: ["C0SECURITY01"],
        mention: "S0ONCALL001",
      },
      { environment: "production", severity: "failed", resourceType: "RDS", channel: "C0DATABASES1" },
      { environment: "production", tags: { team: "payments" }, channel: "C0PAYMENTS01" },
    ]);
  });
});

it("the JSON Schema for editors is made from the same source", async () => {
  const { jsonSchemaOfConfig } = await import("../../infra/config-schema.ts");
  const written = readFileSync(new URL("../../config.schema.json", import.meta.url), "utf8");
  expect(written).toBe(jsonSchemaOfConfig());
});
