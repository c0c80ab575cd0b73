// *Show everything* on a card: each parameter of each call as it will be sent, the terms, who could approve, what was
// checked, what proves it, and what happened so far. Only Slack's own limits cut anything here, and a cut is told.
import type { KnownBlock } from "@slack/types";
import { answersFor } from "../../../i18n/answers.ts";
import { approvalTextsFor } from "../../../i18n/approvals.ts";
import type { ApprovalTexts } from "../../../i18n/approvals-en.ts";
import { durationText } from "../../../i18n/measures.ts";
import { textsFor } from "../../../i18n/texts.ts";
import type { Answerer } from "../../../ports/feature.ts";
import { findingText } from "../../../ports/findings.ts";
import type { Step } from "../../../ports/operation.ts";
import { refusal } from "../../../ports/refusals.ts";
import { allFields, fact, section } from "../../../slack/blocks.ts";
import type { Message } from "../../../slack/message.ts";
import { bold, code, join, md, member, type Safe } from "../../../slack/mrkdwn.ts";
import { planOf, stillpoint } from "../decide.ts";
import { environmentOf, requestOf } from "../flow.ts";
import { type Request, readNamed } from "../model.ts";
import { headline } from "../views.ts";
import {
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
import { tokenOf } from "./claims.ts";
import { flat, type Leaf } from "./flat.ts";
import { codeSections, lineSections } from "./long-text.ts";
import { planParts } from "./plan-parts.ts";

/** Rows of the trail, and lines of findings; a view holds 100 blocks. */
const trailMax = 40;
const findingsMax = 30;

export const answerEverything: Answerer<string> = {
  needs: "read",
  answer: async (value, asker, world) => {
    const { config } = world;
    const { alert: words } = answersFor(config.language);
    const named = readNamed(value);
    const stored = named === undefined ? undefined : await requestOf(named.request, world);
    if (stored === undefined) return refusal(words.gone, config);
    const request = stored.body;
    if (!asker.environments.some(({ name }) => name === request.environment))
      return refusal(words.notTheirsToRead, config);
    const message = everythingMessage({
      request,
      plan: planOf(request),
      operations: world.operations,
      config,
      environment: environmentOf(request, world),
      now: world.now(),
    });
    return { type: "message", message, place: "new" };
  },
};

export const everythingMessage = (facts: CardFacts): Message => {
  const { request, plan, operations, config } = facts;
  const texts = approvalTextsFor(config.language);
  const { everything: words } = texts;
  const parts = planParts(plan, operations, config.language);
  const cut = (left: number) => words.cut(left);
  return {
    title: words.title,
    text: headline(facts),
    blocks: [
      section(bold(headline(facts))),
      parts.why,
      parts.runs,
      ...parts.risks,
      ...plan.steps.flatMap((step, index) => callBlocks(step, index, facts)),
      ...titled(words.terms, allFields(termFacts(facts, texts))),
      ...titled(words.findings, lineSections(findingLines(request, facts), cut)),
      ...titled(words.trail, lineSections(trailLines(request, texts), cut)),
      ...titled(words.proofs, lineSections(proofLines(request, texts), cut)),
      ...titled(words.plan, codeSections(linesOf(flat(restOf(facts))), planPartsMax, cut)),
      section(md`${bold(md`${words.fingerprint}`)}\n${code(request.hash)}`),
    ],
  };
};

/** Sections that one call and the rest of the plan may fill; with three steps that is all of a view. */
const callPartsMax = 18;
const planPartsMax = 8;

const titled = (title: string, blocks: readonly KnownBlock[]): readonly KnownBlock[] =>
  blocks.length === 0 ? [] : [section(bold(md`${title}`)), ...blocks];

/** What is sent, by path and value; whatever of the step is not in the call stands below it. */
const callBlocks = (step: Step, index: number, facts: CardFacts): readonly KnownBlock[] => {
  const { request, config } = facts;
  const { everything: words } = approvalTextsFor(config.language);
  const cut = (left: number) => words.cut(left);
  const call = callOf(step, index, facts);
  const planned = flat(step.input);
  if (call === undefined)
    return [section(md`${words.unreadable}`), ...codeSections(linesOf(planned), callPartsMax, cut)];
  const sent = flat(call.input);
  const isSent = (leaf: Leaf) => sent.some(({ path, value }) => path === leaf.path && value === leaf.value);
  const unsent = planned.filter((leaf) => !isSent(leaf));
  return [
    section(
      md`${bold(md`${index + 1}. ${call.operation}`)}\n${placeText(step, config)} · ${clip(step.place.account, nameMax)} · ${clip(request.environment, nameMax)}`,
    ),
    ...codeSections(linesOf(sent), callPartsMax, cut),
    ...titled(words.unsent, codeSections(linesOf(unsent), callPartsMax, cut)),
  ];
};

/** A step that its kind cannot read is never called, and is shown as it was written. */
const callOf = (step: Step, index: number, { operations, request }: CardFacts) => {
  try {
    return operations[step.operation].call(step, tokenOf(request, index));
  } catch {
    return undefined;
  }
};

/** The plan without what stands above. */
const restOf = ({ plan }: CardFacts): object => ({
  ...plan,
  steps: plan.steps.map(({ operation, place }) => ({ operation, place })),
});

const linesOf = (leaves: readonly Leaf[]): string =>
  leaves.map(({ path, value }) => `${path} = ${value}`).join("\n");

const termFacts = (facts: CardFacts, texts: ApprovalTexts): readonly Safe[] => {
  const { request, plan, config } = facts;
  const { everything: words } = texts;
  const terms = termsOf(facts);
  const policy = policyOf(facts);
  return [
    fact(words.votes, md`${terms.votes}`),
    fact(words.could, peopleText(policy?.leads, texts, request.requester)),
    fact(words.typed, terms.isTyped ? code(clip(plan.subject.name, nameMax)) : md`${words.notTyped}`),
    fact(words.expires, at(request.expiresAt)),
    fact(words.runWithin, md`${durationText(terms.runWithinMs, textsFor(config.language))}`),
    fact(words.notAfter, at(plan.notAfter)),
    ...(policy === undefined ? [] : [fact(words.rule, code(clip(policy.rule, saidMax)))]),
    fact(words.request, code(clip(request.id, nameMax))),
  ];
};

const findingLines = ({ findings }: Request, { config }: CardFacts): readonly Safe[] => {
  const { level: words } = approvalTextsFor(config.language).everything;
  const marks = { fine: "✓", know: "⚠️", stop: "⛔" } as const;
  return findings
    .slice(0, findingsMax)
    .map(
      (finding) =>
        md`${marks[finding.level]} ${words[finding.level]} · ${findingText(finding, config.language)}`,
    );
};

/** Which bytes of Slack's prove what people said: by their sha256, as the audit log has it. */
const proofLines = ({ asked, votes, glass }: Request, { everything }: ApprovalTexts): readonly Safe[] =>
  [
    { press: asked, what: everything.by.asked },
    ...votes.map((press) => ({ press, what: everything.by.approved })),
    ...(glass === undefined ? [] : [{ press: glass.press, what: everything.by.broke }]),
  ].map(
    ({ press, what }) =>
      md`${member(press.user)} · ${what} · ${at(press.at)}\n${code(clip(press.evidence, nameMax))}`,
  );

const trailLines = ({ trail }: Request, { verb: words }: ApprovalTexts): readonly Safe[] =>
  trail
    .toReversed()
    .slice(0, trailMax)
    .map(({ at: when, by, verb, facts }) => {
      const who = by === stillpoint ? md`Stillpoint` : member(by);
      const { why, says } = facts;
      const more = [why, says].flatMap((each) => (each === undefined ? [] : [clip(String(each), saidMax)]));
      return join([at(when), who, md`${words[verb]}`, ...more.map((each) => md`${each}`)], " · ");
    });
