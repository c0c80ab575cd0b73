// The words of backups, copies and stops in one language: forms, preflights, and the sentence that leads approve.
import { type BackupTexts, backupsEn } from "./backups-en.ts";
import { backupsJa } from "./backups-ja.ts";

const languages: Readonly<Record<"en" | "ja", BackupTexts>> = { en: backupsEn, ja: backupsJa };

export const backupTextsFor = (language: "en" | "ja"): BackupTexts => languages[language];
