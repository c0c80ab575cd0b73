// Where a job is looked for whose answer was lost, and what tells it from others.
import { type Instant, instant, minuteMs } from "../../../core/time.ts";
import type { ListedJob } from "../../../ports/world.ts";

/**
 * AWS's clock and ours may differ. The same call may have been made again for as long as its token is surely remembered,
 * forty-five minutes, and the last one may have landed minutes later.
 */
const before = 5 * minuteMs;
const after = 55 * minuteMs;

export const around = (calledAt: Instant) => ({
  createdAfter: instant(calledAt - before),
  createdBefore: instant(calledAt + after),
});

/** Somebody's own, made about then: a plan's jobs name their plan. */
export const isOnDemandAround = ({ facts }: ListedJob, calledAt: Instant): boolean => {
  const { createdAfter, createdBefore } = around(calledAt);
  const { createdAt, planId } = facts;
  return (
    planId === undefined && createdAt !== undefined && createdAt >= createdAfter && createdAt <= createdBefore
  );
};
