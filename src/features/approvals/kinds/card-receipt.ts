// What came of a step: the receipt of what went well, and of what did not AWS's words, their cause and their remedy.
import type { KnownBlock } from "@slack/types";
import { consoleUrlOf, shortName } from "../../../backup/arn.ts";
import { aboutReason, reasonOf } from "../../../backup/reason.ts";
import type { Config } from "../../../config/config.ts";
import { approvalTextsFor } from "../../../i18n/approvals.ts";
import { durationText, sizeText } from "../../../i18n/measures.ts";
import { textsFor } from "../../../i18n/texts.ts";
import { context, fact, section } from "../../../slack/blocks.ts";
import { bold, code, join, link, md, type Safe } from "../../../slack/mrkdwn.ts";
import type { Receipt, StepState } from "../model.ts";
import { at, type CardFacts, clip, saidMax } from "./card-facts.ts";

type Received = Extract<StepState, { readonly receipt: Receipt }>;

export const receiptFacts = (step: Received, config: Config): readonly Safe[] => {
  const texts = textsFor(config.language);
  const { receipt: words } = approvalTextsFor(config.language).card;
  const { recoveryPointArn, bytes, startedAt, endedAt, keptUntil, jobId } = step.receipt;
  const took =
    startedAt === undefined || endedAt === undefined || endedAt < startedAt ? undefined : endedAt - startedAt;
  return [
    ...(recoveryPointArn === undefined
      ? []
      : [fact(words.point, code(clip(shortName(recoveryPointArn), saidMax)))]),
    ...(bytes === undefined || bytes <= 0 ? [] : [fact(words.size, md`${sizeText(bytes)}`)]),
    ...(took === undefined ? [] : [fact(words.took, md`${durationText(took, texts)}`)]),
    ...(keptUntil === undefined
      ? []
      : [fact(words.kept, keptUntil === "forever" ? md`${words.forever}` : at(keptUntil))]),
    ...(jobId === undefined ? [] : [fact(words.job, jobText(step, jobId))]),
    ...(step.state !== "running" && endedAt !== undefined ? [fact(words.ended, at(endedAt))] : []),
  ];
};

/** The receipt on one line. */
export const receiptLine = ({ receipt, state }: Received, config: Config): readonly Safe[] => {
  if (state !== "succeeded") return [];
  const texts = textsFor(config.language);
  const { receipt: words } = approvalTextsFor(config.language).card;
  const { recoveryPointArn, bytes, startedAt, endedAt } = receipt;
  const parts = [
    ...(recoveryPointArn === undefined
      ? []
      : [md`${words.point} ${code(clip(shortName(recoveryPointArn), saidMax))}`]),
    ...(bytes === undefined || bytes <= 0 ? [] : [md`${sizeText(bytes)}`]),
    ...(startedAt === undefined || endedAt === undefined || endedAt < startedAt
      ? []
      : [md`${durationText(endedAt - startedAt, texts)}`]),
  ];
  return parts.length === 0 ? [] : [join(parts, " · ")];
};

/** The first part of a UUID is enough to find a job by; the link has the whole. */
const jobText = (step: Received, id: string): Safe => {
  const short = clip(id.split("-")[0] ?? id, 36);
  const url =
    step.state === "running" && step.job !== undefined ? consoleUrlOf({ ...step.job, id }) : undefined;
  return url === undefined ? code(short) : link(url, short);
};

/** A job that ended well may still complain. */
export const saidAtTheEnd = (steps: readonly StepState[], config: Config): readonly KnownBlock[] =>
  steps.flatMap((step) => {
    const says = "receipt" in step ? step.receipt.says : undefined;
    return says === undefined ? [] : [awsSays(says, config)];
  });

export const failureBlocks = ({ request, config }: CardFacts): readonly KnownBlock[] => {
  const { phase } = request;
  if (phase.state !== "failed") return [];
  const failed = request.steps.find(({ state }) => state === "failed");
  const receipt = failed?.state === "failed" ? failed.receipt : {};
  const says = phase.says ?? receipt.says;
  const texts = textsFor(config.language);
  const { card: words } = approvalTextsFor(config.language);
  const state = receipt.state === undefined ? [] : [md`${words.ends}: ${code(clip(receipt.state, 40))}`];
  const reason = reasonOf(receipt.state ?? "FAILED", says);
  if (says === undefined && reason === "none-given") return state.map((line) => context(line));
  const { cause, next } = texts.reason[reason];
  const about = aboutReason(reason);
  return [
    section(md`${cause}\n${bold(md`${texts.card.next}:`)} ${next}`),
    ...(about === undefined ? [] : [context(md`${texts.card.tryAgain}: ${texts.card.retry[about.retry]}`)]),
    ...(says === undefined ? [] : [awsSays(says, config)]),
    ...state.map((line) => context(line)),
  ];
};

/** The cause and what to do, for whoever does not see the card. */
export const failureLines = ({ request, config }: CardFacts): readonly Safe[] => {
  const { phase } = request;
  if (phase.state !== "failed" || phase.says === undefined) return [];
  const texts = textsFor(config.language);
  const { cause, next } = texts.reason[reasonOf("FAILED", phase.says)];
  return [
    md`${cause}`,
    md`${bold(md`${texts.card.next}:`)} ${next}`,
    md`${texts.card.awsSays}: ${code(clip(phase.says, saidMax))}`,
  ];
};

const awsSays = (says: string, config: Config) =>
  context(md`${textsFor(config.language).card.awsSays}: ${code(clip(says, 2 * saidMax))}`);
