// Refusals that every feature may give: kind, and to the one who asked alone.
import type { Config, Environment } from "../config/config.ts";
import type { Right } from "../config/rights.ts";
import { answersFor } from "../i18n/answers.ts";
import { section } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import { md } from "../slack/mrkdwn.ts";
import type { Asker } from "./door.ts";
import type { Answer, Bar } from "./feature.ts";

const refusalMessage = (says: string, config: Config): Message => ({
  title: answersFor(config.language).refusal.title,
  text: md`${says}`,
  blocks: [section(md`${says}`)],
});

type Refused = Extract<Answer, { readonly type: "message" }>;

export const refusal = (says: string, config: Config): Refused => ({
  type: "message",
  message: refusalMessage(says, config),
  place: "new",
});

/** Why somebody is not heard, in words, and never only "not allowed". */
export const whyNot = (why: Bar, needs: Right, config: Config): string => {
  const { refusal: words, fault } = answersFor(config.language);
  switch (why) {
    case "too-old":
      return fault.tooOld;
    case "not-known":
      return fault.slack;
    case "no-right":
      return words.outsider[needs];
    default:
      return words[why];
  }
};

type Chosen =
  | { readonly type: "chosen"; readonly environments: readonly Environment[] }
  | { readonly type: "refused"; readonly answer: Answer };

/** The environment that was named, or all that they may read when none was. */
export const chosenFrom = ({ environments }: Asker, name: string | undefined, config: Config): Chosen => {
  if (name === undefined) return { type: "chosen", environments };
  const wanted = name.normalize("NFKC").toLowerCase();
  const isMeant = ({ name: own, labels }: Environment) =>
    [own, labels.en, labels.ja].some((each) => each?.normalize("NFKC").toLowerCase() === wanted);
  const chosen = environments.find(isMeant);
  if (chosen !== undefined) return { type: "chosen", environments: [chosen] };
  const { refusal: words } = answersFor(config.language);
  const known = environments.map((environment) => environment.name).join(", ");
  const forbidden = config.environments.find(isMeant);
  const says =
    forbidden === undefined
      ? words.unknownEnvironment(name, known)
      : words.environment(forbidden.name, known);
  return { type: "refused", answer: refusal(says, config) };
};
