// AWS's own words for what went wrong, as one table: how to know them, what kind of trouble it is, whether trying
// again is worth it, and where AWS writes about it. What it means and what to do, in words, is in i18n.
// Messages: https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-dashboards.html

export type Category =
  | "vss"
  | "quota"
  | "rights"
  | "keys"
  | "conflict"
  | "window"
  | "state"
  | "gone"
  | "unsupported"
  | "request"
  | "metadata"
  | "person"
  | "aws-fault";

/** Whether the same job again is worth it: as things are, once they are mended, after a while, or not at all. */
export type Retry = "now" | "after-mending" | "later" | "never";

interface Entry<Name extends string> {
  readonly reason: Name;
  readonly category: Category;
  readonly retry: Retry;
  /** Where AWS writes about it. */
  readonly page: string;
  readonly patterns: readonly RegExp[];
}

const entry = <Name extends string>(
  reason: Name,
  category: Category,
  retry: Retry,
  page: string,
  ...patterns: readonly RegExp[]
): Entry<Name> => ({ reason, category, retry, page, patterns });

const docs = "https://docs.aws.amazon.com";
const guide = `${docs}/aws-backup/latest/devguide`;

const pages = {
  windows: `${guide}/windows-backups.html`,
  limits: `${guide}/aws-backup-limits.html`,
  tags: `${guide}/tags-on-backups.html`,
  keys: `${guide}/encryption.html`,
  crossing: `${guide}/create-cross-account-backup.html`,
  trouble: `${guide}/troubleshooting.html`,
  lock: `${guide}/vault-lock.html`,
  rds: `${guide}/rds-backup.html`,
  vaults: `${guide}/vaults.html`,
  roles: `${guide}/iam-service-roles.html`,
  ec2: `${guide}/restoring-ec2.html`,
  access: `${guide}/access-control.html`,
  plan: `${guide}/plan-options-and-configuration.html`,
  stop: `${guide}/API_StopBackupJob.html`,
  s3: `${guide}/s3-backups.html`,
  vm: `${guide}/vm-troubleshooting.html`,
  points: `${guide}/recovery-points.html`,
  assign: `${guide}/assigning-resources.html`,
  features: `${guide}/backup-feature-availability.html`,
  snapshots: `${docs}/AWSEC2/latest/UserGuide/application-consistent-snapshots.html`,
  ebs: `${docs}/ebs/latest/userguide/ebs-resource-quotas.html`,
  images: `${docs}/AWSEC2/latest/UserGuide/ami-quotas.html`,
} as const;

