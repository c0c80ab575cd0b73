// The verdict on a Windows backup. AWS calls it COMPLETED whether or not VSS worked, and says otherwise only in a
// message. https://docs.aws.amazon.com/aws-backup/latest/devguide/windows-backups.html
import { isEnd, type JobFacts, type JobKind, severityOf } from "./job.ts";
import { aboutReason, isVss, reasonOf } from "./reason.ts";

export type Consistency = "application-consistent" | "crash-consistent" | "no-backup" | "unknown";

/**
 * What the backup job says about its recovery point. Without VSS asked for, an image of an instance is
 * crash-consistent. Asked for on Linux, AWS reports a plain success that is crash-consistent all the same, and
 * nothing in AWS Backup tells the platform: so this is the verdict for Windows.
 */
export const consistencyOf = (state: string, facts: JobFacts): Consistency => {
  const reason = reasonOf(state, facts.message);
  const isAsked = isVss(reason) ? true : facts.windowsVss;
  if (isAsked === undefined) return "unknown";
  if (state === "FAILED" || state === "ABORTED" || state === "EXPIRED") return "no-backup";
  if (state !== "COMPLETED") return "unknown";
  if (!isAsked || isVss(reason)) return "crash-consistent";
  const { accepted: _, ...told } = facts;
  const severity = severityOf(state, told);
  // A complaint that nobody knows may be one about VSS.
  const isClear = severity === "good" || (severity === "warning" && aboutReason(reason) !== undefined);
  return isClear ? "application-consistent" : "unknown";
};

/** The verdict where one is due: on an ended backup that VSS was asked for, or of which nobody knows yet. */
export const verdictOf = (kind: JobKind, state: string, facts: JobFacts): Consistency | undefined => {
  if (kind !== "backup" || !isEnd(state)) return undefined;
  if (facts.windowsVss === true || isVss(reasonOf(state, facts.message))) return consistencyOf(state, facts);
  return facts.windowsVss === undefined && facts.resourceType === "EC2" ? "unknown" : undefined;
};
