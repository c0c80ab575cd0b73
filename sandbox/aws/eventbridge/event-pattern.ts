// EventBridge event patterns, pure: what AWS accepts as one, and whether an event fits it. The operators and the way
// of matching are those of SNS filter policies; the limits, some operators and what exists means are not.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
import { isFields } from "../sns/operators.ts";
import { fits, type Pattern } from "../sns/pattern.ts";
import { complaintOf, type Dialect } from "../sns/pattern-check.ts";

export type EventPattern = Pattern;

export type ParsedPattern =
  | { readonly type: "pattern"; readonly pattern: EventPattern }
  | { readonly type: "refused"; readonly message: string };

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const bytesMax = 2_048;

const dialect: Dialect = {
  exceptions: ["prefix", "suffix", "wildcard", "equals-ignore-case"],
  hasLooseEnds: true,
};

/** Reads a pattern as PutRule would, or says why AWS would not take it. */
export const parseEventPattern = (json: string): ParsedPattern => {
  const refused = (why: string): ParsedPattern => ({
    type: "refused",
    message: `Event pattern is not valid. Reason: ${why}`,
  });
  if (Buffer.byteLength(json) > bytesMax) return refused(`Event pattern is longer than ${bytesMax} bytes`);
  let pattern: unknown;
  try {
    pattern = JSON.parse(json);
  } catch {
    return refused("Filter is not valid JSON");
  }
  if (!isFields(pattern)) return refused("Filter is not an object");
  if (Object.keys(pattern).length === 0) return refused("Event pattern must not be empty");
  const complaint = complaintOf(pattern, dialect);
  return complaint === undefined ? { type: "pattern", pattern } : refused(complaint);
};

/** Whether an event fits. Here, unlike in SNS, a key that is null or empty is there. */
export const fitsPattern = (pattern: EventPattern, event: unknown): boolean => fits(pattern, event);
