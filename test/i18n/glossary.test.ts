import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answersEn } from "../../src/i18n/answers-en.ts";
import { answersJa } from "../../src/i18n/answers-ja.ts";
import { approvalsEn } from "../../src/i18n/approvals-en.ts";
import { approvalsJa } from "../../src/i18n/approvals-ja.ts";
import { auditEn } from "../../src/i18n/audit-en.ts";
import { auditJa } from "../../src/i18n/audit-ja.ts";
import { backupsEn } from "../../src/i18n/backups-en.ts";
import { backupsJa } from "../../src/i18n/backups-ja.ts";
import { detailsEn } from "../../src/i18n/details-en.ts";
import { detailsJa } from "../../src/i18n/details-ja.ts";
import { en } from "../../src/i18n/en.ts";
import { frontEn } from "../../src/i18n/front-en.ts";
import { frontJa } from "../../src/i18n/front-ja.ts";
import { ja } from "../../src/i18n/ja.ts";
import { ledgerEn } from "../../src/i18n/ledger-en.ts";
import { ledgerJa } from "../../src/i18n/ledger-ja.ts";
import { thingsEn } from "../../src/i18n/things-en.ts";
import { thingsJa } from "../../src/i18n/things-ja.ts";

interface Term {
  readonly english: string;
  readonly japanese: string;
  readonly avoid: readonly string[];
}

const glossary = readFileSync(new URL("../../docs/glossary.md", import.meta.url), "utf8");

const terms: readonly Term[] = glossary
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| English"))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, english = "", japanese = "", avoid = ""]) => ({
    english,
    japanese,
    avoid: avoid.split("、").filter((word) => word !== ""),
  }));

/** Every sentence by its path; a function is called with stand-ins. */
const sentencesOf = (words: unknown, path = ""): readonly (readonly [string, string])[] => {
  if (typeof words === "string") return [[path, words]];
  if (typeof words === "function") return sentencesOf(words("#one", "#two"), path);
  return Object.entries(words as object).flatMap(([key, value]) => sentencesOf(value, `${path}.${key}`));
};

const english = new Map(
  sentencesOf({
    ...en,
    answers: answersEn,
    approvals: approvalsEn,
    backups: backupsEn,
    front: frontEn,
    things: thingsEn,
    details: detailsEn,
    ledger: ledgerEn,
    audit: auditEn,
  }),
);
const japanese = new Map(
  sentencesOf({
    ...ja,
    answers: answersJa,
    approvals: approvalsJa,
    backups: backupsJa,
    front: frontJa,
    things: thingsJa,
    details: detailsJa,
    ledger: ledgerJa,
    audit: auditJa,
  }),
);

describe("the Japanese glossary", () => {
  it("is a table with terms", () => {
    expect(terms.length).toBeGreaterThan(15);
  });

  it.each(terms)("$english is $japanese wherever it is said", ({ english: term, japanese: expected }) => {
    const pattern = new RegExp(`\\b${term}s?\\b`, "i");
    const others = [...english].filter(
      ([path, text]) => pattern.test(text) && !japanese.get(path)?.includes(expected),
    );
    // A sentence may leave a noun unsaid in Japanese; it may not call it by another name.
    const rivals = terms.find((each) => each.english === term)?.avoid ?? [];
    const wrong = others.filter(([path]) => rivals.some((rival) => japanese.get(path)?.includes(rival)));
    expect(wrong).toEqual([]);
  });

  it.each(terms.flatMap(({ avoid }) => avoid))("%s is never said", (word) => {
    expect([...japanese].filter(([, text]) => text.includes(word))).toEqual([]);
  });

  it.each(
    terms.filter(({ japanese: word }) => [...japanese.values()].some((text) => text.includes(word))),
  )("headlines and labels say $english by its term", ({ english: term, japanese: expected }) => {
    const short = [...english].filter(
      ([path, text]) => path.startsWith(".card.") && text.toLowerCase() === term,
    );
    for (const [path] of short) expect(japanese.get(path)).toBe(expected);
  });
});

describe("the two languages", () => {
  it("say every sentence, and the Japanese is Japanese", () => {
    expect([...japanese.keys()]).toEqual([...english.keys()]);
    const isSameEverywhere = (text: string) => text === "" || /^(?:\/backup\b|Stillpoint\b)/.test(text);
    const kept = [...japanese].filter(
      ([path, text]) => !isSameEverywhere(text) && text === english.get(path),
    );
    expect(kept.map(([path]) => path)).toEqual([".separator"]);
  });

  it("end advice as sentences, in です・ます", () => {
    const advice = [...japanese].filter(([path]) => path.startsWith(".reason."));
    for (const [, text] of advice) expect(text).toMatch(/(?:です|ます|ません|ました|でした|ください)。$/);
    for (const [path, text] of english) if (path.startsWith(".reason.")) expect(text).toMatch(/\.$/);
  });

  it("carry what is put into a sentence", () => {
    for (const [path, text] of english) {
      const parts = text.match(/#one|#two/g) ?? [];
      for (const part of parts) expect(japanese.get(path)).toContain(part);
    }
  });
});

it("a word that is missing in either language does not compile", () => {
  const { next: _, ...card } = ja.card;
  // @ts-expect-error: the compiler demands every word; `npm run check` fails when this line is not an error.
  const lacking: typeof en = { ...ja, card };
  expect(lacking.card.next).toBeUndefined();
});
