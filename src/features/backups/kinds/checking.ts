// The preflight: what AWS and the configuration have against a wish, looked at before anybody is asked.
import { vaultNameOf } from "../../../backup/arn.ts";
import { canBeCold } from "../../../backup/lifecycle.ts";
import { policyFor } from "../../../config/policy.ts";
import { dayMs, instant } from "../../../core/time.ts";
import type { Asker } from "../../../ports/door.ts";
import type { AnswerWorld } from "../../../ports/feature.ts";
import type { Finding } from "../../../ports/operation.ts";
import type { Place } from "../../../ports/world.ts";
import { environmentOf } from "../../jobs/decide.ts";
import { finding, findingsOfTerms, isStopped, latest } from "../decide.ts";
import type { Wish } from "../model.ts";
import { placeOfVault } from "./bars.ts";
import { backupIn, copyIn, type LifecycleInput, lifecycleOf, stopIn } from "./inputs.ts";
import { findingOfOthers, findingsOfStop } from "./jobs-rule.ts";
import { look } from "./looking.ts";
import { findingsOfPoint } from "./point-rule.ts";
import { findingsOfVault } from "./vault-rule.ts";
import { findingsOfWindow, windowsBackMs } from "./window-rule.ts";

export interface Checked {
  readonly findings: readonly Finding[];
  /** The leads who could decide now. */
  readonly could: readonly string[];
}

/** AWS lists jobs of so long; one that began before is not known of. */
const jobsBackMs = 30 * dayMs;

/** Of one resource, within days. */
const windowJobsMax = 200;

export const check = async (wish: Wish, asker: Asker, world: AnswerWorld): Promise<Checked> => {
  const { environment, step } = wish;
  const policy = policyFor(environment, step.operation);
  const { items: could } = await world.people.leads(policy.leads);
  const bar = world.operations[step.operation].bar(step, environment);
  const facts = { wish, policy, bar, person: asker.person, could, now: world.now() };
  const terms = findingsOfTerms(facts);
  // What the configuration bars is not looked for in AWS: it may be none of theirs.
  const seen = bar === undefined ? await seenByAws(wish, world) : [];
  return { findings: inOrder([...seen, ...terms]), could };
};

const levels: readonly Finding["level"][] = ["stop", "know", "fine"];

const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  levels.flatMap((level) => findings.filter((each) => each.level === level));

const seenByAws = (wish: Wish, world: AnswerWorld): Promise<readonly Finding[]> => {
  switch (wish.step.operation) {
    case "backup":
      return seenOfBackup(wish, world);
    case "copy":
      return seenOfCopy(wish, world);
    case "stop":
      return seenOfStop(wish, world);
  }
};

const seenOfBackup = async ({ step, subject }: Wish, world: AnswerWorld): Promise<readonly Finding[]> => {
  const input = backupIn(step);
  if (input === undefined) return [];
  const [others, windows, vault] = await Promise.all([
    othersOf(step.place, subject.arn, world),
    windowsOf(step.place, subject.arn, world),
    seenOfVault(step.place, input.BackupVaultName, input.Lifecycle, false, world),
  ]);
  return [others, ...windows, ...vault, ...seenOfCold(input.Lifecycle, subject.type)];
};

const seenOfCopy = async (wish: Wish, world: AnswerWorld): Promise<readonly Finding[]> => {
  const { step, subject, environment } = wish;
  const input = copyIn(step);
  const target = input === undefined ? undefined : placeOfVault(input.DestinationBackupVaultArn);
  if (input === undefined || target === undefined) return [];
  const { RecoveryPointArn: arn, SourceBackupVaultName: source, Lifecycle: lifecycle } = input;
  const name = vaultNameOf(input.DestinationBackupVaultArn);
  const { account, region } = step.place;
  if (name === source && target.account === account && target.region === region)
    return [finding("stop", "same-vault")];
  const [point, others, vault] = await Promise.all([
    look(world.catalog.point(step.place, source, arn)),
    othersOf(step.place, subject.arn, world),
    seenOfVault(target, name, lifecycle, true, world),
  ]);
  const until = latest(world.now(), policyFor(environment, "copy"));
  return [...findingsOfPoint(point, until), others, ...vault, ...seenOfCold(lifecycle, subject.type)];
};

const seenOfStop = async ({ step, environment }: Wish, world: AnswerWorld): Promise<readonly Finding[]> => {
  const id = stopIn(step)?.BackupJobId ?? "";
  const job = await look(world.catalog.job({ ...step.place, kind: "backup", id }));
  if (job === "gone" || job === "silent") return [finding("stop", "job-not-seen", id)];
  // Two environments may share an account: whose job it is, its vault says.
  const isTheirs = environmentOf(world.config, job.job, job.facts)?.name === environment.name;
  return isTheirs ? findingsOfStop(job) : [finding("stop", "barred-vault", job.facts.vaultName ?? "")];
};

const othersOf = async (place: Place, arn: string, world: AnswerWorld): Promise<Finding> =>
  findingOfOthers(await look(world.catalog.unfinished(place, arn, instant(world.now() - jobsBackMs))));

const windowsOf = async (
  place: Place,
  resourceArn: string,
  world: AnswerWorld,
): Promise<readonly Finding[]> => {
  const now = world.now();
  const query = { kind: "backup", createdAfter: instant(now - windowsBackMs), resourceArn } as const;
  return findingsOfWindow(await look(world.catalog.jobs(place, query, windowJobsMax)), now);
};

const seenOfVault = async (
  place: Place,
  name: string,
  lifecycle: LifecycleInput | undefined,
  isCopy: boolean,
  world: AnswerWorld,
): Promise<readonly Finding[]> => {
  const vault = await look(world.catalog.vault(place, name));
  const keyArn = vault === "gone" || vault === "silent" ? undefined : vault.keyArn;
  const key = keyArn === undefined ? "silent" : await look(world.keys.health(place, keyArn));
  return findingsOfVault({ name, vault, key, lifecycle: lifecycleOf(lifecycle), isCopy });
};

const seenOfCold = (lifecycle: LifecycleInput | undefined, type: string): readonly Finding[] =>
  lifecycleOf(lifecycle).coldAfterDays === undefined || canBeCold(type)
    ? []
    : [finding("know", "not-cold", type)];

/** What keeps it from being asked for. */
export const stopsOf = ({ findings }: Checked): readonly Finding[] =>
  isStopped(findings) ? findings.filter(({ level }) => level === "stop") : [];
