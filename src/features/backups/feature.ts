// Backups: what people ask of AWS Backup itself. Answers to now, copy and stop, and to an alert's Retry.
import type { Feature } from "../../ports/feature.ts";
import { jobIds } from "../jobs/model.ts";
import {
  answerChosen,
  answerCopy,
  answerCopyForm,
  answerNow,
  answerNowForm,
  answerStop,
  answerStopForm,
} from "./flow.ts";
import { editCopy } from "./kinds/copying.ts";
import { editNow } from "./kinds/now.ts";
import { answerRetry } from "./kinds/retrying.ts";
import { editStop } from "./kinds/stopping.ts";
import { backupIds } from "./model.ts";

export const backups: Feature = {
  name: "backups",
  commands: { now: answerNow, copy: answerCopy, stop: answerStop },
  actions: { [jobIds.retry]: answerRetry },
  forms: {
    [backupIds.choose]: answerChosen,
    [backupIds.now]: answerNowForm,
    [backupIds.copy]: answerCopyForm,
    [backupIds.stop]: answerStopForm,
  },
  edits: { backup: editNow, copy: editCopy, stop: editStop },
};
