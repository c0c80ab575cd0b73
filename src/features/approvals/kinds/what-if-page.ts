// What if, as it is read: each environment with who may, who would be asked, how long, and the rule that decided.
import type { Config } from "../../../config/config.ts";
import { endOfFreeze } from "../../../config/policy.ts";
import { cut, oneLine } from "../../../core/text.ts";
import { approvalAsksFor } from "../../../i18n/approvals-asks.ts";
import { durationText } from "../../../i18n/measures.ts";
import { textsFor } from "../../../i18n/texts.ts";
import type { OperationName } from "../../../ports/operation.ts";
import { context, divider, fact, fields, section } from "../../../slack/blocks.ts";
import type { Message } from "../../../slack/message.ts";
import { bold, code, join, md, member, type Safe } from "../../../slack/mrkdwn.ts";
import { beginOf, type WhatIf } from "./what-if-rule.ts";
import { labelOf, listText, momentText } from "./words.ts";

interface Page {
  readonly kind: OperationName;
  readonly outcomes: readonly WhatIf[];
  /** Whom was asked about; whoever asks when it is left out. */
  readonly who?: string;
}

/** More environments than fit into one answer. */
const outcomesMax = 8;
const whyMax = 120;
const freezesMax = 4;

export const whatIfMessage = ({ kind, outcomes, who }: Page, config: Config): Message => {
  const { whatIf: words } = approvalAsksFor(config.language);
  const shown = outcomes.slice(0, outcomesMax);
  const heads = shown.map(({ environment }) => md`${words.head[kind]} · ${labelOf(environment, config)}`);
  return {
    title: words.title,
    text: join(
      heads.map((head, index) => md`${head}: ${votesText(shown[index]?.policy.votes ?? 0, config)}`),
      " · ",
    ),
    blocks: shown.flatMap((outcome, index) => [
      ...(index === 0 ? [] : [divider]),
      section(join([bold(heads[index] ?? md``), ...rightsLines(outcome, who, config)], "\n")),
      fields(factsOf(outcome, config)),
      ...freezeBlocks(outcome, config),
      context(md`${words.rule} ${code(outcome.policy.rule)}`),
    ]),
  };
};

const rightsLines = (outcome: WhatIf, who: string | undefined, config: Config): readonly Safe[] => {
  const { whatIf: words } = approvalAsksFor(config.language);
  const named = who === undefined ? md`${words.you}` : member(who);
  const { yes, no } = words.ask;
  const { lead, none } = words.approve;
  return [
    md`${outcome.mayAsk ? "✅" : "🚫"} ${withName(outcome.mayAsk ? yes : no, named)}`,
    md`${outcome.mayDecide ? "✅" : "🚫"} ${withName(outcome.mayDecide ? lead : none, named)}`,
  ];
};

/** A mention stands in the place of a name, which a sentence holds wherever its language wants it. */
const withName = (sentence: (name: string) => string, name: Safe): Safe => {
  const [before = "", after = ""] = sentence("\u0000").split("\u0000");
  return join([md`${before}`, name, md`${after}`], "");
};

const votesText = (votes: number, config: Config): string =>
  approvalAsksFor(config.language).whatIf.votes(votes);

const factsOf = ({ policy, able, isCut, isEnough, until }: WhatIf, config: Config): readonly Safe[] => {
  const { whatIf: words } = approvalAsksFor(config.language);
  const texts = textsFor(config.language);
  const typed = policy.isTyped ? [md`${words.typed}`] : [];
  const count = md`${words.ableCount(able)}${isCut ? ` ${words.cut}` : ""}`;
  const voted = [
    fact(words.leads, listText(policy.leads, config)),
    fact(words.able, isEnough ? count : md`⚠️ ${count}: ${words.nobody}`),
  ];
  const ask =
    policy.votes === 0
      ? []
      : [md`${words.expires(durationText(policy.expiresInMs, texts))} ${momentText(until)}`];
  return [
    fact(words.needed, join([md`${votesText(policy.votes, config)}`, ...typed], "\n")),
    fact(words.askers, listText(policy.askers, config)),
    ...(policy.votes === 0 ? [] : voted),
    fact(words.time, join([...ask, md`${words.window(durationText(policy.runWithinMs, texts))}`], "\n")),
    fact(words.breakers, listText(policy.breakers, config)),
  ];
};

const freezeBlocks = ({ freezes }: WhatIf, config: Config) => {
  const { whatIf: words } = approvalAsksFor(config.language);
  if (freezes.length === 0) return [context(md`${words.freezes}: ${words.noFreeze}`)];
  const lines = freezes.slice(0, freezesMax).map(({ freeze, isNow }) => {
    const end = momentText(endOfFreeze(freeze));
    const when = isNow
      ? md`${words.frozenNow} ${end}`
      : md`${words.frozenSoon} ${momentText(beginOf(freeze))} ${words.frozenTo} ${end}`;
    return md`❄️ ${when} · ${cut(oneLine(freeze.why), whyMax)} · ${words.granted[freeze.granted]}`;
  });
  return [section(join([bold(md`${words.freezes}`), ...lines], "\n"))];
};
