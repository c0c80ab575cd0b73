// Reading and writing what was heard of jobs. One conditional write a change; whoever comes second reads again.
import type { JobKey } from "../../backup/job.ts";
import { Fault } from "../../core/errors.ts";
import { canonicalJson } from "../../core/ids.ts";
import type { World } from "../../ports/world.ts";
import type { Stored } from "../../store/record.ts";
import { hear } from "./decide.ts";
import type { Heard, JobRecord } from "./model.ts";
import { jobKey, keepJobUntil } from "./record.ts";

/** Each lost race is somebody else's win: ten neighbours in a batch may write one job three times each. */
const triesMax = 32;

export interface Change {
  readonly heard?: Heard;
  /** What was heard when the alert was made: paid only if nothing was heard since. */
  readonly paidFor?: readonly Heard[];
  /** `"none"` takes it back. */
  readonly describeFault?: NonNullable<JobRecord["describeFault"]> | "none";
}

/** The job's record after `change`, as it lies in the table. `known`, read or written just before, saves a look. */
export const noteJob = async (
  job: JobKey,
  change: Change,
  world: Pick<World, "store" | "now">,
  known?: Stored<JobRecord>,
): Promise<Stored<JobRecord>> => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const stored = tries === 0 && known !== undefined ? known : await world.store.get<JobRecord>(jobKey(job));
    const before = stored?.body;
    const after = applied(job, before, change);
    if (stored !== undefined && canonicalJson(after) === canonicalJson(before)) return stored;
    const item: Stored<JobRecord> = {
      key: jobKey(job),
      version: (stored?.version ?? 0) + 1,
      body: after,
      keepUntil: keepJobUntil(world.now()),
    };
    const won = stored === undefined ? await world.store.putIfAbsent(item) : await world.store.put(item);
    if (won) return item;
  }
  throw new Fault("store-contended", `too many writers of ${jobKey(job).partition}`, { retryable: true });
};

export const readJob = async (
  job: JobKey,
  world: Pick<World, "store">,
): Promise<Stored<JobRecord> | undefined> => world.store.get<JobRecord>(jobKey(job));

/** Hearing something new owes an alert in the same write, so that a crash right after it loses nothing. */
const applied = (job: JobKey, before: JobRecord | undefined, change: Change): JobRecord => {
  const known = before?.heard ?? [];
  const heard = change.heard === undefined ? known : hear(known, change.heard);
  const fault = change.describeFault ?? before?.describeFault ?? "none";
  const isPaid = change.paidFor !== undefined && canonicalJson(change.paidFor) === canonicalJson(known);
  const isNew = heard !== known || before === undefined;
  return {
    job,
    heard,
    owes: isPaid ? "nothing" : isNew ? "alert" : before.owes,
    ...(fault === "none" ? {} : { describeFault: fault }),
  };
};
