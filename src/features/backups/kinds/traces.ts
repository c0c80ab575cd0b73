// Where a job is looked for whose answer was lost, and what tells it from others.
import { type Instant, instant, minuteMs } from "../../../core/time.ts";
import type { ListedJob } from "../../../ports/world.ts";

/** AWS's clock and ours may differ, and a call may land minutes after it was made. */
const before = 5 * minuteMs;
const after = 10 * minuteMs;

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
