// The words of one language, by its name.
import { en, type Texts } from "./en.ts";
import { ja } from "./ja.ts";

export type Language = "en" | "ja";

const languages: Readonly<Record<Language, Texts>> = { en, ja };

export const textsFor = (language: Language): Texts => languages[language];
