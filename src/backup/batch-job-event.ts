// S3 Batch Operations jobs, which tell of themselves through CloudTrail alone.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-examples-event-bridge-cloud-trail.html
import { parseInstant } from "../core/time.ts";
import { listOf, membersOf, textOf, writtenOf } from "./members.ts";
import type { ThingNotification } from "./notification.ts";
import { type ThingEvent, tellOf } from "./telling.ts";
import { worstOf } from "./thing.ts";

export const readBatchJob = (event: ThingEvent): ThingNotification | undefined => {
  const { detail } = event;
  if (detail.eventSource !== "s3.amazonaws.com") return undefined;
  const job = membersOf(detail.serviceEventDetails);
  const id = textOf(job.jobId);
  const said = worstOf("batch-job", [textOf(job.status)]);
  if (said === undefined) return undefined;
  const codes = wordsOf(job.failureCodes);
  return tellOf({
    feed: "eventbridge",
    kind: "batch-job",
    account: event.account,
    region: event.region,
    id,
    name: id,
    state: said.state,
    // Failure codes beside "Complete" contradict it.
    sense: said.sense === "complete" && codes !== undefined ? "complete-with-failures" : said.sense,
    at: parseInstant(textOf(detail.eventTime)) ?? event.at,
    facts: { codes },
    message: wordsOf(job.statusChangeReason),
  });
};

/** AWS writes lists of texts; its samples show empty ones. */
const wordsOf = (value: unknown): string | undefined => {
  const words = (Array.isArray(value) ? listOf(value) : [value]).flatMap((each) => writtenOf(each) ?? []);
  return words.length === 0 ? undefined : words.join(", ");
};
