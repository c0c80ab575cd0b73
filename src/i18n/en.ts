// Every sentence that Stillpoint says, in English. This file is the source of the type: a word that is missing
// in another language does not compile. Keys are the same strings as the reasons and states in the code.
import { reasonsEn } from "./reasons-en.ts";

export const en = {
  headline: {
    backup: {
      good: "Backup completed",
      warning: "Backed up, with a warning",
      inconsistent: "Backed up, but not application-consistent",
      partial: "Backed up in part",
      failed: "Backup failed",
      expired: "Backup expired",
      aborted: "Backup stopped",
      running: "Backup running",
      unknown: "Backup in an unknown state",
    },
    copy: {
      good: "Copy completed",
      warning: "Copied, with a warning",
      inconsistent: "Copied, with a warning",
      partial: "Copied in part",
      failed: "Copy failed",
      expired: "Copy expired",
      aborted: "Copy stopped",
      running: "Copy running",
      unknown: "Copy in an unknown state",
    },
    restore: {
      good: "Restore completed",
      warning: "Restored, with a warning",
      inconsistent: "Restored, with a warning",
      partial: "Restored in part",
      failed: "Restore failed",
      expired: "Restore expired",
      aborted: "Restore stopped",
      running: "Restore running",
      unknown: "Restore in an unknown state",
    },
  },

  reason: reasonsEn,

  card: {
    next: "Next",
    resource: "Resource",
    account: "Account",
    plan: "Plan",
    vault: "Vault",
    copiedTo: "Copied to",
    restoredAs: "Restored as",
    took: "Took",
    awsSays: "AWS says",
    tryAgain: "Retry",
    retry: {
      now: "worth it now; AWS tries again only at the next schedule.",
      "after-mending": "after mending; until then it ends the same way.",
      later: "later; nothing needs mending.",
      never: "would change nothing.",
    },
    awsPage: "AWS documentation",
    accepted: (until: string, why: string) => `Accepted until ${until}, because: ${why}`,
    awsState: (state: string) => `AWS calls its state ${state}.`,
    unknownNext: "open the job in the AWS console; the card changes when AWS says more.",
    noDetails: {
      "aws-throttled": "AWS is limiting calls, so the reason is not known yet; this card will be completed.",
      "aws-unavailable": "AWS did not answer, so the reason is not known yet; this card will be completed.",
      "aws-denied": "Stillpoint may not read this job, so the reason is not known. Check the reader role.",
      "aws-not-found": "AWS does not know this job any more, so the reason cannot be found.",
    },
    unknownAccount:
      "This account is in no environment of the configuration, so the job's details were not read.",
    job: "job",
    openInConsole: "AWS console",
    acknowledge: "Acknowledge",
    /** Opens the preflight of the same job again. */
    retryIt: "Retry…",
    details: "Details",
    takenBy: "Taken by",
    recovered: {
      headline: "Recovered",
      by: "good again",
      red: (age: string, runs: number) => `was failing for ${age}${runs > 1 ? ` (${runs} runs)` : ""}`,
    },
    again: "Again",
    failingSince: "Failing since",
    runs: (count: number) => `${count} runs`,
    lastPoint: "Last recovery point",
    noPoint: "none",
    /** Behind the moment: how long before the failure that was. */
    earlier: (age: string) => `${age} earlier`,
    snooze: { "1h": "Snooze 1 h", "8h": "Snooze 8 h", morning: "Snooze until tomorrow 09:00" },
    snoozedUntil: "Snoozed until",
    snoozedBy: "by",
    heldSince: "Held over quiet hours since",
    escalation: {
      saidAgain: "Nobody had acknowledged it; called again",
      /** Before the channels' names. */
      alsoIn: "Still not acknowledged; also in",
    },
    calling: {
      critical: "This alert has become critical.",
      notTaken: (age: string) => `Nobody has acknowledged this critical alert for ${age}.`,
    },
    unnamedResource: "unnamed resource",
    /** Before a headline that has none of its stems, where marks are not seen. */
    severity: {
      critical: { word: "Critical", stems: ["critical"] },
      failed: {
        word: "Failure",
        stems: ["fail", "no good backup", "without a good backup", "never backed up"],
      },
      warning: { word: "Warning", stems: ["warning", "fail"] },
    },
    /** Around the channel's name. */
    wrongChannel: (refusal: string) => ({
      before: "Meant for ",
      after: `, but Slack refused: ${refusal}. Invite the app there or correct the configuration.`,
    }),
    plainNotice: "Slack refused the card's layout; these are the same facts as plain text.",
  },

  storm: {
    head: (what: string, count: number) => `${what} · ${count} resources, one cause`,
    types: "Types",
    span: "First and newest",
    goodAgain: "Good again",
    good: (good: number, count: number) => `${good} of ${count}`,
    explained: "One card for all failures of this cause. It counts on and turns green with the last of them.",
    all: (count: number) => `See all ${count}`,
    file: "CSV file",
    within: "Many more failed for the same cause: the card below counts this one too.",
    columns: [
      "Resource",
      "Type",
      "Account",
      "Region",
      "Plan",
      "State",
      "Failed at",
      "Good again at",
      "Job",
      "ARN",
      "AWS says",
    ],
  },

  raw: {
    headline: "An event that Stillpoint does not know",
    explained: "It is shown as it came, so that nothing is lost.",
  },

  unit: {
    day: "d",
    hour: "h",
    minute: "min",
    second: "s",
    less: "under 1 s",
  },

  separator: " · ",
};

/** The words of one language; every language has the same. */
export type Texts = typeof en;
