import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandOf, nearestOf, readCommandLine } from "../../src/slack/command-line.ts";

const flags = ["state", "since", "resource"];

const lineOf = (text: string) => {
  const read = readCommandLine(text, flags);
  return read.type === "line" ? read.line : read;
};

describe("words and flags", () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ["", [], {}],
    ["   ", [], {}],
    ["jobs", ["jobs"], {}],
    ["  jobs \t production\n", ["jobs", "production"], {}],
    ["jobs --state failed", ["jobs"], { state: "failed" }],
    ["jobs --state=failed", ["jobs"], { state: "failed" }],
    ["jobs --state failed production --since 7d", ["jobs", "production"], { state: "failed", since: "7d" }],
    ["--state failed jobs", ["jobs"], { state: "failed" }],
    ["jobs --STATE Failed", ["jobs"], { state: "Failed" }],
    ["jobs --resource=a=b", ["jobs"], { resource: "a=b" }],
    ["jobs --resource -x", ["jobs"], { resource: "-x" }],
    ["jobs -- x", ["jobs", "--", "x"], {}],
    ["jobs - x", ["jobs", "-", "x"], {}],
    ["jobs -state", ["jobs", "-state"], {}],
    ["jobs orders-db a--b", ["jobs", "orders-db", "a--b"], {}],
  ])("'%s' is read", (text, words, given) => {
    expect(lineOf(text)).toEqual({ words, flags: given });
  });

  it.each<[string, string, string]>([
    ["jobs --state", "no-value", "state"],
    ["jobs --state=", "no-value", "state"],
    ['jobs --state ""', "no-value", "state"],
    ["jobs --state --since 7d", "no-value", "state"],
    ["jobs --state —since 7d", "no-value", "state"],
    ["jobs --state a --state b", "twice", "state"],
    ["jobs --state=a －－ＳＴＡＴＥ b", "twice", "state"],
    ["jobs --color red", "unknown", "color"],
    ["jobs --color", "unknown", "color"],
    ["jobs —color red", "unknown", "color"],
    ["jobs --__proto__ x", "unknown", "__proto__"],
    ["jobs ---state x", "unknown", "-state"],
  ])("'%s' is refused, for it is %s", (text, problem, flag) => {
    expect(lineOf(text)).toEqual({ type: "refused", problem, flag });
  });

  it("no flag is known where a command has none", () => {
    expect(readCommandLine("status --state x", [])).toEqual({
      type: "refused",
      problem: "unknown",
      flag: "state",
    });
  });
});

describe("the dashes that phones and keyboards make of two hyphens", () => {
  it.each([
    ["two hyphens", "--"],
    ["an em dash", "—"],
    ["an en dash", "–"],
    ["a horizontal bar", "―"],
    ["a hyphen and an en dash", "-–"],
    ["an en dash and a hyphen", "–-"],
    ["three hyphens, as a phone writes them", "—-"],
    ["full-width hyphens", "－－"],
    ["minus signs", "−−"],
    ["hyphens that do not break", "‑‑"],
    ["long vowels of a Japanese keyboard", "ーー"],
  ])("%s begin a flag: %s", (_, dashes) => {
    expect(lineOf(`jobs ${dashes}state failed`)).toEqual({ words: ["jobs"], flags: { state: "failed" } });
    expect(lineOf(`jobs ${dashes}state=failed`)).toEqual({ words: ["jobs"], flags: { state: "failed" } });
  });

  it.each([
    "orders—db",
    "a–b",
    "サーバー",
    "データー",
    "2026–11–20",
  ])("inside a word they stay: %s", (word) => {
    expect(lineOf(`points ${word}`)).toEqual({ words: ["points", word], flags: {} });
  });
});

