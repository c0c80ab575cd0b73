// A backup on demand. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html
import { isEnd } from "../../../backup/job.ts";
import { coldStayDays } from "../../../backup/lifecycle.ts";
import { hasPlace, hasVault } from "../../../config/environments.ts";
import { backupTextsFor } from "../../../i18n/backups.ts";
import type { Operation } from "../../../ports/operation.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { isOf, isRole } from "./bars.ts";
import { backupIn, fitting, lifecycleOf } from "./inputs.ts";
import { around, isOnDemandAround } from "./traces.ts";
import { keptText, nameText, unreadable } from "./wording.ts";

export const backup: Operation = {
  name: "backup",
  once: "token",

  describe(step, subject, language) {
    const input = backupIn(step);
    if (input === undefined) return unreadable(language);
    const { runs, risks } = backupTextsFor(language).backup;
    const { deleteAfterDays, coldAfterDays } = lifecycleOf(input.Lifecycle);
    const kept = keptText(input.Lifecycle, language);
    return {
      runs: md`${runs(nameText(subject.name), subject.type, nameText(input.BackupVaultName), kept)}`,
      risks: [
        md`${risks.busy}`,
        ...(deleteAfterDays === undefined ? [md`${risks.forever}`] : []),
        ...(coldAfterDays === undefined ? [] : [md`${risks.cold(coldAfterDays, coldStayDays)}`]),
        ...(input.StartWindowMinutes === undefined ? [] : [md`${risks.window(input.StartWindowMinutes)}`]),
        ...(input.BackupOptions?.WindowsVSS === "enabled" ? [md`${risks.vss}`] : []),
      ],
    };
  },

  // The sentence names the subject, and the call the resource.
  isAbout: (step, { arn }) => backupIn(step)?.ResourceArn === arn,

  call: (step, token) => ({
    operation: "StartBackupJob",
    input: { ...fitting(backupIn(step), step), IdempotencyToken: token },
  }),

  bar(step, environment) {
    const input = backupIn(step);
    if (input === undefined) return "input";
    if (!hasPlace(environment, step.place) || !isOf(step.place, input.ResourceArn)) return "place";
    if (!hasVault(environment, input.BackupVaultName)) return "vault";
    return isRole(environment, step.place, input.IamRoleArn) ? undefined : "role";
  },

  watches: ({ place }, { jobId }) =>
    jobId === undefined ? undefined : { ...place, kind: "backup", id: jobId.toLowerCase() },

  traces: {
    query: (step, calledAt) => ({
      kind: "backup",
      ...around(calledAt),
      resourceArn: fitting(backupIn(step), step).ResourceArn,
    }),
    isIts(step, found, calledAt) {
      const input = fitting(backupIn(step), step);
      const { resourceArn, vaultName, iamRoleArn } = found.facts;
      return (
        isOnDemandAround(found, calledAt) &&
        resourceArn === input.ResourceArn &&
        vaultName === input.BackupVaultName &&
        iamRoleArn === input.IamRoleArn
      );
    },
  },

  // A backup with a complaint is there and can be restored from; what AWS complains of stands in the receipt.
  ends: (state, saysFailed) =>
    isEnd(state) ? (state === "COMPLETED" && !saysFailed ? "succeeded" : "failed") : undefined,
};
