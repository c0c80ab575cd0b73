// What a day came to: counted, and what is still open, out of the jobs that AWS lists.
import { isEnd, type JobSeverity, rankOf, severityOf } from "../../backup/job.ts";
import type { Environment } from "../../config/config.ts";
import { type Instant, instant } from "../../core/time.ts";
import type { ListedJob } from "../../ports/world.ts";
import type { DayStatus, OpenTrouble } from "./model.ts";

/** What ended since the day began, what is still open, and when something last went right. */
export const dayOf = (
  environment: Environment,
  jobs: readonly ListedJob[],
  since: Instant,
): Omit<DayStatus, "silent" | "cutAt"> => {
  const ended = jobs.filter(({ state }) => isEnd(state) || rankOf(state) === undefined);
  const today = ended.filter((job) => endOf(job) >= since);
  const count = (severity: JobSeverity) => today.filter((job) => severityIn(job) === severity).length;
  const goods = ended.filter((job) => job.job.kind === "backup" && severityIn(job) === "good").map(endOf);
  return {
    environment,
    since,
    good: count("good"),
    warned: count("warning"),
    failed: count("failed"),
    unknown: count("unknown"),
    running: jobs.length - ended.length,
    open: openIn(ended),
    ...(goods.length === 0 ? {} : { lastGoodAt: instant(Math.max(...goods)) }),
  };
};

const severityIn = ({ state, facts }: ListedJob): JobSeverity => severityOf(state, facts);

const endOf = ({ facts }: ListedJob): Instant => facts.completedAt ?? facts.createdAt ?? instant(0);

const weight: Readonly<Record<JobSeverity, number>> = {
  failed: 0,
  unknown: 1,
  warning: 2,
  good: 3,
  running: 3,
};

/** A resource's trouble of one kind stays open until a job of that kind is good again. */
const openIn = (ended: readonly ListedJob[]): readonly OpenTrouble[] => {
  const runs = new Map<string, readonly ListedJob[]>();
  for (const job of [...ended].sort((left, right) => endOf(left) - endOf(right))) {
    const { account, region, kind, id } = job.job;
    const name = `${account}/${region}/${kind}/${job.facts.resourceArn ?? id}`;
    runs.set(name, severityIn(job) === "good" ? [] : [...(runs.get(name) ?? []), job]);
  }
  return [...runs.values()]
    .flatMap((run) => {
      const [first, last] = [run[0], run.at(-1)];
      return first === undefined || last === undefined ? [] : [{ job: last, since: endOf(first) }];
    })
    .sort(byWeight);
};

/** The worst first, and of the same weight the one that lasts longest. */
export const byWeight = (left: OpenTrouble, right: OpenTrouble): number =>
  weight[severityIn(left.job)] - weight[severityIn(right.job)] || left.since - right.since;
