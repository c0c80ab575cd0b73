// The words of what Stillpoint finds by itself, in one language.
import { watchEn } from "./watch-en.ts";
import { watchJa } from "./watch-ja.ts";

const languages = { en: watchEn, ja: watchJa } as const;

export const watchTextsFor = (language: "en" | "ja"): typeof watchEn => languages[language];
