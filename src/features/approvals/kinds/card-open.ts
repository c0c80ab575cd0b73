// A card while it waits for votes: who has voted and who is waited for, until when, what was checked, and what holds it up.
import type { KnownBlock } from "@slack/types";
import { endOfFreeze, freezeAt } from "../../../config/policy.ts";
import { approvalTextsFor } from "../../../i18n/approvals.ts";
import type { ApprovalTexts } from "../../../i18n/approvals-en.ts";
import { findingText } from "../../../ports/findings.ts";
import { context, fact, fields, section } from "../../../slack/blocks.ts";
import { bold, join, md, member, type Safe } from "../../../slack/mrkdwn.ts";
import { phraseOf } from "../decide.ts";
import {
  asManyAs,
  at,
  type CardFacts,
  clip,
  nameMax,
  peopleText,
  placeText,
  policyOf,
  saidMax,
  termsOf,
} from "./card-facts.ts";

/** Of mrkdwn, in all. */
const knowLength = 1_500;
const votersMax = 5;

export const openBlocks = (facts: CardFacts): readonly KnownBlock[] => {
  const { request, plan, config } = facts;
  const texts = approvalTextsFor(config.language);
  const { card: words } = texts;
  const [first] = plan.steps;
  return [
    fields([
      fact(words.votes, votesText(facts)),
      fact(words.until, at(request.expiresAt)),
      fact(words.asked, at(request.asked.at)),
      ...(first === undefined ? [] : [fact(words.account, md`${placeText(first, config)}`)]),
    ]),
    ...checked(facts, texts),
    ...notices(facts, texts).map((notice) => context(notice)),
  ];
};

/** 1 of 2 · @lead ✓. */
export const givenText = (facts: CardFacts): Safe => {
  const { request, config } = facts;
  const { card: words } = approvalTextsFor(config.language);
  const { votes } = request;
  const voters = votes.slice(0, votersMax).map(({ user }) => md`${member(user)} ✓`);
  return join([md`${words.votesOf(votes.length, termsOf(facts).votes)}`, ...voters], " · ");
};

/** The same, and who is waited for. */
export const votesText = (facts: CardFacts): Safe => {
  const { request, config } = facts;
  const texts = approvalTextsFor(config.language);
  const { card: words } = texts;
  const { votes: needed } = termsOf(facts);
  const given = request.votes.length;
  if (needed === 0) return md`${words.noVotes}`;
  if (given >= needed) return givenText(facts);
  const leads = peopleText(policyOf(facts)?.leads, texts, request.requester);
  return md`${givenText(facts)} · ${words.waitingFor(needed - given)} ${leads}`;
};

/** 7 fine · 1 to know, and what that is. */
const checked = ({ request, config }: CardFacts, { card: words }: ApprovalTexts): readonly KnownBlock[] => {
  const { findings } = request;
  if (findings.length === 0) return [];
  const fine = findings.filter(({ level }) => level === "fine").length;
  const know = findings.filter(({ level }) => level !== "fine");
  const counts = [
    ...(fine === 0 ? [] : [words.fine(fine)]),
    ...(know.length === 0 ? [] : [words.know(know.length)]),
  ].join(" · ");
  const head = md`${bold(md`${words.checked}`)}  ${counts}`;
  const lines = know.map((finding) => md`• ${findingText(finding, config.language)}`);
  return [section(join([head, ...asManyAs(lines, knowLength, md`${words.moreFound}`)], "\n"))];
};

const notices = (facts: CardFacts, { card: words }: ApprovalTexts): readonly Safe[] => {
  const { request, plan } = facts;
  return [
    ...(request.revision > 1 ? [md`✏️ ${words.changed}`] : []),
    ...(termsOf(facts).isTyped ? [md`⌨️ ${words.typed(clip(phraseOf(plan), nameMax))}`] : []),
    ...freezeNotice(facts, words),
  ];
};

const freezeNotice = (facts: CardFacts, words: ApprovalTexts["card"]): readonly Safe[] => {
  const freeze = freezeAt(policyOf(facts)?.freezes ?? [], facts.now);
  if (freeze === undefined) return [];
  const then = freeze.granted === "waits" ? words.freezeWaits : words.freezeVoid;
  return [md`🧊 ${words.freeze} ${at(endOfFreeze(freeze))}: ${clip(freeze.why, saidMax)}. ${then}`];
};
