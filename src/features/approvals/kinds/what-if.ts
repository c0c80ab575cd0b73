// "What if": who would be asked, how many, until when, and by which rule of the configuration. Nothing is asked for.
import type { Environment } from "../../../config/config.ts";
import { hasPlace } from "../../../config/environments.ts";
import { policyFor } from "../../../config/policy.ts";
import { barOf, type Person } from "../../../config/rights.ts";
import { approvalAsksFor } from "../../../i18n/approvals-asks.ts";
import { frontTextsFor } from "../../../i18n/front.ts";
import type { Asker } from "../../../ports/door.ts";
import type { Answer, Answerer, AnswerWorld } from "../../../ports/feature.ts";
import { chosenFrom, refusal } from "../../../ports/refusals.ts";
import type { CommandLine } from "../../../slack/command-line.ts";
import { lookFor } from "../../inventory/flow.ts";
import { readWhatIfLine, type WhatIfQuery } from "../ack.ts";
import { whatIfMessage } from "./what-if-page.ts";
import { decideWhatIf } from "./what-if-rule.ts";

export const answerWhatIf: Answerer<CommandLine> = {
  needs: "read",
  answer: async (line, asker, world) => {
    const read = readWhatIfLine(line, await frontTextsFor(world.config.language));
    return read.type === "refused" ? refusal(read.says, world.config) : told(read.query, asker, world);
  },
};

const told = async (query: WhatIfQuery, asker: Asker, world: AnswerWorld): Promise<Answer> => {
  const { config, people } = world;
  const { whatIf: words } = approvalAsksFor(config.language);
  const environments = await environmentsOf(query.thing, asker, world);
  if (environments === undefined) {
    const known = asker.environments.map(({ name }) => name).join(", ");
    return refusal(words.unknownThing(query.thing ?? "", known), config);
  }
  const person: Person = query.as === undefined ? asker.person : await people.find(query.as);
  const isMember = barOf(person, config) === undefined;
  const outcomes = await Promise.all(
    environments.map(async (environment) => {
      const policy = policyFor(environment, query.kind);
      const { items: could, isCut } = await people.leads(policy.leads);
      return decideWhatIf({ environment, policy, person, isMember, could, isCut, now: world.now() });
    }),
  );
  const who = query.as;
  const message = whatIfMessage(
    { kind: query.kind, outcomes, ...(who === undefined ? {} : { who }) },
    config,
  );
  return { type: "message", message, place: "new" };
};

/** Of an environment's name, or of what lies in one; all that they may read when nothing is named. */
const environmentsOf = async (
  thing: string | undefined,
  asker: Asker,
  world: AnswerWorld,
): Promise<readonly Environment[] | undefined> => {
  const chosen = chosenFrom(asker, thing, world.config);
  if (chosen.type === "chosen") return chosen.environments;
  const { exact } = await lookFor(thing ?? "", asker.environments, world);
  const found = asker.environments.filter((environment) =>
    exact.some(({ account, region }) => hasPlace(environment, { account, region })),
  );
  return found.length === 0 ? undefined : found;
};