describe("quotes", () => {
  it.each([
    ["straight", '"注文 db"'],
    ["single", "'注文 db'"],
    ["curly", "“注文 db”"],
    ["single curly", "‘注文 db’"],
    ["curly, both of them closing", "’注文 db’"],
    ["low", "„注文 db“"],
    ["Japanese", "「注文 db」"],
  ])("that are %s hold words together: %s", (_, quoted) => {
    expect(lineOf(`points ${quoted}`)).toEqual({ words: ["points", "注文 db"], flags: {} });
    expect(lineOf(`jobs --resource ${quoted} x`)).toEqual({
      words: ["jobs", "x"],
      flags: { resource: "注文 db" },
    });
  });

  it.each([
    ["straight", '--resource="注文 db"'],
    ["curly", "--resource=“注文 db”"],
    ["curly, after a dash of a phone", "—resource=“注文 db”"],
    ["single", "--resource='注文 db'"],
    ["single curly", "--resource=‘注文 db’"],
    ["Japanese", "--resource=「注文 db」"],
    ["Japanese, after a full-width equals sign", "－－resource＝「注文 db」"],
  ])("that are %s stand after an equals sign: %s", (_, given) => {
    expect(lineOf(`jobs ${given} x`)).toEqual({ words: ["jobs", "x"], flags: { resource: "注文 db" } });
  });

  // Known to be read as two words: the other kind of quote inside ends nothing.
  it.each([
    `--resource="bob's db"`,
    "--resource=“bob’s db”",
  ])("hold an apostrophe after an equals sign: %s", (given) => {
    const resource = given.includes("’") ? "bob’s db" : "bob's db";
    expect(lineOf(`jobs ${given} x`)).toEqual({ words: ["jobs", "x"], flags: { resource } });
  });

  it.each<[string, readonly string[]]>([
    ['points "--state"', ["points", "--state"]],
    ["points “—state”", ["points", "—state"]],
    ["points it's", ["points", "it's"]],
    ["points bob’s db", ["points", "bob’s", "db"]],
    ['points "orders', ["points", '"orders']],
    ["points 「注文", ["points", "「注文"]],
    ['points ""', ["points", ""]],
    ['points "a""b"', ["points", "a", "b"]],
  ])("%s is read as it was meant", (text, words) => {
    expect(lineOf(text)).toEqual({ words, flags: {} });
  });

  it("a value in quotes may look like a flag", () => {
    expect(lineOf('jobs --resource "--since"')).toEqual({ words: ["jobs"], flags: { resource: "--since" } });
  });
});

describe("a Japanese keyboard", () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ["jobs　--state　failed", ["jobs"], { state: "failed" }],
    ["　jobs　　production　", ["jobs", "production"], {}],
    ["jobs －－ｓｉｎｃｅ ７ｄ", ["jobs"], { since: "７ｄ" }],
    ["jobs －－ｓｉｎｃｅ＝７ｄ", ["jobs"], { since: "７ｄ" }],
    ["jobs\u00a0--state\u00a0failed", ["jobs"], { state: "failed" }],
  ])("'%s' is read", (text, words, given) => {
    expect(lineOf(text)).toEqual({ words, flags: given });
  });
});

describe("what Slack makes of names, addresses and the three characters", () => {
  it.each<[string, string]>([
    ["<@U1|bob>", "@U1"],
    ["<@U1>", "@U1"],
    ["<@W0ABC|a b>", "@W0ABC"],
    ["<#C1|general>", "#C1"],
    ["<#C1|>", "#C1"],
    ["<http://db.example|db.example>", "db.example"],
    ["<https://db.example/a?b=1&amp;c=2>", "https://db.example/a?b=1&c=2"],
    ["<mailto:a@b.example|a@b.example>", "a@b.example"],
    ["<http://a.example|two words>", "two words"],
    ["orders.<http://db.example|db.example>.old", "orders.db.example.old"],
    ["a&amp;b", "a&b"],
    ["&lt;@U1|bob&gt;", "<@U1|bob>"],
    ["&amp;lt;", "&lt;"],
    ["<!here>", "<!here>"],
    ["<!subteam^S1|@leads>", "<!subteam^S1|@leads>"],
  ])("%s was typed as %s", (sent, meant) => {
    expect(lineOf(`points ${sent} x`)).toEqual({ words: ["points", meant, "x"], flags: {} });
    expect(lineOf(`points "${sent}" x`)).toEqual({ words: ["points", meant, "x"], flags: {} });
    expect(lineOf(`jobs --resource ${sent} x`)).toEqual({ words: ["jobs", "x"], flags: { resource: meant } });
    expect(lineOf(`jobs --resource=${sent} x`)).toEqual({ words: ["jobs", "x"], flags: { resource: meant } });
  });
});

