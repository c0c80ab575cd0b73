// The words of answers in one language. They stand apart from the words of cards, which other functions load.
import { type AnswerTexts, answersEn } from "./answers-en.ts";
import { answersJa } from "./answers-ja.ts";

const languages: Readonly<Record<"en" | "ja", AnswerTexts>> = { en: answersEn, ja: answersJa };

export const answersFor = (language: "en" | "ja"): AnswerTexts => languages[language];
