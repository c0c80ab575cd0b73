// Thin makers of Block Kit blocks; each takes only mrkdwn that is safe.
import type { ContextBlock, SectionBlock } from "@slack/types";
import { limits } from "./limits.ts";
import type { Safe } from "./mrkdwn.ts";

const mrkdwn = (text: Safe) => ({ type: "mrkdwn" as const, text: text.mrkdwn, verbatim: true });

export const section = (text: Safe): SectionBlock => ({ type: "section", text: mrkdwn(text), expand: true });

/** Two columns of facts, as many as Slack shows in one section. */
export const fields = (texts: readonly Safe[]): SectionBlock => ({
  type: "section",
  fields: texts.slice(0, limits.fields).map(mrkdwn),
});

export const context = (text: Safe): ContextBlock => ({ type: "context", elements: [mrkdwn(text)] });
