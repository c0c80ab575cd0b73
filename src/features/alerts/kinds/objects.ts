// Objects that failed within one job: how many, and the first few by name.
import { objectsMax } from "../../../backup/objects.ts";
import type { Config } from "../../../config/config.ts";
import { cut, oneLine } from "../../../core/text.ts";
import { type ThingTexts, thingTextsFor } from "../../../i18n/things.ts";
import { section } from "../../../slack/blocks.ts";
import { bold, code, join, md } from "../../../slack/mrkdwn.ts";
import type { Job } from "../../jobs/model.ts";

/** Characters of one name, and how many are named. */
const nameMax = 100;
const shownMax = 5;

export const objectLines = (objects: readonly string[], config: Config) => {
  if (objects.length === 0) return [];
  const { objects: words } = thingTextsFor(config.language);
  const shown = objects.slice(0, shownMax).map((name) => code(cut(oneLine(name), nameMax)));
  const left = objects.length - shown.length;
  const more = objects.length >= objectsMax ? words.atLeast(left) : `${left}`;
  const head = bold(md`${words.failed(countText(objects, thingTextsFor(config.language)))}`);
  return [section(join([head, ...shown, ...(left > 0 ? [md`${words.more(more)}`] : [])], "\n"))];
};

export const countText = (objects: readonly string[], { objects: words }: ThingTexts): string =>
  objects.length >= objectsMax ? words.atLeast(objects.length) : `${objects.length}`;

/** Why a job that AWS calls completed is a warning, and what to do, where AWS itself gives no reason. */
export const objectsSaid = (
  { key, state, facts }: Job,
  config: Config,
): { readonly cause: string; readonly next: string } | undefined => {
  const { failedObjects = [], message } = facts;
  if (failedObjects.length === 0 || state !== "COMPLETED" || message !== undefined) return undefined;
  const words = thingTextsFor(config.language);
  const count = countText(failedObjects, words);
  return {
    cause: key.kind === "restore" ? words.objects.whyRestore(count) : words.objects.why(count),
    next: words.objects.next,
  };
};
