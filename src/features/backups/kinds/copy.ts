// A copy of a recovery point into another vault. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartCopyJob.html
import { shortName, vaultNameOf } from "../../../backup/arn.ts";
import { isEnd } from "../../../backup/job.ts";
import { coldStayDays } from "../../../backup/lifecycle.ts";
import { hasPlace, hasVault } from "../../../config/environments.ts";
import { backupTextsFor } from "../../../i18n/backups.ts";
import type { Operation } from "../../../ports/operation.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { isItsVault, isOf, isRole, placeOfVault } from "./bars.ts";
import { copyIn, fitting, lifecycleOf } from "./inputs.ts";
import { around, isOnDemandAround } from "./traces.ts";
import { keptText, nameText, unreadable } from "./wording.ts";

export const copy: Operation = {
  name: "copy",
  once: "token",

  describe(step, subject, language) {
    const input = copyIn(step);
    const to = input === undefined ? undefined : placeOfVault(input.DestinationBackupVaultArn);
    if (input === undefined || to === undefined) return unreadable(language);
    const { runs, risks } = backupTextsFor(language).copy;
    const { cold, forever } = backupTextsFor(language).backup.risks;
    const { deleteAfterDays, coldAfterDays } = lifecycleOf(input.Lifecycle);
    const { account, region } = step.place;
    return {
      runs: md`${runs({
        point: nameText(shortName(input.RecoveryPointArn)),
        name: nameText(subject.name),
        from: nameText(input.SourceBackupVaultName),
        to: nameText(vaultNameOf(input.DestinationBackupVaultArn)),
        kept: keptText(input.Lifecycle, language),
      })}`,
      risks: [
        md`${risks.busy}`,
        ...(to.account === account ? [] : [md`${risks.account(to.account)}`]),
        ...(to.region === region ? [] : [md`${risks.region(to.region)}`]),
        ...(deleteAfterDays === undefined ? [md`${forever}`] : []),
        ...(coldAfterDays === undefined ? [] : [md`${cold(coldAfterDays, coldStayDays)}`]),
      ],
    };
  },

  // The sentence names the recovery point, whose ARN does not tell whose it is.
  isAbout: () => true,

  call: (step, token) => ({
    operation: "StartCopyJob",
    input: { ...fitting(copyIn(step), step), IdempotencyToken: token },
  }),

  bar(step, environment) {
    const input = copyIn(step);
    if (input === undefined) return "input";
    if (!hasPlace(environment, step.place) || !isOf(step.place, input.RecoveryPointArn)) return "place";
    const isFromItsVault = hasVault(environment, input.SourceBackupVaultName);
    if (!isFromItsVault || !isItsVault(environment, input.DestinationBackupVaultArn)) return "vault";
    return isRole(environment, step.place, input.IamRoleArn) ? undefined : "role";
  },

  watches: ({ place }, { jobId }) =>
    jobId === undefined ? undefined : { ...place, kind: "copy", id: jobId.toLowerCase() },

  traces: {
    query: (_, calledAt) => ({ kind: "copy", ...around(calledAt) }),
    isIts(step, found, calledAt) {
      const input = fitting(copyIn(step), step);
      const { sourcePointArn, vaultName, destinationVaultArn, iamRoleArn } = found.facts;
      return (
        isOnDemandAround(found, calledAt) &&
        sourcePointArn === input.RecoveryPointArn &&
        vaultName === input.SourceBackupVaultName &&
        destinationVaultArn === input.DestinationBackupVaultArn &&
        iamRoleArn === input.IamRoleArn
      );
    },
  },

  ends: (state, saysFailed) =>
    isEnd(state) ? (state === "COMPLETED" && !saysFailed ? "succeeded" : "failed") : undefined,
};
