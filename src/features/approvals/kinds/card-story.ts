// A card after the decision: the same message tells what became of it. What happened comes first, then why and what to do.
import type { KnownBlock } from "@slack/types";
import { endOfFreeze, freezeAt } from "../../../config/policy.ts";
import { approvalTextsFor } from "../../../i18n/approvals.ts";
import { textsFor } from "../../../i18n/texts.ts";
import { allFields, context, section } from "../../../slack/blocks.ts";
import { bold, code, join, md, member, type Safe } from "../../../slack/mrkdwn.ts";
import type { Phase } from "../model.ts";
import { isToReview } from "./card-buttons.ts";
import { at, type CardFacts, clip, membersText, placeText, policyOf, saidMax } from "./card-facts.ts";
import { givenText } from "./card-open.ts";
import { failureBlocks, failureLines, receiptFacts, receiptLine, saidAtTheEnd } from "./card-receipt.ts";
import { progressText } from "./progress.ts";

/** Steps whose receipt is shown; all of them are in the trail. */
const receiptsMax = 3;

/** What happened in a sentence or two, which the text for lock screens has too. */
export const storyLines = (facts: CardFacts): readonly Safe[] => {
  const { request, config } = facts;
  const { card: words } = approvalTextsFor(config.language);
  const { phase } = request;
  switch (phase.state) {
    case "open":
      return [];
    case "granted":
      return [...consent(facts), startsText(facts)];
    case "running":
      return runningLines(facts);
    case "succeeded":
      return [];
    case "failed":
      return [md`${words.failed[phase.reason]}`];
    case "unknown":
      return [md`${words.unknown}`, ...whereToLook(facts, phase), md`${words.unknownNext}`];
    case "denied":
      return [
        md`${words.deniedBy} ${member(phase.by)} · ${at(phase.at)} · ${words.quoted(clip(phase.why, saidMax))}`,
        md`${words.nothingRan}`,
      ];
    case "withdrawn":
      return [md`${words.withdrawnBy} ${member(phase.by)} · ${at(phase.at)}`, md`${words.nothingRan}`];
    case "expired":
      return [
        md`${words.expired[phase.was]}`,
        md`${words.nothingRan}`,
        md`${words.votes}: ${givenText(facts)}`,
      ];
    case "void":
      return [
        md`${words.void[phase.reason]}`,
        md`${words.nothingRan}`,
        md`${bold(md`${textsFor(config.language).card.next}:`)} ${words.voidNext[phase.reason]}`,
      ];
  }
};

/** The story for whoever does not see the card: what came of it, too. */
export const newsLines = (facts: CardFacts): readonly Safe[] => {
  const { request, config } = facts;
  const { tell: words } = approvalTextsFor(config.language);
  if (request.phase.state === "granted" || request.phase.state === "running") {
    const freeze = freezeAt(policyOf(facts)?.freezes ?? [], facts.now);
    return request.phase.state === "granted" && freeze?.granted === "waits"
      ? [md`${words.grantedFrozen} ${at(endOfFreeze(freeze))}`]
      : [md`${words.granted}`];
  }
  const received = request.steps.flatMap((step) => ("receipt" in step ? receiptLine(step, config) : []));
  return [...storyLines(facts), ...received.slice(0, receiptsMax), ...failureLines(facts)];
};

export const storyBlocks = (facts: CardFacts): readonly KnownBlock[] => {
  const { request } = facts;
  const lines = storyLines(facts);
  const told = lines.length === 0 ? [] : [section(join(lines, "\n"))];
  switch (request.phase.state) {
    case "running":
      return [...told, ...receipts(facts)];
    case "succeeded":
      return [...told, ...receipts(facts), ...saidAtTheEnd(request.steps, facts.config)];
    case "failed":
      return [...told, ...failureBlocks(facts), ...receipts(facts)];
    default:
      return told;
  }
};

