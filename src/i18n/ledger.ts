// The words of the weekly line, in one language.
import { ledgerEn } from "./ledger-en.ts";
import { ledgerJa } from "./ledger-ja.ts";

const languages = { en: ledgerEn, ja: ledgerJa } as const;

export const ledgerTextsFor = (language: "en" | "ja"): typeof ledgerEn => languages[language];
