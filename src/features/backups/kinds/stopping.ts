// `/backup stop`: a running backup job, named or chosen.

import { shortName } from "../../../backup/arn.ts";
import { isEnd, type JobKey } from "../../../backup/job.ts";
import type { Config } from "../../../config/config.ts";
import { dayMs, instant } from "../../../core/time.ts";
import { backupTextsFor } from "../../../i18n/backups.ts";
import type { Asker } from "../../../ports/door.ts";
import type { Answer, AnswerWorld } from "../../../ports/feature.ts";
import { placeText } from "../../../ports/gaps.ts";
import type { Plan } from "../../../ports/operation.ts";
import { refusal } from "../../../ports/refusals.ts";
import type { ListedJob } from "../../../ports/world.ts";
import { folded } from "../../../slack/command-line.ts";
import { input, select } from "../../../slack/elements.ts";
import { environmentOf, newestFirst } from "../../jobs/decide.ts";
import { listJobs } from "../../jobs/flow.ts";
import { jobName, jobNamed } from "../../jobs/record.ts";
import { backupIds, type Kept, type Typed } from "../model.ts";
import { stoppedMessage } from "../views.ts";
import { draft } from "./drafting.ts";
import { formOf, type Wrong, whyField } from "./fields.ts";
import { stopIn } from "./inputs.ts";
import { findingsOfStop } from "./jobs-rule.ts";
import { look } from "./looking.ts";
import { editOf } from "./now.ts";
import { nameText } from "./wording.ts";

/** AWS Backup lets no job run longer than a week or so; automatic ones of EFS may take seven days. */
const jobsBackMs = 8 * dayMs;

export const fillStop = async (
  kept: Kept,
  asker: Asker,
  world: AnswerWorld,
  wrong: Wrong = {},
): Promise<Answer> => {
  const { config } = world;
  const { form } = backupTextsFor(config.language);
  const createdAfter = instant(world.now() - jobsBackMs);
  const { jobs } = await listJobs(asker.environments, ["backup"], { createdAfter }, world);
  const running = jobs.filter(({ state }) => !isEnd(state)).sort(newestFirst);
  const { typed = {} } = kept;
  const meant = typed.job === undefined ? undefined : jobs.find((job) => isNamed(job, typed.job ?? ""));
  // What is named and cannot be stopped is answered at once: a form would only ask why for nothing.
  const stops = meant === undefined ? [] : findingsOfStop(meant).filter(({ level }) => level === "stop");
  if (stops.length > 0) return stoppedMessage(stops, world);
  if (running.length === 0) return refusal(form.noJob, config);
  const isUnknown = typed.job !== undefined && meant === undefined;
  const choices = running.map((job) => choiceOf(job, config));
  const blocks = [
    input(
      form.job.label,
      select(backupIds.job, form.job.placeholder, choices, meant === undefined ? undefined : nameOf(meant)),
    ),
    whyField(typed, config),
  ];
  const shown = isUnknown ? { says: form.unknownJob(typed.job ?? ""), ...wrong } : wrong;
  return formOf(backupIds.stop, form.stop, blocks, { kept, wrong: shown }, config);
};

export const sendStop = async (kept: Kept, asker: Asker, world: AnswerWorld): Promise<Answer> => {
  const { typed = {} } = kept;
  const { form } = backupTextsFor(world.config.language);
  const key = jobNamed(typed.job ?? "");
  const job = key === undefined ? "gone" : await look(world.catalog.job(key));
  const back = (wrong: Wrong) => fillStop({ ...kept, typed: withoutJob(typed) }, asker, world, wrong);
  if (key === undefined || job === "gone" || job === "silent")
    return back({ says: form.unknownJob(key?.id ?? typed.job ?? "") });
  const environment = environmentOf(world.config, key, job.facts);
  const its = asker.environments.find(({ name }) => name === environment?.name);
  const { resourceArn, resourceName, resourceType: type = "" } = job.facts;
  if (its === undefined || resourceArn === undefined) return back({ says: form.unknownJob(key.id) });
  const { account, region } = key;
  const wish = {
    step: {
      operation: "stop" as const,
      place: { account, region },
      input: { BackupJobId: writtenOf(key, job) },
    },
    subject: { arn: resourceArn, name: resourceName || shortName(resourceArn), type },
    environment: its,
    why: (typed.why ?? "").trim(),
    ...editOf(kept),
  };
  return draft(wish, asker, world, (stops) => back({ stops }));
};

/** The form of a plan that its asker changes. */
export const editStop = (plan: Plan, asker: Asker, world: AnswerWorld): Promise<Answer> => {
  const [step] = plan.steps;
  const told = step === undefined ? undefined : stopIn(step);
  if (told === undefined) throw new Error(`the plan of ${plan.request} stops nothing`);
  const edit = { request: plan.request, revision: plan.revision + 1 };
  const typed = { job: told.BackupJobId, why: plan.why };
  return fillStop({ kind: "stop", edit, typed }, asker, world);
};

/** AWS finds a job only by the id as AWS wrote it, and lists and keys fold its case. */
const writtenOf = (key: JobKey, { facts }: ListedJob): string => facts.writtenId ?? key.id;

const nameOf = ({ job, facts }: ListedJob): string => jobName({ ...job, id: facts.writtenId ?? job.id });

/** Cards show the first part of an id. */
const idMin = 8;

const isNamed = ({ job, facts }: ListedJob, typed: string): boolean => {
  const wanted = folded(typed.trim());
  const name = nameOf({ job, facts, state: "" });
  return name.toLowerCase() === wanted || (wanted.length >= idMin && job.id.startsWith(wanted));
};

const withoutJob = ({ job: _, ...typed }: Typed): Typed => typed;

const choiceOf = (job: ListedJob, config: Config) => {
  const { resourceName, resourceArn = "", resourceType = "" } = job.facts;
  const id = (job.facts.writtenId ?? job.job.id).split("-")[0];
  return {
    label: `${nameText(resourceName || shortName(resourceArn))} · ${id}`,
    value: nameOf(job),
    description: `${resourceType} · ${job.state} · ${placeText(job.job, config)}`,
  };
};
