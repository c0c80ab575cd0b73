// A backup job that is stopped. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StopBackupJob.html
import { isEnd } from "../../../backup/job.ts";
import { hasPlace } from "../../../config/environments.ts";
import { dayMs, instant } from "../../../core/time.ts";
import { backupTextsFor } from "../../../i18n/backups.ts";
import type { Operation } from "../../../ports/operation.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { fitting, stopIn } from "./inputs.ts";
import { nameText, unreadable } from "./wording.ts";

/** AWS lists jobs of thirty days; which of them it is, its id tells. */
const jobsBackMs = 30 * dayMs;

export const stop: Operation = {
  name: "stop",
  // A job that was stopped cannot be stopped again.
  once: "natural",

  describe(step, subject, language) {
    const input = stopIn(step);
    if (input === undefined) return unreadable(language);
    const { runs, risks } = backupTextsFor(language).stop;
    return {
      runs: md`${runs(nameText(input.BackupJobId), nameText(subject.name), subject.type)}`,
      risks: [md`${risks.lost}`, md`${risks.late}`],
    };
  },

  // The sentence names the job, whose id does not tell of what it is.
  isAbout: () => true,

  call: (step) => ({ operation: "StopBackupJob", input: fitting(stopIn(step), step) }),

  // Which vault it writes to, a job's id does not tell: the preflight looked.
  bar(step, environment) {
    if (stopIn(step) === undefined) return "input";
    return hasPlace(environment, step.place) ? undefined : "place";
  },

  watches: (step) => ({
    ...step.place,
    kind: "backup",
    id: fitting(stopIn(step), step).BackupJobId.toLowerCase(),
  }),

  traces: {
    query: (_, calledAt) => ({ kind: "backup", createdAfter: instant(calledAt - jobsBackMs) }),
    isIts: (step, { job, state }) =>
      job.id === fitting(stopIn(step), step).BackupJobId.toLowerCase() &&
      (state === "ABORTING" || state === "ABORTED"),
  },

  // It may have ended before AWS came to it: then nothing was stopped.
  ends: (state) => (isEnd(state) ? (state === "ABORTED" ? "succeeded" : "failed") : undefined),
};
