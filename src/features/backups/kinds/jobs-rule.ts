// Jobs of the same resource: AWS Backup runs one at a time.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html
import { isEnd } from "../../../backup/job.ts";
import { canBeStopped } from "../../../backup/lifecycle.ts";
import type { Finding } from "../../../ports/operation.ts";
import type { ListedJob } from "../../../ports/world.ts";
import { finding } from "../decide.ts";
import type { Looked } from "./looking.ts";

export const findingOfOthers = (unfinished: Looked<readonly ListedJob[]>): Finding => {
  if (unfinished === "gone" || unfinished === "silent") return finding("know", "jobs-silent");
  const [other] = unfinished;
  return other === undefined
    ? finding("fine", "alone")
    : finding("stop", "job-running", other.facts.writtenId ?? other.job.id, other.state);
};

/** Of a job that shall be stopped. */
export const findingsOfStop = ({ state, facts }: ListedJob): readonly Finding[] => {
  const { resourceType: type = "", planId, planName } = facts;
  if (isEnd(state)) return [finding("stop", "job-ended", state)];
  if (state === "ABORTING") return [finding("stop", "job-stopping")];
  if (!canBeStopped(type)) return [finding("stop", "job-not-stoppable", type)];
  const plan = planName ?? planId;
  return [
    finding("fine", "job-there", state),
    ...(plan === undefined ? [] : [finding("know", "job-of-plan", plan)]),
  ];
};
