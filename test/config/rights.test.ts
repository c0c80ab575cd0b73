import { describe, expect, it } from "vitest";
import type { Config, Environment, People } from "../../src/config/config.ts";
import { barOf, environmentsFor, groupsOf, type Person, type Right } from "../../src/config/rights.ts";
import { configIn } from "../features/alerts/cards.ts";

const base = configIn("en");
const [template] = base.environments;
if (template === undefined) throw new Error("a configuration without an environment");

type List = "readers" | "askers" | "leads" | "auditors";
const rights: readonly Right[] = ["read", "ask", "lead", "audit"];
const nobody: People = { users: [] };

const environment = (name: string, people: Partial<Record<List, People>>): Environment => ({
  ...template,
  name,
  readers: nobody,
  askers: nobody,
  leads: nobody,
  auditors: nobody,
  ...people,
});

const configOf = (...environments: readonly Environment[]): Config => ({ ...base, environments });

const mika: Person = {
  id: "U0MIKA00001",
  teams: [base.slackTeam],
  groups: [],
  isDeleted: false,
  isBot: false,
  isGuest: false,
  isStranger: false,
};

const rightsOf = (person: Person, config: Config): readonly Right[] =>
  rights.filter((right) => environmentsFor(person, right, config).length > 0);

describe("the rights of a person", () => {
  it.each<[List, readonly Right[]]>([
    ["readers", ["read"]],
    ["askers", ["read", "ask"]],
    ["leads", ["read", "lead"]],
    ["auditors", ["read", "audit"]],
  ])("who is one of the %s are %j, by name, by group, and by both", (list, expected) => {
    const grouped = { ...mika, groups: ["S0OTHERS001", "S0GROUP0001"] };
    const byName = configOf(environment("production", { [list]: { users: ["U0OTHER0001", mika.id] } }));
    const byGroup = configOf(environment("production", { [list]: { group: "S0GROUP0001", users: [] } }));
    const byBoth = configOf(
      environment("production", { [list]: { group: "S0GROUP0001", users: [mika.id] } }),
    );
    expect(rightsOf(mika, byName)).toEqual(expected);
    expect(rightsOf(grouped, byGroup)).toEqual(expected);
    expect(rightsOf(grouped, byBoth)).toEqual(expected);
    expect(rightsOf(mika, byBoth)).toEqual(expected);
  });

  it("who is on no list are none, and neither are those of a group that no list names", () => {
    const others = { group: "S0GROUP0001", users: ["U0OTHER0001"] };
    const config = configOf(
      environment("production", { readers: others, askers: others, leads: others, auditors: others }),
    );
    expect(rightsOf(mika, config)).toEqual([]);
    expect(rightsOf({ ...mika, groups: ["S0OTHERS001"] }, config)).toEqual([]);
    expect(rightsOf({ ...mika, id: "S0GROUP0001" }, config)).toEqual([]);
    expect(rightsOf({ ...mika, groups: ["U0OTHER0001"] }, config)).toEqual([]);
  });

  it("who is on every list are all of them", () => {
    const all = { users: [mika.id] };
    const config = configOf(
      environment("production", { readers: all, askers: all, leads: all, auditors: all }),
    );
    expect(rightsOf(mika, config)).toEqual(rights);
  });

  it("stay in the environments that give them, in the order of the configuration", () => {
    const me = { users: [mika.id] };
    const config = configOf(
      environment("production", { readers: me }),
      environment("staging", { askers: me, leads: me }),
      environment("secret", {}),
      environment("archive", { auditors: me }),
    );
    const namesFor = (right: Right) => environmentsFor(mika, right, config).map(({ name }) => name);
    expect(Object.fromEntries(rights.map((right) => [right, namesFor(right)]))).toEqual({
      read: ["production", "staging", "archive"],
      ask: ["staging"],
      lead: ["staging"],
      audit: ["archive"],
    });
  });

  it("are none where nothing is configured", () => {
    expect(rightsOf({ ...mika, groups: ["S0GROUP0001"] }, configOf())).toEqual([]);
  });
});

describe("whoever is no member of the team", () => {
  const all = { group: "S0GROUP0001", users: [mika.id] };
  const config = configOf(
    environment("production", { readers: all, askers: all, leads: all, auditors: all }),
  );
  const listed = { ...mika, groups: ["S0GROUP0001"] };

  it("is told from a member", () => {
    expect(barOf(listed, config)).toBeUndefined();
    expect(barOf({ ...listed, teams: ["E0ORGANISED", base.slackTeam] }, config)).toBeUndefined();
    expect(rightsOf(listed, config)).toEqual(rights);
  });

  it.each<[string, Partial<Person>, string]>([
    ["somebody deactivated", { isDeleted: true }, "deactivated"],
    ["a bot", { isBot: true }, "bot"],
    ["a guest", { isGuest: true }, "guest"],
    ["a stranger", { isStranger: true }, "stranger"],
    ["somebody of another team", { teams: ["T0ELSEWHERE"] }, "stranger"],
    ["somebody of no team", { teams: [] }, "stranger"],
    ["somebody of a team that begins alike", { teams: [`${base.slackTeam}X`] }, "stranger"],
    ["a deactivated bot", { isDeleted: true, isBot: true }, "deactivated"],
    ["a guest from elsewhere", { isGuest: true, isStranger: true, teams: ["T0ELSEWHERE"] }, "guest"],
  ])("reads nothing though every list names them: %s", (_, parts, bar) => {
    expect(barOf({ ...listed, ...parts }, config)).toBe(bar);
    expect(rightsOf({ ...listed, ...parts }, config)).toEqual([]);
  });
});

describe("the user groups that are looked into", () => {
  it("are those of every list, each once", () => {
    const of = (group: string): People => ({ group, users: [] });
    const config = configOf(
      environment("production", { readers: of("S1"), askers: of("S2"), leads: of("S3"), auditors: of("S4") }),
      environment("staging", { readers: of("S1"), askers: of("S5"), leads: { users: ["U1"] } }),
    );
    expect([...groupsOf(config)].sort()).toEqual(["S1", "S2", "S3", "S4", "S5"]);
  });
});
