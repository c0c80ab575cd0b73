// Thin makers of Block Kit blocks; each takes only mrkdwn that is safe.
import type { AlertBlock, ContextBlock, DividerBlock, SectionBlock } from "@slack/types";
import { cut, oneLine } from "../core/text.ts";
import { limits } from "./limits.ts";
import { bold, md, type Safe } from "./mrkdwn.ts";

const mrkdwn = (text: Safe) => ({ type: "mrkdwn" as const, text: text.mrkdwn, verbatim: true });

export const section = (text: Safe): SectionBlock => ({ type: "section", text: mrkdwn(text), expand: true });

/** Two columns of facts, in as many sections as they need. */
export const allFields = (texts: readonly Safe[]): readonly SectionBlock[] =>
  texts.length === 0 ? [] : [fields(texts), ...allFields(texts.slice(limits.fields))];

/** Two columns of facts, as many as Slack shows in one section. */
export const fields = (texts: readonly Safe[]): SectionBlock => ({
  type: "section",
  fields: texts.slice(0, limits.fields).map(mrkdwn),
});

/** One fact of two columns: what it is, and below it how it is. */
export const fact = (label: string, value: Safe): Safe => md`${bold(md`${label}`)}\n${value}`;

export const context = (text: Safe): ContextBlock => ({ type: "context", elements: [mrkdwn(text)] });

export const divider: DividerBlock = { type: "divider" };

/** What is wrong with a form, above it. Modals alone have this block. */
export const alert = (says: string, level: NonNullable<AlertBlock["level"]>): AlertBlock => ({
  type: "alert",
  level,
  text: { type: "plain_text", text: cut(oneLine(says), limits.alertText) },
});
