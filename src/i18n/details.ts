// The words of the modals that open from a card, in one language.
import { detailsEn } from "./details-en.ts";
import { detailsJa } from "./details-ja.ts";

const languages: Readonly<Record<"en" | "ja", typeof detailsEn>> = { en: detailsEn, ja: detailsJa };

export const detailTextsFor = (language: "en" | "ja"): typeof detailsEn => languages[language];
