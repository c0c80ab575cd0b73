// AWS's own words for what went wrong → the cause, as one name. The words for each name, and what to do about
// it, are in i18n. Messages: https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-dashboards.html

export type Reason =
  | "vss-not-installed"
  | "vss-no-rights"
  | "vss-timeout"
  | "vss-unsupported"
  | "vss-failed"
  | "concurrent-limit"
  | "snapshot-limit"
  | "tag-limit"
  | "kms-key"
  | "default-key"
  | "role-unusable"
  | "access-denied"
  | "already-running"
  | "too-many-copies"
  | "cross-account-off"
  | "other-organization"
  | "retention-range"
  | "maintenance-window"
  | "wrong-state"
  | "vault-gone"
  | "resource-gone"
  | "not-started-in-time"
  | "stopped-by-person"
  | "nothing-copied"
  | "instance-profile"
  | "tags-not-copied"
  | "not-supported"
  | "marketplace-image"
  | "internal-error"
  | "unlisted"
  | "none-given";

/** First match wins, so the narrow ones stand before the wide ones. */
const table: readonly (readonly [RegExp, Reason])[] = [
  [/ec2-vss-agent\.exe is not installed/i, "vss-not-installed"],
  [/Windows ?VSS Backup.*(?:insufficient privileges|invalid state)/i, "vss-no-rights"],
  [/Windows ?VSS Backup.*timeout/i, "vss-timeout"],
  [/Windows ?VSS Backup.*unsupported Windows/i, "vss-unsupported"],
  [/Windows ?VSS Backup/i, "vss-failed"],
  [/running job for the same resource/i, "already-running"],
  [/too many copy jobs running/i, "too-many-copies"],
  [/subscriber limit exceeded|maximum concurrent number of backups/i, "concurrent-limit"],
  [
    /in-progress snapshots|snapshot limit|concurrent snapshots|more than 20 user snapshots/i,
    "snapshot-limit",
  ],
  [/maximum supported backups|quota of 50,000|can have at most/i, "snapshot-limit"],
  [/more than 50 (?:user )?tags|More than 50 tags/i, "tag-limit"],
  [/default Backup service managed key|AWS managed key can't be shared|EBS default key/i, "default-key"],
  [/kms key|Given key ID/i, "kms-key"],
  [/member of the same organization/i, "other-organization"],
  [/Cross-account copy feature is not enabled/i, "cross-account-off"],
  [/retention specified in the job/i, "retention-range"],
  [/maintenance window|automated backup window/i, "maintenance-window"],
  [/backup vault .*does not exist|Could not find cryopod/i, "vault-gone"],
  [/cannot be assumed by AWS Backup/i, "role-unusable"],
  [/instance profile/i, "instance-profile"],
  [/access denied|not authorized|does not have permission|(?:missing|miss) permission/i, "access-denied"],
  [/expired before completion|failed to complete in time/i, "not-started-in-time"],
  [/stopped by user|job was stopped/i, "stopped-by-person"],
  [/No objects were backed up/i, "nothing-copied"],
  [/unable to copy resource tags/i, "tags-not-copied"],
  [/not in (?:state|the available state|available state)|Cannot snapshot volume|not online/i, "wrong-state"],
  [/does not exist|not found|Could not find|Cannot find|no longer available/i, "resource-gone"],
  [/AWS Marketplace|needs a subscription/i, "marketplace-image"],
  [/unsupported resource type|not supported|UnsupportedOperation/i, "not-supported"],
  [/internal error|internal failure|fatal error|Token expired/i, "internal-error"],
];

/** The longest message that is looked at: AWS's are under 1 KB, and a hostile one must cost nothing. */
const messageMax = 4_000;

/** Why a job ended as it did. A state may say it by itself when AWS gives no words. */
export const reasonOf = (state: string, message: string | undefined): Reason => {
  if (message === undefined) {
    if (state === "EXPIRED") return "not-started-in-time";
    return state === "ABORTED" ? "stopped-by-person" : "none-given";
  }
  const text = message.slice(0, messageMax);
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? "unlisted";
};

/** Whether the backup exists but Windows VSS did not make it application-consistent. */
export const isVss = (reason: Reason): boolean => reason.startsWith("vss-");
