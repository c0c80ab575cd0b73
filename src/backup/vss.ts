// The verdict on a Windows backup. AWS calls it COMPLETED whether or not VSS worked, and says otherwise only in a
// message. https://docs.aws.amazon.com/aws-backup/latest/devguide/windows-backups.html
import type { JobFacts } from "./job.ts";
import { isVss, reasonOf } from "./reason.ts";

export type Consistency = "application-consistent" | "crash-consistent" | "no-backup" | "unknown";

/**
 * What the backup job says about its recovery point. Without VSS asked for, an image of an instance is
 * crash-consistent. Asked for on Linux, AWS reports a plain success that is crash-consistent all the same, and
 * nothing in AWS Backup tells the platform: so this is the verdict for Windows.
 */
export const consistencyOf = (state: string, facts: JobFacts): Consistency => {
  if (facts.windowsVss === undefined) return "unknown";
  if (state === "FAILED" || state === "ABORTED" || state === "EXPIRED") return "no-backup";
  if (state !== "COMPLETED") return "unknown";
  return facts.windowsVss && !isVss(reasonOf(state, facts.message))
    ? "application-consistent"
    : "crash-consistent";
};