/** Who said yes, for states in which it has been said already. */
export const consentBlocks = (facts: CardFacts): readonly KnownBlock[] => {
  const { state } = facts.request.phase;
  const isSaid = state === "running" || state === "succeeded" || state === "failed" || state === "unknown";
  return isSaid ? consent(facts).map((line) => context(line)) : [];
};

const consent = ({ request, config }: CardFacts): readonly Safe[] => {
  const texts = approvalTextsFor(config.language);
  const { card: words } = texts;
  if (request.glass !== undefined) return [];
  const users = request.votes.map(({ user }) => user);
  return users.length === 0
    ? [md`${words.votes}: ${words.noVotes}`]
    : [md`✓ ${words.approvedBy} ${membersText(users, texts)}`];
};

/** One person ran it without votes: it stays on the card, whatever became of it, until somebody has looked. */
export const glassBlocks = (facts: CardFacts): readonly KnownBlock[] => {
  const lines = glassLines(facts);
  if (lines.length === 0) return [];
  return isToReview(facts.request) ? [section(join(lines, "\n"))] : [context(join(lines, "\n"))];
};

export const glassLines = ({ request, config }: CardFacts): readonly Safe[] => {
  const { glass } = request;
  if (glass === undefined) return [];
  const { card: words } = approvalTextsFor(config.language);
  const broke = md`🚨 ${words.brokenBy} ${member(glass.press.user)} · ${at(glass.press.at)} · ${words.becauseOf} ${words.quoted(clip(glass.why, saidMax))}`;
  const { reviewed } = glass;
  const look =
    reviewed === undefined
      ? bold(md`${words.reviewOpen}`)
      : md`✓ ${words.reviewedBy} ${member(reviewed.by)} · ${at(reviewed.at)}`;
  return [broke, look];
};

const startsText = (facts: CardFacts): Safe => {
  const { card: words } = approvalTextsFor(facts.config.language);
  const freeze = freezeAt(policyOf(facts)?.freezes ?? [], facts.now);
  return freeze?.granted === "waits"
    ? md`🧊 ${words.startsAfter} ${at(endOfFreeze(freeze))}`
    : md`${words.starts}`;
};

const runningLines = ({ request, config }: CardFacts): readonly Safe[] => {
  const words = approvalTextsFor(config.language);
  const { steps } = request;
  return steps.slice(0, receiptsMax).map((step, index) => {
    const which = steps.length === 1 ? md`` : md`${words.card.step(index + 1, steps.length)}: `;
    switch (step.state) {
      case "claimed":
        return md`${which}${words.card.calling}`;
      case "running":
        return md`${which}${progressText(step, words, textsFor(config.language))}`;
      case "waiting":
        return md`${which}${words.card.waits}`;
      default:
        return md`${which}${words.word[step.state]}`;
    }
  });
};

const receipts = ({ request, config }: CardFacts): readonly KnownBlock[] =>
  request.steps
    .slice(0, receiptsMax)
    .flatMap((step) => ("receipt" in step ? allFields(receiptFacts(step, config)) : []));

/** The resource, the place and the time in which the job would have begun, if it did. */
const whereToLook = (
  { request, plan, operations, config }: CardFacts,
  phase: Extract<Phase, { readonly state: "unknown" }>,
): readonly Safe[] => {
  const { card: words } = approvalTextsFor(config.language);
  const index = request.steps.findIndex(({ state }) => state === "unknown");
  const step = plan.steps[index];
  if (step === undefined) return [];
  const claimed = request.trail.findLast(({ verb }) => verb === "step.claimed")?.at ?? request.asked.at;
  const { createdAfter, createdBefore = phase.at } = operations[step.operation].traces.query(step, claimed);
  const { arn } = plan.subject;
  return [
    md`${words.lookFor} ${code(clip(arn, saidMax))}`,
    md`${placeText(step, config)} · ${words.between} ${at(createdAfter)} ${words.and} ${at(createdBefore)}`,
  ].map((line) => md`• ${line}`);
};
