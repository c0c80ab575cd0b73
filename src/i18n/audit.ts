// The words of the audit log, in one language.
import { auditEn } from "./audit-en.ts";
import { auditJa } from "./audit-ja.ts";

const languages = { en: auditEn, ja: auditJa } as const;

export const auditTextsFor = (language: "en" | "ja"): typeof auditEn => languages[language];
