// Every sentence that Stillpoint says, in English. This file is the source of the type: a word that is missing
// in another language does not compile. Keys are the same strings as the reasons and states in the code.

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

  /** Why it happened, and what to do: one sentence each, read at 3 a.m. */
  reason: {
    "vss-not-installed": {
      cause:
        "The VSS components are not installed on the instance, so the image is not application-consistent.",
      next: "install the package AwsVssComponents on the instance, then back it up again.",
    },
    "vss-no-rights": {
      cause: "VSS could not run: the instance or its SSM Agent is in the wrong state or lacks rights.",
      next: "check that the instance runs, that SSM shows it online and that its role may take VSS snapshots.",
    },
    "vss-timeout": {
      cause: "Windows did not finish the VSS snapshot in time.",
      next: "look at the VSS writers and the disk load on the instance, then back it up again at a quieter time.",
    },
    "vss-unsupported": {
      cause: "This version of Windows Server has no VSS support in AWS Backup.",
      next: "turn VSS off for this instance or move it to a supported version.",
    },
    "vss-failed": {
      cause:
        "VSS failed on the instance, so AWS took a crash-consistent image. Databases may need recovery after a restore.",
      next: "check the VSS components, the SSM Agent and the rights of the instance's role.",
    },
    "concurrent-limit": {
      cause: "The account has reached AWS Backup's number of concurrent backups.",
      next: "wait until other jobs have finished, spread the start windows or ask AWS for a higher quota.",
    },
    "snapshot-limit": {
      cause: "A limit on snapshots or backups of this resource is reached.",
      next: "delete old ones that nobody needs or ask AWS for a higher quota.",
    },
    "tag-limit": {
      cause: "The recovery point would carry more than 50 tags.",
      next: "take tags off the resource or the plan so that both together are at most 50.",
    },
    "kms-key": {
      cause: "The KMS key that encrypts this backup is disabled, is about to be deleted or cannot be used.",
      next: "enable the key and allow the backup role to use it, then back up again.",
    },
    "default-key": {
      cause: "It is encrypted with an AWS managed key, and such backups cannot be copied to another account.",
      next: "encrypt the resource or the vault with a customer managed key.",
    },
    "role-unusable": {
      cause: "AWS Backup cannot assume the role of this job.",
      next: "let backup.amazonaws.com assume the role, or give the plan another one.",
    },
    "access-denied": {
      cause: "The role of this job lacks a permission.",
      next: "add the permission that AWS names below to the job's role.",
    },
    "already-running": {
      cause: "Another job for the same resource was still running.",
      next: "see whether two plans select this resource, or give the backups more time between them.",
    },
    "too-many-copies": {
      cause: "Too many copy jobs were running for this resource.",
      next: "wait until they have finished or spread the copies.",
    },
    "cross-account-off": {
      cause: "Cross-account copy is not turned on in the organization.",
      next: "turn on cross-account backup in the AWS Backup settings of the management account.",
    },
    "other-organization": {
      cause: "Source and destination account are not in the same organization.",
      next: "copy to an account of the same organization.",
    },
    "retention-range": {
      cause: "The retention is outside the range that the locked destination vault allows.",
      next: "change the retention of the rule or copy into another vault.",
    },
    "maintenance-window": {
      cause: "It would have started inside or too close to the database's maintenance or backup window.",
      next: "move the start of the backup plan or the window of the database.",
    },
    "wrong-state": {
      cause: "The resource was not in a state that can be backed up.",
      next: "bring the resource back to its available state, then back up again.",
    },
    "vault-gone": {
      cause: "The backup vault does not exist any more.",
      next: "give the plan's rule a vault that exists.",
    },
    "resource-gone": {
      cause: "Something that the job needs does not exist any more.",
      next: "see what AWS names below; take it out of the plan if it was deleted on purpose.",
    },
    "not-started-in-time": {
      cause: "The job did not start or finish within its window.",
      next: "widen the window of the plan's rule or spread the jobs; AWS tries again at the next schedule.",
    },
    "stopped-by-person": {
      cause: "Somebody stopped the job.",
      next: "ask in the team whether that was meant; CloudTrail names who did it.",
    },
    "nothing-copied": {
      cause: "Not one object of the bucket was backed up.",
      next: "check the role's rights on the bucket, its KMS key and its versioning.",
    },
    "instance-profile": {
      cause: "The restore asked for an instance profile that the backed-up instance did not have.",
      next: "restore with the instance profile of the backup, or with none.",
    },
    "tags-not-copied": {
      cause: "The backup exists, but its tags were not copied.",
      next: "tag the recovery point by hand if something selects it by tag.",
    },
    "not-supported": {
      cause: "AWS Backup cannot do this for this type of resource.",
      next: "see the feature table of AWS Backup for the type, and take the resource out of the plan if need be.",
    },
    "marketplace-image": {
      cause: "The image comes from AWS Marketplace, and its licence does not allow this.",
      next: "subscribe to the product in the account or leave the copy out of the plan.",
    },
    "internal-error": {
      cause: "AWS reports an internal error.",
      next: "try again; if it repeats, open a case with AWS Support and quote the job id.",
    },
    unlisted: {
      cause: "AWS gives a reason that Stillpoint does not know.",
      next: "read AWS's own words below.",
    },
    "none-given": {
      cause: "AWS gives no reason.",
      next: "open the job in the AWS console.",
    },
  },

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
    unnamedResource: "unnamed resource",
    /** Around the channel's name. */
    wrongChannel: (refusal: string) => ({
      before: "Meant for ",
      after: `, but Slack refused: ${refusal}. Invite the app there or correct the configuration.`,
    }),
    plainNotice: "Slack refused the card's layout; these are the same facts as plain text.",
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
