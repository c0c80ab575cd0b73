// Which resource is meant: by what was typed, or by a form that asks for it first.

import type { Config, Environment } from "../../../config/config.ts";
import { hasPlace } from "../../../config/environments.ts";
import { answersFor } from "../../../i18n/answers.ts";
import { backupTextsFor } from "../../../i18n/backups.ts";
import type { Asker } from "../../../ports/door.ts";
import type { Answer, AnswerWorld } from "../../../ports/feature.ts";
import type { Place } from "../../../ports/world.ts";
import { input, typeahead } from "../../../slack/elements.ts";
import { lookFor } from "../../inventory/flow.ts";
import type { Held } from "../../inventory/model.ts";
import { backupIds, type Kept } from "../model.ts";
import { rolesIn } from "./bars.ts";
import { formOf } from "./fields.ts";

export const chooseForm = (kept: Kept, says: string | undefined, config: Config): Answer => {
  const { choose } = backupTextsFor(config.language).form;
  const field = typeahead(backupIds.resource, choose.placeholder);
  const wrong = says === undefined ? {} : { says };
  return formOf(backupIds.choose, choose, [input(choose.label, field, choose.hint)], { kept, wrong }, config);
};

/** The one resource that is called so, handed on; otherwise the form asks for it. */
export const withResource = async (
  typed: string,
  kept: Kept,
  asker: Asker,
  world: AnswerWorld,
  goOn: (held: Held) => Promise<Answer>,
): Promise<Answer> => {
  const { points } = answersFor(world.config.language);
  const { exact } = await lookFor(typed, asker.environments, world);
  const [held, other] = exact;
  if (held === undefined) return chooseForm(kept, points.unknownResource(typed), world.config);
  return other === undefined ? goOn(held) : chooseForm(kept, points.several(typed), world.config);
};

/** Where they may ask and the place is. */
export const environmentsAt = ({ environments }: Asker, place: Place): readonly Environment[] =>
  environments.filter((environment) => hasPlace(environment, place));

export const placeOf = ({ account, region }: Held): Place => ({ account, region });

/** The roles that could be handed on there, each once; which of them may, the vault's environment says. */
export const rolesAt = (environments: readonly Environment[], place: Place): readonly string[] => [
  ...new Set(environments.flatMap((environment) => rolesIn(environment, place))),
];
