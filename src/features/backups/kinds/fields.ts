// The fields that forms share, and what a form is made of: what it asks, what stood in it, and what was wrong.
import { canBeCold } from "../../../backup/lifecycle.ts";
import type { Vault } from "../../../backup/vault.ts";
import type { Config } from "../../../config/config.ts";
import { answersFor } from "../../../i18n/answers.ts";
import { backupTextsFor } from "../../../i18n/backups.ts";
import type { Answer } from "../../../ports/feature.ts";
import type { Finding } from "../../../ports/operation.ts";
import { alert, section } from "../../../slack/blocks.ts";
import { input, modal, select, textInput } from "../../../slack/elements.ts";
import type { Message } from "../../../slack/message.ts";
import { join, md } from "../../../slack/mrkdwn.ts";
import { backupIds, type Kept, type Typed } from "../model.ts";
import { keptText } from "../record.ts";
import { inSections, stopLines } from "../views.ts";

/** What was wrong with the form before: a sentence, or what the preflight found. */
export interface Wrong {
  readonly says?: string;
  readonly stops?: readonly Finding[];
}

export const formOf = (
  callbackId: string,
  words: { readonly title: string; readonly submit?: string },
  blocks: Message["blocks"],
  { kept, wrong }: { readonly kept: Kept; readonly wrong: Wrong },
  { language }: Config,
): Extract<Answer, { readonly type: "form" }> => {
  const { form, preflight } = backupTextsFor(language);
  const lines = stopLines(wrong.stops ?? [], language);
  const says = wrong.says ?? (lines.length > 0 ? form.stopped : undefined);
  const trouble = says === undefined ? [] : [alert(says, "error"), ...inSections(lines)];
  const gist = says === undefined ? md`${preflight.closed}` : join([md`${says}`, ...lines], "\n");
  return {
    type: "form",
    form: modal(words.title, [...trouble, ...blocks], {
      close: answersFor(language).close,
      submit: words.submit ?? form.submit,
      callbackId,
      kept: keptText(kept),
    }),
    gist: {
      title: words.title,
      text: gist,
      blocks: says === undefined ? [section(gist)] : inSections([md`${says}`, ...lines]),
    },
  };
};

const textMax = { days: 12, why: 500 } as const;

export const whyField = ({ why }: Typed, { language }: Config) => {
  const { form } = backupTextsFor(language);
  const field = textInput(backupIds.why, {
    placeholder: form.why.placeholder,
    isLong: true,
    max: textMax.why,
    ...(why === undefined ? {} : { typed: why }),
  });
  return input(form.why.label, field, form.why.hint);
};

/** Retention, and cold storage for what can lie in it. */
export const lifecycleFields = ({ retention, cold }: Typed, type: string, { language }: Config) => {
  const { form } = backupTextsFor(language);
  const days = textInput(backupIds.retention, {
    placeholder: form.retention.placeholder,
    max: textMax.days,
    ...(retention === undefined ? {} : { typed: retention }),
  });
  const coldDays = textInput(backupIds.cold, {
    placeholder: form.cold.placeholder,
    max: textMax.days,
    ...(cold === undefined ? {} : { typed: cold }),
  });
  return [
    input(form.retention.label, days, form.retention.hint),
    ...(canBeCold(type) ? [input(form.cold.label, coldDays, form.cold.hint, true)] : []),
  ];
};

export const windowField = ({ window }: Typed, { language }: Config) => {
  const { form } = backupTextsFor(language);
  const field = textInput(backupIds.window, {
    placeholder: form.window.placeholder,
    max: textMax.days,
    ...(window === undefined ? {} : { typed: window }),
  });
  return input(form.window.label, field, form.window.hint, true);
};

/** Nobody chooses among one. */
export const roleFields = ({ role }: Typed, roles: readonly string[], { language }: Config) => {
  const { form } = backupTextsFor(language);
  if (roles.length < 2) return [];
  const choices = roles.map((arn) => ({
    label: arn.slice(arn.indexOf("role/") + "role/".length),
    value: arn,
  }));
  const chosen = choices.some(({ value }) => value === role) ? role : roles[0];
  return [input(form.role.label, select(backupIds.role, form.role.placeholder, choices, chosen))];
};

/** What of a vault decides whether it is the right one. */
export const vaultWords = (vault: Vault, { language }: Config): readonly string[] => {
  const { form } = backupTextsFor(language);
  const { type, isLocked, minRetentionDays: least = 1, maxRetentionDays: most = "∞" } = vault;
  return [
    ...(type?.startsWith("LOGICALLY") === true ? [form.airGapped] : []),
    ...(isLocked ? [form.locked(`${least}–${most}`)] : []),
  ];
};
