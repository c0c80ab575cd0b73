// *Retry* on an alert: the failed job again, with its own parameters, as a request like any other.
import { shortName } from "../../../backup/arn.ts";
import { isWorthRetrying, type JobFacts, type JobKey, severityOf } from "../../../backup/job.ts";
import { cut, oneLine } from "../../../core/text.ts";
import { backupTextsFor } from "../../../i18n/backups.ts";
import type { Answer, Answerer, AnswerWorld } from "../../../ports/feature.ts";
import type { Input, Step } from "../../../ports/operation.ts";
import { refusal } from "../../../ports/refusals.ts";
import { environmentOf } from "../../jobs/decide.ts";
import { readJob } from "../../jobs/flow.ts";
import { jobNamed } from "../../jobs/record.ts";
import { stoppedMessage } from "../views.ts";
import { draft } from "./drafting.ts";
import { copyLifecycle, lifecycleInput, typedOf } from "./lifecycles.ts";
import { fillNow } from "./now.ts";

const messageMax = 300;

export const answerRetry: Answerer<string> = {
  needs: "ask",
  answer: async (value, asker, world) => {
    const { retry: words } = backupTextsFor(world.config.language);
    const key = jobNamed(value);
    const job = key === undefined ? undefined : await world.catalog.job(key);
    if (key === undefined || job === undefined) return refusal(words.gone, world.config);
    const name = environmentOf(world.config, key, job.facts)?.name;
    const environment = asker.environments.find((each) => each.name === name);
    if (environment === undefined) return refusal(words.notTheirs, world.config);
    if (severityOf(job.state, job.facts) !== "failed")
      return refusal(words.notFailed(job.state), world.config);
    if (!isWorthRetrying(job.state, job.facts)) return refusal(words.notWorth, world.config);
    const { resourceArn: arn, resourceName, resourceType: type = "", message } = job.facts;
    if (arn === undefined) return refusal(words.gone, world.config);
    const subject = { arn, name: resourceName || shortName(arn), type };
    const step = stepAgain(key, job.facts);
    const id = (job.facts.writtenId ?? key.id).split("-")[0] ?? key.id;
    const why = words.why(id, cut(oneLine(message ?? words.noMessage), messageMax));
    if (step === undefined) {
      if (key.kind !== "backup") return refusal(words.gone, world.config);
      const { vaultName, iamRoleArn, lifecycle } = job.facts;
      const typed = {
        why,
        ...(vaultName === undefined ? {} : { vault: vaultName }),
        ...(iamRoleArn === undefined ? {} : { role: iamRoleArn }),
        ...(lifecycle === undefined ? {} : typedOf(lifecycle, world.config.language)),
      };
      const { account, region } = key;
      return fillNow({ ...subject, account, region }, { kind: "backup", typed }, asker, world);
    }
    const retryOf = await incidentOf(key, world);
    const wish = { step, subject, environment, why, ...(retryOf === undefined ? {} : { retryOf }) };
    return draft(wish, asker, world, (stops): Answer => stoppedMessage(stops, world));
  },
};

/** Undefined where AWS told too little of the job to do the same again. */
const stepAgain = ({ kind, account, region }: JobKey, facts: JobFacts): Step | undefined => {
  const { resourceArn, vaultName, iamRoleArn, lifecycle, resourceType = "", windowsVss } = facts;
  const place = { account, region };
  if (vaultName === undefined || iamRoleArn === undefined || lifecycle === undefined) return undefined;
  if (kind === "backup" && resourceArn !== undefined) {
    const told = lifecycleInput(lifecycle, resourceType);
    const input = {
      BackupVaultName: vaultName,
      ResourceArn: resourceArn,
      IamRoleArn: iamRoleArn,
      ...(told === undefined ? {} : { Lifecycle: told as Input }),
      ...(windowsVss === true ? { BackupOptions: { WindowsVSS: "enabled" } } : {}),
    };
    return { operation: "backup", place, input };
  }
  const { sourcePointArn, destinationVaultArn } = facts;
  if (kind !== "copy" || sourcePointArn === undefined || destinationVaultArn === undefined) return undefined;
  const input = {
    RecoveryPointArn: sourcePointArn,
    SourceBackupVaultName: vaultName,
    DestinationBackupVaultArn: destinationVaultArn,
    IamRoleArn: iamRoleArn,
    Lifecycle: copyLifecycle(lifecycle, resourceType) as Input,
  };
  return { operation: "copy", place, input };
};

/** The alert that the job belongs to: its card tells of the retry. */
const incidentOf = async (key: JobKey, world: AnswerWorld): Promise<string | undefined> =>
  (await readJob({ ...key, id: key.id.toLowerCase() }, world))?.body.incident;
