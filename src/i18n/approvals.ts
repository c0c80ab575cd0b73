// The words of requests in one language.
import { type ApprovalTexts, approvalsEn } from "./approvals-en.ts";
import { approvalsJa } from "./approvals-ja.ts";

const languages: Readonly<Record<"en" | "ja", ApprovalTexts>> = { en: approvalsEn, ja: approvalsJa };

export const approvalTextsFor = (language: "en" | "ja"): ApprovalTexts => languages[language];
