// The parts of a card that depend on the plan alone. The poster draws them, and the executor draws them again to compare
// with what Slack says a lead was shown: the same plan always makes the same blocks.
import type { ContextBlock, SectionBlock } from "@slack/types";
import { approvalTextsFor } from "../../../i18n/approvals.ts";
import type { ApprovalTexts } from "../../../i18n/approvals-en.ts";
import type { Operations, Plan, Step } from "../../../ports/operation.ts";
import { context, section } from "../../../slack/blocks.ts";
import { bold, code, join, md, member, type Safe } from "../../../slack/mrkdwn.ts";
import { sealPlan } from "../decide.ts";
import { asManyAs, clip } from "./card-facts.ts";

/** Block ids that begin so are the plan's. */
export const planPrefix = "plan.";

/** Characters of data; escaping may make five of one, and a section holds 3000. */
const whyMax = 400;
const arnMax = 200;

/** Of mrkdwn that an operation made. */
const sentenceMax = 600;
const runsMax = 1_200;
const risksMax = 1_500;
const placesMax = 3;

export interface PlanParts {
  readonly why: SectionBlock;
  readonly runs: SectionBlock;
  /** None where nothing is to be known. */
  readonly risks: readonly SectionBlock[];
  readonly print: ContextBlock;
}

export const planParts = (plan: Plan, operations: Operations, language: "en" | "ja"): PlanParts => {
  const texts = approvalTextsFor(language);
  const { plan: words } = texts;
  const described = plan.steps.map((step) =>
    operations[step.operation].describe(step, plan.subject, language),
  );
  const risks = asManyAs(
    [...new Map(described.flatMap((each) => each.risks).map((risk) => [risk.mrkdwn, risk])).values()].map(
      (risk) => md`• ${within(risk, texts)}`,
    ),
    risksMax,
    md`${words.moreRisks}`,
  );
  const whole = sealPlan(plan).hash;
  const { arn } = plan.subject;
  return {
    why: named("why", section(md`${member(plan.requester)} ${words.asks(clip(plan.why, whyMax))}`)),
    runs: named(
      "runs",
      section(
        md`${bold(md`${words.runs}`)}\n${sentences(
          described.map(({ runs }) => runs),
          texts,
        )}`,
      ),
    ),
    risks:
      risks.length === 0
        ? []
        : [named("risks", section(md`${bold(md`${words.risks}`)}\n${join(risks, "\n")}`))],
    print: named(
      "print",
      context(
        join(
          [
            md`${words.plan} ${code(shortHash(whole))}`,
            md`${words.revision(plan.revision)}`,
            md`${clip(plan.environment, arnMax)}`,
            ...placesOf(plan.steps).map((place) => md`${clip(place, arnMax)}`),
            code(clip(arn, arnMax)),
          ],
          " · ",
        ),
      ),
    ),
  };
};

/** What a form shows in which a lead approves. */
export const planBlocks = (plan: Plan, operations: Operations, language: "en" | "ja") => {
  const { why, runs, risks, print } = planParts(plan, operations, language);
  return [why, runs, ...risks, print];
};

/** Enough of the plan's name to tell two plans apart by eye: 7f3a-9c21. */
export const shortHash = (hash: string): string => `${hash.slice(0, 4)}-${hash.slice(4, 8)}`;

const named = <Block extends object>(name: string, block: Block): Block & { readonly block_id: string } => ({
  ...block,
  block_id: `${planPrefix}${name}`,
});

const sentences = (runs: readonly Safe[], texts: ApprovalTexts): Safe => {
  const [only, ...others] = runs.map((each) => within(each, texts));
  if (only !== undefined && others.length === 0) return only;
  const numbered = runs.map((each, index) => md`${index + 1}. ${within(each, texts)}`);
  return join(asManyAs(numbered, runsMax, md`${texts.plan.moreSteps}`), "\n");
};

/** mrkdwn cannot be cut without breaking it open. */
const within = (sentence: Safe, { plan }: ApprovalTexts): Safe =>
  sentence.mrkdwn.length <= sentenceMax ? sentence : md`${plan.tooLong}`;

const placesOf = (steps: readonly Step[]): readonly string[] =>
  [...new Set(steps.map(({ place }) => `${place.account} ${place.region}`))].slice(0, placesMax);
