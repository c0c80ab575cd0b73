// The front door and the worker are deployed apart. What one of them hands over, the other must know.
import { describe, expect, it } from "vitest";
import { doors } from "../../src/app/doors.ts";
import { features } from "../../src/app/features.ts";
import { appIds, menuMessage } from "../../src/app/help.ts";
import { approvalIds, whyField } from "../../src/features/approvals/model.ts";
import { backupIds } from "../../src/features/backups/model.ts";
import { homeIds } from "../../src/features/home/model.ts";
import { inventoryIds } from "../../src/features/inventory/model.ts";
import { jobIds } from "../../src/features/jobs/model.ts";
import { type CommandName, type FrontTexts, frontEn } from "../../src/i18n/front-en.ts";
import { frontJa } from "../../src/i18n/front-ja.ts";
import type { Porch, Reply } from "../../src/ports/door.ts";
import { commandOf, readCommandLine } from "../../src/slack/command-line.ts";
import { readRequest } from "../../src/slack/request.ts";
import { configIn } from "../features/alerts/cards.ts";
import { envelop, shapes, sign } from "./envelopes.ts";
import { createFrontWorld } from "./front-world.ts";
import {
  asForm,
  asPayload,
  command,
  pressInMessage,
  pressInView,
  submitted,
  type Thing,
} from "./requests.ts";

type List = "commands" | "actions" | "forms";

const porch: Porch = { config: configIn("en"), texts: frontEn };
const languages = [
  ["en", frontEn],
  ["ja", frontJa],
] as const satisfies readonly (readonly [string, FrontTexts])[];

const namesIn = (holders: readonly { readonly [Name in List]?: object }[], list: List): readonly string[] =>
  holders.flatMap((holder) => Object.keys(holder[list] ?? {})).sort();

const handsOver = (reply: Reply | undefined): boolean =>
  reply?.do === "work" || reply?.do === "open" || reply?.do === "check";

const requestOf = (payload: Thing) => {
  const reading = readRequest(payload);
  if (reading.type !== "request") throw new Error("a payload that cannot be read");
  return reading.request;
};

const fields = [inventoryIds.resource, whyField, ...Object.values(backupIds)];

/** What is no text has its form looked at here. */
const filledIn = (id: string): string => {
  const days: readonly string[] = [backupIds.retention, backupIds.window];
  if (id === backupIds.cold) return "";
  return days.includes(id) ? "90d" : "x";
};

/** Every reply that a name at the door may give: wherever it is pressed, whatever is filled in. */
const repliesTo = (list: List, name: string): readonly (Reply | undefined)[] => {
  switch (list) {
    case "commands":
      return [[name], [name, "production"], [name, "now"]].flatMap((words) =>
        doors.map(({ commands }) => commands?.[name]?.ack({ words, flags: {} }, porch)),
      );
    case "actions":
      return [pressInMessage(name), pressInView("modal", name), pressInView("home", name)]
        .map(requestOf)
        .flatMap((press) =>
          press.kind === "press" ? doors.map(({ actions }) => actions?.[name]?.(press, porch)) : [],
        );
    case "forms":
      return [{}, { b: Object.fromEntries(fields.map((id) => [id, { value: filledIn(id) }])) }]
        .map((values) => requestOf(submitted(name, values)))
        .flatMap((submit) =>
          submit.kind === "submit" ? doors.map(({ forms }) => forms?.[name]?.(submit, porch)) : [],
        );
  }
};

describe.each<List>(["commands", "actions", "forms"])("the %s that the door hands to the worker", (list) => {
  const handed = namesIn(doors, list).filter((name) => repliesTo(list, name).some(handsOver));

  it("have an answerer there, and no answerer waits for what never comes", () => {
    expect(handed).toEqual(namesIn(features, list));
    expect(handed).not.toEqual([]);
  });

  it("are each answered by one alone", () => {
    for (const names of [namesIn(doors, list), namesIn(features, list)])
      expect(new Set(names).size).toBe(names.length);
  });
});

describe("what a button may carry", () => {
  const forms: readonly string[] = [inventoryIds.form, inventoryIds.resource];
  const { send, approveTyped, denied, brokenGlass } = approvalIds;
  const decisions = [send, approveTyped, denied, brokenGlass];
  const ids = [jobIds, homeIds, inventoryIds].flatMap((each) => Object.values(each));

  it.each(ids.filter((id) => !forms.includes(id)))("is known at the door: %s", (id) => {
    expect(namesIn(doors, "actions")).toContain(id);
  });

  it("is nothing that only looks like it", () => {
    const { choose, now, copy, stop } = backupIds;
    const forms = [...decisions, choose, now, copy, stop, inventoryIds.form];
    expect(namesIn(doors, "forms")).toEqual(forms.sort());
    expect(doors.flatMap(({ resourceFields }) => Object.keys(resourceFields ?? {})).sort()).toEqual([
      backupIds.resource,
      inventoryIds.resource,
    ]);
  });
});