describe("the command", () => {
  it.each([
    ["", ""],
    ["  ", ""],
    ["jobs --state", "jobs"],
    ["JOBS", "jobs"],
    ["Ｊｏｂｓ　x", "jobs"],
    ["“jobs”", "jobs"],
    ["--state failed", "--state"],
    ["ヘルプ", "ヘルプ"],
  ])("of '%s' is '%s'", (text, word) => {
    expect(commandOf(text)).toBe(word);
  });
});

describe("the word that was nearly typed", () => {
  const known = ["status", "jobs", "points", "vaults", "help", "version"];

  it.each<[string, string | undefined]>([
    ["stat", "status"],
    ["ststus", "status"],
    ["sattus", "status"],
    ["job", "jobs"],
    ["jbos", "jobs"],
    ["pionts", "points"],
    ["vualts", "vaults"],
    ["vault", "vaults"],
    ["hlep", "help"],
    ["vers", "version"],
    ["version2", "version"],
    ["s", undefined],
    ["j", undefined],
    ["", undefined],
    ["backup", undefined],
    ["restore", undefined],
    ["ヘルプ", undefined],
    ["x".repeat(10_000), undefined],
  ])("is found for '%.20s'", (typed, near) => {
    expect(nearestOf(typed, known)).toBe(near);
  });

  it("is nothing where nothing is known", () => {
    expect(nearestOf("jobs", [])).toBeUndefined();
    expect(nearestOf("", ["a"])).toBeUndefined();
  });

  it("is found again after any one slip", () => {
    const letter = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz");
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.nat(), letter, fc.nat(3), (word, place, other, slip) => {
        const at = place % word.length;
        const [head, tail] = [word.slice(0, at), word.slice(at)];
        const slips = [
          head + tail.slice(1),
          head + other + tail,
          head + other + tail.slice(1),
          head + (tail[1] ?? "") + (tail[0] ?? "") + tail.slice(2),
        ];
        expect(nearestOf(slips[slip] ?? "", known)).toBe(word);
      }),
    );
  });
});

describe("anything at all that is typed", () => {
  const pieces = [
    ..."abＡ =\"'“”‘’„「」<>|@#&;!-—–ー－　\n\u0000🗼",
    "--",
    "--state",
    "<@U1|",
    "&amp;",
    "<!",
    "\ud800",
  ];
  const typed = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join("")),
  );

  it("is words and known flags, or is refused", () => {
    fc.assert(
      fc.property(typed, (text) => {
        const read = readCommandLine(text, flags);
        expect(commandOf(text)).toBeTypeOf("string");
        if (read.type === "refused") {
          expect(["unknown", "no-value", "twice"]).toContain(read.problem);
          return;
        }
        for (const [flag, value] of Object.entries(read.line.flags)) {
          expect(flags).toContain(flag);
          expect(value).not.toBe("");
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it("takes no time, be it eight thousand characters of the worst", () => {
    const unit = fc
      .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(unit, (part) => {
        const text = part.repeat(8_000).slice(0, 8_000);
        const began = performance.now();
        readCommandLine(`jobs ${text}`, flags);
        nearestOf(text, ["status"]);
        // A second is far more than it needs, and far less than a pattern that runs away.
        expect(performance.now() - began).toBeLessThan(1_000);
      }),
      { numRuns: 60, examples: [["a"], ["—"], ["“ "], ["a="], ["a=“"], ["「”「"], ["<"], ["&amp;"]] },
    );
  });
});
