// A request → its card. One function draws every state: the message that asked for votes tells the story on. What the
// plan alone decides stands in blocks of its own (kinds/plan-parts.ts), which the executor compares.
import type { KnownBlock } from "@slack/types";
import { approvalTextsFor } from "../../i18n/approvals.ts";
import { context, section } from "../../slack/blocks.ts";
import { barColors, type Card } from "../../slack/card.ts";
import { bold, channelName, join, md, member, type Safe } from "../../slack/mrkdwn.ts";
import { buttonsOf, isToReview } from "./kinds/card-buttons.ts";
import {
  at,
  type CardFacts,
  clip,
  environmentText,
  nameMax,
  peopleText,
  policyOf,
  saidMax,
  termsOf,
} from "./kinds/card-facts.ts";
import { openBlocks, votesText } from "./kinds/card-open.ts";
import { consentBlocks, glassBlocks, glassLines, storyBlocks, storyLines } from "./kinds/card-story.ts";
import { planParts } from "./kinds/plan-parts.ts";
import type { State } from "./model.ts";

/** Before each headline: how it stands at a glance. */
const marks: Readonly<Record<State, string>> = {
  open: "🔐",
  granted: "🔵",
  running: "🔵",
  succeeded: "🟢",
  failed: "🔴",
  unknown: "🟠",
  denied: "🚫",
  withdrawn: "↩️",
  expired: "⌛",
  void: "🟠",
};

const colors: Readonly<Record<State, string>> = {
  open: barColors.info,
  granted: barColors.running,
  running: barColors.running,
  succeeded: barColors.good,
  failed: barColors.failed,
  unknown: barColors.warning,
  denied: barColors.unknown,
  withdrawn: barColors.unknown,
  expired: barColors.unknown,
  void: barColors.warning,
};

/** With attachments the text is sent twice; a card is 24 KB at the most. */
const textMax = 1_200;

/** The card of a request as it stands now. */
export const requestCard = (facts: CardFacts): Card => {
  const { request, plan, config } = facts;
  const { state } = request.phase;
  const texts = approvalTextsFor(config.language);
  const parts = planParts(plan, facts.operations, config.language);
  const isOpen = state === "open";
  const head = headline(facts);
  const buttons = buttonsOf(request, policyOf(facts), termsOf(facts), texts);
  const body: readonly KnownBlock[] = isOpen
    ? [parts.why, parts.runs, ...parts.risks, ...openBlocks(facts), buttons, parts.print]
    : [
        ...storyBlocks(facts),
        ...glassBlocks(facts),
        parts.runs,
        parts.why,
        ...consentBlocks(facts),
        buttons,
        parts.print,
      ];
  return {
    text: gistOf(facts).mrkdwn,
    blocks: [section(bold(head))],
    body: [...body, ...wrongChannel(facts)],
    color: isToReview(request) && state !== "failed" ? barColors.warning : colors[state],
    metadata: {
      event_type: "stillpoint_request",
      event_payload: { request: request.id, environment: clip(request.environment, nameMax), state },
    },
  };
};

/** 🔐 Approval needed · Back up orders-db · production. */
export const headline = (facts: CardFacts): Safe => {
  const { request, plan, config } = facts;
  const { word, title, starting, withoutVotes } = approvalTextsFor(config.language);
  const { state } = request.phase;
  const isBroken = request.glass !== undefined;
  const told = [
    isBroken && state === "granted" ? starting : word[state],
    ...(isBroken ? [withoutVotes] : []),
    title[plan.kind](clip(plan.subject.name, nameMax)),
    environmentText(facts),
  ];
  return md`${marks[state]} ${join(
    told.map((part) => md`${part}`),
    " · ",
  )}`;
};

/** The same for lock screens and screen readers, as much as fits. */
const gistOf = (facts: CardFacts): Safe => {
  const { request, plan, operations, config } = facts;
  const { plan: words, card } = approvalTextsFor(config.language);
  const runs = plan.steps.map(
    (step) => operations[step.operation].describe(step, plan.subject, config.language).runs,
  );
  const lines: readonly Safe[] = [
    ...storyLines(facts),
    ...glassLines(facts),
    ...runs.slice(0, 2),
    md`${member(plan.requester)} ${words.asks(clip(plan.why, saidMax))}`,
    ...(request.phase.state === "open"
      ? [md`${card.votes}: ${votesText(facts)} · ${card.before} ${at(request.expiresAt)}`]
      : []),
  ];
  let gist = headline(facts);
  for (const line of lines)
    if (gist.mrkdwn.length + line.mrkdwn.length < textMax) gist = join([gist, line], "\n");
  return gist;
};

/** The first post calls those who decide; an edit calls nobody, so the card itself names them beside the bar alone. */
export const withCall = (card: Card, facts: CardFacts): Card => {
  const texts = approvalTextsFor(facts.config.language);
  const { request } = facts;
  const missing = termsOf(facts).votes - request.votes.length;
  if (request.phase.state !== "open" || missing <= 0) return card;
  const who = peopleText(policyOf(facts)?.leads, texts, request.requester);
  return { ...card, text: `${card.text}\n${who.mrkdwn}`, blocks: [...card.blocks, section(who)] };
};

/** The same facts with next to no layout, for when Slack refuses the blocks: what can be pressed stays. */
export const plainCard = (facts: CardFacts): Card => {
  const card = requestCard(facts);
  const { plainNotice } = approvalTextsFor(facts.config.language).card;
  return {
    ...card,
    blocks: [section(gistOf(facts))],
    body: [...card.body.filter(({ type }) => type === "actions"), context(md`${plainNotice}`)],
  };
};

const wrongChannel = ({ refusedBy, config }: CardFacts): readonly KnownBlock[] => {
  if (refusedBy === undefined) return [];
  const { before, after } = approvalTextsFor(config.language).card.wrongChannel(
    clip(refusedBy.refusal, nameMax),
  );
  return [context(md`${before}${channelName(clip(refusedBy.channel, nameMax))}${after}`)];
};