const gate = shapes["a Function URL"] ?? (() => ({}));

/** What the whole front door does with a line, and what it says. */
const typed = async (line: string, [language, texts]: (typeof languages)[number]) => {
  const { handle, deeds } = createFrontWorld({ config: configIn(language), texts });
  const { statusCode, body } = await handle(envelop(sign(asForm(command(line))), gate));
  return { statusCode, says: body, deeds: deeds.map(({ name }) => name) };
};

const escaped = (text: string) => JSON.stringify(text).slice(1, -1);

describe.each(languages)("in %s", (...language) => {
  const [, texts] = language;
  const words = Object.keys(texts.commands) as CommandName[];

  it("every command of the door has its words, and every word its command", () => {
    expect([...namesIn(doors, "commands"), "help", "version"].sort()).toEqual([...words].sort());
  });

  it.each(words)("/backup %s is answered", async (word) => {
    const { statusCode, says, deeds } = await typed(word, language);
    expect(statusCode).toBe(200);
    // Either the worker has it, or the answer is there; never both, and never that there is no such command.
    expect(deeds.includes("work.send")).toBe(says === "");
    expect(says).not.toContain(escaped(texts.unknownCommand(word)));
  });

  it("what is no command is told for it", async () => {
    const { says, deeds } = await typed("restores", language);
    expect(says).toContain(escaped(texts.unknownCommand("restores")));
    expect(deeds).toEqual([]);
  });

  const examples = words.flatMap((word) => texts.commands[word].examples.map((line) => ({ word, line })));

  it.each(examples)("the example $line is understood by $word itself", async ({ word, line }) => {
    const [slash, rest = ""] = line.split(/ (.*)/s);
    expect([slash, commandOf(rest)]).toEqual(["/backup", word]);
    const door = doors.find(({ commands }) => commands?.[word] !== undefined)?.commands?.[word];
    const read = readCommandLine(rest, door?.flags ?? []);
    if (read.type !== "line") throw new Error(`${line} is refused: ${read.problem} --${read.flag}`);
    if (door !== undefined) expect(handsOver(door.ack(read.line, { ...porch, texts }))).toBe(true);
    const { says, deeds } = await typed(rest, language);
    expect(deeds.includes("work.send")).toBe(door !== undefined);
    const asked = commandOf(rest.split(" ")[1] ?? "") as CommandName;
    if (word === "help") expect(says).toContain(escaped(texts.commands[asked].summary));
    if (word === "version") expect(says).toContain(escaped(texts.version.line("0.1.0", "abc")));
  });

  it.each(words)("the help of %s names no option that it does not take", (word) => {
    const { usage, flags } = texts.commands[word];
    const known = doors.flatMap(({ commands }) => commands?.[word]?.flags ?? []);
    const named = (text: string) => [...text.matchAll(/--([a-z]+)/g)].map(([, name]) => name);
    expect(known).toEqual(expect.arrayContaining(named(usage)));
    expect(named(flags)).toEqual(named(usage));
    expect(usage.startsWith(`/backup ${word}`)).toBe(true);
  });

  it("every length of time and every day that is offered is taken", async () => {
    const offered = `${texts.commands.jobs.flags} ${texts.badSince("x")}`.match(
      /\b\d+[mhdw]\b|\d{4}-\d\d-\d\d/g,
    );
    expect(offered?.length).toBeGreaterThan(4);
    for (const since of offered ?? [])
      expect((await typed(`jobs --since ${since}`, language)).deeds).toEqual(["work.send"]);
  });

  it("every button of the menu does something", async () => {
    const { blocks } = menuMessage(porch.config.environments, texts, language[0]);
    const ids = [...JSON.stringify(blocks).matchAll(/"action_id":"([^"]+)"/g)].map(([, id]) => id ?? "");
    expect(ids).toContain(appIds.help);
    for (const id of ids) {
      const { handle, deeds } = createFrontWorld({ config: configIn(language[0]), texts });
      await handle(envelop(sign(asPayload(pressInMessage(id))), gate));
      expect(deeds).not.toEqual([]);
      expect(JSON.stringify(deeds)).not.toContain(escaped(texts.trouble.unknownButton));
    }
  });
});
