// Thin makers of Block Kit blocks; each takes only mrkdwn that is safe.
import type { ContextBlock, SectionBlock } from "@slack/types";
import type { Safe } from "./mrkdwn.ts";

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
const fieldsMax = 10;

const mrkdwn = (text: Safe) => ({ type: "mrkdwn" as const, text: text.mrkdwn, verbatim: true });

export const section = (text: Safe): SectionBlock => ({ type: "section", text: mrkdwn(text), expand: true });

/** Two columns of facts, as many as Slack shows in one section. */
export const fields = (texts: readonly Safe[]): SectionBlock => ({
  type: "section",
  fields: texts.slice(0, fieldsMax).map(mrkdwn),
});

export const context = (text: Safe): ContextBlock => ({ type: "context", elements: [mrkdwn(text)] });
