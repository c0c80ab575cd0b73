// Backups, copies and stops, asked for: by a command, by a form, or again by the button of an alert. Each ends in a
// preflight page; nothing here starts anything.
import { backupTextsFor } from "../../i18n/backups.ts";
import type { Asker } from "../../ports/door.ts";
import type { Answer, Answerer, AnswerWorld } from "../../ports/feature.ts";
import { refusal } from "../../ports/refusals.ts";
import type { CommandLine } from "../../slack/command-line.ts";
import type { ViewState } from "../../slack/request.ts";
import type { Held } from "../inventory/model.ts";
import { typedIn } from "./ack.ts";
import { chooseForm, withResource } from "./kinds/choosing.ts";
import { fillCopy, sendCopy } from "./kinds/copying.ts";
import { fillNow, sendNow } from "./kinds/now.ts";
import { resourceOfPoint } from "./kinds/points.ts";
import { fillStop, sendStop } from "./kinds/stopping.ts";
import { backupIds, type Kept, type Typed } from "./model.ts";
import { keptIn } from "./record.ts";

export const answerNow: Answerer<CommandLine> = {
  needs: "ask",
  answer: ({ words: [, name], flags }, asker, world) => {
    const typed = said({ vault: flags.vault, retention: flags.retain, window: flags.window, why: flags.why });
    return open(name, { kind: "backup", typed }, asker, world);
  },
};

export const answerCopy: Answerer<CommandLine> = {
  needs: "ask",
  answer: async ({ words: [, name], flags }, asker, world) => {
    const typed = said({ target: flags.to, retention: flags.retain, why: flags.why });
    const isArn = name?.startsWith("arn:") === true;
    const held = name !== undefined && isArn ? await resourceOfPoint(name, asker, world) : undefined;
    if (name === undefined || held === undefined) return open(name, { kind: "copy", typed }, asker, world);
    return fillCopy(held, { kind: "copy", typed: { ...typed, point: name } }, asker, world);
  },
};

export const answerStop: Answerer<CommandLine> = {
  needs: "ask",
  answer: ({ words: [, job], flags }, asker, world) =>
    fillStop({ kind: "stop", typed: said({ job, why: flags.why }) }, asker, world),
};

export const answerChosen: Answerer<ViewState> = {
  needs: "ask",
  answer: ({ privateMetadata, values }, asker, world) => {
    const kept = keptIn(privateMetadata);
    if (kept === undefined) return olderForm(world);
    return open(values[backupIds.resource], kept, asker, world);
  },
};

export const answerNowForm: Answerer<ViewState> = {
  needs: "ask",
  answer: (view, asker, world) => sent(view, asker, world, (held, kept) => sendNow(held, kept, asker, world)),
};

export const answerCopyForm: Answerer<ViewState> = {
  needs: "ask",
  answer: (view, asker, world) =>
    sent(view, asker, world, (held, kept) => sendCopy(held, kept, asker, world)),
};

export const answerStopForm: Answerer<ViewState> = {
  needs: "ask",
  answer: ({ privateMetadata, values }, asker, world) => {
    const kept = keptIn(privateMetadata);
    return kept === undefined
      ? olderForm(world)
      : sendStop({ ...kept, typed: typedIn(values) }, asker, world);
  },
};

/** With a resource the form is filled; without one another form asks for it first. */
const open = (name: string | undefined, kept: Kept, asker: Asker, world: AnswerWorld): Promise<Answer> => {
  if (name === undefined) return Promise.resolve(chooseForm(kept, undefined, world.config));
  const fill = kept.kind === "copy" ? fillCopy : fillNow;
  return withResource(name, kept, asker, world, (held) => fill(held, kept, asker, world));
};

const sent = (
  { privateMetadata, values }: ViewState,
  asker: Asker,
  world: AnswerWorld,
  goOn: (held: Held, kept: Kept) => Promise<Answer>,
): Promise<Answer> => {
  const before = keptIn(privateMetadata);
  if (before?.arn === undefined) return olderForm(world);
  const kept: Kept = { ...before, typed: { ...typedIn(values) } };
  return withResource(before.arn, kept, asker, world, (held) => goOn(held, kept));
};

const olderForm = async ({ config }: AnswerWorld): Promise<Answer> =>
  refusal(backupTextsFor(config.language).form.older, config);

const said = (typed: { readonly [Name in keyof Typed]: string | undefined }): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined));
