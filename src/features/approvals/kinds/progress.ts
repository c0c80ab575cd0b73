// How far a job is, as a bar of ten: what AWS says, how long it has taken, and how long it may still take, where that is
// no wild guess.
import { hourMs, minuteMs } from "../../../core/time.ts";
import type { ApprovalTexts } from "../../../i18n/approvals-en.ts";
import type { Texts } from "../../../i18n/en.ts";
import { ageText, durationText } from "../../../i18n/measures.ts";
import { join, md, type Safe } from "../../../slack/mrkdwn.ts";
import type { StepState } from "../model.ts";

type RunningStep = Extract<StepState, { readonly state: "running" }>;

const cells = 10;

/** Before a tenth is done and some minutes have gone, the rate says nothing; further than a day nobody plans by it. */
const tellingPercent = 10;
const tellingMs = 2 * minuteMs;
const estimateMaxMs = 24 * hourMs;

export const progressText = (step: RunningStep, words: ApprovalTexts, texts: Texts): Safe => {
  const { progress, receipt } = step;
  const took = Math.max(0, (progress?.at ?? step.at) - (receipt.startedAt ?? step.at));
  const elapsed = took < minuteMs ? [] : [md`${ageText(took, texts)}`];
  const percent = progress?.percent;
  if (percent === undefined) return join([md`${words.card.begun}`, ...elapsed], " · ");
  const left = leftMs(percent, took);
  return join(
    [
      md`${barOf(percent)} ${Math.floor(percent)} %`,
      ...elapsed,
      ...(left === undefined ? [] : [md`${words.card.left(durationText(left, texts))}`]),
    ],
    " · ",
  );
};

const barOf = (percent: number): string => {
  const done = Math.floor((Math.min(100, Math.max(0, percent)) / 100) * cells);
  return `${"▓".repeat(done)}${"░".repeat(cells - done)}`;
};

/** Rounded as coarsely as it is known; undefined where it would be wild. */
export const leftMs = (percent: number, tookMs: number): number | undefined => {
  if (percent < tellingPercent || percent >= 100 || tookMs < tellingMs) return undefined;
  const left = (tookMs * (100 - percent)) / percent;
  if (left > estimateMaxMs) return undefined;
  const grain = left < 10 * minuteMs ? minuteMs : left < hourMs ? 5 * minuteMs : 15 * minuteMs;
  return Math.max(minuteMs, Math.round(left / grain) * grain);
};
