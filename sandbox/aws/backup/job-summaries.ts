// Counts of the last days' backup jobs. The difference of all COMPLETED and of those whose category is SUCCESS is
// what the console calls "Completed with issues". https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobSummaries.html
import type * as backup from "@aws-sdk/client-backup";
import type { Handlers } from "../service.ts";
import { recentJobs } from "./backup-jobs.ts";
import { pageOf, timeKey } from "./page.ts";
import type { BackupJob } from "./state.ts";
import type { World } from "./world.ts";

const dayMs = 86_400_000;

/** ONE_DAY counts each of the last fourteen days by itself. */
const periods = {
  ONE_DAY: { days: 14, spanDays: 1 },
  SEVEN_DAYS: { days: 7, spanDays: 7 },
  FOURTEEN_DAYS: { days: 14, spanDays: 14 },
} as const;

export const jobSummaryHandlers = (
  { state, clock }: World,
  isManagement: (account: string) => boolean,
): Handlers<typeof backup> => ({
  ListBackupJobSummaries(input, call) {
    const period = input.AggregationPeriod ?? "ONE_DAY";
    const { days, spanDays } = periods[period];
    const endAt = Math.ceil((clock.now() + 1) / dayMs) * dayMs;
    const asked = isManagement(call.account) ? (input.AccountId ?? call.account) : call.account;
    const spans = Array.from(
      { length: days / spanDays },
      (_, index) => endAt - (index + 1) * spanDays * dayMs,
    );
    const jobs = recentJobs(state, clock)
      .filter((job) => job.region === call.region)
      .filter((job) => isAll(asked) || job.account === asked)
      .filter((job) => isAll(input.State) || job.life.state === input.State)
      .filter((job) => isAll(input.ResourceType) || job.resourceType === input.ResourceType)
      .filter((job) => isAll(input.MessageCategory) || job.life.category === input.MessageCategory);
    const summaries = spans.flatMap((startAt) => {
      const within = jobs.filter(
        ({ createdAt }) => createdAt >= startAt && createdAt < startAt + spanDays * dayMs,
      );
      const groups = new Map<string, backup.BackupJobSummary>();
      for (const job of within) {
        const labels = labelsOf(job, { ...input, AccountId: asked });
        const key = JSON.stringify(labels);
        groups.set(key, {
          Region: call.region,
          ...labels,
          Count: (groups.get(key)?.Count ?? 0) + 1,
          StartTime: new Date(startAt),
          EndTime: new Date(startAt + spanDays * dayMs),
        });
      }
      return [...groups.values()];
    });
    const { items, NextToken } = pageOf("ListBackupJobSummaries", summaries, input, (summary) =>
      timeKey(summary.StartTime?.getTime() ?? 0, JSON.stringify(summary)),
    );
    return { BackupJobSummaries: items, AggregationPeriod: period, NextToken };
  },
});

/** That a parameter left out means ANY is unverified. */
const isAll = (asked: string | undefined): boolean =>
  asked === undefined || asked === "ANY" || asked === "AGGREGATE_ALL";

/** What is aggregated is named so, and so falls into one group. */
const labelsOf = (job: BackupJob, asked: backup.ListBackupJobSummariesInput) => ({
  AccountId: asked.AccountId === "AGGREGATE_ALL" ? "AGGREGATE_ALL" : job.account,
  State: asked.State === "AGGREGATE_ALL" ? ("AGGREGATE_ALL" as const) : job.life.state,
  ResourceType: asked.ResourceType === "AGGREGATE_ALL" ? "AGGREGATE_ALL" : job.resourceType,
  MessageCategory: asked.MessageCategory === "AGGREGATE_ALL" ? "AGGREGATE_ALL" : job.life.category,
});