/** The first pattern that fits decides, so the narrow ones stand before the wide ones. */
export const catalogue = [
  entry("vss-not-installed", "vss", "after-mending", pages.windows, /ec2-vss-agent\.exe is not installed/i),
  entry(
    "vss-no-rights",
    "vss",
    "after-mending",
    pages.windows,
    /Windows ?VSS Backup.*insufficient privileges/i,
    /Windows ?VSS Backup.*invalid state/i,
  ),
  entry("vss-timeout", "vss", "later", pages.snapshots, /Windows ?VSS Backup.*timeout/i),
  entry("vss-unsupported", "vss", "never", pages.windows, /Windows ?VSS Backup.*unsupported Windows/i),
  entry("vss-failed", "vss", "after-mending", pages.windows, /Windows ?VSS Backup/i),
  entry("already-running", "conflict", "later", pages.limits, /running job for the same resource/i),
  entry("too-many-copies", "conflict", "later", pages.limits, /too many copy jobs running/i),
  entry(
    "concurrent-limit",
    "quota",
    "later",
    pages.limits,
    /subscriber limit exceeded/i,
    /maximum concurrent number of backups/i,
  ),
  entry(
    "snapshots-in-progress",
    "quota",
    "later",
    pages.ebs,
    /in-progress snapshots/i,
    /concurrent snapshots/i,
  ),
  entry("image-limit", "quota", "after-mending", pages.images, /number of public and private images/i),
  entry(
    "snapshot-limit",
    "quota",
    "after-mending",
    pages.limits,
    /active snapshot limit/i,
    /more than 20 user snapshots/i,
    /maximum supported backups/i,
  ),
  entry("tag-limit", "quota", "after-mending", pages.tags, /more than 50 (?:user )?tags/i),
  entry("other-limit", "quota", "after-mending", pages.limits, /can have at most/i),
  entry("gateway-key", "keys", "after-mending", pages.keys, /Storage Gateway backup copies require/i),
  entry(
    "default-key",
    "keys",
    "after-mending",
    pages.crossing,
    /default Backup service managed key/i,
    /AWS managed key can't be shared/i,
    /EBS default key cannot be shared/i,
  ),
  entry("kms-key", "keys", "after-mending", pages.keys, /kms key/i, /Given key ID/i),
  entry("marketplace-image", "unsupported", "never", pages.crossing, /AWS Marketplace/i),
  entry("not-subscribed", "rights", "after-mending", pages.trouble, /needs a subscription for the service/i),
  entry("other-organization", "rights", "never", pages.crossing, /member of the same organization/i),
  entry(
    "cross-account-off",
    "rights",
    "after-mending",
    pages.crossing,
    /Cross-account copy feature is not enabled/i,
  ),
  entry("retention-range", "conflict", "after-mending", pages.lock, /retention specified in the job/i),
  entry(
    "maintenance-window",
    "window",
    "later",
    pages.rds,
    /maintenance window/i,
    /automated backup window/i,
  ),
  entry(
    "vault-gone",
    "gone",
    "after-mending",
    pages.vaults,
    /backup vault .*does not exist/i,
    /Could not find cryopod/i,
  ),
  entry("role-unusable", "rights", "after-mending", pages.roles, /cannot be assumed by AWS Backup/i),
  entry("instance-profile", "rights", "after-mending", pages.ec2, /instance profile/i),
  entry(
    "access-denied",
    "rights",
    "after-mending",
    pages.access,
    /access ?denied/i,
    /not authorized/i,
    /does not have permission/i,
    /(?:missing|miss) permission/i,
  ),
  entry(
    "not-started-in-time",
    "window",
    "now",
    pages.plan,
    /expired before completion/i,
    /failed to complete in time/i,
  ),
  entry("stopped-by-person", "person", "now", pages.stop, /stopped by user/i, /job was stopped/i),
  entry("nothing-copied", "rights", "after-mending", pages.s3, /No objects were backed up/i),
  entry(
    "options-differ",
    "metadata",
    "never",
    pages.s3,
    /different backup options than the continuous backup/i,
  ),
  entry("tags-not-copied", "metadata", "never", pages.tags, /unable to copy resource tags/i),
  entry("metadata-dropped", "metadata", "never", pages.ec2, /unable to persist .*metadata/i),
  entry("hypervisor-offline", "state", "after-mending", pages.vm, /not valid for the specified hypervisor/i),
  entry(
    "hypervisor-snapshot",
    "unsupported",
    "never",
    pages.vm,
    /CreateSnapshot method not supported on hypervisor/i,
  ),
  entry(
    "wrong-state",
    "state",
    "after-mending",
    pages.trouble,
    /not in (?:state|(?:the )?available state)/i,
    /Cannot snapshot volume/i,
  ),
  entry("recovery-point-gone", "gone", "never", pages.points, /Cannot find recovery point/i),
  entry(
    "resource-gone",
    "gone",
    "never",
    pages.assign,
    /does not exist/i,
    /not found/i,
    /Could not find/i,
    /no longer available/i,
  ),
  entry(
    "not-supported",
    "unsupported",
    "never",
    pages.features,
    /unsupported resource type/i,
    /not supported/i,
  ),
  entry("token-expired", "aws-fault", "now", pages.trouble, /Token expired/i),
  entry("internal-error", "aws-fault", "now", pages.trouble, /internal error/i, /fatal error/i),
  entry("invalid-request", "request", "after-mending", pages.trouble, /is invalid/i),
];

/** Every reason that AWS's words are known for. */
export type Listed = (typeof catalogue)[number]["reason"];
