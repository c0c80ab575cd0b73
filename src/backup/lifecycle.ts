// How long a recovery point is kept, and which types can lie in cold storage: AWS's own rules, so that nobody asks for
// what AWS would refuse hours later. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html

export interface Lifecycle {
  /** Missing: for ever. */
  readonly deleteAfterDays?: number;
  readonly coldAfterDays?: number;
}

/** A hundred years, AWS's own limit. */
const retentionMaxDays = 36_500;

/** What moved to cold storage is paid for at least so long. */
export const coldStayDays = 90;

/** The start window of StartBackupJob, in minutes; without one AWS waits for eight hours. */
export const startWindow = { min: 60, max: 52_560_000, default: 480 } as const;

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html#features-by-resource */
const coldTypes: readonly string[] = [
  "EFS",
  "DynamoDB",
  "EBS",
  "SAP HANA on Amazon EC2",
  "Timestream",
  "VirtualMachine",
  "CloudFormation",
];

/** EBS alone has to be told so: its snapshots go to the archive tier. */
const archiveTypes: readonly string[] = ["EBS"];

export const canBeCold = (type: string): boolean => coldTypes.includes(type);

export const needsArchive = (type: string): boolean => archiveTypes.includes(type);

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StopBackupJob.html */
const unstoppableTypes: readonly string[] = [
  "Aurora",
  "DocumentDB",
  "FSx",
  "Neptune",
  "RDS",
  "SAP HANA on Amazon EC2",
];

export const canBeStopped = (type: string): boolean => !unstoppableTypes.includes(type);

const isDays = (days: number): boolean => Number.isInteger(days) && days >= 1 && days <= retentionMaxDays;

/** What AWS would refuse about it: `"days"` are none, or it would leave cold storage too early. */
export const lifecycleTrouble = ({
  deleteAfterDays,
  coldAfterDays,
}: Lifecycle): "days" | "cold" | undefined => {
  if (deleteAfterDays !== undefined && !isDays(deleteAfterDays)) return "days";
  if (coldAfterDays === undefined) return undefined;
  if (!isDays(coldAfterDays)) return "days";
  return deleteAfterDays !== undefined && deleteAfterDays < coldAfterDays + coldStayDays ? "cold" : undefined;
};
