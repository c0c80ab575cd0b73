import { describe, expect, it } from "vitest";
import { absenceCard } from "../../../src/features/alerts/kinds/absence.ts";
import { watchTextsFor } from "../../../src/i18n/watch.ts";
import { checkBlocks } from "../../../src/slack/block-check.ts";
import { limits } from "../../../src/slack/limits.ts";
import { cases, incident } from "./absence-cards.ts";
import { configIn } from "./cards.ts";

describe.each(["en", "ja"] as const)("a card of missing backups in %s", (language) => {
  const config = configIn(language);

  it.each(Object.entries(cases))("of %s is taken by Slack and pings nobody", (_, absent) => {
    const card = absenceCard(incident, absent, config);
    expect(checkBlocks(card.blocks, "message")).toEqual([]);
    expect(checkBlocks(card.body, "message")).toEqual([]);
    expect(card.text.length).toBeLessThan(limits.updateText);
    const words = JSON.stringify(card);
    expect(words).not.toMatch(/undefined|NaN|\[object|<!channel>/);
  });

  it.each([
    ["one", "failed", "ABSENT"],
    ["good", "good", "BACKED_UP"],
    ["gone", "good", "NOT_WATCHED"],
    ["some", "failed", "ABSENT"],
    ["all good", "good", "BACKED_UP"],
    ["never", "failed", "ABSENT"],
    ["first", "good", "BACKED_UP"],
    ["untagged", "good", "NOT_WATCHED"],
  ] as const)("of %s is %s", (name, severity, state) => {
    const card = absenceCard(incident, cases[name], config);
    expect(card.metadata.event_payload).toMatchObject({ severity, state });
  });

  it("names what was never backed up, and the requirement that its tags put it under", () => {
    const { headlineNever, neverByTag, never } = watchTextsFor(language).absent;
    const alone = absenceCard(incident, cases.never, config);
    expect(alone.text).toContain(headlineNever);
    expect(alone.text).toContain(neverByTag("gold", "").split("gold")[0]);
    expect(JSON.stringify(absenceCard(incident, cases.mixed, config).body)).toContain(never);
  });

  it("says how many there are, by the count and not by the list", () => {
    expect(absenceCard(incident, cases.many, config).text).toContain("412");
    expect(JSON.stringify(absenceCard(incident, cases.many, config).body)).toContain("402");
  });
});
