// The forms of a decision: the phrase that a lead types, why somebody denies, why somebody cannot wait.
import type { Config } from "../../../config/config.ts";
import { oneLine } from "../../../core/text.ts";
import { answersFor } from "../../../i18n/answers.ts";
import { approvalAsksFor } from "../../../i18n/approvals-asks.ts";
import type { Operations, Plan } from "../../../ports/operation.ts";
import { alert, section } from "../../../slack/blocks.ts";
import { input, modal, textInput } from "../../../slack/elements.ts";
import type { Message, Modal } from "../../../slack/message.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import { phraseOf } from "../decide.ts";
import { approvalIds, type Named, namedIn, whyField, whyMax } from "../model.ts";
import { planBlocks } from "./plan-parts.ts";
import { phraseField } from "./proof.ts";
import { whatOf } from "./words.ts";

const phraseMax = 300;

/** What stood in the form when it was sent and could not be taken, and why. */
export interface Trouble {
  readonly says: string;
  readonly why?: string;
}

interface Drawn {
  readonly config: Config;
  readonly operations: Operations;
}

export const typedForm = (named: Named, plan: Plan, drawn: Drawn, trouble?: Trouble): Modal => {
  const { config } = drawn;
  const { typing } = approvalAsksFor(config.language);
  return formOf(
    named,
    [
      ...troubleBlocks(trouble),
      ...planBlocks(plan, drawn.operations, config.language),
      phraseInput(typing.label(oneLine(phraseOf(plan))), typing.hint),
    ],
    { title: typing.title, submit: typing.submit, callbackId: approvalIds.approveTyped },
    config,
  );
};

/** No is said quickly: there is nothing to read again but what it is said to. */
export const denyForm = (named: Named, plan: Plan, config: Config): Modal => {
  const { denying } = approvalAsksFor(config.language);
  return formOf(
    named,
    [
      section(bold(md`${whatOf(plan.kind, plan.subject, config)}`)),
      whyInput(denying.label, denying.hint, undefined),
    ],
    { title: denying.title, submit: denying.submit, callbackId: approvalIds.denied },
    config,
  );
};

export const glassForm = (named: Named, plan: Plan, drawn: Drawn, trouble?: Trouble): Modal => {
  const { config } = drawn;
  const { breaking } = approvalAsksFor(config.language);
  return formOf(
    named,
    [
      ...troubleBlocks(trouble),
      section(md`🔨 ${breaking.warning}`),
      ...planBlocks(plan, drawn.operations, config.language),
      whyInput(breaking.label, breaking.hint, trouble?.why),
      phraseInput(breaking.phrase(oneLine(phraseOf(plan))), undefined),
    ],
    { title: breaking.title, submit: breaking.submit, callbackId: approvalIds.brokenGlass },
    config,
  );
};

const troubleBlocks = (trouble: Trouble | undefined): Message["blocks"] =>
  trouble === undefined ? [] : [alert(trouble.says, "error")];

const phraseInput = (label: string, hint: string | undefined) =>
  input(label, textInput(phraseField, { max: phraseMax }), hint);

const whyInput = (label: string, hint: string, typed: string | undefined) =>
  input(
    label,
    textInput(whyField, { max: whyMax, isLong: true, ...(typed === undefined ? {} : { typed }) }),
    hint,
  );

const formOf = (
  named: Named,
  blocks: Message["blocks"],
  parts: { readonly title: string; readonly submit: string; readonly callbackId: string },
  config: Config,
): Modal =>
  modal(parts.title, blocks, {
    close: answersFor(config.language).close,
    submit: parts.submit,
    callbackId: parts.callbackId,
    kept: namedIn(named),
  });
