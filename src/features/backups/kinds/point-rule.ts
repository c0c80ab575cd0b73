// What a recovery point has against being copied.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
import type { RecoveryPoint } from "../../../backup/recovery-point.ts";
import { dayMs, type Instant, isoOf } from "../../../core/time.ts";
import type { Finding } from "../../../ports/operation.ts";
import { finding } from "../decide.ts";
import type { Looked } from "./looking.ts";

/** A copy of much may take days. */
const soonMs = 3 * dayMs;

/** `latest` is when it may be started at the latest. */
export const findingsOfPoint = (point: Looked<RecoveryPoint>, latest: Instant): readonly Finding[] => {
  if (point === "gone") return [finding("stop", "point-gone")];
  if (point === "silent") return [finding("know", "point-silent")];
  return [findingOfState(point), ...ofExpiry(point, latest)];
};

/** A continuous backup goes on for ever: AVAILABLE, or STOPPED. */
const findingOfState = ({ status, createdAt }: RecoveryPoint): Finding => {
  switch (status) {
    case "COMPLETED":
      return finding("fine", "point-there", createdAt === undefined ? "" : isoOf(createdAt));
    case "PARTIAL":
      return finding("know", "point-partial");
    case "AVAILABLE":
    case "STOPPED":
      return finding("stop", "point-continuous");
    default:
      return finding("stop", "point-not-whole", status);
  }
};

const ofExpiry = ({ expiry }: RecoveryPoint, latest: Instant): readonly Finding[] => {
  if (expiry === "never" || expiry === "unknown") return [];
  if (expiry.at <= latest) return [finding("stop", "point-expires-first", isoOf(expiry.at))];
  return expiry.at <= latest + soonMs ? [finding("know", "point-expires", isoOf(expiry.at))] : [];
};
