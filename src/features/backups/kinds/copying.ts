// `/backup copy`: a recovery point, named or chosen, into another vault of its environment.
import { vaultNameOf } from "../../../backup/arn.ts";
import type { RecoveryPoint } from "../../../backup/recovery-point.ts";
import type { Config, Environment } from "../../../config/config.ts";
import { hasVault } from "../../../config/environments.ts";
import { wallClock } from "../../../core/time.ts";
import { backupTextsFor } from "../../../i18n/backups.ts";
import { sizeText } from "../../../i18n/measures.ts";
import type { Asker } from "../../../ports/door.ts";
import type { Answer, AnswerWorld } from "../../../ports/feature.ts";
import { placeText } from "../../../ports/gaps.ts";
import type { Input, Plan } from "../../../ports/operation.ts";
import { allPlacesOf, gather } from "../../../ports/places.ts";
import type { Place } from "../../../ports/world.ts";
import { context, section } from "../../../slack/blocks.ts";
import { input, select } from "../../../slack/elements.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import type { Held } from "../../inventory/model.ts";
import { finding } from "../decide.ts";
import { backupIds, type Kept, type Typed } from "../model.ts";
import { placeOfVault } from "./bars.ts";
import { chooseForm, environmentsAt, placeOf, rolesAt } from "./choosing.ts";
import { draft } from "./drafting.ts";
import { formOf, lifecycleFields, roleFields, type Wrong, whyField } from "./fields.ts";
import { copyIn, lifecycleOf } from "./inputs.ts";
import { copyLifecycle, lifecycleTyped, typedOf } from "./lifecycles.ts";
import { about, editOf, isIn, subjectOf } from "./now.ts";
import { pointsOf } from "./points.ts";
import { nameText } from "./wording.ts";

const vaultsMax = 500;

export const fillCopy = async (
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
  const [points, targets] = await Promise.all([
    pointsOf(held, environments, world),
    targetsOf(environments, world),
  ]);
  if (points.length === 0) return chooseForm(kept, form.noPoint(held.name), config);
  const asked = kept.typed ?? {};
  const target = targetMeant(asked.target, targets, place);
  const typed: Typed = { ...asked, ...(target === undefined ? {} : { target }) };
  const says =
    asked.target === undefined || target !== undefined ? undefined : form.unknownVault(asked.target);
  const chosen = typed.point ?? points[0]?.arn;
  const blocks = [
    section(bold(md`${nameText(held.name)} (${held.type})`)),
    context(md`${placeText(place, config)}`),
    input(
      form.point.label,
      select(
        backupIds.point,
        form.point.placeholder,
        points.map((point) => choiceOf(point, config)),
        chosen,
      ),
    ),
    ...(targets.length === 0
      ? []
      : [input(form.target.label, select(backupIds.target, form.target.placeholder, targets, typed.target))]),
    ...lifecycleFields(typed, held.type, config),
    ...roleFields(typed, rolesAt(environments, place), config),
    whyField(typed, config),
  ];
  const shown = {
    kept: { ...kept, arn: held.arn, typed },
    wrong: says === undefined ? wrong : { says, ...wrong },
  };
  return formOf(backupIds.copy, form.copy, blocks, shown, config);
};

export const sendCopy = async (held: Held, kept: Kept, asker: Asker, world: AnswerWorld): Promise<Answer> => {
  const { typed = {} } = kept;
  const { form } = backupTextsFor(world.config.language);
  const place = placeOf(held);
  const environments = environmentsAt(asker, place);
  const back = (wrong: Wrong) => fillCopy(held, kept, asker, world, wrong);
  const lifecycle = lifecycleTyped(typed);
  if (lifecycle === undefined) return back({ says: form.badDays });
  const { point: arn = "", target = "", why = "" } = typed;
  const point = (await pointsOf(held, environments, world)).find((each) => each.arn === arn);
  if (point === undefined) return back({ stops: [finding("stop", "point-gone")] });
  const environment = environments.find((each) => hasVault(each, point.vaultName));
  if (environment === undefined) return back({ stops: [finding("stop", "barred-vault", point.vaultName)] });
  const step = {
    operation: "copy" as const,
    place,
    input: {
      RecoveryPointArn: arn,
      SourceBackupVaultName: point.vaultName,
      DestinationBackupVaultArn: target,
      IamRoleArn: typed.role ?? rolesAt([environment], place)[0] ?? "",
      Lifecycle: copyLifecycle(lifecycle, held.type) as Input,
    },
  };
  const wish = { step, subject: subjectOf(held), environment, why: why.trim(), ...editOf(kept) };
  return draft(wish, asker, world, (stops) => back({ stops }));
};

/** The form of a plan that its asker changes. */
export const editCopy = (plan: Plan, asker: Asker, world: AnswerWorld): Promise<Answer> => {
  const [step] = plan.steps;
  const told = step === undefined ? undefined : copyIn(step);
  if (step === undefined || told === undefined) throw new Error(`the plan of ${plan.request} is no copy`);
  const typed: Typed = {
    point: told.RecoveryPointArn,
    target: told.DestinationBackupVaultArn,
    role: told.IamRoleArn,
    why: plan.why,
    ...typedOf(lifecycleOf(told.Lifecycle), world.config.language),
  };
  const edit = { request: plan.request, revision: plan.revision + 1 };
  return fillCopy({ ...plan.subject, ...step.place }, { kind: "copy", edit, typed }, asker, world);
};

const choiceOf = ({ arn, vaultName, bytes, createdAt, status }: RecoveryPoint, config: Config) => ({
  label: `${createdAt === undefined ? arn : clockText(wallClock(createdAt, config.timeZone))} · ${vaultName}`,
  value: arn,
  description:
    [
      ...(bytes === undefined || bytes === 0 ? [] : [sizeText(bytes)]),
      ...(status === "PARTIAL" ? [status] : []),
    ].join(" · ") || arn.slice(-40),
});

/** A menu has no moments in the reader's zone: this one is the team's. */
const clockText = ({ year, month, day, hour, minute }: ReturnType<typeof wallClock>): string => {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
};

/** Every vault of these environments; a place that does not answer has none to offer. */
const targetsOf = async (environments: readonly Environment[], world: AnswerWorld) => {
  const { config } = world;
  const places = allPlacesOf(environments, world.region);
  const { found } = await gather(places, (place) => world.catalog.vaults(place, vaultsMax));
  return found.flatMap(({ place, thing }) =>
    thing.items
      .filter(({ name, type }) => isIn(environments, name) && type !== "RESTORE_ACCESS_BACKUP_VAULT")
      .map((vault) => ({
        label: vault.name,
        value: vault.arn,
        ...about(vault, config, placeText(place, config)),
      })),
  );
};

/** By its ARN or by its name; of several so named, the one where the recovery point is. */
const targetMeant = (
  typed: string | undefined,
  targets: readonly { readonly value: string }[],
  { account, region }: Place,
): string | undefined => {
  const named = targets.filter(({ value }) => value === typed || vaultNameOf(value) === typed);
  const isNear = ({ value }: { readonly value: string }) => {
    const place = placeOfVault(value);
    return place?.account === account && place.region === region;
  };
  return (named.find(isNear) ?? named[0])?.value;
};
