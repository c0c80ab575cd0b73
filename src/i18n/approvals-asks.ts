// The words of presses, small forms, lists and what-if, in one language.
import { approvalAsksEn } from "./approvals-asks-en.ts";
import { approvalAsksJa } from "./approvals-asks-ja.ts";

const languages = { en: approvalAsksEn, ja: approvalAsksJa } as const;

export const approvalAsksFor = (language: "en" | "ja"): typeof approvalAsksEn => languages[language];
