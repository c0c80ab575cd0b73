// Jobs: what AWS Backup did. Answers to `jobs`; others read and write what was heard of a job.
import type { Feature } from "../../ports/feature.ts";
import { answerJobOpened, answerJobs, answerJobsButton, answerJobsPage } from "./flow.ts";
import { jobIds } from "./model.ts";

export const jobs: Feature = {
  name: "jobs",
  commands: { jobs: answerJobs },
  actions: {
    [jobIds.list]: answerJobsButton,
    [jobIds.page]: answerJobsPage,
    [jobIds.open]: answerJobOpened,
  },
};
