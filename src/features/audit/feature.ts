// The audit log: who asked, decided, was refused and did what. Answers to `audit`; closes each day by a head.
import type { Feature } from "../../ports/feature.ts";
import { answerAudit, answerExport, answerPage } from "./flow.ts";
import { closeDays } from "./kinds/closing.ts";
import { putFile } from "./kinds/exporting.ts";
import { auditIds } from "./model.ts";

export const audit: Feature = {
  name: "audit",
  commands: { audit: answerAudit },
  actions: { [auditIds.page]: answerPage, [auditIds.export]: answerExport },
  posts: { "audit.file": putFile },
  ticks: closeDays,
};
