// What a preflight found, in words: on the preflight's page, on the card of the request and behind it.

import { cut, oneLine } from "../core/text.ts";
import { parseInstant } from "../core/time.ts";
import { backupTextsFor } from "../i18n/backups.ts";
import { join, md, moment, type Safe, utcText } from "../slack/mrkdwn.ts";
import type { Finding } from "./operation.ts";

/** What stands before a finding; the words never lean on it. */
export const findingMarks: Readonly<Record<Finding["level"], string>> = { fine: "✅", know: "⚠️", stop: "🛑" };

const valueMax = 200;

/** A value that is a moment is shown in the reader's own zone. */
const valueText = (value: string): Safe => {
  const at = parseInstant(value);
  return at === undefined ? md`${cut(oneLine(value), valueMax)}` : moment(at, utcText(at));
};

/** What cannot stand in a sentence of ours, and so marks where a value goes. */
const places: readonly string[] = ["\u0001", "\u0002"];

/** One sentence. What an older version found is said by its name. */
export const findingText = ({ name, values }: Finding, language: "en" | "ja"): Safe => {
  const words: Readonly<Record<string, (...values: string[]) => string>> = backupTextsFor(language).findings;
  const say = Object.hasOwn(words, name) ? words[name] : undefined;
  if (say === undefined) return md`${[name, ...values].join(" ")}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the marks of above
  const parts = say(...places).split(/([\u0001\u0002])/);
  const shown = parts.map((part) => {
    const index = places.indexOf(part);
    return index < 0 ? md`${part}` : valueText(values[index] ?? "");
  });
  return join(shown, "");
};
