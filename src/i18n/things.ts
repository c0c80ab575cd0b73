// The words of things that are no jobs, in one language.
import { thingsEn } from "./things-en.ts";
import { thingsJa } from "./things-ja.ts";

const languages = { en: thingsEn, ja: thingsJa } as const;

export type ThingTexts = typeof thingsEn;

export const thingTextsFor = (language: "en" | "ja"): ThingTexts => languages[language];
