// What became of a job, as one name: finer than its severity, coarser than its reason.
import { type JobFacts, type JobSeverity, severityOf } from "./job.ts";
import { isVss, reasonOf } from "./reason.ts";

export type Headline = JobSeverity | "expired" | "aborted" | "partial" | "inconsistent";

export const headlineOf = (state: string, facts: JobFacts): Headline => {
  if (state === "EXPIRED") return "expired";
  if (state === "ABORTED") return "aborted";
  if (state === "PARTIAL") return "partial";
  const severity = severityOf(state, facts);
  const isComplaint = severity === "warning" || facts.accepted !== undefined;
  return isComplaint && isVss(reasonOf(state, facts.message)) ? "inconsistent" : severity;
};
