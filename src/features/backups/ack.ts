// Backups at the front door: whether what was typed can be meant at all. What AWS and the configuration have against it,
// the worker finds out.
import { lifecycleTrouble, startWindow } from "../../backup/lifecycle.ts";
import type { FrontTexts } from "../../i18n/front-en.ts";
import type { Door, Porch, Reply } from "../../ports/door.ts";
import { checking, opening, refusing, skeleton } from "../../ports/replies.ts";
import { type CommandLine, folded } from "../../slack/command-line.ts";
import type { SubmitRequest } from "../../slack/request.ts";
import { jobIds } from "../jobs/model.ts";
import { backupIds, type Typed } from "./model.ts";

export const backupsDoor: Door = {
  commands: {
    now: {
      flags: ["vault", "retain", "window", "why"],
      ack: (line, porch) => ackCommand("now", line, porch),
    },
    copy: { flags: ["to", "retain", "why"], ack: (line, porch) => ackCommand("copy", line, porch) },
    stop: { flags: ["why"], ack: (line, porch) => ackCommand("stop", line, porch) },
  },
  actions: { [jobIds.retry]: opening },
  forms: {
    [backupIds.choose]: (submit, porch) => ackForm([backupIds.resource], submit, porch),
    [backupIds.now]: (submit, porch) => ackForm([backupIds.vault, backupIds.why], submit, porch),
    [backupIds.copy]: (submit, porch) =>
      ackForm([backupIds.point, backupIds.target, backupIds.why], submit, porch),
    [backupIds.stop]: (submit, porch) => ackForm([backupIds.job, backupIds.why], submit, porch),
  },
  resourceFields: { [backupIds.resource]: "ask" },
};

/** A form opens in any case: leads are told why, and nobody types all of it in one line. */
const ackCommand = (
  name: "now" | "copy" | "stop",
  { words, flags }: CommandLine,
  { texts }: Porch,
): Reply => {
  const [, , extra] = words;
  if (extra !== undefined) return refusing(texts.tooMany(extra), texts, name);
  const trouble = Object.values(troublesOf({ retention: flags.retain, window: flags.window }, texts))[0];
  return trouble === undefined ? { do: "open", view: skeleton(texts) } : refusing(trouble, texts, name);
};

const ackForm = (needed: readonly string[], { view }: SubmitRequest, { texts }: Porch): Reply => {
  const { values } = view;
  const missing = needed.filter((field) => (values[field] ?? "").trim() === "");
  const days = backupIds.retention in values ? troublesOf(typedIn(values), texts) : {};
  const errors = {
    ...days,
    ...Object.fromEntries(missing.map((field) => [field, missingWords(field, texts)])),
  };
  return Object.keys(errors).length > 0 ? { do: "errors", errors } : { do: "check", view: checking(texts) };
};

const missingWords = (field: string, texts: FrontTexts): string => {
  switch (field) {
    case backupIds.resource:
      return texts.noResource;
    case backupIds.point:
      return texts.noPoint;
    case backupIds.job:
      return texts.noJob;
    case backupIds.why:
      return texts.noWhy;
    default:
      return texts.noVault;
  }
};

/** By the field. What was left out of a command is asked for in the form. */
const troublesOf = (
  { retention, cold, window }: { readonly [Name in keyof Typed]?: string | undefined },
  texts: FrontTexts,
): Readonly<Record<string, string>> => {
  const days = retention === undefined ? "forever" : readRetention(retention);
  const coldDays = cold === undefined || cold.trim() === "" ? undefined : readDays(cold);
  const isCold = cold !== undefined && cold.trim() !== "";
  const isEarly =
    coldDays !== undefined &&
    days !== undefined &&
    lifecycleTrouble({
      coldAfterDays: coldDays,
      ...(days === "forever" ? {} : { deleteAfterDays: days }),
    }) !== undefined;
  const isWindow = window !== undefined && window.trim() !== "";
  return {
    ...(days === undefined ? { [backupIds.retention]: texts.badRetention(retention ?? "") } : {}),
    ...(isCold && (coldDays === undefined || isEarly) ? { [backupIds.cold]: texts.badCold(cold) } : {}),
    ...(isWindow && readMinutes(window) === undefined ? { [backupIds.window]: texts.badWindow(window) } : {}),
  };
};

/** What stands in the fields of a form. */
export const typedIn = (values: Readonly<Record<string, string>>): Typed => ({
  ...fieldIn(values, "vault"),
  ...fieldIn(values, "point"),
  ...fieldIn(values, "target"),
  ...fieldIn(values, "job"),
  ...fieldIn(values, "retention"),
  ...fieldIn(values, "cold"),
  ...fieldIn(values, "window"),
  ...fieldIn(values, "role"),
  ...fieldIn(values, "why"),
});

const fieldIn = (values: Readonly<Record<string, string>>, name: keyof Typed): Typed => {
  const value = values[backupIds[name]];
  return value === undefined ? {} : { [name]: value };
};

const foreverWords: readonly string[] = ["forever", "never", "always", "無期限", "永久"];

export const readRetention = (typed: string): number | "forever" | undefined =>
  foreverWords.includes(folded(typed).trim()) ? "forever" : readDays(typed);

const dayUnits: Readonly<Record<string, number>> = { d: 1, w: 7, y: 365, 日: 1, 週: 7, 年: 365 };

/** "35d", "12w", "1y", "35". */
export const readDays = (typed: string): number | undefined => {
  const [, count, unit = "d"] = /^(\d{1,5})\s*([dwy日週年])?$/.exec(folded(typed).trim()) ?? [];
  const days = Number(count) * (dayUnits[unit] ?? 0);
  return count !== undefined && lifecycleTrouble({ deleteAfterDays: days }) === undefined ? days : undefined;
};

const minuteUnits: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1_440 };

/** "1h", "90m"; without a unit, minutes. */
export const readMinutes = (typed: string): number | undefined => {
  const [, count, unit = "m"] = /^(\d{1,6})\s*([mhd])?$/.exec(folded(typed).trim()) ?? [];
  const minutes = Number(count) * (minuteUnits[unit] ?? 0);
  return count !== undefined && minutes >= startWindow.min && minutes <= startWindow.max
    ? minutes
    : undefined;
};
