// `/backup now`: a form that knows what the resource's last backup was like.

import type { Vault } from "../../../backup/vault.ts";
import type { Config, Environment } from "../../../config/config.ts";
import { hasVault } from "../../../config/environments.ts";
import { dayMs, instant } from "../../../core/time.ts";
import { backupTextsFor } from "../../../i18n/backups.ts";
import type { Asker } from "../../../ports/door.ts";
import type { Answer, AnswerWorld } from "../../../ports/feature.ts";
import { placeText } from "../../../ports/gaps.ts";
import type { Input, Plan } from "../../../ports/operation.ts";
import type { ListedJob, Place } from "../../../ports/world.ts";
import { context, section } from "../../../slack/blocks.ts";
import { input, select } from "../../../slack/elements.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import type { Held } from "../../inventory/model.ts";
import { readMinutes } from "../ack.ts";
import { finding } from "../decide.ts";
import { backupIds, type Kept, type Typed } from "../model.ts";
import { environmentsAt, placeOf, rolesAt } from "./choosing.ts";
import { draft } from "./drafting.ts";
import {
  formOf,
  lifecycleFields,
  roleFields,
  vaultWords,
  type Wrong,
  whyField,
  windowField,
} from "./fields.ts";
import { backupIn, lifecycleOf } from "./inputs.ts";
import { lifecycleInput, lifecycleTyped, typedOf } from "./lifecycles.ts";
import { look } from "./looking.ts";
import { nameText } from "./wording.ts";

const vaultsMax = 500;

export const fillNow = async (
  held: Held,
  kept: Kept,
  asker: Asker,
  world: AnswerWorld,
  wrong: Wrong = {},
): Promise<Answer> => {
  const { config } = world;
  const { form } = backupTextsFor(config.language);
  const place = placeOf(held);
  const environments = environmentsAt(asker, place);
  const [{ items }, last] = await Promise.all([
    world.catalog.vaults(place, vaultsMax),
    lastBackupOf(held, place, environments, world),
  ]);
  const vaults = items.filter((vault) => takesBackups(vault) && isIn(environments, vault.name));
  const known = last === undefined ? {} : typedFrom(last, config);
  const typed: Typed = { ...known, ...kept.typed };
  const isThere = typed.vault === undefined || vaults.some(({ name }) => name === typed.vault);
  const says =
    vaults.length === 0
      ? form.noVault(held.name)
      : isThere
        ? undefined
        : form.unknownVault(typed.vault ?? "");
  const choices = vaults.map((vault) => ({ label: vault.name, value: vault.name, ...about(vault, config) }));
  const blocks = [
    section(bold(md`${nameText(held.name)} (${held.type})`)),
    context(md`${placeText(place, config)}`),
    ...(choices.length === 0
      ? []
      : [input(form.vault.label, select(backupIds.vault, form.vault.placeholder, choices, typed.vault))]),
    ...lifecycleFields(typed, held.type, config),
    windowField(typed, config),
    ...roleFields(typed, rolesAt(environments, place), config),
    whyField(typed, config),
  ];
  const shown = {
    kept: { ...kept, arn: held.arn, typed },
    wrong: says === undefined ? wrong : { says, ...wrong },
  };
  return formOf(backupIds.now, form.now, blocks, shown, config);
};

export const sendNow = async (held: Held, kept: Kept, asker: Asker, world: AnswerWorld): Promise<Answer> => {
  const { typed = {} } = kept;
  const place = placeOf(held);
  const back = (wrong: Wrong) => fillNow(held, kept, asker, world, wrong);
  const lifecycle = lifecycleTyped(typed);
  if (lifecycle === undefined) return back({ says: backupTextsFor(world.config.language).form.badDays });
  const { vault = "", window = "", why = "" } = typed;
  const environment = environmentsAt(asker, place).find((each) => hasVault(each, vault));
  if (environment === undefined) return back({ stops: [finding("stop", "barred-vault", vault)] });
  const minutes = readMinutes(window);
  const told = lifecycleInput(lifecycle, held.type);
  const step = {
    operation: "backup" as const,
    place,
    input: {
      BackupVaultName: vault,
      ResourceArn: held.arn,
      IamRoleArn: typed.role ?? rolesAt([environment], place)[0] ?? "",
      ...(told === undefined ? {} : { Lifecycle: told as Input }),
      ...(minutes === undefined ? {} : { StartWindowMinutes: minutes }),
    },
  };
  const wish = { step, subject: subjectOf(held), environment, why: why.trim(), ...editOf(kept) };
  return draft(wish, asker, world, (stops) => back({ stops }));
};

/** The form of a plan that its asker changes. */
export const editNow = (plan: Plan, asker: Asker, world: AnswerWorld): Promise<Answer> => {
  const [step] = plan.steps;
  const told = step === undefined ? undefined : backupIn(step);
  if (step === undefined || told === undefined) throw new Error(`the plan of ${plan.request} is no backup`);
  const minutes = told.StartWindowMinutes;
  const typed: Typed = {
    vault: told.BackupVaultName,
    role: told.IamRoleArn,
    why: plan.why,
    ...typedOf(lifecycleOf(told.Lifecycle), world.config.language),
    ...(minutes === undefined ? {} : { window: `${minutes}m` }),
  };
  const edit = { request: plan.request, revision: plan.revision + 1 };
  return fillNow({ ...plan.subject, ...step.place }, { kind: "backup", edit, typed }, asker, world);
};

export const subjectOf = ({ arn, name, type }: Held) => ({ arn, name, type });

export const editOf = ({ edit }: Kept) => (edit === undefined ? {} : { edit });

export const isIn = (environments: readonly Environment[], vault: string): boolean =>
  environments.some((environment) => hasVault(environment, vault));

export const about = (vault: Vault, config: Config, ...more: readonly string[]) => {
  const words = [...more, ...vaultWords(vault, config)];
  return words.length === 0 ? {} : { description: words.join(" · ") };
};

/** Backups come into an air-gapped vault as copies. */
const takesBackups = ({ type }: Vault): boolean => type === undefined || type === "BACKUP_VAULT";

const jobsBackMs = 30 * dayMs;
const jobsMax = 20;

/** Newest first; what AWS does not say now is asked of the person. */
const lastBackupOf = async (
  { arn }: Held,
  place: Place,
  environments: readonly Environment[],
  world: AnswerWorld,
): Promise<ListedJob | undefined> => {
  const query = {
    kind: "backup" as const,
    resourceArn: arn,
    createdAfter: instant(world.now() - jobsBackMs),
  };
  const listed = await look(world.catalog.jobs(place, query, jobsMax));
  if (listed === "gone" || listed === "silent") return undefined;
  return listed.items.find(({ facts }) => isIn(environments, facts.vaultName ?? ""));
};

const typedFrom = ({ facts }: ListedJob, { language }: Config): Typed => ({
  ...(facts.vaultName === undefined ? {} : { vault: facts.vaultName }),
  ...(facts.iamRoleArn === undefined ? {} : { role: facts.iamRoleArn }),
  ...(facts.lifecycle === undefined ? {} : typedOf(facts.lifecycle, language)),
});
