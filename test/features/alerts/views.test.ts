import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alertCard, plainCard, rawCard } from "../../../src/features/alerts/views.ts";
import { textsFor } from "../../../src/i18n/texts.ts";
import { checkBlocks } from "../../../src/slack/block-check.ts";
import { barColors, marks } from "../../../src/slack/card.ts";
import { limits } from "../../../src/slack/limits.ts";
import { cardOf, cardsIn, configIn, jobWith } from "./cards.ts";
import { hostile, textsOf } from "./hostile-text.ts";

const golden = new URL("../../golden/", import.meta.url);

describe.each(["en", "ja"] as const)("cards in %s", (language) => {
  const cards = Object.entries(cardsIn(language));

  it.each(cards)("%s is as it was agreed", (name, card) => {
    const file = new URL(`${name}.${language}.json`, golden);
    const drawn = `${JSON.stringify(card, null, 1)}\n`;
    if (process.env.UPDATE_GOLDEN === "1" && !process.env.CI) {
      mkdirSync(golden, { recursive: true });
      writeFileSync(file, drawn);
    }
    expect(
      existsSync(file),
      `${name}.${language}.json is missing: run UPDATE_GOLDEN=1 npx vitest run test/features/alerts`,
    ).toBe(true);
    expect(drawn).toBe(readFileSync(file, "utf8"));
  });

  it.each(cards)("%s is taken by Slack, and says its gist in plain text", (_, card) => {
    expect(checkBlocks(card.blocks, "message")).toEqual([]);
    expect(checkBlocks(card.body, "message")).toEqual([]);
    expect(card.text.length).toBeLessThan(limits.updateText);
    expect(card.text).not.toMatch(/undefined|NaN|\[object/);
    expect(JSON.stringify([card.blocks, card.body])).not.toMatch(/undefined|NaN|\[object/);
  });
});

describe.each(["en", "ja"] as const)("what a lock screen shows of a card in %s", (language) => {
  const { severity: words } = textsFor(language).card;
  const saidOf = (severity: string): readonly string[] => {
    const said = Object.hasOwn(words, severity) ? words[severity as keyof typeof words] : undefined;
    return said === undefined ? [] : [said.word.toLowerCase(), ...said.stems];
  };

  it.each(Object.entries(cardsIn(language)))("of %s is one short line in plain words", (_, card) => {
    const [line = ""] = card.text.split("\n");
    const [mark = "", ...rest] = line.split(" ");
    const { severity = "" } = card.metadata.event_payload;
    expect(mark).toBe(marks[severity as keyof typeof marks]);
    expect(line.length).toBeLessThanOrEqual(150);
    expect(line).not.toMatch(/[*_~`<>]|\u2060/);
    // How bad it is needs no colour: trouble has its word, and what is no trouble says what it is.
    const told = rest.join(" ").toLowerCase();
    expect(told).not.toBe("");
    if (saidOf(severity).length > 0)
      expect(saidOf(severity).filter((word) => told.includes(word))).not.toEqual([]);
  });
});

describe("a card's severity", () => {
  const config = configIn("en");
  it.each([
    ["COMPLETED", {}, "good"],
    ["COMPLETED", { message: "anything" }, "warning"],
    ["COMPLETED", { message: "anything", category: "SUCCESS" }, "good"],
    ["PARTIAL", {}, "warning"],
    ["FAILED", {}, "failed"],
    ["EXPIRED", {}, "failed"],
    ["ABORTED", {}, "failed"],
    ["COMPLETED", { message: "Backup job failed." }, "failed"],
    ["RUNNING", {}, "running"],
    ["ARCHIVING", {}, "unknown"],
  ] as const)("of %s with %j is %s", (state, facts, severity) => {
    const card = cardOf(jobWith("backup", state, facts), config);
    expect(card.metadata.event_payload.severity).toBe(severity);
    expect(card.color).toBe(barColors[severity]);
  });
});

describe("AWS's own words", () => {
  it.each(["en", "ja"] as const)("stay readable on every card that has any, in %s", (language) => {
    const config = configIn(language);
    const message = "Words that nobody ever said before";
    for (const kind of ["backup", "copy", "restore"] as const)
      for (const state of [
        "CREATED",
        "RUNNING",
        "COMPLETED",
        "PARTIAL",
        "FAILED",
        "ABORTED",
        "EXPIRED",
        "ODD",
      ])
        for (const category of [undefined, "SUCCESS"]) {
          const facts = { message, ...(category === undefined ? {} : { category }) };
          expect(JSON.stringify(cardOf(jobWith(kind, state, facts), config).body)).toContain(message);
        }
  });
});

describe("text from outside", () => {
  const config = configIn("ja");
  const ownLinks =
    /<(?:https:\/\/[\w.-]+\/backup\/home[^|<>]*\|[^<>]*|https:\/\/docs\.aws\.amazon\.com\/[\w/-]+\.html\|[^<>]*|!date\^\d+\^[^|<>]*\|[^<>]*|#C0FALLBACK01)>/g;

  it("never pings or links, and never makes a card that Slack refuses", () => {
    fc.assert(
      fc.property(
        hostile,
        hostile,
        hostile,
        fc.constantFrom("FAILED", "COMPLETED", "PARTIAL", "RUNNING"),
        fc.constantFrom("backup" as const, "copy" as const, "restore" as const),
        (one, two, three, state, kind) => {
          const job = jobWith(kind, state, {
            resourceName: one,
            resourceType: two,
            vaultName: three,
            planName: two,
            ruleName: one,
            message: three,
            writtenId: one,
            createdResourceArn: `arn:aws:x:y:z:${two}`,
            destinationVaultArn: `arn:aws:backup:y:z:backup-vault:${one}`,
          });
          const odd = { ...job, key: { ...job.key, account: two, region: three } };
          const raw = { type: "raw" as const, id: one, source: two, detailType: three, body: `${one}${two}` };
          const incident = {
            id: "raw/1",
            subject: { type: "raw" as const, notification: raw },
            channel: "C1",
          };
          const refusedBy = { channel: one, refusal: two };
          for (const card of [
            cardOf(job, config),
            alertCard(odd, { ...incident, refusedBy }, config),
            rawCard(raw, incident, config),
            plainCard(cardOf(job, config), config),
          ]) {
            expect([...checkBlocks(card.blocks, "message"), ...checkBlocks(card.body, "message")]).toEqual(
              [],
            );
            expect(card.text.length).toBeLessThanOrEqual(limits.updateText);
            for (const text of textsOf([card.text, card.blocks, card.body])) {
              expect(text.replace(ownLinks, "")).not.toMatch(/[<>]/);
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

it("keeps a card that Slack takes, whatever the incident is called", () => {
  const failed = jobWith("backup", "FAILED");
  const id = "i".repeat(9_000);
  const subject = { type: "job", job: failed.key } as const;
  const incident = { id, subject, channel: "C0PRODUCTION" };
  const aside = { by: "U0ONCALL01", at: failed.at, until: failed.at };
  for (const each of [incident, { ...incident, snoozed: aside }]) {
    const { blocks, body } = alertCard(failed, each, configIn("en"));
    expect(checkBlocks(blocks, "message")).toEqual([]);
    expect(checkBlocks(body, "message")).toEqual([]);
  }
});
