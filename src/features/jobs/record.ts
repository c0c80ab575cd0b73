// Where a job lies in the table, and for how long.
import type { JobKey } from "../../backup/job.ts";
import { dayMs, type Instant, instant } from "../../core/time.ts";
import type { Key } from "../../store/record.ts";

/** A year and a month, so that last year's audit can still be answered. */
const keepMs = 400 * dayMs;

export const jobName = (job: JobKey): string =>
  [job.account, job.region, job.kind, job.id].map(encodeURIComponent).join("/");

export const jobKey = (job: JobKey): Key => ({ partition: `job#${jobName(job)}`, sort: "head" });

export const keepJobUntil = (now: Instant): Instant => instant(now + keepMs);
