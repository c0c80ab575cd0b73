// The words of one language, by its name.
import { en } from "./en.ts";
import { ja } from "./ja.ts";

export type Texts = typeof en;

export type Language = "en" | "ja";

const languages: Readonly<Record<Language, Texts>> = { en, ja };

export const textsFor = (language: Language): Texts => languages[language];
