// Where a job lies in the table, and for how long.
import * as z from "zod/mini";
import type { JobKey } from "../../backup/job.ts";
import { dayMs, type Instant, instant } from "../../core/time.ts";
import type { Key } from "../../store/record.ts";
import type { JobsPage, JobsQuery } from "./model.ts";

/** A year and a month, so that last year's audit can still be answered. */
const keepMs = 400 * dayMs;

export const jobName = (job: JobKey): string =>
  `${encoded(job.account)}/${encoded(job.region)}/${job.kind}/${encoded(job.id)}`;

/** AWS's own ids are what they are; encoding is dear, and a job's name is asked for often. */
const encoded = (part: string): string => (/^[\w.-]*$/.test(part) ? part : encodeURIComponent(part));

export const jobKey = (job: JobKey): Key => ({ partition: `job#${jobName(job)}`, sort: "head" });

/** That Stillpoint itself began a job: who reports what was begun elsewhere knows it for ours. */
export const startedKey = (job: JobKey): Key => ({ partition: `started#${jobName(job)}`, sort: "head" });

export const keepJobUntil = (now: Instant): Instant => instant(now + keepMs);

/** The job that a name names, when it has the form of one. */
export const jobNamed = (name: string): JobKey | undefined => {
  const found = /^(\d{12})\/([a-z0-9-]{5,30})\/(backup|copy|restore)\/([^/]{1,200})$/.exec(name);
  if (found === null) return undefined;
  const [, account = "", region = "", kind, id = ""] = found;
  return { account, region, kind: kind as JobKey["kind"], id: decodeURIComponent(id) };
};

const since = z.union([z.object({ agoMs: z.number() }), z.object({ day: z.string() })]);

const query = z.object({
  since,
  environment: z.optional(z.string()),
  state: z.optional(z.string()),
  resource: z.optional(z.string()),
  type: z.optional(z.string()),
  kind: z.optional(z.enum(["backup", "copy", "restore"])),
});

const page = z.object({ query, before: z.number(), from: z.int().check(z.gte(0)) });

const parsed = <Schema extends z.ZodMiniType>(
  schema: Schema,
  value: string,
): z.output<Schema> | undefined => {
  try {
    const checked = schema.safeParse(JSON.parse(value));
    return checked.success ? checked.data : undefined;
  } catch {
    return undefined;
  }
};

/** What a button carries; undefined when it carries nothing, or something that an older version wrote. */
export const queryIn = (value: string): JobsQuery | undefined =>
  parsed(query, value) as JobsQuery | undefined;

export const pageIn = (value: string): JobsPage | undefined => parsed(page, value) as JobsPage | undefined;
