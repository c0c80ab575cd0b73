// The parts of sentences that several kinds share.
import { cut, oneLine } from "../../../core/text.ts";
import { backupTextsFor } from "../../../i18n/backups.ts";
import type { Described } from "../../../ports/operation.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { type LifecycleInput, lifecycleOf } from "./inputs.ts";

const nameMax = 120;

/** Somebody else chose it: one line, and no longer than a sentence bears. */
export const nameText = (name: string): string => cut(oneLine(name), nameMax);

export const keptText = (lifecycle: LifecycleInput | undefined, language: "en" | "ja"): string => {
  const { kept } = backupTextsFor(language);
  const { deleteAfterDays } = lifecycleOf(lifecycle);
  return deleteAfterDays === undefined ? kept.forever : kept.days(deleteAfterDays);
};

/** What was not written by Stillpoint is shown for what it is, and never runs. */
export const unreadable = (language: "en" | "ja"): Described => ({
  runs: md`${backupTextsFor(language).unreadable}`,
  risks: [],
});
