// What a function does with something that was thrown: how long the queue keeps it before it comes again.
import { Fault } from "../core/errors.ts";

/**
 * A thousand receives, the most that SQS counts, at this pace outlast the fourteen days that a queue keeps a
 * message: what is given up is given up by age.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
const holdMaxSeconds = 1_260;
const holdFirstSeconds = 2;

/** What Slack or AWS asked for, else twice as long with each time, so that an outage costs few calls. */
export const holdSecondsAfter = (error: unknown, receiveCount: number): number => {
  const asked = error instanceof Fault ? error.retryAfterMs : undefined;
  const own = holdFirstSeconds * 2 ** Math.min(receiveCount - 1, 10);
  return Math.min(holdMaxSeconds, Math.max(1, Math.ceil(asked === undefined ? own : asked / 1000)));
};

/** What a log line says of it: a code, never a payload. */
export const errorFacts = (error: unknown): Readonly<Record<string, unknown>> =>
  error instanceof Fault
    ? { fault: error.code, says: error.message, retryable: error.retryable }
    : { bug: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
