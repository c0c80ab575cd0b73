// What a card is drawn from, and the small things that all its parts say in the same way.
import type { Account, Config, Environment, People } from "../../../config/config.ts";
import { type Policy, policyFor } from "../../../config/policy.ts";
import { cut, oneLine } from "../../../core/text.ts";
import type { Instant } from "../../../core/time.ts";
import type { ApprovalTexts } from "../../../i18n/approvals-en.ts";
import type { Operations, Plan, Step, Terms } from "../../../ports/operation.ts";
import { join, md, member, moment, type Safe, userGroup, utcText } from "../../../slack/mrkdwn.ts";
import { stricter } from "../decide.ts";
import type { Request } from "../model.ts";

export interface CardFacts {
  readonly request: Request;
  readonly plan: Plan;
  readonly operations: Operations;
  readonly config: Config;
  /** Missing where the configuration does not name it any more. */
  readonly environment: Environment | undefined;
  readonly now: Instant;
  /** The channel that it was meant for would not have it. */
  readonly refusedBy?: { readonly channel: string; readonly refusal: string };
}

/** Characters of data; escaping may make five of one. */
export const nameMax = 80;
export const saidMax = 200;

/** People of a list that are named one by one. */
const peopleMax = 5;

export const policyOf = ({ environment, plan }: CardFacts): Policy | undefined =>
  environment === undefined ? undefined : policyFor(environment, plan.kind);

/** Of the terms when it was asked and of those today, the stricter. */
export const termsOf = (facts: CardFacts): Terms => {
  const policy = policyOf(facts);
  return policy === undefined ? facts.plan.terms : stricter(facts.plan.terms, policy);
};

/** Whom it waits for, by group and by name; an edit calls nobody. */
export const peopleText = (people: People | undefined, texts: ApprovalTexts, without?: string): Safe => {
  const { group, users } = people ?? { users: [] };
  const able = users.filter((user) => user !== without);
  const shown = [
    ...(group === undefined ? [] : [userGroup(group)]),
    ...able.slice(0, peopleMax).map((user) => member(user)),
    ...(able.length > peopleMax ? [md`${texts.card.andMore(able.length - peopleMax)}`] : []),
  ];
  return shown.length === 0 ? md`${texts.card.nobody}` : join(shown, ", ");
};

export const membersText = (users: readonly string[], texts: ApprovalTexts): Safe =>
  peopleText({ users }, texts);

export const environmentText = ({ environment, plan, config }: CardFacts): string =>
  clip(environment?.labels[config.language] ?? environment?.name ?? plan.environment, nameMax);

export const placeText = ({ place }: Step, config: Config): string => {
  const named = config.environments
    .flatMap(({ accounts }): readonly Account[] => accounts)
    .find(({ id }) => id === place.account);
  return clip(`${named?.name ?? place.account} · ${place.region}`, nameMax);
};

/** mrkdwn cannot be cut without breaking it open: as many lines as fit, and the last says that there are more. */
export const asManyAs = (lines: readonly Safe[], max: number, more: Safe): readonly Safe[] => {
  const kept: Safe[] = [];
  let left = max;
  for (const line of lines) {
    left -= line.mrkdwn.length + 1;
    if (left < 0) return [...kept, more];
    kept.push(line);
  }
  return kept;
};

export const at = (when: Instant): Safe => moment(when, utcText(when));

export const clip = (text: string, max: number): string => cut(oneLine(text), max);
